"""Why a pupil has no place: what would have to give, tried one thing at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from npo_desktop.proposals.support.cells import Cell
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import Offer
from npo_desktop.proposals.support.seats import Seats
from npo_desktop.proposals.support.week import Place, Week

# What a coordinator can change most easily comes first.
GIVES = (
    Obstacle.NO_HOURS,
    Obstacle.NO_BUDGET,
    Obstacle.NO_ROOM,
    Obstacle.NO_PERIOD,
    Obstacle.APART,
    Obstacle.GRADE_SPREAD,
    Obstacle.FULL,
    Obstacle.NOT_TRAINED,
    Obstacle.TOO_FEW,
)


@dataclass(slots=True)
class Opened:
    """A group with its place in the week."""

    cell: Cell
    units: list[int]
    place: Place

    @property
    def programme(self) -> str:
        """What it is about."""
        return self.cell.programme

    def may_join(self, seats: Seats, u: int, relaxed: Obstacle | None = None) -> bool:
        """Could this unit be added; one kind of obstacle may be set aside."""
        unit, (_low, high) = seats.units[u], seats.question.size
        grades = [grade for v in (*self.units, u) for grade in seats.units[v].grades]
        weight = sum(seats.units[v].weight for v in (*self.units, u))
        apart = seats.rules.apart.get(u, frozenset())
        times = {at for at, _room in self.place.sessions}
        return (
            self.programme in unit.scores
            and seats.pinned.get(u, self.cell.key) == self.cell.key
            and (weight <= high or relaxed is Obstacle.FULL)
            and (_near(seats, grades) or relaxed is Obstacle.GRADE_SPREAD)
            and (not apart.intersection(self.units) or relaxed is Obstacle.APART)
            and (times <= seats.free[u] or relaxed is Obstacle.NO_PERIOD)
        )


def why_unplaced(seats: Seats, opened: Sequence[Opened]) -> dict[str, Obstacle]:
    """Each pupil without a place, with what stops it as the groups are now."""
    week = Week(seats.question)
    offers = {offer.programme: offer for offer in seats.question.offers}
    for group in opened:
        week.take(offers[group.programme], group.place)
    placed = {u for group in opened for u in group.units}
    left = [u for u in range(len(seats.units)) if u not in placed]
    found = dict(seats.outside)
    for u in left:
        reason = _reason(seats, opened, week, left, u)
        found |= dict.fromkeys(seats.units[u].pupils, reason)
    return {w.pupil: found[w.pupil] for w in seats.question.wishes if w.pupil in found}


def who_lacks(offers: Sequence[Offer], people: Collection[str]) -> Obstacle | None:
    """Nobody who has hours is trained for any of these: because of training, or of hours?"""
    if any(offer.staff.intersection(people) for offer in offers):
        return None
    trained = any(offer.staff for offer in offers)
    return Obstacle.TRAINED_NO_HOURS if trained else Obstacle.NOT_TRAINED


def _reason(
    seats: Seats, opened: Sequence[Opened], week: Week, left: Sequence[int], u: int
) -> Obstacle:
    offers = [o for o in seats.question.offers if o.programme in seats.units[u].scores]
    people = {person.id for person in seats.question.people}
    if not people:  # nobody has hours: a training would not help
        return Obstacle.NO_HOURS
    if (lacking := who_lacks(offers, people)) is not None:
        return lacking
    for gives in (None, *GIVES):
        joins = any(group.may_join(seats, u, gives) for group in opened)
        if joins or any(_could_open(seats, week, left, u, offer, gives) for offer in offers):
            return gives or Obstacle.OTHERS_FIRST
    return _nearest(seats, opened, week, left, u)


def _could_open(
    seats: Seats, week: Week, left: Sequence[int], u: int, offer: Offer, gives: Obstacle | None
) -> bool:
    """A group of those who have no place, with this one in it."""
    if seats.pinned.get(u):
        key = seats.pinned[u]
        kinds = {g.key: g.programme for g in seats.question.standing}
        if kinds[key] != offer.programme:
            return False
    if not (week.has_hours(offer) or gives is Obstacle.NO_HOURS):
        return False
    if not (week.has_money(offer) or gives is Obstacle.NO_BUDGET):
        return False
    low, high = seats.question.size
    team, weight = [u], seats.units[u].weight
    free = seats.free[u]
    if week.first_place(offer, free, gives) is None:
        return False
    for v in left:
        both = free & seats.free[v]
        grades = [grade for w in (*team, v) for grade in seats.units[w].grades]
        if (
            v != u
            and weight < low
            and weight + seats.units[v].weight <= high
            and offer.programme in seats.units[v].scores
            and seats.pinned.get(v, seats.pinned.get(u)) == seats.pinned.get(u)
            and (gives is Obstacle.GRADE_SPREAD or _near(seats, grades))
            and (
                gives is Obstacle.APART
                or not seats.rules.apart.get(v, frozenset()).intersection(team)
            )
            and week.first_place(offer, both, gives) is not None
        ):
            team.append(v)
            weight += seats.units[v].weight
            free = both
    return weight >= low or gives is Obstacle.TOO_FEW


def _nearest(
    seats: Seats, opened: Sequence[Opened], week: Week, left: Sequence[int], u: int
) -> Obstacle:
    """More than one thing stands in the way: the one that holds for everybody comes first."""
    offers = [o for o in seats.question.offers if o.programme in seats.units[u].scores]
    if not any(week.has_hours(offer) for offer in offers):
        return Obstacle.NO_HOURS
    if not any(week.has_money(offer) for offer in offers):
        return Obstacle.NO_BUDGET
    for gives in (Obstacle.NO_HOURS, Obstacle.NO_PERIOD, Obstacle.NO_ROOM):
        if all(week.first_place(offer, seats.free[u]) is None for offer in offers) and any(
            week.first_place(offer, seats.free[u], gives) is not None for offer in offers
        ):
            return gives
    return Obstacle.TOO_FEW


def _near(seats: Seats, grades: Sequence[int]) -> bool:
    return max(grades) - min(grades) <= seats.question.grade_spread
