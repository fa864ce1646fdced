"""What stands beside a name on the list to talk about: plans that run, when it was last about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.store.plan_tables import Meeting, MeetingPoint
from npo_desktop.store.scan_tables import Talk
from npo_desktop.store.tables import Plan, Scan


@dataclass(frozen=True, slots=True)
class BesideNames:
    """Each by pupil."""

    agreed: Mapping[UUID, int] = field(default_factory=dict)  # plans that run
    concepts: Mapping[UUID, int] = field(default_factory=dict)
    talked_on: Mapping[UUID, date] = field(default_factory=dict)  # talk or meeting, the newest
    on_agenda: Mapping[UUID, UUID] = field(default_factory=dict)  # the meeting that is to come


def beside_names(session: Session) -> BesideNames:
    """Of the whole school, in four statements."""
    agreed, concepts = _plans(session, "agreed"), _plans(session, "concept")
    talked: dict[UUID, date] = {}
    columns: tuple[Any, ...] = (Scan.pupil_id, func.max(Talk.talked_at))
    talks = (
        sa_select(*columns).join(Talk, col(Talk.scan_id) == Scan.id).group_by(col(Scan.pupil_id))
    )
    for pupil_id, at in session.execute(talks):
        talked[pupil_id] = at.date()
    on_agenda: dict[UUID, UUID] = {}
    for pupil_id, meeting_id, held_on, closed_at in session.execute(_points()):
        if closed_at is None:
            on_agenda[pupil_id] = meeting_id
        else:
            talked[pupil_id] = max(talked.get(pupil_id, held_on), held_on)
    return BesideNames(agreed, concepts, talked, on_agenda)


def _plans(session: Session, state: str) -> dict[UUID, int]:
    columns: tuple[Any, ...] = (Plan.pupil_id, func.count())
    query = sa_select(*columns).where(col(Plan.state) == state, col(Plan.outcome).is_(None))
    found = session.execute(query.group_by(col(Plan.pupil_id)))
    return {row[0]: row[1] for row in found}


def _points() -> Any:
    columns: tuple[Any, ...] = (
        MeetingPoint.pupil_id,
        Meeting.id,
        Meeting.held_on,
        Meeting.closed_at,
    )
    query = sa_select(*columns).join(Meeting, col(Meeting.id) == MeetingPoint.meeting_id)
    return query.order_by(col(Meeting.held_on))
