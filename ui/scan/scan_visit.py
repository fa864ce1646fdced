"""One sitting of filling in lists: what was read of the store, and what is written to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Item, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.entry_quality import is_fast
from npo_desktop.dossiers.two_tiers import TWO_TIER
from npo_desktop.i18n import pick
from npo_desktop.queries.answering.entering import Entered, enter, enter_words, put_back, take_away
from npo_desktop.queries.answering.entry_checks import pace_of_list
from npo_desktop.queries.answering.last_round import LastRound, last_round
from npo_desktop.queries.answering.scan_entry import ScanEntry, begun_scan, note_staff, scan_entry
from npo_desktop.queries.answering.scan_progress import (
    ListProgress,
    next_unfinished,
    round_progress,
)
from npo_desktop.queries.groups import StaffRow, staff_list
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.scans import set_remark
from npo_desktop.queries.school import school_year_of
from ui.app import Topic

if TYPE_CHECKING:
    from ui.app import App


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one pupil's list, so that it can be undone."""

    pupil_id: UUID
    entered: Entered

    @property
    def item(self) -> str:
        """The statement that was answered."""
        return self.entered.before.item


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
        self._form: Questionnaire | None = None
        self._language: tuple[UUID | None, str] | None = None  # for which pupil it was chosen
        self._staff: tuple[UUID | None] | None = None
        self._written: ScanEntry | None = None  # the list as it is after our own answer
        self._last: tuple[UUID, LastRound] | None = None  # of which round

    def turn_to(self, pupil_id: UUID) -> None:
        """Another pupil in front; nothing is known of this one until it is read."""
        self.pupil_id, self.entry = pupil_id, None

    def read(self) -> None:
        """Everything about the pupil in front, as it is in the store now.

        After an answer of our own nothing is read again: the rest cannot have changed, and the
        next statement must stand there at once.
        """
        if self._written is not None:
            self._take(self._written)
            return
        self.entry, self.lists = None, ()
        if self.pupil_id is None:
            return
        with self.app.reading() as session:
            this = chosen_round(session, self.app.round_id, today())
            if this is None:
                return
            self._form = asked_in(session, self.app.content, this).get(self.code)
            if self._form is None and self.code not in self.app.content.questionnaires:
                return  # an own list that this round does not ask
            last = self._last_round(session, this)
            entry = scan_entry(session, self.questionnaire, this, self.pupil_id, last=last)
            if entry is None:
                return
            shown = self.app.groups_shown(session, school_year_of(this.starts_on))
            if shown is not None and entry.group_id not in shown:
                return  # another teacher's pupil
            group_id = self.group_id or entry.group_id
            lists = {self.code: self.questionnaire}
            progress = round_progress(session, lists, this, group_id=group_id, last=last)
            self.staff = staff_list(session)
        if entry.scan_id is None and self._staff is not None:
            entry = replace(entry, staff_id=self._staff[0])
        self.entry = entry
        self.lists = [one for one in progress if one.is_asked and one.group_id == group_id]

    @property
    def questionnaire(self) -> Questionnaire:
        return self._form or self.app.content.questionnaires[self.code]

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
        """Read on in this language; it is kept with each answer from now on."""
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

    def scale_name(self, item: Item) -> str:
        """What a subscale is called; an own scale by the school's own name for it."""
        if names := self.app.content.subscales.get(item.scale):
            return pick(names.staff)
        return pick(self.questionnaire.scale(item.scale).names)

    def fast_pace(self) -> float | None:
        """Seconds a statement, where that was too fast to have read them."""
        if self.entry is None or self.entry.scan_id is None or not self.entry.is_complete:
            return None
        with self.app.reading() as session:
            pace = pace_of_list(session, self.entry.scan_id)
        return pace if is_fast(pace) else None

    def answer(self, item: str, value: int | None) -> Change:
        """Give an answer; what it makes needless goes with it, and it can be undone."""
        return self._do(enter, item, value)

    def write(self, item: str, words: str) -> Change:
        """The same for a question that is no choice of one."""
        return self._do(enter_words, item, words)

    def take_away(self, item: str) -> Change:
        """Withdraw an answer; it can be undone."""
        return self._do(take_away, item)

    def undo(self, change: Change) -> None:
        """Put back what a change replaced and cleared."""
        with self.app.writing(Topic.ANSWERS) as session:
            put_back(session, change.entered)
        self.changes.remove(change)

    def keep_remark(self, words: str) -> None:
        """In a transaction of its own, when there is anything new to keep."""
        if self.entry is not None and words != self.entry.remark:
            with self.app.writing(Topic.ANSWERS) as session:
                set_remark(
                    session,
                    begun_scan(session, self.questionnaire, self.entry, self.language),
                    words,
                )

    def _do(self, change: Callable[..., Entered], *given: object) -> Change:
        """On disk when this returns."""
        assert self.entry is not None
        try:
            with self.app.writing(Topic.ANSWERS) as session:
                entered = change(
                    session, self.questionnaire, self.entry, *given, language=self.language
                )
                self._written = entered.entry
        finally:
            self._written = None
        done = Change(self.entry.pupil.id, entered)
        self.changes.append(done)
        return done

    def _take(self, entry: ScanEntry) -> None:
        """Our own answer in the list and beside it."""
        self.entry = entry
        self.lists = [
            one._replace(answered=entry.answered, items=len(entry.required))
            if one.pupil.id == entry.pupil.id
            else one
            for one in self.lists
        ]

    def _last_round(self, session: Any, this: RoundFacts) -> LastRound | None:
        """What lists in two tiers rest on: read once a sitting, the round before is over."""
        if this.form != TWO_TIER:
            return None
        if self._last is None or self._last[0] != this.id:
            self._last = this.id, last_round(session, self.questionnaire, this)
        return self._last[1]
