"""The sessions of a plan as a strip: filled was given, hollow was not, pale is still to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.i18n import _
from ui import theme

MOST, WIDEST, NARROWEST, HEIGHT = 60, 8, 3, 12  # marks; pixels


class SessionStrip(QWidget):
    """Paints at most sixty marks; the numbers stand beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[bool, ...] = ()
        self._planned = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[bool], planned: int | None) -> None:
        """What was logged, in order; ``planned``: sessions until now, when a dose was agreed."""
        self._marks, self._planned = tuple(marks[-MOST:]), planned or 0
        given = sum(marks)
        words = _("{given} sessions given, {missed} not given")
        self.setAccessibleName(words.format(given=given, missed=len(marks) - given))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = min(max(len(self._marks), self._planned, 1), MOST)
        step = min(max(self.width() / count, NARROWEST), WIDEST)
        for place in range(count):
            box = QRectF(round(place * step) + 0.5, 0.5, max(step - 2, 1.5), HEIGHT)
            self._paint_mark(painter, box, place)

    def _paint_mark(self, painter: QPainter, box: QRectF, place: int) -> None:
        if place >= len(self._marks):
            painter.fillRect(box, theme.colour("surface2"))
        elif self._marks[place]:
            painter.fillRect(box, theme.colour("accent"))
        else:
            painter.setPen(QPen(theme.colour("ctrl"), 1))
            painter.setBrush(theme.colour("surface"))
            painter.drawRect(box.adjusted(0, 0, -0.5, -0.5))
