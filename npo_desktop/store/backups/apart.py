"""Work at a place that may never answer, on a thread of its own that can be left behind.

A share whose server is gone, or a broken stick, holds whoever reads or writes there, for minutes or
for ever, and nothing frees him. So whoever waits here is not the one who is held.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event, Thread
from typing import Generic, TypeVar

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent

T = TypeVar("T")
log = logging.getLogger(__name__)

GRACE = 1.0  # seconds that work which must stop gets to clear up after itself
LOOK = 0.05  # seconds between two looks whether it must stop

_left: dict[Path, Thread] = {}  # by place; what still hangs there


class NoAnswer(UserError):
    """A place that gave no sign of life."""


def waited_for(
    place: Path,
    work: Callable[[Progress], T],
    progress: Progress = silent,
    *,
    label: str,
    silence: float,
) -> T:
    """The result of ``work(progress)``; every report of progress is a sign of life.

    Work that is stopped, or gave no sign for ``silence`` seconds, is told so at its next report and
    waited for no longer than a moment; nothing else is begun in that place until it has ended.
    Raises NoAnswer, Cancelled from ``progress``, and what ``work`` raises.
    """
    if is_left_behind(place):
        raise _no_answer(place)
    progress(0, 1, label)
    errand = _Errand(work, label)
    errand.thread.start()
    try:
        errand.watch(place, progress, silence)
    except (Cancelled, NoAnswer):
        errand.must_stop.set()
        errand.thread.join(GRACE)
        if errand.thread.is_alive():
            log.warning("the second place for backups does not answer")
            _left[place] = errand.thread
        raise
    return errand.outcome.result()


def is_left_behind(place: Path) -> bool:
    """Whether work in this place was left behind, and has not come back."""
    thread = _left.get(place)
    return thread is not None and thread.is_alive()


def any_left_behind() -> bool:
    """Whether a thread hangs anywhere; it would go on by itself when its place answers."""
    return any(thread.is_alive() for thread in _left.values())


class _Errand(Generic[T]):
    """One piece of work on a thread that does not keep the program alive."""

    def __init__(self, work: Callable[[Progress], T], label: str) -> None:
        self.must_stop = Event()
        self.outcome: Future[T] = Future()
        self.thread = Thread(target=self._run, args=(work,), daemon=True)
        self._ended = Event()
        self._told = (0, 1, label)
        self._signs = 0

    def watch(self, place: Path, progress: Progress, silence: float) -> None:
        """Until it has ended; passes on what it told, and may raise from that."""
        seen, quiet = self._signs, 0.0  # looks are counted: a computer that slept is no silence
        while not self._ended.wait(LOOK):
            progress(*self._told)
            quiet = quiet + LOOK if seen == self._signs else 0.0
            seen = self._signs
            if quiet >= silence:
                raise _no_answer(place)

    def _run(self, work: Callable[[Progress], T]) -> None:
        try:
            self.outcome.set_result(work(self._tell))
        except BaseException as error:  # noqa: BLE001 - raised again by whoever asks for the result
            self.outcome.set_exception(error)
        finally:
            self._ended.set()

    def _tell(self, done: int, total: int, label: str = "") -> None:
        if self.must_stop.is_set():
            raise Cancelled
        self._told = (done, total, label or self._told[2])
        self._signs += 1


def _no_answer(place: Path) -> NoAnswer:
    return NoAnswer(
        _("The second place for backups does not answer: {folder}.").format(folder=place),
        _("Check the stick or the network. What is on this computer is safe."),
    )
