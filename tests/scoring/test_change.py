"""Reliable change and regression to the mean."""

import math
import random
from fractions import Fraction

import pytest

from npo_desktop.scoring.change import Verdict, regression_expectation, reliable_change
from npo_desktop.scoring.reliability import smallest_reliable_change


@pytest.mark.parametrize("first", [0.0, 0.1, 1.3, 2.7])
@pytest.mark.parametrize("reliability", [0.0, 0.6, 0.75, 0.9])
def test_the_smallest_reliable_change_itself_counts_both_ways(
    first: float, reliability: float
) -> None:
    step = smallest_reliable_change(0.8, reliability)
    verdicts = [
        reliable_change(first, first + change, sd=0.8, reliability=reliability).verdict
        for change in (step, -step, step - 1e-6, 1e-6 - step)
    ]
    assert verdicts == ["improved", "declined", "unchanged", "unchanged"]


def test_the_expected_change_is_taken_off_first() -> None:
    assert reliable_change(1.0, 2.0, sd=0.8, reliability=0.75, expected=1.0).index == 0.0


def test_a_stricter_critical_index_changes_the_verdict_and_not_the_index() -> None:
    usual = reliable_change(1.0, 2.2, sd=0.8, reliability=0.75)
    strict = reliable_change(1.0, 2.2, sd=0.8, reliability=0.75, critical=2.58)
    assert usual.index == strict.index
    assert (usual.verdict, strict.verdict) == (Verdict.IMPROVED, Verdict.UNCHANGED)


@pytest.mark.parametrize("score", [math.nan, math.inf])
def test_no_verdict_on_a_score_that_is_no_number(score: float) -> None:
    with pytest.raises(ValueError, match="no change"):
        reliable_change(score, 2.0, sd=0.8, reliability=0.75)
    with pytest.raises(ValueError, match="no change"):
        reliable_change(2.0, score, sd=0.8, reliability=0.75)
    with pytest.raises(ValueError, match="nothing can be expected"):
        regression_expectation(score, mean=2.0, sd=0.8, retest=0.75)


@pytest.mark.parametrize(("sd", "reliability"), [(0.0, 0.5), (-1.0, 0.5), (1.0, 1.0), (1.0, -0.1)])
def test_impossible_spread_or_reliability_is_refused(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="must be"):
        reliable_change(1.0, 2.0, sd=sd, reliability=reliability)
    with pytest.raises(ValueError, match="must be"):
        regression_expectation(1.0, mean=2.0, sd=sd, retest=reliability)


@pytest.mark.parametrize("critical", [0.0, -1.96, math.nan])
def test_a_critical_index_must_be_above_zero(critical: float) -> None:
    with pytest.raises(ValueError, match="critical"):
        reliable_change(1.0, 2.0, sd=0.8, reliability=0.75, critical=critical)


def test_who_scored_low_is_expected_nearer_to_the_mean() -> None:
    expected, error = regression_expectation(1.0, mean=3.0, sd=0.8, retest=0.6)
    assert (expected, error) == pytest.approx((1.8, 0.64))


def test_a_retest_correlation_of_zero_expects_the_mean_itself() -> None:
    assert regression_expectation(1.0, mean=3.0, sd=0.8, retest=0.0) == (3.0, 0.8)


def test_change_agrees_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_128
    rng = random.Random(seed)
    for case in range(200):
        first, second = (Fraction(rng.randint(0, 400), 100) for _ in range(2))
        sd, reliability = Fraction(rng.randint(20, 150), 100), Fraction(rng.randint(0, 99), 100)
        expected = Fraction(rng.randint(-50, 50), 100)
        critical = rng.choice([Fraction("1.96"), Fraction("2.58"), Fraction(1)])
        difference = second - first - expected
        squared = difference**2 / (2 * sd**2 * (1 - reliability))
        verdict = "unchanged"
        if squared >= critical**2:
            verdict = "improved" if difference > 0 else "declined"
        result = reliable_change(
            float(first),
            float(second),
            sd=float(sd),
            reliability=float(reliability),
            expected=float(expected),
            critical=float(critical),
        )
        where = f"seed {seed}, case {case}: {first} {second} {sd} {reliability} {expected}"
        assert result.verdict == verdict, where
        index = math.copysign(math.sqrt(squared), difference)
        assert result.index == pytest.approx(index, abs=1e-9), where


def test_the_expectation_agrees_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_129
    rng = random.Random(seed)
    for case in range(200):
        first, mean, sd = (Fraction(rng.randint(1, 1400), 10) for _ in range(3))
        retest = Fraction(rng.randint(0, 99), 100)
        expected, error = regression_expectation(
            float(first), mean=float(mean), sd=float(sd), retest=float(retest)
        )
        where = f"seed {seed}, case {case}: {first} {mean} {sd} {retest}"
        exact = (1 - retest) * mean + retest * first
        assert expected == pytest.approx(float(exact), abs=1e-9), where
        assert error**2 == pytest.approx(float(sd**2 * (1 - retest**2)), rel=1e-12), where
