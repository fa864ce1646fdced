"""A card: a title row with room for an action, and a body."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.text import rule, text

PADDING = 16


class Card(QFrame):
    """Put content into ``body``. ``flush`` leaves no margins, for a table."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title, self._subtitle = text(title, "cardTitle"), text(subtitle, "help", "ink2")
        self._subtitle.give_way()
        self._head = QWidget()
        self._head.setMinimumHeight(40)
        self._line = QHBoxLayout(self._head)
        self._line.setContentsMargins(PADDING, 4, PADDING, 4)
        self._line.setSpacing(8)
        self._line.addWidget(self._title)
        self._line.addWidget(self._subtitle)
        self._line.addStretch()
        self.body = QVBoxLayout()
        margin = 0 if flush else PADDING
        self.body.setContentsMargins(margin, 0 if flush else 12, margin, margin)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._rule = rule()
        column.addWidget(self._rule)
        column.addLayout(self.body, 1)
        self.set_title(title)
        self.set_subtitle(subtitle)

    def set_title(self, words: str) -> None:
        """Without a title the card is only a frame."""
        self._title.setText(words)
        self._head.setVisible(bool(words))
        self._rule.setVisible(bool(words))
        self.setAccessibleName(words)

    def set_subtitle(self, words: str) -> None:
        """The small text beside the title."""
        self._subtitle.setText(words)
        self._subtitle.setVisible(bool(words))

    def add_action(self, widget: QWidget) -> None:
        """Put a link, tag or button at the right of the title."""
        self._line.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a tag right after the title."""
        self._line.insertWidget(2, widget)
