"""One pupil in the meeting: why, the next step, what is said, and what is agreed."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from npo_desktop.i18n import _
from ui.meeting.meeting_actions import MeetingActions
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import set_read_only, text


class MeetingPoint(Card):
    """What is typed is kept as one leaves the field."""

    left = Signal(str)  # the minutes, when the field loses the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Pupil"), parent=parent)
        self.pupil_id: UUID | None = None
        self.see = KeyButton(_("See pupil"), kind="link")
        self.step = KeyButton("", kind="link")
        self.add_action(self.see)
        self.add_action(self.step)
        self.why = text("", "body", "ink2", wrap=True)
        self.minutes = _Minutes()
        self.minutes.setPlaceholderText(_("It is kept as you leave this field."))
        self.minutes.setAccessibleName(_("What is said"))
        self.agreed = MeetingActions()
        self.body.addWidget(self.why)
        self.body.addWidget(text(_("What is said"), "label", "ink2"))
        self.body.addWidget(self.minutes, 1)
        head = QHBoxLayout()
        head.addWidget(text(_("What is agreed"), "label", "ink2"))
        head.addStretch()
        self.body.addLayout(head)
        self.body.addWidget(self.agreed)
        self.minutes.left.connect(lambda: self.left.emit(self.minutes.toPlainText()))

    def show_point(
        self, pupil_id: UUID, name: str, why: str, step: str, minutes: str, *, may_write: bool
    ) -> None:
        """Another pupil, or the same one again: what is being typed stays."""
        self.set_title(name)
        self.why.setText(why)
        self.step.setText(step)
        set_read_only(self.minutes, not may_write)
        is_being_typed = self.pupil_id == pupil_id and self.minutes.hasFocus()
        self.pupil_id = pupil_id
        if self.minutes.toPlainText() != minutes and not is_being_typed:
            self.minutes.setPlainText(minutes)


class _Minutes(QPlainTextEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(72)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
