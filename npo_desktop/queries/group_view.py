"""What the group view needs beside the dossiers: the classes one may see, and how far they are."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from npo_desktop.charts.heat_cells import Lists, ListState
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import ListProgress, board_of, round_progress
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.school import school_facts, school_year_of


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """One class: a combination class that the administration keeps as two groups is one."""

    id: UUID | None  # none: the pupils who are in no group
    name: str
    groups: frozenset[UUID | None]  # all groups it is made of
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupsRead:
    """The classes, youngest first, and the state of every list of theirs."""

    school: str
    is_practice: bool
    classes: tuple[ClassFacts, ...]
    lists: Lists

    def with_id(self, group_id: UUID | None) -> ClassFacts | None:
        """The class that holds this group."""
        return next((one for one in self.classes if group_id in one.groups), None)


def read_groups(
    session: Session,
    content: Content,
    this: RoundFacts,
    shown: Collection[UUID] | None = None,
) -> GroupsRead:
    """``shown``: the groups one may see, ``None`` for all."""
    asked = asked_in(session, content, this)
    progress = [
        one
        for one in round_progress(session, asked, this)
        if shown is None or one.group_id in shown
    ]
    teachers = {
        group.id: group.teachers for group in group_list(session, school_year_of(this.starts_on))
    }
    classes = tuple(
        ClassFacts(
            row.group_id,
            row.group,
            frozenset(row.parts) if row.parts else frozenset((None,)),
            tuple(dict.fromkeys(name for part in row.parts for name in teachers.get(part, ()))),
        )
        for row in board_of(progress)
    )
    school = school_facts(session)
    lists = {(one.pupil.id, one.questionnaire): _state(one) for one in progress}
    return GroupsRead(school.name, school.is_practice, classes, lists)


def class_by_name(read: GroupsRead, name: str) -> ClassFacts:
    """A class as it is called, without regard to capitals; ``UserError`` when there is none."""
    wanted = name.strip().casefold()
    for one in read.classes:
        if one.name.strip().casefold() == wanted:
            return one
    known = ", ".join(one.name for one in read.classes)
    raise UserError(
        _("There is no group called {name} in this round.").format(name=name),
        _("The groups are: {names}.").format(names=known or "–"),
    )


def _state(one: ListProgress) -> ListState:
    if not one.is_asked:
        return ListState.NOT_ASKED
    return ListState.COMPLETE if one.is_complete else ListState.OPEN
