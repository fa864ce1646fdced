"""The plan of a class, as a concept: what an approach for several pupils begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.class_approach import ClassApproach
from npo_desktop.proposals.plan import draft_plan
from npo_desktop.queries.attention import OPEN_STATES
from npo_desktop.queries.planning.group_plans import NewGroupPlan, add_group_plan, linked_plans
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.years.holidays import holiday_list

if TYPE_CHECKING:
    from ui.app import Session


def add_class_plan(
    session: Session, content: Content, scored: ScoredRound, approach: ClassApproach
) -> UUID:
    """Keep it, with the open plans that these pupils have of the same approach on it."""
    card, dossier = approach.intervention, scored.dossiers[approach.pupils[0]]
    holidays = holiday_list(session)
    draft = draft_plan(dossier, card, content.catalogue, content.questionnaires, today(), holidays)
    name = pick(card.names)
    new = NewGroupPlan(
        round_id=scored.round.id,
        intervention=card.id,
        starts_on=draft.starts_on,
        review_on=draft.review_on,
        group_id=approach.group_id,
        name=_("{name} in {group}").format(name=name, group=approach.group),
        sessions_per_week=draft.sessions_per_week,
        minutes=draft.minutes,
        weeks=draft.weeks,
        first_step=draft.first_step,
        reason=_("Serves {n} pupils of the class.").format(n=len(approach.pupils)),
        subscales=approach.whole_group or tuple(card.targets),
    )
    elsewhere = linked_plans(session)
    hung = [
        plan.id
        for plan in plan_list(session)  # one that began in an earlier round may still run
        if plan.intervention == card.id
        and plan.pupil_id in approach.pupils
        and plan.state in OPEN_STATES
        and plan.outcome is None
        and plan.id not in elsewhere
    ]
    return add_group_plan(session, new, hung)
