"""Bands: against a fixed criterion, and against the school group where that is large enough."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from npo_desktop.scoring.scale import TOLERANCE

SMALLEST_REFERENCE = 20  # pupils
SMALLEST_SPREAD = 0.20  # answer steps

POMP_LOW, POMP_WATCH, POMP_CEILING, POMP_STRENGTH = 37.5, 50.0, 75.0, 87.5  # per cent
T_LOW, T_WATCH, T_STRENGTH = 35.0, 40.0, 60.0


class Band(StrEnum):
    """Red, amber, green, and grey for too few answers."""

    LOW = "low"
    WATCH = "watch"
    FINE = "fine"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reference:
    """The group a score is compared with; ``mean`` and ``sd`` in answer steps."""

    n: int
    mean: float
    sd: float


def reference_of(means: Sequence[float]) -> Reference | None:
    """The reference that these valid scale means form, the pupil's own included.

    ``None`` below 20 pupils or with an SD (n - 1) below 0.20 answer steps: the criterion then
    applies and no T is shown. Missing means are left out by the caller.
    ValueError: a mean that is not a finite number. Source: SCORING.md, section 3.
    """
    counted = Counter(means)
    if not all(math.isfinite(mean) for mean in counted):
        raise ValueError("a reference takes finite means only")
    if len(means) < SMALLEST_REFERENCE:
        return None
    reference = Reference(len(means), fmean(means), _spread(counted, len(means)))
    return reference if _usable(reference) else None


def _spread(counted: Mapping[float, int], n: int) -> float:
    """The SD (n - 1) to the last bit, as ``statistics.stdev`` gives it.

    Three answers have thirteen means: counting each once is many times faster.
    """
    ratios = [(*value.as_integer_ratio(), times) for value, times in counted.items()]
    unit = max(below for _above, below, _times in ratios)  # powers of two: it holds them all
    whole = [(above * (unit // below), times) for above, below, times in ratios]
    total = sum(value * times for value, times in whole)
    squares = sum(value * value * times for value, times in whole)
    return _root(n * squares - total * total, n * (n - 1) * unit * unit)


def _root(above: int, below: int) -> float:
    """The square root of a fraction, rounded once: 64 bits of it are whole, and then divided."""
    bits = max(0, 64 - (above.bit_length() - below.bit_length()) // 2)
    scaled, rest = divmod(above << 2 * bits, below)
    root = math.isqrt(scaled)
    if rest or root * root != scaled:
        root |= 1  # what is cut off keeps a tie from being one
    return root / (1 << bits)


def t_score(mean: float, reference: Reference) -> float:
    """``mean`` (answer steps) as T: 50 is the group's mean, 10 is one SD.

    ValueError: no spread, or a number that is not finite. Source: SCORING.md, section 3.
    """
    if not 0 < reference.sd < math.inf:
        raise ValueError(f"a T-score needs a spread above 0, not {reference.sd!r}")
    t = 50 + 10 * (mean - reference.mean) / reference.sd
    if not math.isfinite(t):
        raise ValueError(f"no T-score from {mean!r} and a group mean of {reference.mean!r}")
    return t


def band_of(mean: float | None, *, top: int = 4, reference: Reference | None = None) -> Band:
    """The band of a scale mean (answer steps, 0 to ``top``); ``None`` (insufficient) is grey.

    With a reference T decides, under two guards: a high score is never flagged, and a low score
    in a low group is watched. Without one, or with one too small or without spread, the fixed
    criterion decides. A boundary belongs to the band above it, within 1e-9.
    ValueError: a mean that is not finite, or a ``top`` below 1. Source: SCORING.md, section 3.
    """
    if mean is None:
        return Band.NONE
    pomp = _pomp(mean, top)
    if reference is None or not _usable(reference):
        return _cut(pomp, POMP_LOW, POMP_WATCH)
    if not _below(pomp, POMP_CEILING):
        return Band.FINE
    band = _cut(t_score(mean, reference), T_LOW, T_WATCH)
    if band is Band.FINE and _below(pomp, POMP_LOW):
        return Band.WATCH  # low in the whole group: look at the class, not the child
    return band


def is_strength(mean: float | None, *, top: int = 4, reference: Reference | None = None) -> bool:
    """Whether a fine band carries the strength mark: T from 60, without a reference POMP from 87.5.

    For showing only; no rule uses it. Units, missing, errors and source as in ``band_of``.
    """
    if mean is None or band_of(mean, top=top, reference=reference) is not Band.FINE:
        return False
    if reference is not None and _usable(reference):
        return not _below(t_score(mean, reference), T_STRENGTH)
    return not _below(_pomp(mean, top), POMP_STRENGTH)


def _usable(reference: Reference) -> bool:
    """Large enough, and with enough spread, to say anything about one pupil."""
    enough_spread = not _below(reference.sd, SMALLEST_SPREAD)
    return reference.n >= SMALLEST_REFERENCE and enough_spread


def _pomp(mean: float, top: int) -> float:
    """Per cent of the highest possible score."""
    if not math.isfinite(mean):
        raise ValueError(f"{mean!r} is not a scale mean")
    if top < 1:
        raise ValueError(f"the highest answer must be at least 1, not {top!r}")
    return 100 * mean / top


def _cut(value: float, low: float, watch: float) -> Band:
    if _below(value, low):
        return Band.LOW
    return Band.WATCH if _below(value, watch) else Band.FINE


def _below(value: float, boundary: float) -> bool:
    """Below, and by more than the noise of the arithmetic."""
    return value < boundary - TOLERANCE
