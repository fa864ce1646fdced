"""The one funnel for everything that goes wrong: what the user can mend, and our own mistakes."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.logs import hush, report_of

log = logging.getLogger(__name__)


class Errors(QObject):
    """Shows what went wrong, from whichever thread it comes, and writes it to the log."""

    told = Signal(object)  # the exception, after it was shown
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show: Callable[[str, str], None] | None = None
        self._dialogs: dict[type, QWidget] = {}  # also keeps those without a parent alive
        self._home.connect(self._tell)

    def show_in(self, show: Callable[[str, str], None] | None) -> None:
        """Where a message and its hint go: the window's message bar. Without it: a dialog."""
        self._show = show

    @Slot(object)
    def tell(self, error: BaseException) -> None:
        """Log it, then show it on the GUI thread. ``Cancelled`` is nobody's fault."""
        if isinstance(error, Cancelled):
            log.debug("stopped by the user")
            return
        if isinstance(error, UserError):
            log.info("told the user: %s", type(error))
        else:
            log.error("%s", report_of(error))
        self._home.emit(error)

    @Slot(object)
    def _tell(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell_user(error)
        elif not self._is_apologising():  # one apology at a time, the log has the others
            from ui.dialogs.trouble import show_apology  # not before the first paint

            dialog = show_apology(report_of(error), QApplication.activeWindow())
            self._dialogs[Exception] = dialog
        self.told.emit(error)

    def _tell_user(self, error: UserError) -> None:
        dialog = QApplication.activeModalWidget()
        if self._show is not None and dialog is None:
            self._show(error.message, error.hint)
        else:  # a bar behind a dialog would not be seen
            from ui.dialogs.trouble import show_trouble

            parent = dialog or QApplication.activeWindow()
            self._dialogs[UserError] = show_trouble(error.message, error.hint, parent)

    def _is_apologising(self) -> bool:
        dialog = self._dialogs.get(Exception)
        return dialog is not None and shiboken6.isValid(dialog) and dialog.isVisible()


def install_hooks(errors: Errors) -> Callable[[], None]:
    """Lead every uncaught exception into the funnel; returns what undoes it."""
    unhush = hush()  # also for what cannot be raised anywhere
    before = (sys.excepthook, threading.excepthook)

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
        else:
            errors.tell(error)

    def uncaught_in_thread(facts: threading.ExceptHookArgs) -> None:
        if facts.exc_value is not None:
            errors.tell(facts.exc_value)

    def undo() -> None:
        unhush()

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
    return undo
