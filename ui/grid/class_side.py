"""Beside the class grid: is it saved, how do the answers lie, a friendly question, the keys."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.formats import time_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.scoring.equal_rows import EQUAL_ROWS
from ui.grid.answer_bars import AnswerBars
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.note import ICONS, TONES, Note
from ui.widgets.page_area import scrolling_down
from ui.widgets.picture import Picture
from ui.widgets.progress_line import ProgressLine
from ui.widgets.text import set_tone, text

WIDTH, NARROW = 300, 232  # pixels


class ClassSide(QWidget):
    """Knows nothing of the store: the page tells it what to show."""

    went = Signal(int)  # a statement back or on
    left = Signal()  # everything is answered: to the overview

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedCard()
        self.finished = Note("ok")
        self.talk = Note("info")
        self.look, self.look_words = Card(), text("", "help", "ink2", wrap=True)
        self.spread, self.bars = Card(), AnswerBars()
        self.equal = Note("warn")
        self.keys = Card()
        self._digits = {n: KeyCap(str(n)) for n in range(2, 10)}  # of the highest answer
        self.before = KeyButton(_("Previous"))
        self.following = KeyButton(_("Next statement"), "PgDn", kind="primary")
        self.overview = KeyButton(_("To the overview"), kind="primary")
        self._build()
        self.before.clicked.connect(lambda: self.went.emit(-1))
        self.following.clicked.connect(lambda: self.went.emit(1))
        self.overview.clicked.connect(self.left)
        self.ask_about_rows(None, 0)
        self.tell_hint("")
        self.tell_finished(is_complete=False, elsewhere=0, talks=())

    def tell_hint(self, words: str) -> None:
        """What to look at for this statement; no words, no card."""
        self.look_words.setText(words)
        self.look.setVisible(bool(words))
        self._share()

    def tell_spread(self, counts: Sequence[tuple[str, int]]) -> None:
        """How often each answer was given to this statement."""
        self.bars.show_counts(counts)

    def ask_about_rows(self, rows: range | None, count: int) -> None:
        """The same answer for ``count`` pupils one under the other; ``rows`` from 0."""
        self.equal.setVisible(rows is not None)
        if rows is not None:
            first = _("The same answer five times in a row.")
            if count != EQUAL_ROWS:
                first = _("The same answer {n} times in a row.").format(n=count)
            rest = _("Look once more at rows {first} to {last}. Right? Then leave it as it is.")
            self.equal.set_text(first, rest.format(first=rows[0] + 1, last=rows[-1] + 1))
        self._share()

    def tell_finished(self, *, is_complete: bool, elsewhere: int, talks: Sequence[str]) -> None:
        """``elsewhere``: questions that are answered pupil by pupil. ``talks``: names."""
        self.finished.setVisible(is_complete)
        rest = _("You can still change answers.")
        if elsewhere:
            rest = ngettext(
                "{n} question of this list is answered per pupil.",
                "{n} questions of this list are answered per pupil.",
                elsewhere,
            ).format(n=elsewhere)
        self.finished.set_text(_("Every statement has an answer."), rest)
        self.talk.setVisible(is_complete and bool(talks))
        first = _("Talk this week with: {names}.").format(names=", ".join(talks))
        self.talk.set_text(first, _("See the answer to this question in their own list."))
        self.following.setVisible(not is_complete)
        self.overview.setVisible(is_complete)
        self._share()

    def set_narrow(self, is_narrow: bool) -> None:
        """Less room: the step back is beside the statement all the same."""
        self.setFixedWidth(NARROW if is_narrow else WIDTH)
        self.before.setHidden(is_narrow)

    def tell_digits(self, answers: int) -> None:
        """How many answers this statement has."""
        for n, cap in self._digits.items():
            cap.setVisible(n == min(answers, max(self._digits)))

    def _share(self) -> None:
        """The keys make room when there is much else to say: by then they are known."""
        parts = (self.look, self.equal, self.finished, self.talk)
        self.keys.setVisible(sum(not part.isHidden() for part in parts) < 2)

    def _build(self) -> None:
        self.look.body.addWidget(text(_("Look at this"), "primary"))
        self.look.body.addWidget(self.look_words)
        self.spread.body.addWidget(text(_("Answers so far"), "primary"))
        self.spread.body.addWidget(self.bars)
        for note in (self.finished, self.talk, self.equal):  # as high as their words, wrapped
            note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        cards, inner = QWidget(), QVBoxLayout()
        cards.setLayout(inner)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        for widget in (self.finished, self.talk, self.look, self.spread, self.equal):
            inner.addWidget(widget)
        inner.addStretch()
        self._fill_keys()
        inner.addWidget(self.keys)
        for card in (self.look, self.spread, self.keys):
            card.body.setContentsMargins(16, 12, 16, 12)
            card.body.setSpacing(6)
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.before)
        foot.addWidget(self.following, 1)
        foot.addWidget(self.overview, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.saved)
        column.addWidget(_scrolling(cards), 1)
        column.addLayout(foot)

    def _fill_keys(self) -> None:
        self.keys.body.addWidget(text(_("Keys"), "primary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        highest = self._digits.values()
        lines: tuple[tuple[Sequence[QWidget], str], ...] = (
            ((KeyCap("1"), text("–", "help", "ink2"), *highest), _("answer, then next row")),
            ((KeyCap("0"),), _("don't know")),
            ((KeyCap("↑"), KeyCap("↓")), _("another pupil")),
            ((KeyCap("Enter"),), _("next without answer")),
            ((KeyCap("Backspace"),), _("clear the answer")),
            ((KeyCap("Ctrl+Z"),), _("undo")),
        )
        for row, (caps, words) in enumerate(lines):
            line = QHBoxLayout()
            line.setSpacing(4)
            for cap in caps:
                line.addWidget(cap)
            line.addStretch()
            grid.addLayout(line, row, 0)
            grid.addWidget(text(words, "help", wrap=True), row, 1)
        self.keys.body.addLayout(grid)


class SavedCard(QFrame):
    """When the newest answer came on disk, and how many pupils have one to this statement."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._picture = Picture("circle-check")
        self.first, self.count = text("", "primary", wrap=True), text("", "body", wrap=True)
        self.progress = ProgressLine(name=_("Answered"))
        words = QVBoxLayout()
        words.setSpacing(2)
        for widget in (self.first, self.count):
            words.addWidget(widget)
        words.addSpacing(2)
        words.addWidget(self.progress)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 10, 12, 10)
        line.setSpacing(12)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.tell_saved(None)

    def tell_saved(self, moment: datetime | None) -> None:
        """``None``: no answer in this visit yet."""
        said = _("Saved as you go")
        if moment is not None:
            said = _("Saved at {time}").format(time=time_text(moment, seconds=True))
        self._say(said, "ok")

    def tell_unsaved(self) -> None:
        """The newest answer did not come on disk; what came before did."""
        self._say(_("This answer was not saved"), "err")

    def tell_count(self, answered: int, asked: int) -> None:
        """Of the statement in front."""
        words = ngettext(
            "{n} of {total} pupil answered", "{n} of {total} pupils answered", asked
        ).format(n=answered, total=asked)
        self.count.setText(words)
        self.progress.set_progress(answered, asked)

    def _say(self, words: str, tone: str) -> None:
        self.first.setText(words)
        self.setAccessibleName(words)
        set_tone(self, tone)
        set_tone(self.first, TONES[tone])
        self._picture.set_icon(ICONS[tone], TONES[tone])


def _scrolling(cards: QWidget) -> QScrollArea:
    """In a low window the cards scroll; saved or not, and the way on, stay in sight."""
    cards.setProperty("role", "canvas")
    area = scrolling_down(cards)
    area.viewport().setAutoFillBackground(False)
    return area
