"""Which meeting, on which day, who is there; kept as one leaves a field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meetings import MeetingFacts
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.text import set_read_only


class MeetingHead(QFrame):
    """Earlier meetings are chosen here too."""

    chosen = Signal(object)  # the UUID of another meeting
    left = Signal()  # a field was changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.meeting, self.day = QComboBox(), day_edit(today())
        self.name, self.present = QLineEdit(maxLength=200), QLineEdit()
        self.present.setPlaceholderText(
            _("For example: Dianira, juf Ilvienne, school social worker")
        )
        self._ids: list[UUID] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 10)
        line.setSpacing(12)
        line.addWidget(Field(_("Meeting"), self.meeting), 2)
        line.addWidget(Field(_("Day"), self.day))
        line.addWidget(Field(_("Name, if it has one"), self.name), 2)
        line.addWidget(Field(_("Present"), self.present), 4)
        self.meeting.activated.connect(lambda place: self.chosen.emit(self._ids[place]))
        self.day.dateChanged.connect(self.left)
        self.name.editingFinished.connect(self.left)
        self.present.editingFinished.connect(self.left)

    def show_meeting(self, facts: MeetingFacts, every: Sequence[MeetingFacts]) -> None:
        """One of several; a closed one cannot be changed."""
        self._ids = [one.id for one in every]
        self.meeting.clear()
        self.meeting.addItems([meeting_text(one) for one in every])
        self.meeting.setCurrentIndex(self._ids.index(facts.id))
        for field, words in ((self.name, facts.name), (self.present, facts.present)):
            if not field.hasFocus():
                field.setText(words)
                field.setCursorPosition(0)  # what is too long begins at its beginning
            set_read_only(field, facts.is_closed)
        self.day.blockSignals(True)
        set_day(self.day, facts.held_on)
        self.day.blockSignals(False)
        self.day.setEnabled(not facts.is_closed)

    @property
    def typed(self) -> tuple[date, str, str]:
        """Day, name, who is there."""
        return day_of(self.day), self.name.text().strip(), self.present.text().strip()


def meeting_text(facts: MeetingFacts) -> str:
    """A meeting in a list of them."""
    state = _("closed") if facts.is_closed else _("open")
    return " · ".join(filter(None, (date_text(facts.held_on), facts.name, state)))
