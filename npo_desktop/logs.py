"""The log: what happened and where, with ids only; never a person, never an answer.

Nothing gets in by default: a record brings its written-out sentence, and of its values only
numbers, ids, kinds and what was marked as ``Code``. Source: SAFETY.md, section 6 (logs).
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from uuid import UUID

from npo_desktop import __version__

FILES, FILE_BYTES = 5, 1_000_000
OURS = ("npo_desktop", "ui", "__main__")  # whose sentences are written out in the source
WITHHELD = "(withheld)"


class Code(str):
    """Text of our own making that names nobody: a place in the source, an action, a version."""


def set_up(folder: Path) -> None:
    """Write to a ring of five files of one megabyte. A folder that cannot be written: no log."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # a sentence that cannot be made would go to stderr, values too
    from logging.handlers import RotatingFileHandler  # it costs 15 ms before the first paint

    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = RotatingFileHandler(
            folder / "npo-desktop.log", maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8"
        )
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(NamesNobody())
    root.addHandler(handler)


class NamesNobody(logging.Formatter):
    """Lets through what is allowed, and only the place of what is not."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, and under it where an exception came from."""
        is_ours = record.name.partition(".")[0] in OURS
        text = _sentence(record) if is_ours else f"{record.module}:{record.lineno}"
        head = f"{self.formatTime(record)} {record.levelname} {record.name} {text}"
        error = record.exc_info[1] if record.exc_info else None
        return head if error is None else f"{head}\n{report_of(error)}"


def _sentence(record: logging.LogRecord) -> str:
    words = record.args if isinstance(record.args, tuple) else (record.args,)
    template = record.msg if isinstance(record.msg, str) else WITHHELD
    try:
        return template % tuple(map(_allowed, words)) if record.args else template
    except (TypeError, ValueError):
        return f"{record.module}:{record.lineno}"


def _allowed(value: object) -> object:
    """Numbers, ids and kinds; of anything else only that it was there."""
    if isinstance(value, Code | UUID | int | float) or value is None:
        return value
    return value.__qualname__ if isinstance(value, type) else WITHHELD


def report_of(error: BaseException) -> Code:
    """Where it went wrong and what kind it is; no message and no values, they may name a pupil."""
    lines = [f"NPO Desktop {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    for link in _chain(error):
        for frame in traceback.extract_tb(link.__traceback__):
            place = "/".join(frame.filename.replace("\\", "/").split("/")[-3:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}: {frame.line or ''}")
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
    return Code("\n".join(lines))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The first cause first, each once."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return reversed(links)


def hush() -> Callable[[], None]:
    """Uncaught exceptions go to stderr as a report without values; returns what undoes it."""
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

    def told(error: BaseException | None) -> None:
        if error is not None and sys.stderr is not None:
            sys.stderr.write(report_of(error) + "\n")

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before[0](kind, error, trace)
        else:
            told(error)

    def undo() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before

    sys.excepthook = uncaught
    threading.excepthook = lambda facts: told(facts.exc_value)
    sys.unraisablehook = lambda facts: told(facts.exc_value)
    return undo
