"""Growth on tests: against the norm table, by level, and over years."""

import math
import random
from fractions import Fraction

import pytest

from npo_desktop.scoring.growth import Growth, growth, level_z, shrunken_slopes

Series = dict[str, tuple[list[float], list[float]]]


def grown(second: float, *, expected: float = 10.0, error: float = 5.0) -> Growth:
    return growth(100.0, second, expected=expected, first_error=error, second_error=0.0)


def test_exactly_1_96_errors_from_the_expectation_counts() -> None:
    gains = (10 + 9.8, 10 - 9.8, 10 + 9.7999, 10 - 9.7999)
    verdicts = [grown(100 + gain).verdict for gain in gains]
    assert verdicts == ["above", "below", "within", "within"]


@pytest.mark.parametrize("expected", [0.0, -2.0])
def test_there_is_no_ratio_to_an_expectation_that_is_not_above_zero(expected: float) -> None:
    assert grown(105.0, expected=expected).ratio is None


def test_the_ratio_is_the_gain_per_expected_point() -> None:
    assert grown(105.0).ratio == 0.5


@pytest.mark.parametrize(("one", "two"), [(0, 0), (-1, 2), (2, -1), (math.nan, 1), (math.inf, 1)])
def test_impossible_errors_are_refused(one: float, two: float) -> None:
    with pytest.raises(ValueError, match="standard error"):
        growth(100, 110, expected=5, first_error=one, second_error=two)


@pytest.mark.parametrize("odd", [math.nan, math.inf])
def test_numbers_that_are_none_are_refused(odd: float) -> None:
    with pytest.raises(ValueError, match="no growth"):
        grown(odd)
    with pytest.raises(ValueError, match="no growth"):
        grown(105.0, expected=odd)


@pytest.mark.parametrize("level", ["", "VI", "i", "F", "A ", "1"])
def test_an_unknown_level_is_refused(level: str) -> None:
    with pytest.raises(ValueError, match="is not a level"):
        level_z(level)


def test_levels_fall_from_first_to_last_and_the_five_roman_ones_mirror() -> None:
    roman = [level_z(level) for level in ("I", "II", "III", "IV", "V")]
    letters = [level_z(level) for level in "ABCDE"]
    assert roman == sorted(roman, reverse=True)
    assert letters == sorted(letters, reverse=True)
    assert roman == pytest.approx([-z for z in reversed(roman)])


def test_lines_without_any_residual_keep_their_own_slopes() -> None:
    series: Series = {"a": ([0, 1, 2], [1, 2, 3]), "b": ([0, 1, 2], [5, 8, 11])}
    result = shrunken_slopes(series)
    assert [(s.slope, s.error, s.weight, s.shrunken) for s in result.values()] == [
        (1.0, 0.0, 1.0, 1.0),
        (3.0, 0.0, 1.0, 3.0),
    ]


def test_parallel_lines_without_residual_have_nothing_to_shrink() -> None:
    series: Series = {"a": ([0, 1, 2], [1, 2, 3]), "b": ([0, 1, 2], [5, 6, 7])}
    result = shrunken_slopes(series)
    assert [(s.weight, s.shrunken) for s in result.values()] == [(0.0, 1.0), (0.0, 1.0)]


GOOD = ([0.0, 1.0, 2.0], [1.0, 2.0, 1.5])


@pytest.mark.parametrize(
    ("series", "reason"),
    [
        ({}, "two pupils"),
        ({"a": GOOD}, "two pupils"),
        ({"a": GOOD, "b": ([0, 1], [1, 2])}, "three moments"),
        ({"a": GOOD, "b": ([0, 1, 2], [1, 2])}, "three moments"),
        ({"a": GOOD, "b": ([1, 1, 1], [1, 2, 3])}, "different times"),
        ({"a": GOOD, "b": ([0, 1, 2], [1, math.nan, 3])}, "finite"),
        ({"a": GOOD, "b": ([0, 1, math.inf], [1, 2, 3])}, "finite"),
    ],
)
def test_series_that_carry_no_trend_are_refused(series: Series, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        shrunken_slopes(series)


def test_growth_agrees_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_131
    rng = random.Random(seed)
    for case in range(200):
        first, second = (Fraction(rng.randint(900, 1600), 10) for _ in range(2))
        expected = Fraction(rng.randint(-5, 20))
        one, two = Fraction(rng.randint(0, 60), 10), Fraction(rng.randint(1, 60), 10)
        result = growth(
            float(first),
            float(second),
            expected=float(expected),
            first_error=float(one),
            second_error=float(two),
        )
        where = f"seed {seed}, case {case}: {first} {second} {expected} {one} {two}"
        surplus = second - first - expected
        squared = surplus**2 / (one**2 + two**2)
        verdict = "within"
        if squared >= Fraction("1.96") ** 2:
            verdict = "above" if surplus > 0 else "below"
        assert result.verdict == verdict, where
        assert result.z == pytest.approx(math.copysign(math.sqrt(squared), surplus)), where
        assert result.gain == pytest.approx(float(second - first)), where
        if expected > 0:
            assert result.ratio == pytest.approx(float((second - first) / expected)), where
        else:
            assert result.ratio is None, where


Exact = list[tuple[Fraction, Fraction]]


def slow_line(points: Exact) -> tuple[Fraction, Fraction, Fraction]:
    """Slope, spread of the times and squared residuals, by the textbook sums."""
    n = len(points)
    sum_t = sum((t for t, _ in points), Fraction(0))
    sum_y = sum((y for _, y in points), Fraction(0))
    sum_tt = sum((t * t for t, _ in points), Fraction(0))
    sum_ty = sum((t * y for t, y in points), Fraction(0))
    slope = (n * sum_ty - sum_t * sum_y) / (n * sum_tt - sum_t**2)
    start = (sum_y - slope * sum_t) / n
    residual = sum(((y - start - slope * t) ** 2 for t, y in points), Fraction(0))
    return slope, sum_tt - sum_t**2 / n, residual


def slow_slopes(data: dict[str, Exact]) -> dict[str, tuple[Fraction, Fraction, Fraction, Fraction]]:
    """Slope, squared error, weight and shrunken slope; DerSimonian-Laird as it is printed."""
    lines = {pupil: slow_line(points) for pupil, points in data.items()}
    freedom = sum(len(points) - 2 for points in data.values())
    variance = sum((line[2] for line in lines.values()), Fraction(0)) / freedom
    squared = {pupil: variance / line[1] for pupil, line in lines.items()}
    w = {pupil: 1 / squared[pupil] for pupil in data}
    total = sum(w.values(), Fraction(0))
    fixed = sum((w[p] * lines[p][0] for p in data), Fraction(0)) / total
    q = sum((w[p] * (lines[p][0] - fixed) ** 2 for p in data), Fraction(0))
    scale = total - sum((weight**2 for weight in w.values()), Fraction(0)) / total
    tau2 = max(Fraction(0), (q - (len(data) - 1)) / scale)
    random_w = {pupil: 1 / (squared[pupil] + tau2) for pupil in data}
    mean = sum((random_w[p] * lines[p][0] for p in data), Fraction(0)) / sum(
        random_w.values(), Fraction(0)
    )
    found = {}
    for p in data:
        own = tau2 / (tau2 + squared[p])
        found[p] = (lines[p][0], squared[p], own, own * lines[p][0] + (1 - own) * mean)
    return found


def test_slopes_agree_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_132
    rng = random.Random(seed)
    for case in range(200):
        data: dict[str, Exact] = {}
        spread = rng.choice([0, 5, 20])
        for number in range(rng.randint(2, 9)):
            trend = rng.randint(-spread, spread)
            times = sorted(rng.sample(range(0, 12), rng.randint(3, 6)))
            data[f"p{number}"] = [
                (Fraction(t, 2), Fraction(trend * t + rng.randint(-10, 10), 10)) for t in times
            ]
        series = {
            p: ([float(t) for t, _ in points], [float(y) for _, y in points])
            for p, points in data.items()
        }
        where = f"seed {seed}, case {case}: {series}"
        result = shrunken_slopes(series)
        for pupil, (slope, squared, weight, shrunken) in slow_slopes(data).items():
            found = result[pupil]
            assert found.slope == pytest.approx(float(slope), abs=1e-9), where
            assert found.error**2 == pytest.approx(float(squared), abs=1e-9), where
            assert found.weight == pytest.approx(float(weight), abs=1e-9), where
            assert found.shrunken == pytest.approx(float(shrunken), abs=1e-9), where
