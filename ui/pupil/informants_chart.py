"""Teacher, pupil and parent on one ruler, a line a subscale."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from npo_desktop.charts.informants_chart import InformantRow
from npo_desktop.charts.profile_wording import mark_text
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.formats import number
from npo_desktop.i18n import _
from ui import theme
from ui.widgets.chart_marks import draw_informant, draw_zones

ROW, LEGEND = 24, 22  # pixels
_LEFT, _NAME, _VALUE, _RIGHT = 16, 110, 36, 16
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class InformantsChartView(QWidget):
    """Shows the first rows; the spread is bold where it exceeds measurement error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[InformantRow] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("What do they see differently?"))

    def set_rows(self, rows: Sequence[InformantRow]) -> None:
        """Show these, in this order."""
        self._rows = rows
        self.setAccessibleDescription(" ".join(_words(row) for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, LEGEND + ROW * len(self._rows) + 4)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = (event.pos().y() - LEGEND) // ROW
            known = 0 <= place < len(self._rows)
            QToolTip.showText(event.globalPos(), _words(self._rows[place]) if known else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        plot = QRectF(0, LEGEND, self.width(), ROW * len(self._rows))
        plot.adjust(_LEFT + _NAME, 0, -_VALUE - _RIGHT, 0)
        draw_zones(painter, plot)
        for place, row in enumerate(self._rows):
            self._paint_row(painter, plot, LEGEND + place * ROW, row)

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(theme.font("help"))
        left = float(_LEFT)
        for informant in Informant:
            words = informant_text(informant)
            draw_informant(painter, QPointF(left + 6, LEGEND / 2 - 2), informant)
            painter.setPen(theme.colour("ink2"))
            width = painter.fontMetrics().horizontalAdvance(words)
            painter.drawText(QRectF(left + 18, 0, width + 2, LEGEND - 4), int(_MIDDLE), words)
            left += 18 + width + 16

    def _paint_row(self, painter: QPainter, plot: QRectF, top: int, row: InformantRow) -> None:
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, _NAME - 6)
        painter.drawText(QRectF(_LEFT, top, _NAME, ROW), int(_MIDDLE), name)
        points = [
            QPointF(plot.left() + mark.at * plot.width(), top + ROW / 2) for mark in row.marks
        ]
        ordered = sorted(points, key=QPointF.x)
        painter.setPen(QPen(theme.colour("ctrl"), 1.5))
        painter.drawLine(ordered[0], ordered[-1])
        for point, mark in zip(points, row.marks, strict=True):
            draw_informant(painter, point, mark.informant)
        painter.setFont(theme.font("primary" if row.differs else "body"))
        painter.setPen(theme.colour("ink" if row.differs else "ink3"))
        value = QRectF(plot.right(), top, _VALUE, ROW)
        side = Qt.AlignmentFlag.AlignRight | _MIDDLE
        painter.drawText(value, int(side), number(row.spread))


def _words(row: InformantRow) -> str:
    return "\n".join((row.name, *(mark_text(mark) for mark in row.marks)))
