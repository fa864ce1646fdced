"""What the charts of people and weeks show: hours given out against hours there are. Pure.

Shares are of the whole width or height, 0 to 1; minutes are a week.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

SCHOOL_DAYS, MOSTLY_OFF = 5, 3


class DaysOff(Protocol):
    """What is needed of a holiday; the first and the last day are both off."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


@dataclass(frozen=True, slots=True)
class StaffBar:
    """One colleague: what is given out, beside a tick at what there is."""

    name: str
    used: int
    capacity: int
    used_share: float  # up to the tick
    over_share: float  # beyond it: hatched
    tick_share: float

    @property
    def is_over(self) -> bool:
        """More was given out than there is."""
        return self.used > self.capacity

    @property
    def is_full(self) -> bool:
        """Exactly everything was given out."""
        return self.used == self.capacity > 0


@dataclass(frozen=True, slots=True)
class WeekBar:
    """One week, by its number in the calendar."""

    monday: date
    minutes: int
    is_holiday: bool
    used_share: float
    over_share: float

    @property
    def number(self) -> int:
        """As the school calendar counts."""
        return self.monday.isocalendar().week


@dataclass(frozen=True, slots=True)
class WeekChart:
    """All groups per week, with a line at what there is; ``None``: nobody set a limit."""

    bars: tuple[WeekBar, ...]
    capacity: int | None
    line_share: float

    @property
    def over(self) -> tuple[WeekBar, ...]:
        """The weeks in which too much was given out."""
        return tuple(bar for bar in self.bars if bar.over_share > 0)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of every week; without a weekday it has no moment yet. Monday is 1."""

    minutes: int
    weekday: int | None = None


def staff_bars(people: Iterable[tuple[str, int, int]]) -> tuple[StaffBar, ...]:
    """Bars on one scale, from (name, minutes given out, minutes there are)."""
    known = list(people)
    widest = max((max(used, capacity) for _name, used, capacity in known), default=0) or 1
    return tuple(
        StaffBar(
            name,
            used,
            capacity,
            min(used, capacity) / widest,
            max(0, used - capacity) / widest,
            capacity / widest,
        )
        for name, used, capacity in known
    )


def week_chart(
    starts_on: date,
    ends_on: date,
    days_off: Sequence[DaysOff],
    meetings: Sequence[Meeting],
    capacity: int | None,
) -> WeekChart:
    """What is given in each week; a meeting on a day off is not, and no holiday week counts."""
    weeks = [
        _week(monday, starts_on, ends_on, days_off, meetings)
        for monday in _mondays(starts_on, ends_on)
    ]
    highest = max([minutes for _monday, minutes, _off in weeks] + [capacity or 0]) or 1
    limit = highest if capacity is None else capacity
    bars = tuple(
        WeekBar(
            monday,
            minutes,
            is_off,
            min(minutes, limit) / highest,
            max(0, minutes - limit) / highest,
        )
        for monday, minutes, is_off in weeks
    )
    return WeekChart(bars, capacity, limit / highest)


def _mondays(starts_on: date, ends_on: date) -> Iterable[date]:
    monday = starts_on - timedelta(days=starts_on.weekday())
    while monday <= ends_on:
        yield monday
        monday += timedelta(days=7)


def _week(
    monday: date,
    starts_on: date,
    ends_on: date,
    days_off: Sequence[DaysOff],
    meetings: Sequence[Meeting],
) -> tuple[date, int, bool]:
    days = [monday + timedelta(days=n) for n in range(SCHOOL_DAYS)]
    free = {
        day.isoweekday()
        for day in days
        if any(one.starts_on <= day <= one.ends_on for one in days_off)
    }
    if len(free) >= MOSTLY_OFF:
        return monday, 0, True
    outside = {day.isoweekday() for day in days if not starts_on <= day <= ends_on}
    given = sum(one.minutes for one in meetings if one.weekday not in free | outside)
    return monday, given, False
