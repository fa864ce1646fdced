"""The order in which interventions are proposed for one pupil, and why some are left out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.proposals.constants import SHRINK, Constants
from npo_desktop.scoring.norms import Band

LOW_WEIGHT = 2.0  # a watch weighs 1 unless the school says otherwise; every other band nothing


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
    return rank_with(flags, grade, options, Constants(hourly_rate=hourly_rate))


def rank_with(
    flags: Mapping[str, Band], grade: int, options: Sequence[Option], constants: Constants
) -> Ranking:
    """``rank`` with the constants that a school chose."""
    _check(options, constants)
    weighed = {Band.LOW: LOW_WEIGHT, Band.WATCH: constants.watch_weight}
    weights = {code: weighed[band] for code, band in flags.items() if band in weighed}
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
            effect = max(option.months, 0.0) * constants.shrink[option.evidence]
            ranked.append(_ranked(option, need, effect, constants))
            evidence[option.id] = option.evidence

    def order(found: Ranked) -> tuple[float, float, int, float, str]:
        # Rounded, or the noise of the arithmetic would decide between equals.
        score, need, cost = (round(x, 9) for x in (found.score, found.need, found.cost))
        return -score, -need, -evidence[found.id], cost, found.id

    return Ranking(tuple(sorted(ranked, key=order)), excluded)


def _need(weights: Mapping[str, float], targets: Mapping[str, float]) -> float:
    """The share of the pupil's weighted flags that the targets cover."""
    total = sum(weights.values())
    if not total:
        return 0.0
    return sum(weight * targets.get(code, 0.0) for code, weight in weights.items()) / total


def _ranked(option: Option, need: float, effect: float, constants: Constants) -> Ranked:
    feasibility = math.prod(option.feasibility.values(), start=1.0)
    material = option.material / option.group_size / constants.hourly_rate
    cost = option.staff_hours / option.group_size + material
    score = need * effect * feasibility / (1 + cost / constants.cost_divisor)
    return Ranked(option.id, need, effect, feasibility, cost, score)


def _check(options: Sequence[Option], constants: Constants) -> None:
    if not 0 < constants.hourly_rate < math.inf:
        raise ValueError(f"the hourly rate must be above 0, not {constants.hourly_rate!r}")
    if not 0 < constants.cost_divisor < math.inf:
        raise ValueError(f"the cost divisor must be above 0, not {constants.cost_divisor!r}")
    if not 0 <= constants.watch_weight < math.inf:
        raise ValueError(f"a weight cannot be negative, not {constants.watch_weight!r}")
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
