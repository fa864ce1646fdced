"""Meetings of the support team: the agenda, what was said of each pupil, and when it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meeting_actions import ActionFacts, actions_of
from npo_desktop.store.plan_tables import Meeting, MeetingPoint
from npo_desktop.store.tables import Pupil


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A pupil on the agenda, and what was said."""

    pupil_id: UUID
    pupil: str
    minutes: str


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting with its agenda in order."""

    id: UUID
    round_id: UUID
    held_on: date
    name: str
    present: str
    closed_at: datetime | None  # UTC
    points: tuple[PointFacts, ...] = ()
    actions: tuple[ActionFacts, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Closed: to be read, no longer to be written."""
        return self.closed_at is not None

    def place_of(self, pupil_id: UUID) -> int:
        """Where a pupil stands on the agenda; -1: nowhere."""
        return next((n for n, one in enumerate(self.points) if one.pupil_id == pupil_id), -1)


def add_meeting(
    session: Session, round_id: UUID, held_on: date, pupils: Sequence[UUID] = (), name: str = ""
) -> UUID:
    """Plan a meeting with these pupils on its agenda, in this order. The caller commits."""
    row = Meeting(round_id=round_id, held_on=held_on, name=name.strip())
    session.add(row)
    session.flush()
    for place, pupil_id in enumerate(dict.fromkeys(pupils)):
        session.add(MeetingPoint(meeting_id=row.id, pupil_id=pupil_id, place=place))
    session.flush()
    return row.id


def remove_meeting(session: Session, meeting_id: UUID) -> None:
    """Take back a meeting that has no minutes and no actions yet; others are kept."""
    facts = meeting_facts(session, meeting_id)
    if facts.is_closed or facts.actions or any(point.minutes for point in facts.points):
        raise UserError(
            _("This meeting has minutes or actions, so it is kept."),
            _("Empty them first if it was never held."),
        )
    session.delete(session.get_one(Meeting, meeting_id))
    session.flush()


def meeting_list(session: Session) -> list[MeetingFacts]:
    """All meetings, the newest first, without what was said."""
    query = select(Meeting).order_by(col(Meeting.held_on).desc(), col(Meeting.id))
    return [_facts(row) for row in session.exec(query)]


def meeting_facts(session: Session, meeting_id: UUID) -> MeetingFacts:
    """One meeting, whole."""
    return _facts(
        session.get_one(Meeting, meeting_id),
        _points(session, meeting_id),
        actions_of(session, meeting_id),
    )


def coming_meeting(session: Session) -> MeetingFacts | None:
    """The one that was planned and not closed yet; of several the first."""
    query = (
        select(Meeting)
        .where(col(Meeting.closed_at).is_(None))
        .order_by(col(Meeting.held_on), col(Meeting.id))
    )
    found = session.exec(query).first()
    return meeting_facts(session, found.id) if found else None


def change_meeting(
    session: Session, meeting_id: UUID, *, held_on: date, name: str, present: str
) -> None:
    """When it is, what it is called, who is there."""
    row = _open_meeting(session, meeting_id)
    row.held_on, row.name, row.present = held_on, name.strip(), present.strip()
    session.flush()


def set_agenda(session: Session, meeting_id: UUID, pupils: Sequence[UUID]) -> tuple[UUID, ...]:
    """Make these the agenda, in this order; returns the one before, which puts it back.

    Raises ``UserError`` when somebody would fall off of whom something was written down.
    """
    _open_meeting(session, meeting_id)
    wanted = list(dict.fromkeys(pupils))
    rows = list(
        session.exec(
            select(MeetingPoint)
            .where(MeetingPoint.meeting_id == meeting_id)
            .order_by(col(MeetingPoint.place))
        )
    )
    told = {action.pupil_id for action in actions_of(session, meeting_id)}
    for row in rows:
        if row.pupil_id in wanted:
            continue
        if row.minutes or row.pupil_id in told:
            raise UserError(
                _("Something was written down about this pupil."),
                _("Empty the minutes and remove the actions first."),
            )
        session.delete(row)
    known = {row.pupil_id: row for row in rows}
    for place, pupil_id in enumerate(wanted):
        if pupil_id in known:
            known[pupil_id].place = place
        else:
            session.add(MeetingPoint(meeting_id=meeting_id, pupil_id=pupil_id, place=place))
    session.flush()
    return tuple(row.pupil_id for row in rows)


def set_minutes(session: Session, meeting_id: UUID, pupil_id: UUID, words: str) -> str:
    """What was said of one pupil; returns what stood there."""
    _open_meeting(session, meeting_id)
    row = session.get_one(MeetingPoint, (meeting_id, pupil_id))
    before, row.minutes = row.minutes, words.strip()
    session.flush()
    return before


def close_meeting(session: Session, meeting_id: UUID, *, today: date) -> None:
    """From now on it is read, on the pupils' timelines too. The caller commits."""
    row = _open_meeting(session, meeting_id)
    if row.held_on > today:
        raise UserError(
            _("This meeting is on {date}: still to come.").format(date=date_text(row.held_on)),
            _("Set the day on which it was held, then close it."),
        )
    row.closed_at = now()
    session.flush()


def reopen_meeting(session: Session, meeting_id: UUID) -> None:
    """As if it had not been closed."""
    session.get_one(Meeting, meeting_id).closed_at = None
    session.flush()


def _open_meeting(session: Session, meeting_id: UUID) -> Meeting:
    row = session.get_one(Meeting, meeting_id)
    if row.closed_at is not None:
        raise UserError(
            _("This meeting is closed."), _("Open it again to change what was written down.")
        )
    return row


def _points(session: Session, meeting_id: UUID) -> tuple[PointFacts, ...]:
    query = (
        select(MeetingPoint, Pupil)
        .join(Pupil, col(Pupil.id) == MeetingPoint.pupil_id)
        .where(MeetingPoint.meeting_id == meeting_id)
        .order_by(col(MeetingPoint.place), col(Pupil.sort_name))
    )
    return tuple(
        PointFacts(
            point.pupil_id,
            " ".join(filter(None, (pupil.call_name, pupil.infix, pupil.last_name))),
            point.minutes,
        )
        for point, pupil in session.exec(query)
    )


def _facts(
    row: Meeting,
    points: tuple[PointFacts, ...] = (),
    actions: tuple[ActionFacts, ...] = (),
) -> MeetingFacts:
    closed = row.closed_at.replace(tzinfo=UTC) if row.closed_at else None
    return MeetingFacts(
        row.id, row.round_id, row.held_on, row.name, row.present, closed, points, actions
    )
