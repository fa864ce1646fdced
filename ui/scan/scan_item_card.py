"""The statement that is being answered."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.content.entry_keys import is_ladder
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.i18n import _
from ui import theme
from ui.scan.answer_field import AnswerField
from ui.scan.answer_row import AnswerRow
from ui.scan.answer_words import answer_words, fallback_text, shown_in
from ui.scan.stairs_row import StairsRow
from ui.widgets.picture import Picture
from ui.widgets.tag import Tag
from ui.widgets.text import text

_STATEMENT_HEIGHT = 60  # pixels: two lines, so that nothing jumps between short and long ones


class ScanItemCard(QFrame):
    """Who it is about, the statement, and its answers. The keys are the page's."""

    chosen = Signal(object)  # the answer; ``None`` for "don't know"
    wrote = Signal(str)  # the answer to a question that is no choice of one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.who = text("", "body", "ink2")
        self.draft = Tag("", "warn")
        self.fallback = Tag("")
        self.why = text("", "help", "ink")
        self._why_sign = Picture("info-circle", "accent", 14)
        self.statement = text("", "statement", wrap=True)
        self.statement.setMinimumHeight(_STATEMENT_HEIGHT)
        self.statement.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.answers = AnswerRow()
        self.stairs, self.field = StairsRow(), AnswerField()
        self.hint = text("", "help", "ink2", wrap=True)
        self._build()
        for widget in (self.why, self._why_sign, self.stairs, self.field):
            widget.hide()
        self.answers.chosen.connect(self.chosen)
        self.stairs.chosen.connect(self.chosen)
        self.field.given.connect(self.wrote)

    def show_item(
        self, questionnaire: Questionnaire, item: Item, language: str, name: str, why: str = ""
    ) -> None:
        """Another statement, in the language it is asked in; ``why`` it follows, if it does."""
        stem = "" if item.judgement else questionnaire.text_of(questionnaire.stem, language)
        alone = name if questionnaire.is_own else f"{name} …"
        self.who.setText(f"{name} · {stem}" if stem else alone)
        shown = shown_in(questionnaire, item.texts, language)
        self.draft.set(_("Draft translation") if shown in item.drafts else "", "warn")
        self.fallback.set(fallback_text(shown, language), "neutral", "language")
        self.statement.setText(questionnaire.text_of(item.texts, language))
        self.why.setText(why)
        for widget in (self.why, self._why_sign):
            widget.setVisible(bool(why))
        self._show_way(questionnaire, item, language)
        self.setAccessibleName(f"{self.who.text()} {self.statement.text()} {why}".strip())

    def show_answer(self, *, answered: bool, value: int | None, words: str = "") -> None:
        """What was chosen, or written, if anything."""
        self.answers.show_answer(answered=answered, value=value)
        self.stairs.show_answer(value)
        self.field.show_answer(words)

    def entry_point(self) -> QWidget:
        """Where the keyboard goes: here, or into the field of an own question."""
        return self if self.field.isHidden() else self.field.entry_point()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key was meant for the stairs, where the digits are marks."""
        return self.on_stairs and self.stairs.press(event)

    @property
    def on_stairs(self) -> bool:
        """Whether a mark is asked, for which other keys hold."""
        return not self.stairs.isHidden()

    def _show_way(self, questionnaire: Questionnaire, item: Item, language: str) -> None:
        """The keys of a choice, or the field of another kind of question."""
        on_stairs = item.kind is Kind.CHOICE and is_ladder(item)
        is_choice = item.kind is Kind.CHOICE and not on_stairs
        self.answers.setVisible(is_choice)
        self.stairs.setVisible(on_stairs)
        self.field.setVisible(not is_choice and not on_stairs)
        if on_stairs:
            self.stairs.set_words(answer_words(questionnaire, item, language))
        elif is_choice:
            self.answers.set_words(
                answer_words(questionnaire, item, language),
                questionnaire.text_of(questionnaire.dont_know, language),
            )
        else:
            self.field.show_item(questionnaire, item, language)
        own = questionnaire.text_of(item.hints, language)
        if not own and on_stairs:
            own = _("Type the number of the step; after a 1 press Enter, or 0 for ten.")
        if not own and is_choice:
            own = _("Not seen, or not sure? Choose 0: it counts neither for nor against the pupil.")
        self.hint.setText(own)
        self.hint.setVisible(bool(own))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _build(self) -> None:
        self.draft.setToolTip(_("Draft: not yet read by a teacher who is a native speaker."))
        reason = QHBoxLayout()
        reason.setSpacing(6)
        reason.addWidget(self._why_sign)
        reason.addWidget(self.why, 1)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.who)
        top.addWidget(self.draft)
        top.addWidget(self.fallback)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(reason)
        column.addWidget(self.statement)
        column.addSpacing(8)
        column.addWidget(self.answers)
        column.addWidget(self.stairs)
        column.addWidget(self.field)
        column.addSpacing(6)
        column.addWidget(self.hint)
