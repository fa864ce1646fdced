"""The stairs of a child's mark for life: where each step lies, and where the child stood when.

Pure. Steps and marks on 0 to 1, from the left and from the bottom. No zone, no band, no limit:
the published figures stand beside the picture in words and are never drawn into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from npo_desktop.dossiers.life_mark import Given, LifeMark

TOP = 10  # the highest step; the lowest is 0
_LOWEST = 0.14  # height of the first step


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the stairs."""

    number: int
    left: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the child stood in one round; ``above``: how many later marks share the step."""

    number: int
    at: float  # the middle of its step
    top: float  # of its step
    above: int
    held_on: date
    round: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class LifeChart:
    """All of it; ``standings`` the newest first."""

    steps: tuple[Step, ...]
    standings: tuple[Standing, ...]


def life_chart(marks: Sequence[LifeMark]) -> LifeChart:
    """``marks`` the oldest first; only what was given is drawn, the newest round filled."""
    wide = 1 / (TOP + 1)
    steps = tuple(
        Step(n, n * wide, (n + 1) * wide, _LOWEST + (1 - _LOWEST) * n / TOP) for n in range(TOP + 1)
    )
    counts: dict[int, int] = {}
    standings = []
    newest = marks[-1] if marks else None
    for mark in reversed(marks):
        if mark.given is not Given.MARK or mark.value is None:
            continue
        step = steps[mark.value]
        above = counts.get(mark.value, 0)
        counts[mark.value] = above + 1
        standings.append(
            Standing(
                mark.value,
                (step.left + step.right) / 2,
                step.top,
                above,
                mark.held_on,
                mark.round,
                mark is newest,
            )
        )
    return LifeChart(steps, tuple(standings))
