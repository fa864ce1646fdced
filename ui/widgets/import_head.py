"""Above the table of a preview: which file it is, what is in it, and what still must be said."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _
from npo_desktop.queries.import_preview import State
from ui.widgets.import_draft import ReadDraft
from ui.widgets.import_rows import PreviewRow, file_messages
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.tag import Tag, Tone
from ui.widgets.text import text


class ImportHead(QWidget):
    """Tells, and asks four things: another file, another sheet, a group, the order of dates."""

    other_file = Signal()
    sheet_chosen = Signal(str)
    group_named = Signal(str)
    date_order_chosen = Signal(str)
    filtered = Signal(bool)  # only rows with a message

    def __init__(self) -> None:
        super().__init__()
        self._name = text("", "control")
        self._kind = text("", "help", "ink2")
        self.sheets, self.group = QComboBox(), QLineEdit()
        self.sheets.setProperty("size", "filter")
        self.sheets.setAccessibleName(_("Sheet"))
        self.other = KeyButton(_("Another file"), kind="link")
        self.only = QCheckBox(_("Only messages"))
        self._tags = [Tag() for _state in State]
        self._doubles = Tag()
        self._note = Note("warn")
        self.order = KeyButton("", size="row")
        self._note.add_action(self.order)
        self._order = "mdy"
        self._group_line = self._group_row()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._first_line())
        column.addWidget(self._note)
        column.addWidget(self._group_line)
        self.other.clicked.connect(self.other_file)
        self.sheets.textActivated.connect(self.sheet_chosen)
        self.only.toggled.connect(self.filtered)
        self.order.clicked.connect(self._choose_order)

    def show_read(self, read: ReadDraft, rows: Sequence[PreviewRow]) -> None:
        """What was read, and how."""
        file, table = read.file, read.file.table
        self._name.setText(file.file_name)
        self._kind.setText(file.format)
        sheets = table.sheets if table else ()
        self.sheets.setVisible(len(sheets) > 1)
        self.sheets.clear()
        self.sheets.addItems(list(sheets))
        self.sheets.setCurrentText(table.sheet if table else "")
        self._show_counts(rows)
        self._show_messages(read)
        nameless = table is not None and "group" not in table.columns and not file.needs_columns
        self._group_line.setVisible(nameless)
        if self.group.text() != read.draft.default_group:
            self.group.setText(read.draft.default_group)

    def _show_counts(self, rows: Sequence[PreviewRow]) -> None:
        for tag, state in zip(self._tags, State, strict=True):
            n = sum(row.state is state and not row.is_double for row in rows)
            tone, words = _count_words(state)
            tag.set(words.format(n=n) if n else "", tone)
            tag.setVisible(bool(n))
        doubles = sum(row.is_double for row in rows)
        self._doubles.set(_("{n} duplicate").format(n=doubles) if doubles else "")
        self._doubles.setVisible(bool(doubles))
        self.only.setEnabled(any(row.level for row in rows))

    def _show_messages(self, read: ReadDraft) -> None:
        messages, table = file_messages(read), read.file.table
        if read.file.needs_columns:
            messages = [_("Name the columns: at least the one with the names of the pupils.")]
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
        self._note.set_text(" ".join(messages))
        self._note.setVisible(bool(messages))

    def _choose_order(self) -> None:
        self.date_order_chosen.emit(self._order)

    def _first_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        file = QFrame()
        file.setProperty("role", "note")
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
        for tag in (*self._tags, self._doubles):
            line.addWidget(tag)
        line.addSpacing(8)
        line.addWidget(self.only)
        return line

    def _group_row(self) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.group.setProperty("size", "filter")
        self.group.setMaximumWidth(220)
        label = text(_("No column holds the group. All these pupils are in group"), "body", "ink2")
        label.setBuddy(self.group)
        self.group.setAccessibleName(label.text())
        self.group.editingFinished.connect(self._name_group)
        line.addWidget(label)
        line.addWidget(self.group)
        line.addStretch()
        return holder

    def _name_group(self) -> None:
        self.group_named.emit(self.group.text().strip())


def _count_words(state: State) -> tuple[Tone, str]:
    words: dict[State, tuple[Tone, str]] = {
        State.NEW: ("ok", _("{n} new")),
        State.CHANGED: ("ok", _("{n} changed")),
        State.UNCHANGED: ("neutral", _("{n} unchanged")),
        State.LEFT: ("neutral", _("{n} who left")),
        State.DOUBTFUL: ("warn", _("{n} doubtful")),
        State.FAULTY: ("err", _("{n} not read")),
    }
    return words[state]
