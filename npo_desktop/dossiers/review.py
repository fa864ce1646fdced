"""Looking back on a plan: each goal before and after, and what the program would do. Pure.

Before and after are by the same informant on the same form, else there is no verdict. What really
changed is what ``changes.py`` says; that a low score often rises by itself is shown beside it; no
word claims a cause. Source: SCORING.md, sections 4 and 9; issue 5, point 9.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.changes import PLAIN, SHORTEST, STRICT
from npo_desktop.dossiers.dossier import Dossier, ScoredChange, SubscaleScore
from npo_desktop.dossiers.expectation import Expectation, expected_without_help
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.scan_scores import ReferenceKey, reference_behind
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Reference
from npo_desktop.scoring.reliability import standard_error
from npo_desktop.scoring.scale import TOLERANCE

ENOUGH_GIVEN = 0.5  # of the sessions planned: with less, nothing was tried yet
OTHER = (NoVerdict.OTHER_FORM, NoVerdict.TWO_TIERS, NoVerdict.OTHER_RATER)  # another ruler
FAR_BEYOND = 2  # steps of the attainment scale at either end


class Decision(StrEnum):
    """The three ways on."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    STOP = "stop"


class Because(StrEnum):
    """Why the program suggests a way on."""

    NO_GOALS = "no_goals"
    NOT_MEASURED = "not_measured"
    NOT_COMPARED = "not_compared"
    ALL_REACHED = "all_reached"
    HARDLY_GIVEN = "hardly_given"
    SOME_REACHED = "some_reached"
    BETTER = "better"
    NOT_BETTER = "not_better"
    TWICE_NOT_BETTER = "twice_not_better"


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal of the plan that is looked back on; values 0 to 100."""

    text: str
    subscale: str | None = None
    start: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True)
class GoalReview:
    """One goal before and after, as one informant sees it; values 0 to 100."""

    aim: Aim
    informant: Informant | None = None
    before: SubscaleScore | None = None
    now: SubscaleScore | None = None
    needed: float | None = None  # points that make a change certain
    error: float | None = None  # one standard error of measurement, in points
    verdict: Verdict = Verdict.UNKNOWN
    why: NoVerdict | None = None  # no verdict
    expectation: Expectation | None = None  # without help

    @property
    def start(self) -> float | None:
        """Where it began: as measured, else as written down with the goal."""
        return self.aim.start if self.before is None else self.before.score.pomp

    @property
    def value(self) -> float | None:
        """Where it is now."""
        return None if self.now is None else self.now.score.pomp

    @property
    def change(self) -> float | None:
        """Points between the two."""
        if self.start is None or self.value is None or self.before is None:
            return None
        return self.value - self.start

    @property
    def reached(self) -> bool | None:
        """Whether the value aimed at was reached; ``None``: cannot be said from figures."""
        if self.aim.target is None or self.value is None or self.why in OTHER:
            return None
        return self.value >= self.aim.target - TOLERANCE


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program would do; a person decides."""

    decision: Decision
    because: Because
    reached: int = 0  # goals
    of: int = 0


def review_goals(
    aims: Sequence[Aim],
    dossier: Dossier | None,
    questionnaires: Mapping[str, Questionnaire],
    before_references: Mapping[ReferenceKey, Reference],
    *,
    since: date | None = None,
) -> tuple[GoalReview, ...]:
    """Every goal of a plan, in its order.

    ``dossier``: of a round after the plan began, scored against the round the plan rests on;
    ``None`` when there is none yet. ``before_references``: the school group of that earlier round.
    ``since``: the plan began; what was answered before it says nothing of the plan.
    """
    if dossier is not None and since is not None:
        answered = (one for one in dossier.scores if one.held_on >= since)
        dossier = replace(dossier, scores=tuple(answered))
    return tuple(_review_goal(aim, dossier, questionnaires, before_references) for aim in aims)


def outcome_of(reviews: Sequence[GoalReview], share_given: float | None) -> Verdict:
    """A plan's outcome in the words of the scoring; what was hardly given has none.

    Better when a goal is really better and none weaker, and the other way round.
    """
    verdicts = {review.verdict for review in reviews} - {Verdict.UNKNOWN}
    if not verdicts:
        return Verdict.UNKNOWN
    if Verdict.IMPROVED in verdicts and Verdict.DECLINED not in verdicts:
        return Verdict.IMPROVED
    if _hardly(share_given):
        return Verdict.UNKNOWN  # it was not tried, so it did not fail
    if Verdict.DECLINED in verdicts and Verdict.IMPROVED not in verdicts:
        return Verdict.DECLINED
    return Verdict.UNCHANGED


def attainment_of(reviews: Sequence[GoalReview]) -> int | None:
    """Where the figures put the whole on the five steps, -2 to 2; ``None``: they do not say.

    0: every value aimed at was reached; 1 and 2: by one and two certain changes more; -1: not, but
    a goal is really better; -2: neither.
    """
    known = [review for review in reviews if review.reached is not None]
    if not known:
        return None
    if all(review.reached for review in known):
        return min(min(_steps_beyond(review) for review in known), FAR_BEYOND)
    some = any(review.reached or review.verdict is Verdict.IMPROVED for review in known)
    return -1 if some else -FAR_BEYOND


def suggest(
    reviews: Sequence[GoalReview], share_given: float | None, *, follows_same: bool = False
) -> Suggestion:
    """The way on. ``follows_same``: an earlier block of this approach brought nothing certain."""
    reached = sum(review.reached is True for review in reviews)
    known = [review for review in reviews if review.value is not None]
    of = len(reviews)
    if not reviews:
        return Suggestion(Decision.CONTINUE, Because.NO_GOALS)
    if not known:
        return Suggestion(Decision.CONTINUE, Because.NOT_MEASURED, 0, of)
    if reached == of:
        return Suggestion(Decision.STOP, Because.ALL_REACHED, reached, of)
    if _hardly(share_given):
        return Suggestion(Decision.ADJUST, Because.HARDLY_GIVEN, reached, of)
    if reached:
        return Suggestion(Decision.ADJUST, Because.SOME_REACHED, reached, of)
    verdicts = {review.verdict for review in known}
    if verdicts == {Verdict.UNKNOWN}:
        return Suggestion(Decision.CONTINUE, Because.NOT_COMPARED, reached, of)
    if Verdict.IMPROVED in verdicts and Verdict.DECLINED not in verdicts:
        return Suggestion(Decision.CONTINUE, Because.BETTER, reached, of)
    if follows_same:
        return Suggestion(Decision.STOP, Because.TWICE_NOT_BETTER, reached, of)
    return Suggestion(Decision.ADJUST, Because.NOT_BETTER, reached, of)


def _review_goal(
    aim: Aim,
    dossier: Dossier | None,
    questionnaires: Mapping[str, Questionnaire],
    references: Mapping[ReferenceKey, Reference],
) -> GoalReview:
    if aim.subscale is None:
        return GoalReview(aim)
    if dossier is None:
        return GoalReview(aim, why=NoVerdict.TOO_EARLY)
    now = _by_the_same(dossier, aim.subscale)
    if now is None:
        return GoalReview(aim, why=NoVerdict.TOO_EARLY)
    before = _score(dossier.before, aim.subscale, now.informant)
    change = _change(dossier, aim.subscale, now.informant)
    if before is None or change is None:
        return GoalReview(aim, now.informant, None, now, why=NoVerdict.FIRST_ROUND)
    questionnaire = questionnaires[now.questionnaire]
    reference = reference_behind(before, references)
    is_long = now.score.items >= SHORTEST
    return GoalReview(
        aim,
        now.informant,
        before,
        now,
        needed=_needed(dossier, change, questionnaire) if is_long else None,
        error=_points(standard_error(questionnaire.sd, questionnaire.reliability), questionnaire)
        if is_long
        else None,
        verdict=change.verdict,
        why=change.why,
        expectation=expected_without_help(
            change, reference, retest=questionnaire.reliability, top=questionnaire.top
        ),
    )


def _by_the_same(dossier: Dossier, subscale: str) -> SubscaleScore | None:
    """The score now, by who also answered then: the teacher first; else by who answered now."""
    both = (Informant.TEACHER, Informant.PUPIL)
    found = [
        scored
        for who in both
        if (scored := dossier.score_of(subscale, who)) and scored.score.pomp is not None
    ]
    for scored in found:
        then = _score(dossier.before, subscale, scored.informant)
        if then is not None and then.score.pomp is not None:
            return scored
    return found[0] if found else None


def _score(
    scores: Sequence[SubscaleScore], subscale: str, informant: Informant
) -> SubscaleScore | None:
    wanted = subscale, informant
    return next((one for one in scores if (one.subscale, one.informant) == wanted), None)


def _change(dossier: Dossier, subscale: str, informant: Informant) -> ScoredChange | None:
    wanted = subscale, informant
    return next((one for one in dossier.changes if (one.subscale, one.informant) == wanted), None)


def _needed(dossier: Dossier, change: ScoredChange, questionnaire: Questionnaire) -> float | None:
    """Points of progress that would be certain, with what the whole group gained counted in."""
    if change.first is None or change.second is None or change.index is None:
        return None
    total = _change(dossier, change.subscale.partition("-")[0], change.informant)
    goes_along = total is not None and total.verdict is Verdict.IMPROVED
    step = math.sqrt(2) * standard_error(questionnaire.sd, questionnaire.reliability)
    group = change.second - change.first - change.index * step  # its mean change
    return _points((PLAIN if goes_along else STRICT) * step + group, questionnaire)


def _points(steps: float, questionnaire: Questionnaire) -> float:
    """Answer steps as points of 0 to 100."""
    return 100 * steps / questionnaire.top


def _steps_beyond(review: GoalReview) -> int:
    if review.value is None or review.aim.target is None or not review.needed:
        return 0
    return max(int((review.value - review.aim.target + TOLERANCE) / review.needed), 0)


def _hardly(share_given: float | None) -> bool:
    return share_given is not None and share_given < ENOUGH_GIVEN
