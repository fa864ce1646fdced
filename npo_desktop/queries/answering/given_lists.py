"""What is answered in the lists of a round, where that decides what more is asked."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.dossiers.two_tiers import Answers
from npo_desktop.store.tables import Answer, Enrolment, Scan


class GivenList(NamedTuple):  # thousands for a board: made four times as fast as a dataclass
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
    found: dict[str, dict[str, GivenList]] = {}
    for text in session.execute(_given(group_id is not None), _named(round_id, group_id)).scalars():
        for pupil_id, code, edition, form, (at, answers) in json.loads(text):
            touched_at = datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None
            mine = found.setdefault(pupil_id, {})
            mine[code] = GivenList(edition, form, answers, touched_at)
    return {UUID(pupil_id): lists for pupil_id, lists in found.items()}


def _named(round_id: UUID, group_id: UUID | None) -> dict[str, UUID | None]:
    return {"round_id": round_id, "group_id": group_id}


@cache  # to build the statement takes longer than to run it
def _given(of_one_group: bool) -> Select[Any]:
    """One text of all lists: its keys are made once then, not once a list, nor a row of each."""
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
    columns: tuple[Any, ...] = (Scan.pupil_id, Scan.questionnaire, Scan.edition, Scan.form)
    lists = func.json_group_array(func.json_array(*columns, given))
    query = sa_select(lists).where(col(Scan.round_id) == bindparam("round_id"))
    if of_one_group:
        members = select(Enrolment.pupil_id).where(Enrolment.group_id == bindparam("group_id"))
        query = query.where(col(Scan.pupil_id).in_(members))
    return query
