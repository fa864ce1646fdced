"""How both kinds of backup begin: magic, format, length of the header, the header as JSON.

Nothing in it is trusted yet: a length is only a claim, and the header may be anybody's.
"""

import json
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _

T = TypeVar("T")

LONGEST_HEADER = 16 * 1024 * 1024  # bytes; a damaged length may ask for more than there is

_START = struct.Struct(">8sHI")  # magic, format, length of the header


class DamagedBackup(StoreError):
    """A backup that is not what it was when it was made."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What tells a kind of backup from the other."""

    magic: bytes  # eight bytes
    format: int  # the newest that this program can read
    following: int  # bytes after the header: its seal, or a salt


@dataclass(frozen=True, slots=True)
class Start(Generic[T]):
    """The beginning of a backup as read; ``bound`` is what its seal or its pieces cover."""

    header: T
    bound: bytes
    following: bytes
    ends_at: int  # where the rest begins


def written_start(kind: Kind, header: bytes) -> bytes:
    """Magic, format, length and header as they are written."""
    return _START.pack(kind.magic, kind.format, len(header)) + header


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """A backup opened for reading; what the disk refuses becomes a sentence."""
    try:
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise UserError(
            _("There is no backup at {file}.").format(file=path), _("Choose another file.")
        ) from error
    except OSError as error:
        raise UserError(
            _("The backup {file} cannot be read.").format(file=path),
            _("Check that the disk or stick is connected."),
        ) from error


def read_start(
    path: Path, file: BinaryIO, kind: Kind, build: Callable[[Any], T], hint: str
) -> Start[T]:
    """Read up to what follows the header, and make of its JSON what ``build`` makes of it.

    ``hint``: what to choose instead of a file of another kind. Raises DamagedBackup, StoreError for
    a newer format, UserError for what is no such file.
    """
    start = file.read(_START.size)
    if len(start) < _START.size or not start.startswith(kind.magic):
        raise UserError(_("{file} is not a backup of NPO Desktop.").format(file=path), hint)
    _magic, form, length = _START.unpack(start)
    if form > kind.format:
        raise StoreError(
            _("The backup {file} was made by a newer version of the program.").format(file=path),
            _("Install the newest version of NPO Desktop. Nothing was changed."),
        )
    if length > LONGEST_HEADER:
        raise damaged(path)
    text, following = file.read(length), file.read(kind.following)
    if len(text) < length or len(following) < kind.following:
        raise damaged(path)
    try:
        header = build(json.loads(text))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise damaged(path) from error
    except RecursionError as error:  # brackets in brackets, by somebody who means harm
        raise damaged(path) from error
    return Start(header, start + text, following, len(start) + length + kind.following)


def damaged(path: Path) -> DamagedBackup:
    """One sentence about a backup that cannot be trusted."""
    return DamagedBackup(
        _("The backup {file} is damaged.").format(file=path),
        _("Choose an older backup. Nothing was changed."),
    )
