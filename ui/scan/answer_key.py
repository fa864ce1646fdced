"""One answer of a scan: the digit to press, and the word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme

HEIGHT = 56
_PAD, _CAP, _GAP = 12, 26, 10  # pixels


class AnswerKey(QAbstractButton):
    """Checkable; ``dashed`` is the "don't know", which is no point on the scale."""

    def __init__(
        self, digit: str, word: str, *, dashed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._digit, self._dashed = digit, dashed
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(word)
        self.setAccessibleName(f"{digit} {word}")

    def set_word(self, word: str) -> None:
        """Another label for the same digit."""
        self.setText(word)
        self.setAccessibleName(f"{self._digit} {word}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme.font("primary")).horizontalAdvance(self.text())
        return QSize(_PAD + _CAP + _GAP + words + _PAD, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        self._draw_frame(painter, on)
        cap = QRectF(_PAD, (self.height() - _CAP) / 2, _CAP, _CAP)
        self._draw_cap(painter, cap, on)
        painter.setPen(self._ink(on))
        painter.setFont(theme.font("primary" if on else "control"))
        words = QRectF(self.rect()).adjusted(cap.right() + _GAP, 0, -4, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())

    def _draw_frame(self, painter: QPainter, on: bool) -> None:
        if on:
            fill = edge = theme.colour("accentPress" if self.isDown() else "accent")
        else:
            hover = self.underMouse() and self.isEnabled()
            fill = theme.colour("selected" if self.isDown() else "bg" if hover else "surface")
            edge = theme.colour("ctrl" if self.isEnabled() else "line")
        style = Qt.PenStyle.DashLine if self._dashed and not on else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 1, style))
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _draw_cap(self, painter: QPainter, cap: QRectF, on: bool) -> None:
        painter.setPen(QPen(theme.colour("onAccent" if on else "ctrl"), 1))
        painter.setBrush(theme.colour("onAccent" if on else "surface"))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.colour("accent") if on else self._ink(on))
        painter.setFont(theme.font("primary"))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self._digit)

    def _ink(self, on: bool) -> QColor:
        if not self.isEnabled():
            return theme.colour("disabled")
        return theme.colour("onAccent" if on else "ink")
