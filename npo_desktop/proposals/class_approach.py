"""One approach for a class or group before many single plans, where it serves more pupils. Pure.

Source: SCORING.md, section 3 ("look at the class, not the child") and section 7.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from npo_desktop.content.catalogue import Catalogue, Intervention, Level
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.propose import Answers, Proposals, option_of, served
from npo_desktop.proposals.ranking import rank_with
from npo_desktop.proposals.rules import set_aside
from npo_desktop.scoring.norms import Band

ENOUGH = 3  # pupils with the same first proposal; in a small class a third of it
LEAST = 2  # but one child is no group
SMALLEST = 5  # below this many scored pupils nothing is said of a whole class
FLAGGED = (Band.LOW, Band.WATCH)


@dataclass(frozen=True, slots=True)
class ClassApproach:
    """An approach that serves several pupils of one class at once."""

    group: str
    group_id: UUID | None
    intervention: Intervention
    pupils: tuple[UUID, ...]  # whom it serves, in list order
    of: int  # pupils of the class with a scan
    same_first: int  # for how many it would come first by itself
    whole_group: tuple[str, ...]  # subscales that are low in at least half of the class
    remaining: Mapping[UUID, tuple[str, ...]]  # low needs of those pupils that it leaves

    @property
    def rest(self) -> int:
        """How many of those pupils still need something of their own."""
        return sum(bool(needs) for needs in self.remaining.values())


def class_approaches(
    dossiers: Iterable[Dossier],
    proposals: Mapping[UUID, Proposals],
    catalogue: Catalogue,
    answers: Answers,
    here: Here,
) -> tuple[ClassApproach, ...]:
    """What to propose per class before single plans; whom it serves most first.

    ``proposals`` by pupil; who has none is counted in the class all the same.
    """
    classes: dict[tuple[str, UUID | None], list[Dossier]] = defaultdict(list)
    for dossier in dossiers:
        if dossier.pupil.group and dossier.scores:
            classes[dossier.pupil.group, dossier.pupil.group_id].append(dossier)
    found = []
    for (name, group_id), pupils in classes.items():
        low = whole_group_low(pupils)
        first = _firsts(pupils, proposals)
        cards = _shared(first, len(pupils), catalogue)
        if low and (card := _for_class(low, pupils, catalogue, answers, here)) is not None:
            cards[card.id] = card
        found += [_approach(name, group_id, card, pupils, first, low) for card in cards.values()]
    return tuple(
        sorted(
            (one for one in found if len(one.pupils) >= LEAST),
            key=lambda one: (-len(one.pupils), one.group, one.intervention.id),
        )
    )


def enough(size: int) -> int:
    """How many of a class of this size must need the same."""
    return min(ENOUGH, max(LEAST, ceil(size / 3)))


def whole_group_low(pupils: Sequence[Dossier]) -> tuple[str, ...]:
    """Subscales on which at least half of the class stands low or on watch."""
    seen: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for dossier in pupils:
        for code, band in dossier.flags.items():
            seen[code] += band is not Band.NONE
            flagged[code] += band in FLAGGED
    return tuple(code for code, n in seen.items() if n >= SMALLEST and 2 * flagged[code] >= n)


def approach_for(found: Iterable[ClassApproach], pupil_id: UUID) -> ClassApproach | None:
    """The first approach of a class that serves this pupil as well."""
    return next((one for one in found if pupil_id in one.pupils), None)


def _firsts(pupils: Iterable[Dossier], proposals: Mapping[UUID, Proposals]) -> dict[UUID, str]:
    """What comes first for whom."""
    return {
        dossier.pupil.id: found.ranked[0].intervention.id
        for dossier in pupils
        if (found := proposals.get(dossier.pupil.id)) is not None and found.ranked
    }


def _shared(first: Mapping[UUID, str], size: int, catalogue: Catalogue) -> dict[str, Intervention]:
    """Cards that come first for enough of the class and can be given to several at once."""
    found = {}
    for id, count in Counter(first.values()).items():
        card = catalogue.get(id)
        if card is not None and count >= enough(size) and card.level is not Level.PUPIL:
            found[id] = card
    return found


def _for_class(
    low: Sequence[str],
    pupils: Sequence[Dossier],
    catalogue: Catalogue,
    answers: Answers,
    here: Here,
) -> Intervention | None:
    """The card in class that serves best what is low in the whole class."""
    cards = {
        card.id: card
        for card in catalogue.interventions
        if card.level is Level.CLASS and not card.stops
    }
    for id in set_aside(here, cards.values()):
        del cards[id]
    grades = Counter(d.pupil.grade for d in pupils if d.pupil.grade is not None)
    grade = grades.most_common(1)[0][0] if grades else None
    options = [
        option_of(card, answers.get(id, {}), grade, here.constants) for id, card in cards.items()
    ]
    ranked = rank_with(dict.fromkeys(low, Band.LOW), grade or 1, options, here.constants).ranked
    return cards[ranked[0].id] if ranked and ranked[0].score > 0 else None


def _approach(
    name: str,
    group_id: UUID | None,
    card: Intervention,
    pupils: Sequence[Dossier],
    first: Mapping[UUID, str],
    low: Sequence[str],
) -> ClassApproach:
    whole = tuple(code for code in low if card.targets.get(code, 0) > 0)
    mine = [
        dossier
        for dossier in pupils
        if first.get(dossier.pupil.id) == card.id
        or any(dossier.flags.get(code) in FLAGGED for code in whole)
    ]
    return ClassApproach(
        group=name,
        group_id=group_id,
        intervention=card,
        pupils=tuple(dossier.pupil.id for dossier in mine),
        of=len(pupils),
        same_first=sum(id == card.id for id in first.values()),
        whole_group=whole,
        remaining={dossier.pupil.id: _left(dossier, card) for dossier in mine},
    )


def _left(dossier: Dossier, card: Intervention) -> tuple[str, ...]:
    covered = served(dossier.flags, card)
    return tuple(
        code for code, band in dossier.flags.items() if band is Band.LOW and code not in covered
    )
