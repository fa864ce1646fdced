"""Who could be in which group: pupils as units, and the cells of a question's groups. Pure."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from npo_desktop.proposals.support.cells import Cell, cells_of
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import Offer, Period, Person, Question, Wish
from npo_desktop.proposals.support.splitting import Rules, Unit

MOST_PATTERNS = 300


@dataclass(frozen=True, slots=True)
class Seats:
    """A question, prepared: who moves as one, who is pinned where, and what could be opened."""

    question: Question
    units: tuple[Unit, ...]
    reds: tuple[Mapping[str, int], ...]  # per unit: programme -> red needs it serves
    free: tuple[frozenset[str], ...]  # per unit: periods in which all of it may be taken out
    pinned: Mapping[int, str]  # unit -> key of a standing group
    rules: Rules
    cells: tuple[Cell, ...]
    outside: Mapping[str, Obstacle]  # pupils who can have no place whatever is divided


def prepare(question: Question) -> Seats:
    """Everything that follows from the question before anything is divided."""
    offers = {offer.programme: offer for offer in question.offers}
    keys = {group.key: group.programme for group in question.standing}
    outside: dict[str, Obstacle] = {
        wish.pupil: Obstacle.NO_CONSENT for wish in question.wishes if not wish.has_consent
    }
    units: list[Unit] = []
    reds: list[Mapping[str, int]] = []
    free: list[frozenset[str]] = []
    pinned: dict[int, str] = {}
    for wishes in _bound_together(question):
        pins = {pin.group_key for pin in question.pins for w in wishes if pin.pupil == w.pupil}
        known = sorted(key for key in pins if keys.get(key) in offers)
        stop = _together_stop(question, wishes, known)
        scores = {
            k: sum(max(w.scores.get(k, 0), 0) for w in wishes)
            for k in offers
            if all(w.scores.get(k, 0) > 0 for w in wishes) or k in {keys[key] for key in known}
        }
        if stop is None and not scores:
            together = len(wishes) > 1 and all(_suits(w, offers) for w in wishes)
            stop = Obstacle.TOGETHER if together else Obstacle.NO_PROGRAMME
        if stop is not None:
            outside |= {w.pupil: stop for w in wishes}
            continue
        if known:
            pinned[len(units)] = known[0]
        names = tuple(w.pupil for w in wishes)
        units.append(Unit(names, tuple(w.grade for w in wishes), scores))
        reds.append({k: sum(w.red_for.get(k, 0) for w in wishes) for k in scores})
        busy = frozenset[str]().union(*(w.busy for w in wishes))
        free.append(frozenset(p.id for p in question.periods) - busy)
    rules = Rules(question.size, _apart(question, units))
    seats = Seats(question, tuple(units), tuple(reds), tuple(free), pinned, rules, (), outside)
    return replace(seats, cells=tuple(_cells(seats)))


def usable_periods(question: Question, offer: Offer) -> frozenset[str]:
    """Periods long enough, at which somebody who is trained can be."""
    leaders = leaders_of(question, offer)
    return frozenset(
        period.id
        for period in question.periods
        if period.minutes >= offer.minutes and any(is_there(m, period) for m in leaders)
    )


def leaders_of(question: Question, offer: Offer) -> list[Person]:
    """Who is trained and has the minutes for one group."""
    return [
        m
        for m in question.people
        if m.id in offer.staff and m.weekly_minutes >= offer.weekly_minutes
    ]


def is_there(person: Person, period: Period) -> bool:
    """May this person lead a group then."""
    return person.periods is None or period.id in person.periods


def apart_pairs(question: Question) -> set[frozenset[str]]:
    """The not-together pairs, without order."""
    return {frozenset(pair) for pair in question.apart if pair[0] != pair[1]}


def _suits(wish: Wish, offers: Collection[str]) -> bool:
    return any(score > 0 for k, score in wish.scores.items() if k in offers)


def _bound_together(question: Question) -> list[list[Wish]]:
    """The pupils with consent, those who must be together in one list."""
    home = {wish.pupil: {wish.pupil} for wish in question.wishes if wish.has_consent}
    for first, second in sorted(question.together):
        if first in home and second in home and home[first] is not home[second]:
            home[first] |= home[second]
            for pupil in home[second]:
                home[pupil] = home[first]
    wishes = [wish for wish in question.wishes if wish.has_consent]
    firsts = {min(together): together for together in home.values()}
    return [[w for w in wishes if w.pupil in firsts[first]] for first in sorted(firsts)]


def _together_stop(question: Question, wishes: list[Wish], pins: list[str]) -> Obstacle | None:
    """Why those who must be together never can be."""
    names = {w.pupil for w in wishes}
    consent = {w.pupil: w.has_consent for w in question.wishes}
    for pair in question.together:
        if names.intersection(pair) and not all(consent.get(pupil, True) for pupil in pair):
            return Obstacle.TOGETHER
    if len(wishes) == 1:
        return None
    grades = [w.grade for w in wishes]
    if (
        len(wishes) > question.size[1]
        or max(grades) - min(grades) > question.grade_spread
        or any(pair <= names for pair in apart_pairs(question))
        or len(pins) > 1
    ):
        return Obstacle.TOGETHER
    return None


def _apart(question: Question, units: list[Unit]) -> dict[int, frozenset[int]]:
    place = {pupil: u for u, unit in enumerate(units) for pupil in unit.pupils}
    found: dict[int, set[int]] = {}
    for pair in apart_pairs(question):
        inside = [place[pupil] for pupil in pair if pupil in place]
        if len(inside) == 2:
            found.setdefault(inside[0], set()).add(inside[1])
            found.setdefault(inside[1], set()).add(inside[0])
    return {u: frozenset(others) for u, others in found.items()}


def _cells(seats: Seats) -> list[Cell]:
    question = seats.question
    found = []
    for offer in question.offers:
        if not leaders_of(question, offer):
            continue
        standing = [g.key for g in question.standing if g.programme == offer.programme]
        most = _affordable(question, offer)
        for members in _at_one_time(seats, offer):
            for key in ("", *standing):
                able = [u for u in members if seats.pinned.get(u, key) == key]
                found += cells_of(
                    seats.units,
                    offer.programme,
                    question.size,
                    question.grade_spread,
                    most=min(most, 1) if key else most,
                    key=key,
                    members=able,
                )
    return list(dict.fromkeys(found))


def _affordable(question: Question, offer: Offer) -> float:
    counts = [math.inf]
    if question.staff_hours is not None and offer.staff_hours:
        counts.append((question.staff_hours + 1e-9) // offer.staff_hours)
    if question.budget is not None and offer.material_usd:
        counts.append((question.budget + 1e-9) // offer.material_usd)
    return max(min(counts), 0)


def _at_one_time(seats: Seats, offer: Offer) -> list[list[int]]:
    """Pupils who share enough free periods; sets that another holds whole are left out."""
    everybody = [u for u, unit in enumerate(seats.units) if offer.programme in unit.scores]
    if not seats.question.periods:
        return [everybody]
    usable = usable_periods(seats.question, offer)
    patterns = {seats.free[u] & usable for u in everybody}
    common = {p for p in patterns if len(p) >= offer.sessions_per_week}
    fresh = sorted(common, key=sorted)
    while fresh and len(common) < MOST_PATTERNS:
        pattern = fresh.pop()
        for other in sorted(common, key=sorted):
            both = pattern & other
            if len(both) >= offer.sessions_per_week and both not in common:
                common.add(both)
                fresh.append(both)
    families = {frozenset(u for u in everybody if pattern <= seats.free[u]) for pattern in common}
    widest = [f for f in families if not any(f < other for other in families)]
    return sorted(sorted(family) for family in widest)
