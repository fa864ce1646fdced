"""A push button that can show its key as a cap."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui import icons, theme
from ui.widgets.label import is_long

Kind = Literal["", "primary", "quiet", "link", "onAccent"]
Size = Literal["", "row", "large"]

_ICON_ROLES = {"primary": "onAccent", "quiet": "accent", "link": "accent"}
_GAP, _CAP_PAD, _CAP_HEIGHT = 8, 5, 18  # pixels
_WIDEST = 320  # pixels: longer words end in an ellipsis
_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}  # as on the keyboard, in any language


class KeyButton(QPushButton):
    """Names its result; ``key`` is drawn as a cap and, with ``shortcut``, also pressed by it."""

    def __init__(
        self,
        words: str = "",
        key: str = "",
        *,
        kind: Kind = "",
        icon: str = "",
        size: Size = "",
        shortcut: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self.setProperty("kind", kind)
        self.setProperty("fit", size)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if kind == "onAccent":
            self.setProperty("ringToken", "onSide")
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.key = key
        if icon:
            icons.set_icon(self, icon, _ICON_ROLES.get(kind, "ink"), 16 if size != "large" else 18)
        self._bound = shortcut
        self._bind()
        self._name(words)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._name(text)
        icons.renew(self)  # with words, the icon keeps its distance
        self._bind()  # Qt forgets the shortcut with the old words

    def _bind(self) -> None:
        if self._bound:
            self.setShortcut(QKeySequence(self.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses what has the focus on every system; by itself Qt does so on some."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _name(self, words: str) -> None:
        """The whole of what may end in an ellipsis is in the tooltip."""
        if is_long(words) or is_long(self.accessibleName()):
            self.setToolTip(words if is_long(words) else "")
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        width = size.width() + self._cap_width()
        return QSize(min(width, _WIDEST) if is_long(self.text()) else width, size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        is_cut = is_long(self.text())
        if not self.key and not is_cut:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        cap = self._cap_width()
        content = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        option.rect = self.rect().adjusted(0, 0, -cap, 0)
        if is_cut:
            icon = 0 if option.icon.isNull() else option.iconSize.width() + _GAP
            room = content.width() - cap - icon
            words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            option.text = words
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        if not self.key:
            return
        right = content.right() + 1
        paint_cap(
            painter, QRectF(right - cap + _GAP, 0, cap - _GAP, self.height()), self.key, self._hue()
        )

    def _hue(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("disabled")
        return theme.colour("onAccent" if self.property("kind") == "primary" else "ink2")

    def _cap_width(self) -> int:
        return cap_width(self.key) + _GAP if self.key else 0


def _shown(key: str) -> str:
    """What stands on the cap; Qt wants the names of arrows in English."""
    return "+".join(_ARROWS.get(part, part) for part in key.split("+"))


def cap_width(key: str) -> int:
    """How wide the cap of a key is, in pixels."""
    words = QFontMetrics(theme.font("smallest")).horizontalAdvance(_shown(key))
    return max(words + 2 * _CAP_PAD, _CAP_HEIGHT)


def paint_cap(painter: QPainter, area: QRectF, key: str, hue: QColor) -> None:
    """Draw a key's cap in the middle of an area: a border with a heavier foot."""
    width = cap_width(key)
    cap = QRectF(
        area.center().x() - width / 2, area.center().y() - _CAP_HEIGHT / 2, width, _CAP_HEIGHT
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QColor(hue)
    edge.setAlphaF(0.6)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.drawLine(
        cap.bottomLeft().toPoint().x() + 2,
        int(cap.bottom()) - 2,
        int(cap.right()) - 3,
        int(cap.bottom()) - 2,
    )
    painter.setPen(hue)
    painter.setFont(theme.font("smallest"))
    painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), _shown(key))
    painter.restore()


class KeyCap(QWidget):
    """A key's cap by itself, for lists of keys."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(cap_width(self._key), _CAP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_cap(QPainter(self), QRectF(self.rect()), self._key, theme.colour("ink2"))
