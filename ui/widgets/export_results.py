"""What an export brought: how far it is, one line a pupil with problems first, and the folder."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import NAMES, _, ngettext
from npo_desktop.jobs.export_jobs import Outcome, PupilResult, Written
from ui.tables.record_table import BoldRole, Column, IconRole, LinkRole, RecordTable, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.password_note import PasswordNote
from ui.widgets.picture import Picture
from ui.widgets.progress_line import ProgressLine
from ui.widgets.text import text

_ICONS = {
    Outcome.WRITTEN: ("circle-check", "accent"),
    Outcome.SKIPPED: ("alert-triangle", "warn"),
    Outcome.FAILED: ("circle-x", "err"),
}
_TONES = {Outcome.WRITTEN: "ink", Outcome.SKIPPED: "warn", Outcome.FAILED: "err"}


class ExportResults(Card):
    """Takes the place of the choices while something is made, and until one goes back."""

    pupil_asked = Signal(object)  # id of a pupil without a file
    opened = Signal(object)  # id of the pupil whose file was opened, mostly to print it
    left = Signal()  # back to the choices

    def __init__(self) -> None:
        super().__init__(_("What was made"))
        self._folder = Path()
        self._results: tuple[PupilResult, ...] = ()
        self._told, self._counts = text("", "primary"), text("", "body", "ink2")
        self._bar = ProgressLine(name=_("Parent summaries"), thickness=12)
        self._where = ElidedLabel("", "body", "ink2")
        self.open_folder = KeyButton(_("Open folder"), kind="link")
        self.only = QCheckBox(_("Only what is not ready"))
        self.safe = Note("warn")
        self.password = PasswordNote()
        table: RecordTable[PupilResult] = RecordTable(_columns(), key=lambda r: r.pupil_id)
        self.table = TableView(table, name="export-results")
        table.setParent(self.table)
        self.back = KeyButton(_("Make something else"), icon="arrow-left", size="row")
        self._build()
        self.back.clicked.connect(self.left)
        self.open_folder.clicked.connect(self._open_folder)
        self.only.toggled.connect(self._show_rows)
        self.table.clicked.connect(self._open_link)
        self.table.row_activated.connect(self._open)

    def show_progress(self, done: int, total: int) -> None:
        """Under way."""
        self._tell(_("{done} of {total} processed").format(done=done, total=total), "")
        self._bar.set_progress(done, total)
        self._bar.setVisible(True)
        for widget in (self.table, self.only, self.safe, self.password, self._place, self.back):
            widget.hide()

    def show_written(self, written: Written, folder: Path, password: str = "") -> None:
        """Done: everything there is to say about it; the password is shown this once."""
        self.password.show_password(password if written.paths else "", len(written.paths))
        self._folder, self._results = folder, written.results
        made = written.pupils if written.results else len(written.paths)
        counts = {outcome: _count(written.results, outcome) for outcome in Outcome}
        self._bar.set_progress(
            made,
            max(len(written.results), len(written.paths)),
            failed=counts[Outcome.FAILED],
            skipped=counts[Outcome.SKIPPED],
        )
        self._tell(*_summed(written))
        self._bar.setVisible(bool(written.results))
        self._where.setText(str(folder if written.results else written.paths[0]))
        self._show_safety(written)
        self._show_rows()
        self.table.setVisible(bool(written.results))
        self.only.setVisible(made < len(written.results))
        self._place.show()
        self.back.show()

    def _show_safety(self, written: Written) -> None:
        n = written.pupils
        safe = ngettext(
            "This file holds data of 1 pupil. Keep it safe.",
            "This file holds data of {n} pupils. Keep it safe.",
            n,
        ).format(n=n)
        if len(written.paths) > 1:
            safe = _("These files hold data of {n} pupils. Keep them safe.").format(n=n)
        printing = _("If you print it: collect your print now. It shows names of pupils.")
        self.safe.set_text(safe, printing)
        self.safe.setVisible(n > 0)

    def _tell(self, head: str, counts: str) -> None:
        self._told.setText(head)
        self._counts.setText(counts)

    def _show_rows(self) -> None:
        only = self.only.isChecked() and not self.only.isHidden()
        rows = [r for r in self._results if not only or r.outcome is not Outcome.WRITTEN]
        self.table.table.set_rows(rows)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _open_link(self, index: QModelIndex) -> None:
        if index.column() == self.table.table.columnCount() - 1:
            self._open(self.table.table.row_at(index))

    def _open(self, result: PupilResult) -> None:
        if result.path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.path)))
            self.opened.emit(result.pupil_id)
        else:
            self.pupil_asked.emit(result.pupil_id)

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._told)
        first.addWidget(self._counts)
        first.addStretch()
        first.addWidget(self.only)
        self.body.addLayout(first)
        self.body.addWidget(self._bar)
        self._place = QWidget()
        where = QHBoxLayout(self._place)
        where.setContentsMargins(0, 0, 0, 0)
        where.setSpacing(8)
        where.addWidget(Picture("folder", "ink2", 16))
        where.addWidget(self._where, 1)
        where.addWidget(self.open_folder)
        self.body.addWidget(self._place)
        self.body.addWidget(self.password)
        self.body.addWidget(self.safe)
        table = QVBoxLayout()
        table.setContentsMargins(0, 4, 0, 0)
        table.addWidget(self.table)
        self.table.setProperty("framed", True)
        self.table.setMinimumHeight(120)
        self.body.addLayout(table, 1)
        self.body.addStretch(0)  # while there is no table
        self.add_action(self.back)


def _columns() -> list[Column[PupilResult]]:
    return [
        Column(
            _("Pupil"),
            lambda r: r.name,
            width=220,
            roles={BoldRole: lambda r: r.outcome is Outcome.FAILED},
        ),
        Column(_("Language"), lambda r: NAMES.get(r.language, r.language), width=110),
        Column(
            _("Result"),
            lambda r: _outcome_words(r.outcome),
            sort=lambda r: list(Outcome).index(r.outcome),
            width=130,
            roles={IconRole: lambda r: _ICONS[r.outcome], ToneRole: lambda r: _TONES[r.outcome]},
        ),
        Column(
            _("Remark"), lambda r: r.text, roles={ToneRole: lambda _r: "ink2"}, tip=lambda r: r.text
        ),
        Column(
            "",
            lambda r: _("Open") if r.path is not None else _("To the pupil"),
            width=130,
            roles={LinkRole: lambda _r: True},
        ),
    ]


def _outcome_words(outcome: Outcome) -> str:
    words = {
        Outcome.WRITTEN: _("ready"),
        Outcome.SKIPPED: _("skipped"),
        Outcome.FAILED: _("failed"),
    }
    return words[outcome]


def _summed(written: Written) -> tuple[str, str]:
    if not written.results:
        n = len(written.sheets)
        sheets = ngettext("{n} sheet", "{n} sheets", n).format(n=n)
        return _("The Excel plan is ready."), sheets
    made = _count(written.results, Outcome.WRITTEN)
    counts = [
        _("{n} ready").format(n=made),
        _("{n} failed").format(n=_count(written.results, Outcome.FAILED)),
        _("{n} skipped").format(n=_count(written.results, Outcome.SKIPPED)),
    ]
    total = len(written.results)
    head = _("{done} of {total} processed").format(done=total, total=total)
    return head, " · ".join(words for words in counts if not words.startswith("0 "))


def _count(results: tuple[PupilResult, ...], outcome: Outcome) -> int:
    return sum(result.outcome is outcome for result in results)
