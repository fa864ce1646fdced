"""Two tiers for a teacher: one marker of each subscale first, the others only where needed. Pure.

Source: SCORING.md, section 2. A threshold of 2 on the keyed marker finds 91 % of the truly lowest
tenth; 1 would find half of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import TypeVar

from npo_desktop.content.questionnaire import Informant, Item, Questionnaire, Scale
from npo_desktop.scoring.norms import Band

FULL, TWO_TIER = "full", "two-tier"  # forms of a scan
LOW_MARKER = 2  # keyed answer steps of 0 to 4; up to here the rest of the subscale is asked
TO_FOLLOW = (Band.LOW, Band.WATCH)

T = TypeVar("T")
Answers = Mapping[str, int | None]  # by item; no key: not answered, None: "don't know"


class Why(StrEnum):
    """Why a statement is asked."""

    ALWAYS = "always"
    MARKER = "marker"  # the first of its subscale: the others may follow
    LOW_MARKER = "low_marker"
    UNKNOWN_MARKER = "unknown_marker"
    LAST_ROUND = "last_round"  # its subscale was low or watched then
    OTHER_INFORMANT = "other_informant"  # somebody else's list of this round is low or watched

    @property
    def is_follow_up(self) -> bool:
        """Whether it is asked only because of something that was seen."""
        return self not in (Why.ALWAYS, Why.MARKER)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A statement, and why it is asked."""

    item: Item
    why: Why


def can_have_tiers(questionnaire: Questionnaire) -> bool:
    """Only the teachers' scan has tiers; an own questionnaire is asked as it was made."""
    return questionnaire.code == Informant.TEACHER.value


def marker_of(questionnaire: Questionnaire, scale: Scale, age: int) -> Item | None:
    """The first statement of a subscale that is asked in two tiers; ``None``: asked whole.

    Whole are the judgements, what has no score, and the subscale with an answer that asks for a
    talk: safety is never abridged.
    """
    items = [item for item in scale.items if item.suits(age)]
    is_whole = scale.judgement or not scale.scored or len(items) < 2
    if is_whole or any(item.id in questionnaire.critical for item in scale.items):
        return None
    return items[0]


@dataclass(frozen=True, slots=True)
class Gate:
    """A subscale of which only the marker is asked at first."""

    subscale: str
    marker: Item
    rest: tuple[Item, ...]
    top: int  # the marker's highest answer


@dataclass(frozen=True, slots=True)
class Tiers:
    """What two tiers ask at one age: the same for every pupil of that age."""

    first: tuple[AskedItem, ...]  # in asking order
    gates: tuple[Gate, ...]


def tiers_of(questionnaire: Questionnaire, age: int) -> Tiers:
    """The first tier, and what may follow it."""
    first: list[AskedItem] = []
    gates: list[Gate] = []
    for scale in questionnaire.scales:
        marker = marker_of(questionnaire, scale, age)
        rest = tuple(item for item in scale.items if item.suits(age) and item is not marker)
        if marker is None:
            first += [AskedItem(item, Why.ALWAYS) for item in rest]
        else:
            first.append(AskedItem(marker, Why.MARKER))
            gates.append(Gate(scale.code, marker, rest, questionnaire.top_of(marker)))
    return Tiers(tuple(first), tuple(gates))


def opened(
    tiers: Tiers,
    answers: Answers,
    last_bands: Mapping[str, Band],
    flagged_by_others: Collection[str],
) -> list[tuple[Gate, Why]]:
    """The gates whose other statements are asked given the answers so far, and why."""
    found = []
    for gate in tiers.gates:
        why = _known_beforehand(gate.subscale, last_bands, flagged_by_others)
        why = why or _said_by_marker(gate, answers)
        if why is not None:
            found.append((gate, why))
    return found


def asked_now(
    questionnaire: Questionnaire,
    age: int,
    answers: Answers,
    *,
    form: str,
    last_bands: Mapping[str, Band],
    flagged_by_others: Collection[str],
) -> tuple[AskedItem, ...]:
    """What is asked given the answers so far: the first tier in asking order, then what follows.

    ``last_bands`` are the same list's bands by subscale in the round before; ``flagged_by_others``
    the subscales that somebody else's list of this round flags.
    """
    if form != TWO_TIER:
        return tuple(AskedItem(item, Why.ALWAYS) for item in questionnaire.for_age(age))
    tiers = tiers_of(questionnaire, age)
    follow = opened(tiers, answers, last_bands, flagged_by_others)
    return (*tiers.first, *(AskedItem(item, why) for gate, why in follow for item in gate.rest))


def keyed(questionnaire: Questionnaire, item: Item, answers: Answers) -> int | None:
    """An answer with higher as stronger; ``None`` when it is not known."""
    value = answers.get(item.id)
    if value is None or not item.reverse:
        return value
    return questionnaire.top_of(item) - value


def flagged(bands: Iterable[tuple[str, Band]]) -> frozenset[str]:
    """The subscales whose follow-up questions these bands ask for."""
    return frozenset(subscale for subscale, band in bands if band in TO_FOLLOW)


def by_turns(found: Iterable[T], part: Callable[[T], str]) -> tuple[T, ...]:
    """The first of each part, then the second of each: markers of 4 have no order among them."""
    parts: dict[str, list[T]] = {}
    for one in found:
        parts.setdefault(part(one), []).append(one)
    turns = zip_longest(*parts.values())
    return tuple(one for turn in turns for one in turn if one is not None)


def _known_beforehand(
    subscale: str, last_bands: Mapping[str, Band], flagged_by_others: Collection[str]
) -> Why | None:
    """Reasons that no answer to this list changes come first, so that a reason stays the same."""
    if last_bands.get(subscale) in TO_FOLLOW:
        return Why.LAST_ROUND
    return Why.OTHER_INFORMANT if subscale in flagged_by_others else None


def _said_by_marker(gate: Gate, answers: Answers) -> Why | None:
    marker = gate.marker
    if marker.id not in answers:
        # a marker taken back for a moment does not hide what was already answered under it
        begun = any(item.id in answers for item in gate.rest)
        return Why.UNKNOWN_MARKER if begun else None
    value = answers[marker.id]
    if value is None:
        return Why.UNKNOWN_MARKER
    return Why.LOW_MARKER if (gate.top - value if marker.reverse else value) <= LOW_MARKER else None
