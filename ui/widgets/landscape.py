"""The picture beside the passphrase: an island evening, drawn, not loaded."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui import theme

_WIDTH, _HEIGHT = 560.0, 688.0  # the drawing's own units

_FAR = ((0, 470), (70, 448), (142, 432), (212, 388), (262, 366), (302, 384), (350, 420))
_FAR_REST = ((412, 438), (500, 452), (560, 446), (560, 520), (0, 520))
_NEAR = ((0, 474), (90, 468), (190, 474), (270, 456), (360, 470), (470, 462), (560, 474))


class Landscape(QWidget):
    """Fills its room from the bottom left; the sky takes what is over."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("sceneSky"))
        scale = max(self.width() / _WIDTH, self.height() / _HEIGHT * 0.75)
        painter.translate(0, self.height() - _HEIGHT * scale)
        painter.scale(scale, scale)
        _draw_sun_and_hills(painter)
        _draw_sea(painter)
        _draw_land(painter)


def _draw_sun_and_hills(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sun"))
    painter.drawEllipse(QPointF(408, 392), 46, 46)
    painter.setBrush(theme.colour("sceneFar"))
    painter.drawPolygon(_polygon(_FAR + _FAR_REST))
    painter.setBrush(theme.colour("sceneNear"))
    painter.drawPolygon(_polygon((*_NEAR, (560, 520), (0, 520))))


def _draw_sea(painter: QPainter) -> None:
    painter.fillRect(QRectF(0, 500, 2000, 188), theme.colour("sceneSeaFar"))
    sea = QPainterPath(QPointF(0, 529))
    sea.cubicTo(120, 544, 240, 532, 340, 528)
    sea.cubicTo(430, 525, 500, 530, 560, 529)
    sea.lineTo(2000, 529)
    sea.lineTo(2000, 688)
    sea.lineTo(0, 688)
    sea.closeSubpath()
    painter.setBrush(theme.colour("sceneSea"))
    painter.drawPath(sea)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for top, colour, width in ((566, "sceneWave", 3), (608, "sceneWave", 2.5)):
        wave = QPainterPath(QPointF(0, top))
        wave.cubicTo(90, top - 10, 150, top + 8, 240, top - 2)
        wave.cubicTo(350, top - 14, 440, top + 10, 560, top - 2)
        painter.setPen(QPen(theme.colour(colour), width))
        painter.drawPath(wave)
    painter.setPen(_round_pen("sun", 3.5))
    for left, right, top in ((376, 440, 540), (388, 428, 550), (396, 420, 560)):
        painter.drawLine(QPointF(left, top), QPointF(right, top))


def _draw_land(painter: QPainter) -> None:
    land = QPainterPath(QPointF(0, 607))
    land.cubicTo(60, 598, 110, 606, 190, 646)
    land.cubicTo(240, 670, 290, 684, 330, 688)
    land.lineTo(0, 688)
    land.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sceneLand"))
    painter.drawPath(land)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_round_pen("sceneLand", 8))
    _draw_cactus(painter, QPointF(62, 502), 112, ((-14, 544, 34), (16, 548, 44)))
    painter.setPen(_round_pen("sceneLand", 7))
    _draw_cactus(painter, QPointF(118, 552), 66, ((-14, 576, 24), (16, 578, 30)))


def _draw_cactus(
    painter: QPainter, top: QPointF, height: float, arms: tuple[tuple[float, float, float], ...]
) -> None:
    """A stem, and arms given as reach, their top, and how far down they join the stem."""
    painter.drawLine(top, top + QPointF(0, height))
    for reach, arm_top, drop in arms:
        arm = QPainterPath(QPointF(top.x() + reach, arm_top))
        arm.lineTo(top.x() + reach, arm_top + drop - 10)
        arm.quadTo(top.x() + reach, arm_top + drop, top.x(), arm_top + drop)
        painter.drawPath(arm)


def _polygon(points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _round_pen(token: str, width: float) -> QPen:
    return QPen(theme.colour(token), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
