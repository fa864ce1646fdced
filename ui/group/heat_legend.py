"""What the cells of the heat map mean, in one line: only what can be seen in it now."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.band_words import band_name
from npo_desktop.charts.heat_cells import NO_SIGNAL, HeatCell, Shown
from npo_desktop.charts.heat_map import HeatMap
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.group.heat_paint import draw_cell, draw_change

HEIGHT = 24  # pixels
_SAMPLE, _GAP = 18, 12
_BANDS = ((Band.FINE, True), (Band.FINE, False), (Band.WATCH, False), (Band.LOW, False))


class HeatLegend(QWidget):
    """Bands, certain changes, and why a cell has no band."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._entries: list[tuple[HeatCell | str, str]] = []

    def show_map(self, shown: HeatMap, *, changes: bool) -> None:
        """The bands always; triangles and reasons where there is one."""
        cells = {id(cell): cell for row in shown.rows for cell in row.cells}.values()
        kinds = {Shown.ONE_QUESTION if one.shown in NO_SIGNAL else one.shown for one in cells}
        self._entries = [(HeatCell(Shown.BAND, *band), band_name(*band)) for band in _BANDS]
        for verdict, mark, words in (
            (Verdict.IMPROVED, "up", _("certain progress")),
            (Verdict.DECLINED, "down", _("certain decline")),
        ):
            if changes and any(one.change is verdict for one in cells):
                self._entries.append((mark, words))
        for kind, words in (
            (Shown.FEW, _("too few answers")),
            (Shown.OPEN, _("not filled in")),
            (Shown.NOT_ASKED, _("not asked")),
            (Shown.ONE_QUESTION, _("no signal possible")),
        ):
            if kind in kinds:
                self._entries.append((HeatCell(kind), words))
        said = [words for _kind, words in self._entries]
        self.setAccessibleName(", ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._entries:
            return
        metrics = QFontMetrics(theme.font("smallest"))
        needed = [_SAMPLE + 4 + metrics.horizontalAdvance(w) for _kind, w in self._entries]
        free = self.width() - 24 - sum(needed)
        gap = min(max(free / (len(needed) - 1), 6.0), _GAP)
        left = 12.0
        for (kind, words), width in zip(self._entries, needed, strict=True):
            if left + width > self.width() - 4:
                break
            self._paint_entry(painter, left, kind, words)
            left += width + gap

    def _paint_entry(
        self, painter: QPainter, left: float, kind: HeatCell | str, words: str
    ) -> None:
        area = QRectF(round(left), (HEIGHT - 15) // 2, _SAMPLE, 15)
        if isinstance(kind, str):
            draw_change(painter, area.center(), theme.colour("ink2"), up=kind == "up")
        else:
            draw_cell(painter, area, kind)
        painter.setFont(theme.font("smallest"))
        painter.setPen(theme.colour("ink2"))
        place = QRectF(area.right() + 4, 0, 400, HEIGHT)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
