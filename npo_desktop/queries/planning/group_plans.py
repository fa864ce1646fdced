"""Plans of a whole class or support group, which plans of pupils hang on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.planning.plan_changes import change_plan, put_plan_back
from npo_desktop.queries.planning.plans import (
    PlanFacts,
    as_new,
    plan_facts,
)
from npo_desktop.store.plan_tables import GroupPlan, GroupPlanMember

# What a change of the group's plan carries over to the plans that hang on it.
CARRIED = ("starts_on", "review_on", "sessions_per_week", "minutes", "weeks", "who")
_OWN = ("intervention", "name", "state", "goal", "first_step", "reason", *CARRIED)


@dataclass(frozen=True, slots=True)
class NewGroupPlan:
    """One approach for a class (``group_id``) or a support group."""

    round_id: UUID
    intervention: str
    starts_on: date
    review_on: date
    group_id: UUID | None = None
    support_group_id: UUID | None = None
    name: str = ""
    state: str = "concept"
    goal: str = ""
    sessions_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    who: str = ""
    first_step: str = ""
    reason: str = ""
    subscales: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPlanFacts(NewGroupPlan):
    """A group's plan that is kept, with the pupils' plans that hang on it."""

    id: UUID
    plan_ids: tuple[UUID, ...] = ()
    outcome_words: str = ""  # of its review


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What a change of a group's plan touched: ``undo_group_change`` puts it all back."""

    before: GroupPlanFacts
    plans: tuple[PlanFacts, ...]  # as they were
    left: tuple[UUID, ...]  # signed, ended, or of who left: they stay as they are


def add_group_plan(session: Session, new: NewGroupPlan, plan_ids: Collection[UUID] = ()) -> UUID:
    """Keep a group's plan and hang these plans on it."""
    _check(new)
    row = GroupPlan(
        round_id=new.round_id,
        group_id=new.group_id,
        support_group_id=new.support_group_id,
        intervention=new.intervention,
        starts_on=new.starts_on,
        review_on=new.review_on,
        subscales=list(new.subscales),
    )
    for part in _OWN:
        setattr(row, part, getattr(new, part))
    session.add(row)
    session.flush()
    link(session, row.id, plan_ids)
    return row.id


def link(session: Session, group_plan_id: UUID, plan_ids: Collection[UUID]) -> None:
    """Hang plans on a group's plan; one that hung elsewhere moves."""
    for plan_id in plan_ids:
        session.merge(GroupPlanMember(plan_id=plan_id, group_plan_id=group_plan_id))
    session.flush()


def set_links(
    session: Session, group_plan_id: UUID, plan_ids: Collection[UUID]
) -> tuple[UUID, ...]:
    """Exactly these plans hang on it from now on; returns those that did before."""
    before = group_plan_facts(session, group_plan_id).plan_ids
    for plan_id in before:
        if plan_id not in plan_ids:
            session.delete(session.get_one(GroupPlanMember, plan_id))
    link(session, group_plan_id, plan_ids)
    return before


def linked_plans(session: Session) -> set[UUID]:
    """Every plan of a pupil that hangs on the plan of a group."""
    return set(session.exec(select(GroupPlanMember.plan_id)))


def group_plan_list(session: Session, *, round_id: UUID | None = None) -> list[GroupPlanFacts]:
    """All of a round, or of the school, in the order of their review."""
    query = select(GroupPlan).order_by(col(GroupPlan.review_on), col(GroupPlan.name))
    if round_id is not None:
        query = query.where(GroupPlan.round_id == round_id)
    members: dict[UUID, list[UUID]] = {}
    for member in session.exec(select(GroupPlanMember)):
        members.setdefault(member.group_plan_id, []).append(member.plan_id)
    return [_facts(row, members.get(row.id, ())) for row in session.exec(query)]


def group_plan_facts(session: Session, group_plan_id: UUID) -> GroupPlanFacts:
    """One group's plan."""
    query = select(GroupPlanMember.plan_id).where(GroupPlanMember.group_plan_id == group_plan_id)
    return _facts(session.get_one(GroupPlan, group_plan_id), session.exec(query).all())


def change_group_plan(
    session: Session, group_plan_id: UUID, new: NewGroupPlan, why: str = ""
) -> GroupChange:
    """Change it; dates, dose and who carry over to the plans on it that are not signed."""
    _check(new)
    before = group_plan_facts(session, group_plan_id)
    _refuse_ended(before)
    row = session.get_one(GroupPlan, group_plan_id)
    for part in _OWN:
        setattr(row, part, getattr(new, part))
    row.subscales = list(new.subscales)
    moved = {part: getattr(new, part) for part in CARRIED}
    touched, left = [], []
    for plan_id in before.plan_ids:
        plan = plan_facts(session, plan_id)
        if plan.signed_on is not None or plan.state not in ("concept", "agreed"):
            left.append(plan_id)
            continue
        if any(getattr(plan, part) != value for part, value in moved.items()):
            words = why or _("Changed with the plan of the group.")
            try:
                changed = change_plan(session, plan_id, replace(as_new(plan), **moved), words)
            except UserError:  # of a pupil who left, or with an odd goal: the others go on
                left.append(plan_id)
            else:
                touched.append(changed)
    session.flush()
    return GroupChange(before, tuple(touched), tuple(left))


def undo_group_change(session: Session, change: GroupChange) -> None:
    """The group's plan and the plans on it, as they were."""
    row = session.get_one(GroupPlan, change.before.id)
    for part in _OWN:
        setattr(row, part, getattr(change.before, part))
    row.subscales = list(change.before.subscales)
    for plan in change.plans:
        put_plan_back(session, plan)
    session.flush()


def as_new_group_plan(plan: GroupPlanFacts) -> NewGroupPlan:
    """A group's plan that is kept, to be changed."""
    return NewGroupPlan(**{part.name: getattr(plan, part.name) for part in fields(NewGroupPlan)})


def end_group_plan(session: Session, group_plan_id: UUID, words: str) -> GroupPlanFacts:
    """Look back on it: what it brought, in words; returns it as it was. Pupils' plans go on."""
    if not words.strip():
        raise UserError(
            _("Say in a sentence what it brought."), _("It is read again with the next plan.")
        )
    before = group_plan_facts(session, group_plan_id)
    _refuse_ended(before)
    row = session.get_one(GroupPlan, group_plan_id)
    row.state, row.outcome_words = "done", words.strip()
    session.flush()
    return before


def put_group_plan_back(session: Session, before: GroupPlanFacts) -> None:
    """As it was; the plans of pupils are left alone."""
    row = session.get_one(GroupPlan, before.id)
    for part in (*_OWN, "outcome_words"):
        setattr(row, part, getattr(before, part))
    row.subscales = list(before.subscales)
    session.flush()


def overdue_group_plans(session: Session, day: date) -> int:
    """How many should have been looked back on already."""
    query = (
        select(func.count())
        .select_from(GroupPlan)
        .where(col(GroupPlan.state).in_(("concept", "agreed")), col(GroupPlan.review_on) < day)
    )
    return session.exec(query).one()


def withdraw_group_plan(session: Session, group_plan_id: UUID) -> None:
    """Take a group's plan away; the pupils' plans stay."""
    session.delete(session.get_one(GroupPlan, group_plan_id))
    session.flush()


def _refuse_ended(plan: GroupPlanFacts) -> None:
    if plan.state not in ("concept", "agreed"):
        raise UserError(
            _("This group's plan has ended."), _("Make a new plan for what comes next.")
        )


def _check(new: NewGroupPlan) -> None:
    if new.review_on < new.starts_on:
        raise UserError(
            _("The review is before the start."), _("Choose a review date after the start date.")
        )
    if new.group_id is None and new.support_group_id is None:
        raise UserError(_("The plan has no group."), _("Choose a class or a support group."))


def _facts(row: GroupPlan, plan_ids: Sequence[UUID]) -> GroupPlanFacts:
    return GroupPlanFacts(
        id=row.id,
        round_id=row.round_id,
        group_id=row.group_id,
        support_group_id=row.support_group_id,
        subscales=tuple(row.subscales),
        plan_ids=tuple(plan_ids),
        outcome_words=row.outcome_words,
        **{part: getattr(row, part) for part in _OWN},
    )
