"""The same change for several plans at once: what can be done is done, the rest says why not."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.planning.plan_changes import change_plan, put_plan_back
from npo_desktop.queries.planning.plans import NewPlan, PlanFacts, as_new, plan_facts
from npo_desktop.store.tables import Plan


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What was changed, and what was left with the reason; ``undo_bulk`` takes it back."""

    before: tuple[PlanFacts, ...] = ()
    left: Mapping[UUID, str] = field(default_factory=dict)


def move_reviews(session: Session, plan_ids: Collection[UUID], review_on: date) -> BulkDone:
    """Look back on another day."""
    why = _("The review was moved.")
    return _each(session, plan_ids, why, lambda plan: replace(plan, review_on=review_on))


def change_who(session: Session, plan_ids: Collection[UUID], who: str) -> BulkDone:
    """Somebody else does it."""
    if not who.strip():
        raise UserError(_("Nobody was filled in."), _("Write down who does it."))
    why = _("Somebody else does it.")
    return _each(session, plan_ids, why, lambda plan: replace(plan, who=who.strip()))


def agree_plans(session: Session, plan_ids: Collection[UUID]) -> BulkDone:
    """Concepts become agreed; what was agreed stays as it is."""
    concepts = [one for one in plan_ids if session.get_one(Plan, one).state == "concept"]
    return _each(session, concepts, "", _agreed)


def undo_bulk(session: Session, done: BulkDone) -> None:
    """As it was."""
    for before in done.before:
        put_plan_back(session, before)


def _agreed(plan: NewPlan) -> NewPlan:
    if plan.intervention != NOTHING_EXTRA and not plan.goals:
        raise UserError(_("This plan has no goal."), _("Write the goal, or choose an example."))
    return replace(plan, state="agreed")


def _each(
    session: Session,
    plan_ids: Collection[UUID],
    why: str,
    change: Callable[[NewPlan], NewPlan],
) -> BulkDone:
    before: list[PlanFacts] = []
    left: dict[UUID, str] = {}
    for plan_id in plan_ids:
        try:
            new = change(as_new(plan_facts(session, plan_id)))
            before.append(change_plan(session, plan_id, new, why))
        except UserError as error:
            left[plan_id] = f"{error.message} {error.hint}".strip()
    return BulkDone(tuple(before), left)
