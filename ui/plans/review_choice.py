"""The next step of a review: three ways on with their keys, the five steps, and a word about it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.dossiers.review import Decision, Suggestion
from npo_desktop.dossiers.review_words import (
    ATTAINMENT,
    attainment_text,
    because_text,
    decision_text,
    suggestion_text,
)
from npo_desktop.i18n import _
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.text import restyle, text


class ReviewChoice(Card):
    """Nothing is chosen until a person does so; the suggestion stands beside the title."""

    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Next step"), parent=parent)
        self.group = QButtonGroup(self)
        self.options: dict[Decision, _Option] = {}
        self.attainment = QComboBox()
        self.attainment.setAccessibleName(_("How far the goals were reached"))
        self.attainment.addItem(_("Goals: choose how far"), None)
        for step in ATTAINMENT:
            self.attainment.addItem(_("Goals: {how}").format(how=attainment_text(step)), step)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("What stays, and what changes"))
        self.note.setAccessibleName(_("What stays, and what changes"))
        self.keep = KeyButton("", "Ctrl+S", kind="primary", shortcut=True)
        self.keep.clicked.connect(self.kept)
        self._build()
        self.set_decision(None)

    def show_suggestion(
        self, suggestion: Suggestion, attainment: int | None, words: Sequence[str]
    ) -> None:
        """Another plan: ``words`` stand below the three ways on, in their order."""
        self.set_subtitle(f"{suggestion_text(suggestion)} {because_text(suggestion)}")
        for option, said in zip(self.options.values(), words, strict=True):
            option.rest.setText(said)
        self.attainment.setCurrentIndex(max(self.attainment.findData(attainment), 0))
        self.note.clear()
        self.set_decision(None)

    @property
    def decision(self) -> Decision | None:
        """What was chosen, if anything."""
        return next((one for one, option in self.options.items() if option.is_chosen), None)

    def set_decision(self, decision: Decision | None) -> None:
        """Choose one, or none."""
        self.group.setExclusive(False)
        for one, option in self.options.items():
            option.set_chosen(one is decision)
        self.group.setExclusive(True)
        self._say_what_happens()

    def _on_toggled(self) -> None:
        for option in self.options.values():
            option.show_state()
        self._say_what_happens()

    def _say_what_happens(self) -> None:
        decision = self.decision
        self.keep.setEnabled(decision is not None)
        if decision is None:
            self.keep.setText(_("Choose a next step"))
        elif decision is Decision.STOP:
            self.keep.setText(_("Keep and end the plan"))
        else:
            self.keep.setText(_("Keep and make the next plan"))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        keys = _keys()
        for decision in Decision:
            option = _Option(decision_text(decision), keys[decision])
            self.group.addButton(option.button)
            option.button.toggled.connect(self._on_toggled)
            self.options[decision] = option
            line.addWidget(option, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.attainment)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.keep)
        self.body.addLayout(line)
        self.body.addLayout(foot)


class _Option(QFrame):
    """One way on: a radio button with its key, and what it would mean here."""

    def __init__(self, words: str, key: str) -> None:
        super().__init__()
        self.key = key
        self.setProperty("role", "card")
        self.button = QRadioButton(words)
        self.button.setAccessibleDescription(_("Key {key}").format(key=key))
        self.rest = text("", "help", "ink2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.button)
        head.addWidget(KeyCap(key))
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.rest)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The whole frame is the button."""
        self.button.click()

    @property
    def is_chosen(self) -> bool:
        return self.button.isChecked()

    def set_chosen(self, chosen: bool) -> None:
        """Without telling anybody."""
        self.button.blockSignals(True)
        self.button.setChecked(chosen)
        self.button.blockSignals(False)
        self.show_state()

    def show_state(self) -> None:
        """The frame of the chosen one stands out, besides its button."""
        if self.property("chosen") != self.is_chosen:
            self.setProperty("chosen", self.is_chosen)
            restyle(self)


def _keys() -> dict[Decision, str]:
    """The letter that stands for each way on in the language of the window."""
    return {
        Decision.CONTINUE: _("key|C").rpartition("|")[2],
        Decision.ADJUST: _("key|A").rpartition("|")[2],
        Decision.STOP: _("key|S").rpartition("|")[2],
    }
