"""A child's mark for life as it is, from 0 to 10: talked about, never scored. Pure.

No band, no mean, no verdict: limits made elsewhere miss children here. What was left blank is
told like what was said. Source: SCORING.md, section 2; ISLANDS.md, section 6.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from npo_desktop.content.questionnaire import Kind, Questionnaire

SCALE = "SE-LIF"


class Given(StrEnum):
    """What a child did with the question."""

    MARK = "mark"
    BLANK = "blank"  # the list was begun, this was not answered
    NO_LIST = "no_list"  # asked, and no list was begun
    NOT_ASKED = "not_asked"  # this edition does not ask it


@dataclass(frozen=True, slots=True)
class LifeMark:
    """One round."""

    round: str
    held_on: date  # when the list was begun; without a list when the round began
    given: Given
    value: int | None = None  # 0 to 10
    remark: str = ""  # what the child said in its own words
    empty: int = 0  # statements without an answer
    unknown: int = 0  # answered with "I don't know"
    asked: int = 0  # statements of the list, without the mark itself


def life_mark(
    questionnaire: Questionnaire,
    age: int,
    round_name: str,
    held_on: date,
    answers: Mapping[str, int | None] | None,
    *,
    remark: str = "",
    words: Collection[str] = (),
) -> LifeMark | None:
    """What a child said in one round; ``None`` when nothing is asked at this age.

    ``answers``: by item, "don't know" is ``None``; no list: ``None`` in its place. ``words``: the
    items that were answered in words.
    """
    asked = [item for item in questionnaire.for_age(age) if item.kind is not Kind.NOTE]
    mark = next((item for item in asked if item.scale == SCALE), None)
    rest = [item.id for item in asked if item.scale != SCALE]
    if not asked:
        return None
    if answers is None:
        return LifeMark(round_name, held_on, Given.NO_LIST, asked=len(rest))
    given, value = Given.NOT_ASKED, None
    if mark is not None:
        value = answers.get(mark.id)
        given = Given.BLANK if value is None else Given.MARK
    return LifeMark(
        round_name,
        held_on,
        given,
        value,
        remark.strip(),
        empty=sum(item not in answers for item in rest),
        unknown=sum(answers.get(item, 0) is None and item not in words for item in rest),
        asked=len(rest),
    )
