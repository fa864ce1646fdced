"""Answering, clearing and undoing in the class grid: said only once it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.answering.class_entry import ClassEntry
from ui.scan.cleared_notice import tell_cleared, tell_put_back
from ui.scan.scan_visit import Change

if TYPE_CHECKING:
    from ui.pages.grid_page import GridPage


class ClassWriting:
    """What the page does with an answer."""

    def __init__(self, page: GridPage) -> None:
        self._page, self._visit, self._saved = page, page.visit, page.side.saved

    def answer(self, row: int, value: int | None) -> bool:
        """This pupil gets this answer to the statement in front; whether it is asked at all."""
        group, item = self._visit.group, self._page.item
        if group is None or item is None or not group.rows[row].is_asked(item.id):
            return False
        answers = group.rows[row].entry.answers
        if item.id not in answers or answers[item.id] != value:
            self._keep(lambda: self._visit.answer(row, item, value))
        return True

    def clear(self) -> None:
        """The pupil in front has no answer to this statement any more."""
        group, item, row = self._visit.group, self._page.item, self._page.grid.row
        if group is None or item is None or row < 0:
            return
        if item.id in group.rows[row].entry.answers and group.rows[row].is_asked(item.id):
            self._keep(lambda: self._visit.take_away(row, item))
            self._page.stand(row)

    def undo(self) -> None:
        """Take back the newest change of this sitting."""
        if self._visit.changes:
            self.take_back(self._visit.changes[-1])

    def take_back(self, change: Change) -> None:
        """Undo this change, at its pupil and statement, with what was cleared for it."""
        group = self._visit.group
        is_here = group is not None and group.row_of(change.pupil_id) >= 0
        if change not in self._visit.changes or not is_here:
            self._page.app.say(  # another group is open by now, or the pupil is in another
                _("This can not be undone from here any more."),
                _("Open the group again and change the answer there."),
            )
            return
        self._visit.undo(change)
        self._saved.tell_saved(now().astimezone())
        tell_put_back(self._page.app, change.entered)
        self._show_change(self._visit.group, change)

    def _show_change(self, group: ClassEntry | None, change: Change) -> None:
        place = group.place_of(change.item) if group else -1
        if group is not None and place >= 0:
            self._page.go(place, group.row_of(change.pupil_id))
        else:
            self._page.renew()

    def _keep(self, change: Callable[[], Change]) -> None:
        try:
            done = change()
        except UserError:
            self._saved.tell_unsaved()
            raise
        self._saved.tell_saved(now().astimezone())
        self._page.show_answers()
        tell_cleared(self._page.app, done.entered, lambda: self.take_back(done))
