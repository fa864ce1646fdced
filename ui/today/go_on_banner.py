"""The one thing to do next, at the top of the start page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture

HEIGHT = 60  # pixels


class GoOnBanner(QFrame):
    """What it is, how much it is, and a button that does it."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setFixedHeight(HEIGHT)
        self.picture = Picture("player-play", "onAccent", 24)
        self.first = ElidedLabel("", "dialogTitle", "onAccent")
        self.rest = ElidedLabel("", "body", "onAccent")
        self.button = KeyButton("", "Enter", kind="onAccent")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.first)
        words.addWidget(self.rest)
        words.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(18, 0, 16, 0)
        line.setSpacing(14)
        line.addWidget(self.picture)
        line.addLayout(words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self.pressed)

    def offer(self, icon: str, first: str, rest: str, button: str) -> None:
        """Something else to do next."""
        self.picture.set_icon(icon, "onAccent")
        self.first.setText(first)
        self.rest.setText(rest)
        self.rest.setVisible(bool(rest))
        self.button.setText(button)
        self.setAccessibleName(f"{first}. {rest}")
