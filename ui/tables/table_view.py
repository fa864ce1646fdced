"""The one view for lists: heights, lines, sorting, Enter, and widths that are remembered."""

from collections.abc import Hashable
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from ui import state
from ui.tables.delegates import RecordDelegate
from ui.tables.record_table import RecordTable

T = TypeVar("T")

HEIGHTS = {"normal": 32, "dense": 26}  # pixels
HEAD_HEIGHT = 28
SMALLEST_LIST = 130  # a head and three rows, where a list shares a page with other things
_SMALLEST = 40


class TableView(QTableView, Generic[T]):
    """Rows are chosen whole; Enter, or a double click, activates one."""

    row_activated = Signal(object)  # the record
    row_selected = Signal(object)  # the record, or None

    def __init__(
        self,
        table: RecordTable[T],
        *,
        name: str = "",
        density: Literal["normal", "dense"] = "normal",
        sortable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table, self._name = table, name
        self._wanted: Hashable | None = None
        self._paints = RecordDelegate(self)
        self._look(density)
        self.setItemDelegate(self._paints)
        self.setModel(table)
        self._set_up_head(sortable)
        self.doubleClicked.connect(self._activate)
        table.modelAboutToBeReset.connect(self._note_row)
        table.modelReset.connect(self._find_row)

    def current_row(self) -> T | None:
        """The chosen record, if any."""
        index = self.currentIndex()
        return self.table.row_at(index) if index.isValid() else None

    def select_key(self, key: Hashable) -> bool:
        """Choose the record with this key; whether it is here."""
        row = self.table.row_of(key)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.table.index(row, 0))
        return row >= 0

    def selectionChanged(self, now: QItemSelection, before: QItemSelection) -> None:
        super().selectionChanged(now, before)
        chosen = self.selectionModel().selectedRows()
        self.row_selected.emit(self.table.row_at(chosen[0]) if chosen else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            event.ignore()  # the window goes back
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def fit_height(self, most: int = 12) -> None:
        """Be as high as the rows, up to ``most`` of them; for lists inside a card."""
        rows = min(self.table.rowCount(), most)
        height = HEAD_HEIGHT if not self.horizontalHeader().isHidden() else 0
        self.setFixedHeight(height + rows * self.verticalHeader().defaultSectionSize() + 1)

    def _look(self, density: str) -> None:
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)  # Tab leaves the list
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(HEIGHTS[density])
        rows.setDefaultSectionSize(HEIGHTS[density])

    def _set_up_head(self, sortable: bool) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(HEAD_HEIGHT)
        head.setMinimumSectionSize(_SMALLEST)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)  # else a long title is cut in a letter
        head.setSectionsClickable(sortable)
        if sortable:
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        kept = state.column_widths(self._name) if self._name else []
        for place, column in enumerate(self.table.columns):
            if column.width:
                head.resizeSection(place, column.width)
            else:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            if len(kept) == len(self.table.columns) and column.width:
                head.resizeSection(place, kept[place])
        self._remember = QTimer(self)
        self._remember.setSingleShot(True)
        self._remember.setInterval(400)
        self._remember.timeout.connect(self._keep_widths)
        if self._name:
            head.sectionResized.connect(self._note_width)

    def _note_width(self) -> None:
        if QApplication.mouseButtons():  # dragged by hand, not by a window that grew
            self._remember.start()

    def _keep_widths(self) -> None:
        head = self.horizontalHeader()
        widths = [head.sectionSize(place) for place in range(head.count())]
        state.set_column_widths(self._name, widths)

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_activated.emit(self.table.row_at(index))

    def _hover(self, row: int) -> None:
        if row != self._paints.hovered:
            self._paints.hovered = row
            self.viewport().update()

    def _note_row(self) -> None:
        row = self.current_row()
        key = self.table.key
        self._wanted = None if row is None or key is None else key(row)

    def _find_row(self) -> None:
        if self._wanted is not None:
            self.select_key(self._wanted)
