"""A list whose rows can be taken along or left: a box for each, ticked with Space or the mouse."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from npo_desktop.i18n import _
from ui import theme
from ui.tables.delegates import Index, RecordDelegate
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView

T = TypeVar("T")

MarkRole = int(Qt.ItemDataRole.UserRole) + 41  # "note" or "fault": the ground of a cell
TickRole = int(Qt.ItemDataRole.UserRole) + 42  # True or False: a box; None: no box
TICK_WIDTH = 32  # pixels
_BOX = 16


class TickTable(TableView[T]):
    """Space, or a click on its box, takes a row along or leaves it."""

    ticked = Signal(object)  # the row whose box was pressed

    def __init__(self, table: RecordTable[T], boxes: int, *, name: str = "") -> None:
        """``boxes``: which of its columns is made by ``tick_column``."""
        super().__init__(table, name=name, density="dense", sortable=False)
        table.setParent(self)
        self._boxes = boxes
        self._paints = TickDelegate(self)
        self.setItemDelegate(self._paints)
        self.setProperty("framed", True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == self._boxes:
            self._tick(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _tick(self, index: QModelIndex) -> None:
        box = index.siblingAtColumn(self._boxes)
        if box.data(TickRole) is not None:
            self.ticked.emit(self.table.row_at(box))


class TickDelegate(RecordDelegate):
    """Also lines between columns, grounds of cells, and boxes."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if (ticked := index.data(TickRole)) is None:
            super().paint(painter, option, index)
            return
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option.rect, index, selected)
        painter.restore()
        box = QStyleOptionViewItem(option)
        box.rect = QRect(0, 0, _BOX, _BOX)
        box.rect.moveCenter(option.rect.center())
        on = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        box.state = QStyle.StateFlag.State_Enabled | on
        part = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(part, box, painter, self._view)

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        super()._paint_ground(painter, rect, index, selected)
        painter.setPen(theme.colour("line2"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if mark := index.data(MarkRole):
            tone = "err" if mark == "fault" else "warn"
            painter.fillRect(rect.adjusted(0, 0, -1, -1), theme.colour(f"{tone}Bg"))
            painter.setPen(QPen(theme.colour(f"{tone}Line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))


def tick_column(tick: Callable[[T], bool | None]) -> Column[T]:
    """The column of the boxes. ``tick``: whether a row is taken along; ``None``: it cannot be."""

    def words(row: T) -> str:
        ticked = tick(row)
        return "" if ticked is None else _("is read in") if ticked else _("is not read in")

    return Column("", words, width=TICK_WIDTH, roles={TickRole: tick})
