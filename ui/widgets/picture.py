"""An icon that is not a button."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons


class Picture(QWidget):
    """An icon that is only looked at; it follows the theme."""

    def __init__(self, name: str, role: str = "ink2", size: int = 16) -> None:
        super().__init__()
        self._name, self._role = name, role
        self.setFixedSize(QSize(size, size))

    def set_icon(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), QRectF(self.rect()), self._name, self._role)
