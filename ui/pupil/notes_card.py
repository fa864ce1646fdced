"""On a pupil's page: that there are restricted notes; what they say stands in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.privacy.restricted_notes import count_notes, may_read_notes
from ui.pupil.restricted_notes import RestrictedNotesDialog
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_HEIGHT = 44  # pixels


class NotesCard(QFrame):
    """One line, only for who holds the key of the notes; hidden from everybody else."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedHeight(_HEIGHT)
        self.app = app
        self._pupil: tuple[UUID, str] | None = None
        self._count = ElidedLabel("", "help", "ink2")
        self.read = KeyButton(_("Read and write"), size="row", icon="lock-open")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(text(_("Restricted notes"), "cardTitle"))
        line.addWidget(self._count, 1)
        line.addWidget(self.read)
        self.read.clicked.connect(self._open)
        self.setVisible(may_read_notes(app.opener))

    def show_pupil(self, pupil_id: UUID, name: str) -> None:
        """How many there are on this pupil."""
        self._pupil = (pupil_id, name)
        if not may_read_notes(self.app.opener):
            return
        with self.app.reading() as session:
            n = count_notes(session, pupil_id)
        some = ngettext("{n} note", "{n} notes", n).format(n=n)
        self._count.setText(some if n else _("none"))

    def _open(self) -> None:
        if self._pupil is None:
            return
        dialog = RestrictedNotesDialog(self.app, *self._pupil, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._count_again)
        dialog.open()

    def _count_again(self) -> None:
        if self._pupil is not None:
            self.show_pupil(*self._pupil)
