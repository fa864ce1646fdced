"""What a file does not say itself and is asked once: the group, the test, the day, the period."""

from datetime import date

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.i18n import _
from ui.imports.import_draft import ReadDraft
from ui.imports.import_kinds import ATTENDANCE, RESULTS
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

FIELD = 240  # pixels


class ImportAsks(QWidget):
    """A line for each thing that is not in the file; hidden while everything is."""

    group_named = Signal(str)
    test_named = Signal(str)
    day_chosen = Signal(object)  # date
    period_chosen = Signal(object)  # (date, date)

    def __init__(self) -> None:
        super().__init__()
        self.group, self.test = QLineEdit(), QLineEdit()
        self.day, self.begins, self.ends = (day_edit(today()) for _n in range(3))
        self.take_day, self.take_period = KeyButton("", size="row"), KeyButton("", size="row")
        self._tests = QStringListModel(self)
        completer = QCompleter(self._tests, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.test.setCompleter(completer)
        for field in (self.group, self.test):
            field.setProperty("size", "filter")
            field.setFixedWidth(FIELD)
        self._group_line = _line(
            _("No column holds the group. All these pupils are in group"), self.group
        )
        self._test_line = _line(_("No column holds the test. All these results are of"), self.test)
        self._day_line = _line(
            _("No column holds the day. All these tests were held on"), self.day, self.take_day
        )
        self._period_line = _line(
            _("No column holds the period. All these rows are of"),
            *(self.begins, text(_("until"), "body", "ink2"), self.ends, self.take_period),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in (self._group_line, self._test_line, self._day_line, self._period_line):
            column.addWidget(line)
        self.group.editingFinished.connect(self._name_group)
        self.test.editingFinished.connect(self._name_test)
        self.take_day.clicked.connect(self._choose_day)
        self.take_period.clicked.connect(self._choose_period)

    def show_read(self, read: ReadDraft) -> None:
        """Ask what this file leaves open, and what was answered."""
        draft, fields = read.draft, {use.field for use in read.uses}
        is_table = read.file.table is not None
        is_named = is_table and isinstance(read.file, PupilFile) and not read.needs
        self._group_line.setVisible(is_named and "group" not in fields)
        lacks_test = read.needs == "test" or bool(draft.test)
        self._test_line.setVisible(draft.kind == RESULTS.key and lacks_test)
        lacks_day = is_table and draft.kind == RESULTS.key and "held_on" not in fields
        self._day_line.setVisible(lacks_day and read.needs in ("", "test"))
        lacks_period = draft.kind == ATTENDANCE.key and read.needs == "day"
        self._period_line.setVisible(lacks_period or draft.period is not None)
        self._tests.setStringList(list(read.tests))
        for field, said in ((self.group, draft.default_group), (self.test, draft.test)):
            if field.text() != said:
                field.setText(said)
        words = _("All on this day"), _("Another day")
        self.take_day.setText(words[draft.day is not None])
        self.take_period.setText(_("Read with this period"))
        if draft.day is not None:
            set_day(self.day, draft.day)
        if draft.period is not None:
            set_day(self.begins, draft.period[0])
            set_day(self.ends, draft.period[1])

    def first_open(self) -> QWidget | None:
        """The field that must be filled in before anything can be read."""
        pairs = ((self._test_line, self.test), (self._period_line, self.begins))
        return next((field for line, field in pairs if line.isVisibleTo(self)), None)

    def _name_group(self) -> None:
        self.group_named.emit(self.group.text().strip())

    def _name_test(self) -> None:
        self.test_named.emit(" ".join(self.test.text().split()))

    def _choose_day(self) -> None:
        self.day_chosen.emit(day_of(self.day))

    def _choose_period(self) -> None:
        period: tuple[date, date] = (day_of(self.begins), day_of(self.ends))
        self.period_chosen.emit(period)


def _line(words: str, *fields: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    label = text(words, "body", "ink2")
    label.setBuddy(fields[0])
    fields[0].setAccessibleName(words)
    line.addWidget(label)
    for field in fields:
        line.addWidget(field)
    line.addStretch()
    return holder
