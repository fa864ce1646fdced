"""A place where a pupil can be dropped: a group, or the column of those without one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.support.support_row import dropped_pupil
from ui.widgets.text import restyle


class SupportDrop(QFrame):
    """``group_id`` ``None``: back to those without a place."""

    dropped = Signal(object, object, object)  # pupil, out of which group, into which

    def __init__(self, group_id: UUID | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group_id = group_id
        self.setProperty("role", "card")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        found = dropped_pupil(event.mimeData())
        if found is not None and found[1] != self.group_id:
            self._show_over("selected")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over("")
        if (found := dropped_pupil(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.dropped.emit(*found, self.group_id)

    def _show_over(self, state: str) -> None:
        self.setProperty("over", state)
        restyle(self)
