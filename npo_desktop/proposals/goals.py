"""Help with goals: whether one can see that a goal is reached, in plain words. Pure.

Who does what, how often or how many, measured with what, by when. Source: issue 5, point 9;
the start, the target and the measurement error: SCORING.md, section 4.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from npo_desktop.errors import UserError
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.school_weeks import (
    DaysOff,
    count_weeks,
    holiday_on,
    next_school_day,
)
from npo_desktop.scoring.scale import TOLERANCE

FEWEST_WORDS = 4  # a name and what it does: "Emely reads alone" says too little
_HOW_MANY = re.compile(
    r"\d|\b(een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elke|elk|iedere|ieder|alle|altijd"
    r"|dagelijks|zonder|hooguit|minstens|one|two|three|four|five|six|seven|eight|nine|ten|every"
    r"|each|all|always|daily|weekly|without|once|twice|at least|at most)\b",
    re.IGNORECASE,
)


class Gap(StrEnum):
    """What a goal still lacks."""

    NO_GOAL = "no_goal"
    BELOW_START = "below_start"
    NOT_ABOVE_START = "not_above_start"
    NO_MEASURE = "no_measure"
    WITHIN_ERROR = "within_error"
    WHO = "who"
    WHAT = "what"
    HOW_OFTEN = "how_often"


STOPS = frozenset((Gap.NO_GOAL, Gap.BELOW_START, Gap.NOT_ABOVE_START, Gap.NO_MEASURE))


@dataclass(frozen=True, slots=True)
class GoalText:
    """A goal as it is being written; values 0 to 100."""

    text: str
    subscale: str | None = None
    start: float | None = None
    target: float | None = None
    certain: float | None = None  # from here on progress exceeds the measurement error
    observe: str = ""


@dataclass(frozen=True, slots=True)
class GoalRemark:
    """One thing about a goal; with ``stops`` it cannot be agreed like this."""

    gap: Gap
    words: str
    hint: str = ""

    @property
    def stops(self) -> bool:
        return self.gap in STOPS


def check_goal(goal: GoalText, name: str) -> tuple[GoalRemark, ...]:
    """What to mend, what stops first. ``name``: the pupil's call name; the review says by when."""
    words = goal.text.strip()
    if not words:
        return (
            GoalRemark(Gap.NO_GOAL, _("There is no goal yet."), _("Write it or take an example.")),
        )
    found = [*_about_values(goal), *_about_words(goal, words, name)]
    return tuple(sorted(found, key=lambda remark: not remark.stops))


def refuse_impossible(goal: GoalText) -> None:
    """A target that is not above the start, or without anything measured: ``UserError``."""
    if goal.target is not None and goal.subscale is None:
        raise UserError(
            _("No measure chosen: the goal has a value to reach, but not of what."),
            _("Choose what it is measured with, or take the value out."),
        )
    for remark in _about_values(goal):
        if remark.gap in (Gap.BELOW_START, Gap.NOT_ABOVE_START):
            raise UserError(remark.words, remark.hint)


def check_dates(
    starts_on: date, review_on: date, holidays: Sequence[DaysOff]
) -> tuple[str | None, str | None]:
    """What to say below the start and below the review when they fall in a holiday."""
    return _about_day(starts_on, holidays), _about_day(review_on, holidays)


def weeks_text(starts_on: date, review_on: date, holidays: Sequence[DaysOff]) -> str:
    """How long the plan really lasts: "10 weeks of school; 3 weeks of holiday are not counted"."""
    if review_on < starts_on:
        return ""
    weeks = count_weeks(starts_on, review_on, holidays)
    said = ngettext("{n} week of school", "{n} weeks of school", weeks.school)
    said = said.format(n=weeks.school)
    if not weeks.holiday:
        return said
    rest = ngettext(
        "{n} week of holiday is not counted", "{n} weeks of holiday are not counted", weeks.holiday
    )
    return f"{said}; {rest.format(n=weeks.holiday)}"


def _about_values(goal: GoalText) -> list[GoalRemark]:
    if goal.subscale is None:
        if goal.observe.strip() and goal.target is None:
            return []
        return [
            GoalRemark(
                Gap.NO_MEASURE,
                _("No measure chosen."),
                _("Choose what it is measured with, or say how you will see it."),
            )
        ]
    if goal.start is None or goal.target is None:
        return []
    values = {"start": number(goal.start), "target": number(goal.target)}
    hint = _("Choose a value above {start}.").format(**values)
    if goal.target < goal.start - TOLERANCE:
        words = _("The target {target} is below the start {start}.").format(**values)
        return [GoalRemark(Gap.BELOW_START, words, hint)]
    if goal.target <= goal.start + TOLERANCE:
        words = _("The target {target} is the same as the start.").format(**values)
        return [GoalRemark(Gap.NOT_ABOVE_START, words, hint)]
    if goal.certain is not None and goal.target < goal.certain - TOLERANCE:
        words = _("From {target} on it may be chance. From {certain} on it would mean something.")
        said = words.format(target=values["target"], certain=number(goal.certain))
        return [GoalRemark(Gap.WITHIN_ERROR, said)]
    return []


def _about_words(goal: GoalText, words: str, name: str) -> list[GoalRemark]:
    found = []
    if name and name.casefold() not in words.casefold():
        said = _("Say who: begin with {name}.").format(name=name)
        found.append(GoalRemark(Gap.WHO, said))
    if len(words.split()) < FEWEST_WORDS:
        found.append(GoalRemark(Gap.WHAT, _("Say what one will see {name} do.").format(name=name)))
    if not _HOW_MANY.search(f"{words} {goal.observe}"):
        said = _("Say how often or how many: for example in 4 of 5 lessons.")
        found.append(GoalRemark(Gap.HOW_OFTEN, said))
    return found


def _about_day(day: date, holidays: Sequence[DaysOff]) -> str | None:
    if holiday_on(day, holidays) is None:
        return None
    words = _("This day is in a holiday. School begins again on {date}.")
    return words.format(date=date_text(next_school_day(day, holidays)))
