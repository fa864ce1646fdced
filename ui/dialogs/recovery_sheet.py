"""A new recovery sheet: shown once, proved from the paper, and only then in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QWidget

from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.school import school_facts, set_setting
from npo_desktop.store import audit, keys
from npo_desktop.store.colleagues import use_recovery_key
from npo_desktop.store.engine import Store
from ui.app import Topic
from ui.dialogs.frame import dialog_column
from ui.widgets.key_button import KeyButton
from ui.widgets.recovery_sheet import PROVED, KeyProof, KeySheet
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 600  # pixels


class RecoverySheetDialog(QDialog):
    """Without ``key``: a new one, which replaces the old when it was typed back."""

    def __init__(self, app: App, parent: QWidget | None, *, key: str = "") -> None:
        super().__init__(parent)
        self.app, self._in_use = app, bool(key)
        self._key = key or keys.new_recovery_key()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Recovery sheet"))
        self.setFixedWidth(WIDTH)
        with app.reading() as session:
            school = school_facts(session).name
        self.sheet, self.proof = KeySheet(self._key, school), KeyProof(self._key)
        self.back = KeyButton(_("Back to the key"), icon="arrow-left")
        self.later, self.next = KeyButton(""), KeyButton("", kind="primary")
        self._lead = text("", tone="ink2", wrap=True)
        self._stack = QStackedWidget()
        self._build()
        self.sheet.printed.connect(self._note_print)
        self.proof.changed.connect(self._look)
        self.proof.entered.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.later.clicked.connect(self.reject)
        self.next.clicked.connect(self._go_on)
        self._look()
        self.next.setFocus()

    @property
    def is_proving(self) -> bool:
        """Whether the groups are being typed back."""
        return self._stack.currentIndex() == 1

    def _go_back(self) -> None:
        self.proof.clear()
        self._stack.setCurrentIndex(0)
        self._look()

    def _go_on(self) -> None:
        if not self.is_proving:
            self._stack.setCurrentIndex(1)
            self._look()
            self.proof.fields[0].control.setFocus()
        elif self.proof.is_filled and self.proof.is_right():
            self._use()

    def _use(self) -> None:
        key, in_use = self._key, self._in_use

        def work(store: Store, _progress: Progress) -> None:
            if not in_use:
                use_recovery_key(store, key)
            with store.writing() as session:
                set_setting(session, PROVED, "1")

        self.next.setEnabled(False)
        self.app.start_with_store(work, self._done, topic=Topic.SCHOOL, after=self._look)

    def _done(self, _nothing: None) -> None:
        self._key = ""
        self.app.say(
            _("The new recovery sheet is in use."), _("The old one opens nothing any more.")
        )
        self.accept()

    def _look(self) -> None:
        proving = self.is_proving
        self._lead.setText(
            _("Take your paper. This shows that the key can be read back from it.")
            if proving
            else _("Opens the store when a passphrase is forgotten. It is shown only now.")
        )
        self.back.setVisible(proving)
        self.later.setText(_("Later") if self._in_use else _("Keep the old sheet"))
        self.next.setText(_("Compare and use") if proving else _("I have it on paper"))
        self.next.setEnabled(not proving or self.proof.is_filled)

    def _note_print(self) -> None:
        with self.app.writing(Topic.SCHOOL) as session:
            audit.note(session, "print", "recovery-sheet")

    def _build(self) -> None:
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.proof)
        column = dialog_column(self)
        column.addWidget(self._lead)
        column.addWidget(self._stack)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.back)
        line.addStretch()
        line.addWidget(self.later)
        line.addWidget(self.next)
        column.addLayout(line)
