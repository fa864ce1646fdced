"""A review in words: the suggestion and its reason, the way on, the five steps. Pure.

Plain words for a coordinator; no sentence claims that an approach was the cause.
"""

from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.review import Because, Decision, GoalReview, Suggestion
from npo_desktop.dossiers.verdict_words import (
    change_text,
    expectation_text,
    expected_point_text,
    no_cause_text,
    now_fine_text,
)
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict

ATTAINMENT = (-2, -1, 0, 1, 2)


def decision_text(decision: Decision) -> str:
    """The way on, as on its button."""
    return {
        Decision.CONTINUE: _("Continue"),
        Decision.ADJUST: _("Adjust"),
        Decision.STOP: _("Stop the plan"),
    }[decision]


def suggestion_text(suggestion: Suggestion) -> str:
    """What the program would do, that a person decides."""
    words = _("The program suggests: {decision}. You decide.")
    return words.format(decision=decision_text(suggestion.decision).lower())


def because_text(suggestion: Suggestion) -> str:
    """Why the program suggests it."""
    words = {
        Because.NO_GOALS: _("There was no goal to measure: look at it together."),
        Because.NOT_MEASURED: _("The goals were not measured again: too early to say."),
        Because.NOT_COMPARED: _("The figures cannot be compared: look at the goals together."),
        Because.ALL_REACHED: _("All goals were reached."),
        Because.HARDLY_GIVEN: _("Less than half of the sessions was given: first make room."),
        Because.SOME_REACHED: _("{reached} of {of} goals reached, the others not yet."),
        Because.BETTER: _("Not reached yet, but surely better."),
        Because.NOT_BETTER: _("No goal reached and no certain progress."),
        Because.TWICE_NOT_BETTER: _("Twice no certain progress with this approach."),
    }[suggestion.because]
    return words.format(reached=suggestion.reached, of=suggestion.of)


def attainment_text(step: int) -> str:
    """One of the five steps."""
    return {
        -2: _("much less than hoped"),
        -1: _("less than hoped"),
        0: _("as hoped"),
        1: _("more than hoped"),
        2: _("much more than hoped"),
    }[step]


def outcome_text(outcome: Verdict | None) -> str:
    """What a plan brought, in the words of the scoring."""
    return {
        None: "",
        Verdict.IMPROVED: _("really better"),
        Verdict.DECLINED: _("really weaker"),
        Verdict.UNCHANGED: _("no certain change"),
        Verdict.UNKNOWN: _("cannot be said"),
    }[outcome]


def goal_sentences(goal: GoalReview) -> tuple[str, ...]:
    """Everything that may be said about one goal, one sentence each."""
    if goal.now is None and goal.aim.subscale is None:
        return (_("This goal is not measured with a list: look at it together."),)
    said = [change_text(goal.verdict, goal.why or NoVerdict.TOO_EARLY)]
    if goal.before is not None and goal.now is not None:
        said.append(now_fine_text(goal.verdict, goal.before.band, goal.now.band))
    if goal.verdict is not Verdict.UNKNOWN:
        said.append(expectation_text(goal.expectation))
        if goal.expectation is not None:
            said.append(expected_point_text(goal.expectation))
        said.append(no_cause_text())
    return tuple(sentence for sentence in said if sentence)
