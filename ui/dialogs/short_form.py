"""A small form: what it is about, some fields, Cancel and Keep; a refusal is told in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 480  # pixels


class ShortForm(QDialog):
    """Fill ``body``; ``write`` keeps what was typed and may raise a ``UserError``."""

    def __init__(
        self, app: App, title: str, words: str, keep: str, cancel: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.app = app
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.body, self.wrong = QVBoxLayout(), Note("err")
        self.body.setSpacing(12)
        self.cancel, self.keep = KeyButton(cancel, "Esc"), KeyButton(keep, kind="primary")
        self.foot = dialog_foot(self.cancel, self.keep)
        self._column = dialog_column(self, words)
        self._column.addLayout(self.body)
        self._column.addWidget(self.wrong)
        self._column.addLayout(self.foot)
        self.wrong.hide()
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.try_to_keep)

    def write(self) -> None:
        """Keep it; raises ``UserError`` when something has to be mended first."""
        raise NotImplementedError

    def try_to_keep(self) -> None:
        """Keep and close, or say what is wrong and stay."""
        try:
            self.write()
        except UserError as error:
            self.wrong.set_text(error.message, error.hint)
            self.wrong.show()
            self._column.activate()
            height = self._column.heightForWidth(self.width())
            self.resize(self.width(), max(self.height(), height))
            return
        self.accept()

    def settle(self) -> None:
        """As high as its wrapped words need; call it when every field stands."""
        self.resize(WIDTH, self._column.heightForWidth(WIDTH))
