"""Groups, and who teaches them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its teachers and size."""

    id: UUID
    name: str
    grade: int | None
    teachers: tuple[str, ...]
    pupils: int


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works at the school."""

    id: UUID
    name: str
    role: str


def group_list(session: Session, school_year: str) -> list[GroupRow]:
    """The groups of a year, youngest first."""
    sizes = dict(
        session.exec(
            select(Enrolment.group_id, func.count())
            .join(Pupil, col(Pupil.id) == Enrolment.pupil_id)
            .where(Enrolment.school_year == school_year, col(Pupil.left_on).is_(None))
            .group_by(col(Enrolment.group_id))
        ).all()
    )
    teachers: dict[UUID, list[str]] = {}
    taught = select(GroupTeacher.group_id, Staff).join(
        Staff, col(Staff.id) == GroupTeacher.staff_id
    )
    for group_id, member in session.exec(taught.order_by(col(Staff.last_name))):
        teachers.setdefault(group_id, []).append(staff_name(member))
    query = (
        select(Group)
        .where(Group.school_year == school_year)
        .order_by(func.coalesce(Group.grade, 99), col(Group.name))
    )
    return [
        GroupRow(
            group.id,
            group.name,
            group.grade,
            tuple(teachers.get(group.id, ())),
            sizes.get(group.id, 0),
        )
        for group in session.exec(query)
    ]


def staff_list(session: Session) -> list[StaffRow]:
    """Everybody who works here now."""
    query = select(Staff).where(col(Staff.left_on).is_(None)).order_by(col(Staff.last_name))
    return [StaffRow(member.id, staff_name(member), member.role) for member in session.exec(query)]


def staff_name(member: Staff) -> str:
    """As one says it."""
    return " ".join(part for part in (member.first_name, member.infix, member.last_name) if part)


def teacher_of(session: Session, group_id: UUID) -> UUID | None:
    """Who fills the teacher's list for this group, when there is just one."""
    found = session.exec(
        select(GroupTeacher.staff_id).where(GroupTeacher.group_id == group_id)
    ).all()
    return found[0] if len(found) == 1 else None
