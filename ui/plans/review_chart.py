"""Goals before and after on their bands, with the figures beside them."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from npo_desktop.charts.review_chart import ReviewChart, ReviewRow, describe
from npo_desktop.charts.ruler import ZONES
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.widgets.band_chip import band_letter
from ui.widgets.chart_marks import draw_dot, draw_zones
from ui.widgets.tag import paint_tag

HEAD, ROW, LINE = 26, 52, 16  # pixels
_PAD, _FIGURE, _CHANGE, _TAG, _GAP = 16, 42, 142, 112, 12
_BESIDE = _GAP + 2 * _FIGURE + _GAP + _CHANGE + _TAG + _PAD
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | _MIDDLE
_WRAP = int(Qt.TextFlag.TextWordWrap)
_CENTRE = Qt.AlignmentFlag.AlignCenter


class ReviewChartView(QWidget):
    """Arrow keys and the mouse choose a goal; its sentences are its description and tooltip."""

    chosen = Signal(object)  # a ReviewRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = ReviewChart((), "", "")
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Goals: before and after"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: ReviewChart) -> None:
        """Another plan."""
        self._chart, self.current = chart, -1
        self.setAccessibleDescription(" ".join(describe(row) for row in chart.rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, HEAD + ROW * max(len(self._chart.rows), 1) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._chart.rows:
            last = len(self._chart.rows) - 1
            self._choose(min(max(self.current + steps[Qt.Key(event.key())], 0), last))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int((event.position().y() - HEAD) // ROW)
        if 0 <= place < len(self._chart.rows):
            self._choose(place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = (event.pos().y() - HEAD) // ROW
            rows = self._chart.rows
            words = "\n".join(rows[place].sentences) if 0 <= place < len(rows) else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _choose(self, place: int) -> None:
        self.current = place
        self.setAccessibleDescription(describe(self._chart.rows[place]))
        self.chosen.emit(self._chart.rows[place])
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows = self._chart.rows
        foot = HEAD + ROW * max(len(rows), 1)
        plot = self._plot()
        draw_zones(painter, QRectF(plot.left(), 0, plot.width(), foot))
        self._paint_head(painter, plot)
        for place, row in enumerate(rows):
            area = QRectF(0, HEAD + place * ROW, self.width(), ROW)
            self._paint_row(painter, area, plot, place, row)

    def _plot(self) -> QRectF:
        name = max(190.0, 0.3 * (self.width() - _BESIDE))
        return QRectF(name, HEAD, max(self.width() - name - _BESIDE, 80), self.height() - HEAD)

    def _paint_head(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(_PAD, 0, 160, HEAD), int(_MIDDLE), _("Goal"))
        for name, start, end in ZONES:
            strong = name == "strong"
            band = Band.FINE if strong else Band(name)
            area = QRectF(plot.left() + start * plot.width(), 0, (end - start) * plot.width(), HEAD)
            painter.drawText(area, int(_CENTRE), band_letter(band, strong))
        for area, words, side in zip(
            self._columns(QRectF(0, 0, self.width(), HEAD), plot),
            (_("before"), _("now"), _("surely changed?"), _("goal")),
            (_END, _END, _MIDDLE, _MIDDLE),
            strict=True,
        ):
            painter.drawText(area, int(side), words)

    def _columns(self, area: QRectF, plot: QRectF) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        left, top, height = plot.right() + _GAP - 4, area.top(), area.height()
        return (
            QRectF(left, top, _FIGURE, height),
            QRectF(left + _FIGURE, top, _FIGURE, height),
            QRectF(left + 2 * _FIGURE + _GAP, top, _CHANGE, height),
            QRectF(left + 2 * _FIGURE + _GAP + _CHANGE, top, _TAG, height),
        )

    def _paint_row(
        self, painter: QPainter, area: QRectF, plot: QRectF, place: int, row: ReviewRow
    ) -> None:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(_PAD, area.top() + 0.5), QPointF(area.right(), area.top() + 0.5))
        if place == self.current:
            painter.setPen(QPen(theme.colour("accent"), 2 if self.hasFocus() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(2, 2, -2, -2))
        self._paint_name(painter, area, plot, place, row)
        self._paint_marks(painter, area, plot, row)
        before, now, change, tag = self._columns(area, plot)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(before, int(_END), row.before)
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("primary"))
        painter.drawText(now, int(_END), row.now)
        painter.setFont(theme.font("primary" if row.is_certain else "help"))
        painter.drawText(change, int(_MIDDLE) | _WRAP, row.change)
        tone = "ok" if row.reached else "neutral"
        paint_tag(painter, tag.toRect(), row.reached_text, tone, None if row.reached else "")

    def _paint_name(
        self, painter: QPainter, area: QRectF, plot: QRectF, place: int, row: ReviewRow
    ) -> None:
        room = plot.left() - _PAD - 10
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("ink"))
        lines = _two_lines(painter.fontMetrics(), f"{place + 1} {row.goal}", int(room))
        top = area.center().y() - LINE / 2 * (len(lines) + 1)
        for n, words in enumerate(lines):
            painter.drawText(QRectF(_PAD, top + LINE * n, room, LINE), int(_MIDDLE), words)
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour("ink2"))
        foot = QRectF(_PAD, top + LINE * len(lines), room, LINE)
        cut = Qt.TextElideMode.ElideRight
        measured = painter.fontMetrics().elidedText(row.measured, cut, int(room))
        painter.drawText(foot, int(_MIDDLE), measured)

    def _paint_marks(self, painter: QPainter, area: QRectF, plot: QRectF, row: ReviewRow) -> None:
        middle = area.center().y()

        def at(place: float) -> float:
            return plot.left() + place * plot.width()

        if row.error is not None:
            bar = QRectF(at(row.error[0]), middle - 3, at(row.error[1]) - at(row.error[0]), 6)
            painter.fillRect(bar, theme.colour("ctrl"))
        if row.expected_at is not None:
            painter.setPen(QPen(theme.colour("ink2"), 1.5, Qt.PenStyle.DotLine))
            x = round(at(row.expected_at)) + 0.5
            painter.drawLine(QPointF(x, middle - 12), QPointF(x, middle + 12))
        if row.before_at is not None and row.now_at is not None:
            hue = theme.colour("accent" if row.is_certain else "ctrl")
            painter.setPen(QPen(hue, 2.5))
            painter.drawLine(QPointF(at(row.before_at), middle), QPointF(at(row.now_at), middle))
        if row.target_at is not None:
            self._paint_flag(painter, at(row.target_at), middle)
        if row.before_at is not None:
            draw_dot(painter, QPointF(at(row.before_at), middle), theme.colour("ink2"), hollow=True)
        if row.now_at is not None:
            draw_dot(painter, QPointF(at(row.now_at), middle), theme.colour("ink"))

    def _paint_flag(self, painter: QPainter, x: float, middle: float) -> None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(x, middle - 15), QPointF(x, middle + 15))
        box = QRectF(x - 1, middle - 17, 12, 9)
        painter.fillRect(box, theme.colour("accent"))


def _two_lines(metrics: QFontMetrics, words: str, room: int) -> list[str]:
    """As much of the words as stands in two lines."""
    first = ""
    rest = words.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    second = metrics.elidedText(" ".join(rest), Qt.TextElideMode.ElideRight, room)
    return [line for line in (first, second) if line]
