"""What stands where there is nothing yet: what will be here, how long it takes, one button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.picture import Picture
from ui.widgets.text import text


class EmptyState(QWidget):
    """Centred in whatever room it gets."""

    def __init__(
        self,
        icon: str,
        title: str,
        words: str = "",
        button: QPushButton | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = text(title, "cardTitle", wrap=True)
        self._words = text(words, "body", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch()
        column.addWidget(Picture(icon, "accent", 24), 0, centre)
        for label in (self._title, self._words):
            label.setAlignment(centre)
            column.addWidget(label)
        if button is not None:
            column.addSpacing(4)
            column.addWidget(button, 0, centre)
        column.addStretch()
        self.set_text(title, words)

    def set_text(self, title: str, words: str = "") -> None:
        """Say it otherwise, for example why a search found nothing."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.setAccessibleName(f"{title} {words}".strip())
