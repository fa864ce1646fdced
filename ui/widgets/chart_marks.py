"""The marks of the charts: one shape for each informant, the same everywhere."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from npo_desktop.charts.ruler import ZONES
from npo_desktop.content.questionnaire import Informant
from ui import theme

RADIUS = 4.5  # pixels
_TINTS = {"low": "lowTint", "watch": "watchTint", "fine": "fineTint", "strong": "strongTint"}


def draw_zones(painter: QPainter, area: QRectF) -> None:
    """The band tints as ground, two pixels of the surface between them."""
    for name, start, end in ZONES:
        left = round(area.left() + start * area.width()) + (1 if start else 0)
        right = round(area.left() + end * area.width()) - (1 if end < 1 else 0)
        ground = QRectF(left, area.top(), right - left, area.height())
        painter.fillRect(ground, theme.colour(_TINTS[name]))


def draw_dot(painter: QPainter, centre: QPointF, hue: QColor, *, hollow: bool = False) -> None:
    """Now is filled, before is hollow."""
    painter.setPen(QPen(hue, 1.75))
    painter.setBrush(theme.colour("surface") if hollow else hue)
    radius = RADIUS - (0.5 if hollow else 0)
    painter.drawEllipse(centre, radius, radius)


def draw_informant(painter: QPainter, centre: QPointF, informant: Informant) -> None:
    """Teacher a square, pupil a circle, parent a hollow triangle."""
    side = RADIUS + 0.5
    if informant is Informant.TEACHER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink"))
        painter.drawRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side))
    elif informant is Informant.PUPIL:
        draw_dot(painter, centre, theme.colour("accent"))
    else:
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        painter.setBrush(theme.colour("surface"))
        top, foot = centre.y() - side - 1, centre.y() + side - 1
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(centre.x(), top),
                    QPointF(centre.x() + side + 1, foot),
                    QPointF(centre.x() - side - 1, foot),
                ]
            )
        )


def draw_expected(painter: QPainter, centre: QPointF) -> None:
    """What was to be expected without help: a short upright line."""
    painter.setPen(QPen(theme.colour("ink2"), 1.75))
    painter.drawLine(QPointF(centre.x(), centre.y() - 6), QPointF(centre.x(), centre.y() + 6))


def draw_arrow(painter: QPainter, centre: QPointF, *, up: bool) -> None:
    """A certain change: up solid, down hollow."""
    half = 4.0
    sign = -1 if up else 1
    painter.setPen(QPen(theme.colour("ink"), 1.25))
    painter.setBrush(theme.colour("ink") if up else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(centre.x(), centre.y() + sign * half),
                QPointF(centre.x() - half, centre.y() - sign * (half - 1)),
                QPointF(centre.x() + half, centre.y() - sign * (half - 1)),
            ]
        )
    )
