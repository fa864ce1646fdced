"""What the desk reads and writes: one child at a time, and nothing of any other. No widgets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.content.pictures import Code
from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.desk import desk_lists
from npo_desktop.queries.answering.entering import enter
from npo_desktop.queries.answering.scan_entry import ScanEntry, scan_entry
from ui.app import Topic

if TYPE_CHECKING:
    from ui.app import App


@dataclass(frozen=True, slots=True)
class DeskPlan:
    """What the adult decided before the desk opened. Ids and codes only, no names of pupils."""

    questionnaire: Questionnaire
    round: RoundFacts
    pupil: UUID | None  # whose turn it is at once; ``None``: a queue
    codes: Mapping[Code, UUID]  # of the queue
    group_id: UUID | None
    adult: str  # who helps
    contacts: tuple[str, ...]  # of the school's sheet, whom a child may talk to
    languages: tuple[str, ...]  # that a child may choose from, at least one


class Sitting:
    """The child that sits at the desk now: its list, its language, its answers."""

    def __init__(self, app: App, plan: DeskPlan) -> None:
        self._app, self.plan = app, plan
        self._entry: ScanEntry | None = None
        self.language = plan.languages[0]

    @property
    def entry(self) -> ScanEntry:
        """The list of the child that sits here; an error of ours when nobody does."""
        assert self._entry is not None
        return self._entry

    @property
    def is_taken(self) -> bool:
        """Whether somebody sits here."""
        return self._entry is not None

    @property
    def first_name(self) -> str:
        """All that is shown of anybody."""
        return self.entry.pupil.call_name or self.entry.pupil.full_name

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions, in asking order."""
        return self.entry.items

    @property
    def answered(self) -> tuple[bool, ...]:
        """Which of the questions have an answer, if only "don't know"."""
        return tuple(item.id in self.entry.answers for item in self.items)

    @property
    def counted(self) -> tuple[bool, ...]:
        """Which of the questions count: without an answer to these the list is not complete."""
        required = {item.id for item in self.entry.required}
        return tuple(item.id in required for item in self.items)

    @property
    def first_open(self) -> int:
        """Where to go on; behind the last when nothing is left."""
        return self.entry.first_open

    def waiting(self) -> Collection[UUID]:
        """Who of this desk's pupils still has something to answer."""
        plan = self.plan
        mine = set(plan.codes.values()) if plan.pupil is None else {plan.pupil}
        with self._app.reading() as session:
            lists = desk_lists(session, plan.questionnaire, plan.round, group_id=plan.group_id)
        return mine.intersection(one.pupil.id for one in lists)

    def sit_down(self, pupil_id: UUID) -> None:
        """Read this child's list. ``UserError`` when the child is not in the store any more."""
        plan = self.plan
        with self._app.reading() as session:
            entry = scan_entry(session, plan.questionnaire, plan.round, pupil_id)
        if entry is None:
            raise UserError(_("This list is not here any more."), _("Ask your teacher."))
        self._entry = entry
        wished = (entry.language, entry.pupil.home_language)
        known = [language for language in wished if language in plan.languages]
        self.language = known[0] if known else plan.languages[0]

    def stand_up(self) -> None:
        """Nobody sits here; nothing of the child is kept in mind."""
        self._entry = None

    def answer(self, item: Item, value: int | None) -> None:
        """On disk when this returns."""
        entry, asked = self.entry, self.plan.questionnaire
        if item.id in entry.answers and entry.answers[item.id] == value:
            return
        with self._app.writing(Topic.ANSWERS) as session:
            entered = enter(
                session, asked, entry, item.id, value, language=self.language, way="desk"
            )
        self._entry = entered.entry
