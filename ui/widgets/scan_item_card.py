"""The statement that is being answered."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.i18n import _, pick
from ui import theme
from ui.widgets.answer_row import AnswerRow
from ui.widgets.tag import Tag
from ui.widgets.text import text

_STATEMENT_HEIGHT = 60  # pixels: two lines, so that nothing jumps between short and long ones


class ScanItemCard(QFrame):
    """Who it is about, the statement, and its answers. The keys are the page's."""

    chosen = Signal(object)  # the answer; ``None`` for "don't know"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.who = text("", "body", "ink2")
        self.draft = Tag("", "warn")
        self.statement = text("", "statement", wrap=True)
        self.statement.setMinimumHeight(_STATEMENT_HEIGHT)
        self.statement.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.answers = AnswerRow()
        self.hint = text("", "help", "ink2", wrap=True)
        self._build()
        self.answers.chosen.connect(self.chosen)

    def show_item(self, questionnaire: Questionnaire, item: Item, language: str, name: str) -> None:
        """Another statement, in the language it is asked in."""
        stem = "" if item.judgement else pick(questionnaire.stem, language)
        self.who.setText(f"{name} · {stem}" if stem else f"{name} …")
        self.draft.set(_("Draft translation") if language in item.drafts else "", "warn")
        self.statement.setText(pick(item.texts, language))
        self.answers.set_words(
            answer_words(questionnaire, item, language), pick(questionnaire.dont_know, language)
        )
        self.setAccessibleName(f"{self.who.text()} {self.statement.text()}")

    def show_answer(self, *, answered: bool, value: int | None) -> None:
        """What was chosen, if anything."""
        self.answers.show_answer(answered=answered, value=value)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _build(self) -> None:
        self.draft.setToolTip(_("Draft: not yet read by a teacher who is a native speaker."))
        self.hint.setText(
            _("Not seen, or not sure? Choose 0: it counts neither for nor against the pupil.")
        )
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.who)
        top.addWidget(self.draft)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 14)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.statement)
        column.addSpacing(8)
        column.addWidget(self.answers)
        column.addSpacing(6)
        column.addWidget(self.hint)


def answer_words(questionnaire: Questionnaire, item: Item, language: str) -> Sequence[str]:
    """The label of each answer to this item, lowest first."""
    options = questionnaire.options_of(item)
    return [pick(option, language) for option in options]


def answer_text(questionnaire: Questionnaire, item: Item, value: int | None, language: str) -> str:
    """An answer as it is shown afterwards, with the key that gives it: "3 sometimes"."""
    if value is None:
        return f"0 {pick(questionnaire.dont_know, language)}"
    words = answer_words(questionnaire, item, language)
    return f"{value + 1} {words[value]}" if value < len(words) else str(value + 1)
