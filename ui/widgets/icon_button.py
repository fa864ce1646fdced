"""A button with only an icon: always with a tooltip and a name."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ui import icons


class IconButton(QToolButton):
    """``tip`` is both what the mouse shows and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        tip: str,
        *,
        kind: Literal["", "bordered"] = "",
        role: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "icon")
        self.setProperty("kind", kind)
        self.setFixedSize(42 if kind == "bordered" else 32, 32)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        icons.set_icon(self, icon, role, 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it on every system."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_tip(self, tip: str) -> None:
        """Say something else about it."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)
