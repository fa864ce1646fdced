"""An evening of talks with parents: who comes when, what is missing, and what its list says.

An order holds the talks one after another; ``None`` in it is a break.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.summary_gaps import Gap
from npo_desktop.formats import minutes_of
from npo_desktop.i18n import _

T = TypeVar("T")
DAY = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class EveningTimes:
    """When it begins ("19:00"), how long one talk takes and how long a break; in minutes."""

    starts_at: str
    minutes: int
    pause_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Guest:
    """Whose parents come, and with whom they belong together."""

    pupil_id: UUID
    family: str  # empty: not known
    group: str
    language: str  # of the talk; empty: not known
    name: str = field(default="", repr=False)  # as lists are sorted


@dataclass(frozen=True, slots=True)
class EveningLine:
    """One talk on the list, or a break when it has no pupil."""

    starts_at: str
    pupil: str = field(default="", repr=False)
    group: str = ""
    language: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class EveningList:
    """The list for the one who talks."""

    head: PaperHead
    name: str
    held_on: date
    ends_at: str
    lines: tuple[EveningLine, ...]


def clock_of(minutes: int) -> str:
    """As a clock says it: 1145 is "19:05"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def start_times(times: EveningTimes, order: Sequence[object | None]) -> list[str]:
    """When each talk and each break begins, and last when the evening ends.

    Raises ``UserError`` when it would go on after midnight.
    """
    at = minutes_of(times.starts_at)
    found = [at]
    for one in order:
        at += times.pause_minutes if one is None else times.minutes
        found.append(at)
    if at >= DAY:
        raise UserError(
            _("These talks would go on after midnight."),
            _("Begin earlier, make the talks shorter, or plan a second evening."),
        )
    return [clock_of(minutes) for minutes in found]


def arranged(guests: Iterable[Guest], by: str) -> list[Guest]:
    """By ``name``, ``group`` or ``language``; children of one family always stand together.

    A family stands where the first of its children would stand.
    """
    keys = {
        "name": lambda one: (one.name,),
        "group": lambda one: (one.group, one.name),
        "language": lambda one: (not one.language, one.language, one.group, one.name),
    }
    first = sorted(guests, key=keys[by])
    families: dict[Hashable, list[Guest]] = {}
    for guest in first:
        families.setdefault(guest.family or guest.pupil_id, []).append(guest)
    return [guest for family in families.values() for guest in family]


def with_breaks(guests: Sequence[Guest], every: int) -> list[Guest | None]:
    """A break after so many talks, never within a family and never at the end; 0: none."""
    order: list[Guest | None] = []
    since = 0
    for guest, after in zip(guests, (*guests[1:], None), strict=True):
        order.append(guest)
        since += 1
        is_family = after is not None and bool(guest.family) and guest.family == after.family
        if every and since >= every and after is not None and not is_family:
            order.append(None)
            since = 0
    return order


def moved(order: Sequence[T], place: int, by: int) -> list[T]:
    """The one at this place, so many places further; as far as there are places."""
    rest = list(order)
    one = rest.pop(place)
    rest.insert(max(0, min(len(rest), place + by)), one)
    return rest


def tidied(order: Sequence[T | None]) -> list[T | None]:
    """Without breaks at the begin, at the end, or after one another."""
    kept: list[T | None] = []
    for one in order:
        if one is not None or (kept and kept[-1] is not None):
            kept.append(one)
    while kept and kept[-1] is None:
        kept.pop()
    return kept
