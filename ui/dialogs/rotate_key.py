"""After a dismissal: everything encrypted again under a new key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import text

WIDTH = 520  # pixels


class RotateKeyDialog(QDialog):
    """Says first what it will do; asks one's own passphrase."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Encrypt everything again"))
        self.setFixedWidth(WIDTH)
        self.field = PassphraseField(_("Your passphrase"))
        self.cancel = KeyButton(_("Cancel"))
        self.agree = KeyButton(_("Encrypt everything again"), kind="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(text(_("Encrypt everything again"), "dialogTitle"))
        sentences = (
            _("All data are encrypted again. Stop halfway, and everything stays as it was."),
            _("Your own passphrase stays. Add the other colleagues again afterwards."),
            _("You get a new recovery sheet; the old one opens nothing any more."),
        )
        for words in sentences:
            point = QHBoxLayout()
            point.setSpacing(8)
            point.addWidget(text("•", tone="ink2"), 0, Qt.AlignmentFlag.AlignTop)
            point.addWidget(text(words, wrap=True), 1)
            column.addLayout(point)
        column.addWidget(
            Note(
                "warn",
                _("Old backups still open with the old passphrases."),
                _("Make a new backup afterwards, and destroy the old ones."),
            )
        )
        column.addWidget(self.field)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch()
        line.addWidget(self.cancel)
        line.addWidget(self.agree)
        column.addLayout(line)
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.accept)
        self.field.edit.textChanged.connect(self._look)
        self.field.edit.returnPressed.connect(self._enter)
        self._look()
        self.field.edit.setFocus()
        self.resize(WIDTH, column.heightForWidth(WIDTH))

    def _look(self) -> None:
        self.agree.setEnabled(bool(self.field.edit.text()))

    def _enter(self) -> None:
        if self.agree.isEnabled():
            self.accept()
