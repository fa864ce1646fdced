"""One sitting of filling in a list for a whole group: what was read, and what is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.content.grade_names import STYLES
from npo_desktop.content.questionnaire import Informant, Item, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.two_tiers import TWO_TIER
from npo_desktop.queries.answering.class_entry import ClassEntry, class_entry
from npo_desktop.queries.answering.entering import Entered, enter, put_back, take_away
from npo_desktop.queries.answering.last_round import LastRound, last_round
from npo_desktop.queries.answering.scan_entry import ScanEntry, note_staff, read_answers
from npo_desktop.queries.groups import StaffRow, staff_list
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.scan.entry_ways import GRID, can_be_filled_at_once
from ui.scan.scan_visit import Change

if TYPE_CHECKING:
    from ui.app import App


class ClassVisit:
    """One list for all pupils of a group. No widgets here."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.begin(None, Informant.TEACHER.value)

    def begin(self, group_id: UUID | None, code: str) -> None:
        """A new sitting: nothing to undo yet, nothing chosen."""
        self.group_id, self.code = group_id, code
        self.group: ClassEntry | None = None
        self.staff: Sequence[StaffRow] = ()
        self.year_style = STYLES[0]
        self.changes: list[Change] = []
        self._language: str | None = None
        self._staff: tuple[UUID | None] | None = None
        self.is_of_one = False  # this list is filled in pupil by pupil
        self.is_writing = False  # an answer of ours is on its way: it need not be read again
        self._last: tuple[UUID, LastRound] | None = None  # of which round

    def read(self) -> None:
        """The group as it is in the store now."""
        before, self.group = self.group, self._group()
        if before is not None and (self.group is None or self.group.round != before.round):
            self.changes.clear()

    @property
    def questionnaire(self) -> Questionnaire:
        assert self.group is not None
        return self.group.questionnaire

    @property
    def language(self) -> str:
        """In which the statements are read: as chosen, else as most of these lists were begun."""
        assert self.group is not None
        return self._language or self.group.language

    @property
    def staff_id(self) -> UUID | None:
        """Who fills in, where that is the same for everybody."""
        assert self.group is not None
        found = {row.entry.staff_id for row in self.group.rows}
        return found.pop() if len(found) == 1 else None

    def choose_language(self, language: str) -> None:
        """Read on in this language; it is kept with each answer from now on."""
        self._language = language

    def choose_staff(self, staff_id: UUID | None) -> None:
        """Who fills in: of the lists begun from now on, and of those that have nobody noted."""
        assert self.group is not None
        self._staff = (staff_id,)
        nameless = [
            row.entry.scan_id
            for row in self.group.rows
            if row.entry.scan_id is not None and row.entry.staff_id is None
        ]
        if nameless and staff_id is not None:
            with self.app.writing(Topic.ANSWERS) as session:
                for scan_id in nameless:
                    note_staff(session, scan_id, staff_id)

    def answer(self, row: int, item: Item, value: int | None) -> Change:
        """Give an answer; what it makes needless goes with it, and it can be undone."""
        return self._do(row, enter, item.id, value)

    def take_away(self, row: int, item: Item) -> Change:
        """Withdraw an answer; it can be undone."""
        return self._do(row, take_away, item.id)

    def undo(self, change: Change) -> None:
        """Put back what a change replaced and cleared."""
        assert self.group is not None
        row = self.group.rows[self.group.row_of(change.pupil_id)]
        with self._writing() as session:
            put_back(session, change.entered)
            entry = read_answers(session, self.questionnaire, row.entry)
        self.group = self.group.with_list(entry)
        self.changes.remove(change)

    def _group(self) -> ClassEntry | None:
        """Nothing for a list that this round does not ask, or another teacher's group."""
        if self.group_id is None:
            return None
        with self.app.reading() as session:
            this = chosen_round(session, self.app.round_id, today())
            if this is None:
                return None
            questionnaire = asked_in(session, self.app.content, this).get(self.code)
            shown = self.app.groups_shown(session, school_year_of(this.starts_on))
            if questionnaire is None or (shown is not None and self.group_id not in shown):
                return None
            self.is_of_one = not can_be_filled_at_once(questionnaire)
            if self.is_of_one:
                return None
            self.staff, self.year_style = staff_list(session), grade_style(session)
            last = self._last_round(session, this)
            group_id = self.group_id
            found = class_entry(session, questionnaire, this, group_id, shown=shown, last=last)
        return self._with_chosen_staff(found)

    def _do(self, row: int, change: Callable[..., Entered], *given: object) -> Change:
        """On disk when this returns."""
        assert self.group is not None
        entry, language = self.group.rows[row].entry, self.language
        with self._writing() as session:
            entered = change(
                session, self.questionnaire, entry, *given, language=language, way=GRID
            )
        self.group = self.group.with_list(entered.entry)
        done = Change(entry.pupil.id, entered)
        self.changes.append(done)
        return done

    @contextmanager
    def _writing(self) -> Iterator[Any]:
        """One transaction; what is announced at its end is ours, and need not be read again."""
        self.is_writing = True
        try:
            with self.app.writing(Topic.ANSWERS) as session:
                yield session
        finally:
            self.is_writing = False

    def _last_round(self, session: Any, this: RoundFacts) -> LastRound | None:
        """What lists in two tiers rest on: read once a sitting, the round before is over."""
        questionnaire = self.app.content.questionnaires.get(self.code)
        if this.form != TWO_TIER or questionnaire is None:
            return None
        if self._last is None or self._last[0] != this.id:
            self._last = this.id, last_round(session, questionnaire, this)
        return self._last[1]

    def _with_chosen_staff(self, group: ClassEntry) -> ClassEntry:
        """Whoever was chosen fills in the lists that are not begun yet."""
        if self._staff is None:
            return group
        staff_id = self._staff[0]

        def noted(entry: ScanEntry) -> ScanEntry:
            return entry if entry.scan_id is not None else replace(entry, staff_id=staff_id)

        rows = tuple(replace(row, entry=noted(row.entry)) for row in group.rows)
        return replace(group, rows=rows)
