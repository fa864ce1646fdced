"""The classes a pupil can be put into by hand: those of the newest school year so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.year_plan import covers_of
from npo_desktop.store.tables import Enrolment, Group


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A group that somebody can be put into."""

    id: UUID
    name: str
    school_year: str
    grade: int | None  # empty: a combination class, the pupil's own year is asked
    covers: tuple[int, ...]  # the year groups of who is in it; empty: nobody yet


def classes_on(session: Session, day: date) -> list[ClassFacts]:
    """The groups of the school year of a day, or of the newest year before it; youngest first."""
    newest = select(func.max(Group.school_year)).where(Group.school_year <= school_year_of(day))
    groups = session.exec(select(Group).where(Group.school_year == newest.scalar_subquery())).all()
    members = defaultdict(list)
    query = select(Enrolment.group_id, Enrolment.grade)
    query = query.where(col(Enrolment.group_id).in_([group.id for group in groups]))
    for group_id, grade in session.exec(query):
        members[group_id].append(grade)
    found = [
        ClassFacts(
            group.id,
            group.name,
            group.school_year,
            group.grade,
            covers_of(group.grade, members[group.id]),
        )
        for group in groups
    ]
    return sorted(found, key=lambda one: ((*one.covers, 99)[0], one.name))
