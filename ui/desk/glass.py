"""One answer: a glass, fuller for more, with its word and its key. No faces: none looks wrong."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.desk import look
from ui.desk.buttons import press_or_pass_on

_CAP, _PAD = 30, 14  # pixels
_FULLEST = 0.9  # a full glass is not full to the brim
_NARROW = 0.66  # its foot, of its mouth
_SHAPE = 0.76  # its width, of its height
_MOST, _HIGHEST = 150.0, 320  # pixels: a glass, and its card, on a large screen too


class AnswerCard(QAbstractButton):
    """Checkable; ``fill`` from 0 to 1, or ``None`` for an answer that is no amount."""

    def __init__(self, digit: int, fill: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digit, self._fill = digit, fill
        self._sizes = look.FULL
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setMaximumHeight(_HIGHEST)

    def set_word(self, word: str) -> None:
        """What this answer says, in the child's language."""
        self.setText(word)
        self.setAccessibleName(f"{self._digit} {word}")

    def set_sizes(self, sizes: look.Sizes) -> None:
        """For another screen."""
        self._sizes = sizes
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        picture = 0 if self._fill is None else self._sizes.picture
        return QSize(180, _CAP + picture + self._words_height() + 3 * _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_or_pass_on(event, super().keyPressEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = 4.0 if on else 2.0
        painter.setPen(QPen(look.colour("accent" if on else "ctrl"), edge))
        painter.setBrush(look.colour("okBg" if on or self.isDown() else "surface"))
        inset = edge / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, look.RADIUS, look.RADIUS)
        self._draw_cap(painter)
        if on:
            self._draw_check(painter)
        words = self._words_area()
        if self._fill is not None:
            self._draw_glass(painter, words.top(), self._fill)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(self._sizes.answer))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self.text())

    def _words_area(self) -> QRectF:
        height = self._words_height()
        if self._fill is None:
            return QRectF(self.rect()).adjusted(_PAD, _CAP + _PAD, -_PAD, -_PAD)
        top = self.height() - height - 1.5 * _PAD
        return QRectF(_PAD, top, self.width() - 2 * _PAD, height)

    def _words_height(self) -> int:
        metrics = QFontMetrics(look.font(self._sizes.answer))
        room = max(60, (self.width() or 180) - 2 * _PAD)
        lines = 2 if metrics.horizontalAdvance(self.text()) > room else 1
        return lines * metrics.lineSpacing()

    def _draw_cap(self, painter: QPainter) -> None:
        cap = QRectF(_PAD, _PAD, _CAP, _CAP)
        painter.setPen(QPen(look.colour("ctrl"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(cap, 5, 5)
        painter.setPen(look.colour("ink2"))
        painter.setFont(look.font(17))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), str(self._digit))

    def _draw_check(self, painter: QPainter) -> None:
        side = _CAP + 4.0
        disc = QRectF(self.width() - side - _PAD, _PAD, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(disc)
        look.draw(painter, disc.adjusted(6, 6, -6, -6), "check", "onAccent")

    def _draw_glass(self, painter: QPainter, floor: float, fill: float) -> None:
        top = _CAP + _PAD + 6.0
        room = floor - top - 10.0
        height = min(room, _MOST)
        middle = QPointF(self.width() / 2, top + (room - height) / 2)
        draw_glass(painter, middle, height, fill)


def draw_glass(painter: QPainter, top_middle: QPointF, height: float, fill: float) -> None:
    """A glass of this height in pixels, from the middle of its mouth down."""
    mouth = height * _SHAPE / 2
    foot = mouth * _NARROW
    x, top = top_middle.x(), top_middle.y()
    bottom = top + height
    if fill > 0:
        level = bottom - height * _FULLEST * fill
        half = foot + (mouth - foot) * (bottom - level) / height
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("sceneWave"))
        painter.drawPath(_water(x, level, half, bottom, foot, height / 30))
    pen = QPen(look.colour("ink"), max(3.0, height / 23))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    glass = QPainterPath(QPointF(x - mouth, top))
    glass.lineTo(x - foot, bottom)
    glass.lineTo(x + foot, bottom)
    glass.lineTo(x + mouth, top)
    painter.drawPath(glass)


def _water(
    x: float, level: float, half: float, bottom: float, foot: float, wave: float
) -> QPainterPath:
    path = QPainterPath(QPointF(x - half, level))
    path.cubicTo(x - half / 2, level - 2 * wave, x, level + wave, x + half * 0.35, level + wave)
    path.quadTo(x + half * 0.7, level + wave, x + half, level - wave / 2)
    path.lineTo(x + foot, bottom)
    path.lineTo(x - foot, bottom)
    path.closeSubpath()
    return path
