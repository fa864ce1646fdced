"""What waits for the coordinator: reviews, and pupils to choose an approach for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.scan_progress import ListProgress
from npo_desktop.store.tables import Goal, Plan, Pupil

OPEN_STATES = ("concept", "agreed")
_NAMES: tuple[Any, ...] = (Pupil.call_name, Pupil.infix, Pupil.last_name)


@dataclass(frozen=True, slots=True)
class DueReview:
    """A plan to look back on."""

    plan_id: UUID
    pupil_id: UUID
    pupil: str
    intervention: str
    goal: str  # the first one; empty when there is none
    who: str
    review_on: date

    def days_late(self, day: date) -> int:
        """Days since the review should have been; negative when it is still to come."""
        return (day - self.review_on).days


def due_reviews(session: Session, until: date) -> list[DueReview]:
    """Plans to be reviewed on or before a day, the longest waiting first."""
    first_goal = (
        select(Goal.text).where(Goal.plan_id == Plan.id).order_by(col(Goal.id)).limit(1)
    ).scalar_subquery()
    columns: tuple[Any, ...] = (
        Plan.id,
        Plan.pupil_id,
        Plan.intervention,
        Plan.who,
        Plan.review_on,
        first_goal,
        *_NAMES,
    )
    query = (
        sa_select(*columns)
        .join(Pupil, col(Pupil.id) == Plan.pupil_id)
        .where(col(Plan.state).in_(OPEN_STATES), col(Plan.outcome).is_(None))
        .where(col(Plan.review_on) <= until)
        .where(col(Pupil.left_on).is_(None) | (col(Pupil.left_on) > today()))
        .order_by(col(Plan.review_on), col(Pupil.sort_name))
    )
    return [
        DueReview(plan_id, pupil_id, _name(*names), intervention, goal or "", who, review_on)
        for plan_id, pupil_id, intervention, who, review_on, goal, *names in session.execute(query)
    ]


def planned_pupils(session: Session, this: RoundFacts) -> set[UUID]:
    """Pupils for whom something was chosen in this round, if only "nothing extra"."""
    return set(session.exec(select(Plan.pupil_id).where(Plan.round_id == this.id)))


def waiting_for_choice(
    progress: Iterable[ListProgress], planned: Collection[UUID]
) -> list[ListProgress]:
    """Complete teachers' lists of pupils without a choice yet, the newest first."""
    waiting = [
        (one.touched_at, one)
        for one in progress
        if one.questionnaire == Informant.TEACHER.value
        and one.is_complete
        and one.touched_at
        and one.pupil.id not in planned
    ]
    return [one for _at, one in sorted(waiting, key=lambda pair: pair[0], reverse=True)]


def _name(call_name: str, infix: str, last_name: str) -> str:
    return " ".join(part for part in (call_name, infix, last_name) if part)
