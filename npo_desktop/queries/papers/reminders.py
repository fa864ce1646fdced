"""What is still open in a round, gathered for a page on paper: by teacher, or by group."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.reminder_facts import OpenGroup, OpenList, ReminderPage, Reminders
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.scan_progress import (
    GroupProgress,
    ListProgress,
    board_of,
    round_progress,
)
from npo_desktop.queries.groups import SUPPORTING, staff_name
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.school import school_facts
from npo_desktop.store.tables import GroupTeacher, Staff


class By(StrEnum):
    """For whom a page is."""

    TEACHER = "teacher"
    GROUP = "group"


def load_reminders(
    session: Session, content: Content, this: RoundFacts, *, by: By = By.TEACHER
) -> Reminders:
    """Only groups in which something is open; a group without a known teacher has its own page."""
    asked = asked_in(session, content, this)
    progress = round_progress(session, asked, this)
    groups = [
        (row, OpenGroup(row.group or _("No group"), lists))
        for row in board_of(progress)
        if (lists := _open_lists(row, progress, asked))
    ]
    teachers = _teachers(session) if by is By.TEACHER else {}
    school = school_facts(session)
    return Reminders(
        school=school.name,
        place=school.place,
        coordinator=school.coordinator,
        is_practice=school.is_practice,
        round=this.name,
        return_by=this.deadline or this.ends_on,
        made_on=today(),
        pages=_pages(groups, teachers),
    )


def _pages(
    groups: Sequence[tuple[GroupProgress, OpenGroup]], teachers: Mapping[UUID, Sequence[str]]
) -> tuple[ReminderPage, ...]:
    """In the order of the groups, the youngest first."""
    found: dict[str, list[OpenGroup]] = {}
    for row, group in groups:
        mine = {name: None for part in row.parts for name in teachers.get(part, ())}
        for key in mine or (f"\0{row.group_id}",):
            found.setdefault(key, []).append(group)
    return tuple(
        ReminderPage("" if key.startswith("\0") else key, tuple(mine))
        for key, mine in found.items()
    )


def _open_lists(
    row: GroupProgress, progress: Sequence[ListProgress], asked: Mapping[str, Questionnaire]
) -> tuple[OpenList, ...]:
    found = []
    informants = list(Informant)
    for code in sorted(row.lists, key=lambda code: informants.index(asked[code].informant)):
        count = row.lists[code]
        numbers = [
            one.pupil.number
            for one in progress
            if row.holds(one.group_id)
            and one.questionnaire == code
            and one.is_asked
            and not one.is_complete
        ]
        if numbers:
            title = _title(asked[code])
            found.append(OpenList(title, count.complete, count.asked, tuple(sorted(numbers))))
    return tuple(found)


def _title(questionnaire: Questionnaire) -> str:
    """Whose list it is; an own one by its title."""
    if questionnaire.is_own:
        return pick(questionnaire.titles) or questionnaire.code
    titles = {
        Informant.TEACHER: _("List of the teacher"),
        Informant.PUPIL: _("List of the pupil"),
        Informant.PARENT: _("List of the parent"),
    }
    return titles[questionnaire.informant]


def _teachers(session: Session) -> dict[UUID, list[str]]:
    """Who teaches which group; who only supports it is not reminded."""
    query = select(GroupTeacher.group_id, Staff)
    query = query.join(Staff, col(Staff.id) == GroupTeacher.staff_id)
    query = query.where(col(Staff.role).not_in(SUPPORTING), col(Staff.left_on).is_(None))
    found: dict[UUID, list[str]] = {}
    for group_id, member in session.exec(query.order_by(col(Staff.last_name))):
        found.setdefault(group_id, []).append(staff_name(member))
    return found
