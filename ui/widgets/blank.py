"""Nothing to see: covers a window at once, before anything slower happens behind it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from npo_desktop.i18n import _
from ui import theme


class Blank(QWidget):
    """One colour with one line of words; a key or a click wakes it."""

    woken = Signal()

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "none")
        if parent is not None:
            parent.installEventFilter(self)
            self.setGeometry(parent.rect())

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("side"))
        painter.setPen(theme.colour("sideMuted"))
        painter.setFont(theme.font("body"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.woken.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.woken.emit()


def resting() -> Blank:
    """What stands on the screen after the key that hides everything, until another is pressed."""
    return Blank(_("Press a key to unlock."))


def cover(window: QMainWindow, words: str = "") -> Blank:
    """Hide what a window shows, and every dialog, menu and list above it; painted on return."""
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.hide()
    blank = Blank(words, window)
    if (body := window.centralWidget()) is not None:
        body.setEnabled(False)
    window.setWindowTitle("NPO Desktop")
    blank.show()
    blank.raise_()
    blank.setFocus()
    blank.repaint()
    return blank
