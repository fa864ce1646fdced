"""Does the order of the first three hold when a constant is a quarter off? Pure.

The constants are agreements, not measurements: an order that hangs on one of them is a close
call, and is told with its name. Source: SCORING.md, section 7.

Every pupil of a round is asked this, so what no constant touches is worked out once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

from npo_desktop.proposals.constants import DIALS, FACTOR_KEY, SHRINK_KEY, Constants, moved
from npo_desktop.proposals.ranking import LOW_WEIGHT, Option, rank_with
from npo_desktop.scoring.norms import Band

FIRST = 3  # places whose order is looked at
DIGITS = 9  # as in ``rank``: what comes behind is noise of the arithmetic


@dataclass(frozen=True, slots=True)
class Turn:
    """One constant that changes the order of the first three when it is a quarter off."""

    key: str  # of ``DIALS``
    up: bool
    order: tuple[str, ...]  # the first three then
    first_changes: bool  # another one leads then


@dataclass(frozen=True, slots=True)
class _Ready:
    """An option with what no constant touches worked out."""

    option: Option
    low: float  # matches with low flags, summed
    watch: float
    months: float
    evidence: int
    lowered: tuple[str, ...]  # factors that the school said no to
    fixed: float  # the product of all other factors
    hours: float  # of staff, per pupil
    material: float  # dollars per pupil


def turns_of(
    flags: Mapping[str, Band], grade: int, options: Sequence[Option], constants: Constants
) -> tuple[Turn, ...]:
    """What turns the order of the first three; empty: it holds. Those that turn the first lead.

    ``options``: those that are proposed, with a figure, and no others.
    """
    if len(options) < 2:
        return ()
    ready = [_ready(option, flags, constants) for option in options]
    standing = _first(ready, flags, grade, constants)
    found = []
    for key in _that_matter(ready):
        for up in (True, False):
            order = _first(ready, flags, grade, moved(constants, key, up=up))
            if order != standing:
                found.append(Turn(key, up, order, order[0] != standing[0]))
    return tuple(sorted(found, key=lambda turn: not turn.first_changes))


def _first(
    ready: Sequence[_Ready], flags: Mapping[str, Band], grade: int, there: Constants
) -> tuple[str, ...]:
    """The first three ids; where scores are equal ``rank`` itself decides."""
    bands = list(flags.values())
    total = LOW_WEIGHT * bands.count(Band.LOW) + there.watch_weight * bands.count(Band.WATCH)
    scores = sorted(((round(_score(one, there, total), DIGITS), one) for one in ready), key=_worst)
    numbers = [score for score, _one in scores[: FIRST + 1]]
    if len(set(numbers)) < len(numbers):
        options = [_under(one, there) for one in ready]
        return tuple(one.id for one in rank_with(flags, grade, options, there).ranked[:FIRST])
    return tuple(one.option.id for _number, one in scores[:FIRST])


def _worst(scored: tuple[float, _Ready]) -> float:
    return -scored[0]


def _score(one: _Ready, there: Constants, total: float) -> float:
    """The score of ``rank``, over what was worked out before."""
    feasibility = one.fixed
    for factor in one.lowered:
        feasibility *= there.factors[factor]
    need = (LOW_WEIGHT * one.low + there.watch_weight * one.watch) / total
    cost = one.hours + one.material / there.hourly_rate
    effect = one.months * there.shrink[one.evidence]
    return need * effect * feasibility / (1 + cost / there.cost_divisor)


def _ready(option: Option, flags: Mapping[str, Band], constants: Constants) -> _Ready:
    lowered = tuple(
        factor
        for factor, value in option.feasibility.items()
        if value != 1 and value == constants.factors.get(factor)
    )
    others = (value for factor, value in option.feasibility.items() if factor not in lowered)
    return _Ready(
        option,
        sum(match for code, match in option.targets.items() if flags.get(code) is Band.LOW),
        sum(match for code, match in option.targets.items() if flags.get(code) is Band.WATCH),
        max(option.months or 0.0, 0.0),
        option.evidence or 0,
        lowered,
        prod(others, start=1.0),
        option.staff_hours / option.group_size,
        option.material / option.group_size,
    )


def _under(one: _Ready, there: Constants) -> Option:
    """The option with what the school said no to at other multipliers."""
    lowered = {factor: there.factors[factor] for factor in one.lowered}
    return replace(one.option, feasibility={**one.option.feasibility, **lowered})


def _that_matter(ready: Sequence[_Ready]) -> Iterator[str]:
    """Constants that some of these options rest on: moving another one changes nothing."""
    levels = {one.evidence for one in ready}
    lowered = {factor for one in ready for factor in one.lowered}
    has_material = any(one.material for one in ready)
    for dial in DIALS:
        if dial.key.startswith(SHRINK_KEY):
            matters = int(dial.key.removeprefix(SHRINK_KEY)) in levels
        elif dial.key.startswith(FACTOR_KEY):
            matters = dial.key.removeprefix(FACTOR_KEY) in lowered
        else:
            matters = dial.key != "hourly_rate" or has_material
        if matters:
            yield dial.key
