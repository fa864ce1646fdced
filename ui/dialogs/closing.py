"""While the last backup of the day is made: the program closes by itself after it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.dialogs.frame import dialog_foot
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

WIDTH = 440  # pixels


class ClosingDialog(QDialog):
    """Closing it by hand closes the program without this backup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The backup is being made"))
        self.setFixedWidth(WIDTH)
        self._title = text(_("The backup is being made"), "dialogTitle", wrap=True)
        self._words = text(
            _("The program closes by itself when it is done. Leave the stick in until then."),
            wrap=True,
        )
        self.close_now = KeyButton(_("Close without a backup"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(dialog_foot(self.close_now))
        self.close_now.clicked.connect(self.reject)

    @Slot(object)
    def say_failed(self, _error: object) -> None:
        """What went wrong is told elsewhere; here only what is safe."""
        self._title.setText(_("The backup was not made"))
        self._words.setText(
            _("Your data are saved. The program makes the backup the next time it is open.")
        )
