"""Composition root: paint, dress, load the core, unlock, and open the main window.

Each part is imported when the one before it stands on the screen, and off the GUI thread where it
is long: the core costs several times a whole bare window.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow

from npo_desktop import i18n, paths
from npo_desktop.errors import UserError
from npo_desktop.practice import PASSPHRASE
from ui import state
from ui.errors import Errors, install_hooks
from ui.first_window import DESIGNED, SMALLEST, FirstWindow
from ui.guard import refuse_broken_qt
from ui.jobs import Jobs
from ui.single_instance import SingleInstance

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from npo_desktop.store.keys import ListedOpener
    from ui.leaving import Leaving
    from ui.loading import Before
    from ui.main_window import MainWindow
    from ui.opening import Opening


def run(
    store: Path | None,
    *,
    practice: bool,
    locked: bool,
    blank: bool = False,
    restore: bool = False,
    at_desk: bool = False,
) -> int:
    """Show the window until it is closed; bring the one that is open already forward instead."""
    refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
    application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.APP_NAME)
    path = where_it_is(store or (paths.practice_store() if practice else paths.default_store()))
    instance = SingleInstance(path)
    if not instance.enter():
        from ui.second_start import second_start

        return second_start(instance)
    errors = Errors()
    undo_hooks = install_hooks(errors)
    start = Start(
        errors,
        path,
        practice=practice,
        locked=locked,
        blank=blank,
        restore=restore,
        at_desk=at_desk,
    )
    start.let_in = instance.release
    instance.called.connect(start.come_forward)
    start.dressed.connect(instance.listen)
    start.opened.connect(_guard_closing)
    start.show_first()
    try:
        return application.exec()
    finally:
        start.close()
        instance.release()
        undo_hooks()


def _guard_closing(window: MainWindow) -> None:
    """Closing it makes the backup that is due first."""
    from ui.backups import BackupAtClose  # with the core behind it

    BackupAtClose(window)


class Start(QObject):
    """From nothing to an open school: wizard or passphrase, then the main window."""

    dressed = Signal()  # the passphrase can be typed
    opened = Signal(object)  # the MainWindow

    def __init__(
        self,
        errors: Errors,
        store: Path | None,
        *,
        practice: bool,
        locked: bool,
        blank: bool = False,
        restore: bool = False,
        at_desk: bool = False,
    ) -> None:
        super().__init__()
        self._errors = errors
        self._practice = practice
        self._locked, self._blank, self._restore = locked, blank, restore
        self._at_desk = at_desk  # locked before a child: who works here is not listed
        self._path = store or (paths.practice_store() if practice else paths.default_store())
        self.idle_seconds: float | None = None  # instead of what the school chose
        self.let_in: Callable[[], None] = lambda: None  # a next process may come
        self._jobs = Jobs(self)
        self._jobs.failed.connect(self._failed)
        self._store: Store | None = None
        self._is_loaded = False
        self._waiting: Callable[[], None] | None = None
        self.opening: Opening | None = None
        self.leaving: Leaving | None = None
        self.first: FirstWindow | None = None
        self.window: MainWindow | None = None

    def show_first(self) -> None:
        """Paint at once; everything else comes behind it."""
        self.first = FirstWindow()
        state.restore_window(self.first)
        self.first.painted.connect(self.rest_wanted)
        self.first.show()

    def close(self) -> None:
        """Wait for what runs, and bring everything into the one file."""
        self._jobs.shutdown()
        if self.window is not None:  # also when it was not closed: its worker uses the same store
            self.window.app.jobs.shutdown()
        if self.leaving is not None:
            self.leaving.lock.stop()
        if self._store is not None:
            store = self.window.app.store if self.window else self._store  # may be a newer one
            self._store = None
            store.close()

    @Slot()
    def come_forward(self) -> None:
        """Another start wanted this store: here it is."""
        window: QMainWindow | None = self.window or self.first
        if self.window is not None and self.window.app.desk is not None:
            self.window.app.desk.come_forward()
        elif window is not None:
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()

    @Slot()
    def rest_wanted(self) -> None:
        """Something is on the screen: now dress it, then load what is behind it."""
        from ui.loading import import_form

        self._jobs.start(partial(import_form, self._path, not self._practice), self._dress)

    def _dress(self, before: Before) -> None:
        from ui import theme
        from ui.clipboard import guard_clipboard
        from ui.widgets.brand import window_icon

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application, state.scheme())
        application.setWindowIcon(window_icon())
        guard_clipboard()
        assert self.first is not None
        self.first.drop_ground()
        self._show_form(before)
        self.dressed.emit()
        QTimer.singleShot(0, self._load_core)

    @Slot()
    def _load_core(self) -> None:
        from ui.loading import import_core

        self._jobs.start(import_core, self._core_loaded)

    def _core_loaded(self, _nothing: None) -> None:
        gc.freeze()  # what was loaded stays: looking through it costs 0.1 s with the window deaf
        self._is_loaded = True
        if self._practice and not self._locked and self.opening is not None:
            self.opening.open(PASSPHRASE)
        elif self._waiting is not None:
            if self.opening is not None:
                self.opening.show_last_backup()  # also when the passphrase was typed already
            waiting, self._waiting = self._waiting, None
            waiting()
        elif self.opening is not None:
            self.opening.show_last_backup()

    def _when_loaded(self, then: Callable[[], None]) -> None:
        if self._is_loaded:
            then()
        else:
            self._waiting = then

    # --- the passphrase ---

    def _show_form(self, before: Before) -> None:
        """What one meets first: a wrong place, nothing at all, the passphrase, or the wizard."""
        assert self.first is not None
        if before.place is not None:
            from ui.place_view import PlaceView

            place = PlaceView(self._path, before.place, self._jobs)
            place.settled.connect(self._settle)
            self.first.setCentralWidget(place)
        elif self._blank:
            from ui.widgets.blank import resting

            blank, self._blank = resting(), False
            blank.woken.connect(partial(self._show_form, before))
            self.first.setCentralWidget(blank)
            blank.setFocus()
        elif self._practice or before.exists:
            self._show_unlock(() if self._at_desk else before.openers)
        else:
            self._when_loaded(self._show_wizard)

    def _show_unlock(self, openers: tuple[ListedOpener, ...]) -> None:
        from ui.opening import Opening

        assert self.first is not None
        self.opening = Opening(
            self._path, self._jobs, self._when_loaded, openers, practice=self._practice, parent=self
        )
        self.opening.view.language_chosen.connect(self._choose_language)
        self.opening.entered.connect(self._enter)
        self.opening.restored.connect(self._begin_again)
        self.first.setCentralWidget(self.opening.view)
        if self._practice and not self._locked:
            self.opening.view.set_busy(True)
        elif self._restore:
            self._restore = False
            self.opening.ask_restore()
        elif self._is_loaded:
            self.opening.show_last_backup()

    @Slot(object)
    def _settle(self, path: Path) -> None:
        """The store is, or may stay, there."""
        self._path = path
        self._begin_again()

    @Slot(str)
    def submit(self, passphrase: str) -> None:
        """Open with a passphrase, as soon as the core is there."""
        assert self.opening is not None
        self.opening.submit(passphrase)

    @Slot()
    def _begin_again(self) -> None:
        """Another store stands there now, perhaps with other people."""
        from ui.loading import import_form

        self._jobs.start(partial(import_form, self._path, False), self._show_form)

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        i18n.use(language)
        state.set_language(language)
        if self.opening is not None:
            self.opening.view.retranslate()

    def _failed(self, error: BaseException) -> None:
        if self.opening is not None and isinstance(error, UserError):
            self.opening.refused(error)
        else:
            self._errors.tell(error)

    # --- the first time ---

    def _show_wizard(self) -> None:
        from ui.wizard.wizard import Wizard

        assert self.first is not None
        wizard = Wizard(self._path, self._errors)
        wizard.finished.connect(self._enter)
        wizard.made.connect(lambda: self._guard().guard_wizard(wizard))
        self.first.setCentralWidget(wizard)

    # --- the open school ---

    @Slot(object)
    def _enter(self, store: Store) -> None:
        from ui.school_window import built_in_steps

        gc.freeze()  # mapped tables and compiled statements stay too
        self._store = store
        self._build(built_in_steps(store, self._errors))

    def _build(self, steps: Iterator[MainWindow], made: MainWindow | None = None) -> None:
        """One step a turn of the event loop, so that it never waits long."""
        further = next(steps, None)
        if further is not None:
            QTimer.singleShot(0, partial(self._build, steps, further))
        elif made is not None:
            self._show(made)

    def _show(self, window: MainWindow) -> None:
        self.window = window
        screen = self.window.screen().availableSize()
        self.window.resize(QSize(*DESIGNED).boundedTo(screen))
        self.window.setMinimumSize(*SMALLEST)
        state.restore_window(self.window)
        self.window.show()
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first, self.opening = None, None
        QTimer.singleShot(0, partial(self._settle_in, window))

    def _settle_in(self, window: MainWindow) -> None:
        from ui.school_window import offer_recovery_sheet

        self._guard().guard(window)
        offer_recovery_sheet(window)
        self.opened.emit(window)

    def _guard(self) -> Leaving:
        """What locks; from the moment that there is something to lock."""
        if self.leaving is None:
            from ui.leaving import Leaving

            self.leaving = Leaving(self._let_go, idle_seconds=self.idle_seconds, parent=self)
        return self.leaving

    def _let_go(self) -> None:
        """Nothing of ours holds the store any more: the next process may have it."""
        try:
            self.close()
        finally:
            self.let_in()


def where_it_is(store: Path) -> Path:
    """The store that was asked for, or the same one after it was moved to this computer."""
    moved = paths.data_dir() / store.name
    return moved if not store.exists() and moved.exists() else store
