"""The field that finds a pupil, or anything else with a name, from every page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui import icons, theme
from ui.tables.record_table import Column, RecordTable
from ui.widgets.found_list import FoundList
from ui.widgets.key_button import cap_width, paint_cap
from ui.widgets.text import text

MOST = 8  # results shown at once
_KEY, _ROW = "Ctrl+K", 30  # the latter in pixels


@dataclass(frozen=True, slots=True)
class Found:
    """Something that can be opened: what it is called, and the page that shows it."""

    text: str
    detail: str
    page: str
    args: tuple[object, ...] = ()


class FindField(QLineEdit):
    """Searches while typing; Enter opens the first, arrows choose another."""

    chosen = Signal(object)  # a Found
    left = Signal()  # Esc, or something was chosen

    def __init__(
        self, search: Callable[[str], Sequence[Found]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self.setPlaceholderText(_("Find a pupil"))
        self.setAccessibleName(_("Find a pupil"))
        self.setMinimumWidth(184)
        self.setTextMargins(24, 0, cap_width(_KEY) + 4, 0)
        self._found: RecordTable[Found] = RecordTable([Column(_("Found"), _line, tip=_line)], self)
        self.results = FoundList(self._found)
        self.results.clicked.connect(self._choose)
        self.results.hide()
        self.none = _told(_("Nobody of that name."))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)
        self._pause.timeout.connect(self._look)
        self.textEdited.connect(self._pause.start)
        self.returnPressed.connect(self._open_current)

    def event(self, event: QEvent) -> bool:
        """Esc is ours before it is the window's, which would leave the page."""
        asked = event if event.type() == QEvent.Type.ShortcutOverride else None
        if isinstance(asked, QKeyEvent) and asked.key() == Qt.Key.Key_Escape:
            asked.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        icons.paint(painter, QRectF(10, (self.height() - 16) / 2, 16, 16), "search", "ink2")
        if not self.text():
            width = cap_width(_KEY)
            area = QRectF(self.width() - width - 10, 0, width, self.height())
            paint_cap(painter, area, _KEY, theme.colour("ink2"))

    def _look(self) -> None:
        wanted = self.text().strip()
        found = list(self._search(wanted))[:MOST] if wanted else []
        self._found.set_rows(found)
        self._hide()
        if found:
            self.results.setCurrentIndex(self._found.index(0, 0))
            self._show_below(self.results, _ROW * len(found) + 4)
        elif wanted:
            self._show_below(self.none, _ROW + 4)

    def _show_below(self, what: QWidget, height: int) -> None:
        window, below = self.window(), QPoint(0, self.height() + 6)
        what.setParent(window)
        width = max(self.width(), 320)
        left = min(self.mapTo(window, below).x(), window.width() - width - 8)
        what.setGeometry(left, self.mapTo(window, below).y(), width, height)
        what.show()
        what.raise_()

    def _hide(self) -> None:
        self.results.hide()
        self.none.hide()

    def _step(self, by: int) -> None:
        row = self.results.currentIndex().row() + by
        if 0 <= row < self._found.rowCount():
            self.results.setCurrentIndex(self._found.index(row, 0))

    def _open_current(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._look()
        self._choose(self.results.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            found = self._found.row_at(index)
            self._leave()
            self.chosen.emit(found)

    def _leave(self) -> None:
        self._pause.stop()
        self._hide()
        self.clear()
        self._found.set_rows([])
        self.left.emit()


def _told(words: str) -> QFrame:
    """One sentence, where else the results stand."""
    frame = QFrame()
    frame.setProperty("role", "popup")
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 0, 10, 0)
    column.addWidget(text(words, "body", "ink2"))
    frame.hide()
    return frame


def _line(found: Found) -> str:
    return f"{found.text} · {found.detail}" if found.detail else found.text
