"""A new passphrase, for one who came in with the recovery key."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.key_button import KeyButton
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.text import text

WIDTH = 480  # pixels


def ask_new_passphrase(parent: QWidget) -> str | None:
    """What was chosen, or nothing when it was called off."""
    dialog = NewPassphraseDialog(parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = dialog.fields.passphrase() if agreed else None
    dialog.fields.clear()
    dialog.deleteLater()
    return chosen


class NewPassphraseDialog(QDialog):
    """The button works as soon as the passphrase will do."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New passphrase"))
        self.setFixedWidth(WIDTH)
        self.fields = NewPassphrase()
        self._why = text("", "help", "ink2", wrap=True)
        self.cancel = KeyButton(_("Cancel"))
        self.agree = KeyButton(_("Use this passphrase"), kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(_("New passphrase"), "dialogTitle"))
        column.addWidget(
            text(
                _("The old passphrase stops working. The recovery key stays as it is."),
                tone="ink2",
                wrap=True,
            )
        )
        column.addWidget(self.fields)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._why, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.agree)
        column.addLayout(line)
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)
        self.fields.changed.connect(self._look)
        self.fields.again.edit.returnPressed.connect(self._enter)
        self._look()
        self.fields.first.edit.setFocus()

    def _look(self) -> None:
        self.agree.setEnabled(self.fields.is_ready())
        self._why.setText(self.fields.why_not())

    def _enter(self) -> None:
        if self.fields.is_ready():
            self.accept()
