"""Behind the last statement: done, or what still has no answer; and who is next."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from ui import theme
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text


class ScanEndCard(QFrame):
    """One button, and Enter does the same."""

    go_on = Signal()
    see_answer = Signal()  # the answer that asks for a talk

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a button would keep the arrow keys
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.title = text("", "entry", wrap=True)
        self.words = text("", "body", "ink2", wrap=True)
        self.pace = text("", "help", "ink2", wrap=True)
        self.pace.hide()
        self.talk = Note("info")
        self.see = KeyButton(_("See the answer"), size="row")
        self.talk.add_action(self.see)
        self.button = KeyButton("", "Enter", kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 20)
        column.setSpacing(8)
        for widget in (self.title, self.words, self.pace, self.talk):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.go_on)
        self.see.clicked.connect(self.see_answer)

    def tell_done(self, name: str, items: int, dont_know: int, following: str) -> None:
        """Everything has an answer; ``following`` is the next unfinished pupil, if any."""
        self.title.setText(_("Done: {name}").format(name=name))
        words = ngettext(
            "All {n} statements have an answer.", "All {n} statements have an answer.", items
        )
        if dont_know:
            words = ngettext(
                "All {n} statements have an answer, {dont_know} of them don't know.",
                "All {n} statements have an answer, {dont_know} of them don't know.",
                items,
            )
        self.words.setText(words.format(n=items, dont_know=dont_know))
        self.button.setText(
            _("Next pupil: {name}").format(name=following) if following else _("To the overview")
        )

    def tell_open(self, open_items: int, first_open: int) -> None:
        """Some statements were passed by; ``first_open`` counts from 1."""
        self.title.setText(
            ngettext(
                "{n} statement has no answer yet", "{n} statements have no answer yet", open_items
            ).format(n=open_items)
        )
        self.words.setText(_("You can also stop here and go on later. Everything is saved."))
        self.button.setText(_("Go to statement {n}").format(n=first_open))

    def tell_pace(self, seconds: float | None) -> None:
        """That the list was filled in very fast, as a note; ``None`` takes it away."""
        self.pace.setVisible(seconds is not None)
        if seconds is not None:
            self.pace.setText(
                _("Filled in at about {seconds} seconds a statement. Is everything right?").format(
                    seconds=number(seconds, 1)
                )
            )

    def ask_to_talk(self, name: str) -> None:
        """A calm note for staff; no name takes it away."""
        self.talk.setVisible(bool(name))
        first = _("Talk with {name} this week. See the answer to this question.")
        self.talk.set_text(first.format(name=name))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
