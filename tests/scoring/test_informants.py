"""Two informants about one pupil."""

import math
import random
from fractions import Fraction

import pytest

from npo_desktop.scoring.informants import compare_informants


def test_who_agree_are_combined_with_most_weight_for_the_more_reliable() -> None:
    result = compare_informants(45, 0.9, 40, 0.6)
    assert not result.differs
    assert result.combined == pytest.approx(44.0)
    assert result.combined_error == pytest.approx(math.sqrt(8))


def test_who_differ_are_never_averaged() -> None:
    result = compare_informants(60, 0.85, 35, 0.75)
    assert (result.difference, result.differs) == (25, True)
    assert (result.combined, result.combined_error) == (None, None)


@pytest.mark.parametrize("second", [0.0, 33.3, 41.7])
def test_a_difference_equal_to_the_threshold_does_not_count(second: float) -> None:
    threshold = compare_informants(50, 0.85, 50, 0.75).threshold
    assert threshold == pytest.approx(12.4, abs=0.05)  # as SCORING.md, section 5 names it
    assert not compare_informants(second + threshold, 0.85, second, 0.75).differs
    assert compare_informants(second, 0.85, second + threshold + 1e-6, 0.75).differs


def test_the_spread_sets_the_unit() -> None:
    assert compare_informants(50, 0.8, 50, 0.8, sd=20).threshold == pytest.approx(
        2 * compare_informants(50, 0.8, 50, 0.8).threshold
    )


@pytest.mark.parametrize(
    ("first", "second", "sd"),
    [(1.0, 0.5, 10), (0.5, 1.0, 10), (-0.1, 0.5, 10), (0.5, math.nan, 10), (0.5, 0.5, 0)],
)
def test_impossible_spread_or_reliability_is_refused(
    first: float, second: float, sd: float
) -> None:
    with pytest.raises(ValueError, match="must be"):
        compare_informants(50, first, 50, second, sd=sd)


@pytest.mark.parametrize("score", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare_informants(score, 0.8, 50, 0.8)


def test_informants_agree_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_130
    rng = random.Random(seed)
    for case in range(200):
        first, second = (Fraction(rng.randint(200, 800), 10) for _ in range(2))
        one, two = (Fraction(rng.randint(0, 99), 100) for _ in range(2))
        sd = Fraction(rng.choice([8, 10, 25]))
        left, right = sd**2 * (1 - one), sd**2 * (1 - two)  # squared errors
        differs = (first - second) ** 2 > Fraction("1.96") ** 2 * (left + right)
        result = compare_informants(
            float(first), float(one), float(second), float(two), sd=float(sd)
        )
        where = f"seed {seed}, case {case}: {first} {one} {second} {two} {sd}"
        assert result.differs == differs, where
        assert result.standard_error**2 == pytest.approx(float(left + right), rel=1e-12), where
        if differs:
            assert result.combined is None and result.combined_error is None, where
            continue
        combined = (first * right + second * left) / (left + right)
        squared = left * right / (left + right)
        assert result.combined == pytest.approx(float(combined), rel=1e-12), where
        assert result.combined_error == pytest.approx(math.sqrt(squared), rel=1e-12), where
