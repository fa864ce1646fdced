"""How loud the voice is now: a bar with a word, so that colour is not needed."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.i18n import _
from ui import theme

QUIETEST, LOUDEST = -50.0, 0.0  # decibels below the loudest there is
SOFT, LOUD = -34.0, -8.0  # in between it is good
_HEIGHT, _BAR, _WORD = 24, 12, 110  # pixels


class LevelMeter(QWidget):
    """``set_loudness`` from 0 to 1, as the microphone gives it; the bar is in decibels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loudness, self._on = 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_on(False)

    def set_on(self, on: bool) -> None:
        """Whether the microphone listens."""
        self._on = on
        self.set_loudness(0.0)

    def set_loudness(self, loudness: float) -> None:
        """Of the last moment."""
        self._loudness = loudness
        self.setAccessibleName(self.word())
        self.update()

    def word(self) -> str:
        """What the bar says."""
        if not self._on:
            return _("Microphone off")
        level = _decibels(self._loudness)
        if level < SOFT:
            return _("Too soft")
        return _("Good") if level < LOUD else _("Too loud")

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WORD + 60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = self.width() - _WORD
        bar = QRectF(0, (self.height() - _BAR) / 2, width, _BAR)
        painter.fillRect(bar, theme.colour("track"))
        if self._on:
            share = _share(_decibels(self._loudness))
            hue = "accent" if _decibels(self._loudness) < LOUD else "err"
            painter.fillRect(QRectF(0, bar.top(), width * share, _BAR), theme.colour(hue))
        painter.setPen(QPen(theme.colour("ink2"), 1))
        for edge in (SOFT, LOUD):
            x = round(width * _share(edge)) + 0.5
            painter.drawLine(
                QRectF(x, bar.top() - 3, 0, _BAR + 6).topLeft().toPoint(),
                QRectF(x, bar.bottom() + 3, 0, 0).topLeft().toPoint(),
            )
        painter.setFont(theme.font("control"))
        painter.setPen(theme.colour("ink" if self._on else "ink3"))
        words = QRectF(width + 12, 0, _WORD - 12, self.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.word())


def _decibels(loudness: float) -> float:
    return 20 * math.log10(loudness) if loudness > 0 else QUIETEST


def _share(decibels: float) -> float:
    return min(max((decibels - QUIETEST) / (LOUDEST - QUIETEST), 0.0), 1.0)
