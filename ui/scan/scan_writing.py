"""Answering, clearing and undoing while a list is filled in: said only once it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from npo_desktop.clock import now
from npo_desktop.content.questionnaire import Item, Kind
from npo_desktop.errors import UserError
from ui.scan.cleared_notice import tell_cleared, tell_put_back
from ui.scan.scan_visit import Change

if TYPE_CHECKING:
    from ui.pages.scan_page import ScanPage


class ScanWriting:
    """What the page does with an answer."""

    def __init__(self, page: ScanPage) -> None:
        self._page, self._visit, self._side = page, page.visit, page.side

    def answer(self, value: int | None) -> None:
        """The statement in front gets this answer; on to the next."""
        item, entry = self._page.item, self._visit.entry
        if item is None or entry is None:
            return
        if item.id not in entry.answers or entry.answers[item.id] != value:
            self._keep(lambda: self._visit.answer(item.id, value))
        self._go_behind(item)

    def write(self, words: str) -> None:
        """The same for a question that is no choice of one."""
        item, entry = self._page.item, self._visit.entry
        if item is None or entry is None:
            return
        if item.kind is not Kind.NOTE and words != entry.words.get(item.id, ""):
            self._keep(lambda: self._visit.write(item.id, words))
        self._go_behind(item)

    def keep_typed(self) -> None:
        """What stands in the field of an own question is kept before one goes elsewhere."""
        item, entry = self._page.item, self._visit.entry
        if item is None or entry is None or item.kind in (Kind.CHOICE, Kind.NOTE):
            return
        words = self._page.sheet.item.field.words()
        if words != entry.words.get(item.id, ""):
            self._keep(lambda: self._visit.write(item.id, words))

    def clear(self) -> None:
        """The statement in front is as if it had never been answered."""
        item, entry = self._page.item, self._visit.entry
        if item is not None and entry is not None and item.id in entry.answers:
            self._keep(lambda: self._visit.take_away(item.id))

    def undo(self) -> None:
        """Take back the newest change of this sitting."""
        if self._visit.changes:
            self.take_back(self._visit.changes[-1])

    def take_back(self, change: Change) -> None:
        """Undo this change, at the pupil it belongs to, with what was cleared for it."""
        if change not in self._visit.changes:
            return
        self._page.turn_to(change.pupil_id)
        if self._visit.entry is None:
            return  # a job has the store just now
        self._visit.undo(change)
        self._side.tell_saved(now().astimezone())
        tell_put_back(self._page.app, change.entered)
        if (place := self._place(change.item)) is not None:
            self._page.go(place)

    def _keep(self, change: Callable[[], Change]) -> None:
        try:
            done = change()
        except UserError:
            self._side.tell_unsaved()
            self._page.show_statement()
            raise
        self._side.tell_saved(now().astimezone())
        tell_cleared(self._page.app, done.entered, lambda: self.take_back(done))

    def _go_behind(self, item: Item) -> None:
        """On to what follows: by now other questions may be asked than before."""
        if (place := self._place(item.id)) is not None:
            self._page.go(place + 1)

    def _place(self, item_id: str) -> int | None:
        entry = self._visit.entry
        ids = [one.id for one in entry.items] if entry else []
        return ids.index(item_id) if item_id in ids else None
