"""Scans: one informant's questionnaire for one pupil in one round."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import ScanFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.tables import Answer, Round, Scan, UsedQuestionnaire


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
    round_id: UUID | None = None,
    before_id: UUID | None = None,
    pupil_id: UUID | None = None,
) -> list[ScanFacts]:
    """Scans with their answers, oldest first; of one round, or it and one before, or of a pupil."""
    round_ids = [one for one in (round_id, before_id) if one is not None]
    scans = select(Scan, col(Round.starts_on)).join(Round, col(Round.id) == Scan.round_id)
    scans = scans.order_by(col(Scan.started_at), col(Scan.id))
    together = func.json_group_object(Answer.item, Answer.value)  # one row a scan: far quicker
    answers = select(Answer.scan_id, together).join(Scan, col(Scan.id) == Answer.scan_id)
    answers = answers.group_by(col(Answer.scan_id))
    if round_ids:
        scans, answers = (
            scans.where(col(Scan.round_id).in_(round_ids)),
            answers.where(col(Scan.round_id).in_(round_ids)),
        )
    if pupil_id is not None:
        scans, answers = (
            scans.where(Scan.pupil_id == pupil_id),
            answers.where(Scan.pupil_id == pupil_id),
        )
    given = {scan_id: json.loads(values) for scan_id, values in session.exec(answers)}
    return [
        _facts(scan, asked_on, given.get(scan.id, {})) for scan, asked_on in session.exec(scans)
    ]


def _facts(scan: Scan, asked_on: date, answers: Mapping[str, int | None]) -> ScanFacts:
    return ScanFacts(
        id=scan.id,
        pupil_id=scan.pupil_id,
        round_id=scan.round_id,
        questionnaire=scan.questionnaire,
        edition=scan.edition,
        informant=Informant(scan.informant),
        language=scan.language,
        staff_id=scan.staff_id,
        held_on=scan.started_at.date(),
        asked_on=asked_on,
        remark=scan.remark,
        answers=answers,
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
