"""Write a file so that it is there whole or not at all, and never readable on the way."""

import errno
import os
import re
import time
from contextlib import suppress
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

BUSY = (5, 32, 33)  # Windows: access denied, sharing and lock violation; scanners hold fresh files
HELD = (32, 33)  # of these: the file itself is open elsewhere
TRIES = 6
_LEFTOVER = re.compile(  # nobody else's: hidden, with an ending of ours and a process number
    r"\..+\.(pdf|xlsx|json|jsonl|wav|npovoice|npo|npobak|npolines|keys|copy|incoming|swap|paused)"
    r"\.(?P<pid>\d+)"
    r"\.(part|copy|look|slots)(-wal|-journal|\.keys(\.copy)?)?"
)


def write_bytes(path: Path, data: bytes) -> None:
    """Write beside, sync, replace. On failure the old file is untouched and nothing is left."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists() and not path.is_file():  # a printer port, a device: never replaced
            raise OSError(errno.EISDIR if path.is_dir() else errno.EPERM, "not a file")
        replace(beside, path)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Take away what writers that were killed left in this folder; a living one keeps its own."""
    for path in folder.glob(".*"):
        found = _LEFTOVER.fullmatch(path.name)
        if found and not _lives(int(found["pid"])):
            with suppress(OSError):
                path.unlink()


def cannot_write(path: Path, error: OSError) -> UserError:
    """One sentence about a file that could not be written."""
    return UserError(
        _("{file} could not be written: {reason}.").format(file=path, reason=_reason(error)),
        _("Close the file if it is open elsewhere, check the folder and the free space."),
    )


def _reason(error: OSError) -> str:
    """What the machine said, in words; in its own words when it is something rare."""
    if getattr(error, "winerror", None) in HELD:
        return _("it is open in another program")
    known = {
        errno.ENOSPC: _("the disk is full"),
        errno.EACCES: _("you may not write there"),
        errno.EPERM: _("you may not write there"),
        errno.EROFS: _("you may not write there"),
        errno.EISDIR: _("there is a folder of that name"),
        errno.EEXIST: _("there is a file where a folder must be"),
        errno.ENOTDIR: _("there is a file where a folder must be"),
        errno.ENOENT: _("the folder is not there"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }
    return known.get(error.errno or 0) or error.strerror or type(error).__name__


def _lives(pid: int) -> bool:
    """Whether a process is at work; on Windows its open file refuses to go, so no need to ask."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


_BINARY = getattr(os, "O_BINARY", 0)


def replace(beside: Path, path: Path) -> None:
    """Rename over what stands there, patiently: on Windows a scanner may hold a fresh file."""
    for attempt in range(TRIES):
        try:
            beside.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in BUSY or attempt == TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the renames in this folder survive a power cut."""
    if os.name == "nt":  # Windows has no folder handles to sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
