"""A control with its label above and its message below."""

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.text import restyle, set_tone, text


class Field(QWidget):
    """``set_error`` says what is wrong, in words and in colour."""

    def __init__(
        self, label: str, control: QWidget, message: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label: QLabel = text(label, "label", "ink2")
        self._message = text("", "help", "ink3", wrap=True)
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addWidget(control)
        column.addWidget(self._message)
        self.set_message(message)

    def set_message(self, words: str) -> None:
        """Help below the control; takes an error away."""
        self._say(words, "ink3", "")

    def set_error(self, words: str) -> None:
        """What is wrong with the content; no words clears it."""
        self._say(words, "err", "error" if words else "")

    def clear_error(self) -> None:
        """The content is right again."""
        self.set_error("")

    @property
    def has_error(self) -> bool:
        return bool(self.control.property("state") == "error")

    def _say(self, words: str, tone: str, state: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
        set_tone(self._message, tone)
        self.control.setAccessibleDescription(words)
        if self.control.property("state") != state:
            self.control.setProperty("state", state)
            restyle(self.control)
