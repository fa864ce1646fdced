"""The strip below a page: the way back at the left, what it comes to, and the one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

HEIGHT = 56  # pixels


def page_foot(back: QPushButton, total: QLabel, go: QPushButton) -> QFrame:
    """These three on a ground of their own; ``total`` has the room between them."""
    foot = QFrame()
    foot.setProperty("role", "footer")
    foot.setFixedHeight(HEIGHT)
    line = QHBoxLayout(foot)
    line.setContentsMargins(24, 0, 24, 0)
    line.setSpacing(16)
    line.addWidget(back)
    total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(total, 1)
    line.addWidget(go)
    return foot
