"""Hours of each colleague as bars, and all groups week by week; hatched where it is too much."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.charts.load_chart import StaffBar, WeekBar, WeekChart
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_words import hours, hours_text
from ui import theme

ROW, BAR = 38, 10  # pixels
WEEKS_HEIGHT = 100
_FOOT, _HEAD, _TICK = 18, 10, 2


class StaffBars(QWidget):
    """A bar a colleague: what is given out, a tick at what there is, red beyond it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[StaffBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: tuple[StaffBar, ...]) -> None:
        """Show these people."""
        self.bars = bars
        self.setAccessibleName("; ".join(f"{bar.name}: {staff_text(bar)}" for bar in bars))
        self.setToolTip("\n".join(f"{bar.name}: {staff_text(bar)}" for bar in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * len(self.bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, ROW * len(self.bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row, bar in enumerate(self.bars):
            self._paint_row(painter, QRectF(0, row * ROW, self.width(), ROW), bar)

    def _paint_row(self, painter: QPainter, area: QRectF, bar: StaffBar) -> None:
        words, font = staff_text(bar), theme.font("head", figures=True)
        line = QRectF(area.left(), area.top(), area.width(), 20)
        painter.setFont(font)
        painter.setPen(theme.colour("err" if bar.is_over else "ink"))
        side = Qt.AlignmentFlag
        painter.drawText(line, int(side.AlignRight | side.AlignVCenter), words)
        room = area.width() - QFontMetrics(font).horizontalAdvance(words) - 8
        name_font = theme.font("body")
        name = QFontMetrics(name_font).elidedText(
            bar.name, Qt.TextElideMode.ElideRight, int(max(room, 0))
        )
        painter.setFont(name_font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(line, int(side.AlignLeft | side.AlignVCenter), name)
        width = area.width() - _TICK
        box = QRectF(area.left(), area.top() + 21, width * bar.tick_share, BAR)
        painter.fillRect(box, theme.colour("track"))
        used = QRectF(box.left(), box.top(), width * bar.used_share, BAR)
        painter.fillRect(used, theme.colour("accent"))
        if bar.is_over:
            paint_over(
                painter, QRectF(used.right(), box.top(), max(3.0, width * bar.over_share), BAR)
            )
        tick = QRectF(box.left() + width * bar.tick_share, box.top() - 2, _TICK, BAR + 4)
        painter.fillRect(tick, theme.colour("ink"))


class WeekBars(QWidget):
    """A bar a week; holidays are pale, the dashed line is what there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = WeekChart((), None, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(WEEKS_HEIGHT)

    def set_chart(self, chart: WeekChart) -> None:
        """Show these weeks."""
        self.chart = chart
        self.setAccessibleName("; ".join(map(week_text, chart.bars)))
        self.setToolTip("\n".join(map(week_text, chart.bars)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, WEEKS_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        bars = self.chart.bars
        if not bars:
            return
        painter = QPainter(self)
        floor, height = self.height() - _FOOT, self.height() - _FOOT - _HEAD
        step = self.width() / len(bars)
        skip = 1 + int(15 // max(step, 1))  # numbers that would touch are left out
        for place, bar in enumerate(bars):
            left = place * step + step * 0.16
            self._paint_bar(painter, bar, QRectF(left, _HEAD, step * 0.68, height))
            if place % skip == 0:
                painter.setFont(theme.font("smallest", figures=True))
                painter.setPen(theme.colour("ink2"))
                foot = QRectF(place * step - 6, floor, step + 12, _FOOT)
                painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), str(bar.number))
        painter.setPen(QPen(theme.colour("ink3"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        if self.chart.capacity is not None:
            at = _HEAD + height * (1 - self.chart.line_share)
            painter.setPen(QPen(theme.colour("ink"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, at), QPointF(self.width(), at))
        self._paint_holidays(painter, step, QRectF(0, _HEAD, self.width(), height))

    def _paint_bar(self, painter: QPainter, bar: WeekBar, area: QRectF) -> None:
        if bar.is_holiday:
            painter.fillRect(area, theme.colour("surface2"))
            return
        used = area.height() * bar.used_share
        top = area.bottom() - used
        painter.fillRect(QRectF(area.left(), top, area.width(), used), theme.colour("accent"))
        if bar.over_share > 0:
            over = max(4.0, area.height() * bar.over_share)
            paint_over(painter, QRectF(area.left(), top - over, area.width(), over))

    def _paint_holidays(self, painter: QPainter, step: float, area: QRectF) -> None:
        """The word once over each run of weeks that has room for it."""
        words, font = _("holiday"), theme.font("smallest")
        painter.setFont(font)
        painter.setPen(theme.colour("ink2"))
        for first, count in _runs(self.chart.bars):
            run = QRectF(first * step, area.top(), count * step, area.height())
            if QFontMetrics(font).horizontalAdvance(words) <= run.width():
                painter.drawText(run, int(Qt.AlignmentFlag.AlignCenter), words)


def staff_text(bar: StaffBar) -> str:
    """Hours given out of those there are."""
    told = _("{used} of {most} h").format(used=hours(bar.used), most=hours(bar.capacity))
    if bar.is_over:
        return _("{hours} · too many").format(hours=told)
    return _("{hours} · full").format(hours=told) if bar.is_full else told


def week_text(bar: WeekBar) -> str:
    """One week in words."""
    said = _("holiday") if bar.is_holiday else hours_text(bar.minutes)
    return _("week {number}: {said}").format(number=bar.number, said=said)


def paint_over(painter: QPainter, area: QRectF) -> None:
    """Too much: hatched and framed, so that it reads without colour."""
    painter.save()
    painter.fillRect(area, theme.colour("errBg"))
    painter.fillRect(area, QBrush(theme.colour("err"), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(theme.colour("err"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _runs(bars: tuple[WeekBar, ...]) -> list[tuple[int, int]]:
    """Where holiday weeks begin, and how many there are in a row."""
    runs: list[tuple[int, int]] = []
    for place, bar in enumerate(bars):
        if bar.is_holiday and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif bar.is_holiday:
            runs.append((place, 1))
    return runs
