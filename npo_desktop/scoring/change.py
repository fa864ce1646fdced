"""Change of one pupil between two moments, and what to expect without any help."""

import math
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.scoring.reliability import CRITICAL, require_spread, standard_error
from npo_desktop.scoring.scale import TOLERANCE


class Verdict(StrEnum):
    """What may be said about a change; unknown where nothing could be compared."""

    IMPROVED = "improved"
    DECLINED = "declined"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """The reliable change index, in standard errors of a difference, and its verdict."""

    index: float
    verdict: Verdict


def reliable_change(
    first: float,
    second: float,
    *,
    sd: float,
    reliability: float,
    expected: float = 0.0,
    critical: float = CRITICAL,
) -> Change:
    """Whether ``second`` differs from ``first`` by more than measurement error.

    Units: scores, ``sd`` and ``expected`` in the same unit (answer steps); the index has none.
    An index equal to ``critical`` counts, within 1e-9. Missing scores: do not ask, the verdict
    is then unknown. ValueError: ``sd`` not above 0, ``reliability`` outside 0 <= r < 1,
    ``critical`` not above 0, a score that is not finite.
    Source: SCORING.md, section 4 (Jacobson & Truax 1991).
    """
    if not critical > 0:
        raise ValueError(f"the critical index must be above 0, not {critical!r}")
    index = (second - first - expected) / (math.sqrt(2) * standard_error(sd, reliability))
    if not math.isfinite(index):
        raise ValueError(f"no change can be computed from {first!r} to {second!r}")
    if index >= critical - TOLERANCE:
        return Change(index, Verdict.IMPROVED)
    if index <= TOLERANCE - critical:
        return Change(index, Verdict.DECLINED)
    return Change(index, Verdict.UNCHANGED)


def regression_expectation(
    first: float, *, mean: float, sd: float, retest: float
) -> tuple[float, float]:
    """The score to expect without any help, and its standard error, both in the unit of ``sd``.

    Who scored far from the group's ``mean`` lands nearer to it next time, by itself.
    ValueError: ``sd`` not above 0, ``retest`` outside 0 <= r < 1, a score that is not finite.
    Source: SCORING.md, section 4, regression to the mean.
    """
    require_spread(sd, retest)
    expected = mean + retest * (first - mean)
    if not math.isfinite(expected):
        raise ValueError(f"nothing can be expected from {first!r} and a mean of {mean!r}")
    return expected, sd * math.sqrt(1 - retest**2)
