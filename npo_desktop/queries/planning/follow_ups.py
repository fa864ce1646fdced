"""The plan that follows a review: continue keeps the goals, adjust leaves out what was reached."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.review import Decision, GoalReview
from npo_desktop.proposals.plan import (
    LOOK_AGAIN_WEEKS,
    NOTHING_EXTRA,
    certain_value,
    next_monday,
    review_day,
)
from npo_desktop.proposals.school_weeks import DaysOff, next_school_day
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, PlanFacts, as_new, insert_plan
from npo_desktop.queries.rounds import current_round, round_facts
from npo_desktop.store.tables import Plan, Pupil

CARRIED = ("flags", "scores", "figures")  # of the basis: what the first choice rested on


def follow_up(
    session: Session,
    plan: PlanFacts,
    reviews: Sequence[GoalReview],
    decision: Decision,
    said: tuple[str, str],
    questionnaires: Mapping[str, Questionnaire],
    day: date,
    holidays: Sequence[DaysOff],
) -> tuple[UUID | None, bool]:
    """The plan that follows, and whether it was made now; ``None`` when none follows.

    ``said``: the pupil's own words, which open it, and the note, which becomes its reason.
    """
    look_elsewhere = plan.intervention == NOTHING_EXTRA and decision is Decision.ADJUST
    left_on = session.get_one(Pupil, plan.pupil_id).left_on
    left = left_on is not None and left_on <= day
    if decision is Decision.STOP or look_elsewhere or left:
        return None, False
    here = current_round(session, day) or round_facts(session, plan.round_id)
    there = session.exec(
        select(Plan.id).where(
            Plan.pupil_id == plan.pupil_id,
            Plan.round_id == here.id,
            Plan.intervention == plan.intervention,
            Plan.id != plan.id,
            col(Plan.state).in_(("concept", "agreed")),
        )
    ).first()
    if there is not None:
        return there, False
    pupil_words, note = (words.strip() for words in said)
    starts_on = next_school_day(next_monday(day), holidays)
    following: NewPlan = replace(
        as_new(plan),
        round_id=here.id,
        state="concept",
        starts_on=starts_on,
        review_on=review_day(starts_on, plan.weeks or LOOK_AGAIN_WEEKS, holidays),
        goals=_next_goals(reviews, plan.goals, decision, questionnaires),
        pupil_words=pupil_words,
        reason=note or plan.reason,
        basis={part: value for part, value in plan.basis.items() if part in CARRIED},
    )
    return insert_plan(session, following), True


def _next_goals(
    reviews: Sequence[GoalReview],
    goals: Sequence[GoalFacts],
    decision: Decision,
    questionnaires: Mapping[str, Questionnaire],
) -> tuple[GoalFacts, ...]:
    """Adjusting leaves out what was reached; what stays begins where the pupil is now."""
    both = list(zip(reviews, goals, strict=True))
    if decision is Decision.ADJUST:
        both = [pair for pair in both if pair[0].reached is not True] or both
    return tuple(_from_now(review, goal, questionnaires) for review, goal in both)


def _from_now(
    review: GoalReview, goal: GoalFacts, questionnaires: Mapping[str, Questionnaire]
) -> GoalFacts:
    if review.value is None or review.now is None:
        return goal
    certain = None
    if review.needed is not None or review.error is not None:
        certain = certain_value(review.value, questionnaires[review.now.questionnaire])
    target = goal.target_value
    if target is not None and target <= review.value:
        target = certain
    return replace(goal, start_value=review.value, target_value=target, certain_value=certain)
