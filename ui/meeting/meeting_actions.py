"""What the meeting agrees about one pupil: who does what until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meeting_actions import ActionFacts
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

USUAL = timedelta(weeks=2)  # until an action should be done


@dataclass(frozen=True, slots=True)
class TypedAction:
    """What the fields say."""

    words: str
    who: str
    due_on: date


class MeetingActions(QWidget):
    """Those there are, each with a tick and a cross, and a line to type the next one."""

    added = Signal(object)  # a TypedAction
    ticked = Signal(object)  # an ActionFacts that is done, or open again
    removed = Signal(object)  # an ActionFacts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.words, self.who, self.due = QLineEdit(), QComboBox(), day_edit(today())
        self.words.setPlaceholderText(_("What is going to be done"))
        self.words.setAccessibleName(_("What is going to be done"))
        self.who.setEditable(True)
        self.who.setAccessibleName(_("Who does it"))
        line_edit = self.who.lineEdit()
        if line_edit is not None:
            line_edit.setPlaceholderText(_("Who"))
        self.due.setAccessibleName(_("Until when"))
        self.add = KeyButton(_("Add"), icon="plus")
        self.new = QWidget()
        line = QHBoxLayout(self.new)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.words, 3)
        line.addWidget(self.who, 2)
        line.addWidget(self.due)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._list)
        column.addWidget(self.new)
        self.add.clicked.connect(self._add)
        self.words.returnPressed.connect(self._add)

    @property
    def typed(self) -> TypedAction:
        """What stands in the fields now."""
        return TypedAction(self.words.text(), self.who.currentText(), day_of(self.due))

    def clear(self, held_on: date) -> None:
        """Empty fields, for the next action of a meeting on that day."""
        self.words.clear()
        self.who.setEditText("")
        set_day(self.due, held_on + USUAL)

    def fill(self, typed: TypedAction) -> None:
        """What was typed before the lock."""
        self.words.setText(typed.words)
        self.who.setEditText(typed.who)
        set_day(self.due, typed.due_on)

    def set_colleagues(self, names: Sequence[str]) -> None:
        """Whom one may choose; another name may be typed."""
        typed = self.who.currentText()
        self.who.clear()
        self.who.addItems(list(names))
        self.who.setEditText(typed)

    def show_actions(self, actions: Sequence[ActionFacts], *, may_write: bool) -> None:
        """Those of one pupil."""
        for old in self._rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(action, may_write) for action in actions]
        for row in self._rows:
            self._list.addWidget(row)
        self.new.setVisible(may_write)

    def _row(self, action: ActionFacts, may_write: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        is_ended = action.ended_at is not None
        tick = KeyButton(
            _("Open again") if is_ended else _("Done"), size="row", icon="" if is_ended else "check"
        )
        tick.clicked.connect(lambda: self.ticked.emit(action))
        line.addWidget(
            text(action_text(action), "body", "ink2" if is_ended else "ink", wrap=True), 1
        )
        line.addWidget(tick)
        if may_write:
            cross = IconButton("x", _("Remove this action"))
            cross.clicked.connect(lambda: self.removed.emit(action))
            line.addWidget(cross)
        return row

    def _add(self) -> None:
        self.added.emit(self.typed)


def action_text(action: ActionFacts) -> str:
    """An action in one line: what, who, until when, and whether it was done."""
    parts = [action.words, action.who]
    if action.due_on is not None:
        parts.append(_("until {date}").format(date=date_text(action.due_on)))
    if action.ended_at is not None:
        parts.append(_("done {date}").format(date=date_text(action.ended_at.date())))
    return " · ".join(part for part in parts if part)
