"""Above the table of a preview: which file it is, what is in it, and what still must be said."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from ui.imports.import_asks import ImportAsks
from ui.imports.import_counts import count_words, doubles_in, empties_in, states_in, units_in
from ui.imports.import_draft import ReadDraft
from ui.imports.import_kinds import ATTENDANCE, RESULTS, Kind
from ui.imports.import_rows import PreviewRow, file_messages
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.segmented import Segmented
from ui.widgets.tag import Tag
from ui.widgets.text import text

WIDEST_NAME = 300  # pixels


class ImportHead(QWidget):
    """Tells which file, and asks what it does not say itself."""

    other_file = Signal()
    kind_chosen = Signal(str)
    sheet_chosen = Signal(str)
    date_order_chosen = Signal(str)
    filtered = Signal(bool)  # only rows with a message

    def __init__(self, kinds: Sequence[Kind]) -> None:
        super().__init__()
        self._name = ElidedLabel("", "control")
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._kind = text("", "help", "ink2")
        options = [(kind.key, kind.name()) for kind in kinds]
        self.kinds = Segmented(options, name=_("What is in the file"), small=True)
        self.kinds.setVisible(len(kinds) > 1)
        self._label = text(_("These are"), "body", "ink2")
        self._label.setVisible(len(kinds) > 1)
        self.sheets = QComboBox()
        self.sheets.setProperty("size", "filter")
        self.sheets.setAccessibleName(_("Sheet"))
        self.other = KeyButton(_("Another file"), kind="link")
        self.only = QCheckBox(_("Only messages"))
        self._tags: Mapping[State, Tag] = {state: Tag() for state in State}
        self.total, self._doubles, self._empties = Tag(), Tag(), Tag()
        self._note = Note("warn")
        self.order, self.grades = KeyButton("", size="row"), KeyButton("", size="row")
        self.grades.setText(_("Say which year groups these are..."))
        self._note.add_action(self.order)
        self._note.add_action(self.grades)
        self._order = "mdy"
        self.asks = ImportAsks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first, second = self._first_line(), self._second_line()
        column.addLayout(first)
        if len(kinds) > 1:
            column.addLayout(second)
        else:
            first.addLayout(second)
        column.addWidget(self._note)
        column.addWidget(self.asks)
        self.other.clicked.connect(self.other_file)
        self.kinds.chosen.connect(self._choose_kind)
        self.sheets.textActivated.connect(self.sheet_chosen)
        self.only.toggled.connect(self.filtered)
        self.order.clicked.connect(self._choose_order)

    def show_read(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        """What was read, and how."""
        file, table = read.file, read.file.table
        self._name.setText(file.file_name)
        self._name.setFixedWidth(min(self._name.sizeHint().width() + 2, WIDEST_NAME))
        self._name.setToolTip(file.file_name)
        self._kind.setText(file.format)
        self.kinds.set_value(read.draft.kind)
        sheets = table.sheets if table else ()
        self.sheets.setVisible(len(sheets) > 1)
        self.sheets.clear()
        self.sheets.addItems(list(sheets))
        self.sheets.setCurrentText(table.sheet if table else "")
        self._show_counts(read, rows)
        self._show_messages(read)
        self.asks.show_read(read)

    def _show_counts(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        counts = states_in(read, rows)
        unit = units_in(read)
        self.total.set(unit)
        self.total.setVisible(bool(unit))
        for state, tag in self._tags.items():
            n = counts.get(state, 0)
            tone, words = count_words(state)
            tag.set(words.format(n=n) if n else "", tone)
            tag.setVisible(bool(n))
        for tag, n, words in (
            (self._doubles, doubles_in(rows), _("{n} duplicate")),
            (self._empties, empties_in(read), _("{n} empty")),
        ):
            tag.set(words.format(n=n) if n else "")
            tag.setVisible(bool(n))
        self.only.setEnabled(any(row.level for row in rows))

    def _show_messages(self, read: ReadDraft) -> None:
        messages, table = file_messages(read), read.file.table
        if asked := _asked(read):
            messages = [asked]
        asks_order = table is not None and (
            table.date_order_doubtful or read.draft.date_order is not None
        )
        if asks_order and not messages:
            messages = [_("The dates are read as month, day, year.")]
            if read.draft.date_order == "dmy":
                messages = [_("The dates are read as day, month, year.")]
        self._order = "dmy" if read.draft.date_order == "mdy" else "mdy"
        self.order.setText(
            _("Read month, day, year") if self._order == "mdy" else _("Read day, month, year")
        )
        self.order.setVisible(asks_order)
        grades = isinstance(read.file, PupilFile) and bool(read.file.grades)
        self.grades.setVisible(grades)
        if grades and not messages:
            messages = [_("The grades of this file are read as year groups.")]
        self._note.set_text(" ".join(messages))
        self._note.setVisible(bool(messages))

    def _choose_kind(self, kind: object) -> None:
        self.kind_chosen.emit(str(kind))

    def _choose_order(self) -> None:
        self.date_order_chosen.emit(self._order)

    def _first_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        file = QFrame()
        file.setProperty("role", "note")
        file.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        inner = QHBoxLayout(file)
        inner.setContentsMargins(12, 2, 12, 2)
        inner.setSpacing(8)
        for widget in (
            Picture("file-spreadsheet", "accent", 16),
            self._name,
            self._kind,
            self.sheets,
            self.other,
        ):
            inner.addWidget(widget)
        line.addWidget(file)
        line.addStretch()
        line.addWidget(self._label)
        line.addWidget(self.kinds)
        return line

    def _second_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for tag in (self.total, *self._tags.values(), self._doubles, self._empties):
            line.addWidget(tag)
        line.addStretch()
        line.addWidget(self.only)
        return line


def _asked(read: ReadDraft) -> str:
    """The one thing that has to be said before anything can be read."""
    kind, needs = read.draft.kind, read.needs
    if needs == "pupil" and isinstance(read.file, PupilFile):
        return _("Name the columns: at least the one with the names of the pupils.")
    if needs == "pupil":
        return _("Name the columns: at least the one with the names or numbers of the pupils.")
    if needs == "value" and kind == ATTENDANCE.key:
        return _("Name the columns: at least the lessons, and how many were missed.")
    if needs == "value":
        return _("Name the columns: at least one with a score or a level.")
    if needs == "test" and kind == RESULTS.key:
        return _("The file does not say which test this is. Write it below.")
    if needs == "day":
        return _("The file does not say which period this is. Choose it below.")
    return ""
