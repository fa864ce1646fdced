"""What an approach went together with at this school: how many, the middle, the spread. Pure.

Silent below five pupils, and never a word about a cause. Source: SCORING.md, sections 4, 6 and 9;
issue 5, point 10.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median, quantiles
from uuid import UUID

FEWEST = 5  # pupils: inside the school team nothing is said of fewer


@dataclass(frozen=True, slots=True)
class Case:
    """One reviewed plan: points of change of each goal that the same informant measured twice."""

    intervention: str
    pupil_id: UUID
    changes: tuple[float, ...]  # on 0 to 100


@dataclass(frozen=True, slots=True)
class WorkedHere:
    """One card of the catalogue. No figures: too few pupils to say."""

    pupils: int
    middle: float | None = None  # median of the pupils' changes, points of 0 to 100
    low: float | None = None  # a quarter of the pupils is at or below this
    high: float | None = None  # a quarter is at or above this

    @property
    def may_be_said(self) -> bool:
        return self.middle is not None


def worked_here(cases: Iterable[Case]) -> dict[str, WorkedHere]:
    """By card. A pupil counts once a card, with the mean of its goals: nobody weighs double."""
    by_card: dict[str, dict[UUID, list[float]]] = {}
    for case in cases:
        if case.changes:
            pupils = by_card.setdefault(case.intervention, {})
            pupils.setdefault(case.pupil_id, []).extend(case.changes)
    return {card: _spread(pupils) for card, pupils in by_card.items()}


def _spread(pupils: Mapping[UUID, list[float]]) -> WorkedHere:
    if len(pupils) < FEWEST:
        return WorkedHere(len(pupils))
    values = [fmean(changes) for changes in pupils.values()]
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    return WorkedHere(len(pupils), median(values), low, high)
