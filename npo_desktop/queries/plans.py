"""Plans: what was agreed for a pupil, with its goals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sa_select  # SQLModel's is typed by column
from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import Review
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.tables import Goal, Plan


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What a plan wants to reach; values 0 to 100."""

    text: str
    subscale: str | None = None
    start_value: float | None = None
    target_value: float | None = None


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A choice, before it is kept."""

    pupil_id: UUID
    round_id: UUID
    intervention: str
    starts_on: date
    review_on: date
    goals: Sequence[GoalFacts] = ()
    state: str = "concept"
    sessions_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    who: str = ""
    first_step: str = ""
    pupil_words: str = ""
    reason: str = ""
    in_parent_summary: bool = True
    basis: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(NewPlan):
    """A plan that is kept."""

    id: UUID
    outcome: str | None


def add_plan(session: Session, new: NewPlan) -> UUID:
    """Keep a choice. The same approach twice for one pupil in one round is refused."""
    if new.review_on < new.starts_on:
        raise UserError(
            _("The review is before the start."), _("Choose a review date after the start date.")
        )
    same = select(Plan).where(
        Plan.pupil_id == new.pupil_id,
        Plan.round_id == new.round_id,
        Plan.intervention == new.intervention,
    )
    if session.exec(same).first():
        raise UserError(
            _("This approach was already chosen for this pupil in this round."),
            _("Change the plan that is there."),
        )
    plan = Plan(
        pupil_id=new.pupil_id,
        round_id=new.round_id,
        intervention=new.intervention,
        state=new.state,
        sessions_per_week=new.sessions_per_week,
        minutes=new.minutes,
        weeks=new.weeks,
        group_size=new.group_size,
        who=new.who,
        first_step=new.first_step,
        pupil_words=new.pupil_words,
        reason=new.reason,
        starts_on=new.starts_on,
        review_on=new.review_on,
        in_parent_summary=new.in_parent_summary,
        basis=dict(new.basis),
    )
    session.add(plan)
    session.flush()
    for goal in new.goals:
        session.add(
            Goal(
                plan_id=plan.id,
                text=goal.text,
                subscale=goal.subscale,
                start_value=goal.start_value,
                target_value=goal.target_value,
            )
        )
    return plan.id


def withdraw_plan(session: Session, plan_id: UUID) -> NewPlan:
    """Take a concept back; what is returned puts it back. An agreed plan stays."""
    plan = plan_facts(session, plan_id)
    if plan.state != "concept":
        raise UserError(
            _("This plan was agreed, so it is kept."), _("Stop it instead, with the reason.")
        )
    session.delete(session.get_one(Plan, plan_id))
    return plan


def set_state(session: Session, plan_id: UUID, state: str) -> None:
    """Concept, agreed, stopped or done."""
    session.get_one(Plan, plan_id).state = state


def plan_facts(session: Session, plan_id: UUID) -> PlanFacts:
    """One plan."""
    plan = session.get_one(Plan, plan_id)
    goals = session.exec(select(Goal).where(Goal.plan_id == plan_id)).all()
    return _facts(plan, goals)


def plan_list(
    session: Session, *, round_id: UUID | None = None, pupil_id: UUID | None = None
) -> list[PlanFacts]:
    """Plans of a round or of a pupil, in the order of their review."""
    query = select(Plan).order_by(col(Plan.review_on), col(Plan.made_at))
    goals = select(Goal).join(Plan, col(Plan.id) == Goal.plan_id)
    if round_id is not None:
        query, goals = (
            query.where(Plan.round_id == round_id),
            goals.where(Plan.round_id == round_id),
        )
    if pupil_id is not None:
        query, goals = (
            query.where(Plan.pupil_id == pupil_id),
            goals.where(Plan.pupil_id == pupil_id),
        )
    by_plan: dict[UUID, list[Goal]] = {}
    for goal in session.exec(goals):
        by_plan.setdefault(goal.plan_id, []).append(goal)
    return [_facts(plan, by_plan.get(plan.id, [])) for plan in session.exec(query)]


def reviews_by_pupil(session: Session, *, pupil_id: UUID | None = None) -> dict[UUID, list[Review]]:
    """What earlier plans brought, by pupil."""
    query = _reviews(pupil_id is not None)
    found: dict[UUID, list[Review]] = {}
    for pupil, intervention, outcome in session.execute(query, {"pupil_id": pupil_id}):
        found.setdefault(pupil, []).append(Review(intervention, Verdict(outcome)))
    return found


@cache  # to build the statement takes longer than to run it
def _reviews(of_one_pupil: bool) -> Select[Any]:
    columns: tuple[Any, ...] = (Plan.pupil_id, Plan.intervention, Plan.outcome)
    query: Select[Any] = sa_select(*columns)
    query = query.where(col(Plan.outcome).is_not(None))
    return query.where(col(Plan.pupil_id) == bindparam("pupil_id")) if of_one_pupil else query


def _facts(plan: Plan, goals: Sequence[Goal]) -> PlanFacts:
    return PlanFacts(
        id=plan.id,
        pupil_id=plan.pupil_id,
        round_id=plan.round_id,
        intervention=plan.intervention,
        state=plan.state,
        outcome=plan.outcome,
        starts_on=plan.starts_on,
        review_on=plan.review_on,
        sessions_per_week=plan.sessions_per_week,
        minutes=plan.minutes,
        weeks=plan.weeks,
        group_size=plan.group_size,
        who=plan.who,
        first_step=plan.first_step,
        pupil_words=plan.pupil_words,
        reason=plan.reason,
        in_parent_summary=plan.in_parent_summary,
        basis=plan.basis,
        goals=tuple(
            GoalFacts(goal.text, goal.subscale, goal.start_value, goal.target_value)
            for goal in goals
        ),
    )
