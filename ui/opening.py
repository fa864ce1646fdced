"""From the passphrase form to an open store: tries, waits after wrong ones, and recovery."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from npo_desktop.errors import UserError
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import Progress
from ui import state
from ui.jobs import Jobs
from ui.unlock_view import UnlockView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from npo_desktop.store.engine import Store
    from npo_desktop.store.keys import ListedOpener


class Opening(QObject):
    """Owns the form; ``entered`` when a store is open. Nothing is ever wiped."""

    entered = Signal(object)  # the Store
    restored = Signal()  # another store stands in the place of this one

    def __init__(
        self,
        path: Path,
        jobs: Jobs,
        when_loaded: Callable[[Callable[[], None]], None],
        openers: Sequence[ListedOpener],
        *,
        practice: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._path, self._jobs, self._practice = path, jobs, practice
        self._when_loaded = when_loaded  # what needs the core waits for it
        self.failures = 0  # wrong ones in a row
        self.view = UnlockView(
            practice_passphrase=PASSPHRASE if practice else "", lock_minutes=state.lock_minutes()
        )
        self.view.set_openers(openers)
        self.view.submitted.connect(self.submit)
        self.view.recovery_submitted.connect(self._submit_recovery)
        self.view.restore_asked.connect(self.ask_restore)

    @Slot(str)
    def submit(self, passphrase: str) -> None:
        """Open with a passphrase, as soon as the core is there."""
        self.view.set_busy(True)
        slot_id = self.view.slot_id
        self._when_loaded(lambda: self.open(passphrase, slot_id))

    def open(self, passphrase: str, slot_id: UUID | None = None) -> None:
        """Open with a passphrase, now."""
        practice, path, failures = self._practice, self._path, self.failures

        def work(progress: Progress) -> Store:
            from ui.school_window import warmed

            if practice and passphrase == PASSPHRASE:
                from npo_desktop.demo import open_practice_store

                return warmed(open_practice_store(path, progress))
            from npo_desktop.store.lifecycle import open_store

            return warmed(open_store(path, passphrase, slot_id=slot_id, failures=failures))

        self._jobs.start(work, self.entered.emit)

    def refused(self, error: UserError) -> None:
        """Say why it did not open; after a wrong secret one has to wait, longer each time."""
        from npo_desktop.store.engine import Damaged
        from npo_desktop.store.keys import WrongSecret, delay_after

        self.view.set_busy(False)
        self.view.set_error(error.message, error.hint)
        if isinstance(error, WrongSecret):
            self.failures += 1
            self.view.wait(delay_after(self.failures))
        elif isinstance(error, Damaged):
            QTimer.singleShot(0, self, partial(self._restore, error.message))

    def show_last_backup(self) -> None:
        """Find the newest backup beside the store, once the core is there."""
        path = self._path

        def newest(_progress: Progress) -> str:
            from npo_desktop.formats import date_text, time_text
            from npo_desktop.store.backups.backup import backup_folder, list_backups

            found = list_backups(backup_folder(path))
            made = found[0].made_at.astimezone() if found else None
            return f"{date_text(made.date())}, {time_text(made)}" if made else ""

        self._jobs.start(newest, self.view.notes.set_last_backup)

    # --- the recovery sheet ---

    @Slot(str)
    def _submit_recovery(self, recovery_key: str) -> None:
        self.view.set_busy(True)
        self._when_loaded(lambda: self._try_recovery(recovery_key))

    def _try_recovery(self, recovery_key: str) -> None:
        """First whether the sheet is right: nobody thinks up a passphrase for nothing."""
        path = self._path

        def work(_progress: Progress) -> str:
            from npo_desktop.store.lifecycle import unlocked_with_recovery

            unlocked_with_recovery(path, recovery_key)
            return recovery_key

        self._jobs.start(work, self._recover)

    def _recover(self, recovery_key: str) -> None:
        from ui.dialogs.new_passphrase import ask_new_passphrase

        passphrase = ask_new_passphrase(self.view)
        if passphrase is None:
            self.view.set_busy(False)
            return
        path, slot_id, failures = self._path, self.view.slot_id, self.failures

        def work(_progress: Progress) -> Store:
            from npo_desktop.store.lifecycle import open_store, replace_passphrase
            from ui.school_window import warmed

            renewed = replace_passphrase(path, recovery_key, passphrase, slot_id=slot_id)
            return warmed(open_store(path, passphrase, slot_id=renewed, failures=failures))

        self._jobs.start(work, self.entered.emit)

    # --- a backup instead ---

    @Slot()
    def ask_restore(self) -> None:
        """Put a backup in the place of this store, as soon as the core is there."""
        self._when_loaded(self._restore)

    def _restore(self, why: str = "") -> None:
        from ui.safety.restore_wizard import ask_restore

        if ask_restore(self.view, self._path, why):
            self.restored.emit()
