"""All plans of the school on one list: whose, how far, when to look back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.names import folded
from npo_desktop.proposals.school_weeks import DaysOff
from npo_desktop.queries.attention import OPEN_STATES
from npo_desktop.queries.planning.group_plans import group_plan_list
from npo_desktop.queries.planning.plan_sessions import DoseGiven, dose_given, sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Plan, Pupil


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan on the list."""

    plan: PlanFacts
    pupil: str  # as in lists
    full_name: str
    call_name: str
    group: str
    group_id: UUID | None
    dose: DoseGiven
    in_group: str  # name of the group's plan it hangs on
    has_left: bool

    @property
    def searched(self) -> str:
        """What the search looks in."""
        goals = " ".join(goal.text for goal in self.plan.goals)
        return folded(f"{self.pupil} {self.full_name} {goals} {self.plan.who}")

    @property
    def is_open(self) -> bool:
        """Still to be looked back on; of a pupil who left nobody waits for that."""
        return self.plan.state in OPEN_STATES and self.plan.outcome is None and not self.has_left

    def days_late(self, day: date) -> int:
        """Days since the review should have been; 0 or less when that is still to come."""
        return (day - self.plan.review_on).days if self.is_open else 0


def plan_board(
    session: Session,
    day: date,
    holidays: Sequence[DaysOff] = (),
    *,
    groups: Collection[UUID] | None = None,
) -> list[PlanRow]:
    """Every plan, the longest waiting first. ``groups``: only of pupils in these classes now."""
    plans = plan_list(session)
    logged = sessions_of(session, None)
    hangs_on = {
        plan_id: group.name for group in group_plan_list(session) for plan_id in group.plan_ids
    }
    pupils = {pupil.id: pupil for pupil in pupil_list(session, school_year_of(day))}
    left = set(session.exec(select(Pupil.id).where(col(Pupil.left_on) <= day)))
    rows = []
    for plan in plans:
        pupil = pupils[plan.pupil_id]
        if groups is not None and pupil.group_id not in groups:
            continue
        rows.append(
            PlanRow(
                plan=plan,
                pupil=pupil.list_name,
                full_name=pupil.full_name,
                call_name=pupil.call_name,
                group=pupil.group,
                group_id=pupil.group_id,
                dose=dose_given(plan, logged.get(plan.id, ()), day, holidays),
                in_group=hangs_on.get(plan.id, ""),
                has_left=pupil.id in left,
            )
        )
    return sorted(rows, key=lambda row: (not row.is_open, row.plan.review_on, row.pupil))


def overdue_plans(session: Session, day: date) -> int:
    """How many reviews should have been already: the badge in the sidebar."""
    query = (
        select(func.count())
        .select_from(Plan)
        .join(Pupil, col(Pupil.id) == Plan.pupil_id)
        .where(col(Plan.state).in_(OPEN_STATES), col(Plan.outcome).is_(None))
        .where(col(Plan.review_on) < day)
        .where(col(Pupil.left_on).is_(None) | (col(Pupil.left_on) > day))
    )
    return session.exec(query).one()
