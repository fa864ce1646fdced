"""A cell with several band chips, each with its count."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from npo_desktop.dossiers.needs import Signals
from ui.tables.delegates import Index, MarkDelegate
from ui.widgets.band_chip import band_size, paint_band
from ui.widgets.signal_chips import GAP, chips_of

SignalsRole = int(Qt.ItemDataRole.UserRole) + 40  # Signals, or None while they are not known


class SignalsDelegate(MarkDelegate):
    """Paints H and L chips where a column gives ``SignalsRole``; the rest as always."""

    def paint_mark(self, painter: QPainter, inside: QRect, index: Index) -> None:
        signals = index.data(SignalsRole)
        if isinstance(signals, Signals):
            for band, strong, count in chips_of(signals):
                paint_band(painter, inside, band, strong, count=count)
                width = band_size(band, strong, count=count).width()
                inside = inside.adjusted(width + GAP, 0, 0, 0)
