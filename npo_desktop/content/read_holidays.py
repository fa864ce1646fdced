"""Days without school as they are usual on each island: ``islands/holidays.toml``.

A proposal only: the school looks at it, changes it, and what it accepts is its own from then on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from npo_desktop.content.catalogue import ISLANDS
from npo_desktop.content.questionnaire import Texts
from npo_desktop.content.rows import fault, toml_entries
from npo_desktop.i18n import _
from npo_desktop.paths import resources

CHECKS = ("fixed", "week", "guess")  # what is to be looked at in the school's calendar
FIRST_MONTH = 8  # a school year begins in August
KEYS = {"islands", "names", "from", "to", "source", "check"}
LANGUAGES = {"nl", "en"}  # of staff
_RULES = (
    {"month", "day"},
    {"month", "day", "weekday"},
    {"month", "weekday", "nth"},
    {"easter"},
)
_RANGES = {
    "month": (1, 12),
    "day": (1, 31),
    "weekday": (1, 5),
    "nth": (-1, 4),
    "easter": (-70, 70),
    "plus": (-7, 7),
}

Rule = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One holiday of every school year, with where it was read. No source: a guess, said so."""

    islands: tuple[str, ...]
    names: Texts  # for staff: nl, en
    first: Rule
    last: Rule
    source: str
    check: str  # one of CHECKS

    def days(self, school_year: str) -> tuple[date, date]:
        """The first and the last day off in a school year such as "2026-2027"."""
        starts_on = day_of(self.first, school_year)
        ends_on = day_of(self.last, school_year)
        if ends_on < starts_on:  # the summer goes on into the August of the next school year
            year = starts_on.year
            ends_on = day_of(self.last, f"{year}-{year + 1}")
        return starts_on, ends_on


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar. Source: Meeus, Astronomical Algorithms, ch. 8."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon + 15) % 30
    quarter, days = divmod(in_century, 4)
    week = (32 + 2 * rest + 2 * quarter - epact - days) % 7
    late = (golden + 11 * epact + 22 * week) // 451
    month, day = divmod(epact + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def day_of(rule: Rule, school_year: str) -> date:
    """The day a rule means in a school year."""
    first = int(school_year[:4])
    if "easter" in rule:
        found = easter(first + 1) + timedelta(days=rule["easter"])
    else:
        year = first if rule["month"] >= FIRST_MONTH else first + 1
        if "nth" in rule:
            found = _nth(year, rule["month"], rule["weekday"], rule["nth"])
        else:
            found = date(year, rule["month"], rule["day"])
            if "weekday" in rule:
                found += timedelta(days=rule["weekday"] - found.isoweekday())
    return found + timedelta(days=rule.get("plus", 0))


@cache
def load_holidays() -> tuple[HolidayRule, ...]:
    """What ships with the program, in the order of the file; a fault in it is a ``UserError``."""
    return read_holidays(resources() / "islands" / "holidays.toml")


def read_holidays(path: Path) -> tuple[HolidayRule, ...]:
    """The rules of a file, read anew each time."""
    return tuple(_rule(path, line, one) for line, one in toml_entries(path, "holiday"))


def _rule(path: Path, line: int, told: Mapping[str, object]) -> HolidayRule:
    if set(told) != KEYS:
        differs = ", ".join(sorted(set(told) ^ KEYS))
        raise fault(path.name, line, _('"{column}" is missing').format(column=differs))
    islands, names = told["islands"], told["names"]
    if not isinstance(islands, list) or not islands or not set(islands) <= set(ISLANDS):
        raise _unknown(path, line, "islands", islands)
    if not isinstance(names, dict) or set(names) != LANGUAGES or not all(names.values()):
        raise _unknown(path, line, "names", names)
    if told["check"] not in CHECKS or (told["check"] == "guess") is bool(told["source"]):
        raise _unknown(path, line, "check", told["check"])
    return HolidayRule(
        tuple(islands),
        names,
        _day_rule(path, line, "from", told["from"]),
        _day_rule(path, line, "to", told["to"]),
        str(told["source"]),
        str(told["check"]),
    )


def _day_rule(path: Path, line: int, key: str, told: object) -> Rule:
    if not isinstance(told, dict) or set(told) - {"plus"} not in _RULES:
        raise _unknown(path, line, key, told)
    for name, value in told.items():
        low, high = _RANGES[name]
        if type(value) is not int or not low <= value <= high or (name == "nth" and value == 0):
            raise _unknown(path, line, f"{key}.{name}", value)
    return told


def _unknown(path: Path, line: int, kind: str, value: object) -> Exception:
    words = _('unknown {kind} "{value}"').format(kind=kind, value=value)
    return fault(path.name, line, words)


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month; -1: the last."""
    if nth < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
