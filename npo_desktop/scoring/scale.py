"""Scores of one scale: how many answered, their mean, and the share of the highest score."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

TOLERANCE = 1e-9  # two numbers this close are equal when compared with a boundary


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One scored scale; the three scores are ``None`` when too little was answered."""

    answered: int
    items: int
    mean: float | None
    prorated_sum: float | None
    pomp: float | None


def score_items(
    responses: Sequence[int | None], *, reverse: Collection[int] = (), top: int = 4
) -> ItemScore:
    """Score one scale; after keying, higher is stronger. ``reverse`` holds 0-based positions.

    Units: ``mean`` in answer steps, 0 to ``top``; ``prorated_sum`` in answer steps, 0 to
    items * top; ``pomp`` in per cent of the highest possible score, 0 to 100.
    Missing (``None``): with under three quarters answered there is no score, not a low one.
    A reversed position without a response changes nothing.
    ValueError: an answer that is no whole number from 0 to ``top``, or a ``top`` below 1.
    Source: SCORING.md, section 3. Own scan, not normed.
    """
    if top < 1:
        raise ValueError(f"the highest answer must be at least 1, not {top!r}")
    for value in responses:
        if value is not None and (type(value) is not int or not 0 <= value <= top):
            raise ValueError(f"{value!r} is not an answer from 0 to {top}")
    keyed = [
        top - value if position in reverse else value
        for position, value in enumerate(responses)
        if value is not None
    ]
    items, answered = len(responses), len(keyed)
    if answered == 0 or 4 * answered < 3 * items:
        return ItemScore(answered, items, None, None, None)
    mean = sum(keyed) / answered
    return ItemScore(answered, items, mean, mean * items, 100 * mean / top)


def score_weighted(
    responses: Sequence[int | None],
    *,
    tops: Sequence[int],
    weights: Sequence[float],
    reverse: Collection[int] = (),
    top: int,
) -> ItemScore:
    """Score one scale of an own questionnaire: a weighted mean; after keying, higher is stronger.

    As ``score_items``, but each item has a weight above 0 and a highest answer of its own, and
    counts in proportion to it: 3 of 3 is as much as 4 of 4. With equal weights and tops the two
    agree. Three quarters of the *number* of items must be answered.
    Units: ``mean`` in answer steps, 0 to ``top``; ``prorated_sum`` the mean times the items.
    ValueError: an answer that is no whole number from 0 to its top; a weight or top too small.
    Source: SCORING.md, section 3; EXCHANGE.md, chapter 5 (``gewicht``, ``omgekeerd``).
    """
    if top < 1 or any(one < 1 for one in tops):
        raise ValueError(f"the highest answer must be at least 1, not {[top, *tops]!r}")
    if any(not 0 < weight < math.inf for weight in weights):
        raise ValueError("a weight must be above 0")
    total = counted = 0.0
    answered = 0
    for position, (value, highest, weight) in enumerate(zip(responses, tops, weights, strict=True)):
        if value is None:
            continue
        if type(value) is not int or not 0 <= value <= highest:
            raise ValueError(f"{value!r} is not an answer from 0 to {highest}")
        keyed = highest - value if position in reverse else value
        total += weight * (keyed * top / highest)
        counted += weight
        answered += 1
    items = len(responses)
    if answered == 0 or 4 * answered < 3 * items:
        return ItemScore(answered, items, None, None, None)
    mean = total / counted
    return ItemScore(answered, items, mean, mean * items, 100 * mean / top)
