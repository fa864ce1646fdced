"""A cell with several band chips, each with its count."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from npo_desktop.dossiers.needs import Signals
from ui.tables.delegates import RecordDelegate
from ui.widgets.band_chip import band_size, paint_band
from ui.widgets.signal_chips import GAP, chips_of

SignalsRole = int(Qt.ItemDataRole.UserRole) + 40  # Signals, or None while they are not known


class SignalsDelegate(RecordDelegate):
    """Paints H and L chips where a column gives ``SignalsRole``; the rest as always."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._others = view.itemDelegate()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        if isinstance(self._others, RecordDelegate):
            self.hovered = self._others.hovered
        super().paint(painter, option, index)  # the ground; such a column has no text of its own
        signals = index.data(SignalsRole)
        if isinstance(signals, Signals):
            rect: QRect = self._inside(option.rect, index)
            for band, strong, count in chips_of(signals):
                paint_band(painter, rect, band, strong, count=count)
                rect = rect.adjusted(band_size(band, strong, count=count).width() + GAP, 0, 0, 0)
