"""One question: the words, read aloud on request, and four glasses to choose from."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.i18n import NAMES, _, pick, speaking
from ui.desk import look
from ui.desk.buttons import BigButton, VoiceButton
from ui.desk.calm_screen import label
from ui.desk.glass import AnswerCard
from ui.desk.stairs import Stairs
from ui.widgets.text import restyle

Key = Qt.Key
LONG = 90  # letters; beyond that a question is written smaller
MANY = 6  # answers; from there on they stand as stairs


class QuestionScreen(QWidget):
    """``answered`` with the value, ``None`` for "don't know"; nothing is kept here."""

    answered = Signal(object)
    went_on = Signal()
    went_back = Signal()
    read_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = look.FULL
        self._item: Item | None = None
        self._language, self._is_last = "nl", False
        self._shape = (0, False)  # how many cards, and whether they are amounts
        self.question, self.fallback = label("question"), label("small")
        self.voice, self.voice_words = VoiceButton(), label("small")
        self.trouble = label("trouble")
        self.cards: list[AnswerCard] = []
        self.stairs: Stairs | None = None
        self.back = BigButton(icon="arrow-left")
        self.unknown = BigButton(icon="help-circle", by_enter=False)
        self.unknown.setCheckable(True)
        self.on = BigButton(kind="primary", icon="arrow-right", icon_last=True)
        self._answers = QHBoxLayout()
        self._build()
        self._connect()

    def set_sizes(self, sizes: look.Sizes) -> None:
        """For another screen."""
        self._sizes = sizes
        self._column.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, 4)
        self._column.setSpacing(sizes.gap)
        self.voice.set_side(sizes.voice)
        for card in self.cards:
            card.set_sizes(sizes)

    def show_question(
        self,
        questionnaire: Questionnaire,
        item: Item,
        language: str,
        *,
        given: bool,
        value: int | None,
        is_first: bool,
        is_last: bool,
    ) -> None:
        """The question in front, with what was answered to it before."""
        self._item, self._language, self._is_last = item, language, is_last
        self.trouble.hide()
        words = pick(item.texts, language)
        self.question.setProperty("desk", "long" if len(words) > LONG else "question")
        restyle(self.question)
        self.question.setText(words)
        self.fallback.setVisible(language not in item.texts)
        self.fallback.setText(_language_of(item))
        self._show_answers(questionnaire, item, language)
        self.show_answer(given, value)
        with speaking(language):
            self.back.set_words(_("Back"))
        self.unknown.set_words(_as_sentence(pick(questionnaire.dont_know, language)))
        self.unknown.setVisible(item.kind == Kind.CHOICE)
        self.back.setEnabled(not is_first)

    def show_answer(self, given: bool, value: int | None) -> None:
        """What is chosen now, as it is on disk."""
        if self.stairs is not None:
            self.stairs.show_step(value if given else None)
        for place, card in enumerate(self.cards):
            card.setChecked(given and value == place)
        self.unknown.setChecked(given and value is None)
        item = self._item
        can_skip = item is not None and item.optional
        self.on.setEnabled(given or can_skip or (item is not None and item.kind == Kind.NOTE))
        with speaking(self._language):
            onward = _("Ready") if self._is_last else _("Next")
            self.on.set_words(_("Skip") if can_skip and not given else onward)

    def show_voice(self, words: str, *, can_read: bool) -> None:
        """Whether the question can be heard; ``words`` stand below the button."""
        self.voice.setEnabled(can_read)
        self.voice.set_words(words)
        self.voice_words.setText(words)

    def say_trouble(self, words: str) -> None:
        """The answer could not be kept."""
        self.trouble.setText(words)
        self.trouble.show()

    def first_focus(self) -> QWidget:
        """The chosen answer, else the first."""
        buttons = self._answer_buttons()
        return next((one for one in buttons if one.isChecked()), buttons[0] if buttons else self.on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or not self._press(event.key()):
            super().keyPressEvent(event)

    def _press(self, key: int) -> bool:
        """What a key does; ``False`` when it does nothing here."""
        digit = key - Key.Key_0
        if 0 <= digit <= 9:
            self._press_digit(digit)
        elif key == Key.Key_Backspace or (key == Key.Key_Left and self.stairs is None):
            self.back.click()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._enter()
        elif key == Key.Key_Right and self.stairs is None:
            self.on.click()
        elif key in (Key.Key_Left, Key.Key_Right):
            self._climb(1 if key == Key.Key_Right else -1)
        else:
            return False
        return True

    def _enter(self) -> None:
        """On to the next question; on an answer that has the focus: choose it first."""
        here = self.focusWidget()
        answers = (*self.cards, self.unknown)
        if isinstance(here, QAbstractButton) and here in answers and not here.isChecked():
            here.click()
        else:
            self.on.click()

    def _press_digit(self, digit: int) -> None:
        if self.stairs is not None:
            self._choose_step(digit)
        elif digit <= len(self.cards):
            button = self.cards[digit - 1] if digit else self.unknown
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()

    def _climb(self, step: int) -> None:
        assert self.stairs is not None
        here, last = self.stairs.group.checkedId(), len(self.stairs.group.buttons()) - 1
        self._choose_step(min(max(0, here + step), last))

    def _choose_step(self, step: int) -> None:
        assert self.stairs is not None
        button = self.stairs.group.button(step)
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()

    def _show_answers(self, questionnaire: Questionnaire, item: Item, language: str) -> None:
        options = questionnaire.options_of(item) if item.kind == Kind.CHOICE else ()
        words = [pick(option, language) for option in options]
        if len(words) >= MANY:
            self._build_stairs(words)
            return
        shape = (len(words), not item.options and len(words) > 1)
        if shape != self._shape:
            self._build_cards(*shape)
        for card, word in zip(self.cards, words, strict=True):
            card.set_word(word)

    def _build_cards(self, many: int, are_amounts: bool) -> None:
        self._clear_answers()
        self._shape = (many, are_amounts)
        for place in range(many):
            card = AnswerCard(place + 1, place / (many - 1) if are_amounts else None)
            card.set_sizes(self._sizes)
            card.clicked.connect(partial(self._choose, place))
            self._answers.addWidget(card)
            card.show()  # now, so that it can have the focus
            self.cards.append(card)

    def _build_stairs(self, words: Sequence[str]) -> None:
        self._clear_answers()
        self.stairs = Stairs(words)
        self.stairs.chosen.connect(self.answered.emit)
        self._answers.addWidget(self.stairs)
        self.stairs.show()

    def _clear_answers(self) -> None:
        while (old := self._answers.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards, self.stairs, self._shape = [], None, (0, False)

    def _answer_buttons(self) -> Sequence[QAbstractButton]:
        return self.cards if self.stairs is None else self.stairs.group.buttons()

    def _choose(self, place: int) -> None:
        self.answered.emit(place)

    def _choose_unknown(self) -> None:
        self.answered.emit(None)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(32)
        sound = QVBoxLayout()
        sound.setSpacing(4)
        sound.addWidget(self.voice, 0, Qt.AlignmentFlag.AlignHCenter)
        self.voice_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.voice_words.setFixedWidth(116)
        sound.addWidget(self.voice_words, 0, Qt.AlignmentFlag.AlignHCenter)
        head.addLayout(sound)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.question, 1)
        words.addWidget(self.fallback)
        head.addLayout(words, 1)
        self._answers.setSpacing(16)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch()
        self.unknown.setMinimumWidth(240)
        buttons.addWidget(self.unknown)
        buttons.addStretch()
        buttons.addWidget(self.on)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addLayout(head)
        self._column.addWidget(self.trouble)
        self._column.addLayout(self._answers, 10)
        self._column.addStretch(1)
        self._column.addLayout(buttons)
        self.set_sizes(look.FULL)

    def _connect(self) -> None:
        self.back.clicked.connect(self.went_back)
        self.on.clicked.connect(self.went_on)
        self.unknown.clicked.connect(self._choose_unknown)
        self.voice.clicked.connect(self.read_asked)


def _language_of(item: Item) -> str:
    """In which language a question stands there that was not written in the child's."""
    shown = pick(item.texts, "none")
    return next((NAMES[code] for code, text in item.texts.items() if text == shown), "")


def _as_sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
