"""Places in groups, counted before they are divided: one cell per programme and range of grades.

Groups of one programme and range are alike, so the solver counts them and says who is in the
cell; afterwards the cell is split into groups. Only where a pair must stay apart and no split is
found, the cell's groups are written out one by one. Source: SCORING.md, section 11, the hint.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from npo_desktop.proposals.integer_programme import Model, Solved, maximise, whole_bound
from npo_desktop.proposals.support.splitting import Rules, Unit, filled, restricted, split

ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """Groups of one programme whose pupils may all be together in grade."""

    programme: str
    members: tuple[int, ...]  # places in the row of units
    most: int  # groups
    key: str = ""  # of the one group it stands for


@dataclass(slots=True)
class Layout:
    """Where a cell's numbers stand in the model."""

    count: int
    places: dict[int, int]  # unit -> column
    slots: list[dict[int, int]] | None = None  # per written-out group: restricted unit -> column


def cells_of(
    units: Sequence[Unit],
    programme: str,
    size: tuple[int, int],
    grade_spread: int,
    *,
    most: float = float("inf"),
    key: str = "",
    members: Collection[int] | None = None,
    least: int | None = None,
) -> list[Cell]:
    """The cells of a programme; ranges of grades that another holds whole are left out."""
    chosen = range(len(units)) if members is None else sorted(members)
    able = [u for u in chosen if programme in units[u].scores]
    found: list[frozenset[int]] = []
    for low in sorted({min(units[u].grades) for u in able}):
        inside = frozenset(
            u
            for u in able
            if low <= min(units[u].grades) and max(units[u].grades) <= low + grade_spread
        )
        if not any(inside <= other for other in found):
            found = [other for other in found if not other <= inside] + [inside]
    smallest = size[0] if least is None else least
    cells = []
    for inside in found:
        places = sum(units[u].weight for u in inside)
        count = int(min(places // smallest, most))
        if count:
            cells.append(Cell(programme, tuple(sorted(inside)), count, key))
    return cells


def lay_out(
    model: Model,
    cells: Sequence[Cell],
    units: Sequence[Unit],
    rules: Rules,
    written_out: Collection[int],
) -> list[Layout]:
    """The columns and rules of who is in which cell, and of the size of its groups."""
    low, high = rules.size
    layouts = []
    taken: dict[int, dict[int, float]] = {}
    for number, cell in enumerate(cells):
        layout = Layout(model.column(cell.most), {})
        for u in cell.members:
            layout.places[u] = model.column(gain=units[u].scores[cell.programme])
            taken.setdefault(u, {})[layout.places[u]] = 1
        weights: dict[int, float] = {c: units[u].weight for u, c in layout.places.items()}
        model.at_least(0, {**weights, layout.count: -low})
        model.at_most(0, {**weights, layout.count: -high})
        _keep_apart(model, cell, layout, rules)
        if number in written_out:
            _write_out(model, cell, layout, units, rules)
        layouts.append(layout)
    for places in taken.values():
        if len(places) > 1:
            model.at_most(1, places)
    return layouts


def _keep_apart(model: Model, cell: Cell, layout: Layout, rules: Rules) -> None:
    """As many groups as there are pupils who may none of them be together."""
    inside = set(cell.members)
    covered: set[tuple[int, int]] = set()
    for u in cell.members:
        for v in sorted(rules.apart.get(u, frozenset()) & inside):
            if u < v and (u, v) not in covered:
                clique = [u, v]
                for w in sorted(rules.apart[u] & rules.apart[v] & inside):
                    if all(w in rules.apart[other] for other in clique):
                        clique.append(w)
                ordered = sorted(clique)
                covered |= {(a, b) for a in ordered for b in ordered if a < b}
                model.at_most(0, {**{layout.places[w]: 1 for w in clique}, layout.count: -1})


def _write_out(
    model: Model, cell: Cell, layout: Layout, units: Sequence[Unit], rules: Rules
) -> None:
    low, high = rules.size
    named = restricted(cell.members, units, rules)
    free = [u for u in cell.members if u not in set(named)]
    opened: list[int] = []
    fillers: list[int] = []
    layout.slots = []
    for _slot in range(cell.most):
        is_open, filler = model.column(), model.column(min(high, len(free)))
        places = {u: model.column() for u in named}
        weights: dict[int, float] = {c: units[u].weight for u, c in places.items()}
        model.at_least(0, {**weights, filler: 1, is_open: -low})
        model.at_most(0, {**weights, filler: 1, is_open: -high})
        for u in named:
            for v in sorted(rules.apart.get(u, frozenset())):
                if u < v and v in places:
                    model.at_most(0, {places[u]: 1, places[v]: 1, is_open: -1})
        if opened:
            model.at_most(0, {is_open: 1, opened[-1]: -1})
        opened.append(is_open)
        fillers.append(filler)
        layout.slots.append(places)
    model.equal(0, {**dict.fromkeys(opened, 1), layout.count: -1})
    model.equal(0, {**dict.fromkeys(fillers, 1), **{layout.places[u]: -1 for u in free}})
    for u in named:
        model.equal(0, {**{slot[u]: 1 for slot in layout.slots}, layout.places[u]: -1})


Divided = list[tuple[Cell, list[list[int]]]]


def read_out(
    cells: Sequence[Cell],
    layouts: Sequence[Layout],
    values: Sequence[int],
    units: Sequence[Unit],
    rules: Rules,
) -> tuple[Divided, list[int]]:
    """Every cell split into groups, and the cells for which no split was found."""
    divided: Divided = []
    failed = []
    for number, (cell, layout) in enumerate(zip(cells, layouts, strict=True)):
        count = values[layout.count]
        inside = [u for u, column in layout.places.items() if values[column]]
        if not count or not inside:
            continue
        groups = split(inside, count, units, rules)
        if groups is None and layout.slots is not None:
            named = [[u for u, c in slot.items() if values[c]] for slot in layout.slots]
            groups = filled(inside, named[:count], units, rules.size)
        if groups is None:
            failed.append(number)
        else:
            divided.append((cell, groups))
    return divided, failed


def solve_cells(
    cells: Sequence[Cell],
    units: Sequence[Unit],
    rules: Rules,
    build: Callable[[Model, Sequence[Layout]], None],
    effort: float,
    reached: float = float("-inf"),
) -> tuple[Divided | None, float] | None:
    """The best division within ``effort`` and the bound; ``None`` when there is no solver.

    ``build`` adds the rules that are not about who is with whom. What was ``reached`` by other
    means ends the search as soon as it is proven to be the best.
    """
    written_out: set[int] = set()
    bound = float("inf")
    left = effort
    for _round in range(ROUNDS):
        model = Model()
        layouts = lay_out(model, cells, units, rules, written_out)
        build(model, layouts)
        solved: Solved | None = maximise(model, left)
        if solved is None:
            return None
        bound = min(bound, whole_bound(solved))
        if solved.values is None:
            return None, bound
        divided, failed = read_out(cells, layouts, solved.values, units, rules)
        left -= solved.effort
        if not failed or bound <= reached or left <= 0:
            return divided, bound
        written_out |= set(failed)
    return divided, bound  # without the cells that could not be split
