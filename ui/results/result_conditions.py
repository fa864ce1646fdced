"""Above the grid of results: which test, when, and on which scale, in which language."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import LANGUAGES, _
from npo_desktop.importers.records.result_cells import (
    LETTERS,
    ROMAN,
    cell_decimal,
    cell_moment,
    without_moment,
)
from npo_desktop.queries.class_results import HeldTest, KeptResult, TestMoment
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text import restyle

MOMENT, NUMBER, DAY = 72, 96, 128  # pixels
EARLIEST, LONGEST = 1990, 120  # year of a test; letters in a name


class ResultConditions(QWidget):
    """Tells which test is typed in; filled in once for all pupils."""

    moved = Signal()  # another test, moment or day: other results
    described = Signal(str)  # "language", "norm_group" or "raw_top" of the same results
    scaled = Signal()  # digits are read on another scale

    def __init__(self) -> None:
        super().__init__()
        self.held = QComboBox()  # what was entered already, and a new one
        self.test, self.moment = QLineEdit(), QLineEdit()
        self.day = day_edit(today())
        self.scale = Segmented(((ROMAN, "I–V"), (LETTERS, "A–E")), name=_("Levels"))
        self.raw_top, self.norm_group = QLineEdit(), QLineEdit()
        self.language = QComboBox()
        self._names = QStringListModel(self)
        self._before: TestMoment | None = None
        self._said: dict[str, str] = {}
        self._build()
        self.held.activated.connect(self._choose_held)
        for field in (self.test, self.moment):
            field.editingFinished.connect(self._move)
        self.day.dateChanged.connect(self._move)
        self.scale.chosen.connect(self._rescale)
        self.raw_top.editingFinished.connect(self._describe)
        self.norm_group.editingFinished.connect(self._describe)
        self.language.activated.connect(self._describe)

    @property
    def at(self) -> TestMoment | None:
        """The test that is typed in; nothing while it has no name."""
        test, at_end = without_moment(" ".join(self.test.text().split()))
        moment = cell_moment(self.moment.text()) or at_end
        return TestMoment(test, moment, day_of(self.day)) if test else None

    @property
    def top(self) -> float | None:
        """The highest raw score there is; nothing when it is not said, or no number."""
        return cell_decimal(self.raw_top.text(), point=False)

    def said(self, name: str) -> str:
        """What is filled in: "language", "norm_group" or "raw_top"."""
        if name == "language":
            return str(self.language.currentData())
        if name == "raw_top":
            return "" if self.top is None else self.raw_top.text().strip()
        return " ".join(self.norm_group.text().split())

    def show_tests(self, held: Sequence[HeldTest], names: Sequence[str]) -> None:
        """What this group has results of, and the tests the school knows."""
        self._names.setStringList(list(names))
        self.held.clear()
        self.held.addItem(_("New test"), None)
        for one in held:
            self.held.addItem(_held_words(one), one.at)
        places = [n for n in range(1, self.held.count()) if self.held.itemData(n) == self.at]
        self.held.setCurrentIndex(places[0] if places else 0)

    def show_at(self, at: TestMoment | None, language: str) -> None:
        """Begin with this test, or with a new one."""
        for widget in (self.test, self.moment, self.day):
            widget.blockSignals(True)
        self.test.setText(at.test if at else "")
        self.moment.setText(at.moment if at else "")
        set_day(self.day, at.held_on if at else today())
        for widget in (self.test, self.moment, self.day):
            widget.blockSignals(False)
        self._before = self.at
        if at is None:
            self.show_described(None, language)

    def show_described(self, kept: KeptResult | None, language: str) -> None:
        """What a result that is there says of scale, language, norms and highest score."""
        top = kept.raw_top if kept else None
        self.raw_top.setText("" if top is None else f"{top:g}".replace(".", ","))
        self.norm_group.setText(kept.norm_group if kept else "")
        place = self.language.findData(kept.language if kept else language)
        self.language.setCurrentIndex(max(place, 0))
        if kept and kept.level_scale:
            self.scale.set_value(kept.level_scale)
        self._note_said()

    def _choose_held(self) -> None:
        at = self.held.currentData()
        self.show_at(at, str(self.language.currentData()))
        self.moved.emit()
        if at is None:
            self.test.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self) -> None:
        test, at_end = without_moment(" ".join(self.test.text().split()))
        if at_end and not self.moment.text().strip():  # "Rekenen M5" is two things
            self.test.setText(test)
            self.moment.setText(at_end)
        if self.at != self._before:
            self._before = self.at
            self.moved.emit()

    def _describe(self) -> None:
        wrong = bool(self.raw_top.text().strip()) and self.top is None
        self.raw_top.setProperty("state", "error" if wrong else "")
        restyle(self.raw_top)
        for name, before in dict(self._said).items():
            if self.said(name) != before:
                self._note_said()
                self.described.emit(name)

    def _rescale(self) -> None:
        self.scaled.emit()

    def _note_said(self) -> None:
        self._said = {name: self.said(name) for name in ("language", "norm_group", "raw_top")}

    def _build(self) -> None:
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.test.setCompleter(completer)
        self.test.setPlaceholderText(_("Name of the test"))
        self.moment.setPlaceholderText("M5")
        self.norm_group.setPlaceholderText(_("European Dutch, for instance"))
        for code in LANGUAGES:
            self.language.addItem(language_text(code), code)
        self.held.setMinimumWidth(200)
        latest = today()
        self.day.setDateRange(QDate(EARLIEST, 1, 1), QDate(latest.year, latest.month, latest.day))
        for field in (self.test, self.norm_group):
            field.setMaxLength(LONGEST)
        for widget, width in ((self.moment, MOMENT), (self.raw_top, NUMBER), (self.day, DAY)):
            widget.setFixedWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(
            _line(
                (Field(_("Entered already"), self.held), 2),
                (Field(_("Test"), self.test), 3),
                (Field(_("Moment"), self.moment), 0),
                (Field(_("Date of the test"), self.day), 0),
            )
        )
        column.addLayout(
            _line(
                (Field(_("Levels"), self.scale), 0),
                (Field(_("Highest raw score"), self.raw_top), 0),
                (Field(_("Language of the test"), self.language), 0),
                (Field(_("Norm group"), self.norm_group), 1),
            )
        )


def _held_words(held: HeldTest) -> str:
    name = " ".join(part for part in (held.at.test, held.at.moment) if part)
    return f"{name} · {date_text(held.at.held_on)} · {held.results}"


def _line(*fields: tuple[QWidget, int]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    for field, stretch in fields:
        line.addWidget(field, stretch)
    return line
