"""Our own stairs, with where a child stood on them, round by round."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.charts.life_chart import LifeChart, Standing
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _
from ui import theme
from ui.widgets.chart_marks import draw_dot

_HEAD, _FOOT, _MARK = 62, 24, 20  # pixels: for marks above the last step, for words below
_CENTRE = Qt.AlignmentFlag.AlignCenter


class LifeStairs(QWidget):
    """Filled is the round in view, hollow are earlier ones; nothing else is drawn in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: LifeChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Life mark"))

    def show_chart(self, chart: LifeChart) -> None:
        """Another child, or another round."""
        self._chart = chart
        self.setAccessibleDescription(" ".join(standing_text(one) for one in chart.standings))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(440, 280)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, _HEAD, -1, -_FOOT)
        self._paint_steps(painter, area, self._chart)
        for one in self._chart.standings:
            centre = QPointF(
                area.left() + one.at * area.width(),
                area.bottom() - one.top * area.height() - 9 - one.above * _MARK,
            )
            draw_dot(painter, centre, theme.colour("accent"), hollow=not one.is_now)
        self._paint_ends(painter, area)

    def _paint_steps(self, painter: QPainter, area: QRectF, chart: LifeChart) -> None:
        painter.setFont(theme.font("label"))
        stood = {one.number for one in chart.standings if one.is_now}
        for step in chart.steps:
            left = round(area.left() + step.left * area.width())
            right = round(area.left() + step.right * area.width())
            top = round(area.bottom() - step.top * area.height())
            block = QRectF(left + 0.5, top + 0.5, right - left - 1, area.bottom() - top)
            here = step.number in stood
            painter.setPen(QPen(theme.colour("accent" if here else "ctrl"), 1))
            painter.setBrush(theme.colour("selected" if here else "row"))
            painter.drawRect(block)
            painter.setPen(theme.colour("ink" if here else "ink2"))
            label = QRectF(block.left(), block.bottom() - 22, block.width(), 20)
            painter.drawText(label, int(_CENTRE), number(step.number))

    def _paint_ends(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour("ink2"))
        line = QRectF(area.left(), area.bottom() + 4, area.width(), _FOOT - 4)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), _("0, very badly"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight), _("10, very well"))


def standing_text(one: Standing) -> str:
    """One mark in words."""
    words = _("Round {name}, {date}: step {n}.")
    return words.format(name=one.round, date=date_text(one.held_on), n=number(one.number))
