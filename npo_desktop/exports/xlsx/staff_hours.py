"""Hours and money that plans ask: pupils with one approach from one person share its sessions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.exports.xlsx.plan_facts import GOING_ON, PlannedApproach

Shared = tuple[str, str, int, int, int]  # card, person, sessions a week, minutes, group size


@dataclass(frozen=True, slots=True)
class Work:
    """What some plans ask of people and money, and what was given of it."""

    plans: int
    pupils: int
    weekly_hours: float  # of plans that go on
    planned_hours: float  # until their reviews
    given_hours: float  # also of plans that ended
    material_usd: float  # of the groups whose card has a price
    unpriced: int  # groups whose card has none


def staff_hours_per_week(chosen: Iterable[PlannedApproach]) -> float:
    """Hours of staff a week: pupils of one approach share its sessions, up to its group size.

    Without a group size each pupil counts alone; without sessions or minutes nothing is counted.
    """
    together: Counter[Shared] = Counter()
    for approach in chosen:
        if approach.state in GOING_ON and (key := _shared(approach)):
            together[key] += 1
    return sum(
        ceil(pupils / size) * sessions * minutes / 60
        for (_id, _who, sessions, minutes, size), pupils in together.items()
    )


def work_of(chosen: Sequence[PlannedApproach], catalogue: Catalogue) -> Work:
    """All of it together. ``catalogue``: that of the school, for what the material costs."""
    usd, unpriced = _material(chosen, catalogue)
    return Work(
        plans=len(chosen),
        pupils=len({approach.pupil_id for approach in chosen}),
        weekly_hours=staff_hours_per_week(chosen),
        planned_hours=_planned_hours(chosen),
        given_hours=_given_hours(chosen),
        material_usd=usd,
        unpriced=unpriced,
    )


def _shared(approach: PlannedApproach) -> Shared | None:
    sessions, minutes = approach.sessions_per_week, approach.minutes
    if not sessions or not minutes:
        return None
    return approach.intervention, approach.who, sessions, minutes, approach.group_size or 1


def _planned_hours(chosen: Iterable[PlannedApproach]) -> float:
    """The sessions until the review, on average over who shares them."""
    together: dict[Shared, list[int]] = defaultdict(list)
    for approach in chosen:
        if approach.state in GOING_ON and (key := _shared(approach)):
            together[key].append(approach.planned or 0)
    return sum(
        ceil(len(planned) / size) * minutes / 60 * sum(planned) / len(planned)
        for (_id, _who, _sessions, minutes, size), planned in together.items()
    )


def _given_hours(chosen: Iterable[PlannedApproach]) -> float:
    """A session that several pupils had together counts once for each group of them."""
    minutes: dict[tuple[str, str, int, date, int], list[int]] = defaultdict(list)
    for one in chosen:
        for given in one.sessions:
            size = one.group_size or 1
            key = one.intervention, one.who, size, given.held_on, given.number
            minutes[key].append(given.minutes)
    return sum(
        ceil(len(lasted) / size) * max(lasted) / 60
        for (_id, _who, size, _day, _number), lasted in minutes.items()
    )


def _material(chosen: Iterable[PlannedApproach], catalogue: Catalogue) -> tuple[float, int]:
    """Dollars of the material, a set for each group; and how many groups have no price."""
    together: Counter[tuple[str, str, int]] = Counter()
    for approach in chosen:
        if approach.state != "stopped":
            together[approach.intervention, approach.who, approach.group_size or 1] += 1
    usd, unpriced = 0.0, 0
    for (intervention, _who, size), pupils in together.items():
        card, groups = catalogue.get(intervention), ceil(pupils / size)
        if card is None or card.material_usd is None:
            unpriced += groups if card is not None else 0
        else:
            usd += groups * card.material_usd
    return usd, unpriced
