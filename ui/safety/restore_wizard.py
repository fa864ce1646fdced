"""Putting a backup back: choose one, see what will change, do it. Needs no open store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.store.backups.backup import DamagedBackup
from ui.dialogs.room import open_sized
from ui.errors import Errors
from ui.jobs import Jobs
from ui.safety.restore_choice import ChooseStep, Secret
from ui.safety.restore_steps import ChangesStep, DoneStep
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.progress_line import ProgressLine
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.store.backups.restore import Restored, RestorePreview

SIZE = (760, 560)  # pixels


def ask_restore(parent: QWidget | None, store_path: Path, why: str = "") -> bool:
    """Go through the steps; whether a backup now stands in the place of the store.

    Nothing may have the store open. ``why``: what is the matter with it, said first.
    """
    wizard = RestoreWizard(store_path, parent, why=why)
    put_back = wizard.exec() == QDialog.DialogCode.Accepted
    wizard.deleteLater()
    return put_back


class RestoreWizard(QDialog):
    """Three steps; nothing is touched before the button of the second is pressed."""

    def __init__(self, store_path: Path, parent: QWidget | None = None, *, why: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Put a backup back"))
        open_sized(self, *SIZE)
        self._path, self._chosen, self._secret = store_path, Path(), Secret()
        self._errors = Errors(self)  # for what is our own mistake
        self._jobs = Jobs(self)
        self._jobs.failed.connect(self._show_failure)
        self._jobs.progressed.connect(self._show_progress)
        self.wrong = Note("err")
        self.choose = ChooseStep(store_path)
        self.changes, self.ready = ChangesStep(), DoneStep()
        self.busy_words = text("", "body", "ink2")
        self.bar = ProgressLine(name=_("Put a backup back"))
        self.back, self.cancel = KeyButton(_("Back"), icon="arrow-left"), KeyButton(_("Cancel"))
        self.next = KeyButton("", "Enter", kind="primary")
        self._stack = QStackedWidget()
        self._build(why)
        self._connect()
        self._show(0)

    @property
    def step(self) -> int:
        """0 choose, 1 what changes, 2 done."""
        return self._stack.currentIndex()

    @property
    def is_busy(self) -> bool:
        return self._jobs.busy

    def reject(self) -> None:
        if not self._jobs.busy:
            super().reject()
            self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes one step back; after the last there is only the way on."""
        if event.key() != Qt.Key.Key_Escape or self.step == 0 or self._jobs.busy:
            super().keyPressEvent(event)
        elif self.step == 1:
            self._show(0)
        else:
            self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._jobs.busy:
            event.ignore()  # it is being put back: there is nothing to stop halfway
        elif self.step == 2:
            self.accept()
        else:
            super().closeEvent(event)

    # --- the steps ---

    def _go_on(self) -> None:
        if self._jobs.busy:
            return
        if self.step == 0:
            self._look()
        elif self.step == 1:
            self._put_back()
        else:
            self.accept()

    def _look(self) -> None:
        """The dry run: opens the backup and counts, changes nothing."""
        chosen = self.choose.backup()
        if chosen is None or not self.choose.secret().is_given:
            self.choose.ask_what_is_missing()
            return
        self._chosen, self._secret = chosen.path, self.choose.secret()
        path, backup, secret = self._path, self._chosen, self._secret

        def work(progress: Progress) -> RestorePreview:
            from npo_desktop.store.backups.restore import preview_restore

            return preview_restore(
                path,
                backup,
                passphrase=secret.passphrase,
                recovery_key=secret.recovery_key,
                progress=progress,
            )

        self._start(work, self._show_changes, _("The backup is being checked..."))

    def _put_back(self) -> None:
        path, backup, secret = self._path, self._chosen, self._secret

        def work(progress: Progress) -> Restored:
            from npo_desktop.queries.privacy.erasure import apply_ledger
            from npo_desktop.store.backups.restore import restore

            return restore(
                path,
                backup,
                passphrase=secret.passphrase,
                recovery_key=secret.recovery_key,
                erase_again=apply_ledger,
                progress=progress,
            )

        self._start(work, self._show_done, _("The backup is being put back. Leave the power on."))

    def _start(
        self, work: Callable[[Progress], object], then: Callable[..., None], words: str
    ) -> None:
        self.wrong.hide()
        self.busy_words.setText(words)
        self.bar.set_progress(0, 0)
        self._jobs.start(work, then, after=self._at_rest)
        self._set_busy(True)

    def _show_changes(self, preview: RestorePreview) -> None:
        self.changes.show_preview(preview)
        self._show(1)

    def _show_done(self, restored: Restored) -> None:
        self._forget()
        self.ready.show_restored(restored)
        self._show(2)

    def _show_failure(self, error: object) -> None:
        if not isinstance(error, UserError):
            assert isinstance(error, BaseException)
            self._errors.tell(error)
            return
        first, rest = error.message, error.hint
        if isinstance(error, DamagedBackup):
            self._show(0)
            if self.choose.pass_over() is not None:
                rest = self.choose.chosen_instead()
        self.wrong.set_text(first, rest)
        self.wrong.show()
        if self.step == 0:
            self.choose.secret_field.edit.selectAll()

    def _show_progress(self, done: int, total: int, label: str) -> None:
        self.bar.set_progress(done, total)
        if label:
            self.busy_words.setText(label)

    def _at_rest(self) -> None:
        self._set_busy(False)

    def _forget(self) -> None:
        self._secret = Secret()
        self.choose.secret_field.edit.clear()

    # --- furniture ---

    def _show(self, step: int) -> None:
        self.wrong.hide()
        self._stack.setCurrentIndex(step)
        self._show_buttons()
        self._focus()

    def _focus(self) -> None:
        if self.step == 0:
            self.choose.ask_what_is_missing()
        else:
            self.next.setFocus()

    def _show_buttons(self) -> None:
        words = (_("See what changes"), _("Put this backup back"), _("On to unlock"))
        self.next.setText(words[self.step])
        self.next.setEnabled(not self.is_busy and (self.step > 0 or self.choose.can_go_on))
        self.back.setVisible(self.step == 1)
        self.back.setEnabled(not self.is_busy)
        self.cancel.setVisible(self.step < 2)
        self.cancel.setEnabled(not self.is_busy)

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self._stack.setEnabled(not busy)
        self._show_buttons()
        if not busy:
            self._focus()

    def _build(self, why: str) -> None:
        for step in (self.choose, self.changes, self.ready):
            self._stack.addWidget(step)
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(text(_("Put a backup back"), "dialogTitle"))
        if why:
            column.addWidget(Note("err", why, _("Your data file is kept. Put a backup back here.")))
        column.addWidget(self._stack, 1)
        column.addWidget(self.wrong)
        self.wrong.hide()
        self._busy = QWidget()
        line = QVBoxLayout(self._busy)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.busy_words)
        line.addWidget(self.bar)
        self._busy.hide()
        column.addWidget(self._busy)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(column, 1)
        outer.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "footer")
        foot.setFixedHeight(56)
        line = QHBoxLayout(foot)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        line.addWidget(self.back)
        line.addStretch()
        line.addWidget(self.cancel)
        line.addWidget(self.next)
        return foot

    def _connect(self) -> None:
        self.next.setDefault(True)
        self.next.clicked.connect(self._go_on)
        self.back.clicked.connect(lambda: self._show(0))
        self.cancel.clicked.connect(self.reject)
        self.choose.changed.connect(self._show_buttons)
        self.choose.other_way.clicked.connect(self.wrong.hide)  # it was about the other way
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
