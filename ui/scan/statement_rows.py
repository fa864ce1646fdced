"""The statements before or after the present one, with what was answered; a click goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

ROW = 32  # pixels
_NUMBER, _PAD, _GAP = 52, 16, 12


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line: where the statement stands in the list, its words, and its answer."""

    place: int  # from 0
    words: str
    answer: str
    answered: bool


class StatementRows(QWidget):
    """Draws its rows itself, as many as there is room for."""

    chosen = Signal(int)  # the place of a statement

    def __init__(self, *, fewest: int, grows: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[StatementRow] = ()
        self._fewest = fewest
        self._hovered = -1
        policy = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.setMouseTracking(True)

    def set_rows(self, rows: Sequence[StatementRow]) -> None:
        """Show these; what does not fit is left out at the end."""
        self._rows = rows
        self._hovered = -1
        self.setAccessibleName(
            ". ".join(f"{row.place + 1} {row.words} {row.answer}" for row in self.shown)
        )
        self.update()

    @property
    def shown(self) -> Sequence[StatementRow]:
        """The rows for which there is room."""
        return self._rows[: max(0, (self.height() - 2) // ROW)]

    def sizeHint(self) -> QSize:
        return QSize(320, self._fewest * ROW + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._fewest * ROW + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        rows = self.shown
        if not rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        frame = QRect(0, 0, self.width() - 1, len(rows) * ROW + 1)
        painter.translate(0.5, 0.5)
        painter.drawRoundedRect(frame, 6, 6)
        painter.translate(-0.5, -0.5)
        for n, row in enumerate(rows):
            self._paint_row(painter, QRect(1, 1 + n * ROW, self.width() - 2, ROW), n, row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._row_under(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        n = self._row_under(event)
        if n >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.shown[n].place)

    def _paint_row(self, painter: QPainter, rect: QRect, n: int, row: StatementRow) -> None:
        if n == self._hovered:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.colour("row"))
        if n:
            painter.setPen(theme.colour("line2"))
            painter.drawLine(rect.topLeft(), rect.topRight())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink3"))
        painter.drawText(rect.adjusted(_PAD, 0, 0, 0), int(middle), str(row.place + 1))
        painter.setFont(theme.font("control" if row.answered else "body"))
        answer_width = painter.fontMetrics().horizontalAdvance(row.answer)
        painter.setPen(theme.colour("ink" if row.answered else "ink3"))
        right = rect.adjusted(0, 0, -_PAD, 0)
        painter.drawText(right, int(middle | Qt.AlignmentFlag.AlignRight), row.answer)
        words = rect.adjusted(_NUMBER, 0, -_PAD - answer_width - _GAP, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink2"))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(middle), shown)

    def _row_under(self, event: QMouseEvent) -> int:
        n = int(event.position().y() - 1) // ROW
        return n if 0 <= n < len(self.shown) else -1

    def _hover(self, n: int) -> None:
        if n != self._hovered:
            self._hovered = n
            cursor = Qt.CursorShape.PointingHandCursor if n >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(cursor)
            self.setToolTip(self.shown[n].words if n >= 0 else "")
            self.update()
