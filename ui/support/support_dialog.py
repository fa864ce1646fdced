"""What the dialogs of support groups share: a title, a body, what went wrong, two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from ui.dialogs.room import open_sized
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text


class SupportDialog(QDialog):
    """``keep`` is asked to write; what it refuses is said in place, and everything typed stays."""

    def __init__(
        self, parent: QWidget, title: str, lead: str, yes: str, size: tuple[int, int]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._size = size
        self.wrong = Note("err")
        self.yes, self.cancel = KeyButton(yes, kind="primary"), KeyButton(_("Cancel"), "Esc")
        self.body, self.buttons = QVBoxLayout(), QHBoxLayout()
        self.body.setContentsMargins(4, 4, 12, 4)
        self.body.setSpacing(12)
        self.buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(text(title, "dialogTitle", wrap=True))
        if lead:
            column.addWidget(text(lead, "body", "ink2", wrap=True))
        column.addWidget(_scrolled(self.body), 1)
        column.addWidget(self.wrong)
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.yes)
        column.addLayout(self.buttons)
        self.wrong.hide()
        self.yes.setDefault(True)
        self.yes.clicked.connect(self._try)
        self.cancel.clicked.connect(self.reject)

    def keep(self) -> None:
        """Write what was filled in; ``UserError`` when it cannot be."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        open_sized(self, *self._size)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do it and close, or say why not."""
        try:
            act()
        except UserError as error:
            self.wrong.set_text(error.message, error.hint)
            self.wrong.show()
            return
        self.accept()

    def _try(self) -> None:
        self.attempt(self.keep)


def _scrolled(body: QVBoxLayout) -> QScrollArea:
    inner = QWidget()
    inner.setProperty("role", "canvas")
    inner.setLayout(body)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
