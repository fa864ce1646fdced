"""Growth on pupil-tracking tests: against a norm table, by level, and over years."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean
from typing import Literal

from npo_desktop.scoring.reliability import CRITICAL
from npo_desktop.scoring.scale import TOLERANCE

# Percentile in the middle of each band: I-V hold 20 % each, A-E hold 25, 25, 25, 15 and 10 %.
MIDPOINTS: Mapping[str, float] = {
    "I": 90.0, "II": 70.0, "III": 50.0, "IV": 30.0, "V": 10.0,
    "A": 87.5, "B": 62.5, "C": 37.5, "D": 17.5, "E": 5.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """Gain in test points, and how it compares with the gain expected in that time."""

    gain: float
    ratio: float | None
    standard_error: float
    z: float
    verdict: Literal["below", "within", "above"]


@dataclass(frozen=True, slots=True)
class Slope:
    """One pupil's yearly gain, its error, and the gain pulled towards that of the group."""

    slope: float
    error: float
    weight: float
    shrunken: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A least-squares line: points a year, spread of the moments, squared residuals, df."""

    slope: float
    spread: float
    residual: float
    freedom: int


def growth(
    first: float, second: float, *, expected: float, first_error: float, second_error: float
) -> Growth:
    """Growth between two tests of one edition against the ``expected`` gain of the norm table.

    Units: test points; ``ratio`` gain per expected point, ``None`` unless ``expected`` is above
    0; ``z`` in standard errors, where exactly 1.96 counts as above, -1.96 as below (within 1e-9).
    Missing scores are not compared. ValueError: a negative error, both errors 0, or a number
    that is not finite. Source: SCORING.md, section 4.
    """
    if not (first_error >= 0 and second_error >= 0):
        raise ValueError("a standard error cannot be negative")
    error = math.hypot(first_error, second_error)
    if not 0 < error < math.inf:
        raise ValueError("at least one standard error must be above 0, and both finite")
    gain = second - first
    z = (gain - expected) / error
    if not math.isfinite(z):
        raise ValueError(f"no growth can be computed from {first!r} to {second!r}")
    verdict: Literal["below", "within", "above"] = "within"
    if z >= CRITICAL - TOLERANCE:
        verdict = "above"
    elif z <= TOLERANCE - CRITICAL:
        verdict = "below"
    return Growth(gain, gain / expected if expected > 0 else None, error, z, verdict)


def level_z(level: str) -> float:
    """The z-score at the midpoint percentile of a level, "I" to "V" or "A" to "E".

    ValueError: any other level. Source: SCORING.md, section 4.
    """
    if level not in MIDPOINTS:
        raise ValueError(f"{level!r} is not a level from I to V or A to E")
    return NormalDist().inv_cdf(MIDPOINTS[level] / 100)


def shrunken_slopes(
    series: Mapping[str, tuple[Sequence[float], Sequence[float]]],
) -> dict[str, Slope]:
    """Per pupil the least-squares slope, and that slope shrunk towards the group's.

    ``series``: by pupil the times (school years) and the scores at them, without gaps.
    Units: ``slope``, ``error`` and ``shrunken`` in points per school year; ``weight`` 0 to 1 is
    the share of the pupil's own slope. Residual SD pooled over all pupils; spread between pupils
    (tau squared) by DerSimonian-Laird; the group's slope weighted by 1 / (error^2 + tau^2).
    ValueError: fewer than two pupils or three moments, times and scores of unequal length, all
    moments at one time, a number that is not finite. Source: SCORING.md, section 4.
    """
    if len(series) < 2:
        raise ValueError("shrinking needs at least two pupils")
    lines = {pupil: _line(times, scores) for pupil, (times, scores) in series.items()}
    variance = sum(line.residual for line in lines.values()) / sum(
        line.freedom for line in lines.values()
    )
    between = _between(lines.values(), variance)
    weights = {
        pupil: 1 / (variance / line.spread + between) if between else line.spread
        for pupil, line in lines.items()
    }  # without spread between pupils the errors decide, and those go by the moments' spread
    mean = math.fsum(weights[pupil] * line.slope for pupil, line in lines.items())
    mean /= math.fsum(weights.values())
    return {pupil: _shrunken(line, variance, between, mean) for pupil, line in lines.items()}


def _line(times: Sequence[float], scores: Sequence[float]) -> _Line:
    if len(times) != len(scores) or len(times) < 3:
        raise ValueError("a trend needs at least three moments, each with a score")
    if not all(math.isfinite(value) for value in (*times, *scores)):
        raise ValueError("a trend takes finite times and scores only")
    years = [time - fmean(times) for time in times]
    points = [score - fmean(scores) for score in scores]
    spread = math.fsum(year * year for year in years)
    if spread == 0:
        raise ValueError("a trend needs moments at different times")
    slope = math.fsum(y * p for y, p in zip(years, points, strict=True)) / spread
    residual = math.fsum((p - slope * y) ** 2 for y, p in zip(years, points, strict=True))
    return _Line(slope, spread, residual, len(times) - 2)


def _between(lines: Collection[_Line], variance: float) -> float:
    """Variance of the true slopes between pupils (tau squared), never below 0.

    DerSimonian-Laird with both sides times ``variance``, so that perfect lines are no exception.
    """
    total = math.fsum(line.spread for line in lines)
    mean = math.fsum(line.spread * line.slope for line in lines) / total
    observed = math.fsum(line.spread * (line.slope - mean) ** 2 for line in lines)
    scale = total - math.fsum(line.spread**2 for line in lines) / total
    between = (observed - (len(lines) - 1) * variance) / scale
    return between if between > TOLERANCE**2 else 0.0  # less is the noise of the arithmetic


def _shrunken(line: _Line, variance: float, between: float, mean: float) -> Slope:
    squared_error = variance / line.spread
    weight = between / (between + squared_error) if between else 0.0
    shrunken = weight * line.slope + (1 - weight) * mean
    return Slope(line.slope, math.sqrt(squared_error), weight, shrunken)
