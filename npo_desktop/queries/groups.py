"""Groups, and who teaches them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff

SUPPORTING = ("IB", "RT", "DIR", "ADJ", "LOC", "ADM", "CON", "ICT", "SMW", "OWA", "KLA", "OUD")


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
    """The groups of a year, youngest first; of the newest year before it when it has none yet."""
    newest = select(func.max(Group.school_year)).where(Group.school_year <= school_year)
    members = (
        sa_select(
            col(Enrolment.group_id),
            func.count().label("pupils"),
            func.min(Enrolment.grade).label("youngest"),
        )
        .join(Pupil, col(Pupil.id) == Enrolment.pupil_id)
        .where(col(Pupil.left_on).is_(None) | (col(Pupil.left_on) > today()))
        .group_by(col(Enrolment.group_id))
        .subquery()
    )
    youngest = func.coalesce(Group.grade, members.c.youngest, 99)
    query = (
        select(Group, func.coalesce(members.c.pupils, 0))
        .outerjoin(members, members.c.group_id == Group.id)
        .where(Group.school_year == newest.scalar_subquery())
        .order_by(youngest, col(Group.name))
    )
    teachers = _teachers(session)
    return [
        GroupRow(group.id, group.name, group.grade, tuple(teachers.get(group.id, ())), pupils)
        for group, pupils in session.exec(query)
    ]


def _teachers(session: Session) -> dict[UUID, list[str]]:
    """Who works in each group."""
    found: dict[UUID, list[str]] = {}
    query = select(GroupTeacher.group_id, Staff).join(Staff, col(Staff.id) == GroupTeacher.staff_id)
    for group_id, member in session.exec(query.order_by(col(Staff.last_name))):
        found.setdefault(group_id, []).append(staff_name(member))
    return found


def staff_list(session: Session) -> list[StaffRow]:
    """Everybody who works here now."""
    query = select(Staff).where(col(Staff.left_on).is_(None)).order_by(col(Staff.last_name))
    return [StaffRow(member.id, staff_name(member), member.role) for member in session.exec(query)]


def staff_name(member: Staff) -> str:
    """As one says it."""
    return " ".join(part for part in (member.first_name, member.infix, member.last_name) if part)


def teacher_of(session: Session, group_id: UUID) -> UUID | None:
    """Who fills the teacher's list for this group, when there is just one."""
    return sole_teachers(session).get(group_id)


def sole_teachers(session: Session) -> dict[UUID, UUID]:
    """Groups that have one teacher; who only supports the group does not count as one."""
    found: dict[UUID, list[UUID]] = {}
    query = select(GroupTeacher.group_id, GroupTeacher.staff_id)
    query = query.join(Staff, col(Staff.id) == GroupTeacher.staff_id)
    for group_id, staff_id in session.exec(query.where(col(Staff.role).not_in(SUPPORTING))):
        found.setdefault(group_id, []).append(staff_id)
    return {group_id: staff[0] for group_id, staff in found.items() if len(staff) == 1}
