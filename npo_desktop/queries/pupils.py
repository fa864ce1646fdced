"""Pupils as they are in one school year."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    bindparam,
    exists,
    func,
    or_,
)
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Enrolment, Group, Guardian, Pupil

_COLUMNS: tuple[Any, ...] = (
    Pupil.id,
    Pupil.number,
    Pupil.call_name,
    Pupil.infix,
    Pupil.last_name,
    Pupil.birth_date,
    func.coalesce(Enrolment.grade, Group.grade),
    func.coalesce(Group.name, ""),
    Pupil.home_language,
    select(Guardian.language)
    .where(Guardian.pupil_id == Pupil.id, col(Guardian.language).is_not(None))
    .order_by(col(Guardian.id))
    .limit(1)
    .scalar_subquery(),
    Pupil.school_language_since,
    Enrolment.group_id,
)


def pupil_facts(session: Session, pupil_id: UUID, school_year: str) -> PupilFacts:
    """One pupil, with the group and grade of that year."""
    given = {"school_year": school_year, "pupil_id": pupil_id}
    row = session.execute(_one_in_year(), given).one()
    return PupilFacts(*row)


def pupil_list(
    session: Session,
    school_year: str,
    *,
    matching: str = "",
    group_id: UUID | None = None,
    on: date | None = None,
) -> list[PupilFacts]:
    """Pupils in list order. Empty ``matching``: all.

    ``on``: only who was here by then: had not left, and was not enrolled later.
    """
    query = _listed(group_id is not None, on is not None)
    for word in folded(matching).split():
        pattern = "%" + word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
        query = query.where(col(Pupil.sort_name).like(pattern, escape="\\"))
    given = {"school_year": school_year, "group_id": group_id, "on": on}
    return [PupilFacts(*row) for row in session.execute(query, given)]


@cache  # to build the statement takes longer than to run it
def _listed(of_one_group: bool, of_one_day: bool) -> Select[Any]:
    query = _in_year(bindparam("school_year", type_=String))
    query = query.order_by(col(Pupil.sort_name), col(Pupil.number))
    if of_one_group:
        query = query.where(col(Enrolment.group_id) == bindparam("group_id"))
    if of_one_day:
        on: BindParameter[date] = bindparam("on", type_=Date)
        ever = exists().where(col(Enrolment.pupil_id) == Pupil.id).correlate(Pupil)
        query = query.where(
            or_(col(Pupil.left_on) > on, col(Pupil.left_on).is_(None)),
            or_(col(Enrolment.pupil_id).is_not(None), ~ever),
        )
    return query


def pupils_of_round(
    session: Session, starts_on: date, scanned: Collection[UUID]
) -> list[PupilFacts]:
    """Who was here when a round began, and whoever has a scan in it all the same.

    In list order, each in the group and grade of that school year.
    """
    year = school_year_of(starts_on)
    here = pupil_list(session, year, on=starts_on)
    known = {pupil.id for pupil in here}
    if known.issuperset(scanned):
        return here
    return [pupil for pupil in pupil_list(session, year) if pupil.id in known.union(scanned)]


def pupil_by_number(session: Session, number: str, school_year: str) -> PupilFacts:
    """The pupil the school knows by this number."""
    query = _in_year(school_year).where(col(Pupil.number) == number)
    row = session.execute(query).one_or_none()
    if row is None:
        raise UserError(
            _("There is no pupil with number {number}.").format(number=number),
            _("See the numbers with: npo list pupils."),
        )
    return PupilFacts(*row)


def guardian_languages(session: Session, pupil_id: UUID) -> Sequence[str]:
    """The languages in which the school talks with this pupil's parents."""
    query = select(Guardian.language).where(
        Guardian.pupil_id == pupil_id, col(Guardian.language).is_not(None)
    )
    return [language for language in session.exec(query) if language]


def set_talk_language(session: Session, pupil_id: UUID, language: str) -> None:
    """The language of the talk with this pupil's parents, for everyone known and who comes."""
    guardians = session.exec(select(Guardian).where(Guardian.pupil_id == pupil_id)).all()
    for guardian in guardians:
        guardian.language = language
    if not guardians:
        session.add(Guardian(pupil_id=pupil_id, language=language))


def enrolment_in_view(school_year: str | BindParameter[str]) -> ColumnElement[bool]:
    """Joins each pupil with the newest enrolment up to a school year.

    A school that has not read in its new file yet still finds its pupils in their groups.
    """
    known = aliased(Enrolment)
    newest = (
        select(func.max(known.school_year))
        .where(known.pupil_id == Pupil.id, known.school_year <= school_year)
        .correlate(Pupil)
        .scalar_subquery()
    )
    return and_(col(Enrolment.pupil_id) == Pupil.id, col(Enrolment.school_year) == newest)


@cache  # to build the statement takes longer than to run it
def _one_in_year() -> Select[Any]:
    query = _in_year(bindparam("school_year", type_=String))
    return query.where(col(Pupil.id) == bindparam("pupil_id"))


def _in_year(school_year: str | BindParameter[str]) -> Select[Any]:
    query: Select[Any] = sa_select(*_COLUMNS)
    query = query.select_from(Pupil).outerjoin(Enrolment, enrolment_in_view(school_year))
    return query.outerjoin(Group, col(Group.id) == Enrolment.group_id)
