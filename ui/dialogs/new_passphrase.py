"""A new passphrase: after the recovery sheet, one's own, or one for a colleague."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.key_button import KeyButton
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import text

WIDTH = 480  # pixels


def ask_new_passphrase(parent: QWidget) -> str | None:
    """What was chosen, or nothing when it was called off."""
    dialog = NewPassphraseDialog(parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.fields.passphrase() if agreed else None
    dialog.forget()
    dialog.deleteLater()
    return chosen


class NewPassphraseDialog(QDialog):
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
        super().__init__(parent)
        title = title or _("New passphrase")
        words = words or _("The old passphrase stops working. The recovery key stays as it is.")
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        self.old = PassphraseField(_("Your present passphrase"))
        self.fields = NewPassphrase(about)
        self._with_old = with_old
        self._why = text("", "help", "ink2", wrap=True)
        self.cancel = KeyButton(_("Cancel"))
        self.agree = KeyButton(_("Use this passphrase"), kind="primary")
        self._build(title, words)
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)
        self.fields.changed.connect(self._look)
        self.old.edit.textChanged.connect(self._look)
        self.fields.again.edit.returnPressed.connect(self._enter)
        self._look()
        (self.old if with_old else self.fields.first).edit.setFocus()

    def forget(self) -> None:
        """Empty every field."""
        self.old.edit.clear()
        self.fields.clear()

    def _build(self, title: str, words: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(title, "dialogTitle", wrap=True))
        column.addWidget(text(words, tone="ink2", wrap=True))
        column.addWidget(self.old)
        self.old.setVisible(self._with_old)
        column.addWidget(self.fields)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._why, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.agree)
        column.addLayout(line)

    def _is_ready(self) -> bool:
        return self.fields.is_ready() and bool(self.old.edit.text() or not self._with_old)

    def _look(self) -> None:
        self.agree.setEnabled(self._is_ready())
        missing = self._with_old and not self.old.edit.text()
        now = _("Type your present passphrase first.")
        self._why.setText(now if missing else self.fields.why_not())

    def _enter(self) -> None:
        if self._is_ready():
            self.accept()
