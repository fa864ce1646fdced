"""Backups without anybody thinking of them: in the middle of the work, at closing, checked weekly.

What is due and where it goes is decided in ``store/backups/schedule.py``; here are only the clock,
the job, and what the window is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.store.backups.apart import any_left_behind
from npo_desktop.store.backups.schedule import (
    BackupState,
    Checked,
    check_due,
    confirm_restored,
    due_now,
    run_check,
)
from npo_desktop.store.check import Finding, check_store
from ui import backup_work
from ui.app import Topic
from ui.backup_work import Work
from ui.dialogs.closing import ClosingDialog
from ui.jobs import hold_collection, release_collection

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import App
    from ui.main_window import MainWindow

T = TypeVar("T")

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
        self._under_way = 0  # backups that were begun and have not ended
        self._behind = Event()  # stands for the threads that were left in a place without an answer
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
        """Whether there is something that no backup has yet, or one is on its way."""
        return self._under_way > 0 or self._app.is_lent or due_now(self._app.store, is_closing=True)

    @Slot()
    def look(self) -> None:
        """Whether something is due; it waits for a quiet moment, but not for ever."""
        now = monotonic()
        self._release_behind()
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
            self._start(backup_work.look, self._show)

    @Slot()
    def make(self) -> None:
        """A backup now, here and in the second place."""
        self._due_since, self._not_before = 0.0, monotonic() + AGAIN
        self._start_backup(backup_work.make, self._made)

    def make_at_close(self, then: Callable[[], None]) -> None:
        """What one on its way, that is waited for first, does not hold yet; then go on."""

        def ended(state: BackupState) -> None:
            self._show(state)
            then()

        self._start_backup(backup_work.make_if_due, ended, topic=None)  # pages rest by now

    def choose_place(self, folder: Path | None) -> None:
        """Backups go there as well from now on, and the first at once."""

        self._start_backup(partial(backup_work.choose, folder), self._made)

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
        self._start(run_check, self._tell_check, label=label)

    def _start_backup(
        self,
        work: Work[BackupState],
        then: Callable[[BackupState], None],
        *,
        topic: Topic | None = Topic.SAFETY,
    ) -> None:
        def announced(state: BackupState) -> None:
            if topic is not None:
                self._app.changed.emit(topic)
            then(state)

        self._under_way += 1
        self._start(work, announced, label=_("Backup"), after=self._end_backup)

    def _end_backup(self) -> None:
        self._under_way -= 1

    def _start(
        self,
        work: Work[T],
        then: Callable[[T], None],
        *,
        label: str = "",
        after: Callable[[], None] | None = None,
    ) -> None:
        """Run ``work(store, progress, give_back=...)`` on the worker."""

        def borrowed(progress: Progress) -> T:
            try:
                with backup_work.lent(self._app) as (store, give_back):
                    return work(store, progress, give_back=give_back)
            finally:
                if any_left_behind():  # it may allocate when it comes back, see ui/jobs.py
                    self._behind.set()
                    hold_collection(self._behind)

        self._app.jobs.start(borrowed, then, label=label, after=after)

    def _release_behind(self) -> None:
        """Once nothing hangs any more, cycles may be collected again."""
        if self._behind.is_set() and not any_left_behind():
            self._behind.clear()
            release_collection(self._behind)

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
        self._backups.make_at_close(self._close)

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


def _spoiled(n: int) -> UserError:
    words = ngettext(
        "{n} backup was damaged and was set aside.", "{n} backups were damaged and set aside.", n
    )
    return UserError(
        words.format(n=n), _("A new one is made now. If this comes back, have the disk looked at.")
    )
