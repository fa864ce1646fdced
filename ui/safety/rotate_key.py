"""After a dismissal: everything encrypted again under a new key."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.dialogs.asking import AskingDialog
from ui.jobs import Jobs
from ui.widgets.job_bar import JobBar
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import text

WIDTH = 520  # pixels


class RotateKeyDialog(AskingDialog):
    """Says first what it will do; asks one's own passphrase."""

    def __init__(self, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(parent, _("Encrypt everything again"))
        self.setFixedWidth(WIDTH)
        self.field = PassphraseField(_("Your passphrase"))
        self.secret, self.first = self.field, self.field.edit
        self.bar = JobBar(jobs)
        self.cancel = KeyButton(_("Cancel"))
        self.agree = KeyButton(_("Encrypt everything again"), kind="primary")
        self.body.addWidget(text(_("Encrypt everything again"), "dialogTitle"))
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
            self.body.addLayout(point)
        self.body.addWidget(
            Note(
                "warn",
                _("Old backups still open with the old passphrases."),
                _("Make a new backup afterwards, and destroy the old ones."),
            )
        )
        self.body.addWidget(self.field)
        self._column.addWidget(self.bar)
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.agree)
        self.cancel.clicked.connect(self.reject)
        self.agree.clicked.connect(self.agreed)
        self.field.edit.textChanged.connect(self._look)
        self.field.edit.returnPressed.connect(self._enter)
        self._look()
        self.field.edit.setFocus()
        self._make_room()

    def _look(self) -> None:
        self.agree.setEnabled(bool(self.field.edit.text()))

    def _enter(self) -> None:
        if self.agree.isEnabled():
            self.agreed.emit()
