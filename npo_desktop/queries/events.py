"""What happened to a pupil, a class or the whole school: a storm, a closure, a new teacher."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import or_
from sqlmodel import Session, col, select

from npo_desktop.dossiers.events import EventFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.plan_tables import Event
from npo_desktop.store.tables import Enrolment, Group


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event before it is kept; without pupil and group it is of the whole school."""

    kind: str
    starts_on: date
    ends_on: date
    words: str = ""
    pupil_id: UUID | None = None
    group_id: UUID | None = None


def add_event(session: Session, new: NewEvent, event_id: UUID | None = None) -> UUID:
    """Keep an event; ``event_id`` puts back one that was removed. The caller commits."""
    _refuse_faulty(new)
    row = Event(
        id=event_id or uuid4(), **{part.name: getattr(new, part.name) for part in fields(new)}
    )
    row.words = new.words.strip()
    session.add(row)
    session.flush()
    return row.id


def change_event(session: Session, event_id: UUID, new: NewEvent) -> NewEvent:
    """Make it this instead; returns how it was."""
    _refuse_faulty(new)
    row = session.get_one(Event, event_id)
    before = _as_new(row)
    for part in fields(new):
        setattr(row, part.name, getattr(new, part.name))
    row.words = new.words.strip()
    session.flush()
    return before


def remove_event(session: Session, event_id: UUID) -> NewEvent:
    """Take an event away; what is returned puts it back."""
    row = session.get_one(Event, event_id)
    before = _as_new(row)
    session.delete(row)
    session.flush()
    return before


def event_facts(session: Session, event_id: UUID) -> NewEvent:
    """One event, to be changed."""
    return _as_new(session.get_one(Event, event_id))


def events_of(session: Session, pupil_id: UUID) -> tuple[EventFacts, ...]:
    """Of the pupil, of the classes it was in at the time, and of the whole school; oldest first."""
    groups = select(Enrolment.group_id).where(
        Enrolment.pupil_id == pupil_id, col(Enrolment.group_id).is_not(None)
    )
    whole = col(Event.pupil_id).is_(None) & col(Event.group_id).is_(None)
    query = (
        select(Event, Group.name)
        .outerjoin(Group, col(Group.id) == Event.group_id)
        .where(or_(col(Event.pupil_id) == pupil_id, col(Event.group_id).in_(groups), whole))
        .order_by(col(Event.starts_on), col(Event.kind))
    )
    return tuple(_facts(row, name or "") for row, name in session.exec(query))


def _facts(row: Event, group: str) -> EventFacts:
    return EventFacts(
        row.id,
        row.kind,
        row.starts_on,
        row.ends_on,
        row.words,
        of_pupil=row.pupil_id is not None,
        group=group,
    )


def _as_new(row: Event) -> NewEvent:
    return NewEvent(**{part.name: getattr(row, part.name) for part in fields(NewEvent)})


def _refuse_faulty(new: NewEvent) -> None:
    if new.ends_on < new.starts_on:
        raise UserError(
            _("The event ends before it starts."),
            _("Choose a last day on or after the first day."),
        )
    if new.kind == "other" and not new.words.strip():
        raise UserError(_("The event has no words yet."), _("Write in a few words what happened."))
