"""Support groups with people, times and rooms; what cannot be served is named with what stops it.

Source: SCORING.md, section 8. Nothing here is decided: people pin, move and ask again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from npo_desktop.proposals.greedy_groups import Found
from npo_desktop.proposals.support.cells import Cell
from npo_desktop.proposals.support.division import common_periods, divide, wanted
from npo_desktop.proposals.support.group_conflicts import Conflict, conflicts
from npo_desktop.proposals.support.group_obstacles import Opened, why_unplaced
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import MOST_IN_A_GROUP, Offer, Question
from npo_desktop.proposals.support.seats import Seats, prepare
from npo_desktop.proposals.support.timetable import timetable
from npo_desktop.proposals.support.week import Meeting


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting a week; the room is ``None`` when rooms play no part."""

    period: str
    room: str | None


@dataclass(frozen=True, slots=True)
class ArrangedGroup:
    """One group; ``key`` of the standing group it continues, else "new-1" and on."""

    key: str
    programme: str
    pupils: tuple[str, ...]
    staff: str
    sessions: tuple[Session, ...]  # empty when the school has no periods


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The groups; why others have no place; what was reached, and what was asked in vain."""

    groups: tuple[ArrangedGroup, ...]
    unplaced: dict[str, Obstacle]
    value: int  # the sum of scores
    bound: int  # what could at best be reached with as many red needs served
    reds_served: int
    reds: int
    conflicts: tuple[Conflict, ...]


def arrange(question: Question) -> Arrangement:
    """Divide pupils over groups, and the groups over people and periods.

    Order of aims: pins, red needs, scores, few groups, those who are together now.
    ValueError: a pupil, programme, person, period or key that stands twice, an amount below 0.
    What contradicts itself, or cannot be, is a result with an ``Obstacle``, never an error.
    """
    _check(question)
    seats = prepare(question)
    division = divide(seats)
    opened = _in_the_week(seats, division.groups)
    _join_the_rest(seats, opened)
    groups = _named(seats, opened)
    unplaced = why_unplaced(seats, opened)
    scores = {wish.pupil: wish.scores for wish in question.wishes}
    reds = {wish.pupil: wish.red_for for wish in question.wishes}
    placed = [(pupil, group.programme) for group in groups for pupil in group.pupils]
    value = sum(max(scores[pupil].get(k, 0), 0) for pupil, k in placed)
    return Arrangement(
        groups,
        unplaced,
        value,
        max(value, division.bound),
        sum(reds[pupil].get(k, 0) for pupil, k in placed),
        sum(max(wish.red_for.values(), default=0) for wish in question.wishes),
        conflicts(question, {(p, g.key) for g in groups for p in g.pupils}, unplaced),
    )


def optimality_gap(value: int, bound: int) -> float:
    """The share of the bound that could at most be gained still; 0 is proven best."""
    return 1 - value / bound if bound > 0 else 0.0


def _in_the_week(seats: Seats, groups: Found) -> list[Opened]:
    """Those for which there is somebody to lead them, and a time."""
    offers = {offer.programme: offer for offer in seats.question.offers}
    meetings = [_meeting(seats, offers[cell.programme], cell, group) for cell, group in groups]
    places = timetable(seats.question, meetings, seats.question.effort)
    return [
        Opened(cell, list(group), place)
        for (cell, group), place in zip(groups, places, strict=True)
        if place is not None
    ]


def _meeting(seats: Seats, offer: Offer, cell: Cell, group: Sequence[int]) -> Meeting:
    scores = sum(seats.units[u].scores[cell.programme] for u in group)
    first = wanted(seats, [(cell, list(group))])
    everything = sum(max(unit.scores.values()) for unit in seats.units)
    return Meeting(offer, common_periods(seats, offer, group), 1 + scores + first * everything)


def _join_the_rest(seats: Seats, opened: Sequence[Opened]) -> None:
    """Those without a place join a group that has room and meets when they are free."""
    placed = {u for group in opened for u in group.units}
    left = [u for u in range(len(seats.units)) if u not in placed]
    for u in sorted(left, key=lambda u: (-max(seats.reds[u].values(), default=0), u)):
        able = [group for group in opened if group.may_join(seats, u)]
        if able:
            best = max(able, key=lambda group: seats.units[u].scores[group.programme])
            best.units.append(u)


def _named(seats: Seats, opened: Sequence[Opened]) -> tuple[ArrangedGroup, ...]:
    """A new group that holds most of a standing one of its programme continues it."""
    taken = {group.cell.key for group in opened if group.cell.key}
    known = {group.key for group in seats.question.standing}
    fresh = (key for number in count(1) if (key := f"new-{number}") not in known)
    order = sorted(opened, key=lambda group: (group.programme, sorted(group.units)))
    found = []
    for group in order:
        pupils = tuple(p for u in sorted(group.units) for p in seats.units[u].pupils)
        key = group.cell.key or _continued(seats, group.programme, pupils, taken) or next(fresh)
        taken.add(key)
        sessions = tuple(Session(at, room) for at, room in group.place.sessions)
        found.append(ArrangedGroup(key, group.programme, pupils, group.place.staff, sessions))
    return tuple(found)


def _continued(seats: Seats, programme: str, pupils: tuple[str, ...], taken: set[str]) -> str:
    best, key = 0, ""
    for group in seats.question.standing:
        same = len(set(group.pupils).intersection(pupils))
        if group.programme == programme and group.key not in taken and same > best:
            best, key = same, group.key
    return key


def _check(question: Question) -> None:
    for name, ids in (
        ("pupil", [wish.pupil for wish in question.wishes]),
        ("programme", [offer.programme for offer in question.offers]),
        ("person", [person.id for person in question.people]),
        ("period", [period.id for period in question.periods]),
        ("room", [room.id for room in question.rooms or ()]),
        ("group", [group.key for group in question.standing]),
    ):
        if len(set(ids)) < len(ids):
            raise ValueError(f"a {name} stands twice")
    for amount in (question.staff_hours, question.budget, question.effort):
        if amount is not None and not amount >= 0:
            raise ValueError(f"{amount!r} is not an amount")
    for offer in question.offers:
        if offer.sessions_per_week < 1 or offer.minutes < 1 or offer.material_usd < 0:
            raise ValueError(f"{offer.programme}: a dose has sessions and minutes")
    low, high = question.size
    if not 1 <= low <= high <= MOST_IN_A_GROUP or question.grade_spread < 0:
        raise ValueError(f"sizes run from 1 to {MOST_IN_A_GROUP}, the spread from 0")
