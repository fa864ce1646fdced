"""The order in which interventions are proposed for one pupil, and why some are left out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.scoring.norms import Band

WEIGHTS: Mapping[Band, int] = {Band.LOW: 2, Band.WATCH: 1}  # every other band weighs nothing
SHRINK = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)  # by evidence level: what is hardly studied counts little


@dataclass(frozen=True, slots=True)
class Option:
    """What ranking needs of one intervention, for one pupil.

    ``months`` of extra progress and ``evidence`` (0 to 5) may be unknown; ``targets`` match per
    subscale (0, 0.5 or 1); ``feasibility`` multiplier per factor; ``staff_hours`` per block and
    ``material`` in dollars, both per group of ``group_size``; ``grades`` lowest and highest.
    """

    id: str
    months: float | None
    evidence: int | None
    targets: Mapping[str, float]
    feasibility: Mapping[str, float]
    staff_hours: float
    group_size: int
    material: float
    grades: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ranked option: need 0 to 1, effect in months, cost in staff hours per pupil."""

    id: str
    need: float
    effect: float
    feasibility: float
    cost: float
    score: float


class Exclusion(StrEnum):
    """Why an option is not ranked; the first that holds, in this order."""

    NO_MATCH = "no_match"
    GRADE = "grade"
    NO_FIGURE = "no_figure"
    CONTRAINDICATED = "contraindicated"
    FAILED_BEFORE = "failed_before"


@dataclass(frozen=True, slots=True)
class Ranking:
    """Best first, and the reason of every option left out."""

    ranked: tuple[Ranked, ...]
    excluded: dict[str, Exclusion]


def rank(
    flags: Mapping[str, Band], grade: int, options: Sequence[Option], *, hourly_rate: float = 25.0
) -> Ranking:
    """Rank ``options`` for a pupil in year ``grade`` (1 to 14) with ``flags`` by subscale.

    Units: ``hourly_rate`` in dollars per staff hour; the score is in months of progress, after
    need, evidence, feasibility and cost. Missing: without months or evidence an option has no
    figure and is left out, never zero; a subscale without a flag weighs nothing. Ties: need,
    evidence, lower cost, id. Contra-indications and earlier attempts are judged by the caller.
    ValueError: an id that stands twice, or a number outside its range.
    Source: SCORING.md, sections 7 and 11.
    """
    _check(options, hourly_rate)
    weights = {code: WEIGHTS[band] for code, band in flags.items() if band in WEIGHTS}
    ranked: list[Ranked] = []
    evidence: dict[str, int] = {}
    excluded: dict[str, Exclusion] = {}
    for option in options:
        need = _need(weights, option.targets)
        lowest, highest = option.grades
        if need == 0:
            excluded[option.id] = Exclusion.NO_MATCH
        elif not lowest <= grade <= highest:
            excluded[option.id] = Exclusion.GRADE
        elif option.months is None or option.evidence is None:
            excluded[option.id] = Exclusion.NO_FIGURE
        else:
            effect = max(option.months, 0.0) * SHRINK[option.evidence]
            ranked.append(_ranked(option, need, effect, hourly_rate))
            evidence[option.id] = option.evidence

    def order(found: Ranked) -> tuple[float, float, int, float, str]:
        # Rounded, or the noise of the arithmetic would decide between equals.
        score, need, cost = (round(x, 9) for x in (found.score, found.need, found.cost))
        return -score, -need, -evidence[found.id], cost, found.id

    return Ranking(tuple(sorted(ranked, key=order)), excluded)


def _need(weights: Mapping[str, int], targets: Mapping[str, float]) -> float:
    """The share of the pupil's weighted flags that the targets cover."""
    if not weights:
        return 0.0
    covered = sum(weight * targets.get(code, 0.0) for code, weight in weights.items())
    return covered / sum(weights.values())


def _ranked(option: Option, need: float, effect: float, hourly_rate: float) -> Ranked:
    feasibility = math.prod(option.feasibility.values(), start=1.0)
    cost = (
        option.staff_hours / option.group_size + option.material / option.group_size / hourly_rate
    )
    score = need * effect * feasibility / (1 + cost / 10)
    return Ranked(option.id, need, effect, feasibility, cost, score)


def _check(options: Sequence[Option], hourly_rate: float) -> None:
    if not 0 < hourly_rate < math.inf:
        raise ValueError(f"the hourly rate must be above 0, not {hourly_rate!r}")
    if len({option.id for option in options}) < len(options):
        raise ValueError("every option needs its own id")
    for option in options:
        if option.group_size < 1:
            raise ValueError(f"{option.id}: a group has at least one pupil")
        if option.evidence is not None and option.evidence not in range(len(SHRINK)):
            raise ValueError(f"{option.id}: evidence runs from 0 to 5, not {option.evidence!r}")
        if option.months is not None and not math.isfinite(option.months):
            raise ValueError(f"{option.id}: {option.months!r} is not a number of months")
        if not all(0 <= match <= 1 for match in option.targets.values()):
            raise ValueError(f"{option.id}: a match runs from 0 to 1")
        amounts = (option.staff_hours, option.material, *option.feasibility.values())
        if not all(0 <= amount < math.inf for amount in amounts):
            raise ValueError(f"{option.id}: hours, material and feasibility cannot be negative")
