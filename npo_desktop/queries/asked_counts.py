"""How long a list is for a pupil, and how far, where that depends on the answers themselves."""

from collections.abc import Iterable, Mapping, Sequence
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
    Tiers,
    can_have_tiers,
    opened,
    tiers_of,
)
from npo_desktop.queries.given_lists import NO_LISTS, Lists
from npo_desktop.queries.last_round import LastRound, gates_by, last_round
from npo_desktop.queries.scan_forms import with_baseline
from npo_desktop.queries.scans import scan_facts

Key = tuple[UUID, str]  # pupil, questionnaire
Ages = Mapping[UUID, int]  # at which the pupils who are asked a list are asked it
Counts = tuple[int, int]  # asked just now, and answered of those
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
    if this.form == TWO_TIER and any(code not in given.get(id, NO_LISTS) for id in ages):
        baseline = with_baseline(session, questionnaire, this.starts_on)
        tiered |= {id for id in baseline if code not in given.get(id, NO_LISTS)}
    if tiered.isdisjoint(ages):
        return {}
    last = last or last_round(session, questionnaire, this, pupils)
    quick = QuickBands(load_content().editions, questionnaire)
    lengths: dict[int, _Lengths] = {}
    found: dict[UUID, Counts] = {}
    for pupil in pupils:
        if pupil.id not in tiered or pupil.id not in ages:
            continue
        mine, age = given.get(pupil.id, NO_LISTS), ages[pupil.id]
        others = [((c, one.edition), one.answers) for c, one in mine.items() if c != code]
        gates = gates_by(quick, last, pupil.id, pupil.age_on(this.starts_on), others)
        if age not in lengths:
            lengths[age] = _Lengths(tiers_of(questionnaire, age))
        found[pupil.id] = lengths[age].counts(mine[code].answers if code in mine else {}, gates)
    return found


class _Lengths:
    """Counts what ``asked_of`` would name one by one, for many pupils of one age."""

    def __init__(self, tiers: Tiers) -> None:
        self._tiers = tiers
        self._first = _ids(one.item for one in tiers.first)
        self._rest = {gate.subscale: _ids(gate.rest) for gate in tiers.gates}

    def counts(self, answers: Answers, gates: Gates) -> Counts:
        """Asked just now, and answered of those."""
        parts = [self._first]
        for gate, _why in opened(self._tiers, answers, gates.last_bands, gates.flagged_by_others):
            parts.append(self._rest[gate.subscale])
        return sum(map(len, parts)), sum(len(part.intersection(answers)) for part in parts)


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
