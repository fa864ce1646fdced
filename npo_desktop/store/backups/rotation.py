"""Which backups may go: grandfather, father, son. Pure: names and moments in, names out.

Kept are all of the last days, the newest of each of the latest days, weeks, months and school
years *that have a backup*, and the newest few whatever their date: a clock that leaps a year
ahead empties no folder. What is dated in the future, is pinned, or was not proved, is left alone.
Source: SAFETY.md, section 4.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SCHOOL_YEAR_BEGINS = 8  # August


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup, as far as rotation cares; ``name`` tells two of the same moment apart."""

    name: str
    made_at: datetime  # aware
    verified: bool = True
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """How many of each are kept; school years by how long a file may be kept at all."""

    all_days: int = 2
    daily: int = 7
    weekly: int = 5
    monthly: int = 12
    school_years: int = 5
    newest: int = 5


RULES = Rules()


def to_remove(backups: Sequence[Kept], now: datetime, rules: Rules = RULES) -> tuple[Kept, ...]:
    """The backups that no rule keeps, oldest first."""
    past = _past(backups, now)
    kept = _kept(past, now, rules, rules.daily)
    return tuple(sorted((one for one in past if one not in kept), key=_age))


def spare_dailies(backups: Sequence[Kept], now: datetime, rules: Rules = RULES) -> tuple[Kept, ...]:
    """What may go besides, oldest first, when the disk is nearly full: kept as dailies only."""
    past = _past(backups, now)
    kept, needed = _kept(past, now, rules, rules.daily), _kept(past, now, rules, 0)
    return tuple(sorted(kept - needed, key=_age))


def _past(backups: Sequence[Kept], now: datetime) -> list[Kept]:
    """Those that rotation speaks about, newest first."""
    about = (one for one in backups if one.verified and not one.pinned and one.made_at <= now)
    return sorted(about, key=_age, reverse=True)


def _kept(past: Sequence[Kept], now: datetime, rules: Rules, daily: int) -> set[Kept]:
    kept = set(past[: rules.newest])
    kept |= {one for one in past if now - one.made_at < timedelta(days=rules.all_days)}
    for period, number in (
        (_day, daily),
        (_week, rules.weekly),
        (_month, rules.monthly),
        (_school_year, rules.school_years),
    ):
        kept |= _newest_of_each(past, period, number)
    return kept


def _newest_of_each(
    past: Sequence[Kept], period: Callable[[datetime], Hashable], number: int
) -> set[Kept]:
    newest: dict[Hashable, Kept] = {}
    for one in past:  # newest first
        newest.setdefault(period(one.made_at), one)
    return set(list(newest.values())[:number])


def _age(one: Kept) -> tuple[datetime, str]:
    return one.made_at, one.name


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Hashable:
    return moment.year, moment.month


def _school_year(moment: datetime) -> Hashable:
    return moment.year - (moment.month < SCHOOL_YEAR_BEGINS)
