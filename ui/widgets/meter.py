"""Three meters that differ in shape, so that they are never read as one scale."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

Kind = Literal["bar", "circles", "squares"]

WIDTH, HEIGHT = 64, 10  # pixels
_GAP = 12


class Meter(QWidget):
    """Effect is a bar, evidence circles, cost squares; the word follows at the right."""

    def __init__(
        self,
        kind: Kind,
        value: float = 0,
        top: float = 5,
        *,
        word: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._top = top
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(value, word)

    def set_value(self, value: float, word: str = "") -> None:
        """``value`` from 0 to the top, and the word that says it."""
        self._value, self._word = value, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("head")).horizontalAdvance(self._word)
        return QSize(WIDTH + (_GAP + words if words else 0), 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(0, (self.height() - HEIGHT) / 2, WIDTH, HEIGHT)
        paint_meter(painter, area, self._kind, self._value, self._top)
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), int(side), self._word)


def paint_meter(painter: QPainter, area: QRectF, kind: Kind, value: float, top: float) -> None:
    """Draw a meter into an area of about 64 x 10."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if kind == "bar":
        painter.fillRect(area, theme.colour("track"))
        share = 0.0 if top <= 0 else min(max(value / top, 0.0), 1.0)
        filled = QRectF(area.topLeft(), area.size())
        filled.setWidth(area.width() * share)
        painter.fillRect(filled, theme.colour("accent"))
    else:
        _paint_marks(painter, area, kind, round(value), round(top))
    painter.restore()


def _paint_marks(painter: QPainter, area: QRectF, kind: Kind, value: int, top: int) -> None:
    hue = theme.colour("accent" if kind == "circles" else "ink2")
    side = area.height()
    step = (area.width() - side) / max(top - 1, 1)
    painter.setPen(QPen(hue, 1.25))
    for place in range(top):
        box = QRectF(area.left() + place * step, area.top(), side, side)
        box.adjust(0.75, 0.75, -0.75, -0.75)
        painter.setBrush(hue if place < value else Qt.BrushStyle.NoBrush)
        if kind == "circles":
            painter.drawEllipse(box)
        else:
            painter.drawRect(box)
