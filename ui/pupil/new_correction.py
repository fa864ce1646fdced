"""What a parent or pupil says about something in the file; it stands beside it from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.privacy.corrections import add_correction
from ui.app import Topic
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 480  # pixels


class NewCorrectionDialog(QDialog):
    """Nothing in the file itself is changed by it."""

    def __init__(self, app: App, pupil_id: UUID, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._pupil_id = app, pupil_id
        title = _("Correction in the file of {name}").format(name=name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH)
        self.about, self.words, self.asked_by = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(96)
        self._words = Field(_("What they say"), self.words, _("In their own words, if possible."))
        self.cancel = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(_("Keep with the file"), kind="primary")
        rest = _("It stands beside the data, also in the access file. The data stay as they are.")
        column = dialog_column(self, rest)
        column.addWidget(Field(_("About what"), self.about, _("For example a test or a date")))
        column.addWidget(self._words)
        column.addWidget(Field(_("Who asked for it"), self.asked_by, _("For example the mother")))
        column.addLayout(dialog_foot(self.cancel, self.keep))
        self.cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)
        self.about.setFocus()
        self.resize(WIDTH, column.heightForWidth(WIDTH))

    def _keep(self) -> None:
        if not self.words.toPlainText().strip():
            self._words.set_error(_("Write down what they say."))
            self.words.setFocus()
            return
        with self._app.writing(Topic.SAFETY) as session:
            add_correction(
                session,
                self._pupil_id,
                about=self.about.text().strip(),
                words=self.words.toPlainText().strip(),
                asked_by=self.asked_by.text().strip(),
            )
        self.accept()
        self._app.say(_("The correction stands with the file."))
