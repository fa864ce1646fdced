"""How far a score can be trusted: alpha, measurement error, smallest reliable change."""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import variance

from npo_desktop.scoring.scale import TOLERANCE

CRITICAL = 1.96  # two-sided 95 %


def cronbach_alpha(records: Sequence[Sequence[float]]) -> float | None:
    """Internal consistency of a scale, at most 1; one record per pupil, keyed, complete.

    ``None``: fewer than two records or two items, or everybody has the same total. Pupils with
    a missing answer are left out by the caller. May be negative ("not consistent").
    ValueError: records of unequal length, or a value that is not finite.
    Source: SCORING.md, section 3 (Cronbach 1951).
    """
    if len({len(record) for record in records}) > 1:
        raise ValueError("every record needs the same number of items")
    if not all(math.isfinite(value) for record in records for value in record):
        raise ValueError("a record holds finite numbers only")
    if len(records) < 2 or len(records[0]) < 2:
        return None
    items = len(records[0])
    of_total = variance([math.fsum(record) for record in records])
    if math.sqrt(of_total) < TOLERANCE:
        return None
    of_items = math.fsum(variance([record[i] for record in records]) for i in range(items))
    return items / (items - 1) * (1 - of_items / of_total)


@lru_cache(maxsize=256)  # a handful of scales, asked for thousands of pupils
def standard_error(sd: float, reliability: float) -> float:
    """The standard error of measurement (SEM), in the unit of ``sd``.

    ValueError: ``sd`` not above 0, or ``reliability`` outside 0 <= r < 1.
    Source: SCORING.md, section 3.
    """
    require_spread(sd, reliability)
    return sd * math.sqrt(1 - reliability)


def smallest_reliable_change(sd: float, reliability: float) -> float:
    """The smallest difference between two moments that chance alone seldom gives, as ``sd``.

    ValueError as in ``standard_error``. Source: SCORING.md, section 4.
    """
    return CRITICAL * math.sqrt(2) * standard_error(sd, reliability)


def require_spread(sd: float, reliability: float) -> None:
    """ValueError unless ``sd`` is above 0 and ``reliability`` within 0 <= r < 1."""
    if not 0 < sd < math.inf:
        raise ValueError(f"the standard deviation must be above 0, not {sd!r}")
    if not 0 <= reliability < 1:
        raise ValueError(f"the reliability must be from 0 to below 1, not {reliability!r}")
