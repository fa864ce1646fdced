"""One cell divided over groups: few, even in size, near in grade, the not-together apart."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

TRIES = 20_000  # steps of the search for one split


@dataclass(frozen=True, slots=True)
class Unit:
    """Who moves as one: a pupil, or pupils who must be together."""

    pupils: tuple[str, ...]
    grades: tuple[int, ...]
    scores: Mapping[str, int]  # programme -> what it brings

    @property
    def weight(self) -> int:
        """How many places it takes."""
        return len(self.pupils)


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every group."""

    size: tuple[int, int]
    apart: Mapping[int, frozenset[int]]  # unit -> those it must not be with


def split(
    inside: Sequence[int], count: int, units: Sequence[Unit], rules: Rules
) -> list[list[int]] | None:
    """As few groups as possible, ``count`` at most, of even size and near in grade."""
    low, high = rules.size
    total = sum(units[u].weight for u in inside)
    named = restricted(inside, units, rules)
    for number in range(-(-total // high), count + 1):
        if low * number > total:
            break
        classes = _classes(named, number, total, units, rules)
        if classes is not None:
            return filled(inside, classes, units, (low, high))
    return None


def _classes(
    named: Sequence[int], number: int, total: int, units: Sequence[Unit], rules: Rules
) -> list[list[int]] | None:
    """The restricted ones divided over ``number`` groups that the others can still fill."""
    low, high = rules.size
    order = sorted(
        named, key=lambda u: (-units[u].weight, -len(rules.apart.get(u, frozenset())), u)
    )
    others = total - sum(units[u].weight for u in named)
    classes: list[list[int]] = [[] for _ in range(number)]
    sizes = [0] * number
    tries = 0

    def place(position: int) -> bool:
        nonlocal tries
        tries += 1
        if tries > TRIES:
            return False
        if position == len(order):
            return sum(max(0, low - size) for size in sizes) <= others
        u = order[position]
        for g in range(number):
            fits = sizes[g] + units[u].weight <= high
            if fits and not rules.apart.get(u, frozenset()).intersection(classes[g]):
                classes[g].append(u)
                sizes[g] += units[u].weight
                if place(position + 1):
                    return True
                classes[g].pop()
                sizes[g] -= units[u].weight
            if not sizes[g]:
                break  # the other empty ones are the same
        return False

    return classes if place(0) else None


def filled(
    inside: Sequence[int],
    classes: Sequence[Sequence[int]],
    units: Sequence[Unit],
    size: tuple[int, int],
) -> list[list[int]]:
    """The classes with the others added: even in size, near in grade."""
    groups = [list(named) for named in classes]
    taken = {u for group in groups for u in group}
    rest = sorted((u for u in inside if u not in taken), key=lambda u: (units[u].grades, u))
    sizes = [sum(units[u].weight for u in group) for group in groups]
    goals = list(sizes)
    for _unit in rest:  # the smallest grows first: nobody below the minimum, nobody above the most
        smallest = min(range(len(goals)), key=lambda g: (goals[g], g))
        goals[smallest] += 1
    order = sorted(
        range(len(groups)), key=lambda g: (sorted(units[u].grades for u in groups[g]), g)
    )
    for g in order:
        need = goals[g] - sizes[g]
        groups[g] += rest[:need]
        rest = rest[need:]
    return groups


def restricted(members: Collection[int], units: Sequence[Unit], rules: Rules) -> list[int]:
    """Those for whom it matters with whom they are."""
    inside = set(members)
    return sorted(
        u for u in inside if units[u].weight > 1 or rules.apart.get(u, frozenset()) & inside
    )
