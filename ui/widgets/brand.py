"""The mark of the program, drawn: a line that goes up."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme

_LINE = ((6.0, 22.0), (12.5, 15.5), (17.0, 19.5), (25.0, 10.5))  # in a square of 32
_SIZES = (16, 24, 32, 48, 64, 128, 256)


class BrandMark(QWidget):
    """The mark on a dark ground."""

    def __init__(self, size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_brand(QPainter(self), QRectF(self.rect()), "onSide", "sceneSea")


def window_icon() -> QIcon:
    """The icon of the window and the taskbar."""
    icon = QIcon()
    for size in _SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_brand(painter, QRectF(0, 0, size, size), "sceneSea", "onSide")
        painter.end()
        icon.addPixmap(picture)
    return icon


def paint_brand(painter: QPainter, area: QRectF, ground: str, line: str) -> None:
    """Draw the mark into a square."""
    scale = area.width() / 32
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.topLeft())
    painter.scale(scale, scale)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 6, 6)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(theme.colour(line), 3, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _LINE]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sun"))
    painter.drawEllipse(QPointF(25.5, 9.5), 3, 3)
    painter.restore()
