"""Alpha and measurement error."""

import math
import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from npo_desktop.scoring.reliability import (
    cronbach_alpha,
    smallest_reliable_change,
    standard_error,
)


def test_items_that_always_agree_have_an_alpha_of_one() -> None:
    assert cronbach_alpha([[0, 0, 0], [2, 2, 2], [4, 4, 4]]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    "records",
    [
        [],
        [[1, 2, 3]],
        [[1], [2], [3]],
        [[], []],
        [[1, 3], [3, 1]],
        [[0.1, 0.7], [0.3, 0.5], [0.7, 0.1]],
    ],
)
def test_alpha_is_undefined_without_two_records_two_items_or_spread(
    records: list[list[float]],
) -> None:
    assert cronbach_alpha(records) is None


def test_alpha_refuses_records_of_unequal_length() -> None:
    with pytest.raises(ValueError, match="same number of items"):
        cronbach_alpha([[1, 2, 3], [1, 2]])


def test_alpha_refuses_a_missing_answer() -> None:
    with pytest.raises(ValueError, match="finite"):
        cronbach_alpha([[1, 2], [3, math.nan]])


def test_the_defaults_give_the_change_the_specification_names() -> None:
    assert smallest_reliable_change(0.80, 0.75) == pytest.approx(1.11, abs=0.005)
    assert smallest_reliable_change(0.80, 0.80) == pytest.approx(0.99, abs=0.005)


def test_a_reliability_of_zero_leaves_the_whole_spread_as_error() -> None:
    assert standard_error(0.8, 0.0) == 0.8


@pytest.mark.parametrize("function", [standard_error, smallest_reliable_change])
@pytest.mark.parametrize(
    ("sd", "reliability"),
    [
        *[(sd, 0.5) for sd in (0.0, -1.0, math.nan, math.inf)],
        *[(1.0, reliability) for reliability in (1.0, 1.2, -0.1, math.nan)],
    ],
)
def test_impossible_spread_or_reliability_is_refused(
    function: Callable[[float, float], float], sd: float, reliability: float
) -> None:
    with pytest.raises(ValueError, match="must be"):
        function(sd, reliability)


def slow_variance(values: list[Fraction]) -> Fraction:
    centre = sum(values, Fraction(0)) / len(values)
    return sum(((value - centre) ** 2 for value in values), Fraction(0)) / (len(values) - 1)


def test_alpha_agrees_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_126
    rng = random.Random(seed)
    for case in range(200):
        items, pupils = rng.randint(1, 6), rng.randint(1, 12)
        records = [[rng.randint(0, 4) for _ in range(items)] for _ in range(pupils)]
        where = f"seed {seed}, case {case}: {records}"
        result = cronbach_alpha(records)
        if items < 2 or pupils < 2:
            assert result is None, where
            continue
        totals = slow_variance([Fraction(sum(record)) for record in records])
        if totals == 0:
            assert result is None, where
            continue
        apart = Fraction(0)
        for item in range(items):
            apart += slow_variance([Fraction(record[item]) for record in records])
        alpha = Fraction(items, items - 1) * (1 - apart / totals)
        assert result == pytest.approx(float(alpha), abs=1e-10), where


def test_errors_agree_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_127
    rng = random.Random(seed)
    for case in range(200):
        sd, reliability = Fraction(rng.randint(1, 200), 100), Fraction(rng.randint(0, 99), 100)
        squared = sd * sd * (1 - reliability)
        where = f"seed {seed}, case {case}: sd {sd}, reliability {reliability}"
        error = standard_error(float(sd), float(reliability))
        assert error**2 == pytest.approx(float(squared), rel=1e-12), where
        change = smallest_reliable_change(float(sd), float(reliability))
        assert change**2 == pytest.approx(float(squared * 2 * Fraction("1.96") ** 2), rel=1e-12), (
            where
        )
