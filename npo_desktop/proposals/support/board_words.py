"""The words of a board of support groups: times, hours, obstacles, what lands on one child."""

from collections.abc import Iterable, Sequence

from npo_desktop.formats import WEEKDAYS, clock, number, short_weekday
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.proposals.load_guard import Activity, Load
from npo_desktop.proposals.support.obstacle_words import load_text as warning_text
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.support_board import Slot


def weekday(day: int, *, short: bool = True) -> str:
    """Monday is 1."""
    return short_weekday(day) if short else WEEKDAYS[current()].split()[day - 1]


def moment(slot: Slot) -> str:
    """One moment of the week: wo 9.00."""
    return f"{weekday(slot.weekday)} {clock(slot.starts_at)}"


def moments(slots: Iterable[Slot]) -> str:
    """Moments with the same time together: ma, wo 9.00; vr 10.30."""
    by_time: dict[int, list[int]] = {}
    for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.weekday)):
        by_time.setdefault(slot.starts_at, []).append(slot.weekday)
    order = sorted(by_time.items(), key=lambda item: item[1])
    return "; ".join(f"{', '.join(map(weekday, days))} {clock(at)}" for at, days in order)


def hours(minutes: float) -> str:
    """Hours as a number without needless decimals: 0, 1, 1,5, 0,75."""
    found = minutes / 60
    decimals = next((n for n in (0, 1) if abs(round(found, n) - found) < 1e-6), 2)
    return number(found, decimals)


def hours_text(minutes: float) -> str:
    """1,5 hours, with its unit."""
    return _("{n} h").format(n=hours(minutes))


def obstacle_short(obstacle: str) -> str:
    """Why there is no place, in a few words for a row; ``obstacle_words`` says it in a sentence."""
    words = {
        Obstacle.NO_CONSENT: _("no consent yet"),
        Obstacle.NO_GRADE: _("year group not known"),
        Obstacle.NO_PROGRAMME: _("no card suits"),
        Obstacle.NOTHING_LOW: _("nothing is low"),
        Obstacle.TOO_FEW: _("too few others"),
        Obstacle.GRADE_SPREAD: _("years too far apart"),
        Obstacle.FULL: _("groups are full"),
        Obstacle.NO_HOURS: _("the hours are used up"),
        Obstacle.NO_BUDGET: _("the money is used up"),
        Obstacle.NOT_TRAINED: _("nobody is trained"),
        Obstacle.TRAINED_NO_HOURS: _("who is trained has no hours"),
        Obstacle.NO_PERIOD: _("no moment suits"),
        Obstacle.NO_ROOM: _("no room is free"),
        Obstacle.APART: _("a pair to keep apart"),
        Obstacle.TOGETHER: _("a pair to keep together"),
        Obstacle.PINS: _("pins do not agree"),
        Obstacle.OTHERS_FIRST: _("others gain more"),
    }
    return words[Obstacle(obstacle)] if obstacle else _("not divided yet")


def load_text(load: Load, activities: Sequence[Activity]) -> str:
    """What a child carries in a week, for a tooltip."""
    lines = [
        ngettext("{n} thing at once", "{n} things at once", load.things).format(n=load.things),
        *(f"· {one.name}: {_minutes(one.weekly_minutes)}" for one in activities),
        _("Together {minutes} a week; lessons missed: {n}; breaks given up: {b}").format(
            minutes=_minutes(load.weekly_minutes), n=load.lessons_missed, b=load.breaks
        ),
        *(warning_text(warning) for warning in load.warnings),
    ]
    return "\n".join(lines)


def _minutes(minutes: int) -> str:
    return _("{n} min").format(n=minutes)
