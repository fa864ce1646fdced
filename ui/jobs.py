"""Slow work: one worker thread, one thing at a time, everything announced on the GUI thread."""

import gc
import logging
from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.progress import Progress

T = TypeVar("T")
log = logging.getLogger(__name__)

# While anything runs on a worker, Python collects no cycles: it would do so on whichever thread
# allocates, and a widget that dies on the worker takes the whole program with it.
_under_way: set[Event] = set()


def hold_collection(work: Event) -> None:
    """Collect no cycles until this is released; ``ui/backups.py`` has threads of its own too."""
    _under_way.add(work)
    gc.disable()


def release_collection(work: Event) -> None:
    """It has ended, and the last to end lets cycles be collected again."""
    _under_way.discard(work)
    if not _under_way:
        gc.enable()


class Jobs(QObject):
    """Runs slow functions one at a time, off the GUI thread, and owns every signal they use."""

    started = Signal(str)  # label
    progressed = Signal(int, int, str)  # done, total, label
    failed = Signal(object)  # the exception
    cancelled = Signal()
    finished = Signal()  # last, whatever happened
    _home = Signal(object)  # what remains to be done on the GUI thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._stops: list[Event] = []  # one an item of work, the running one first
        self._home.connect(self._call)

    @property
    def busy(self) -> bool:
        return bool(self._stops)

    def start(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        label: str = "",
        after: Callable[[], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Run ``work(progress)`` on the worker, then ``then(result)`` on the GUI thread.

        ``after`` is called last on the GUI thread, also when the work failed or was stopped.
        ``refused`` takes a ``UserError`` in the place of ``failed``: a dialog that stays open.
        """
        stop = Event()  # its own: a late cancel never hits the next
        self._stops.append(stop)
        hold_collection(stop)

        def progress(done: int, total: int, label: str = "") -> None:
            if stop.is_set():
                raise Cancelled
            self.progressed.emit(done, total, label)

        def end() -> None:
            self._stops.remove(stop)
            release_collection(stop)
            if after is not None and _is_alive(after):
                after()
            self.finished.emit()

        self.started.emit(label)
        fail = partial(self._fail, refused)
        self._pool.start(partial(self._run, stop, partial(work, progress), then, fail, end))

    def cancel(self) -> None:
        """Ask the running work to stop at its next progress report."""
        if self._stops:
            self._stops[0].set()

    def shutdown(self) -> None:
        """Cancel what runs, forget what waits, and wait for the worker."""
        for stop in self._stops:
            stop.set()
        self._pool.clear()
        self._pool.waitForDone()
        for stop in self._stops:
            release_collection(stop)

    def call_home(self, function: Callable[[], object]) -> None:
        """Have a function called on the GUI thread, from whichever thread."""
        self._home.emit(function)

    def _fail(self, refused: Callable[[UserError], None] | None, error: Exception) -> None:
        if refused is not None and isinstance(error, UserError) and _is_alive(refused):
            log.info("told the user: %s", type(error))
            refused(error)
        else:
            self.failed.emit(error)

    def _run(
        self,
        stop: Event,
        work: Callable[[], T],
        then: Callable[[T], None],
        fail: Callable[[Exception], None],
        end: Callable[[], None],
    ) -> None:
        try:
            if stop.is_set():
                raise Cancelled
            result = work()
            self._home.emit(partial(_deliver, then, result))
        except Cancelled:
            log.debug("a job was stopped")
            self._home.emit(self.cancelled.emit)
        except Exception as error:  # noqa: BLE001 - the worker's edge: nothing may be lost here
            self._home.emit(partial(fail, error))
        finally:
            self._home.emit(end)

    @Slot(object)
    def _call(self, function: Callable[[], object]) -> None:
        function()


def _deliver(then: Callable[[T], None], result: T) -> None:
    if _is_alive(then):
        then(result)


def _is_alive(function: Callable[..., object]) -> bool:
    """Whether the window that asked for the work still exists."""
    owner = getattr(function, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
