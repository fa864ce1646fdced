"""Quality checks at entry: equal answers, pace, and statements many cannot answer. Pure.

None of them changes an answer or a score: they ask, or they stand beside it.
Source: SCORING.md, section 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from statistics import median

from npo_desktop.content.questionnaire import Item
from npo_desktop.scoring.straight_line import straight_line

FASTEST = 1.5  # seconds a statement, as the median of a list
FEWEST_STEPS = 5  # moments between answers; fewer say nothing about a pace
MOST_UNKNOWN = 0.30  # of the answers to one statement in a round
FEWEST_ANSWERS = 5  # a group under five has no statistics
WATCHED_ENTRIES = ("single", "desk")  # the ways in which one person answers one list on screen

Answers = Mapping[str, int | None]  # by item; None: "don't know"


@dataclass(frozen=True, slots=True)
class Unclear:
    """A statement that many could not answer in a round."""

    item: str
    unknown: int
    answers: int  # "don't know" included

    @property
    def share(self) -> float:
        """Of the answers, 0 to 1."""
        return self.unknown / self.answers


def equal_answers(items: Sequence[Item], answers: Answers) -> range | None:
    """Where 12 or more equal raw answers in a row lie, across statements of both directions."""
    return straight_line(items, answers)


def pace_of(moments: Iterable[datetime], *, entry: str) -> float | None:
    """Seconds from one answer to the next, as the median; ``None`` when that cannot be told.

    ``moments``: when each answer of one list was given, in any order. A list from paper, from a
    file or out of the class grid has no pace of its own.
    """
    if entry not in WATCHED_ENTRIES:
        return None
    steps = [(later - earlier).total_seconds() for earlier, later in pairwise(sorted(moments))]
    return median(steps) if len(steps) >= FEWEST_STEPS else None


def is_fast(pace: float | None) -> bool:
    """Whether a list was answered too fast to have been read."""
    return pace is not None and pace < FASTEST


def unclear_items(lists: Iterable[Answers]) -> tuple[Unclear, ...]:
    """Statements with more than 30 % "don't know" over the lists of a round, the worst first."""
    given: dict[str, list[int]] = {}
    for answers in lists:
        for item, value in answers.items():
            counts = given.setdefault(item, [0, 0])
            counts[0] += value is None
            counts[1] += 1
    found = [
        Unclear(item, unknown, answered)
        for item, (unknown, answered) in given.items()
        if answered >= FEWEST_ANSWERS and unknown > MOST_UNKNOWN * answered
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.answers, one.item)))
