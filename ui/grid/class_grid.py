"""The class grid: all pupils under one statement, one of them in front."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from npo_desktop.i18n import _
from ui import theme
from ui.grid.class_grid_paint import HEAD, ClassGridDelegate, ClassGridHead
from ui.grid.class_table import FIRST_ANSWER, NAME, NUMBER, YEAR, ClassTable, GridRow

ROW, LOWEST_ROW, HIGHEST_ROW = 20, 18, 26  # pixels
_NUMBER, _NAME, _NARROW_NAME, _LEAST_YEAR, _PAD = 40, 216, 140, 76, 16
_ROOMY = 700  # from this width on names have all the room they want


class ClassGrid(QTableView):
    """Which row and cell the keys work on is its current index. The keys are the page's."""

    clicked_answer = Signal(int, object)  # row; the answer, ``None`` for "don't know"
    clicked_pupil = Signal(int)  # row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ClassTable()
        self._paints = ClassGridDelegate(self)
        self.setModel(self.table)
        self.setItemDelegate(self._paints)
        self.setHorizontalHeader(ClassGridHead(self))
        self._look()
        self.clicked.connect(self._tell_click)

    @property
    def row(self) -> int:
        """The pupil in front; -1 without any."""
        return self.currentIndex().row()

    def show_statement(self, rows: Sequence[GridRow], options: Sequence[str], unknown: str) -> None:
        """Another statement, or other pupils; nobody is in front until ``go``."""
        self.table.set_statement(rows, options, unknown)
        self._span_unasked()
        self.setColumnHidden(YEAR, len({row.year for row in rows}) < 2)
        self._share_width()
        self._share_height()

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """The same statement after an answer."""
        was = [row.is_asked for row in self.table.rows]
        self.table.set_rows(rows)
        if was != [row.is_asked for row in rows]:
            self._span_unasked()

    def go(self, row: int) -> None:
        """This pupil in front, the frame at the answer, or at the first."""
        if 0 <= row < len(self.table.rows):
            one = self.table.rows[row]
            column = self.table.column_of(one.value) if one.is_answered else FIRST_ANSWER
            self._stand(row, column)

    def step(self, by: int) -> None:
        """The frame to a neighbouring answer."""
        column = self.currentIndex().column() + by
        if self.row >= 0 and FIRST_ANSWER <= column < self.table.columnCount():
            self._stand(self.row, column)

    def framed_value(self) -> int | None:
        """The answer in the frame."""
        return self.table.value_at(max(self.currentIndex().column(), FIRST_ANSWER))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row(), index.column())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1, -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._share_height()

    def _stand(self, row: int, column: int) -> None:
        before = self.row
        self.setCurrentIndex(self.table.index(row, column))
        self.scrollTo(self.currentIndex())
        for changed in {before, row} - {-1}:  # whole rows stand out, not single cells
            self._repaint(changed)

    def _repaint(self, row: int) -> None:
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        self.viewport().update(0, top, self.viewport().width(), height)

    def _tell_click(self, index: QModelIndex) -> None:
        row = index.row()
        if index.column() < FIRST_ANSWER or not self.table.rows[row].is_asked:
            self.clicked_pupil.emit(row)
        else:
            self.clicked_answer.emit(row, self.table.value_at(index.column()))

    def _hover(self, row: int, column: int) -> None:
        if (row, column) == self._paints.hovered:
            return
        before, self._paints.hovered = self._paints.hovered, (row, column)
        for changed in {before[0], row} - {-1}:
            self._repaint(changed)
        answers = row >= 0 and column >= FIRST_ANSWER and self.table.rows[row].is_asked
        shape = Qt.CursorShape.PointingHandCursor if answers else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _span_unasked(self) -> None:
        """Why a pupil is not asked this stands across the answers."""
        self.clearSpans()
        for place, row in enumerate(self.table.rows):
            if not row.is_asked:
                self.setSpan(place, FIRST_ANSWER, 1, len(self.table.options) + 1)

    def _share_width(self) -> None:
        """Answers share what numbers and names leave, to the pixel."""
        room = self.viewport().width()
        self.setColumnWidth(NUMBER, _NUMBER)
        name = _NAME if room >= _ROOMY else _NARROW_NAME
        self.setColumnWidth(NAME, name)
        answers = self.table.columnCount() - FIRST_ANSWER
        left = room - _NUMBER - name - self._share_year()
        for place in range(answers):
            width = left * (place + 1) // answers - left * place // answers
            self.setColumnWidth(FIRST_ANSWER + place, max(width, 24))

    def _share_year(self) -> int:
        """The width of the year groups, which a class of one year does not show."""
        if self.isColumnHidden(YEAR):
            return 0
        metrics = QFontMetrics(theme.font("primary"))
        longest = max((metrics.horizontalAdvance(row.year) for row in self.table.rows), default=0)
        width = max(longest + _PAD, _LEAST_YEAR)
        self.setColumnWidth(YEAR, width)
        return width

    def _share_height(self) -> None:
        """Rows a little lower or higher, where that shows a whole group without scrolling."""
        rows = len(self.table.rows)
        if not rows:
            return
        fitting = (self.height() - HEAD - 2 * self.frameWidth()) // rows
        height = ROW if fitting < LOWEST_ROW else min(fitting, HIGHEST_ROW)
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)

    def _look(self) -> None:
        self.setAccessibleName(_("Answers of the group"))
        self.setProperty("framed", True)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.horizontalHeader()
        head.setMinimumSectionSize(20)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(LOWEST_ROW)
        rows.setDefaultSectionSize(ROW)
