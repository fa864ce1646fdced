"""A new passphrase: after the recovery sheet, one's own, or one for a colleague."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.i18n import _
from ui.dialogs.asking import AskingDialog
from ui.widgets.key_button import KeyButton
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import text

WIDTH = 480  # pixels


def ask_new_passphrase(parent: QWidget) -> str | None:
    """What was chosen, or nothing when it was called off."""
    dialog = NewPassphraseDialog(parent)
    dialog.agreed.connect(dialog.accept)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.fields.passphrase() if agreed else None
    dialog.forget()
    dialog.deleteLater()
    return chosen


class NewPassphraseDialog(AskingDialog):
    """The button works as soon as the passphrase will do."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str = "",
        words: str = "",
        with_old: bool = False,
        about: Sequence[str] = (),
    ) -> None:
        super().__init__(parent, title or _("New passphrase"))
        words = words or _("The old passphrase stops working. The recovery key stays as it is.")
        self.setFixedWidth(WIDTH)
        self.old = PassphraseField(_("Your present passphrase"))
        self.fields = NewPassphrase(about)
        self.secret = self.old if with_old else None
        self.first = self.fields.first.edit
        self._why = text("", "help", "ink2", wrap=True)
        self.cancel = KeyButton(_("Cancel"))
        self.agree = KeyButton(_("Use this passphrase"), kind="primary")
        self._build(words)
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.agreed)
        self.fields.changed.connect(self._look)
        self.old.edit.textChanged.connect(self._look)
        self.fields.again.edit.returnPressed.connect(self._enter)
        self._look()
        (self.old.edit if with_old else self.first).setFocus()

    def forget(self) -> None:
        """Empty every field."""
        self.old.edit.clear()
        self.fields.clear()

    def _build(self, words: str) -> None:
        self.body.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        self.body.addWidget(text(words, tone="ink2", wrap=True))
        self.body.addWidget(self.old)
        self.old.setVisible(self.secret is not None)
        self.body.addWidget(self.fields)
        self.buttons.addWidget(self._why, 1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.agree)

    def _is_ready(self) -> bool:
        return self.fields.is_ready() and not self._misses_old()

    def _misses_old(self) -> bool:
        return self.secret is not None and not self.secret.edit.text()

    def _look(self) -> None:
        self.agree.setEnabled(self._is_ready())
        now = _("Type your present passphrase first.")
        self._why.setText(now if self._misses_old() else self.fields.why_not())

    def _enter(self) -> None:
        if self._is_ready():
            self.agreed.emit()
