"""Bands against the criterion and against the school group."""

import math
from fractions import Fraction
from random import Random
from statistics import stdev

import pytest

from npo_desktop.scoring.norms import (
    Band,
    Reference,
    band_of,
    is_strength,
    reference_of,
    t_score,
)

WIDE = Reference(n=40, mean=2.0, sd=0.5)


@pytest.mark.parametrize(
    ("mean", "band"),
    [(0.0, "low"), (1.499, "low"), (1.5, "watch"), (1.999, "watch"), (2.0, "fine"), (4.0, "fine")],
)
def test_the_criterion_cuts_at_37_5_and_50_per_cent(mean: float, band: str) -> None:
    assert band_of(mean) == band


def test_the_criterion_follows_the_top_of_the_form() -> None:
    assert [band_of(mean, top=3) for mean in (1.1, 1.125, 1.5)] == ["low", "watch", "fine"]


@pytest.mark.parametrize(
    ("mean", "band"), [(1.249, "low"), (1.25, "watch"), (1.499, "watch"), (1.501, "fine")]
)
def test_a_reference_cuts_at_t_35_and_40(mean: float, band: str) -> None:
    assert band_of(mean, reference=WIDE) == band


@pytest.mark.parametrize(
    ("boundary", "below", "at"), [(1.5, "low", "watch"), (2.0, "watch", "fine")]
)
def test_noise_on_a_boundary_belongs_to_the_band_above(
    boundary: float, below: str, at: str
) -> None:
    assert band_of(boundary - 1e-11) == at
    assert band_of(boundary - 1e-9) == below  # 2.5e-8 per cent: no noise


def test_insufficient_answers_are_grey_whatever_the_reference() -> None:
    assert band_of(None) is Band.NONE
    assert band_of(None, reference=WIDE) is Band.NONE


def test_a_high_score_is_never_flagged_in_a_strong_group() -> None:
    strong = Reference(n=30, mean=3.8, sd=0.3)
    assert band_of(2.99, reference=strong) is Band.LOW
    assert band_of(3.0 - 1e-12, reference=strong) is Band.FINE


def test_a_low_score_in_a_low_group_is_watched() -> None:
    weak = Reference(n=30, mean=1.0, sd=0.5)
    assert band_of(1.4, reference=weak) is Band.WATCH
    assert band_of(1.5, reference=weak) is Band.FINE
    assert band_of(0.2, reference=weak) is Band.LOW


@pytest.mark.parametrize("unusable", [Reference(19, 3.5, 0.5), Reference(40, 3.5, 0.19)])
def test_a_reference_too_small_or_without_spread_leaves_the_criterion(unusable: Reference) -> None:
    assert band_of(2.4, reference=unusable) is Band.FINE
    assert not is_strength(2.4, reference=unusable)


@pytest.mark.parametrize("mean", [math.nan, math.inf, -math.inf])
def test_no_band_without_a_finite_mean(mean: float) -> None:
    with pytest.raises(ValueError, match="is not a scale mean"):
        band_of(mean)


def test_no_band_on_a_form_without_answers_above_zero() -> None:
    with pytest.raises(ValueError, match="highest answer"):
        band_of(1.0, top=0)


@pytest.mark.parametrize("sd", [0.0, -1.0, math.nan, math.inf])
def test_no_t_score_without_spread(sd: float) -> None:
    with pytest.raises(ValueError, match="spread"):
        t_score(2.0, Reference(20, 2.0, sd))


@pytest.mark.parametrize("mean", [math.nan, math.inf])
def test_no_t_score_without_a_finite_mean(mean: float) -> None:
    with pytest.raises(ValueError, match="no T-score"):
        t_score(mean, WIDE)


def test_a_reference_needs_twenty_pupils() -> None:
    means = [1.0, 3.0] * 10
    assert reference_of(means[:-1]) is None
    found = reference_of(means)
    assert found is not None and (found.n, found.mean) == (20, 2.0)
    assert found.sd == pytest.approx(math.sqrt(20 / 19))


def test_a_spread_of_exactly_0_20_is_enough_despite_noise() -> None:
    # 10 and 10 around 2 at a distance d: the sample variance is 20 d^2 / 19.
    distance = 0.2 * math.sqrt(19 / 20)
    for middle in (1.9, 2.0, 2.1, 2.3):
        assert reference_of([middle - distance, middle + distance] * 10) is not None
        narrower = distance - 1e-6
        assert reference_of([middle - narrower, middle + narrower] * 10) is None


def test_a_reference_takes_no_missing_means() -> None:
    with pytest.raises(ValueError, match="finite means"):
        reference_of([2.0] * 20 + [math.nan])
    assert reference_of([]) is None


def test_a_strength_is_t_60_or_without_a_reference_87_5_per_cent() -> None:
    assert [is_strength(mean) for mean in (3.49, 3.5)] == [False, True]
    assert [is_strength(mean, reference=WIDE) for mean in (2.49, 2.5)] == [False, True]
    assert not is_strength(None)


def test_a_watched_score_is_no_strength_however_weak_the_group() -> None:
    weak = Reference(n=30, mean=0.5, sd=0.3)
    assert t_score(1.4, weak) > 60
    assert not is_strength(1.4, reference=weak)


def slow_band(mean: Fraction, top: int, means: list[Fraction]) -> tuple[Fraction | None, str]:
    """Variance of the reference (None: criterion) and the band, with no root and no rounding."""
    pomp = mean * 100 / top
    centre = sum(means, Fraction(0)) / len(means)
    squares = sum(((other - centre) ** 2 for other in means), Fraction(0))
    variance = squares / (len(means) - 1)
    if len(means) < 20 or variance < Fraction(4, 100):
        return None, "low" if pomp < Fraction(75, 2) else "watch" if pomp < 50 else "fine"
    below = mean < centre
    squared_z = (mean - centre) ** 2 / variance
    band = "fine"
    if below and squared_z > Fraction(9, 4):
        band = "low"
    elif below and squared_z > 1:
        band = "watch"
    if pomp >= 75:
        band = "fine"
    elif pomp < Fraction(75, 2) and band == "fine":
        band = "watch"
    return variance, band


def test_references_and_bands_agree_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_125
    rng = Random(seed)
    for case in range(200):
        top = rng.choice([3, 4])
        low = rng.randint(0, 3 * top)
        high = rng.randint(low, min(3 * top, low + rng.randint(0, 8)))
        exact = [Fraction(rng.randint(low, high), 3) for _ in range(rng.randint(15, 40))]
        mean = rng.choice(exact)
        variance, band = slow_band(mean, top, exact)
        reference = reference_of([float(other) for other in exact])
        where = f"seed {seed}, case {case}: {mean} of {top} among {[str(x) for x in exact]}"
        assert (reference is None) == (variance is None), where
        assert band_of(float(mean), top=top, reference=reference) == band, where
        if reference is not None and variance is not None:
            assert reference.sd == pytest.approx(math.sqrt(variance), abs=1e-12), where
            distance = mean - sum(exact, Fraction(0)) / len(exact)
            z = t_score(float(mean), reference) / 10 - 5
            assert z == pytest.approx(float(distance) / math.sqrt(variance), abs=1e-9), where


def test_the_spread_is_that_of_the_standard_library_to_the_last_bit(chance: Random) -> None:
    """Equal means are counted once, in whole numbers: the dossiers must not move by a bit."""
    compared = 0
    for _case in range(500):
        size, parts = chance.choice((20, 21, 50, 200)), chance.choice((1, 3, 4, 7))
        means = [chance.randrange(4 * parts + 1) / parts for _pupil in range(size)]
        if chance.random() < 0.3:
            means = [chance.uniform(0, 4) for _pupil in range(size)]
        if reference := reference_of(means):
            assert reference.sd == stdev(means)
            compared += 1
    assert compared > 400
