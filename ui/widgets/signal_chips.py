"""How many subscales stand in which band, as chips."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.dossiers.needs import Signals
from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band
from ui.widgets.band_chip import BandChip, band_name

GAP = 4  # pixels

Chip = tuple[Band, bool, int]  # band, strong, count


def chips_of(signals: Signals, *, whole: bool = False) -> list[Chip]:
    """Help needed and watch; with ``whole`` also on level and strong. Nothing counts no chip."""
    chips: list[Chip] = [(Band.LOW, False, signals.low), (Band.WATCH, False, signals.watch)]
    if whole:
        chips += [(Band.FINE, False, signals.fine), (Band.FINE, True, signals.strong)]
    return [chip for chip in chips if chip[2]]


def signals_text(signals: Signals | None) -> str:
    """The chips in words."""
    if signals is None:
        return _("Signals are being counted")
    found = [f"{band_name(band, strong)}: {count}" for band, strong, count in chips_of(signals)]
    return ", ".join(found) or _("No signals")


class SignalChips(QWidget):
    """The same chips as a widget, for headers and fact strips."""

    def __init__(self, *, whole: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = whole
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)

    def set_signals(self, signals: Signals) -> None:
        """Show these counts."""
        while (item := self._line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for band, strong, count in chips_of(signals, whole=self._whole):
            self._line.addWidget(BandChip(band, strong, count=count))
        self.setAccessibleName(signals_text(signals))
