"""Flagged subscales as chips with their names, on as many lines as they need."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.scoring.norms import Band
from ui import theme
from ui.widgets.band_chip import band_name, band_size, paint_band

LINE = 21  # pixels
_GAP, _BETWEEN = 5, 12

Need = tuple[Band, str]


class NeedChips(QWidget):
    """Why something is proposed: a chip and the name of each subscale."""

    def __init__(self, needs: Sequence[Need] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_needs(needs)

    def set_needs(self, needs: Sequence[Need]) -> None:
        """Show these, in this order."""
        self._needs = tuple(needs)
        words = ", ".join(f"{name}: {band_name(band)}" for band, name in self._needs)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LINE)

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return (places[-1].bottom() + 1) if places else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font("body"))
        for (band, name), place in zip(self._needs, self._places(self.width()), strict=True):
            paint_band(painter, place, band)
            painter.setPen(theme.colour("ink"))
            words = place.adjusted(band_size(band).width() + _GAP, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _places(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(theme.font("body"))
        places, left, top = [], 0, 0
        for band, name in self._needs:
            wide = band_size(band).width() + _GAP + metrics.horizontalAdvance(name) + 2
            if left and left + wide > width:
                left, top = 0, top + LINE
            places.append(QRect(left, top, wide, LINE))
            left += wide + _BETWEEN
        return places
