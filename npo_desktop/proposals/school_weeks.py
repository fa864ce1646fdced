"""Weeks of school: what a plan lasts when holidays are not counted. Pure.

A week of which three or more of the five school days are off is a holiday week. Source: issue 5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

SCHOOL_DAYS = 5  # Monday to Friday
MOSTLY_OFF = 3  # of them: then it is no week of school
FARTHEST = 104  # weeks: where looking for a week of school stops


class DaysOff(Protocol):
    """What is needed of a holiday; the first and the last day are both off."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date: ...


class _Off(NamedTuple):
    """The days of a holiday, to remember by."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class WeekCount:
    """Weeks from one day to another, both included."""

    school: int
    holiday: int


def school_weeks(starts_on: date, weeks: float, holidays: Iterable[DaysOff]) -> date:
    """The last school day of so many weeks of school, holiday weeks not counted.

    Source: issue 5, point 9. At least one week. ``UserError`` when two years hold no such weeks.
    """
    known, wanted = tuple(holidays), max(round(weeks), 1)
    monday = monday_of(starts_on)
    for _week in range(FARTHEST):
        days = _days_of_school(monday, known)
        if len(days) > SCHOOL_DAYS - MOSTLY_OFF:
            wanted -= 1
            if wanted == 0:
                return max(days[-1], starts_on)
        monday += timedelta(days=7)
    raise UserError(
        _("There are not so many weeks of school in the next two years."),
        _("Look at the list of holidays: a last day may be wrong."),
    )


def count_weeks(starts_on: date, ends_on: date, holidays: Iterable[DaysOff]) -> WeekCount:
    """How many weeks of school lie between two days, and how many of holiday."""
    known = tuple(_Off(one.starts_on, one.ends_on) for one in holidays)
    return _counted(starts_on, ends_on, known)


@lru_cache(maxsize=512)  # a list of 1,000 plans asks for the same few weeks
def _counted(starts_on: date, ends_on: date, known: tuple[_Off, ...]) -> WeekCount:
    school, holiday = 0, 0
    monday = monday_of(starts_on)
    while monday <= ends_on:
        if len(_days_of_school(monday, known)) > SCHOOL_DAYS - MOSTLY_OFF:
            school += 1
        else:
            holiday += 1
        monday += timedelta(days=7)
    return WeekCount(school, holiday)


def planned_sessions(
    per_week: int | None, starts_on: date, ends_on: date, holidays: Iterable[DaysOff]
) -> int | None:
    """How many sessions a dose means in this time; ``None``: no dose was agreed."""
    if per_week is None or ends_on < starts_on:
        return None if per_week is None else 0
    return per_week * count_weeks(starts_on, ends_on, holidays).school


def is_school_day(day: date, holidays: Iterable[DaysOff]) -> bool:
    """Neither a weekend nor within a holiday."""
    return day.weekday() < SCHOOL_DAYS and holiday_on(day, holidays) is None


def holiday_on(day: date, holidays: Iterable[DaysOff]) -> DaysOff | None:
    """The holiday a day falls in."""
    return next((one for one in holidays if one.starts_on <= day <= one.ends_on), None)


def next_school_day(day: date, holidays: Sequence[DaysOff]) -> date:
    """This day, or the first school day after it."""
    for _later in range(7 * FARTHEST):
        if is_school_day(day, holidays):
            return day
        day += timedelta(days=1)
    return day


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def _days_of_school(monday: date, holidays: Sequence[DaysOff]) -> list[date]:
    days = (monday + timedelta(days=n) for n in range(SCHOOL_DAYS))
    return [day for day in days if holiday_on(day, holidays) is None]
