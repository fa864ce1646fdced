"""What is done in a meeting; everything can be taken back from the message bar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meeting_actions import (
    ActionFacts,
    NewAction,
    add_action,
    end_action,
    remove_action,
    reopen_action,
)
from npo_desktop.queries.meetings.meeting_drafts import forget_action_draft
from npo_desktop.queries.meetings.meetings import (
    MeetingFacts,
    change_meeting,
    close_meeting,
    reopen_meeting,
    set_agenda,
)
from ui.app import Topic

if TYPE_CHECKING:
    from ui.app import App


def agree(app: App, new: NewAction) -> None:
    """Who does what until when; it waits on the start page from now on."""
    with app.writing(Topic.PLANS) as session:
        made = add_action(session, new)
        forget_action_draft(session)

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            remove_action(session, made)

    app.say(_("Agreed. It stands on the start page until it is done."), undo=undo)


def drop(app: App, action: ActionFacts) -> None:
    """The action was a mistake."""
    with app.writing(Topic.PLANS) as session:
        before = remove_action(session, action.id)

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            add_action(session, before, action.id)

    app.say(_("The action was removed."), undo=undo)


def tick(app: App, action: ActionFacts) -> None:
    """Done; or open again when it was."""
    was_ended = action.ended_at is not None
    _turn(app, action.id, is_ended=not was_ended)
    words = _("The action is open again.") if was_ended else _("The action is done.")
    app.say(words, undo=lambda: _turn(app, action.id, is_ended=was_ended))


def reorder(app: App, facts: MeetingFacts, pupils: Sequence[UUID]) -> None:
    """Another order, or somebody less."""
    with app.writing(Topic.PLANS) as session:
        before = set_agenda(session, facts.id, pupils)

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            set_agenda(session, facts.id, before)

    if len(before) != len(pupils):
        app.say(_("The agenda was changed."), undo=undo)


def keep_head(app: App, facts: MeetingFacts, held_on: date, name: str, present: str) -> None:
    """Day, name, who is there."""
    if (facts.held_on, facts.name, facts.present) == (held_on, name, present):
        return
    with app.writing(Topic.PLANS) as session:
        change_meeting(session, facts.id, held_on=held_on, name=name, present=present)


def close_or_open(app: App, facts: MeetingFacts, day: date) -> None:
    """Close a meeting, or open it again to change what was written down."""
    with app.writing(Topic.PLANS) as session:
        if facts.is_closed:
            reopen_meeting(session, facts.id)
        else:
            close_meeting(session, facts.id, today=day)

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            if facts.is_closed:
                close_meeting(session, facts.id, today=day)
            else:
                reopen_meeting(session, facts.id)

    words = _("The meeting is closed. It can be read on the pupils' timelines.")
    if facts.is_closed:
        words = _("The meeting is open again.")
    app.say(words, undo=undo)


def _turn(app: App, action_id: UUID, *, is_ended: bool) -> None:
    with app.writing(Topic.PLANS) as session:
        if is_ended:
            end_action(session, action_id)
        else:
            reopen_action(session, action_id)
