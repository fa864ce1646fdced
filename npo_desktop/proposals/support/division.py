"""Who comes in which group, by the order of aims: pins, red needs, scores, few groups. Pure.

Source: SCORING.md, section 8.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from npo_desktop.proposals.greedy_groups import Found, Purse, greedy_groups
from npo_desktop.proposals.integer_programme import Model
from npo_desktop.proposals.support.cells import Cell, Layout, solve_cells
from npo_desktop.proposals.support.question import Offer
from npo_desktop.proposals.support.seats import Seats, leaders_of, usable_periods

GRAIN = 10**9
WORTH_OF_SCORES = 99  # per cent of the best sum that must stay when groups are spared

Gain = Callable[[int, Cell], int]


@dataclass(frozen=True, slots=True)
class Division:
    """The groups, and the sum of scores that could at best be reached."""

    groups: Found
    bound: int


def divide(seats: Seats) -> Division:
    """Three solves, each within what the one before reached."""
    if not seats.cells:
        return Division([], 0)
    first, scores = _wanted(seats), _scores(seats)
    best = _best(seats, first, [], 0)
    if best is None:
        return _without_solver(seats, first, scores)
    groups, _bound = best
    aims = [(first, _worth(groups, first))]
    best = _best(seats, scores, aims, 0)
    if best is None:
        return Division(groups, _everything(seats))
    if _keeps(best[0], [*aims, (scores, _worth(groups, scores))]):
        groups = best[0]
    bound = int(max(min(best[1], _everything(seats)), _worth(groups, scores)))
    floor = -(-_worth(groups, scores) * WORTH_OF_SCORES // 100)
    fewer = _best(seats, _stays(seats), [*aims, (scores, floor)], 1 + len(seats.units))
    if fewer is not None and _keeps(fewer[0], [*aims, (scores, floor)]):
        groups = fewer[0]
    return Division(groups, bound)


def wanted(seats: Seats, groups: Found) -> int:
    """Pins kept and red needs served, as one number: a pin is worth more than all needs."""
    return _worth(groups, _wanted(seats))


def _wanted(seats: Seats) -> Gain:
    pin = 1 + sum(max(reds.values(), default=0) for reds in seats.reds)

    def gain(u: int, cell: Cell) -> int:
        kept = u in seats.pinned and seats.pinned[u] == cell.key
        return pin * kept + seats.reds[u].get(cell.programme, 0)

    return gain


def _scores(seats: Seats) -> Gain:
    return lambda u, cell: seats.units[u].scores[cell.programme]


def _stays(seats: Seats) -> Gain:
    """Who is where they are now."""
    now = {pupil: g.key for g in seats.question.standing for pupil in g.pupils}

    def gain(u: int, cell: Cell) -> int:
        pupils = seats.units[u].pupils
        return int(bool(cell.key) and all(now.get(pupil) == cell.key for pupil in pupils))

    return gain


def _worth(groups: Found, gain: Gain) -> int:
    return sum(gain(u, cell) for cell, group in groups for u in group)


def _keeps(groups: Found, aims: Sequence[tuple[Gain, int]]) -> bool:
    return all(_worth(groups, gain) >= reached for gain, reached in aims)


def _everything(seats: Seats) -> int:
    return sum(max(unit.scores.values()) for unit in seats.units)


def _best(
    seats: Seats, gain: Gain, kept: Sequence[tuple[Gain, int]], per_group: int
) -> tuple[Found, float] | None:
    """The division with most gain, less ``per_group`` for each group; what was reached is kept."""

    def build(model: Model, layouts: Sequence[Layout]) -> None:
        for cell, layout in zip(seats.cells, layouts, strict=True):
            model.gains[layout.count] = -per_group
            for u, column in layout.places.items():
                model.gains[column] = gain(u, cell)
        for other, reached in kept:
            terms: dict[int, float] = {}
            for cell, layout in zip(seats.cells, layouts, strict=True):
                terms |= {c: other(u, cell) for u, c in layout.places.items() if other(u, cell)}
            if reached > 0:
                model.at_least(reached, terms)
        _one_group_per_key(model, seats, layouts)
        _within_means(model, seats, layouts)

    solved = solve_cells(seats.cells, seats.units, seats.rules, build, seats.question.effort)
    if solved is None:
        return None
    divided, bound = solved
    return [(cell, group) for cell, several in divided or [] for group in several], bound


def _one_group_per_key(model: Model, seats: Seats, layouts: Sequence[Layout]) -> None:
    keyed: dict[str, dict[int, float]] = {}
    for cell, layout in zip(seats.cells, layouts, strict=True):
        if cell.key:
            keyed.setdefault(cell.key, {})[layout.count] = 1
    for terms in keyed.values():
        model.at_most(1, terms)


def _within_means(model: Model, seats: Seats, layouts: Sequence[Layout]) -> None:
    """Hours, money, and the minutes, periods and rooms of the people who can lead."""
    question = seats.question
    offers = {offer.programme: offer for offer in question.offers}
    counts: dict[str, dict[int, float]] = {}
    for cell, layout in zip(seats.cells, layouts, strict=True):
        counts.setdefault(cell.programme, {})[layout.count] = 1
    hours = {k: offer.staff_hours for k, offer in offers.items()}
    money = {k: offer.material_usd for k, offer in offers.items()}
    for have, costs in ((question.staff_hours, hours), (question.budget, money)):
        if have is not None:
            terms = {c: costs[k] for k, columns in counts.items() for c in columns}
            model.at_most(have + 1e-6, terms)
    minutes: dict[str, dict[int, float]] = {}
    times: dict[str, dict[int, float]] = {}
    for k, columns in counts.items():
        leads: dict[int, float] = {}
        for m in leaders_of(question, offers[k]):
            column = model.column(most=max(1, m.weekly_minutes // max(1, offers[k].weekly_minutes)))
            leads[column] = -1
            minutes.setdefault(m.id, {})[column] = offers[k].weekly_minutes
            times.setdefault(m.id, {})[column] = offers[k].sessions_per_week
        model.equal(0, {**columns, **leads})
    for m in question.people:
        model.at_most(m.weekly_minutes, minutes.get(m.id, {}))
        if question.periods:
            model.at_most(_periods_of(seats, m.periods), times.get(m.id, {}))
    if question.rooms is not None and question.periods:
        places = sum(_periods_of(seats, room.periods) for room in question.rooms)
        sessions = {
            c: float(offers[k].sessions_per_week) for k, some in counts.items() for c in some
        }
        model.at_most(places, sessions)


def _periods_of(seats: Seats, chosen: frozenset[str] | None) -> int:
    every = {p.id for p in seats.question.periods}
    return len(every if chosen is None else every & chosen)


def _without_solver(seats: Seats, first: Gain, scores: Gain) -> Division:
    """Greedy: pins and red needs weigh more than all scores together."""
    question = seats.question
    purses = [
        _purse({o.programme: o.staff_hours for o in question.offers}, question.staff_hours),
        _purse({o.programme: o.material_usd for o in question.offers}, question.budget),
    ]
    above = 1 + _everything(seats)
    groups = greedy_groups(
        seats.cells,
        seats.units,
        seats.rules,
        purses,
        lambda u, cell: above * first(u, cell) + scores(u, cell),
    )
    return Division(groups, _everything(seats))


def _purse(costs: dict[str, float], have: float | None) -> Purse:
    grains = {key: round(cost * GRAIN) for key, cost in costs.items()}
    return Purse(grains, None if have is None else round(have * GRAIN) + 1)


def common_periods(seats: Seats, offer: Offer, group: Sequence[int]) -> frozenset[str]:
    """Long enough, with somebody who can lead, and all of the group may be taken out."""
    return usable_periods(seats.question, offer).intersection(*(seats.free[u] for u in group))
