"""The ruler of one row: where a value stands on the zones of its bands. Pure.

Values of 0 to 100 are stretched piece by piece until the row's cuts lie on the edges of the zones.
Sources: VISUAL.md, section 8; SCORING.md, section 3.
"""

from collections.abc import Mapping
from itertools import pairwise

from npo_desktop.dossiers.dossier import SubscaleScore
from npo_desktop.dossiers.scan_scores import ReferenceKey, reference_behind
from npo_desktop.scoring.norms import (
    POMP_CEILING,
    POMP_LOW,
    POMP_STRENGTH,
    POMP_WATCH,
    T_LOW,
    T_STRENGTH,
    T_WATCH,
    Band,
    Reference,
)

EDGES = (0.36, 0.50, 0.80)  # where low, watch and fine end
ZONES = (("low", 0.0, EDGES[0]), ("watch", EDGES[0], EDGES[1]), ("fine", EDGES[1], EDGES[2]),
         ("strong", EDGES[2], 1.0))  # fmt: skip
CRITERION = (POMP_LOW, POMP_WATCH, POMP_STRENGTH)
JUDGEMENT = (POMP_LOW, POMP_LOW, POMP_STRENGTH)  # 0 and 1 are low, 4 is strong, nothing between

Cuts = tuple[float, float, float]
References = Mapping[ReferenceKey, Reference]


def cuts_of(scored: SubscaleScore, references: References, *, judgement: bool = False) -> Cuts:
    """Where watch, fine and strong begin for this score, on 0 to 100."""
    if judgement:
        return JUDGEMENT
    reference = reference_behind(scored, references)
    if reference is None:
        return CRITERION
    low, watch, strong = (
        100 * (reference.mean + (t - 50) / 10 * reference.sd) / scored.top
        for t in (T_LOW, T_WATCH, T_STRENGTH)
    )
    low = min(low, POMP_CEILING)
    watch = max(low, POMP_LOW, min(watch, POMP_CEILING))
    return low, watch, max(watch, strong)


def place_of(value: float, cuts: Cuts) -> float:
    """The place of a value (0 to 100) on the ruler with these cuts."""
    low, watch, strong = cuts
    knots = ((min(0.0, low - 1), 0.0), (low, EDGES[0]), (watch, EDGES[1]), (strong, EDGES[2]),
             (max(100.0, strong + 1), 1.0))  # fmt: skip
    for (left, from_), (right, to) in pairwise(knots):
        if value < right:
            return from_ + (to - from_) * max(value - left, 0.0) / (right - left)
    return 1.0


def into_zone(at: float, band: Band, strong: bool) -> float:
    """The nearest place within the zone of this band."""
    name = "strong" if strong and band is Band.FINE else band.value
    for zone, start, end in ZONES:
        if zone == name:
            return min(max(at, start), end)
    return at
