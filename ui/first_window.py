"""The window before anything else: painted at once, furnished behind its own first paint.

Touches as little of Qt as can be: the names under ``Qt``, which any painter call needs, cost a
seventh of a whole bare window.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow

from ui.theme_tokens import LIGHT

SMALLEST = (880, 440)  # pixels; a screen of 1366x768 at 150 % has 910x458 left
DESIGNED = (1366, 688)  # what a screen of 1366x768 leaves
PICTURE_WIDTH = 560  # of the ground on which the unlock picture will stand


class FirstWindow(QMainWindow):
    """Says when it has been painted."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told = False
        self.setWindowTitle("NPO Desktop")
        self.setMinimumSize(*SMALLEST)
        self.resize(*DESIGNED)
        self._ground = QFrame(self)
        self._ground.setStyleSheet(f"background: {LIGHT['side']}")

    def drop_ground(self) -> None:
        """The real thing comes: take the bare ground away."""
        self._ground.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ground.setGeometry(0, 0, PICTURE_WIDTH, self.height())
