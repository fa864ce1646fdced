"""The one funnel for everything that goes wrong: what the user can mend, and our own mistakes."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from npo_desktop import __version__
from npo_desktop.errors import Cancelled, UserError

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
            log.info("told the user: %s", type(error).__name__)
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
        sys.excepthook, threading.excepthook = before

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
    return undo


def report_of(error: BaseException) -> str:
    """Where it went wrong and what kind it is; no message and no values, they may name a pupil."""
    lines = [f"NPO Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for link in _chain(error):
        for frame in traceback.extract_tb(link.__traceback__):
            place = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}: {frame.line or ''}")
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
    return "\n".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The first cause first."""
    if cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        yield from _chain(cause)
    yield error
