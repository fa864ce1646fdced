"""Support groups that bring the most within the hours and the money there are."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from npo_desktop.proposals.greedy_groups import Found, Purse, greedy_groups
from npo_desktop.proposals.integer_programme import Model
from npo_desktop.proposals.support.cells import Cell, Layout, cells_of, solve_cells
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.splitting import Rules, Unit

GRAIN = 10**12  # amounts are compared as whole numbers of this part
SLACK = 1_000  # grains: 1e-9, the noise of adding up
LARGEST = 1_000_000  # factor that the solver handles well


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil, and what each programme that suits would bring (programme -> score > 0)."""

    pupil: str
    grade: int
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Programme:
    """What one opened group costs: hours of staff for the block, dollars."""

    id: str
    staff_hours: float
    budget: float


@dataclass(frozen=True, slots=True)
class SupportGroup:
    """One group."""

    programme: str
    pupils: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups; why others have no place; what was reached and could at best be."""

    groups: tuple[SupportGroup, ...]
    unplaced: dict[str, str]  # pupil -> one of ``Obstacle``
    value: int
    bound: int


def form_groups(
    candidates: Sequence[Candidate],
    programmes: Sequence[Programme],
    *,
    staff_hours: float,
    budget: float,
    size: tuple[int, int] = (3, 6),
    grade_spread: int = 1,
    apart: Collection[tuple[str, str]] = (),
    effort: float = 10.0,
) -> Grouping:
    """Divide pupils over groups of one programme each; the sum of scores as high as possible.

    Units: ``staff_hours`` of the whole block, ``budget`` in dollars, both may be infinite;
    ``grade_spread`` in year groups; ``effort`` counts the solver's steps, no clock.
    Left aside: scores of 0 or less, programmes that are not offered, pairs ``apart`` of whom one
    is no candidate. ValueError: a pupil or programme that stands twice, an amount below 0, sizes
    that are none. Source: SCORING.md, sections 8 and 11.
    """
    amounts = {"staff_hours": staff_hours, "budget": budget, "effort": effort}
    _check(candidates, programmes, amounts, size, grade_spread, apart)
    offered = {programme.id: programme for programme in programmes}
    units = [
        Unit((c.pupil,), (c.grade,), {k: s for k, s in c.scores.items() if s > 0 and k in offered})
        for c in candidates
    ]
    rules = Rules(size, _pairs(candidates, apart))
    purses = (
        _purse({p.id: p.staff_hours for p in programmes}, staff_hours),
        _purse({p.id: p.budget for p in programmes}, budget),
    )
    suiting = [cell for k in offered for cell in cells_of(units, k, size, grade_spread)]
    cells = [
        replace(cell, most=int(min(cell.most, _affordable(cell.programme, purses))))
        for cell in suiting
        if _affordable(cell.programme, purses) >= 1
    ]
    groups = greedy_groups(cells, units, rules, purses)
    bound: float = _simple_bound(units, cells)
    reached = _worth(groups, units)
    pays = _paying(cells, purses)
    solved = solve_cells(cells, units, rules, pays, effort, reached) if cells else None
    if solved is not None:
        divided, proven = solved
        bound = min(bound, proven)
        found = [(cell, group) for cell, several in divided or [] for group in several]
        if _can_pay(found, purses) and _worth(found, units) > reached:
            groups = found
    value = _worth(groups, units)
    return Grouping(
        tuple(
            SupportGroup(cell.programme, tuple(units[u].pupils[0] for u in sorted(group)))
            for cell, group in sorted(groups, key=lambda g: (g[0].programme, sorted(g[1])))
        ),
        _unplaced(units, suiting, groups, rules, purses),
        value,
        max(value, int(bound)),
    )


def _worth(groups: Found, units: Sequence[Unit]) -> int:
    return sum(units[u].scores[cell.programme] for cell, group in groups for u in group)


def _purse(costs: Mapping[str, float], have: float) -> Purse:
    grains = {key: _grains(cost) for key, cost in costs.items()}
    return Purse(grains, None if have == math.inf else _grains(have) + SLACK)


def _grains(amount: float) -> int:
    """Whole, however large."""
    return round(Fraction(amount) * GRAIN)


def _affordable(programme: str, purses: Sequence[Purse]) -> float:
    counts = [
        purse.have // purse.costs[programme]
        for purse in purses
        if purse.have is not None and purse.costs[programme]
    ]
    return min(counts, default=math.inf)


def _paying(
    cells: Sequence[Cell], purses: Sequence[Purse]
) -> Callable[[Model, Sequence[Layout]], None]:
    """The rules of hours and money, in the largest whole unit all amounts are made of."""

    def add(model: Model, layouts: Sequence[Layout]) -> None:
        for purse in purses:
            costs = [purse.costs[cell.programme] for cell in cells]  # what cannot be paid is gone
            unit = math.gcd(*costs)
            together = sum(cost * cell.most for cost, cell in zip(costs, cells, strict=True))
            if purse.have is None or purse.have >= together:
                continue
            scale = max(Fraction(unit), Fraction(max(costs), LARGEST))
            terms = {
                layout.count: float(cost / scale)
                for cost, layout in zip(costs, layouts, strict=True)
            }
            model.at_most(float((purse.have // unit * unit + Fraction(unit, 2)) / scale), terms)

    return add


def _can_pay(groups: Found, purses: Sequence[Purse]) -> bool:
    return all(purse.allows([cell.programme for cell, _group in groups]) for purse in purses)


def _simple_bound(units: Sequence[Unit], cells: Sequence[Cell]) -> int:
    """What would be reached if everybody got what suits best."""
    best: dict[int, int] = {}
    for cell in cells:
        for u in cell.members:
            best[u] = max(best.get(u, 0), units[u].scores[cell.programme])
    return sum(best.values())


def _unplaced(
    units: Sequence[Unit],
    cells: Sequence[Cell],
    groups: Found,
    rules: Rules,
    purses: Sequence[Purse],
) -> dict[str, str]:
    """Why each of the others has no place: the nearest thing that stood in the way."""
    placed = {u for _cell, group in groups for u in group}
    left = [u for u in range(len(units)) if u not in placed]
    return {
        units[u].pupils[0]: _reason(u, left, units, cells, groups, rules, purses).value
        for u in left
    }


def _reason(
    u: int,
    left: Sequence[int],
    units: Sequence[Unit],
    cells: Sequence[Cell],
    groups: Found,
    rules: Rules,
    purses: Sequence[Purse],
) -> Obstacle:
    low, high = rules.size
    if not units[u].scores:
        return Obstacle.NO_PROGRAMME
    mine = [cell for cell in cells if u in cell.members]
    if not mine:
        many = any(sum(k in other.scores for other in units) >= low for k in units[u].scores)
        return Obstacle.GRADE_SPREAD if many else Obstacle.TOO_FEW
    joined = [group for cell, group in groups if u in cell.members]
    if any(len(group) < high for group in joined):
        return Obstacle.APART  # there is room, and it suits
    others = [cell for cell in mine if len(set(cell.members).intersection(left)) >= low]
    open_now = [cell.programme for cell, _group in groups]
    for purse, obstacle in zip(purses, (Obstacle.NO_HOURS, Obstacle.NO_BUDGET), strict=True):
        if others and not any(purse.allows([*open_now, cell.programme]) for cell in others):
            return obstacle
    if not others:
        return Obstacle.FULL if joined else _without_a_group(mine, open_now, purses)
    possible = any(_team_size(u, cell, left, rules) >= low for cell in others)
    return Obstacle.OTHERS_FIRST if possible else Obstacle.APART


def _team_size(u: int, cell: Cell, left: Sequence[int], rules: Rules) -> int:
    """How many of those left could be with this one."""
    able = [v for v in left if v in cell.members and v != u]
    team = [u]
    for v in sorted(able, key=lambda v: len(rules.apart.get(v, frozenset()).intersection(able))):
        if not rules.apart.get(v, frozenset()).intersection(team):
            team.append(v)
    return len(team)


def _without_a_group(
    mine: Sequence[Cell], open_now: Sequence[str], purses: Sequence[Purse]
) -> Obstacle:
    """Nothing that suits is open, and the others it would take have another place."""
    for purse, obstacle in zip(purses, (Obstacle.NO_HOURS, Obstacle.NO_BUDGET), strict=True):
        if not any(purse.allows([*open_now, cell.programme]) for cell in mine):
            return obstacle
    return Obstacle.TOO_FEW


def _pairs(
    candidates: Sequence[Candidate], apart: Collection[tuple[str, str]]
) -> dict[int, frozenset[int]]:
    """Who must not be with whom, both ways; pupils who are no candidates are left aside."""
    place = {candidate.pupil: u for u, candidate in enumerate(candidates)}
    found: dict[int, set[int]] = {}
    for first, second in apart:
        if first in place and second in place:
            found.setdefault(place[first], set()).add(place[second])
            found.setdefault(place[second], set()).add(place[first])
    return {u: frozenset(others) for u, others in found.items()}


def _check(
    candidates: Sequence[Candidate],
    programmes: Sequence[Programme],
    amounts: Mapping[str, float],
    size: tuple[int, int],
    grade_spread: int,
    apart: Collection[tuple[str, str]],
) -> None:
    if len({candidate.pupil for candidate in candidates}) < len(candidates):
        raise ValueError("every pupil stands once among the candidates")
    if len({programme.id for programme in programmes}) < len(programmes):
        raise ValueError("every programme stands once")
    for candidate in candidates:
        for score in candidate.scores.values():
            if type(score) is not int:
                raise ValueError(f"a score is a whole number, not {score!r}")
    for name, amount in amounts.items():
        if not amount >= 0:  # also what is no number
            raise ValueError(f"{name} cannot be {amount!r}")
    for programme in programmes:
        for cost in (programme.staff_hours, programme.budget):
            if not 0 <= cost < math.inf:
                raise ValueError(f"{programme.id}: a group cannot cost {cost!r}")
    low, high = size
    if not 1 <= low <= high:
        raise ValueError(f"a group of {low} to {high} pupils is none")
    if grade_spread < 0:
        raise ValueError("the spread of year groups cannot be below 0")
    if any(first == second for first, second in apart):
        raise ValueError("nobody can be kept apart from themselves")
