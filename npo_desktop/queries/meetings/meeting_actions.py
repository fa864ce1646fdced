"""What a meeting agreed: who does what until when. They wait on the start page until done."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.groups import staff_name
from npo_desktop.store.engine import Opener
from npo_desktop.store.plan_tables import Meeting, MeetingAction
from npo_desktop.store.safety_tables import Account
from npo_desktop.store.tables import Pupil, Staff


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action before it is kept."""

    meeting_id: UUID
    pupil_id: UUID | None
    words: str
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFacts(NewAction):
    """An action that is kept."""

    id: UUID
    pupil: str = ""
    ended_at: datetime | None = None  # UTC; done

    def days_late(self, day: date) -> int:
        """Days since it should have been done; negative or 0: not late."""
        return (day - self.due_on).days if self.due_on else 0


def add_action(session: Session, new: NewAction, action_id: UUID | None = None) -> UUID:
    """Keep an action; ``action_id`` puts back one that was removed. The caller commits."""
    meeting = session.get_one(Meeting, new.meeting_id)
    if not new.words.strip():
        raise UserError(
            _("The action has no words yet."), _("Write what is going to be done, in a few words.")
        )
    if new.due_on is not None and new.due_on < meeting.held_on:
        raise UserError(
            _("The action would have to be done before the meeting."),
            _("Choose a day on or after that of the meeting."),
        )
    row = MeetingAction(
        id=action_id or uuid4(),
        meeting_id=new.meeting_id,
        pupil_id=new.pupil_id,
        words=new.words.strip(),
        who=new.who.strip(),
        due_on=new.due_on,
    )
    session.add(row)
    session.flush()
    return row.id


def remove_action(session: Session, action_id: UUID) -> NewAction:
    """Take an action away; what is returned puts it back."""
    row = session.get_one(MeetingAction, action_id)
    before = NewAction(row.meeting_id, row.pupil_id, row.words, row.who, row.due_on)
    session.delete(row)
    session.flush()
    return before


def end_action(session: Session, action_id: UUID) -> None:
    """It is done. The caller commits."""
    session.get_one(MeetingAction, action_id).ended_at = now()
    session.flush()


def reopen_action(session: Session, action_id: UUID) -> None:
    """It is not done after all."""
    session.get_one(MeetingAction, action_id).ended_at = None
    session.flush()


def actions_of(session: Session, meeting_id: UUID) -> tuple[ActionFacts, ...]:
    """What one meeting agreed, in the order of the days."""
    query = _query().where(MeetingAction.meeting_id == meeting_id)
    return tuple(_facts(action, pupil) for action, pupil in session.exec(query))


def open_actions(session: Session, opener: Opener) -> list[ActionFacts]:
    """What waits for who opened the store, the longest waiting first.

    A coordinator sees everybody's; a colleague what stands under her own name.
    """
    query = _query().where(col(MeetingAction.ended_at).is_(None))
    found = [_facts(action, pupil) for action, pupil in session.exec(query)]
    if opener.role == "coordinator":
        return found
    names = own_names(session, opener)
    return [one for one in found if folded(one.who) in names]


def own_names(session: Session, opener: Opener) -> set[str]:
    """How a colleague may stand written beside an action: her account, her name in the list."""
    names = {folded(opener.name)}
    if opener.slot_id is not None and (account := session.get(Account, opener.slot_id)) is not None:
        names.add(folded(account.name))
        if account.staff_id and (member := session.get(Staff, account.staff_id)) is not None:
            names.add(folded(staff_name(member)))
    return names - {""}


def _query() -> Any:
    query: Any = (
        select(MeetingAction, Pupil)
        .outerjoin(Pupil, col(Pupil.id) == MeetingAction.pupil_id)
        .order_by(
            col(MeetingAction.due_on).is_(None), col(MeetingAction.due_on), col(MeetingAction.words)
        )
    )
    return query


def _facts(row: MeetingAction, pupil: Pupil | None) -> ActionFacts:
    parts = (pupil.call_name, pupil.infix, pupil.last_name) if pupil else ()
    return ActionFacts(
        id=row.id,
        meeting_id=row.meeting_id,
        pupil_id=row.pupil_id,
        words=row.words,
        who=row.who,
        due_on=row.due_on,
        pupil=" ".join(filter(None, parts)),
        ended_at=row.ended_at.replace(tzinfo=UTC) if row.ended_at else None,
    )
