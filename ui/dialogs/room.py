"""How large a dialog opens: as designed, or as the screen leaves."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

FRAME = QSize(16, 40)  # pixels that the system draws around it


def open_sized(dialog: QDialog, width: int, height: int) -> None:
    """A screen of 1366x768 at 125 % leaves 1093x566: the buttons must stay on it."""
    room = dialog.screen().availableSize() - FRAME
    dialog.resize(QSize(width, height).boundedTo(room))
