"""A second opinion on scores, bands and reliability: SCORING.md, sections 3 and 11, read anew.

Written from the text alone and by other means: numbers of 50 digits, counting, loops over pairs.
A thousand random cases each; many lie on a boundary on purpose.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from npo_desktop.scoring.norms import Reference, band_of, is_strength, reference_of, t_score
from npo_desktop.scoring.reliability import (
    cronbach_alpha,
    smallest_reliable_change,
    standard_error,
)
from npo_desktop.scoring.scale import score_items

CASES = 1000
NOISE = Decimal("1e-9")
REFUSED = "refused"


def told(ask: Callable[..., Any], *given: Any, **named: Any) -> Any:
    try:
        return ask(*given, **named)
    except ValueError:
        return REFUSED


def digits(value: Fraction) -> Decimal:
    with localcontext(prec=50):
        return Decimal(value.numerator) / Decimal(value.denominator)


def root(value: Fraction) -> Decimal:
    with localcontext(prec=50):
        return digits(value).sqrt()


def average(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def squared_spread(values: Sequence[Fraction]) -> Fraction:
    """The sample variance from sums alone, without any mean."""
    n = len(values)
    squares, total = sum((value * value for value in values), Fraction(0)), sum(values, Fraction(0))
    return (n * squares - total * total) / (n * (n - 1))


# ---- score_items ----


def slow_score(responses: list[Any], reverse: set[int], top: int) -> Any:
    for value in responses:
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value not in range(top + 1):
            return REFUSED
    items = len(responses)
    answered, points = 0, Fraction(0)
    for position in range(items):
        value = responses[position]
        if value is not None:
            answered += 1
            points += top - value if position in reverse else value
    if answered == 0 or Fraction(answered, items) < Fraction(3, 4):
        return answered, items, None, None, None
    mean = points / answered
    return answered, items, mean, mean * items, 100 * mean / top


def test_scores_of_answers(chance: Random) -> None:
    on_the_edge = refused = 0
    for _ in range(CASES):
        top, items = (
            chance.choice([3, 4, 4, 10]),
            chance.choice([0, 1, 2, 3, 4, 4, 5, 6, 8, 12, 16, 51]),
        )
        responses: list[Any] = [chance.randint(0, top) for _ in range(items)]
        missing = chance.choice([0, items // 4, items // 4 + 1, items])
        for place in chance.sample(range(items), min(missing, items)):
            responses[place] = None
        if items and chance.random() < 0.1:
            responses[chance.randrange(items)] = chance.choice([-1, top + 1, 2.0, True, False, "2"])
        reverse = set(chance.sample(range(items + 2), chance.randint(0, items)))
        slow = slow_score(responses, reverse, top)
        found = told(score_items, responses, reverse=reverse, top=top)
        if slow == REFUSED:
            refused += 1
            assert found == REFUSED, (responses, top)
            continue
        on_the_edge += items > 0 and 4 * slow[0] == 3 * items
        assert (found.answered, found.items) == slow[:2], responses
        for mine, theirs in zip(
            (found.mean, found.prorated_sum, found.pomp), slow[2:], strict=True
        ):
            expected = None if theirs is None else pytest.approx(float(theirs), abs=1e-9)
            assert mine == expected, (responses, reverse, top)
    assert on_the_edge > 30, "too few with exactly three quarters answered"
    assert refused > 15, "too few impossible answers"


# ---- reference_of, t_score, band_of, the strength mark ----


def slow_reference(means: Sequence[Fraction]) -> tuple[int, Fraction, Decimal] | None:
    if len(means) < 20:
        return None
    sd = root(squared_spread(means))
    return None if sd < Decimal("0.20") - NOISE else (len(means), average(means), sd)


def slow_t(mean: Fraction, reference: tuple[int, Fraction, Decimal]) -> Decimal:
    _, middle, sd = reference
    with localcontext(prec=50):
        return 50 + 10 * digits(mean - middle) / sd


def slow_band(
    mean: Fraction | None, top: int, reference: tuple[int, Fraction, Decimal] | None
) -> tuple[str, bool]:
    """The band, and whether the strength mark stands on it: the table of section 3."""
    if mean is None:
        return "none", False
    pomp = digits(100 * mean / top) + NOISE  # what is a hair below a boundary is on it
    if reference is None:
        if pomp < Decimal("37.5"):
            return "low", False
        return ("watch", False) if pomp < 50 else ("fine", pomp >= Decimal("87.5"))
    t = slow_t(mean, reference) + NOISE
    strong = t >= 60
    by_norm = "low" if t < 35 else "watch" if t < 40 else "fine"
    if pomp >= 75:
        return "fine", strong  # the ceiling
    if by_norm == "fine" and pomp < Decimal("37.5"):
        return "watch", False  # the floor
    return by_norm, strong and by_norm == "fine"


def some_group(chance: Random, top: int) -> list[Fraction]:
    """Means of a group; half of them have an SD that can be written down: 0.2, 0.25, 0.4."""
    if chance.random() < 0.5:
        half = chance.choice([9, 10, 10, 11, 15])
        spread = Fraction(chance.choice(["0.1999", "0.2", "0.2", "0.25", "0.4"]))
        middle = Fraction(chance.randint(5, top * 10 - 5), 10)
        return [middle - spread] * half + [middle] + [middle + spread] * half
    low = chance.randint(0, 2 * top)
    n = chance.choice([0, 1, 18, 19, 20, 20, 21, 35])
    return [Fraction(chance.randint(low, 3 * top), 3) for _ in range(n)]


def some_mean(
    chance: Random, top: int, reference: tuple[int, Fraction, Decimal] | None
) -> Fraction | None:
    """Anything, or a score on a boundary of the criterion or of T, or a hair below it."""
    kind, short = chance.randrange(10), chance.choice([Fraction(0), Fraction(1, 10**6)])
    if kind == 0:
        return None
    if kind <= 4:
        return Fraction(chance.choice([375, 500, 750, 875]), 1000) * top - short
    if kind <= 7 and reference is not None:
        sd = Fraction(str(round(reference[2], 12)))
        return (
            reference[1] + chance.choice([Fraction(-3, 2), Fraction(-1), Fraction(1)]) * sd - short
        )
    return Fraction(chance.randint(0, 12 * top), 12)


def test_references_t_scores_bands_and_strength_marks(chance: Random) -> None:
    seen: dict[tuple[bool, str, bool], int] = {}
    sizes = {19: 0, 20: 0}
    narrowest = 0
    for _ in range(CASES):
        top = chance.choice([3, 4, 4])
        group = some_group(chance, top)
        slow = slow_reference(group)
        found = reference_of([float(mean) for mean in group])
        assert (found is None) == (slow is None), group
        sizes[len(group)] = sizes.get(len(group), 0) + 1
        narrowest += slow is not None and abs(slow[2] - Decimal("0.2")) < NOISE
        mean = some_mean(chance, top, slow)
        value = None if mean is None else float(mean)
        if slow is not None:
            assert found is not None
            assert found.n == slow[0]
            assert found.mean == pytest.approx(float(slow[1]), abs=1e-12), group
            assert found.sd == pytest.approx(float(slow[2]), abs=1e-12), group
            if mean is not None and value is not None:
                assert t_score(value, found) == pytest.approx(float(slow_t(mean, slow)), abs=1e-9)
        band, strong = slow_band(mean, top, slow)
        where = (mean, top, group)
        assert band_of(value, top=top, reference=found) == band, where
        assert is_strength(value, top=top, reference=found) == strong, where
        key = (slow is not None, band, strong)
        seen[key] = seen.get(key, 0) + 1
    assert min(sizes[19], sizes[20], narrowest) > 20, (sizes, narrowest)
    assert set(seen) == {
        *((by_norm, band, False) for by_norm in (True, False) for band in ("low", "watch", "fine")),
        *((by_norm, "none", False) for by_norm in (True, False)),
        *((by_norm, "fine", True) for by_norm in (True, False)),
    }, seen


def test_a_reference_too_small_or_too_narrow_leaves_the_criterion(chance: Random) -> None:
    for _ in range(CASES):
        reference = chance.choice([Reference(19, 2.0, 0.8), Reference(40, 2.0, 0.19)])
        mean = Fraction(chance.randint(0, 32), 8)
        assert band_of(float(mean), reference=reference) == slow_band(mean, 4, None)[0], mean


# ---- cronbach_alpha ----


def slow_alpha(records: list[list[int]]) -> Fraction | None:
    """From covariances: k squared times their mean over the variance of the total."""
    if len(records) < 2 or len(records[0]) < 2:
        return None
    k, n = len(records[0]), len(records)
    sums = [sum(record[i] for record in records) for i in range(k)]
    between = everything = 0  # each covariance times n (n - 1), so that all stays whole
    for i in range(k):
        for j in range(k):
            covariance = n * sum(record[i] * record[j] for record in records) - sums[i] * sums[j]
            everything += covariance
            between += covariance if i != j else 0
    return None if everything == 0 else k * k * Fraction(between, k * (k - 1)) / everything


def test_alpha(chance: Random) -> None:
    undefined = negative = 0
    for _ in range(CASES):
        items, pupils = chance.choice([0, 1, 2, 3, 3, 4, 6]), chance.choice([0, 1, 2, 3, 8, 30])
        records = [[chance.randint(0, 4) for _ in range(items)] for _ in range(pupils)]
        if items >= 2 and chance.random() < 0.15:  # everybody the same total
            records = [chance.sample(range(items), items) for _ in range(pupils)]
        slow = slow_alpha(records)
        found = cronbach_alpha([[value / 3 for value in record] for record in records])
        undefined += slow is None
        negative += slow is not None and slow < 0
        assert found == (None if slow is None else pytest.approx(float(slow), abs=1e-9)), records
    assert undefined > 100, "too few without an alpha"
    assert negative > 20, "too few negative ones"


# ---- standard_error, smallest_reliable_change ----


def test_measurement_error_and_the_smallest_reliable_change(chance: Random) -> None:
    refused = 0
    for _ in range(CASES):
        sd = Fraction(chance.choice([-1, 0, *range(1, 200)]), 100)
        reliability = Fraction(
            chance.choice([-1, 0, 0, 75, 99, 100, 101, chance.randint(0, 99)]), 100
        )
        given = float(sd), float(reliability)
        found = told(standard_error, *given), told(smallest_reliable_change, *given)
        if sd <= 0 or reliability < 0 or reliability >= 1:
            refused += 1
            assert found == (REFUSED, REFUSED), given
            continue
        error = root(sd * sd * (1 - reliability))
        smallest = root(Fraction("1.96") ** 2 * 2 * sd * sd * (1 - reliability))
        expected = pytest.approx((float(error), float(smallest)), rel=1e-12)
        assert found == expected, given
    assert refused > 100, "too few impossible ones"
