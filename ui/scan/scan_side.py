"""Beside the statement: whether it is saved, the earlier answer, a remark, and the keys."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.formats import time_text
from npo_desktop.i18n import _
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.note import Note
from ui.widgets.text import text

WIDTH = 256  # pixels
_REMARK_HEIGHT = 52
_TOPS = range(1, 9)  # the highest answer of a list; its key is one higher


class RemarkField(QPlainTextEdit):
    """A few words of the one who fills in; tells when it is left."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(_REMARK_HEIGHT)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ScanSide(QWidget):
    """Knows nothing of the store: the page tells it what to show."""

    earlier_asked = Signal(bool)  # whether the earlier answer may be seen
    remark_left = Signal()
    line_confirmed = Signal()  # the many equal answers are right

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.saved = Note("ok")
        self.languages = Note("info")
        self.question = _question_card()
        self.is_right = KeyButton(_("Yes, that is right"), size="row")
        self.question.body.addWidget(self.is_right, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_earlier = QCheckBox(_("Show the earlier answer"))
        self.earlier_words = text("", "help", "ink2", wrap=True)
        self.remark = RemarkField()
        self._earlier = Card()
        self.keys = Card()
        self._highest = {top: KeyCap(str(top + 1)) for top in _TOPS}
        self._build()
        self.show_earlier.toggled.connect(self.earlier_asked)
        self.remark.left.connect(self.remark_left)
        self.is_right.clicked.connect(self.line_confirmed)
        self.tell_saved(None)

    def tell_saved(self, moment: datetime | None) -> None:
        """When the newest answer of this visit came on disk; ``None``: no answer yet."""
        if moment is None:
            self.saved.set_text(
                _("Saved as you go"), _("Every answer is kept at once. You can stop at any time.")
            )
        else:
            self.saved.set_text(
                _("Saved at {time}").format(time=time_text(moment, seconds=True)),
                _("Every answer is kept at once. You can stop at any time."),
            )
        self.saved.set_tone("ok")

    def tell_unsaved(self) -> None:
        """The newest answer did not come on disk; what came before did."""
        self.saved.set_text(
            _("This answer was not saved"), _("Everything before it is safe. Try it again.")
        )
        self.saved.set_tone("err")

    def tell_earlier(self, round_name: str, words: str) -> None:
        """The earlier answer, or why there is none; no round: there is nothing to show."""
        self._earlier_title.setText(
            _("Earlier round ({round})").format(round=round_name)
            if round_name
            else _("Earlier round")
        )
        self.show_earlier.setEnabled(bool(round_name))
        self.earlier_words.setText(words)

    def tell_highest(self, top: int) -> None:
        """The highest answer of this list."""
        for one, cap in self._highest.items():
            cap.setVisible(one == top)

    def ask_about_line(self, words: str) -> None:
        """The friendly question about many equal answers; no words takes it away."""
        self._line_words.setText(words)
        self.question.setVisible(bool(words))
        self._make_room()

    def tell_languages(self, first: str, rest: str = "") -> None:
        """That the list is in more than one language, and what that means; no words: it is not."""
        self.languages.set_text(first, rest)
        self.languages.setVisible(bool(first))
        self._make_room()

    def _make_room(self) -> None:
        """Whoever gave twelve answers knows the keys."""
        self.keys.setVisible(self.question.isHidden() and self.languages.isHidden())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.saved)
        column.addWidget(self.languages)
        self.languages.hide()
        self._line_words = text("", "help", "ink2", wrap=True)
        self.question.body.insertWidget(1, self._line_words)
        column.addWidget(self.question)
        self.question.hide()
        self._earlier_title = text("", "primary")
        for widget in (self._earlier_title, self.show_earlier, self.earlier_words):
            self._earlier.body.addWidget(widget)
        self._earlier.body.setSpacing(2)
        column.addWidget(self._earlier)
        remark = Card()
        label = text(_("Remark"), "primary")
        label.setBuddy(self.remark)
        self.remark.setAccessibleName(_("Remark"))
        self.remark.setPlaceholderText(_("In your own words, if you like"))
        remark.body.addWidget(label)
        remark.body.addWidget(self.remark)
        column.addWidget(remark)
        column.addStretch()
        self._fill_keys()
        column.addWidget(self.keys)
        for card in (self._earlier, remark, self.keys, self.question):
            card.body.setContentsMargins(16, 12, 16, 12)
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for wrapped in (self.languages, self.question):  # as high as their words at this width
            wrapped.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def _fill_keys(self) -> None:
        self.keys.body.addWidget(text(_("Keys"), "primary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        grid.addLayout(self._answer_caps(), 0, 0)
        grid.addWidget(text(_("answer, then on"), "help"), 0, 1)
        lines = (
            (("0",), _("don't know")),
            (("↑", "↓"), _("previous, next")),
            (("Backspace",), _("clear the answer")),
            (("PgUp", "PgDn"), _("another pupil")),
            (("Ctrl+Z",), _("undo")),
        )
        for row, (caps, words) in enumerate(lines, 1):
            grid.addLayout(_in_line([KeyCap(cap) for cap in caps]), row, 0)
            grid.addWidget(text(words, "help"), row, 1)
        self.keys.body.addLayout(grid)

    def _answer_caps(self) -> QHBoxLayout:
        """From 1 to the highest, which differs between the lists."""
        highest = [self._highest[top] for top in sorted(self._highest)]
        return _in_line([KeyCap("1"), text("–", "help", "ink2"), *highest])


def _in_line(widgets: Sequence[QWidget]) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(4)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch()
    return line


def _question_card() -> Card:
    card = Card()
    card.body.addWidget(
        text(_("Many equal answers in a row. Is that right?"), "primary", wrap=True)
    )
    return card
