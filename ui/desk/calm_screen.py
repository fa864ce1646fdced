"""A screen with a few words and a few big buttons; nothing else to see."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.desk import look
from ui.desk.buttons import BigButton, Kind

_PICTURE, _WIDEST = 88, 820  # pixels


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it stands for, what it says."""

    key: str
    words: str
    kind: Kind = ""
    icon: str = ""


class CalmScreen(QWidget):
    """``pressed`` with the key of the choice; digits press them in their order too."""

    pressed = Signal(str)
    read_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[BigButton] = []
        self._picture = QLabel()
        self.voice = BigButton(icon="volume")
        self.voice.clicked.connect(self.read_asked)
        self.title, self.body = label("question"), label()
        self._line = QHBoxLayout()
        self._line.setSpacing(16)
        self._has_room = True
        self._middle = middle = QVBoxLayout()
        top = QHBoxLayout()
        top.addWidget(self._picture)
        top.addStretch()
        top.addWidget(self.voice)
        middle.addLayout(top)
        for widget in (self.title, self.body):
            middle.addWidget(widget)
        middle.addSpacing(12)
        middle.addLayout(self._line)
        inner = QWidget()
        inner.setLayout(middle)
        put_in_the_middle(self, inner, _WIDEST)
        self.set_sizes(look.FULL)

    def set_sizes(self, sizes: look.Sizes) -> None:
        """For another screen; a low one has no room for the picture."""
        self._has_room = sizes is not look.SMALL
        self._middle.setSpacing(20 if self._has_room else 8)
        self._picture.setVisible(self._has_room and not self._picture.pixmap().isNull())

    def show_words(
        self, title: str, body: Sequence[str], choices: Sequence[Choice], icon: str = ""
    ) -> None:
        """What to read and what to press; the first button gets the focus."""
        self.title.setText(title)
        self.body.setText(("\n\n" if self._has_room else "\n").join(body))
        self.body.setVisible(bool(body))
        self._picture.setVisible(bool(icon) and self._has_room)
        if icon:
            shown = look.icon(icon, "accent", _PICTURE)
            self._picture.setPixmap(shown.pixmap(QSize(_PICTURE, _PICTURE)))
        while (old := self._line.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for choice in choices:
            onward = choice.icon == "arrow-right"
            button = BigButton(choice.words, kind=choice.kind, icon=choice.icon, icon_last=onward)
            button.clicked.connect(partial(self._press, choice.key))
            self._line.addWidget(button)
            button.show()  # now, so that it can have the focus
            self.buttons.append(button)
        self._line.addStretch()

    def show_voice(self, words: str, *, can_read: bool) -> None:
        """The button to have it read aloud, where something can be heard."""
        self.voice.setVisible(can_read)
        self.voice.set_words(words)

    def first_focus(self) -> QWidget | None:
        """What is most likely wanted."""
        return self.buttons[0] if self.buttons else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        if 0 <= place < len(self.buttons) and not event.isAutoRepeat():
            self.buttons[place].click()
        else:
            super().keyPressEvent(event)

    def _press(self, key: str) -> None:
        self.pressed.emit(key)


def label(role: str = "", words: str = "") -> QLabel:
    """Plain words that wrap and cannot be picked up."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("desk", role)
    made.setWordWrap(True)
    made.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    return made


def put_in_the_middle(screen: QWidget, inner: QWidget, widest: int) -> None:
    """The one thing on a screen: in the middle, a little above it, no wider than can be read."""
    inner.setMaximumWidth(widest)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(inner, 20)
    across.addStretch(1)
    column = QVBoxLayout(screen)
    column.setContentsMargins(24, 8, 24, 8)
    column.addStretch(2)
    column.addLayout(across)
    column.addStretch(3)
