"""Choosing a passphrase: typed twice, and told in words whether it will do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.keys import MINIMUM_LENGTH, MINIMUM_WORDS, check_passphrase
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import set_tone, text

STRONG_LENGTH = 20  # characters, when they are also enough words


class NewPassphrase(QWidget):
    """Two fields; ``is_ready`` when the first will do and the second is the same."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = PassphraseField(_("Passphrase"))
        self.again = PassphraseField(_("The same passphrase again"))
        self._strength, self._same = text("", "help", wrap=True), text("", "help", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for field, words in ((self.first, self._strength), (self.again, self._same)):
            column.addWidget(field)
            column.addWidget(words)
            column.addSpacing(12)
            field.edit.textChanged.connect(self._look)
        self.setFocusProxy(self.first.edit)
        self._look()

    def passphrase(self) -> str:
        """What was typed."""
        return self.first.edit.text()

    def is_ready(self) -> bool:
        """Long enough, and twice the same."""
        return is_long_enough(self.passphrase()) and self.passphrase() == self.again.edit.text()

    def why_not(self) -> str:
        """What is still missing; empty when it is ready."""
        if not is_long_enough(self.passphrase()):
            return _("The passphrase is not long enough yet.")
        return "" if self.is_ready() else _("Type the same passphrase again.")

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.edit.clear()
        self.again.edit.clear()

    def _look(self) -> None:
        words, tone = strength_words(self.passphrase())
        self._strength.setText(words)
        set_tone(self._strength, tone)
        again = self.again.edit.text()
        same = again == self.passphrase()
        self._same.setText("" if not again else _("The same.") if same else _("Not the same yet."))
        set_tone(self._same, "accent" if same else "warn")
        self.changed.emit()


def is_long_enough(passphrase: str) -> bool:
    """Whether the rule of the store lets it pass."""
    try:
        check_passphrase(passphrase)
    except UserError:
        return False
    return True


def strength_words(passphrase: str) -> tuple[str, str]:
    """How strong it is by rule, not by guess, and the tone of that."""
    length, count = len(passphrase.strip()), len(passphrase.split())
    if not is_long_enough(passphrase):
        rule = _("At least {n} characters, or {words} words that do not belong together.")
        told = rule.format(n=MINIMUM_LENGTH, words=MINIMUM_WORDS)
        if length:
            now = _("Now {n} characters, {words} words.").format(n=length, words=count)
            return f"{told} {now}", "warn"
        return told, "ink3"
    if count >= MINIMUM_WORDS and length >= STRONG_LENGTH:
        return _("Strong: {n} words, {length} characters.").format(n=count, length=length), "accent"
    return _("Good enough. More words make it stronger."), "accent"
