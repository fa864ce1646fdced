"""What opens follow-up questions in two tiers: the round before, and what others say now."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.quick_bands import Edition, QuickBands, TeacherList
from npo_desktop.dossiers.scan_scores import can_form_norms
from npo_desktop.dossiers.two_tiers import Answers, flagged
from npo_desktop.queries.pupils import pupils_of_round
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import answers_text, language_of
from npo_desktop.queries.school import school_year_of
from npo_desktop.scoring.norms import Band
from npo_desktop.store.tables import Scan

Bands = Mapping[str, Band]  # by subscale


@dataclass(frozen=True, slots=True)
class LastRound:
    """The bands of one list in the round before, by pupil: read once for a whole round."""

    bands: Mapping[UUID, Bands]


def last_round(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupils: Iterable[PupilFacts] = (),
) -> LastRound:
    """Bands as the round before shows them: by the norms of all who were in it.

    ``pupils`` are those of this round, if they were read anyway.
    """
    before = round_before(session, this)
    if before is None:
        return LastRound({})
    lists = _lists(session, questionnaire, before)
    is_same_year = school_year_of(before.starts_on) == school_year_of(this.starts_on)
    known = {pupil.id: pupil for pupil in pupils} if is_same_year else {}
    if not lists.keys() <= known.keys():
        found = pupils_of_round(session, before.starts_on, lists.keys())
        known = {pupil.id: pupil for pupil in found}
    given = [(known[pupil_id], one) for pupil_id, one in lists.items() if pupil_id in known]
    quick = QuickBands(load_content().editions, questionnaire)
    return LastRound(quick.by_norms(before.starts_on, given))


def _lists(
    session: Session, questionnaire: Questionnaire, this: RoundFacts
) -> dict[UUID, TeacherList]:
    """By pupil: the lists of a round in editions that are known."""
    editions = load_content().editions
    given = {"round_id": this.id, "questionnaire": questionnaire.code}
    found: dict[UUID, TeacherList] = {}
    text = session.execute(_asked(), given).scalar_one()
    for pupil_id, edition, informant, form, language, (answers, *spoken) in json.loads(text):
        if (questionnaire.code, edition) not in editions:
            continue
        language, is_mixed = language_of(language, *spoken)
        counts = informant == Informant.TEACHER and can_form_norms(form, is_mixed=is_mixed)
        found[UUID(pupil_id)] = TeacherList(
            (questionnaire.code, edition), language, counts, answers
        )
    return found


@cache  # to build the statement takes longer than to run it
def _asked() -> Select[Any]:
    """One text of all lists: its keys are made once then, not once a list, nor a row of each."""
    columns: tuple[Any, ...] = (
        *(Scan.pupil_id, Scan.edition, Scan.informant, Scan.form, Scan.language),
        answers_text(),
    )
    return sa_select(func.json_group_array(func.json_array(*columns))).where(
        col(Scan.round_id) == bindparam("round_id"),
        col(Scan.questionnaire) == bindparam("questionnaire"),
    )


def gates_of(
    last: LastRound, questionnaire: Questionnaire, pupil: PupilFacts, scans: Iterable[ScanFacts]
) -> Gates:
    """Of one pupil; ``scans`` are those of this round, of whomever."""
    mine = list(scans)
    others = [
        ((scan.questionnaire, scan.edition), scan.answers)
        for scan in mine
        if scan.questionnaire != questionnaire.code
    ]
    age = pupil.age_on(mine[0].asked_on) if mine else 0
    quick = QuickBands(load_content().editions, questionnaire)
    return gates_by(quick, last, pupil.id, age, others)


def gates_by(
    quick: QuickBands,
    last: LastRound,
    pupil_id: UUID,
    age: int,
    others: Iterable[tuple[Edition, Answers]],
) -> Gates:
    """The same for one of many: what is known of the questionnaires is looked up once."""
    editions = load_content().editions
    known = [(edition, answers) for edition, answers in others if edition in editions]
    found = flagged(quick.by_criterion(age, known).items())
    bands = last.bands.get(pupil_id, {})
    return Gates(bands, found) if bands or found else NO_GATES
