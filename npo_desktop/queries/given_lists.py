"""What is answered in the lists of a round, where that decides what more is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.dossiers.two_tiers import Answers
from npo_desktop.store.tables import Answer, Enrolment, Scan


@dataclass(frozen=True, slots=True)
class GivenList:
    """One list of one pupil."""

    edition: str
    form: str  # how it is asked: whole or in two tiers
    answers: Answers
    touched_at: datetime | None  # the newest answer, UTC; none: every answer was taken back


Lists = Mapping[str, GivenList]  # of one pupil, by questionnaire
NO_LISTS: Lists = {}


def given_lists(
    session: Session, round_id: UUID, group_id: UUID | None = None
) -> dict[UUID, dict[str, GivenList]]:
    """Every list by pupil and questionnaire; without a group: of the whole school."""
    # one row a list, its answers together in one text: far quicker than a row an answer
    given = (
        select(
            func.json_array(
                func.max(Answer.answered_at), func.json_group_object(Answer.item, Answer.value)
            )
        )
        .where(Answer.scan_id == Scan.id)
        .correlate(Scan)
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        *(Scan.pupil_id, Scan.questionnaire, Scan.edition, Scan.form),
        given,
    )
    query = sa_select(*columns).where(col(Scan.round_id) == round_id)
    if group_id is not None:
        members = select(Enrolment.pupil_id).where(Enrolment.group_id == group_id)
        query = query.where(col(Scan.pupil_id).in_(members))
    found: dict[UUID, dict[str, GivenList]] = {}
    for pupil_id, code, edition, form, text in session.execute(query):
        at, answers = json.loads(text)
        touched_at = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
        found.setdefault(pupil_id, {})[code] = GivenList(edition, form, answers, touched_at)
    return found
