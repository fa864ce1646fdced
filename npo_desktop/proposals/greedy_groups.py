"""Groups without a solver: open the best, then change places until nothing is gained."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from npo_desktop.proposals.support.cells import Cell
from npo_desktop.proposals.support.splitting import Rules, Unit

PASSES = 30

Found = list[tuple[Cell, list[int]]]
Gain = Callable[[int, Cell], int]


@dataclass(frozen=True, slots=True)
class Purse:
    """What one group of a programme costs, and what there is; whole numbers. None: no limit."""

    costs: Mapping[str, int]
    have: int | None

    def allows(self, programmes: Collection[str]) -> bool:
        """Is there enough for these groups together?"""
        return self.have is None or sum(self.costs[k] for k in programmes) <= self.have


@dataclass(slots=True)
class _Table:
    """What is being divided."""

    cells: Sequence[Cell]
    units: Sequence[Unit]
    rules: Rules
    purses: Sequence[Purse]
    inside: Mapping[int, frozenset[int]]  # members by the cell's identity
    gain: Gain

    def worth(self, groups: Found) -> int:
        return sum(self.gain(u, cell) for cell, group in groups for u in group)

    def weight(self, group: Collection[int]) -> int:
        return sum(self.units[u].weight for u in group)

    def may_join(self, u: int, cell: Cell, group: Collection[int]) -> bool:
        """Suits the cell, and is apart from nobody there; room is not looked at."""
        return u in self.inside[id(cell)] and not self.rules.apart.get(u, frozenset()).intersection(
            group
        )


def greedy_groups(
    cells: Sequence[Cell],
    units: Sequence[Unit],
    rules: Rules,
    purses: Sequence[Purse],
    gain: Gain | None = None,
) -> Found:
    """Groups that meet every rule; the better of two ways to choose which to open first.

    ``gain`` is what a unit brings in a cell; without it, its score.
    """
    inside = {id(cell): frozenset(cell.members) for cell in cells}
    gain = gain or (lambda u, cell: units[u].scores[cell.programme])
    table = _Table(cells, units, rules, purses, inside, gain)

    def per_cost(cell: Cell, worth: int) -> float:
        cost = purses[0].costs[cell.programme] if purses else 0
        return worth / cost if cost else float("inf")

    low, high = rules.size
    found = []
    for order in (per_cost, lambda _cell, worth: float(worth)):
        for first_size in dict.fromkeys((high, low)):
            groups: Found = []
            _open(table, groups, order, first_size)
            for _pass in range(PASSES):
                before = table.worth(groups)
                _place_the_rest(table, groups)
                _change_places(table, groups)
                _open(table, groups, order, high)
                _open_by_borrowing(table, groups)
                if table.worth(groups) == before:
                    break
            found.append(groups)
    return max(found, key=table.worth)


def _open(table: _Table, groups: Found, order: Callable[[Cell, int], float], places: int) -> None:
    """Open one group after the other, the best first, as long as there is one."""
    free = set(range(len(table.units))) - {u for _cell, group in groups for u in group}
    while True:
        open_now = [cell.programme for cell, _group in groups]
        keys = {cell.key for cell, _group in groups if cell.key}
        best: tuple[float, int, Cell, list[int]] | None = None
        for cell in table.cells:
            if cell.key in keys:
                continue
            if all(purse.allows([*open_now, cell.programme]) for purse in table.purses):
                team = _team(table, cell, free, places)
                worth = sum(table.gain(u, cell) for u in team)
                if team and (best is None or (order(cell, worth), worth) > best[:2]):
                    best = (order(cell, worth), worth, cell, team)
        if best is None:
            return
        groups.append((best[2], best[3]))
        free -= set(best[3])


def _team(table: _Table, cell: Cell, free: Collection[int], places: int) -> list[int]:
    """The ones who gain most, as many as fit; empty when they are too few."""
    low, left = table.rules.size[0], places
    team: list[int] = []
    able = [u for u in cell.members if u in free]
    for u in sorted(able, key=lambda u: (-table.gain(u, cell), u)):
        if table.units[u].weight <= left and table.may_join(u, cell, team):
            team.append(u)
            left -= table.units[u].weight
    return team if places - left >= low else []


def _open_by_borrowing(table: _Table, groups: Found) -> None:
    """Open one more group with those without a place and some whom other groups can spare."""
    low = table.rules.size[0]
    placed = {u: (cell, group) for cell, group in groups for u in group}
    programmes = [cell.programme for cell, _group in groups]
    keys = {cell.key for cell, _group in groups if cell.key}
    for cell in table.cells:
        if cell.key in keys or not all(
            purse.allows([*programmes, cell.programme]) for purse in table.purses
        ):
            continue

        def more(u: int, cell: Cell = cell) -> int:
            now = table.gain(u, placed[u][0]) if u in placed else 0
            return table.gain(u, cell) - now

        team: list[int] = []
        for u in sorted(cell.members, key=lambda u: (u in placed, -more(u), u)):
            spared = [
                v for v in team if u in placed and v in placed and placed[v][1] is placed[u][1]
            ]
            can_go = u not in placed or (
                table.weight(placed[u][1]) - table.weight(spared) - table.units[u].weight >= low
            )
            fits = table.weight(team) + table.units[u].weight <= table.rules.size[1]
            wanted = table.weight(team) < low or more(u) > 0
            if can_go and fits and wanted and table.may_join(u, cell, team):
                team.append(u)
        if table.weight(team) >= low and sum(more(u) for u in team) > 0:
            for u in team:
                if u in placed:
                    placed[u][1].remove(u)
            groups.append((cell, team))
            return


def _place_the_rest(table: _Table, groups: Found) -> None:
    """Those without a place: where there is room, or instead of somebody who gains less there."""
    high = table.rules.size[1]
    placed = {u for _cell, group in groups for u in group}
    for u in range(len(table.units)):
        if u in placed:
            continue
        best: tuple[int, list[int], int | None] | None = None
        for cell, group in groups:
            if u not in table.inside[id(cell)]:
                continue
            gain = table.gain(u, cell)
            if table.may_join(u, cell, group) and (
                table.weight(group) + table.units[u].weight <= high
            ):
                best = max(best or (0, group, None), (gain, group, None), key=lambda b: b[0])
            for out in group:
                rest = [v for v in group if v != out]
                fits = table.units[out].weight == table.units[u].weight
                if fits and table.may_join(u, cell, rest):
                    more = (gain - table.gain(out, cell), group, out)
                    best = max(best or (0, group, None), more, key=lambda b: b[0])
        if best is not None and best[0] > 0:
            _gained, group, instead = best
            if instead is not None:
                group.remove(instead)
            group.append(u)


def _change_places(table: _Table, groups: Found) -> None:
    """Move somebody to where they gain more, or let two change places."""
    low, high = table.rules.size
    for here, group in groups:
        for there, other in groups:
            if group is other:
                continue
            for u in list(group):
                if u not in table.inside[id(there)] or u not in group:
                    continue
                more = table.gain(u, there) - table.gain(u, here)
                weight = table.units[u].weight
                has_room = table.weight(other) + weight <= high
                if more > 0 and has_room and table.weight(group) - weight >= low:
                    if table.may_join(u, there, other):
                        group.remove(u)
                        other.append(u)
                    continue
                _swap(table, (here, group), (there, other), u, more)


def _swap(
    table: _Table, mine: tuple[Cell, list[int]], yours: tuple[Cell, list[int]], u: int, more: int
) -> None:
    """Change ``u`` for the first one in the other group with whom both together gain."""
    here, group = mine
    there, other = yours
    for v in other:
        if v not in table.inside[id(here)] or table.units[v].weight != table.units[u].weight:
            continue
        if more + table.gain(v, here) - table.gain(v, there) <= 0:
            continue
        if table.may_join(u, there, [w for w in other if w != v]) and table.may_join(
            v, here, [w for w in group if w != u]
        ):
            group[group.index(u)] = v
            other[other.index(v)] = u
            return
