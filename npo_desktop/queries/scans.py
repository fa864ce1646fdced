"""Scans: one informant's questionnaire for one pupil in one round."""

import hashlib
import json
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import ScanFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.tables import Answer, Round, Scan, UsedQuestionnaire

_COLUMNS: tuple[Any, ...] = (
    Scan.id,
    Scan.pupil_id,
    Scan.round_id,
    Scan.questionnaire,
    Scan.edition,
    Scan.informant,
    Scan.language,
    Scan.staff_id,
    Scan.started_at,
    Round.starts_on,
    Scan.remark,
    # one row a scan, its answers together in one text: far quicker than a row an answer
    select(func.json_group_object(Answer.item, Answer.value))
    .where(Answer.scan_id == Scan.id)
    .correlate(Scan)
    .scalar_subquery()
    .label("answers"),
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
    """The scan to fill in, begun when it is not there yet. The edition is kept as it is now."""
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
) -> list[ScanFacts]:
    """Scans of a round, and of one before, with their answers, oldest first; or one pupil's."""
    query = _scans(pupil_id is not None)
    given = {"round_id": round_id, "before_id": before_id, "pupil_id": pupil_id}
    return [_facts(row) for row in session.execute(query, given)]


@cache  # to build the statement takes longer than to run it
def _scans(of_one_pupil: bool) -> Select[Any]:
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
    return query.where(col(Scan.pupil_id) == bindparam("pupil_id")) if of_one_pupil else query


def _facts(row: Any) -> ScanFacts:
    return ScanFacts(
        id=row.id,
        pupil_id=row.pupil_id,
        round_id=row.round_id,
        questionnaire=row.questionnaire,
        edition=row.edition,
        informant=Informant(row.informant),
        language=row.language,
        staff_id=row.staff_id,
        held_on=row.started_at.date(),
        asked_on=row.starts_on,
        remark=row.remark,
        answers=json.loads(row.answers),
    )


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
