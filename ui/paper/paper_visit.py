"""Typing paper lists in: the form in front, what is stored of it, and what was typed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.content.entry_keys import TypedAnswer
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.entering import Entered, put_back
from npo_desktop.queries.answering.paper_entry import (
    FilledIn,
    FormOwner,
    differing,
    filled_in,
    find_form,
    store_remark,
    store_typed,
    typed_of,
)
from npo_desktop.queries.answering.paper_lists import form_items, paper_questionnaires
from npo_desktop.queries.answering.scan_entry import ScanEntry, note_staff, scan_entry
from npo_desktop.queries.answering.scan_progress import (
    ListProgress,
    board_of,
    next_unfinished,
    round_progress,
)
from npo_desktop.queries.groups import StaffRow, staff_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic

if TYPE_CHECKING:
    from ui.app import App

Changes = Mapping[str, TypedAnswer | None]


class Mode(Enum):
    """What a key does with the answer that was typed."""

    TYPE = auto()  # stores it
    AGAIN = auto()  # holds it, to compare with what is stored
    REPLACE = auto()  # holds it, to store it all at the end


@dataclass(frozen=True, slots=True)
class Undo:
    """What was stored with one key, so that it can be put back."""

    owner: FormOwner
    done: Sequence[Entered]


class PaperVisit:
    """The lists of one group, one form in front. No widgets here."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.begin(None, Informant.TEACHER.value)

    def begin(self, group_id: UUID | None, code: str) -> None:
        """A new sitting: nothing in front, nothing to undo."""
        self.group_id, self.code = group_id, code
        self.round: RoundFacts | None = None
        self.questionnaires: Mapping[str, Questionnaire] = {}
        self.lists: Sequence[ListProgress] = ()
        self.staff: Sequence[StaffRow] = ()
        self.changes: list[Undo] = []
        self.typed_forms: set[tuple[UUID, UUID, str]] = set()  # in this sitting
        self.is_writing = False
        self.put_away()

    def put_away(self) -> None:
        """No form in front."""
        self.owner: FormOwner | None = None
        self.entry: ScanEntry | None = None
        self.before: FilledIn | None = None  # what there was when it came in front
        self.typed: dict[str, TypedAnswer] = {}  # as stored
        self.held: dict[str, TypedAnswer] = {}  # typed again, not stored
        self.mode = Mode.TYPE
        self.form: tuple[Item, ...] = ()  # everything that may be asked, by its numbers
        self.cleared = 0  # answers that the newest key made needless
        self._language: str | None = None

    def read(self) -> None:
        """The group's lists, and the form in front as it is in the store now."""
        with self.app.reading() as session:
            self.round = chosen_round(session, self.app.round_id, today())
            self.lists = ()
            if self.round is None:
                self.put_away()
                return
            self.staff = staff_list(session)
            self.questionnaires = paper_questionnaires(session, self.app.content, self.round)
            if self.code not in self.questionnaires:
                self.code = next(iter(self.questionnaires))
            shown = self.app.groups_shown(session, school_year_of(self.round.starts_on))
            lists = {self.code: self.questionnaires[self.code]}
            found = round_progress(session, lists, self.round)
            row = next((row for row in board_of(found) if row.holds(self.group_id)), None)
            self.lists = [
                one
                for one in found
                if one.is_asked
                and (self.group_id is None or row is None or row.holds(one.group_id))
                and (shown is None or one.group_id in shown)
            ]
        if self.owner is not None:
            self._read_form()

    def find(self, typed: str) -> FormOwner:
        """Whose form this code is; ``UserError`` when it is nobody's."""
        with self.app.reading() as session:
            year = school_year_of(self.round.starts_on) if self.round else ""
            shown = self.app.groups_shown(session, year)
            content = self.app.content
            return find_form(session, content, typed, first=self.round, shown=shown)

    def owner_of(self, pupil_id: UUID) -> FormOwner | None:
        """A pupil chosen in the list, without a code."""
        one = next((one for one in self.lists if one.pupil.id == pupil_id), None)
        if one is None or self.round is None:
            return None
        return FormOwner(pupil_id, one.group_id, self.round, self.code)

    def take(self, owner: FormOwner) -> None:
        """This form comes in front; its list and group come along."""
        self.put_away()
        self.owner = owner
        if (owner.questionnaire, owner.group_id) != (self.code, self.group_id):
            self.code, self.group_id = owner.questionnaire, owner.group_id
        self.read()
        if self.entry is not None:
            with self.app.reading() as session:
                self.before = filled_in(session, self.entry.scan_id)

    @property
    def questionnaire(self) -> Questionnaire:
        return self.questionnaires[self.owner.questionnaire if self.owner else self.code]

    @property
    def asked(self) -> tuple[Item, ...]:
        """What takes an answer just now."""
        items = self.entry.items if self.entry else ()
        return tuple(item for item in items if item.kind is not Kind.NOTE)

    def takes(self, place: int) -> bool:
        """Whether the statement at this place of the form takes an answer just now."""
        return self.form[place].id in self.asked_ids

    @property
    def asked_ids(self) -> frozenset[str]:
        """The same by id."""
        return frozenset(item.id for item in self.asked)

    @property
    def language(self) -> str:
        """In which the form was asked."""
        assert self.entry is not None
        return self._language or self.entry.language

    @property
    def shown(self) -> Mapping[str, TypedAnswer]:
        """What is seen while typing: what is stored, or what was typed again."""
        return self.typed if self.mode is Mode.TYPE else self.held

    @property
    def answered(self) -> int:
        """How many statements have been typed."""
        return sum(item.id in self.shown for item in self.asked)

    @property
    def missing(self) -> int:
        """How many statements still have to be typed."""
        needed = self.entry.required if self.entry else ()
        return sum(item.id not in self.shown for item in needed)

    @property
    def differences(self) -> tuple[str, ...]:
        """Items whose second typing is not what is stored, in order."""
        return differing([item.id for item in self.asked], self.typed, self.held)

    def begin_again(self, mode: Mode) -> None:
        """Type the whole form once more; nothing is stored meanwhile."""
        self.mode, self.held = mode, {}

    def give(self, item: str, answer: TypedAnswer | None) -> None:
        """An answer was typed, or taken away with ``None``."""
        if self.mode is not Mode.TYPE:
            if answer is None:
                self.held.pop(item, None)
            else:
                self.held[item] = answer
        elif self.typed.get(item) != answer:
            self.store({item: answer})

    def store(self, changes: Changes) -> None:
        """On disk when this returns."""
        assert self.entry is not None and self.owner is not None
        with self._ours(), self.app.writing(Topic.ANSWERS) as session:
            done = store_typed(session, self.questionnaire, self.entry, self.language, changes)
        self._show_stored(done[-1].entry)
        self.cleared = sum(len(one.cleared) for one in done)
        self.changes.append(Undo(self.owner, done))
        self.typed_forms.add((self.owner.pupil_id, self.owner.round.id, self.code))

    def replace_all(self) -> int:
        """Store what was typed again in place of what was there; how many answers changed."""
        changes = {item: self.held.get(item) for item in self.differences}
        self.mode = Mode.TYPE
        if changes:
            self.store(changes)
        return len(changes)

    def undo(self) -> str | None:
        """Put back what the newest key replaced; its first item, ``None`` for nothing."""
        if not self.changes:
            return None
        change = self.changes[-1]
        if change.owner != self.owner:
            self.take(change.owner)
        self.mode = Mode.TYPE
        with self._ours(), self.app.writing(Topic.ANSWERS) as session:
            for entered in reversed(change.done):
                put_back(session, entered)
        self.changes.pop()
        self.cleared = 0
        self.read()
        return change.done[0].before.item

    def keep_remark(self, words: str) -> None:
        """In a transaction of its own, when there is anything new to keep."""
        if self.entry is None or words == self.entry.remark:
            return
        entry = self.entry
        with self._ours(), self.app.writing(Topic.ANSWERS) as session:
            scan_id = store_remark(session, self.questionnaire, entry, self.language, words)
        self.entry = replace(entry, scan_id=scan_id, remark=words)

    def choose_language(self, language: str) -> None:
        """The form was asked in this language; it is kept with the next answer."""
        self._language = language

    def choose_staff(self, staff_id: UUID | None) -> None:
        """Who filled the form in."""
        assert self.entry is not None
        self.entry = replace(self.entry, staff_id=staff_id)
        if self.entry.scan_id is not None:
            with self.app.writing(Topic.ANSWERS) as session:
                note_staff(session, self.entry.scan_id, staff_id)

    def following(self) -> ListProgress | None:
        """The next pupil of the list whose form is not in."""
        if self.owner is None:
            return next((one for one in self.lists if not one.is_complete), None)
        return next_unfinished(self.lists, self.owner.pupil_id)

    def neighbour(self, step: int) -> UUID | None:
        """The pupil before or after this one in the list."""
        ids = [one.pupil.id for one in self.lists]
        if self.owner is None or self.owner.pupil_id not in ids:
            return ids[0] if ids else None
        place = ids.index(self.owner.pupil_id) + step
        return ids[place] if 0 <= place < len(ids) else None

    def _read_form(self) -> None:
        assert self.owner is not None
        staff = self.entry.staff_id if self.entry and self.entry.scan_id is None else None
        with self.app.reading() as session:
            own = paper_questionnaires(session, self.app.content, self.owner.round)
            questionnaire = own[self.owner.questionnaire]
            self.questionnaires = {**self.questionnaires, questionnaire.code: questionnaire}
            entry = scan_entry(session, questionnaire, self.owner.round, self.owner.pupil_id)
            if entry is not None:
                this, pupil = self.owner.round, entry.pupil
                self.form = form_items(questionnaire, this, pupil, entry.exception)
                self.typed = typed_of(entry)
        if entry is None:
            self.put_away()  # erased meanwhile
            return
        if staff is not None and entry.scan_id is None:
            entry = replace(entry, staff_id=staff)
        self.entry = entry

    def _show_stored(self, entry: ScanEntry) -> None:
        """Our own answer, also in the list of pupils."""
        self.entry, self.typed = entry, typed_of(entry)
        self.lists = [
            one._replace(answered=entry.answered, items=len(entry.required))
            if one.pupil.id == entry.pupil.id
            else one
            for one in self.lists
        ]

    @contextmanager
    def _ours(self) -> Iterator[None]:
        """While we write ourselves nobody need read it all again."""
        self.is_writing = True
        try:
            yield
        finally:
            self.is_writing = False
