"""Backups without anybody thinking of them: in the middle of the work, at closing, checked weekly.

What is due and where it goes is decided in ``store/backups/schedule.py``; here are only the clock,
the job, and what the window is told.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.store.backups.schedule import (
    BackupState,
    Checked,
    backup_state,
    check_due,
    confirm_restored,
    due_now,
    run_backup,
    run_check,
    set_second_place,
)
from npo_desktop.store.check import Finding, check_store
from ui.app import Topic
from ui.dialogs.closing import ClosingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from npo_desktop.store.engine import Store
    from ui.app import App
    from ui.main_window import MainWindow

FIRST_LOOK, LOOK = 3_000, 30_000  # milliseconds after opening, and between two looks
QUIET = 15.0  # seconds without a change before a backup takes the store for a moment
PATIENCE = 600.0  # seconds after which it no longer waits for quiet
AGAIN = 1_800.0  # seconds before one that failed is tried again


class Backups(QObject):
    """One to an app (``backups_of``). ``state`` is what was found last; None before the first."""

    renewed = Signal(object)  # BackupState
    checked = Signal(object)  # tuple of Finding: what is wrong with the data; empty: nothing

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._app = app
        self._window: QWidget | None = None
        self.state: BackupState | None = None
        self._changed_at = self._due_since = self._not_before = 0.0  # monotonic seconds
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        app.changed.connect(self._note_change)

    def begin(self, window: QWidget) -> None:
        """Watch from now on, as long as the window stands."""
        self._window = window
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK, self, self.renew)

    @property
    def is_due_at_close(self) -> bool:
        """Whether there is something that no backup has yet."""
        return self._app.is_lent or due_now(self._app.store, is_closing=True)

    @Slot()
    def look(self) -> None:
        """Whether something is due; it waits for a quiet moment, but not for ever."""
        now = monotonic()
        if not self._is_watching or self._app.jobs.busy or now < self._not_before:
            return
        store = self._app.store
        if due_now(store):
            self._due_since = self._due_since or now
            if now - self._changed_at >= QUIET or now - self._due_since >= PATIENCE:
                self.make()
        elif check_due(store):
            self._start_check()

    @Slot()
    def renew(self) -> None:
        """Look at the folders again; on the worker, a share may be slow to answer."""
        if self._is_watching:
            self._app.start_with_store(_look, self._show, brief=True)

    @Slot()
    def make(self) -> None:
        """A backup now, here and in the second place."""
        self._due_since, self._not_before = 0.0, monotonic() + AGAIN
        self._app.start_with_store(
            _make, self._made, topic=Topic.SAFETY, label=_("Backup"), brief=True
        )

    def choose_place(self, folder: Path | None) -> None:
        """Backups go there as well from now on, and the first at once."""

        def work(store: Store, progress: Progress) -> BackupState:
            set_second_place(store, folder)
            return _make(store, progress)

        self._app.start_with_store(work, self._made, topic=Topic.SAFETY, label=_("Backup"))

    def check_data(self) -> None:
        """Look through the whole data file; ``checked`` tells what was found."""
        self._app.start_with_store(check_store, self._tell_data, label=_("Checking the data"))

    def confirm_restored(self) -> None:
        """Somebody looked: what was put back is right."""
        confirm_restored(self._app.store)
        self.renew()

    @property
    def _is_watching(self) -> bool:
        """After its window has closed the store may be closed as well."""
        window = self._window
        return window is None or (shiboken6.isValid(window) and window.isVisible())

    def _start_check(self) -> None:
        self._not_before = monotonic() + AGAIN
        label = _("Checking the backup")
        self._app.start_with_store(run_check, self._tell_check, label=label, brief=True)

    def _tell_check(self, found: Checked) -> None:
        self._not_before = 0.0
        if found.spoiled:
            self._app.errors.tell(_spoiled(len(found.spoiled)))
            self.make()
        else:
            self.renew()

    def _tell_data(self, findings: tuple[Finding, ...]) -> None:
        self.checked.emit(findings)

    def _made(self, state: BackupState) -> None:
        self._not_before = 0.0
        self._show(state)

    def _show(self, state: BackupState) -> None:
        self.state = state
        self.renewed.emit(state)

    def _note_change(self, topic: Topic) -> None:
        if topic != Topic.SAFETY:
            self._changed_at = monotonic()


class BackupAtClose(QObject):
    """A window that is closed first makes the backup that is due; a lock waits for none."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._app = window, window.app
        self._backups = backups_of(window.app)
        self.dialog: ClosingDialog | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or watched is not self._window:
            return False
        if self._window.is_locking or _is_shutting_down():
            return False
        if self.dialog is None and not self._backups.is_due_at_close:
            return False
        event.ignore()
        if self.dialog is None:
            self._begin()
        return True

    def _begin(self) -> None:
        self.dialog = ClosingDialog(self._window)
        self.dialog.rejected.connect(self._close)
        self._app.jobs.failed.connect(self.dialog.say_failed)
        self.dialog.open()
        self._app.start_with_store(_make, self._made, label=_("Backup"))

    def _made(self, _state: BackupState) -> None:
        self._close()

    @Slot()
    def _close(self) -> None:
        """Also when it was not waited for: the next opening makes it."""
        self._window.removeEventFilter(self)
        if self.dialog is not None:
            self.dialog.hide()
        self._window.close()


def backups_of(app: App) -> Backups:
    """The one that belongs to this app, made when it is first asked for."""
    found = app.findChild(Backups)
    return found if found is not None else Backups(app)


def _is_shutting_down() -> bool:
    """The system ends: a window that holds on would hold up everything."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


def _look(store: Store, _progress: Progress) -> BackupState:
    _empty_old(store)
    return backup_state(store)


def _make(store: Store, progress: Progress) -> BackupState:
    from npo_desktop.queries.erased_backups import rewrite_asked

    run_backup(store, progress)
    rewrite_asked(store, progress)  # what waited for the stick to be there
    return backup_state(store)


def _empty_old(store: Store) -> None:
    from npo_desktop.queries.bin import empty_old

    with store.writing() as session:
        empty_old(session, today())


def _spoiled(n: int) -> UserError:
    words = ngettext(
        "{n} backup was damaged and was set aside.", "{n} backups were damaged and set aside.", n
    )
    return UserError(
        words.format(n=n), _("A new one is made now. If this comes back, have the disk looked at.")
    )
