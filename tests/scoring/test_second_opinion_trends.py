"""A second opinion on trends over years: SCORING.md, sections 4 and 11, read anew.

Written from the text alone and by other means: pairs of moments and pairs of pupils in fractions,
where the program takes deviations from a mean. A thousand random cases.
"""

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import pytest

from npo_desktop.scoring.growth import shrunken_slopes

CASES = 1000
Moments = list[tuple[int, int]]  # half school years, tenths of a point
ZERO = Fraction(0)


def pair_sums(moments: Moments) -> tuple[Fraction, Fraction, Fraction]:
    """Sxx, Sxy and Syy, in years and points, from every pair of moments."""
    n = len(moments)
    xx = xy = yy = 0
    for (t, y), (u, z) in combinations(moments, 2):
        xx += (t - u) ** 2
        xy += (t - u) * (y - z)
        yy += (y - z) ** 2
    return Fraction(xx, 4 * n), Fraction(xy, 20 * n), Fraction(yy, 100 * n)


def slow_slopes(data: dict[str, Moments]) -> dict[str, tuple[Fraction, ...]]:
    """Slope, squared error, weight, shrunken slope. Where no line has any residual: its limit."""
    sums = {pupil: pair_sums(moments) for pupil, moments in data.items()}
    slopes = {pupil: xy / xx for pupil, (xx, xy, _) in sums.items()}
    left = sum((yy - xy * xy / xx for xx, xy, yy in sums.values()), ZERO)
    variance = left / sum(len(moments) - 2 for moments in data.values())
    squared = {pupil: variance / sums[pupil][0] for pupil in data}
    tau = slow_tau(slopes, {pupil: sums[pupil][0] for pupil in data}, variance)
    weights = {
        pupil: 1 / (squared[pupil] + tau) if squared[pupil] + tau else sums[pupil][0]
        for pupil in data
    }
    mean = sum((weights[p] * slopes[p] for p in data), ZERO) / sum(weights.values(), ZERO)
    found: dict[str, tuple[Fraction, ...]] = {}
    for p in data:
        own = tau / (tau + squared[p]) if tau else ZERO
        found[p] = slopes[p], squared[p], own, mean + own * (slopes[p] - mean)
    return found


def slow_tau(
    slopes: dict[str, Fraction], spreads: dict[str, Fraction], variance: Fraction
) -> Fraction:
    """DerSimonian-Laird: Q from every pair of pupils; numerator and scale both times sigma^2."""
    total = sum(spreads.values(), ZERO)
    q = crossed = ZERO
    for p, r in combinations(slopes, 2):
        q += spreads[p] * spreads[r] * (slopes[p] - slopes[r]) ** 2
        crossed += 2 * spreads[p] * spreads[r]
    return max(ZERO, (q / total - (len(slopes) - 1) * variance) / (crossed / total))


def some_pupils(chance: Random, noise: int) -> dict[str, Moments]:
    """Lines that differ much, little or not at all, with ``noise`` tenths around each."""
    spread, level = chance.choice([0, 0, 5, 20]), chance.choice([0, 100])
    data: dict[str, Moments] = {}
    for number in range(chance.choice([2, 3, 5, 8])):
        trend, start = chance.randint(-spread, spread) + 3, 10 * level + chance.randint(0, 400)
        times = sorted(chance.sample(range(0, 12), chance.randint(3, 6)))
        data[f"p{number}"] = [(t, start + trend * t + chance.randint(-noise, noise)) for t in times]
    return data


def in_floats(data: dict[str, Moments]) -> dict[str, tuple[list[float], list[float]]]:
    return {
        pupil: ([t / 2 for t, _ in moments], [y / 10 for _, y in moments])
        for pupil, moments in data.items()
    }


def test_shrunken_slopes(chance: Random) -> None:
    whole = shrunk_to_the_mean = 0
    for _ in range(CASES):
        noise = chance.choice([0, 1, 10, 10, 40])
        data = some_pupils(chance, noise)
        result = shrunken_slopes(in_floats(data))
        assert list(result) == list(data)
        for pupil, (slope, squared, weight, shrunken) in slow_slopes(data).items():
            found = result[pupil]
            assert found.slope == pytest.approx(float(slope), abs=1e-9), data
            assert found.error**2 == pytest.approx(float(squared), abs=1e-9), data
            assert found.weight == pytest.approx(float(weight), abs=1e-9), data
            assert found.shrunken == pytest.approx(float(shrunken), abs=1e-9), data
            whole += weight == 1
            shrunk_to_the_mean += weight == 0
    assert min(whole, shrunk_to_the_mean) > 120, (whole, shrunk_to_the_mean)


def test_too_few_pupils_or_moments_are_refused(chance: Random) -> None:
    for _ in range(CASES):
        series: dict[str, tuple[list[float], list[float]]] = in_floats(some_pupils(chance, 10))
        times, scores = series["p1"]
        spoilt: Any = chance.choice(
            [
                {"p1": (times, scores)},
                {},
                series | {"p1": (times[:2], scores[:2])},
                series | {"p1": (times, scores[:-1])},
                series | {"p1": ([1.0] * len(times), scores)},
            ]
        )
        with pytest.raises(ValueError, match=r"trend|two pupils"):
            shrunken_slopes(spoilt)
