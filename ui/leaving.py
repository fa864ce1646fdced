"""Locking: cover everything, keep what was typed, and leave a fresh locked process behind.

What was in memory goes with the process. After closing the store and collecting the garbage nearly
every name was still there; so nothing less than the end of the process is a lock (SAFETY.md, 1.8).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from os import _exit
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.store import audit
from ui import state
from ui.app import App, Topic
from ui.lock import MINUTES, Lock, minutes_of
from ui.main_window import MainWindow
from ui.screen_capture import ScreenCapture, system_affinity
from ui.session_events import SessionEvents, listen
from ui.widgets.blank import Blank, cover

if TYPE_CHECKING:
    from ui.wizard.wizard import Wizard

log = logging.getLogger(__name__)

LAST_MOMENT = 1.5  # seconds after which the process ends, whatever still holds on to it


def start_fresh(why: str, at_desk: bool) -> None:
    """The same program again, waiting for the passphrase; before a child it names nobody."""
    ours = ("--locked", "--blank", "--restore", "--at-desk")
    own = [word for word in sys.argv[1:] if word not in ours]
    program = [] if getattr(sys, "frozen", False) else ["-m", "ui"]
    more = {"blank": ["--blank"], "restore": ["--restore"]}.get(why, [])
    more += ["--at-desk"] if at_desk else []
    QProcess.startDetached(sys.executable, [*program, *own, "--locked", *more])


def end() -> None:
    """The end of this process; a dialog of the system may not hold it up."""
    last = threading.Timer(LAST_MOMENT, _exit, (0,))
    last.daemon = True
    last.start()
    QApplication.exit(0)


class Leaving(QObject):
    """Guards one window; ``left`` after the store was let go, before the process ends."""

    left = Signal(str)  # why

    def __init__(
        self,
        let_go: Callable[[], None],
        *,
        idle_seconds: float | None = None,
        start_fresh: Callable[[str, bool], None] = start_fresh,
        end: Callable[[], None] = end,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._let_go, self._start_fresh, self._end = let_go, start_fresh, end
        self._idle_seconds = idle_seconds  # instead of what the school chose
        self._window: QMainWindow | None = None
        self._app: App | None = None
        self._keep: Callable[[], None] = lambda: None
        self._events: SessionEvents | None = None
        self._blank: Blank | None = None
        self._is_leaving = False
        self.lock = Lock(idle_seconds or 60.0 * MINUTES, parent=self)
        self.capture = ScreenCapture(system_affinity(), parent=self)
        self.lock.asked.connect(self.leave)
        self.lock.touched.connect(self.capture.renew_soon)

    def guard(self, window: MainWindow) -> None:
        """Watch over an open school."""
        self._begin(window, window.app, window.lock_up)
        window.app.capture = self.capture
        window.lock_asked.connect(partial(self.leave, "key"))
        window.blank_asked.connect(partial(self.leave, "blank"))
        self.lock.warned.connect(partial(_warn, window))
        self.lock.touched.connect(partial(_calm_down, window))
        window.app.restore_wanted.connect(partial(self.leave, "restore"))
        window.app.changed.connect(self._on_changed)

    def guard_wizard(self, wizard: Wizard) -> None:
        """Watch over a school that is being made."""
        app, window = wizard.so_far.app, wizard.window()
        assert app is not None and isinstance(window, QMainWindow)
        self._begin(window, app, wizard.leave)

    @Slot(str)
    def leave(self, why: str) -> None:
        """Lock. Idle, it waits behind the cover for the end of a task that runs."""
        if self._window is None or self._app is None or self._is_leaving:
            return
        desk = self._app.desk
        if desk is not None and why == "key" and not desk.may_lock():
            return
        if self._blank is None:
            self._blank = cover(desk or self._window)
            self._app.jobs.finished.connect(partial(self.leave, "idle"))
        if why == "idle" and self._app.jobs.busy:
            self._blank.set_words(_("Locks as soon as the task that runs is done."))
            return
        self._is_leaving = True
        self.lock.stop()
        log.info("locking: %s", why)
        for act in (self._app.jobs.shutdown, self._note, self._keep, self._let_go):
            try:
                act()
            except UserError as error:  # a full disk does not keep it open
                log.warning("while locking: %s", type(error).__name__)
        self._start_fresh(why, desk is not None)
        self.left.emit(why)
        self._end()

    def _begin(self, window: QMainWindow, app: App, keep: Callable[[], None]) -> None:
        self._window, self._app, self._keep = window, app, keep
        self._renew_limit()
        self.lock.start()
        self.capture.renew()
        self._events = listen(window, self.lock.ask)  # Windows tells a window

    def _note(self) -> None:
        assert self._app is not None
        with self._app.store.writing() as session:
            audit.note(session, "locked")

    @Slot(object)
    def _on_changed(self, topic: Topic) -> None:
        if topic & Topic.SCHOOL:
            self._renew_limit()

    def _renew_limit(self) -> None:
        assert self._app is not None
        minutes = minutes_of(self._app)
        state.set_lock_minutes(minutes)
        self.lock.set_limit(self._idle_seconds or 60.0 * minutes)


def _warn(window: MainWindow, seconds: int) -> None:
    if window.app.desk is not None:
        window.app.desk.warn(seconds)
        return
    words = ngettext(
        "The program locks in {n} second.", "The program locks in {n} seconds.", seconds
    )
    window.notices.show_message(
        "info", words.format(n=seconds), _("Press a key or move the mouse to go on working.")
    )


def _calm_down(window: MainWindow) -> None:
    window.notices.dismiss()
    if window.app.desk is not None:
        window.app.desk.calm_down()
