"""From one pupil's list to the same statement for the whole group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.scan.entry_ways import GRID, SINGLE, EntryWays, can_be_filled_at_once

if TYPE_CHECKING:
    from ui.pages.scan_page import ScanPage

ROOM = 1000  # pixels; on a narrower page the ways are icons alone


class ScanWays(EntryWays):
    """For the head of the page of one pupil."""

    def __init__(self, page: ScanPage) -> None:
        super().__init__(SINGLE, page)
        self._page = page
        self.hide()  # until the head of the window takes it
        self.chosen.connect(self._go)
        page.installEventFilter(self)

    def head(self) -> Sequence[QWidget]:
        """Itself, for a list that can be filled in for a whole group."""
        entry, visit = self._page.visit.entry, self._page.visit
        if (
            entry is None
            or entry.group_id is None
            or not can_be_filled_at_once(visit.questionnaire)
        ):
            return ()
        return (self,)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.set_compact(self._page.width() < ROOM)
        return super().eventFilter(watched, event)

    def _go(self, way: object) -> None:
        entry, visit, item = self._page.visit.entry, self._page.visit, self._page.item
        self.set_value(SINGLE)  # as it is to stand when one comes back
        if way == GRID and entry is not None:
            wanted = item.id if item else None
            group_id = visit.group_id or entry.group_id
            self._page.app.open("grid", group_id, visit.code, wanted, entry.pupil.id)
