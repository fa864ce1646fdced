"""A tag: an icon and a word on a ground that says how it is."""

from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, theme

Tone = Literal["neutral", "ok", "warn", "err"]

HEIGHT = 20
_PAD, _ICON, _GAP = 8, 14, 6  # pixels
_GROUNDS = {"neutral": "surface2", "ok": "okBg", "warn": "warnBg", "err": "errBg"}
_INKS = {"neutral": "ink2", "ok": "accent", "warn": "warn", "err": "err"}
_ICONS = {"neutral": "", "ok": "check", "warn": "alert-triangle", "err": "circle-x"}


class Tag(QWidget):
    """Colour never alone: there is always a word. ``icon=None`` takes the tone's own."""

    def __init__(
        self,
        words: str = "",
        tone: Tone = "neutral",
        icon: str | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(words, tone, icon)

    def set(self, words: str, tone: Tone = "neutral", icon: str | None = None) -> None:
        """Show something else; no words hides it."""
        self._words, self._tone, self._icon = words, tone, icon
        self.setAccessibleName(words)
        self.setVisible(bool(words)) if self.parentWidget() else None
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return tag_size(self._words, self._tone, self._icon)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_tag(QPainter(self), self.rect(), self._words, self._tone, self._icon)


def tag_size(words: str, tone: str, icon: str | None = None) -> QSize:
    """How large a tag with these words is."""
    width = QFontMetrics(theme.font("label")).horizontalAdvance(words) + 2 * _PAD
    return QSize(width + (_ICON + _GAP if _icon_of(tone, icon) else 0), HEIGHT)


def paint_tag(
    painter: QPainter, rect: QRect, words: str, tone: str, icon: str | None = None
) -> None:
    """Draw the tag at the left of a rectangle, in its middle; no words, no tag."""
    if not words:
        return
    size = tag_size(words, tone, icon)
    top = rect.top() + (rect.height() - HEIGHT) // 2
    area = QRectF(rect.left(), top, min(size.width(), rect.width()), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(_GROUNDS[tone]))
    painter.drawRoundedRect(area, 3, 3)
    inner = area.adjusted(_PAD, 0, -_PAD, 0)
    if name := _icon_of(tone, icon):
        box = QRectF(inner.left(), area.center().y() - _ICON / 2, _ICON, _ICON)
        icons.paint(painter, box, name, _INKS[tone])
        inner.setLeft(box.right() + _GAP)
    painter.setFont(theme.font("label"))
    painter.setPen(theme.colour(_INKS[tone]))
    metrics = QFontMetrics(theme.font("label"))
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width()) + 1)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()


def _icon_of(tone: str, icon: str | None) -> str:
    return _ICONS[tone] if icon is None else icon
