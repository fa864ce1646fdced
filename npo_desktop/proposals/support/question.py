"""The question of the group builder: who, what, when, with whom and for how much. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

MOST_IN_A_GROUP = 15  # SCORING.md, section 8


@dataclass(frozen=True, slots=True)
class Wish:
    """One pupil, what suits (programme -> score > 0), and how many red needs each would serve."""

    pupil: str
    grade: int
    scores: Mapping[str, int]
    red_for: Mapping[str, int] = field(default_factory=dict)
    has_consent: bool = True
    busy: frozenset[str] = frozenset()  # periods in which the pupil may not be taken out


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme, its dose, what a group of it costs, and who is trained for it."""

    programme: str
    sessions_per_week: int
    minutes: int
    weeks: int
    material_usd: float
    staff: frozenset[str]  # ids; also of who has no hours and is not among the people

    @property
    def weekly_minutes(self) -> int:
        """Of one adult, for one group."""
        return self.sessions_per_week * self.minutes

    @property
    def staff_hours(self) -> float:
        """Of one adult, for one group, over the whole block."""
        return self.weekly_minutes * self.weeks / 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can lead groups; ``periods`` empty set: never, ``None``: at every period."""

    id: str
    weekly_minutes: int
    periods: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time of the week at which a group can be; weekday 0 is Monday."""

    id: str
    weekday: int
    starts: time
    ends: time

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return _clock_minutes(self.ends) - _clock_minutes(self.starts)


@dataclass(frozen=True, slots=True)
class Room:
    """A room for one group at a time; ``periods`` ``None``: always free."""

    id: str
    periods: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A group there is now."""

    key: str
    programme: str
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """This pupil stays, or comes, in this standing group."""

    pupil: str
    group_key: str


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked at once. ``None`` for hours, budget or rooms: they play no part."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    people: tuple[Person, ...] = ()
    periods: tuple[Period, ...] = ()
    rooms: tuple[Room, ...] | None = None
    staff_hours: float | None = None  # of the whole block
    budget: float | None = None  # dollars
    size: tuple[int, int] = (3, 6)
    grade_spread: int = 1
    apart: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[tuple[str, str]] = frozenset()
    standing: tuple[Standing, ...] = ()
    pins: tuple[Pin, ...] = ()
    effort: float = 10.0


def overlap(first: Period, second: Period) -> bool:
    """Can nobody be at both?"""
    return (
        first.weekday == second.weekday
        and first.starts < second.ends
        and second.starts < first.ends
    )


def moments(periods: tuple[Period, ...]) -> list[tuple[str, ...]]:
    """The periods that run at the same moment: of each such set nobody can be at two."""
    found = {
        tuple(p.id for p in periods if p.weekday == at.weekday and p.starts <= at.starts < p.ends)
        for at in periods
    }
    return sorted(found)


def _clock_minutes(at: time) -> int:
    return 60 * at.hour + at.minute
