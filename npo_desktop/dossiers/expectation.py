"""What a score would have become without any help: who scores low rises a little by itself. Pure.

Source: SCORING.md, section 4, regression to the mean. No claim about an approach rests on it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.changes import GROUP_MINIMUM, ScoredPair
from npo_desktop.dossiers.dossier import ScoredChange
from npo_desktop.scoring.change import Verdict, regression_expectation
from npo_desktop.scoring.norms import Reference
from npo_desktop.scoring.reliability import CRITICAL
from npo_desktop.scoring.scale import TOLERANCE

HIGHEST_RETEST = 0.99  # a correlation of 1 would leave no error at all


@dataclass(frozen=True, slots=True)
class Expectation:
    """A second score beside the one to expect without help; means and ``error`` in answer steps."""

    informant: Informant
    subscale: str
    first: float
    second: float
    expected: float
    error: float
    top: int  # the highest answer
    verdict: Verdict  # on the change itself

    @property
    def z(self) -> float:
        """How far the second score lies above the expected one, in standard errors."""
        return (self.second - self.expected) / self.error

    @property
    def is_more(self) -> bool:
        """A real improvement, and more than chance and the mean explain: z above 1.96, not at it.

        Without a real change there is nothing to call progress: of many subscales some lie above
        their expected point by chance alone.
        """
        return self.verdict is Verdict.IMPROVED and self.z > CRITICAL + TOLERANCE

    @property
    def rises_by_itself(self) -> bool:
        """The first score was low for the group, so that a rise is to be expected anyway."""
        return self.expected > self.first + TOLERANCE

    @property
    def expected_pomp(self) -> float:
        """The expected score as it is drawn: 0 to 100."""
        return min(max(100 * self.expected / self.top, 0.0), 100.0)


def expected_without_help(
    change: ScoredChange, reference: Reference | None, *, retest: float, top: int
) -> Expectation | None:
    """The score to expect next to the one that came; ``None`` where nothing may be said.

    ``reference``: the school group in the first of the two rounds; ``retest``: the correlation of
    its scores in both (``retests_of``), else the form's reliability. Without a group of 20 there
    is no mean to come nearer to; without a verdict on the change (another rater, another edition,
    too few answers) there is none on what was to be expected either.
    ValueError: ``retest`` outside 0 <= r < 1.
    """
    if reference is None or change.verdict is Verdict.UNKNOWN:
        return None
    if change.first is None or change.second is None:
        return None
    expected, error = regression_expectation(
        change.first, mean=reference.mean, sd=reference.sd, retest=retest
    )
    return Expectation(
        informant=change.informant,
        subscale=change.subscale,
        first=change.first,
        second=change.second,
        expected=expected,
        error=error,
        top=top,
        verdict=change.verdict,
    )


def expectations_of(
    questionnaire: Questionnaire,
    changes: Sequence[ScoredChange],
    references: Mapping[str, Reference],
    retests: Mapping[str, float],
) -> tuple[Expectation, ...]:
    """For every change of one informant that has a group to compare with; all by subscale."""
    found = (
        expected_without_help(
            change,
            references.get(change.subscale),
            retest=retests.get(change.subscale, _reliability(questionnaire, change.subscale)),
            top=questionnaire.top,
        )
        for change in changes
        if change.informant == questionnaire.informant
    )
    return tuple(one for one in found if one is not None)


def retests_of(pairs: Iterable[ScoredPair]) -> dict[str, float]:
    """By subscale how alike a group's scores of two rounds are, from 20 pupils with both on.

    The correlation, kept within 0 to 0.99. Everybody the same: none, as nothing can be told.
    """
    scores: dict[str, list[tuple[float, float]]] = {}
    for before, now in pairs:
        if before.score.mean is not None and now.score.mean is not None:
            scores.setdefault(now.subscale, []).append((before.score.mean, now.score.mean))
    found: dict[str, float] = {}
    for subscale, both in scores.items():
        if len(both) >= GROUP_MINIMUM and (alike := _alike(both)) is not None:
            found[subscale] = alike
    return found


def _alike(both: Sequence[tuple[float, float]]) -> float | None:
    try:
        alike = correlation([first for first, _ in both], [second for _, second in both])
    except StatisticsError:
        return None
    return min(max(alike, 0.0), HIGHEST_RETEST) if math.isfinite(alike) else None


def _reliability(questionnaire: Questionnaire, subscale: str) -> float:
    return questionnaire.composites.get(subscale, questionnaire.reliability)
