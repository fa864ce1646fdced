"""Asking before something is taken away: what will happen, and a button that says so."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.dialogs.frame import dialog_foot
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

WIDTH = 480  # pixels


class ConfirmDialog(QDialog):
    """Open it; ``then`` is called when the answer is yes. The safe answer has the focus."""

    def __init__(
        self, title: str, words: str, yes: str, then: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(text(title, "dialogTitle", wrap=True))
        column.addWidget(text(words, wrap=True))
        self.no, self.yes = KeyButton(_("Cancel"), "Esc"), KeyButton(yes, kind="primary")
        column.addLayout(dialog_foot(self.no, self.yes))
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.accepted.connect(then)
        self.no.setFocus()
        self.resize(WIDTH, column.heightForWidth(WIDTH))
