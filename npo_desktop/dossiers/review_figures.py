"""The figures of a review as they are kept with it. Pure."""

from collections.abc import Sequence
from typing import Any

from npo_desktop.dossiers.review import GoalReview


def figures_of(goals: Sequence[GoalReview]) -> dict[str, Any]:
    """As they were shown, so that they can be read again when the norms have moved on."""
    return {"goals": [_figures(goal) for goal in goals]}


def _figures(goal: GoalReview) -> dict[str, Any]:
    return {
        "goal": goal.aim.text,
        "subscale": goal.aim.subscale,
        "target": goal.aim.target,
        "informant": goal.informant.value if goal.informant else None,
        "questionnaire": goal.now.questionnaire if goal.now else None,
        "edition": goal.now.edition if goal.now else None,
        "before": goal.start,
        "before_on": goal.before.held_on.isoformat() if goal.before else None,
        "now": goal.value,
        "now_on": goal.now.held_on.isoformat() if goal.now else None,
        "needed": goal.needed,
        "expected": goal.expectation.expected_pomp if goal.expectation else None,
        "verdict": goal.verdict.value,
        "why": goal.why.value if goal.why else None,
        "reached": goal.reached,
    }
