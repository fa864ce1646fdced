"""How much lands on one child: counted over everything, said before it is too much. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_THINGS = 3  # a fourth thing at once is warned about
MOST_MINUTES = 240  # a week outside the own class
MOST_LESSONS = 4  # missed in a week
MOST_BREAKS = 1  # given up in a week


class LoadWarning(StrEnum):
    """What is too much. A word of data; the window says it."""

    MANY_THINGS = "many_things"
    MINUTES = "minutes"
    MISSED_LESSONS = "missed_lessons"
    LOST_BREAKS = "lost_breaks"


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing a child is in, or would be: a group, a plan, a talk."""

    pupil: str
    name: str
    weekly_minutes: int
    lessons_missed: int = 0  # a week
    breaks: int = 0  # given up, a week


@dataclass(frozen=True, slots=True)
class Load:
    """What one child would carry in a week."""

    pupil: str
    things: int
    weekly_minutes: int
    lessons_missed: int
    breaks: int
    warnings: tuple[LoadWarning, ...]


def load_guard(activities: Sequence[Activity], planned: Sequence[Activity] = ()) -> dict[str, Load]:
    """The load of every child as it would be with what is planned; warnings where it is too much.

    The same thing planned again (same name, same pupil) replaces what there is.
    """
    things = {(a.pupil, a.name): a for a in (*activities, *planned)}
    pupils = dict.fromkeys(a.pupil for a in (*activities, *planned))
    return {p: _load(p, [a for (who, _name), a in things.items() if who == p]) for p in pupils}


def _load(pupil: str, things: Sequence[Activity]) -> Load:
    minutes = sum(thing.weekly_minutes for thing in things)
    lessons = sum(thing.lessons_missed for thing in things)
    breaks = sum(thing.breaks for thing in things)
    too_much = (
        (LoadWarning.MANY_THINGS, len(things) > MOST_THINGS),
        (LoadWarning.MINUTES, minutes > MOST_MINUTES),
        (LoadWarning.MISSED_LESSONS, lessons > MOST_LESSONS),
        (LoadWarning.LOST_BREAKS, breaks > MOST_BREAKS),
    )
    warnings = tuple(warning for warning, is_so in too_much if is_so)
    return Load(pupil, len(things), minutes, lessons, breaks, warnings)
