"""Write a file so that it is there whole or not at all, and never readable on the way."""

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

BUSY = (5, 32, 33)  # Windows: access denied, sharing and lock violation; scanners hold fresh files
TRIES = 6


def write_bytes(path: Path, data: bytes) -> None:
    """Write beside, sync, replace. On failure the old file is untouched and nothing is left."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _replace(beside, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> UserError:
    """One sentence about a file that could not be written."""
    return UserError(
        _("{file} could not be written: {reason}.").format(file=path, reason=_reason(error)),
        _("Close the file if it is open elsewhere, check the folder and the free space."),
    )


def _reason(error: OSError) -> str:
    """What the machine said, in words; in its own words when it is something rare."""
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


_BINARY = getattr(os, "O_BINARY", 0)


def _replace(beside: Path, path: Path) -> None:
    for attempt in range(TRIES):
        try:
            beside.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in BUSY or attempt == TRIES - 1:
                raise
            time.sleep(0.05 * 2**attempt)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no folder handles to sync
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
