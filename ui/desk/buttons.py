"""The desk's buttons: big enough for a small finger, words beside every picture."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.desk import look

Kind = Literal["", "primary", "quiet", "choice"]
_ICON = 24  # pixels
_DISC = "volume"


class BigButton(QPushButton):
    """At least 56 pixels high; Enter presses it as well as the space bar, unless told otherwise."""

    def __init__(
        self,
        words: str = "",
        *,
        kind: Kind = "",
        icon: str = "",
        icon_last: bool = False,
        by_enter: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._by_enter = kind, icon, by_enter
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        if icon_last:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """In another language, or for another child."""
        self.setText(f" {words} " if self._icon else words)
        self.setAccessibleName(words)
        self._dress()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(max(size.width(), 2 * look.TARGET), max(size.height(), look.TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def setEnabled(self, on: bool) -> None:
        super().setEnabled(on)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = self._by_enter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter:
            if not event.isAutoRepeat():
                self.click()
        else:
            press_or_pass_on(event, super().keyPressEvent)

    def _dress(self) -> None:
        if not self._icon:
            return
        token = "ink" if self._kind != "primary" else "onAccent"
        self.setIconSize(QSize(_ICON, _ICON))
        self.setIcon(look.icon(self._icon, token if self.isEnabled() else "disabled", _ICON))


class VoiceButton(QAbstractButton):
    """The round one that reads the question aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = look.FULL.voice
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def set_side(self, side: int) -> None:
        """Its width and height in pixels."""
        self._side = side
        self.updateGeometry()

    def set_words(self, words: str) -> None:
        """What a screen reader calls it."""
        self.setText(words)
        self.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_or_pass_on(event, super().keyPressEvent)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        can = "accentPress" if self.isDown() else "accent"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(can if self.isEnabled() else "surface2"))
        painter.drawEllipse(QRectF(self.rect()))
        side = self._side * 0.46
        area = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        look.draw(painter, area, _DISC, "onAccent" if self.isEnabled() else "disabled")


def press_or_pass_on(event: QKeyEvent, press: Callable[[QKeyEvent], None]) -> None:
    """The space bar presses; all other keys are the screen's: Qt would move the focus with them."""
    if event.key() == Qt.Key.Key_Space:
        press(event)
    else:
        event.ignore()
