"""The middle of the page on which paper lists are typed in: the form, and what is said of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.paper.typed_rows import TypedRows
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note, Tone
from ui.widgets.tag import Tag
from ui.widgets.text import restyle, text

Key = Qt.Key
CODE_WIDTH, HEIGHT = 220, 64  # pixels


class CodeLine(QLineEdit):
    """Keeps its Enter: the statement that comes in front must not get it too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            event.accept()


class AnswerLine(CodeLine):
    """For an answer that is not one key. An empty one gives Backspace and the arrows away."""

    left = Signal(int)  # statements to go on, or back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Key.Key_Up, Key.Key_Down):
            self.left.emit(1 if key == Key.Key_Down else -1)
        elif key == Key.Key_Backspace and not self.text():
            self.left.emit(-1)
        else:
            super().keyPressEvent(event)


class PaperHead(QWidget):
    """The code, and beside it how far one is, or what there is to say. It never jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = CodeLine()
        self.code.setPlaceholderText("000-000-0000")
        self.code.setFixedWidth(CODE_WIDTH)
        self.sitting = text("", "body", "ink2")
        keys = _("0: don't know. Enter: leave empty. Backspace or −: back. Delete: take away.")
        self.keys = text(keys, "help", "ink3")
        self.note = Note()
        self._build()
        self.say("info", "")

    def say(self, tone: Tone, first: str, rest: str = "") -> None:
        """In place of how far one is; nothing to say: that again."""
        for widget in (self.sitting, self.keys):
            widget.setVisible(not first)
        self.note.setVisible(bool(first))
        self.note.set_tone(tone)
        self.note.set_text(first, rest)

    def show_wrong(self, *, is_wrong: bool) -> None:
        """Whether the code is none."""
        state = "error" if is_wrong else ""
        if self.code.property("state") != state:
            self.code.setProperty("state", state)
            restyle(self.code)

    def _build(self) -> None:
        self.setFixedHeight(HEIGHT)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch()
        for widget in (self.sitting, self.keys, self.note):
            beside.addWidget(widget)
        beside.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(Field(_("Form code"), self.code), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(beside, 1)


class PaperDesk(QWidget):
    """Says what it is told; the keys are the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = text("", "cardTitle")
        self.draft = Tag("", "warn")
        self.count = text("", "help", "ink2")
        self.see = KeyButton(_("See and correct"), "1", kind="primary")
        self.again = KeyButton(_("Type again and compare"), "2")
        self.over = KeyButton(_("Type over"), "3")
        self.choices = (self.see, self.again, self.over)
        self.rows = TypedRows()
        self.line = AnswerLine()
        self.line.setAccessibleName(_("Answer"))
        self.remark = QLineEdit()
        self.remark.setPlaceholderText(_("Remark on the form (Tab)"))
        self.remark.setAccessibleName(_("Remark on the form"))
        self.check = KeyButton(_("Type again and compare"), "F2")
        self.next = KeyButton("", "Enter", kind="primary")
        self._build()

    def ask_what(self, *, is_in: bool) -> None:
        """Whether this list is in already, and one has to choose what now."""
        for button in self.choices:
            button.setVisible(is_in)
        for widget in (self.remark, self.check, self.next):
            widget.setVisible(not is_in)

    def ask_words(self, hint: str | None) -> None:
        """A line to type in, for an answer that is not one key; ``None``: no line."""
        self.line.setVisible(hint is not None)
        self.line.setPlaceholderText(hint or "")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.who)
        head.addWidget(self.draft)
        head.addStretch()
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in self.choices:
            foot.addWidget(button)
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.check)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.rows, 1)
        column.addWidget(self.line)
        column.addLayout(foot)
        self.line.hide()
        self.ask_what(is_in=False)
