"""What a class is made of, and its lists that were begun: one statement each."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_exceptions import Comings, comings
from npo_desktop.store.tables import Answer, Enrolment, Group, Scan


@dataclass(frozen=True, slots=True)
class BegunList:
    """A list as it was begun, with its answers."""

    scan_id: UUID
    language: str
    staff_id: UUID | None
    begun_on: date
    remark: str
    form: str
    answers: Mapping[str, int | None]
    words: Mapping[str, str]


def class_pupils(
    session: Session,
    this: RoundFacts,
    group_id: UUID,
    shown: Collection[UUID] | None = None,
    *,
    around: Comings | None = None,
) -> list[PupilFacts]:
    """Who is in a class in a round: by year, then as in lists.

    A combination class that the administration keeps as two groups of one name, each another
    year, is one class. ``shown``: the groups whose pupils may be seen, ``None`` for all.
    ``around`` saves reading who came and went once more.
    """
    later = (around or comings(session, this)).later
    parts = [
        [pupil for pupil in _members(session, this, part) if pupil.id not in later]
        for part in _same_name(session, group_id)
        if part == group_id or shown is None or part in shown
    ]
    grades = [{pupil.grade for pupil in part} - {None} for part in parts if part]
    apart = sum(map(len, grades)) > len(set().union(*grades)) or not all(grades)
    if apart and len(parts) > 1:
        parts = parts[:1]
    pupils = [pupil for part in parts for pupil in part]
    return sorted(pupils, key=lambda pupil: 99 if pupil.grade is None else pupil.grade)


def begun_lists(
    session: Session, this: RoundFacts, code: str, group_ids: Collection[UUID]
) -> dict[UUID, BegunList]:
    """By pupil: the lists of this questionnaire that were begun in a round."""
    given = {"round_id": this.id, "questionnaire": code, "groups": list(group_ids)}
    found = {}
    for row in session.execute(_lists(), given):
        answers, words = json.loads(row.answers)
        found[row.pupil_id] = BegunList(
            scan_id=row.id,
            language=row.language,
            staff_id=row.staff_id,
            begun_on=row.started_at.date(),
            remark=row.remark,
            form=row.form,
            answers=answers,
            words=words,
        )
    return found


def _same_name(session: Session, group_id: UUID) -> list[UUID]:
    """This group, then others of its name in its year."""
    found = session.execute(_of_same_name(), {"group_id": group_id}).scalars()
    return sorted(found, key=lambda one: one != group_id)


def _members(session: Session, this: RoundFacts, group_id: UUID) -> list[PupilFacts]:
    year = school_year_of(this.starts_on)
    return pupil_list(session, year, group_id=group_id, on=this.starts_on)


@cache  # to build a statement takes longer than to run it
def _of_same_name() -> Select[Any]:
    mine = aliased(Group)
    columns: tuple[Any, ...] = (Group.id,)
    query: Select[Any] = sa_select(*columns).join(
        mine, col(mine.school_year) == col(Group.school_year)
    )
    return query.where(
        col(mine.id) == bindparam("group_id"),
        func.lower(func.trim(Group.name)) == func.lower(func.trim(mine.name)),
    )


@cache
def _lists() -> Select[Any]:
    """One row a scan, its answers together in one text: far quicker than a row an answer."""
    words = func.json_group_object(Answer.item, Answer.words).filter(col(Answer.words).is_not(None))
    answers = (
        select(func.json_array(func.json_group_object(Answer.item, Answer.value), words))
        .where(Answer.scan_id == Scan.id)
        .correlate(Scan)
        .scalar_subquery()
        .label("answers")
    )
    columns: tuple[Any, ...] = (
        Scan.id,
        Scan.pupil_id,
        Scan.language,
        Scan.staff_id,
        Scan.started_at,
        Scan.remark,
        Scan.form,
        answers,
    )
    members = select(Enrolment.pupil_id).where(
        col(Enrolment.group_id).in_(bindparam("groups", expanding=True))
    )
    query: Select[Any] = sa_select(*columns).where(
        col(Scan.round_id) == bindparam("round_id"),
        col(Scan.questionnaire) == bindparam("questionnaire"),
        col(Scan.pupil_id).in_(members),
    )
    return query.order_by(col(Scan.started_at).desc())  # the oldest stays, if there were two
