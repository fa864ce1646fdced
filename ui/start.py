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
from PySide6.QtWidgets import QApplication

from npo_desktop import i18n, paths
from npo_desktop.errors import UserError
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import Progress
from ui import state
from ui.errors import Errors, install_hooks
from ui.first_window import DESIGNED, SMALLEST, FirstWindow
from ui.guard import refuse_broken_qt
from ui.jobs import Jobs

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.main_window import MainWindow
    from ui.unlock_view import UnlockView


def run(store: Path | None, *, practice: bool, locked: bool) -> int:
    """Show the window until it is closed."""
    refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
    application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.APP_NAME)
    errors = Errors()
    undo_hooks = install_hooks(errors)
    start = Start(errors, store, practice=practice, locked=locked)
    start.show_first()
    try:
        return application.exec()
    finally:
        start.close()
        undo_hooks()


class Start(QObject):
    """From nothing to an open school: wizard or passphrase, then the main window."""

    dressed = Signal()  # the passphrase can be typed
    opened = Signal(object)  # the MainWindow

    def __init__(self, errors: Errors, store: Path | None, *, practice: bool, locked: bool) -> None:
        super().__init__()
        self._errors = errors
        self._practice = practice
        self._locked = locked
        self._path = store or (paths.practice_store() if practice else paths.default_store())
        self._jobs = Jobs(self)
        self._jobs.failed.connect(self._failed)
        self._store: Store | None = None
        self._is_loaded = False
        self._waiting: Callable[[], None] | None = None
        self._unlock: UnlockView | None = None
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
        if self._store is not None:
            self._store.close()
            self._store = None

    @Slot()
    def rest_wanted(self) -> None:
        """Something is on the screen: now dress it, then load what is behind it."""
        self._jobs.start(_import_form, self._dress)

    def _dress(self, _nothing: None) -> None:
        from ui import theme
        from ui.widgets.brand import window_icon

        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application, state.scheme())
        application.setWindowIcon(window_icon())
        assert self.first is not None
        self.first.drop_ground()
        if self._practice or self._path.exists():
            self._show_unlock()
        else:
            self._waiting = self._show_wizard  # as soon as the core is there
        self.dressed.emit()
        QTimer.singleShot(0, self._load_core)

    @Slot()
    def _load_core(self) -> None:
        self._jobs.start(_import_core, self._core_loaded)

    def _core_loaded(self, _nothing: None) -> None:
        gc.freeze()  # what was loaded stays: looking through it costs 0.1 s with the window deaf
        self._is_loaded = True
        if self._practice and not self._locked:
            self._open(PASSPHRASE)
        elif self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def _when_loaded(self, then: Callable[[], None]) -> None:
        if self._is_loaded:
            then()
        else:
            self._waiting = then

    # --- the passphrase ---

    def _show_unlock(self) -> None:
        from ui.unlock_view import UnlockView

        assert self.first is not None
        view = UnlockView(practice_passphrase=PASSPHRASE if self._practice else "")
        view.submitted.connect(self.submit)
        view.recovery_submitted.connect(self._submit_recovery)
        view.language_chosen.connect(self._choose_language)
        self._unlock = view
        self.first.setCentralWidget(view)
        if self._practice and not self._locked:
            view.set_busy(True)

    @Slot(str)
    def submit(self, passphrase: str) -> None:
        """Open with a passphrase, as soon as the core is there."""
        assert self._unlock is not None
        self._unlock.set_busy(True)
        self._when_loaded(lambda: self._open(passphrase))

    @Slot(str)
    def _submit_recovery(self, recovery_key: str) -> None:
        self._when_loaded(lambda: self._recover(recovery_key))

    @Slot(str)
    def _choose_language(self, language: str) -> None:
        i18n.use(language)
        state.set_language(language)
        if self._unlock is not None:
            self._unlock.retranslate()

    def _open(self, passphrase: str) -> None:
        practice, path = self._practice, self._path

        def work(progress: Progress) -> Store:
            from ui.school_window import warmed

            if practice and passphrase == PASSPHRASE:
                from npo_desktop.demo import open_practice_store

                return warmed(open_practice_store(path, progress))
            from npo_desktop.store.lifecycle import open_store

            return warmed(open_store(path, passphrase))

        self._jobs.start(work, self._enter)

    def _recover(self, recovery_key: str) -> None:
        from ui.dialogs.new_passphrase import ask_new_passphrase

        assert self.first is not None
        passphrase = ask_new_passphrase(self.first)
        if passphrase is None:
            return
        path = self._path

        def work(_progress: Progress) -> Store:
            from npo_desktop.store.lifecycle import open_store, replace_passphrase

            replace_passphrase(path, recovery_key, passphrase)
            return open_store(path, passphrase)

        self._jobs.start(work, self._enter)

    def _failed(self, error: BaseException) -> None:
        if self._unlock is not None and isinstance(error, UserError):
            self._unlock.set_busy(False)
            self._unlock.set_error(error.message, error.hint)
        else:
            self._errors.tell(error)

    # --- the first time ---

    def _show_wizard(self) -> None:
        from ui.wizard.wizard import Wizard

        assert self.first is not None
        wizard = Wizard(self._path, self._errors)
        wizard.finished.connect(self._enter)
        self.first.setCentralWidget(wizard)

    # --- the open school ---

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
        self.window.lock_asked.connect(self._lock)
        screen = self.window.screen().availableSize()
        self.window.resize(QSize(*DESIGNED).boundedTo(screen))
        self.window.setMinimumSize(*SMALLEST)
        state.restore_window(self.window)
        self.window.show()
        if self.first is not None:
            self.first.close()
            self.first.deleteLater()
            self.first, self._unlock = None, None
        self.opened.emit(self.window)

    @Slot()
    def _lock(self) -> None:
        """A fresh locked process, and the end of this one: what was in memory goes with it."""
        from PySide6.QtCore import QProcess

        if self.window is not None and not self.window.close():
            return  # a page holds on to something unfinished
        self.close()
        arguments = [word for word in sys.argv[1:] if word != "--locked"]
        program = [] if getattr(sys, "frozen", False) else ["-m", "ui"]
        QProcess.startDetached(sys.executable, [*program, *arguments, "--locked"])
        QApplication.exit(0)


def _import_form(_progress: Progress) -> None:
    from npo_desktop import logs

    logs.set_up(paths.log_dir())
    i18n.use(state.language())
    import ui.unlock_view  # noqa: F401 - on the worker, so that the window stays awake


def _import_core(_progress: Progress) -> None:
    import ui.school_window  # noqa: F401 - with every page behind it
    from npo_desktop.content.load import load_content

    load_content()
