"""The profile of one pupil: before and now on the bands, subscale by subscale."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from npo_desktop.charts.profile_chart import DOMAINS, ChartRow, ProfileChart, Shown
from npo_desktop.charts.profile_wording import change_text, count_text, details, value_text
from npo_desktop.charts.ruler import ZONES
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.widgets.band_chip import band_letter, band_name, band_size, band_text, paint_band
from ui.widgets.chart_marks import (
    draw_arrow,
    draw_dot,
    draw_expected,
    draw_informant,
    draw_zones,
)

HEAD = 20  # pixels: the names of the zones
LOWEST, HIGHEST = 13.1, 22  # of a row
_LEFT, _RIGHT, _NAME = 16, 16, 128
_COUNT, _NOW, _CHANGE, _CHIP, _GAP = 30, 34, 74, 38, 8
_BESIDE = _GAP + _COUNT + _NOW + _CHANGE + _CHIP + _RIGHT
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | _MIDDLE
_CENTRE = Qt.AlignmentFlag.AlignCenter


class ProfileChartView(QWidget):
    """Arrow keys and the mouse choose a row; what is behind it is told by ``row_chosen``."""

    row_chosen = Signal(object)  # a ChartRow, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ChartRow, ...] = ()
        self._lines: list[ChartRow | str] = []  # rows with the headings between them
        self.current: ChartRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")  # the chosen row shows the focus
        self.setMouseTracking(True)
        self.setAccessibleName(_("Profile"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_chart(self, chart: ProfileChart) -> None:
        """Show another pupil, or the same one with newer answers."""
        kept = self.current.subscale if self.current else ""
        self._rows = chart.rows
        self._lines = []
        for domain in DOMAINS:
            self._lines += [domain, *chart.of_domain(domain)]
        self._choose(next((row for row in self._rows if row.subscale == kept), None))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(560, HEAD + round(LOWEST * max(len(self._lines), 1)) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._rows:
            place = self._rows.index(self.current) if self.current in self._rows else -1
            place = max(place + steps[Qt.Key(event.key())], 0)
            self._choose(self._rows[min(place, len(self._rows) - 1)])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if row := self.row_under(event.position().toPoint()):
            self._choose(row)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_under(event.pos())
            words = "\n".join((row.name, *details(row))) if row else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def row_under(self, point: QPoint) -> ChartRow | None:
        """The row at a place in this widget."""
        for line, area in zip(self._lines, self._areas(), strict=True):
            if isinstance(line, ChartRow) and area.contains(QPointF(point)):
                return line
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        areas = self._areas()
        foot = areas[-1].bottom() if areas else HEAD
        plot = self._plot(QRectF(0, HEAD, self.width(), foot - HEAD))
        draw_zones(painter, plot)
        self._paint_head(painter, plot)
        for line, area in zip(self._lines, areas, strict=True):
            if isinstance(line, str):
                self._paint_heading(painter, area, line)
            else:
                self._paint_row(painter, area, line)

    def _areas(self) -> list[QRectF]:
        room = (self.height() - HEAD - 1) / max(len(self._lines), 1)
        height = min(max(room, LOWEST), HIGHEST)
        return [
            QRectF(0, round(HEAD + place * height), self.width(), round(height))
            for place in range(len(self._lines))
        ]

    def _plot(self, area: QRectF) -> QRectF:
        return area.adjusted(_LEFT + _NAME, 0, -_BESIDE, 0)

    def _choose(self, row: ChartRow | None) -> None:
        self.current = row
        words = f"{row.name}: {_band_words(row)}. {' '.join(details(row))}" if row else ""
        self.setAccessibleDescription(words)
        self.row_chosen.emit(row)
        self.update()

    def _paint_head(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(theme.font("head"))
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("ink2"))
        for name, start, end in ZONES:
            strong, band = name == "strong", Band.FINE if name == "strong" else Band(name)
            area = QRectF(plot.left() + start * plot.width(), 0, (end - start) * plot.width(), HEAD)
            draw_ground = area.adjusted(1 if start else 0, 0, -1 if end < 1 else 0, 0)
            painter.fillRect(draw_ground, theme.colour(f"{name}Tint"))
            words = next(
                (
                    option
                    for option in (band_text(band, strong), band_name(band, strong))
                    if metrics.horizontalAdvance(option) < area.width() - 6
                ),
                band_letter(band, strong),
            )
            painter.drawText(area, int(_CENTRE), words)
        right = plot.right() + _GAP + _COUNT
        painter.drawText(QRectF(right, 0, _NOW, HEAD), int(_END), _("now"))
        painter.drawText(QRectF(right + _NOW, 0, _CHANGE - 16, HEAD), int(_END), _("change"))

    def _paint_heading(self, painter: QPainter, area: QRectF, domain: str) -> None:
        painter.fillRect(area, theme.colour("surface2"))
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink2"))
        words = {"COG": _("Cognitive"), "EF": _("Executive functions"), "SE": _("Social-emotional")}
        painter.drawText(area.adjusted(_LEFT, 0, 0, 0), int(_MIDDLE), words[domain])

    def _paint_row(self, painter: QPainter, area: QRectF, row: ChartRow) -> None:
        plot = self._plot(area)
        if row is self.current:
            self._paint_choice(painter, area, plot)
        painter.setFont(theme.font("help"))
        quiet = row.shown is Shown.NOT_ASKED
        painter.setPen(theme.colour("ink3" if quiet else "ink"))
        name = area.adjusted(_LEFT, 0, 0, 0)
        name.setWidth(_NAME - 4)
        elided = painter.fontMetrics().elidedText(
            row.name, Qt.TextElideMode.ElideRight, int(name.width())
        )
        painter.drawText(name, int(_MIDDLE) | int(Qt.TextFlag.TextDontClip), elided)
        if row.shown is Shown.NOT_ASKED:
            self._paint_not_asked(painter, plot)
        elif row.shown is Shown.FEW:
            self._paint_few(painter, plot, row)
        elif row.shown is Shown.NO_CONCERN:
            self._paint_no_concern(painter, plot)
        else:
            self._paint_marks(painter, plot, row)
        self._paint_numbers(painter, area, plot, row)

    def _paint_choice(self, painter: QPainter, area: QRectF, plot: QRectF) -> None:
        for side in (
            QRectF(area.left(), area.top(), plot.left(), area.height()),
            QRectF(plot.right(), area.top(), area.right() - plot.right(), area.height()),
        ):
            painter.fillRect(side, theme.colour("selected"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2 if self.hasFocus() else 1))
        painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _paint_not_asked(self, painter: QPainter, plot: QRectF) -> None:
        painter.setPen(QPen(theme.colour("ctrl"), 1, Qt.PenStyle.DashLine))
        middle = round(plot.center().y()) + 0.5
        painter.drawLine(QPointF(plot.left() + 6, middle), QPointF(plot.right() - 6, middle))

    def _paint_no_concern(self, painter: QPainter, plot: QRectF) -> None:
        """In words, on a plain ground: a place on the zones would be a figure."""
        painter.save()
        inside = plot.adjusted(2, 2, -2, -2)
        painter.fillRect(inside, theme.colour("surface"))
        painter.setFont(theme.font("smallest"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(plot, int(_CENTRE), _("No concern seen"))
        painter.restore()

    def _paint_few(self, painter: QPainter, plot: QRectF, row: ChartRow) -> None:
        painter.save()
        inside = plot.adjusted(2, 2, -2, -2)
        painter.fillRect(inside, theme.colour("surface"))
        painter.setPen(QPen(theme.colour("ctrl"), 1))
        painter.setBrush(Qt.BrushStyle.BDiagPattern)
        painter.drawRect(inside)
        few = _("Too few answers")
        words = f" {few}: {count_text(row)} "
        painter.setFont(theme.font("smallest"))
        width = painter.fontMetrics().horizontalAdvance(words)
        label = QRectF(0, 0, width, plot.height() - 1)
        label.moveCenter(QPointF(inside.center().x(), inside.center().y()))
        painter.fillRect(label, theme.colour("surface"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(label, int(_CENTRE), words)
        painter.restore()

    def _paint_marks(self, painter: QPainter, plot: QRectF, row: ChartRow) -> None:
        middle = round(plot.center().y())

        def point(at: float) -> QPointF:
            return QPointF(plot.left() + at * plot.width(), middle)

        if row.error and row.shown is Shown.SCORE:
            start, end = (point(at).x() for at in row.error)
            bar = QRectF(start, middle - 2.5, end - start, 5)
            painter.fillRect(bar, theme.colour("ctrl").lighter(140))
        now = row.test_at if row.shown is Shown.TEST else row.now.at if row.now else None
        before = (
            row.test_before_at if row.shown is Shown.TEST else row.before.at if row.before else None
        )
        if now is None:
            return
        if before is not None:
            painter.setPen(QPen(theme.colour("accent" if row.is_certain else "ctrl"), 2))
            painter.drawLine(point(before), point(now))
            draw_dot(painter, point(before), theme.colour("ink2"), hollow=True)
        if row.expected_at is not None:
            draw_expected(painter, point(row.expected_at))
        if row.other:
            draw_informant(painter, point(row.other.at), row.other.informant)
        draw_dot(painter, point(now), theme.colour("ink"))

    def _paint_numbers(self, painter: QPainter, area: QRectF, plot: QRectF, row: ChartRow) -> None:
        left, top, height = plot.right() + _GAP, area.top(), area.height()
        painter.setFont(theme.font("smallest"))
        painter.setPen(theme.colour("ink3"))
        painter.drawText(QRectF(left, top, _COUNT - 4, height), int(_END), count_text(row))
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink" if row.now or row.test else "ink3"))
        painter.drawText(QRectF(left + _COUNT, top, _NOW, height), int(_END), value_text(row))
        painter.setFont(theme.font("head" if row.is_certain else "help"))
        painter.setPen(theme.colour("ink" if row.is_certain else "ink3"))
        change = QRectF(left + _COUNT + _NOW, top, _CHANGE - 16, height)
        painter.drawText(change, int(_END), change_text(row))
        if row.is_certain:
            tip = QPointF(change.right() + 7, area.center().y())
            draw_arrow(painter, tip, up=row.verdict is Verdict.IMPROVED)
        if row.shown not in (Shown.NOT_ASKED, Shown.NO_CONCERN):
            self._paint_chip(painter, area, row)

    def _paint_chip(self, painter: QPainter, area: QRectF, row: ChartRow) -> None:
        size = band_size(row.band, row.strong)
        chip = QRectF(area.right() - _RIGHT - size.width(), area.top(), size.width(), area.height())
        painter.save()
        scale = min(1.0, (area.height() - 1) / size.height())
        fixed = QPointF(chip.right(), chip.center().y())
        painter.translate(fixed)
        painter.scale(scale, scale)
        painter.translate(-fixed)
        paint_band(painter, chip.toRect(), row.band, row.strong)
        painter.restore()


def _band_words(row: ChartRow) -> str:
    if row.shown is Shown.NO_CONCERN:
        return _("No concern seen")
    return _("Not asked") if row.shown is Shown.NOT_ASKED else band_name(row.band, row.strong)
