"""How often each answer was given: a word, a bar, a count; "don't know" apart in grey."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

ROW = 17  # pixels
_BAR, _GAP, _COUNT = 11, 8, 30  # pixels
_MOST_WORDS = 0.6  # of the width


class AnswerBars(QWidget):
    """Bars are as long as their share of the longest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Sequence[tuple[str, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[tuple[str, int]]) -> None:
        """Labels with their counts, the lowest answer first, "don't know" last."""
        if len(counts) != len(self._counts):
            self.updateGeometry()
        self._counts = counts
        self.setAccessibleName(", ".join(f"{label}: {count}" for label, count in counts))
        self.setToolTip("\n".join(f"{label}: {count}" for label, count in counts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * len(self._counts))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, ROW * len(self._counts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max((count for _label, count in self._counts), default=0)
        metrics = QFontMetrics(theme.font("help"))
        longest = max((metrics.horizontalAdvance(label) for label, _n in self._counts), default=0)
        width = min(longest + _GAP + 2, int(self.width() * _MOST_WORDS))
        for place, (label, count) in enumerate(self._counts):
            line = QRect(0, place * ROW, self.width(), ROW)
            ends = place == len(self._counts) - 1
            self._paint_words(painter, line, label, width)
            room = line.width() - width - _COUNT
            length = room * count / most if most else 0.0
            self._paint_bar(painter, line, width, length, count, "ctrl" if ends else "accent")

    def _paint_words(self, painter: QPainter, line: QRect, label: str, width: int) -> None:
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour("ink2"))
        words = QRect(line.left(), line.top(), width - _GAP, ROW)
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_bar(
        self, painter: QPainter, line: QRect, left: int, length: float, count: int, tone: str
    ) -> None:
        bar = QRectF(left, line.top() + (ROW - _BAR) / 2, length, _BAR)
        painter.fillRect(bar, theme.colour(tone))
        painter.setFont(theme.font("head", figures=True))
        painter.setPen(theme.colour("ink"))
        beside = QRectF(bar.right() + (6 if count else 0), line.top(), _COUNT, ROW)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignVCenter), str(count))
