"""Choosing a passphrase: typed twice, and told in words whether it will do."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.store.keys import MINIMUM_LENGTH, MINIMUM_WORDS, check_passphrase
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import set_tone, text

STRONG_LENGTH = 20  # characters, when they are also enough words


class NewPassphrase(QWidget):
    """Two fields; ``is_ready`` when the first will do and the second is the same.

    ``about``: names that anybody can guess here.
    """

    changed = Signal()

    def __init__(self, about: Sequence[str] = ()) -> None:
        super().__init__()
        self._about = about
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
        """It will do, and is twice the same."""
        return self._refused() is None and self.passphrase() == self.again.edit.text()

    def why_not(self) -> str:
        """What is still missing; empty when it is ready."""
        if (refused := self._refused()) is not None:
            long = is_long(self.passphrase())
            return refused.message if long else _("The passphrase is not long enough yet.")
        return "" if self.is_ready() else _("Type the same passphrase again.")

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.edit.clear()
        self.again.edit.clear()

    def _refused(self) -> UserError | None:
        return refusal(self.passphrase(), self._about)

    def _look(self) -> None:
        words, tone = strength_words(self.passphrase(), self._about)
        self._strength.setText(words)
        set_tone(self._strength, tone)
        again = self.again.edit.text()
        same = again == self.passphrase()
        self._same.setText("" if not again else _("The same.") if same else _("Not the same yet."))
        set_tone(self._same, "accent" if same else "warn")
        self.changed.emit()


def refusal(passphrase: str, about: Sequence[str] = ()) -> UserError | None:
    """What the rule of the store has against it: too short, or one that everybody tries first."""
    try:
        check_passphrase(passphrase, about=about)
    except UserError as error:
        return error
    return None


def is_long(passphrase: str) -> bool:
    """Whether its length is enough; it may be too common all the same."""
    text = passphrase.strip()
    return len(text) >= MINIMUM_LENGTH or len(text.split()) >= MINIMUM_WORDS


def strength_words(passphrase: str, about: Sequence[str] = ()) -> tuple[str, str]:
    """How strong it is by rule, not by guess, and the tone of that."""
    length, count = len(passphrase.strip()), len(passphrase.split())
    refused = refusal(passphrase, about)
    if refused is not None and is_long(passphrase):
        return f"{refused.message} {refused.hint}".strip(), "warn"
    if refused is not None:
        rule = _("At least {n} characters, or {words} words that do not belong together.")
        told = rule.format(n=MINIMUM_LENGTH, words=MINIMUM_WORDS)
        if length:
            many = ngettext("{n} word", "{n} words", count).format(n=count)
            now = _("Now {n} characters, {words}.").format(n=length, words=many)
            return f"{told} {now}", "warn"
        return told, "ink3"
    if count >= MINIMUM_WORDS and length >= STRONG_LENGTH:
        return _("Strong: {n} words, {length} characters.").format(n=count, length=length), "accent"
    return _("Good enough. More words make it stronger."), "accent"
