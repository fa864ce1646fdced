"""How long a list is for a pupil, and how far, where that depends on the answers themselves."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.dossiers.asked import Gates, asked_of, required
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.quick_bands import QuickBands
from npo_desktop.dossiers.two_tiers import (
    FULL,
    TWO_TIER,
    Answers,
    Gate,
    Tiers,
    can_have_tiers,
    flagged,
    opened,
    tiers_of,
)
from npo_desktop.queries.answering.given_lists import NO_LISTS, Lists
from npo_desktop.queries.answering.last_round import LastRound, gates_by, last_round
from npo_desktop.queries.answering.scan_forms import with_baseline
from npo_desktop.queries.scans import scan_facts

Key = tuple[UUID, str]  # pupil, questionnaire
Ages = Mapping[UUID, int]  # at which the pupils who are asked a list are asked it
Counts = tuple[int, int]  # asked just now, and answered of those
ABSENT = -1  # no answer at all, where None is "don't know"
NOT_GIVEN = repeat(ABSENT)
A_FEW = 80  # pupils: then only their scans are read, else those of the whole round


def asked_counts(
    session: Session,
    questionnaires: Mapping[str, Questionnaire],
    this: RoundFacts,
    pupils: Sequence[PupilFacts],
    given: Mapping[UUID, Lists],
    *,
    last: LastRound | None = None,
    exceptions: Mapping[Key, bool] | None = None,
) -> dict[Key, Counts]:
    """By pupil and list, for lists in two tiers and own lists with conditions; others are not here.

    ``given``: every list of these pupils, where any is in two tiers; else nothing. As many
    statements for a school as for one pupil.
    """
    found: dict[Key, Counts] = {}
    for code, questionnaire in questionnaires.items():
        if not can_have_tiers(questionnaire) and not any(i.relevant for i in questionnaire.items):
            continue
        ages: dict[UUID, int] = {}
        for pupil in pupils:
            exception = (exceptions or {}).get((pupil.id, code))
            age = asked_age(questionnaire, pupil.age_on(this.starts_on), exception)
            if age is not None:
                ages[pupil.id] = age
        if can_have_tiers(questionnaire):
            counts = _in_two_tiers(session, questionnaire, this, pupils, given, ages, last)
        else:
            counts = _with_conditions(session, questionnaire, this, ages)
        found |= {(pupil_id, code): both for pupil_id, both in counts.items()}
    return found


def _in_two_tiers(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupils: Sequence[PupilFacts],
    given: Mapping[UUID, Lists],
    ages: Ages,
    last: LastRound | None,
) -> dict[UUID, Counts]:
    """Of those whose list is in two tiers, or will be when it is begun."""
    code = questionnaire.code
    tiered = {id for id, lists in given.items() if code in lists and lists[code].form == TWO_TIER}
    not_begun = [id for id in ages if code not in given.get(id, NO_LISTS)]
    if this.form == TWO_TIER and not_begun:
        some = not_begun if len(not_begun) <= A_FEW else None
        tiered |= with_baseline(session, questionnaire, this.starts_on, some).intersection(
            not_begun
        )
    if tiered.isdisjoint(ages):
        return {}
    last = last or last_round(session, questionnaire, this, pupils)
    quick = QuickBands(load_content().editions, questionnaire)
    lengths: dict[int, _Lengths] = {}
    known: dict[tuple[str, ...], _Behind] = {}
    found: dict[UUID, Counts] = {}
    for pupil in pupils:
        if pupil.id not in tiered or pupil.id not in ages:
            continue
        mine, age = given.get(pupil.id, NO_LISTS), ages[pupil.id]
        others = [((c, one.edition), one.answers) for c, one in mine.items() if c != code]
        gates = gates_by(quick, last, pupil.id, pupil.age_on(this.starts_on), others)
        if age not in lengths:
            lengths[age] = _Lengths(tiers_of(questionnaire, age), known)
        found[pupil.id] = lengths[age].counts(mine[code].answers if code in mine else {}, gates)
    return found


class _Behind(dict[tuple[int | None, ...], tuple[bool, int]]):
    """By the answers to a gate's marker and its other statements: whether the marker opens it.

    And how many of the others are answered. Worked out once: pupils often answer alike.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = Tiers((), (gate,))
        self._items = (gate.marker, *gate.rest)
        self._ids = _ids(gate.rest)
        self.length = len(self._ids)

    def __missing__(self, values: tuple[int | None, ...]) -> tuple[bool, int]:
        pairs = zip(self._items, values, strict=True)
        answers = {item.id: value for item, value in pairs if value != ABSENT}
        is_open = bool(opened(self._gate, answers, {}, ()))
        found = self[values] = is_open, len(self._ids.intersection(answers))
        return found


class _Lengths:
    """Counts what ``asked_of`` would name one by one, for many pupils of one age."""

    def __init__(self, tiers: Tiers, known: dict[tuple[str, ...], _Behind]) -> None:
        """``known``: what the gates of other ages gave; most of them are the same."""
        self._first = _ids(one.item for one in tiers.first)
        self._gates = []
        for gate in tiers.gates:
            ids = gate.marker.id, *(item.id for item in gate.rest)
            behind = known.setdefault(ids, _Behind(gate))
            self._gates.append((gate.subscale, ids, behind))

    def counts(self, answers: Answers, gates: Gates) -> Counts:
        """Asked just now, and answered of those."""
        asked, answered = len(self._first), len(self._first.intersection(answers))
        beforehand = flagged(gates.last_bands.items()).union(gates.flagged_by_others)
        get = answers.get
        for subscale, ids, behind in self._gates:
            by_marker, given = behind[tuple(map(get, ids, NOT_GIVEN))]
            if by_marker or subscale in beforehand:
                asked += behind.length
                answered += given
        return asked, answered


def _ids(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(item.id for item in required(items))


def _with_conditions(
    session: Session, questionnaire: Questionnaire, this: RoundFacts, ages: Ages
) -> dict[UUID, Counts]:
    """An answer asks more of an own list, or less."""
    some = list(ages) if len(ages) <= A_FEW else None
    scans = {
        scan.pupil_id: scan
        for scan in scan_facts(
            session, round_id=this.id, questionnaire=questionnaire.code, pupil_ids=some
        )
    }
    found: dict[UUID, Counts] = {}
    for pupil_id, age in ages.items():
        scan = scans.get(pupil_id)
        answers, words = (scan.answers, scan.words) if scan else ({}, {})
        asked = asked_of(questionnaire, age, answers, words, form=FULL)
        items = required(one.item for one in asked)
        found[pupil_id] = len(items), sum(item.id in answers for item in items)
    return found
