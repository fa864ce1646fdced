"""What approaches went together with at this school, from its own reviews."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.worked_here import Case, WorkedHere, worked_here
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.plan_tables import PlanReview
from npo_desktop.store.tables import Plan


def own_outcomes(session: Session) -> dict[str, WorkedHere]:
    """By card of the catalogue, for every card that was reviewed with figures."""
    query = (
        select(PlanReview.plan_id, Plan.pupil_id, Plan.intervention, PlanReview.figures)
        .join(Plan, col(Plan.id) == PlanReview.plan_id)
        .where(Plan.intervention != NOTHING_EXTRA)
        .order_by(col(PlanReview.held_on), col(PlanReview.made_at))
    )
    newest: dict[UUID, Case] = {}  # of a plan reviewed twice the last word
    for plan_id, pupil_id, intervention, figures in session.exec(query):
        newest[plan_id] = Case(intervention, pupil_id, _changes(figures))
    return worked_here(newest.values())


def _changes(figures: Mapping[str, Any]) -> tuple[float, ...]:
    """Only of goals that could be compared: same informant, same form."""
    return tuple(
        float(goal["now"]) - float(goal["before"])
        for goal in figures.get("goals", ())
        if goal.get("verdict", Verdict.UNKNOWN) != Verdict.UNKNOWN
        and goal.get("before") is not None
        and goal.get("now") is not None
    )
