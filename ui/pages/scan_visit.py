"""One sitting of filling in lists: what was read of the store, and what is written to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.queries.answers import answers_of, record_answer, withdraw_answer
from npo_desktop.queries.groups import StaffRow, staff_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.scan_entry import ScanEntry, begun_scan, note_staff, scan_entry
from npo_desktop.queries.scan_progress import (
    ListProgress,
    next_unfinished,
    round_progress,
)
from npo_desktop.queries.scans import set_remark
from npo_desktop.queries.school import school_year_of
from ui.app import Topic

if TYPE_CHECKING:
    from ui.app import App


@dataclass(frozen=True, slots=True)
class Change:
    """What an answer was before it was given, so that it can be undone."""

    pupil_id: UUID
    item: str
    was_answered: bool
    value: int | None


class ScanVisit:
    """One list for the pupils of one group, one pupil in front. No widgets here."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.begin(None, Informant.TEACHER.value, None)

    def begin(self, pupil_id: UUID | None, code: str, group_id: UUID | None) -> None:
        """A new sitting: nothing to undo yet, nothing chosen."""
        self.pupil_id, self.code, self.group_id = pupil_id, code, group_id
        self.entry: ScanEntry | None = None
        self.lists: Sequence[ListProgress] = ()
        self.staff: Sequence[StaffRow] = ()
        self.changes: list[Change] = []
        self._language: tuple[UUID | None, str] | None = None  # for which pupil it was chosen
        self._staff: tuple[UUID | None] | None = None
        self._written: UUID | None = None  # the scan we are writing an answer to just now

    def turn_to(self, pupil_id: UUID) -> None:
        """Another pupil in front; nothing is known of this one until it is read."""
        self.pupil_id, self.entry = pupil_id, None

    def read(self) -> None:
        """Everything about the pupil in front, as it is in the store now.

        After an answer of our own only the answers are read again: the rest cannot have changed,
        and the next statement must stand there at once.
        """
        if self._written is not None:
            self._read_answers(self._written)
            return
        self.entry, self.lists = None, ()
        if self.pupil_id is None:
            return
        with self.app.reading() as session:
            this = chosen_round(session, self.app.round_id, today())
            if this is None:
                return
            entry = scan_entry(session, self.questionnaire, this, self.pupil_id)
            if entry is None:
                return
            shown = self.app.groups_shown(session, school_year_of(this.starts_on))
            if shown is not None and entry.group_id not in shown:
                return  # another teacher's pupil
            group_id = self.group_id or entry.group_id
            lists = {self.code: self.questionnaire}
            progress = round_progress(session, lists, this, group_id=group_id)
            self.staff = staff_list(session)
        if entry.scan_id is None and self._staff is not None:
            entry = replace(entry, staff_id=self._staff[0])
        self.entry = entry
        self.lists = [one for one in progress if one.is_asked and one.group_id == group_id]

    @property
    def questionnaire(self) -> Questionnaire:
        return self.app.content.questionnaires[self.code]

    @property
    def language(self) -> str:
        """Chosen for this pupil, else as it was asked, else as for the pupil before."""
        assert self.entry is not None
        if self._language is None:
            return self.entry.language
        pupil_id, chosen = self._language
        fresh = self.entry.scan_id is None and self.code != Informant.PARENT.value
        return chosen if pupil_id == self.pupil_id or fresh else self.entry.language

    def choose_language(self, language: str) -> None:
        """Read on in this language; it is kept with the next answer."""
        self._language = (self.pupil_id, language)

    def choose_staff(self, staff_id: UUID | None) -> None:
        """Who fills in, for this pupil and for the lists begun after it."""
        assert self.entry is not None
        self._staff = (staff_id,)
        if self.entry.scan_id is not None:
            with self.app.writing(Topic.ANSWERS) as session:
                note_staff(session, self.entry.scan_id, staff_id)

    def neighbour(self, step: int) -> UUID | None:
        """The pupil before or after this one in the list."""
        ids = [one.pupil.id for one in self.lists]
        place = ids.index(self.pupil_id) + step if self.pupil_id in ids else 0
        return ids[place] if 0 <= place < len(ids) else None

    def following(self) -> ListProgress | None:
        """The next pupil whose list is not finished."""
        return next_unfinished(self.lists, self.pupil_id) if self.pupil_id else None

    def change(self, item: str, *, answered: bool, value: int | None) -> None:
        """Give or withdraw an answer; it can be undone."""
        assert self.entry is not None
        given = self.entry.answers
        before = Change(self.entry.pupil.id, item, item in given, given.get(item))
        self._store(item, answered=answered, value=value)
        self.changes.append(before)

    def undo(self) -> str:
        """Put back what the newest change of this pupil replaced; returns its item."""
        change = self.changes[-1]
        self._store(change.item, answered=change.was_answered, value=change.value)
        self.changes.pop()
        return change.item

    def keep_remark(self, words: str) -> None:
        """In a transaction of its own, when there is anything new to keep."""
        if self.entry is not None and words != self.entry.remark:
            with self.app.writing(Topic.ANSWERS) as session:
                set_remark(
                    session,
                    begun_scan(session, self.questionnaire, self.entry, self.language),
                    words,
                )

    def _read_answers(self, scan_id: UUID) -> None:
        assert self.entry is not None
        with self.app.reading() as session:
            answers = answers_of(session, scan_id)
        self.entry = entry = replace(
            self.entry, scan_id=scan_id, language=self.language, answers=answers
        )
        self.lists = [
            replace(one, answered=entry.answered) if one.pupil.id == entry.pupil.id else one
            for one in self.lists
        ]

    def _store(self, item: str, *, answered: bool, value: int | None) -> None:
        """On disk when this returns."""
        assert self.entry is not None
        try:
            with self.app.writing(Topic.ANSWERS) as session:
                self._written = scan_id = begun_scan(
                    session, self.questionnaire, self.entry, self.language
                )
                if answered:
                    record_answer(session, scan_id, item, value)
                else:
                    withdraw_answer(session, scan_id, item)
        finally:
            self._written = None
