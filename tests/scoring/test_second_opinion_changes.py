"""A second opinion on change, growth and informants: SCORING.md, sections 4, 5 and 11, read anew.

Written from the text alone and by other means: squares of fractions instead of roots, a search
instead of an inverse, a table of what may be said. A thousand random cases each; many lie exactly
on 1.96 on purpose.
"""

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from npo_desktop.scoring.change import regression_expectation, reliable_change
from npo_desktop.scoring.growth import growth, level_z
from npo_desktop.scoring.informants import compare_informants

CASES = 1000
NOISE = Fraction(1, 10**9)
CRITICAL = Fraction("1.96")
REFUSED = "refused"
# Reliabilities r for which the root of 2 (1 - r) can be written down, and that root.
ROOTS = {
    "0.5": "1", "0.875": "0.5", "0.92": "0.4", "0.82": "0.6", "0.68": "0.8", "0.28": "1.2",
}  # fmt: skip


def told(ask: Callable[..., Any], *given: Fraction, **named: Fraction) -> Any:
    """The answer in floats, or that there is none."""
    try:
        return ask(*map(float, given), **{name: float(value) for name, value in named.items()})
    except ValueError:
        return REFUSED


def reaches(difference: Fraction, times: Fraction, squared_error: Fraction) -> bool:
    """Whether a difference is at least so many errors, without ever taking a root."""
    return difference >= 0 and difference**2 >= (times - NOISE) ** 2 * squared_error


def exceeds(difference: Fraction, times: Fraction, squared_error: Fraction) -> bool:
    """Whether it is more than that: on the line itself is not beyond it."""
    return abs(difference) ** 2 > (times + NOISE) ** 2 * squared_error


def rooted(squared: Fraction) -> float:
    return math.sqrt(squared.numerator / squared.denominator)


def signed_root(squared: Fraction, like: Fraction) -> float:
    return math.copysign(rooted(squared), like) if like else 0.0


def decimal(chance: Random, low: int, high: int, per: int = 100) -> Fraction:
    return Fraction(chance.randint(low, high), per)


# ---- reliable_change ----


def test_reliable_change(chance: Random) -> None:
    seen: Counter[str] = Counter()
    on_the_line = 0
    for _ in range(CASES):
        first, second = decimal(chance, 0, 400), decimal(chance, 0, 400)
        sd, reliability = decimal(chance, 20, 150), decimal(chance, 0, 99)
        expected = chance.choice([Fraction(0), decimal(chance, -50, 50)])
        critical = chance.choice([CRITICAL, CRITICAL, Fraction("2.58"), Fraction(1)])
        if chance.random() < 0.4:  # exactly on the line, or a hair short of it
            known = chance.choice(list(ROOTS))
            reliability = Fraction(known)
            step = critical * Fraction(ROOTS[known]) * sd
            short = chance.choice([Fraction(0), Fraction(0), Fraction(1, 10**6)])
            second = first + expected + chance.choice([1, -1]) * (step - short)
            on_the_line += not short
        if chance.random() < 0.05:
            sd, reliability = chance.choice(
                [(Fraction(0), reliability), (-sd, reliability), (sd, Fraction(1)), (sd, -sd)]
            )
        found = told(
            reliable_change,
            first,
            second,
            sd=sd,
            reliability=reliability,
            expected=expected,
            critical=critical,
        )
        where = (first, second, sd, reliability, expected, critical)
        if sd <= 0 or not 0 <= reliability < 1:
            seen[REFUSED] += 1
            assert found == REFUSED, where
            continue
        squared = 2 * sd**2 * (1 - reliability)
        beyond = second - first - expected
        verdict = (
            "improved"
            if reaches(beyond, critical, squared)
            else "declined"
            if reaches(-beyond, critical, squared)
            else "unchanged"
        )
        seen[verdict] += 1
        assert found.verdict == verdict, where
        index = signed_root(beyond**2 / squared, beyond)
        assert found.index == pytest.approx(index, abs=1e-9), where
    assert on_the_line > 150, on_the_line
    assert set(seen) == {"improved", "declined", "unchanged", REFUSED}, seen
    assert min(seen.values()) > 8, seen


# ---- regression_expectation ----


def test_what_is_to_be_expected_without_any_help(chance: Random) -> None:
    refused = 0
    for _ in range(CASES):
        first, mean = decimal(chance, 0, 1500, 10), decimal(chance, 0, 1500, 10)
        sd = chance.choice(
            [Fraction(0), -Fraction(1), *(decimal(chance, 1, 300, 10) for _ in range(20))]
        )
        retest = chance.choice([Fraction(0), Fraction(1), Fraction(-1, 10), decimal(chance, 0, 99)])
        found = told(regression_expectation, first, mean=mean, sd=sd, retest=retest)
        where = (first, mean, sd, retest)
        if sd <= 0 or not 0 <= retest < 1:
            refused += 1
            assert found == REFUSED, where
            continue
        # As a weighted mean of both, where the text moves the mean towards the score.
        expected = retest * first + (1 - retest) * mean
        error = rooted(sd**2 * (1 - retest) * (1 + retest))
        assert found == pytest.approx((float(expected), error), abs=1e-9), where
    assert refused > 100, refused


# ---- compare_informants ----

SHARES = [Fraction(n, 100) for n in range(100)]
STEPS = [
    (step, [share for share in SHARES if 0 < step**2 - 1 + share <= 1])
    for step in map(Fraction, ("0.4", "0.5", "0.6", "0.8", "1", "1.2"))
]


def test_two_informants(chance: Random) -> None:
    seen: Counter[bool] = Counter()
    on_the_line = 0
    for _ in range(CASES):
        one, two = decimal(chance, 200, 800, 10), decimal(chance, 200, 800, 10)
        first, second = decimal(chance, 0, 99), decimal(chance, 0, 99)
        sd = chance.choice([Fraction(10), Fraction(20), decimal(chance, 50, 300, 10)])
        if (
            chance.random() < 0.5
        ):  # reliabilities that together leave a root that can be written down
            step, fitting = chance.choice(STEPS)
            first = chance.choice(fitting)
            second = 2 - step**2 - first
            two = one + chance.choice([1, -1]) * CRITICAL * step * sd
            on_the_line += 1
        if chance.random() < 0.2:
            two = one
        found = told(compare_informants, one, first, two, second, sd=sd)
        where = (one, first, two, second, sd)
        errors = sd**2 * (1 - first), sd**2 * (1 - second)
        differs = exceeds(one - two, CRITICAL, sum(errors, Fraction(0)))
        seen[differs] += 1
        assert found.differs == differs, where
        assert found.difference == pytest.approx(float(one - two), abs=1e-9), where
        error = rooted(sum(errors, Fraction(0)))
        assert found.standard_error == pytest.approx(error, rel=1e-9), where
        assert found.threshold == pytest.approx(1.96 * error, rel=1e-9), where
        if differs:
            assert (found.combined, found.combined_error) == (None, None), where
            continue
        # With w = 1 / SEM squared the weight of each is the other's share of the error.
        together = sum(errors, Fraction(0))
        combined = (errors[1] * one + errors[0] * two) / together
        assert found.combined == pytest.approx(float(combined), rel=1e-9), where
        combined_error = rooted(errors[0] * errors[1] / together)
        assert found.combined_error == pytest.approx(combined_error, rel=1e-9), where
    assert on_the_line > 300, on_the_line
    assert min(seen.values()) > 40, seen


def test_informants_whose_error_cannot_be_are_refused(chance: Random) -> None:
    for _ in range(CASES):
        good, bad = (
            decimal(chance, 0, 99),
            chance.choice([Fraction(1), Fraction(-1, 100), Fraction(3)]),
        )
        pair = chance.sample([good, bad], 2)
        sd = chance.choice([Fraction(10), Fraction(0), Fraction(-5)])
        if sd <= 0:
            pair = [good, good]
        score = decimal(chance, 200, 800, 10)
        assert told(compare_informants, score, pair[0], score, pair[1], sd=sd) == REFUSED


# ---- growth ----

TRIPLES = [(3, 4, 5), (6, 8, 10), (5, 12, 13), (0, 7, 7), (8, 15, 17)]


def test_growth_against_what_is_expected(chance: Random) -> None:
    seen: Counter[str] = Counter()
    on_the_line = without_ratio = 0
    for _ in range(CASES):
        first, second = decimal(chance, 900, 1600, 10), decimal(chance, 900, 1600, 10)
        expected = chance.choice([Fraction(0), decimal(chance, -50, 300, 10)])
        one, two = decimal(chance, 0, 60, 10), decimal(chance, 0, 60, 10)
        if chance.random() < 0.4:
            whole = chance.choice(TRIPLES)
            one, two = (Fraction(side, 2) for side in chance.sample(whole[:2], 2))
            short = chance.choice([Fraction(0), Fraction(0), Fraction(1, 10**6)])
            beyond = CRITICAL * Fraction(whole[2], 2) - short
            second = first + expected + chance.choice([1, -1]) * beyond
            on_the_line += not short
        if chance.random() < 0.05:
            one, two = chance.choice([(Fraction(0), Fraction(0)), (-one - 1, two), (one, -two - 1)])
        found = told(growth, first, second, expected=expected, first_error=one, second_error=two)
        where = (first, second, expected, one, two)
        if min(one, two) < 0 or one == two == 0:
            seen[REFUSED] += 1
            assert found == REFUSED, where
            continue
        gain, squared = second - first, one**2 + two**2
        surplus = gain - expected
        verdict = (
            "above"
            if reaches(surplus, CRITICAL, squared)
            else "below"
            if reaches(-surplus, CRITICAL, squared)
            else "within"
        )
        seen[verdict] += 1
        without_ratio += expected <= 0
        assert found.verdict == verdict, where
        assert found.gain == pytest.approx(float(gain), abs=1e-9), where
        assert found.standard_error == pytest.approx(rooted(squared), rel=1e-9), where
        z = signed_root(surplus**2 / squared, surplus)
        assert found.z == pytest.approx(z, rel=1e-9, abs=1e-9), where
        ratio = float(gain / expected) if expected > 0 else None
        assert found.ratio == (None if ratio is None else pytest.approx(ratio, rel=1e-9)), where
    assert min(on_the_line, without_ratio) > 150, (on_the_line, without_ratio)
    assert set(seen) == {"above", "below", "within", REFUSED}, seen
    assert min(seen.values()) > 8, seen


# ---- level_z ----

WIDTHS = {"I II III IV V": [20, 20, 20, 20, 20], "A B C D E": [25, 25, 25, 15, 10]}


def slow_level_z(level: str) -> float | None:
    """The middle of the band, and a search for the z that leaves that share below it."""
    for names, widths in WIDTHS.items():
        below = 100
        for name, width in zip(names.split(), widths, strict=True):
            below -= width
            if name == level:
                return searched(Fraction(2 * below + width, 200))
    return None


def searched(share: Fraction) -> float:
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        if math.erfc(-middle / math.sqrt(2)) / 2 < share:
            low = middle
        else:
            high = middle
    return low


def test_levels_as_z(chance: Random) -> None:
    seen: Counter[str] = Counter()
    for _ in range(CASES):
        level = chance.choice(
            [
                "I",
                "II",
                "III",
                "IV",
                "V",
                *"ABCDE",
                "".join(chance.choices("IVABCDEF +x1", k=2)),
                "",
            ]
        )
        slow = slow_level_z(level)
        seen[level if slow is not None else REFUSED] += 1
        try:
            found: float | None = level_z(level)
        except ValueError:
            found = None
        assert found == (None if slow is None else pytest.approx(slow, abs=1e-9)), level
    assert len(seen) == 11, seen
