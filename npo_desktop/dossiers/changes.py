"""What really changed between two rounds, for one informant. Pure.

Source: SCORING.md, section 4: composites at 1.96; a subscale only at 2.58, or at 1.96 when its
composite changed the same way. Another rater or another edition, or two tiers in one of the
rounds: no verdict.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import ScanFacts, ScoredChange, SubscaleScore
from npo_desktop.dossiers.two_tiers import FULL
from npo_desktop.scoring.change import Verdict, reliable_change
from npo_desktop.scoring.scale import TOLERANCE

STRICT = 2.58  # for one subscale among many
PLAIN = 1.96
GROUP_MINIMUM = 20  # from here on the mean change of the group is what to expect
SHORTEST = 3  # items: under this a subscale has no reliable change

ScoredPair = tuple[SubscaleScore, SubscaleScore]


def pairs_of(
    first: Iterable[SubscaleScore], second: Iterable[SubscaleScore]
) -> tuple[ScoredPair, ...]:
    """The same subscale in two rounds, in the order of the second."""
    earlier = {scored.subscale: scored for scored in first}
    return tuple((earlier[now.subscale], now) for now in second if now.subscale in earlier)


def expected_changes(pairs: Iterable[ScoredPair]) -> dict[str, float]:
    """Mean change of a group of pupils by subscale, where at least 20 have both scores."""
    differences: dict[str, list[float]] = {}
    for before, now in pairs:
        if before.score.mean is not None and now.score.mean is not None:
            change = now.score.mean - before.score.mean
            differences.setdefault(now.subscale, []).append(change)
    return {
        subscale: fmean(values)
        for subscale, values in differences.items()
        if len(values) >= GROUP_MINIMUM
    }


def changes_of(
    questionnaire: Questionnaire,
    scans: tuple[ScanFacts, ScanFacts],
    subscales: Sequence[ScoredPair],
    composites: Sequence[ScoredPair],
    expected: Mapping[str, float],
) -> tuple[ScoredChange, ...]:
    """Subscales, then composites, each with its index and verdict."""
    comparable = _same_form_and_rater(*scans)
    overall = tuple(
        _composite_change(questionnaire, pair, expected, comparable) for pair in composites
    )
    verdicts = {change.subscale: change.verdict for change in overall}
    single = tuple(
        _subscale_change(questionnaire, pair, expected, comparable, verdicts) for pair in subscales
    )
    return single + overall


def _same_form_and_rater(first: ScanFacts, second: ScanFacts) -> bool:
    same_form = (first.questionnaire, first.edition) == (second.questionnaire, second.edition)
    same_form = same_form and first.form == second.form == FULL
    known = first.staff_id is not None and second.staff_id is not None
    other_rater = (
        second.informant == Informant.TEACHER and known and first.staff_id != second.staff_id
    )
    return same_form and not other_rater


def _composite_change(
    questionnaire: Questionnaire,
    pair: ScoredPair,
    expected: Mapping[str, float],
    comparable: bool,
) -> ScoredChange:
    code = pair[1].subscale
    index = _index(
        pair,
        questionnaire.composite_sd[code],
        questionnaire.composites[code],
        expected.get(code, 0.0),
        comparable,
    )
    return _judged(pair, index, PLAIN)


def _subscale_change(
    questionnaire: Questionnaire,
    pair: ScoredPair,
    expected: Mapping[str, float],
    comparable: bool,
    verdicts: Mapping[str, Verdict],
) -> ScoredChange:
    code = pair[1].subscale
    long_enough = comparable and pair[1].score.items >= SHORTEST
    index = _index(
        pair, questionnaire.sd, questionnaire.reliability, expected.get(code, 0.0), long_enough
    )
    overall = verdicts.get(code.partition("-")[0])
    direction = Verdict.IMPROVED if (index or 0.0) > 0 else Verdict.DECLINED
    return _judged(pair, index, PLAIN if overall == direction else STRICT)


def _index(
    pair: ScoredPair, sd: float, reliability: float, expected: float, comparable: bool
) -> float | None:
    first, second = pair[0].score.mean, pair[1].score.mean
    if not comparable or first is None or second is None:
        return None
    return reliable_change(first, second, sd=sd, reliability=reliability, expected=expected).index


def _judged(pair: ScoredPair, index: float | None, critical: float) -> ScoredChange:
    if index is None:
        verdict = Verdict.UNKNOWN
    elif index >= critical - TOLERANCE:
        verdict = Verdict.IMPROVED
    elif index <= TOLERANCE - critical:
        verdict = Verdict.DECLINED
    else:
        verdict = Verdict.UNCHANGED
    first, second = pair
    return ScoredChange(
        second.informant, second.subscale, first.score.mean, second.score.mean, index, verdict
    )
