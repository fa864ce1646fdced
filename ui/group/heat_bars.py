"""Two small pictures of the heat map's side: a group over the bands, and each informant's view."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.band_words import band_letter
from npo_desktop.charts.heat_detail import View
from npo_desktop.charts.heat_map import HeatColumn
from npo_desktop.charts.heat_words import SMALLEST_GROUP, spoken_column
from npo_desktop.content.informant_words import informant_name
from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.widgets.band_chip import band_name, paint_band
from ui.widgets.chart_marks import draw_zones

BAR, ROW = 20, 24  # pixels
_FITS = 18  # pixels: from this width on the count stands inside
_NAME, _VALUE, _CHIP = 74, 34, 40
_BANDS = (
    (Band.LOW, False, "low"),
    (Band.WATCH, False, "watch"),
    (Band.FINE, False, "fine"),
    (Band.FINE, True, "strong"),
)


def paint_spread(painter: QPainter, area: QRect, column: HeatColumn) -> None:
    """Help needed, watch, on level, strong from the left; nothing for fewer than five pupils."""
    if column.scored < SMALLEST_GROUP:
        _paint_nothing(painter, area)
        return
    counts = (column.low, column.watch, column.fine, column.strong)
    done = 0
    for (band, strong, style), count in zip(_BANDS, counts, strict=True):
        if not count:
            continue
        left = area.left() + round(area.width() * done / column.scored)
        done += count
        right = area.left() + round(area.width() * done / column.scored)
        part = QRect(left, area.top(), right - left - (done < column.scored), area.height())
        painter.fillRect(part, theme.colour(f"{style}Fill"))
        if style == "watch":
            pattern = QBrush(theme.colour("watchPattern"), Qt.BrushStyle.BDiagPattern)
            painter.setOpacity(0.35)
            painter.fillRect(part, pattern)
            painter.setOpacity(1)
        words = f"{band_letter(band, strong)} {count}"
        if part.width() < QFontMetrics(painter.font()).horizontalAdvance(words) + 4:
            words = str(count) if part.width() >= _FITS else ""
        painter.setPen(theme.colour(f"{style}Text"))
        painter.drawText(part, int(Qt.AlignmentFlag.AlignCenter), words)


def _paint_nothing(painter: QPainter, area: QRect) -> None:
    painter.fillRect(area, QBrush(theme.colour("noneLine"), Qt.BrushStyle.BDiagPattern))
    words = _("too few pupils to show")
    room = QFontMetrics(painter.font()).horizontalAdvance(words) + 12
    label = QRect(0, 0, min(room, area.width()), area.height())
    label.moveCenter(area.center())
    painter.fillRect(label, theme.colour("surface"))
    painter.setPen(theme.colour("ink2"))
    painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), words)


class SpreadBar(QWidget):
    """The group on one subscale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column: HeatColumn | None = None
        self.setFixedHeight(BAR)

    def show_column(self, column: HeatColumn) -> None:
        """Its counts over the whole group."""
        self._column = column
        self.setAccessibleName(spoken_column(column))
        self.setToolTip(spoken_column(column))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._column is not None:
            painter = QPainter(self)
            painter.setFont(theme.font("smallest"))
            paint_spread(painter, self.rect(), self._column)


class ViewRows(QWidget):
    """A ruler a informant, all on the same zones, with the value and the band."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[View] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_views(self, views: Sequence[View]) -> None:
        """Who answered about this."""
        self._views = views
        said = (
            f"{informant_name(one.informant)} {number(one.value)} {band_name(one.band, one.strong)}"
            for one in views
        )
        self.setAccessibleName(", ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, ROW * len(self._views))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, view in enumerate(self._views):
            self._paint_row(painter, place * ROW, view)

    def _paint_row(self, painter: QPainter, top: int, view: View) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(0, top, _NAME, ROW), middle, informant_name(view.informant))
        right = self.width() - _VALUE - _CHIP
        ruler = QRectF(_NAME, top + ROW / 2 - 4, right - _NAME - 8, 8)
        draw_zones(painter, ruler)
        at = round(ruler.left() + view.at * ruler.width())
        painter.fillRect(at - 1, top + 5, 3, ROW - 10, theme.colour("ink"))
        painter.setFont(theme.font("control", figures=True))
        painter.setPen(theme.colour("ink"))
        value = QRect(right, top, _VALUE - 8, ROW)
        painter.drawText(value, middle | int(Qt.AlignmentFlag.AlignRight), number(view.value))
        if view.band is not Band.NONE:
            chip = QRect(self.width() - _CHIP + 4, top, _CHIP - 4, ROW)
            paint_band(painter, chip, view.band, view.strong)
