"""A dialog that stays until what it asks for is done, and says in place what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.progress import Progress
from npo_desktop.store.keys import WrongSecret
from ui.dialogs.kept_dialog import KeptDialog
from ui.widgets.note import Note
from ui.widgets.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.app import App, Topic

T = TypeVar("T")


class AskingDialog(KeptDialog):
    """``agreed`` starts the work; ``accept`` closes it when that is done.

    After a refusal everything typed is still there, only a wrong passphrase is taken out.
    Fill ``body`` and ``buttons``; ``first`` is where to begin, ``secret`` the passphrase in use.
    """

    agreed = Signal()

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.is_busy = False
        self.first: QWidget | None = None
        self.secret: PassphraseField | None = None
        self._form, self.wrong, self._foot = QWidget(), Note("err"), QWidget()
        self.body, self.buttons = QVBoxLayout(self._form), QHBoxLayout(self._foot)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 24, 24, 24)
        self._column.setSpacing(12)
        for widget in (self._form, self.wrong, self._foot):
            self._column.addWidget(widget)
        self.wrong.hide()

    def keep_draft(self) -> None:
        """Most ask for a choice or a secret: nothing that may wait."""

    def reject(self) -> None:
        """While it is being done there is nothing to call off."""
        if not self.is_busy:
            super().reject()

    def forget(self) -> None:
        """Empty every field that holds a secret."""
        if self.secret is not None:
            self.secret.edit.clear()

    def ask(self, agreed: Callable[[], None]) -> None:
        """Open it; ``agreed`` is called for every try."""
        self.agreed.connect(agreed)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.open()

    def start(
        self,
        app: App,
        work: Callable[[Store, Progress], T],
        then: Callable[[T], None],
        *,
        topic: Topic,
        label: str = "",
    ) -> None:
        """Do what was agreed to, on the worker; this closes before ``then`` is called."""

        def close(result: T) -> None:
            self.forget()
            self.accept()
            then(result)

        self.wrong.hide()
        self._set_busy(True)
        app.start_with_store(
            work,
            close,
            topic=topic,
            label=label,
            after=self._at_rest,
            refused=self._show_refusal,
        )

    def _at_rest(self) -> None:
        if self.is_busy:  # stopped
            self._set_busy(False)

    def _show_refusal(self, error: UserError) -> None:
        """Say what is wrong, and go to where it can be mended."""
        self._set_busy(False)
        self.wrong.set_text(error.message, error.hint)
        self.wrong.show()
        field = self.first
        if isinstance(error, WrongSecret) and self.secret is not None:
            self.secret.edit.clear()
            field = self.secret.edit
        if field is not None:
            field.setFocus()
        self._make_room()

    def _make_room(self) -> None:
        """As high as wrapped words need: a dialog asks its layout for that only once."""
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.heightForWidth(self.width())))

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        for widget in (self._form, self._foot):
            widget.setEnabled(not busy)
