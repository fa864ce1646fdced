"""Fifteen minutes until the parents come: a few letters of a name, Enter, and it is all there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.tables.record_table import Column, RecordTable
from ui.widgets.find_field import MOST, Found
from ui.widgets.found_list import FoundList
from ui.widgets.text import text

WIDTH, ROW = 480, 30  # pixels


class FindTalkDialog(QDialog):
    """``chosen`` gets the pupil, with the page of the talk; Esc leaves everything as it was."""

    def __init__(
        self,
        search: Callable[[str], Sequence[Found]],
        chosen: Callable[[Found], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._search, self._chosen = search, chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Talk with parents"))
        self.setFixedWidth(WIDTH)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("A few letters of the name"))
        self.name.setAccessibleName(_("Find a pupil"))
        self._found: RecordTable[Found] = RecordTable([Column(_("Found"), _line, tip=_line)], self)
        self.results = FoundList(self._found)
        self.results.setFixedHeight(MOST * ROW + 4)
        self.none = text(_("Nobody of that name."), "body", "ink2")
        self.below = QStackedWidget()  # of one height: nothing jumps while one types
        self.below.setFixedHeight(self.results.height())
        self.below.addWidget(self.results)
        self.below.addWidget(self._told())
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(_("Whose parents come?"), "dialogTitle"))
        words = _("The summary, your own speaking note, and what is still missing.")
        column.addWidget(text(words, "body", "ink2", wrap=True))
        column.addWidget(self.name)
        column.addWidget(self.below)
        self.name.textChanged.connect(self._look)
        self.name.returnPressed.connect(self._open_current)
        self.results.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _told(self) -> QWidget:
        """Right under the field."""
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.none)
        column.addStretch()
        return place

    def _look(self, typed: str) -> None:
        wanted = typed.strip()
        found = list(self._search(wanted))[:MOST] if wanted else []
        self._found.set_rows(found)
        self.below.setCurrentIndex(1 if wanted and not found else 0)
        if found:
            self.results.setCurrentIndex(self._found.index(0, 0))

    def _step(self, by: int) -> None:
        row = self.results.currentIndex().row() + by
        if 0 <= row < self._found.rowCount():
            self.results.setCurrentIndex(self._found.index(row, 0))

    def _open_current(self) -> None:
        self._choose(self.results.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            found = self._found.row_at(index)
            self.accept()
            self._chosen(replace(found, page="talk"))


def find_talk(
    window: QWidget, search: Callable[[str], Sequence[Found]], chosen: Callable[[Found], None]
) -> None:
    """Ask once, however often the key is pressed."""
    if window.findChild(FindTalkDialog) is None:
        FindTalkDialog(search, chosen, window).open()


def _line(found: Found) -> str:
    return f"{found.text} · {found.detail}" if found.detail else found.text
