"""Scans: one informant's questionnaire for one pupil in one round."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, String, bindparam, func, or_, type_coerce
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import ScanFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_forms import form_of_new
from npo_desktop.store.tables import Answer, Round, Scan, UsedQuestionnaire


def _as_text(column: Any) -> Any:
    """An id as it is stored: the same few come back in a school's scans, and are made once."""
    return type_coerce(column, String).label(column.key)


def answers_text(*more: Any) -> ScalarSelect[Any]:
    """One row a scan, its answers together in one text: far quicker than a row an answer.

    After the answers stands what ``language_of`` asks for, then ``more``.
    """
    told = func.json_array(
        func.json_group_object(Answer.item, Answer.value),
        func.count(),
        func.count(col(Answer.language)),
        func.min(Answer.language),
        func.max(Answer.language),
        *more,
    )
    return select(told).where(Answer.scan_id == Scan.id).correlate(Scan).scalar_subquery()


_INFORMANTS = {one.value: one for one in Informant}
_COLUMNS: tuple[Any, ...] = (
    _as_text(Scan.id),
    _as_text(Scan.pupil_id),
    _as_text(Scan.round_id),
    Scan.questionnaire,
    Scan.edition,
    Scan.informant,
    Scan.language,
    _as_text(Scan.staff_id),
    Scan.started_at,
    Round.starts_on,
    Scan.remark,
    Scan.form,
    answers_text(
        func.json_group_object(Answer.item, Answer.words).filter(col(Answer.words).is_not(None))
    ).label("answers"),
)


def scan_for(
    session: Session,
    pupil_id: UUID,
    round_id: UUID,
    questionnaire: Questionnaire,
    *,
    language: str = "nl",
    staff_id: UUID | None = None,
) -> UUID:
    """The scan to fill in, begun when it is not there yet. Edition and form are kept as then."""
    query = select(Scan).where(
        Scan.pupil_id == pupil_id,
        Scan.round_id == round_id,
        Scan.questionnaire == questionnaire.code,
        Scan.informant == questionnaire.informant.value,
    )
    if found := session.exec(query).first():
        return found.id
    _keep_edition(session, questionnaire)
    scan = Scan(
        pupil_id=pupil_id,
        round_id=round_id,
        questionnaire=questionnaire.code,
        edition=questionnaire.edition,
        informant=questionnaire.informant.value,
        language=language,
        staff_id=staff_id,
        form=form_of_new(session, questionnaire, round_id, pupil_id),
    )
    session.add(scan)
    session.flush()
    return scan.id


def set_remark(session: Session, scan_id: UUID, remark: str) -> None:
    """What the informant adds in own words."""
    session.get_one(Scan, scan_id).remark = remark


def scan_facts(
    session: Session,
    *,
    round_id: UUID,
    before_id: UUID | None = None,
    pupil_id: UUID | None = None,
    pupil_ids: Sequence[UUID] | None = None,
    questionnaire: str | None = None,
) -> list[ScanFacts]:
    """Scans of a round, and of one before, with their answers, oldest first.

    All of them, or those of one pupil, of some, or of one questionnaire.
    """
    if pupil_id is not None:
        pupil_ids = [pupil_id]
    query = _scans(pupil_ids is not None, questionnaire is not None)
    given = {
        **{"round_id": round_id, "before_id": before_id},
        **{"pupil_ids": pupil_ids, "questionnaire": questionnaire},
    }
    ids = _Ids()
    return [_facts(row, ids) for row in session.execute(query, given)]


class _Ids(dict[str, UUID]):
    """Ids by how they are stored."""

    def __missing__(self, text: str) -> UUID:
        found = self[text] = UUID(text)
        return found


@cache  # to build the statement takes longer than to run it
def _scans(of_some_pupils: bool, of_one_list: bool) -> Select[Any]:
    query: Select[Any] = sa_select(*_COLUMNS)
    query = (
        query.join(Round, col(Round.id) == Scan.round_id)
        .where(
            or_(
                col(Scan.round_id) == bindparam("round_id"),
                col(Scan.round_id) == bindparam("before_id"),
            )
        )
        .order_by(col(Scan.started_at), col(Scan.id))
    )
    if of_one_list:
        query = query.where(col(Scan.questionnaire) == bindparam("questionnaire"))
    if of_some_pupils:
        query = query.where(col(Scan.pupil_id).in_(bindparam("pupil_ids", expanding=True)))
    return query


def _facts(row: Any, ids: _Ids) -> ScanFacts:
    (id_, pupil, round_, questionnaire, edition, informant, language, *rest) = row
    staff, started_at, starts_on, remark, form, text = rest
    answers, given, apart, first, last, words = json.loads(text)
    language, is_mixed = language_of(language, given, apart, first, last)
    return ScanFacts(
        id=ids[id_],
        pupil_id=ids[pupil],
        round_id=ids[round_],
        questionnaire=questionnaire,
        edition=edition,
        informant=_INFORMANTS[informant],
        language=language,
        staff_id=ids[staff] if staff else None,
        held_on=started_at.date(),
        asked_on=starts_on,
        remark=remark,
        answers=answers,
        form=form,
        is_mixed=is_mixed,
        words=words,
    )


def language_of(
    begun_in: str, given: int, apart: int, first: str | None, last: str | None
) -> tuple[str, bool]:
    """The language a scan was asked in, and whether it was asked in more than one.

    ``apart``: how many of the given answers were asked in a language of their own, ``first`` to
    ``last`` by the alphabet.
    """
    if not apart:
        return begun_in, False
    if apart == given and first is not None:
        return first, first != last
    return begun_in, {begun_in} != {first, last}


def _keep_edition(session: Session, questionnaire: Questionnaire) -> None:
    digest = hashlib.sha256(questionnaire.source_text.encode()).hexdigest()
    kept = session.get(UsedQuestionnaire, (questionnaire.code, questionnaire.edition))
    if kept is None:
        session.add(
            UsedQuestionnaire(
                code=questionnaire.code,
                edition=questionnaire.edition,
                informant=questionnaire.informant.value,
                source_text=questionnaire.source_text,
                sha256=digest,
            )
        )
        session.flush()
    elif kept.sha256 != digest:
        raise UserError(
            _("Questionnaire {code}, edition {edition}, differs from the one used before.").format(
                code=questionnaire.code, edition=questionnaire.edition
            ),
            _("Give the changed questionnaire a new edition."),
        )
