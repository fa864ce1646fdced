"""A grid that behaves like a spreadsheet: arrows, Enter, Tab, F2, Delete, copy, paste, undo."""

import csv
import io
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from npo_desktop.i18n import _
from ui import theme
from ui.clipboard import guard_clipboard
from ui.results.pasted_block import (
    Block,
    block_in,
    names_pupils,
    no_room,
    no_room_beside_names,
    placed_by_name,
    placed_in_order,
    rows_by_name,
)
from ui.results.result_cells import FIRST, NAME, STATE, RefusedRole, ResultCells, Typed, column_name
from ui.tables.table_view import HEAD_HEIGHT

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
ROW_HEIGHT, NUMBER_WIDTH, NAME_WIDTH, CELL_WIDTH, _PAD = 28, 36, 216, 92, 8  # pixels
MOST = 100_000  # letters that are pasted
_MOVES = {
    Key.Key_Return: (1, 0),
    Key.Key_Enter: (1, 0),
    Key.Key_Down: (1, 0),
    Key.Key_Up: (-1, 0),
    Key.Key_Tab: (0, 1),
    Key.Key_Backtab: (0, -1),
}


class ResultGrid(QTableView):
    """Every way to change cells ends in ``cells.typed``; a block too large in ``no_room``."""

    no_room = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, cells: ResultCells) -> None:
        super().__init__()
        self.cells = cells
        self._paints = ResultCellPaint(self)
        self.setModel(cells)
        self.setItemDelegate(self._paints)
        self.setAccessibleName(_("Test results"))
        self.setProperty("framed", True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        modes, triggers = QAbstractItemView.SelectionMode, QAbstractItemView.EditTrigger
        self.setSelectionMode(modes.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked
        )
        head, side = self.horizontalHeader(), self.verticalHeader()
        head.setFixedHeight(HEAD_HEIGHT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        side.setSectionsClickable(False)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setFixedWidth(NUMBER_WIDTH)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.resizeSection(NAME, NAME_WIDTH)
        metrics = QFontMetrics(theme.font("head"))
        for column in range(FIRST, STATE):
            words = column_name(cells.field(column))
            head.resizeSection(column, max(metrics.horizontalAdvance(words) + 24, CELL_WIDTH))
        head.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)

    def begin(self) -> None:
        """Go to the first cell when one is in none."""
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(0, FIRST))

    def step(self, down: int, right: int) -> None:
        """On to the next cell; at the end of a row to the beginning of the next."""
        here = self.currentIndex()
        wide, high = STATE - FIRST, self.cells.rowCount()
        if not here.isValid() or not high:
            return
        if down:
            row, column = min(max(here.row() + down, 0), high - 1), here.column()
        else:
            place = here.row() * wide + here.column() - FIRST + right
            row, column = divmod(min(max(place, 0), wide * high - 1), wide)
            column += FIRST
        self.setCurrentIndex(self.cells.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        standard = QKeySequence.StandardKey
        for wanted, act in (
            (standard.Copy, self.copy),
            (standard.Cut, self._cut),
            (standard.Paste, self.paste),
            (standard.Undo, self.undo_asked.emit),
            (standard.Redo, self.redo_asked.emit),
        ):
            if event.matches(wanted):
                act()
                return
        key, shift = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key in (Key.Key_Delete, Key.Key_Backspace):
            self._clear()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.step(-1 if shift else 1, 0)
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            self.step(*_MOVES[Key(key)])
        elif key == Key.Key_Escape:
            event.ignore()  # the page goes back
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y are ours while one is in a cell, not the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            ours = (standard.Copy, standard.Cut, standard.Paste, standard.Undo, standard.Redo)
            if any(event.matches(wanted) for wanted in ours):
                event.accept()
                return True
        return super().event(event)

    def after_editing(self, key: int, *, shift: bool) -> None:
        """A cell was left by this key: go on, but stay by one that was refused."""
        if self.cells.is_refused(self.currentIndex()):
            return
        down, right = _MOVES[Key(key)]
        back = -1 if shift and key in (Key.Key_Return, Key.Key_Enter) else 1
        self.step(back * down, right)

    def copy(self) -> None:
        """The chosen cells as a spreadsheet takes them."""
        rows = self._chosen()
        if rows:
            written = io.StringIO()
            lines = csv.writer(written, delimiter="\t", lineterminator="\n")
            lines.writerows([[self.cells.text(r, c) for r, c in row] for row in rows])
            guard_clipboard().copy(written.getvalue())

    def paste(self) -> None:
        """A block out of a spreadsheet, from the upper left of what is chosen; all or none.

        With names or pupil numbers in front each row goes to its own pupil.
        """
        text = QGuiApplication.clipboard().text()
        if len(text) > MOST:
            self.no_room.emit(_("What was copied is far larger than this table."))
            return
        rows, chosen = block_in(text), self._chosen()
        if not rows or not chosen:
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            places = [place for row in chosen for place in row]
            self._type([(r, c, rows[0][0]) for r, c in places])
            return
        top, left = chosen[0][0]
        known = [row.known_as for row in self.cells.rows]
        if names_pupils(rows, known):
            self._paste_by_name(rows, rows_by_name(rows, known), left)
            return
        high, wide = self.cells.rowCount() - top, STATE - left
        if len(rows) > high or max(map(len, rows)) > wide:
            self.no_room.emit(no_room(rows, row=top + 1, high=high, wide=wide))
            return
        first, last = self.cells.rows[top], self.cells.rows[top + len(rows) - 1]
        self._type(
            [
                (top + down, left + right, text)
                for down, row in enumerate(rows)
                for right, text in enumerate(row)
            ],
            placed_in_order(first.name, last.name, n=len(rows)),
        )

    def _paste_by_name(self, block: Block, found: Mapping[int, int] | str, left: int) -> None:
        """Each row to the pupil it names, whatever the order; all or none."""
        columns, wide = max(map(len, block)) - 1, STATE - left
        if isinstance(found, str):
            self.no_room.emit(found)
        elif columns > wide:
            self.no_room.emit(no_room_beside_names(columns, wide))
        else:
            cells = [
                (row, left + right, text)
                for place, row in found.items()
                for right, text in enumerate(block[place][1:])
            ]
            self._type(cells, placed_by_name(len(found)))

    def _cut(self) -> None:
        self.copy()
        self._clear()

    def _clear(self) -> None:
        self._type([(row, column, "") for line in self._chosen() for row, column in line])

    def _type(self, cells: Sequence[tuple[int, int, str]], placed: str = "") -> None:
        """``placed``: to whom a pasted block goes, in a sentence."""
        typed = [
            Typed(row, self.cells.field(column), " ".join(text.split()))
            for row, column, text in cells
            if " ".join(text.split()) != self.cells.text(row, column)
        ]
        if typed:
            self.cells.typed.emit(typed, placed)

    def _chosen(self) -> list[list[tuple[int, int]]]:
        """The chosen cells by row."""
        found: dict[int, list[tuple[int, int]]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            found.setdefault(index.row(), []).append((index.row(), index.column()))
        return list(found.values())


class ResultCellPaint(QStyledItemDelegate):
    """Paints a cell, and edits it in a field that leaves by Enter, Tab, up and down."""

    def __init__(self, grid: ResultGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        editor.setProperty("ring", "none")
        editor.setFrame(False)
        editor.setMaxLength(40)
        editor.setAlignment(Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))))
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if isinstance(watched, QLineEdit) and key in _MOVES:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._grid.after_editing(key, shift=shift)
                return True
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, column = option.rect, index.column()
        here = self._grid.currentIndex()
        is_here = (index.row(), column) == (here.row(), here.column())
        is_chosen = self._grid.selectionModel().isSelected(index)
        is_refused = bool(index.data(RefusedRole))
        is_cell = FIRST <= column < STATE
        painter.save()
        ground = "surface" if is_cell else "row"
        if is_refused:
            ground = "errBg"
        elif is_chosen and not is_here:
            ground = "selected"
        painter.fillRect(rect, theme.colour(ground))
        painter.setPen(theme.colour("line2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        tone = "err" if is_refused else "ink" if column < STATE else "ink2"
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font("help" if column == STATE else "body", figures=is_cell))
        inside = rect.adjusted(2 * _PAD if column == NAME else _PAD, 0, -_PAD, 0)
        words = QFontMetrics(painter.font()).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), words)
        if is_here and self._grid.cells.is_open:
            _paint_frame(painter, rect, "err" if is_refused else "accent")
        painter.restore()


def _paint_frame(painter: QPainter, rect: QRect, tone: str) -> None:
    painter.setPen(QPen(theme.colour(tone), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -2, -2))
