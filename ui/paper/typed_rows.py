"""All statements of a form at once, compact, with what was typed beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

ROW = 20  # pixels
MOST_COLUMNS = 3
WIDEST = 640  # pixels: the digit stays near its statement
_NUMBER, _BOX, _GAP, _BETWEEN = 30, 26, 8, 20


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One statement; ``first`` is what was stored, where it differs from what was typed."""

    number: str
    words: str
    typed: str
    first: str | None = None
    is_asked: bool = True  # just now


class TypedRows(QWidget):
    """Draws its rows itself, in as many columns as they need; a click goes to a statement."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[TypedRow] = ()
        self._at, self._buffer = -1, ""
        self._top = 0  # the first column in sight
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")  # the statement in front has it
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[TypedRow], at: int, buffer: str = "") -> None:
        """These, with the one that is typed now; behind the last: none."""
        self._rows, self._at, self._buffer = rows, at, buffer
        if 0 <= at < len(rows):
            row = rows[at]
            self.setAccessibleName(f"{row.number} {row.words} {row.typed}")
        self.update()

    @property
    def rows(self) -> Sequence[TypedRow]:
        """What is shown now."""
        return self._rows

    @property
    def at(self) -> int:
        """The place of the statement in front."""
        return self._at

    @property
    def room(self) -> int:
        """How many statements are in sight at once."""
        deep, columns = self._shape()
        return deep * columns

    def sizeHint(self) -> QSize:
        return QSize(600, 20 * ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 8 * ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        deep, columns = self._shape()
        first = max(0, self._at // deep - columns + 1) if self._at < len(self._rows) else 0
        self._top = first
        for place in range(first * deep, min(len(self._rows), (first + columns) * deep)):
            self._paint_row(painter, self._rect_of(place, deep, columns), place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(place)

    def _shape(self) -> tuple[int, int]:
        """Rows in a column, and columns side by side."""
        room = max(1, self.height() // ROW)
        columns = max(1, min(MOST_COLUMNS, -(-len(self._rows) // room)))
        deep = max(1, -(-len(self._rows) // columns))
        return min(deep, room), columns

    def _rect_of(self, place: int, deep: int, columns: int) -> QRect:
        width = min(WIDEST, (self.width() - _BETWEEN * (columns - 1)) // columns)
        column = place // deep - self._top
        return QRect(column * (width + _BETWEEN), (place % deep) * ROW, width, ROW)

    def _place_at(self, point: QPoint) -> int | None:
        deep, columns = self._shape()
        for place in range(self._top * deep, min(len(self._rows), (self._top + columns) * deep)):
            if self._rect_of(place, deep, columns).contains(point):
                return place
        return None

    def _paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        row, here = self._rows[place], place == self._at
        differs = row.first is not None
        if here:
            painter.fillRect(rect, theme.colour("selected"))
        elif differs:
            painter.fillRect(rect, theme.colour("warnBg"))
        painter.setPen(theme.colour("line2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("help", figures=True))
        painter.setPen(theme.colour("ink2"))
        number = QRect(rect.left(), rect.top(), _NUMBER - 8, ROW)
        painter.drawText(number, int(middle | Qt.AlignmentFlag.AlignRight), row.number)
        painter.setPen(theme.colour("ink" if row.is_asked else "ink3"))
        words = rect.adjusted(_NUMBER, 0, -_BOX - _GAP, 0)
        if differs:
            words = self._paint_first(painter, words, row.first or "–")
        shown = painter.fontMetrics().elidedText(
            row.words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(middle), shown)
        if row.is_asked:
            self._paint_box(painter, rect, row, here=here)

    def _paint_first(self, painter: QPainter, words: QRect, first: str) -> QRect:
        """What was stored, left of the box; what is left for the statement."""
        told = f"{first} →"
        width = painter.fontMetrics().horizontalAdvance(told)
        spot = words.adjusted(words.width() - width, 0, 0, 0)
        painter.setPen(theme.colour("warn"))
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), told)
        painter.setPen(theme.colour("ink"))
        return words.adjusted(0, 0, -width - _GAP, 0)

    def _paint_box(self, painter: QPainter, rect: QRect, row: TypedRow, *, here: bool) -> None:
        box = QRect(rect.right() - _BOX, rect.top() + 1, _BOX - 1, ROW - 4)
        painter.setPen(QPen(theme.colour("accent" if here else "line"), 2 if here else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        typed = self._buffer if here and self._buffer else row.typed
        painter.setFont(theme.font("head", figures=True))
        painter.setPen(theme.colour("ink" if typed else "ink3"))
        shown = painter.fontMetrics().elidedText(typed, Qt.TextElideMode.ElideRight, _BOX - 4)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
