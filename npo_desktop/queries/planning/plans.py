"""Plans: what was agreed for a pupil, with its goals."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sa_select  # SQLModel's is typed by column
from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import Review
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.goals import GoalText, refuse_impossible
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.tables import Goal, Plan, Pupil

_LAST_BYTE = 0xFF  # of a goal's id: its place in the plan


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What a plan wants to reach; values 0 to 100."""

    text: str
    subscale: str | None = None
    start_value: float | None = None
    target_value: float | None = None
    certain_value: float | None = None  # from here on progress exceeds the measurement error
    observe: str = ""  # how one sees that it is reached

    @property
    def as_text(self) -> GoalText:
        """As the help with goals wants it."""
        return GoalText(
            self.text,
            self.subscale,
            self.start_value,
            self.target_value,
            self.certain_value,
            self.observe,
        )


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


CONTENT = (
    *("intervention", "state", "sessions_per_week", "minutes", "weeks", "group_size", "who"),
    *("first_step", "pupil_words", "reason", "starts_on", "review_on", "in_parent_summary"),
)  # of a NewPlan, what a change may touch; the goals and the basis besides


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(NewPlan):
    """A plan that is kept."""

    id: UUID
    outcome: str | None
    version: int = 1
    signed_on: date | None = None  # from then on it is frozen
    signed_by: str = ""
    code: str | None = None  # of what was signed


def add_plan(session: Session, new: NewPlan) -> UUID:
    """Keep a choice. The same approach twice for one pupil in one round is refused."""
    check_plan(session, new)
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
    return insert_plan(session, new)


def check_plan(session: Session, new: NewPlan) -> None:
    """Raises ``UserError`` for what no plan may be: dates, goals, a pupil who left."""
    if new.review_on < new.starts_on:
        raise UserError(
            _("The review is before the start."), _("Choose a review date after the start date.")
        )
    for goal in new.goals if new.state != "concept" else ():  # what is being written may be odd
        refuse_impossible(goal.as_text)
    left_on = session.get_one(Pupil, new.pupil_id).left_on
    if left_on is not None and left_on <= today():
        raise UserError(
            _("This pupil left the school on {date}.").format(date=date_text(left_on)),
            _("No plan is made any more. Is the day of leaving wrong? Read the pupils in again."),
        )


def insert_plan(session: Session, new: NewPlan) -> UUID:
    """Keep a plan that was checked."""
    plan = Plan(
        pupil_id=new.pupil_id,
        round_id=new.round_id,
        intervention=new.intervention,
        starts_on=new.starts_on,
        review_on=new.review_on,
    )
    session.add(plan)
    write_content(session, plan, new)
    return plan.id


def write_content(session: Session, plan: Plan, new: NewPlan) -> None:
    """What a plan says, and its goals in their order; whose it is and of which round stay."""
    for part in CONTENT:
        setattr(plan, part, getattr(new, part))
    plan.basis = dict(new.basis)
    session.flush()
    _write_goals(session, plan.id, new.goals)
    session.flush()


def _write_goals(session: Session, plan_id: UUID, goals: Sequence[GoalFacts]) -> None:
    """Each in the row of its place: what is undone then leaves the very rows that stood there."""
    query = select(Goal).where(Goal.plan_id == plan_id).order_by(col(Goal.id))
    rows = list(session.exec(query))
    first = (rows[0].id if rows else plan_id).int & ~_LAST_BYTE
    for row in rows[len(goals) :]:
        session.delete(row)
    for place, goal in enumerate(goals):
        if place < len(rows):
            row = rows[place]
        else:
            row = Goal(id=UUID(int=first + place), plan_id=plan_id, text=goal.text)
        for part in fields(GoalFacts):
            setattr(row, part.name, getattr(goal, part.name))
        session.add(row)


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
    """Concept, agreed, stopped or done. What was signed does not become a concept again."""
    plan = session.get_one(Plan, plan_id)
    if state == "concept":
        refuse_signed(plan)
    plan.state = state


def refuse_signed(plan: Plan) -> None:
    """A signed plan is frozen: ``UserError``."""
    if plan.signed_on is not None:
        raise UserError(
            _("This plan was signed on {date}, so it stays as it is.").format(
                date=date_text(plan.signed_on)
            ),
            _("Begin a new version to change it."),
        )


def plan_facts(session: Session, plan_id: UUID) -> PlanFacts:
    """One plan."""
    plan = session.get_one(Plan, plan_id)
    query = select(Goal).where(Goal.plan_id == plan_id).order_by(col(Goal.id))
    return _facts(plan, session.exec(query).all())


def as_new(plan: PlanFacts) -> NewPlan:
    """A plan that is kept, as one would choose it now."""
    return NewPlan(**{part.name: getattr(plan, part.name) for part in fields(NewPlan)})


def plan_list(
    session: Session, *, round_id: UUID | None = None, pupil_id: UUID | None = None
) -> list[PlanFacts]:
    """Plans of a round or of a pupil, in the order of their review."""
    query = select(Plan).order_by(col(Plan.review_on), col(Plan.made_at))
    goals = select(Goal).join(Plan, col(Plan.id) == Goal.plan_id).order_by(col(Goal.id))
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


def plans_with(session: Session, ids: Collection[UUID]) -> list[PlanFacts]:
    """The plans with these ids, those that are there."""
    goals = select(Goal).where(col(Goal.plan_id).in_(ids)).order_by(col(Goal.id))
    by_plan: dict[UUID, list[Goal]] = {}
    for goal in session.exec(goals):
        by_plan.setdefault(goal.plan_id, []).append(goal)
    found = session.exec(select(Plan).where(col(Plan.id).in_(ids)))
    return [_facts(plan, by_plan.get(plan.id, [])) for plan in found]


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
        version=plan.version,
        signed_on=plan.signed_on,
        signed_by=plan.signed_by,
        code=plan.code,
        goals=tuple(
            GoalFacts(
                goal.text,
                goal.subscale,
                goal.start_value,
                goal.target_value,
                goal.certain_value,
                goal.observe,
            )
            for goal in goals
        ),
    )
