"""The heat map on the screen: one table, its own heads, and keys to travel with."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from npo_desktop.charts.heat_map import HeatMap, HeatRow
from npo_desktop.i18n import _
from ui import theme
from ui.group.heat_heads import COUNT, HeatColumnHead, HeatCorner, HeatRowHead
from ui.group.heat_paint import DOMAIN_GAP, HeatPaint
from ui.group.heat_table import HeatTable

Key = Qt.Key

LEAST, MOST = QSize(25, 16), QSize(36, 26)  # pixels of a cell, with its gap of one
MANY = 18  # height of a row where the group does not fit anyway
_LEAST_NAME, _MOST_NAME, _PAD = 120, 190, 22


class HeatView(QTableView):
    """Which cell is looked at is its current index; ``went`` tells that it is another one."""

    went = Signal()
    opened = Signal()  # Enter, or a double click
    column_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = HeatTable()
        self._paints = HeatPaint(self, self.table)
        self._cell = QSize(LEAST)
        self.setModel(self.table)
        self._head, self._names = HeatColumnHead(self, self.table), HeatRowHead(self, self.table)
        self.setHorizontalHeader(self._head)
        self.setVerticalHeader(self._names)
        self._corner = HeatCorner(self)
        self._look()
        self._head.sectionClicked.connect(self.column_clicked)
        self._names.sectionPressed.connect(self._stand_in_row)
        self._names.activated.connect(self._open_row)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentChanged.connect(self._after_move)

    def set_map(self, shown: HeatMap, *, changes: bool) -> None:
        """Show these pupils, standing where one stood as far as that is still here."""
        pupil, subscale = self.pupil_id, self.subscale
        self.table.shows_changes = changes
        self.table.set_map(shown)
        self._paints.forget()
        self._fit()
        self.stand(pupil, subscale)

    @property
    def row(self) -> HeatRow | None:
        """The pupil one is at."""
        return self.table.row(self.currentIndex().row())

    @property
    def pupil_id(self) -> UUID | None:
        """Whose row one is in."""
        row = self.row
        return row.pupil.id if row else None

    @property
    def subscale(self) -> str:
        """Whose column one is in; empty without one."""
        here, shown = self.currentIndex(), self.table.map
        inside = shown is not None and 0 <= here.column() < len(shown.columns)
        return shown.columns[here.column()].subscale if shown and inside else ""

    def stand(self, pupil_id: UUID | None, subscale: str = "") -> None:
        """Go to this pupil and this column, or as near as there is."""
        shown = self.table.map
        if shown is None or not shown.rows or not shown.columns:
            self.went.emit()
            return
        rows = [n for n, row in enumerate(shown.rows) if row.pupil.id == pupil_id]
        column = max(shown.place_of(subscale), 0)
        wanted = self.table.index(rows[0] if rows else 0, column)
        if wanted == self.currentIndex():
            self.went.emit()
        self.setCurrentIndex(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, rows, columns = self.currentIndex(), self.table.rowCount(), self.table.columnCount()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Key(event.key())
        if key in (Key.Key_Return, Key.Key_Enter):
            self.opened.emit()
        elif key in (Key.Key_Home, Key.Key_End) and rows and columns:
            last = key == Key.Key_End
            row = (rows - 1 if last else 0) if control else max(here.row(), 0)
            self.setCurrentIndex(self.table.index(row, columns - 1 if last else 0))
        elif key in _TRAVEL:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the page's, or the window's

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paints.paint(QPainter(self.viewport()), event.rect(), self._cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        frame = self.frameWidth()
        self._corner.setGeometry(frame, frame, self._names.width(), self._head.height())
        self._corner.raise_()

    def _fit(self) -> None:
        """Cells as large as there is room for, within bounds; else one scrolls."""
        shown = self.table.map
        if shown is None or not shown.columns:
            return
        self._head.fit()
        self._names.setFixedWidth(self._name_width(shown) + COUNT)
        rows, columns = len(shown.rows), len(shown.columns)
        high = (self.height() - self._head.height() - 2 * self.frameWidth() - 1) // max(rows, 1)
        height = MANY if high < LEAST.height() else min(high, MOST.height())
        scrolls = high < LEAST.height()
        room = self.width() - self._names.width() - 2 * self.frameWidth() - 1
        room -= self.verticalScrollBar().sizeHint().width() if scrolls else 0
        room -= DOMAIN_GAP * (len(shown.bars) - 1)
        width = min(max(room // columns, LEAST.width()), MOST.width())
        self._cell = QSize(width, height)
        self._names.setDefaultSectionSize(height)
        first = {start for _domain, start, _count in shown.bars if start}
        for place in range(columns):
            self._head.resizeSection(place, width + (DOMAIN_GAP if place in first else 0))
        self.updateGeometries()  # or bars stay for what does not scroll any more

    def _name_width(self, shown: HeatMap) -> int:
        """What the longest name needs; of a whole school the first fifty tell enough."""
        metrics = QFontMetrics(theme.font("primary"))
        names = (row.pupil.list_name for row in shown.rows[:50])
        longest = max((metrics.horizontalAdvance(name) for name in names), default=_LEAST_NAME)
        most = _MOST_NAME if self.width() > 900 else _MOST_NAME - 36
        return min(max(longest + _PAD, _LEAST_NAME), most)

    def _after_move(self, now: QModelIndex, before: QModelIndex) -> None:
        """Whole rows and heads stand out, not single cells."""
        for row in {before.row(), now.row()} - {-1}:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            self.viewport().update(0, top, self.viewport().width(), height)
        self._names.viewport().update()
        self._head.viewport().update()
        self.went.emit()

    def _stand_in_row(self, row: int) -> None:
        self.setCurrentIndex(self.table.index(row, max(self.currentIndex().column(), 0)))

    def _open_row(self, row: int) -> None:
        self._stand_in_row(row)
        self.opened.emit()

    def _look(self) -> None:
        self.setAccessibleName(_("Heat map"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setProperty("ring", "none")


_TRAVEL = (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageUp, Key.Key_PageDown)
