"""What was said of a pupil in words: remarks on lists, and open questions of own lists."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.i18n import _, pick
from npo_desktop.queries.questionnaires import own_editions
from npo_desktop.store.tables import Answer, Round, Scan


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """One answer in words, whole, with who gave it and when."""

    on: date
    round: str
    informant: Informant
    list_title: str
    question: str
    words: str


def open_answers(session: Session, content: Content, pupil_id: UUID) -> tuple[OpenAnswer, ...]:
    """Of all rounds, the newest first."""
    own = own_editions(session)
    found = []
    for scan, round_name in _scans(session, pupil_id):
        form = own.get((scan.questionnaire, scan.edition))
        form = form or content.questionnaires.get(scan.questionnaire)
        title = pick(form.titles) if form else scan.questionnaire
        informant, on = Informant(scan.informant), scan.started_at.date()
        if scan.remark.strip():
            found.append(
                OpenAnswer(on, round_name, informant, title, _("Remark"), scan.remark.strip())
            )
        for item, words in _words_of(session, scan.id):
            question = _question(form, item)
            found.append(OpenAnswer(on, round_name, informant, title, question, words))
    return tuple(found)


def _scans(session: Session, pupil_id: UUID) -> list[tuple[Scan, str]]:
    columns: tuple[Any, ...] = (Scan, Round.name)
    query = (
        sa_select(*columns)
        .join(Round, col(Round.id) == Scan.round_id)
        .where(col(Scan.pupil_id) == pupil_id)
        .order_by(col(Scan.started_at).desc(), col(Scan.questionnaire))
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _words_of(session: Session, scan_id: UUID) -> list[tuple[str, str]]:
    columns: tuple[Any, ...] = (Answer.item, Answer.words)
    query = sa_select(*columns).where(
        col(Answer.scan_id) == scan_id, col(Answer.words).is_not(None), col(Answer.words) != ""
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(col(Answer.item)))]


def _question(form: Questionnaire | None, item: str) -> str:
    for one in form.items if form else ():
        if one.id == item:
            return pick(one.texts)
    return item
