"""On the start page: what the support team agreed and somebody still has to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.meetings.meeting_actions import ActionFacts
from ui.meeting.meeting_acts import tick
from ui.tables.record_table import Column, LinkRole, TagRole
from ui.widgets.list_card import ListCard

if TYPE_CHECKING:
    from ui.app import App

LARGEST = 190  # pixels
_DUE, _DONE = 132, 56
DONE_COLUMN = 2


class ActionsCard(ListCard[ActionFacts]):
    """The link ticks one off, with undo; opening a row goes to the pupil or the meeting."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(
            _("Agreed in the support team"),
            action_columns(),
            _("Nothing is left to do."),
            key=lambda row: row.id,
            whole_elsewhere=True,
            parent=parent,
        )
        self._app = app
        self.view.clicked.disconnect()
        self.view.clicked.connect(self._clicked)
        self.opened.connect(self._go)

    def show_actions(self, actions: Sequence[ActionFacts]) -> None:
        """Those for whoever opened the store; without any the card is not there."""
        self.setVisible(bool(actions))
        self.set_rows(actions)
        self.set_density("dense")
        self.setFixedHeight(min(self.height_for_rows(), LARGEST))
        self._unfolded = True
        self._fold()
        late = sum(action.days_late(today()) > 0 for action in actions)
        self.say_beside_title(ngettext("{n} late", "{n} late", late).format(n=late) if late else "")

    def _clicked(self, index: QModelIndex) -> None:
        action = self.table.row_at(index)
        if index.column() == DONE_COLUMN:
            tick(self._app, action)
        else:
            self._go(action)

    def _go(self, action: ActionFacts) -> None:
        if self._app.may("meeting"):
            self._app.open("meeting", action.meeting_id)


def action_columns() -> tuple[Column[ActionFacts], ...]:
    """What and about whom, until when, and done."""
    return (
        Column(_("What"), _short, tip=_whole),
        Column(
            _("Until"),
            lambda row: date_text(row.due_on) if row.due_on else "",
            width=_DUE,
            roles={TagRole: lambda row: ("warn", "clock") if row.days_late(today()) > 0 else None},
        ),
        Column("", lambda row: _("Done"), width=_DONE, roles={LinkRole: lambda row: True}),
    )


def _short(row: ActionFacts) -> str:
    """The call name is enough on the start page."""
    return ": ".join(filter(None, (row.pupil.partition(" ")[0], row.words)))


def _whole(row: ActionFacts) -> str:
    return " · ".join(part for part in (row.pupil, row.words, row.who) if part)
