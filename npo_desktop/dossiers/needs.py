"""Who needs an approach, in which order: counts of signals, for lists. Pure.

The order is an order of talking, not a ranking of children. Source: SCORING.md, sections 6 and 9.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.scoring.norms import Band


@dataclass(frozen=True, slots=True)
class Signals:
    """How many subscales stand in each band, and whether an answer asks for a talk this week."""

    low: int = 0
    watch: int = 0
    fine: int = 0
    strong: int = 0
    critical: int = 0

    @property
    def needs_approach(self) -> bool:
        """Somebody has to look at this pupil."""
        return bool(self.critical or self.low or self.watch)

    @property
    def order(self) -> tuple[int, int, int]:
        """For sorting, most urgent first: a talk this week, then help, then watch."""
        return (-bool(self.critical), -self.low, -self.watch)


def signals_of(dossier: Dossier) -> Signals:
    """The signals of one pupil; strong subscales are not counted as fine as well."""
    bands = list(dossier.flags.values())
    strong = {
        scored.subscale
        for scored in dossier.scores
        if scored.is_strong and dossier.flags.get(scored.subscale) is Band.FINE
    }
    return Signals(
        low=bands.count(Band.LOW),
        watch=bands.count(Band.WATCH),
        fine=bands.count(Band.FINE) - len(strong),
        strong=len(strong),
        critical=len(dossier.critical),
    )


MANY = 3  # low subscales
T_COMPOSITE = 40.0


class Reason(StrEnum):
    """Why a pupil is on the meeting list."""

    CRITICAL = "critical"
    COMPOSITE = "composite"
    MANY_LOW = "many_low"
    TWO_ROUNDS = "two_rounds"
    TWO_INFORMANTS = "two_informants"
    SLOW_GROWTH = "slow_growth"
    MENTIONED = "mentioned"


def reasons_of(
    dossier: Dossier, *, slow: Collection[str] = (), is_mentioned: bool = False
) -> tuple[Reason, ...]:
    """Why this pupil is talked about; empty: not on the list. Source: SCORING.md, section 6.

    One signal is no reason: perfectly ordinary pupils have two or three of them. ``slow``:
    subscales whose tests grew less than expected; ``is_mentioned``: a colleague added the pupil.
    """
    low = {code for code, band in dossier.flags.items() if band is Band.LOW}
    before = {past.subscale for past in dossier.before if past.band is Band.LOW}
    seen = Counter(scored.subscale for scored in dossier.scores if scored.band is Band.LOW)
    found = {
        Reason.CRITICAL: bool(dossier.critical),
        Reason.COMPOSITE: any(is_low_overall(dossier, code) for code in ("EF", "SE")),
        Reason.MANY_LOW: len(low) >= MANY,
        Reason.TWO_ROUNDS: bool(low & before),
        Reason.TWO_INFORMANTS: any(count > 1 for count in seen.values()),
        Reason.SLOW_GROWTH: any(code in low and code.startswith("COG-") for code in slow),
        Reason.MENTIONED: is_mentioned,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def is_low_overall(dossier: Dossier, code: str) -> bool:
    """T below 40; without a norm group the criterion says it."""
    for scored in dossier.composites:
        if scored.subscale == code and scored.informant is Informant.TEACHER:
            if scored.t is not None:
                return scored.t < T_COMPOSITE
            return scored.band in (Band.LOW, Band.WATCH)
    return False
