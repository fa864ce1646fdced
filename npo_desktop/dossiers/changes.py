"""What really changed between two rounds, for one informant. Pure.

Source: SCORING.md, section 4: composites at 1.96; a subscale only at 2.58, or at 1.96 when its
composite changed the same way. Another rater or another edition, or two tiers in one of the
rounds: no verdict.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import ScanFacts, ScoredChange, SubscaleScore
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.two_tiers import FULL
from npo_desktop.scoring.change import Verdict, reliable_change
from npo_desktop.scoring.reliability import smallest_reliable_change
from npo_desktop.scoring.scale import TOLERANCE

STRICT = 2.58  # for one subscale among many
PLAIN = 1.96
GROUP_MINIMUM = 20  # from here on the mean change of the group is what to expect
SHORTEST = 3  # items: under this a subscale has no reliable change

ScoredPair = tuple[SubscaleScore, SubscaleScore]
Differences = dict[str, list[float]]  # by subscale


def pairs_of(
    first: Iterable[SubscaleScore], second: Iterable[SubscaleScore]
) -> tuple[ScoredPair, ...]:
    """The same subscale in two rounds, in the order of the second."""
    earlier = {scored.subscale: scored for scored in first}
    return tuple((earlier[now.subscale], now) for now in second if now.subscale in earlier)


def add_differences(
    differences: Differences, first: Iterable[SubscaleScore], second: Iterable[SubscaleScore]
) -> None:
    """Adds how much each mean of one pupil changed, where there are two."""
    earlier = {scored.subscale: scored.score.mean for scored in first}
    for now in second:
        before, mean = earlier.get(now.subscale), now.score.mean
        if before is not None and mean is not None:
            differences.setdefault(now.subscale, []).append(mean - before)


def expected_changes(differences: Differences) -> dict[str, float]:
    """Mean change of a group of pupils by subscale, where at least 20 have both scores."""
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
    """Subscales, then composites, each with its index and verdict, or why there is none."""
    why = _no_comparison(*scans)
    overall = tuple(_composite_change(questionnaire, pair, expected, why) for pair in composites)
    verdicts = {change.subscale: change.verdict for change in overall}
    single = tuple(
        _subscale_change(questionnaire, pair, expected, why, verdicts) for pair in subscales
    )
    return single + overall


def _no_comparison(first: ScanFacts, second: ScanFacts) -> NoVerdict | None:
    """Why two scans cannot be compared at all, if so."""
    if (first.questionnaire, first.edition) != (second.questionnaire, second.edition):
        return NoVerdict.OTHER_FORM
    if not first.form == second.form == FULL:
        return NoVerdict.TWO_TIERS
    known = first.staff_id is not None and second.staff_id is not None
    if second.informant == Informant.TEACHER and known and first.staff_id != second.staff_id:
        return NoVerdict.OTHER_RATER
    return None


def _composite_change(
    questionnaire: Questionnaire,
    pair: ScoredPair,
    expected: Mapping[str, float],
    why: NoVerdict | None,
) -> ScoredChange:
    code = pair[1].subscale
    errors = questionnaire.composite_sd[code], questionnaire.composites[code]
    return _judged(pair, _too_few(pair, why), errors, expected.get(code, 0.0), PLAIN)


def _subscale_change(
    questionnaire: Questionnaire,
    pair: ScoredPair,
    expected: Mapping[str, float],
    why: NoVerdict | None,
    verdicts: Mapping[str, Verdict],
) -> ScoredChange:
    code = pair[1].subscale
    why = _too_few(pair, why, shortest=SHORTEST)
    errors = questionnaire.sd, questionnaire.reliability
    plain = _judged(pair, why, errors, expected.get(code, 0.0), PLAIN)
    if plain.verdict in (Verdict.UNKNOWN, Verdict.UNCHANGED):
        return plain
    if plain.verdict is verdicts.get(code.partition("-")[0]):
        return plain  # its composite went the same way
    return _judged(pair, why, errors, expected.get(code, 0.0), STRICT)


def _too_few(pair: ScoredPair, why: NoVerdict | None, *, shortest: int = 1) -> NoVerdict | None:
    """Too few answers or questions go before another rater: nobody could have compared those."""
    if why in (NoVerdict.OTHER_FORM, NoVerdict.TWO_TIERS):
        return why
    first, second = pair
    if first.score.mean is None or second.score.mean is None:
        return NoVerdict.TOO_FEW
    return NoVerdict.TOO_SHORT if second.score.items < shortest else why


def _judged(
    pair: ScoredPair,
    why: NoVerdict | None,
    errors: tuple[float, float],
    expected: float,
    critical: float,
) -> ScoredChange:
    """``errors``: the SD and the reliability behind the measurement error."""
    past, now = pair
    first, second = past.score.mean, now.score.mean
    informant, code = now.informant, now.subscale
    if why or first is None or second is None:
        return ScoredChange(informant, code, first, second, None, Verdict.UNKNOWN, why)
    sd, reliability = errors
    change = reliable_change(
        first, second, sd=sd, reliability=reliability, expected=expected, critical=critical
    )
    seems_large = abs(second - first) >= smallest_reliable_change(sd, reliability) - TOLERANCE
    chance = NoVerdict.CHANCE if seems_large and change.verdict is Verdict.UNCHANGED else None
    return ScoredChange(informant, code, first, second, change.index, change.verdict, chance)
