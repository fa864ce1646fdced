"""On which printer and how; what was chosen is remembered for the next time."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from ui import state
from ui.preview.page_range import read_range
from ui.preview.printers import PrinterFacts, Printers
from ui.preview.printing import PrintJob
from ui.widgets.combo_options import place_of
from ui.widgets.field import Field
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented

MOST_COPIES = 99
PAPER, PRINTER, SIDES = "print/paper", "print/printer", "print/both-sides"


class PrintOptions(QWidget):
    """``job`` gives what was chosen, or says in place what is wrong with it."""

    paper_chosen = Signal(object)  # "a4" or "letter"
    changed = Signal()

    def __init__(self, printers: Printers) -> None:
        super().__init__()
        self._printers = printers
        self._facts: tuple[PrinterFacts, ...] = ()
        self._count = 0
        self.paper = Segmented(
            [("a4", "A4"), ("letter", "Letter")], state.choice(PAPER, "a4"), name=_("Paper")
        )
        self.printer = QComboBox()
        fit = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.printer.setSizeAdjustPolicy(fit)
        self.range = QLineEdit()
        self.range.setPlaceholderText(_("all"))
        self.range.setToolTip(_("Type it like this: 1-3, 5"))
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.both_sides = QCheckBox(_("On both sides of the paper"))
        self.nowhere = Note(
            "info",
            _("This computer knows no printer."),
            _("Save it as a PDF and print it elsewhere."),
        )
        self._build()
        self.paper.chosen.connect(self._keep_paper)
        self.printer.activated.connect(self._keep_printer)
        self.both_sides.clicked.connect(self._keep_sides)
        self.range.textChanged.connect(self._clear_error)

    @property
    def has_printer(self) -> bool:
        """Whether there is anything to print on."""
        return bool(self._facts)

    def find_printers(self) -> None:
        """Ask the system; the one that was used last is chosen, else its default."""
        self._facts = self._printers.known()
        wanted = self.printer.currentData() or state.choice(PRINTER)
        with QSignalBlocker(self.printer):
            self.printer.clear()
            for one in self._facts:
                self.printer.addItem(one.name, one.name)
            self.printer.setCurrentIndex(max(place_of(self.printer, wanted), 0))
        for field in (self.printer_field, self.copies_field):
            field.setVisible(self.has_printer)
        self.nowhere.setVisible(not self.has_printer)
        self.show_pages(self._count)
        self._look()

    def show_pages(self, count: int) -> None:
        """How many there are to choose from."""
        self._count = count
        self.range_field.setVisible(self.has_printer and count > 1)
        self.both_sides.setVisible(self.has_printer and count > 1)

    def job(self, name: str, starts: tuple[int, ...] = ()) -> PrintJob | None:
        """``None``: something is not right yet. ``name``, ``starts``: as in ``PrintJob``."""
        try:
            pages = read_range(self.range.text(), self._count)
        except UserError as error:
            self.range_field.set_error(f"{error.message} {error.hint}")
            self.range.setFocus()
            return None
        both = self.both_sides.isChecked() and self.both_sides.isEnabled() and len(pages) > 1
        return PrintJob(
            str(self.printer.currentData()),
            pages,
            self.copies.value(),
            both,
            str(self.paper.value()),
            name,
            starts,
        )

    def go_on_from(self, printed: int) -> None:
        """Choose what a printer that gave up has not printed yet."""
        rest = read_range(self.range.text(), self._count)[printed:]
        if rest and self.copies.value() == 1:
            self.range.setText(_as_range(rest))

    def _keep_paper(self, value: object) -> None:
        state.set_choice(PAPER, str(value))
        self._look()
        self.paper_chosen.emit(value)

    def _keep_printer(self) -> None:
        state.set_choice(PRINTER, str(self.printer.currentData()))
        self._look()

    def _keep_sides(self, on: bool) -> None:
        state.set_choice(SIDES, "1" if on else "")

    def _clear_error(self) -> None:
        self.range_field.clear_error()

    def _look(self) -> None:
        """What this printer can do."""
        facts = next((one for one in self._facts if one.name == self.printer.currentData()), None)
        can = facts is not None and facts.has_duplex
        self.both_sides.setEnabled(can)
        self.both_sides.setChecked(can and state.choice(SIDES) == "1")
        self.both_sides.setToolTip("" if can else _("This printer prints on one side."))
        paper = str(self.paper.value())
        lacks = facts is not None and bool(facts.papers) and paper not in facts.papers
        self.printer_field.set_message(
            _("This printer has no {paper} paper: what is printed is made to fit.").format(
                paper="A4" if paper == "a4" else "Letter"
            )
            if lacks
            else ""
        )
        self.changed.emit()

    def _build(self) -> None:
        self.paper_field = Field(_("Paper"), self.paper)
        self.printer_field = Field(_("Printer"), self.printer)
        self.range_field = Field(_("Pages"), self.range)
        self.copies_field = Field(_("Copies"), self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.paper_field)
        column.addWidget(self.printer_field)
        column.addWidget(self.range_field)
        column.addWidget(self.copies_field)
        column.addWidget(self.both_sides)
        column.addWidget(self.nowhere)
        self.nowhere.hide()


def _as_range(pages: tuple[int, ...]) -> str:
    """As somebody would type it: "3-5, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(
        f"{run[0] + 1}-{run[-1] + 1}" if len(run) > 1 else f"{run[0] + 1}" for run in runs
    )
