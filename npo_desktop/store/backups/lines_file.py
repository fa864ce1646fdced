"""The file of the second kind of backup: magic, format, header, salt, sealed lines of JSON.

Each line is ``[table, {column: value}]``; bytes are ``{"hex": ...}``; the last line is
``["", {table: rows}]``. The header stands readable and is bound into every sealed piece.
"""

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.store.backups.backup_file import damaged
from npo_desktop.store.backups.sealed_stream import BrokenStream, read_sealed

MAGIC = b"NPO-JSL\n"
FORMAT = 1
SALT = 32
LONGEST_HEADER = 16 * 1024 * 1024  # bytes; a damaged length may ask for more than there is

_START = struct.Struct(">8sHI")  # magic, format, length of the header


@dataclass(frozen=True, slots=True)
class LinesHeader:
    """What stands readable before the sealed lines."""

    database: str
    school: str
    made_at: datetime
    schema: int
    slots: tuple[dict[str, Any], ...]
    erased: tuple[str, ...] = ()  # ids in the erasure ledger; older files do not say


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file read up to its first sealed piece."""

    header: LinesHeader
    bound: bytes
    salt: bytes


def head_of(header: LinesHeader) -> bytes:
    """Magic, format and header as they are written."""
    document = {
        "database": header.database,
        "school": header.school,
        "made_at": header.made_at.isoformat(),
        "schema": header.schema,
        "keys": header.slots,
        "erased": header.erased,
    }
    text = json.dumps(document, separators=(",", ":")).encode()
    return _START.pack(MAGIC, FORMAT, len(text)) + text


def file_key(data_key: bytes, salt: bytes) -> bytes:
    """The key of one file alone, so that its pieces may be counted from nought."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, b"npo-desktop sealed lines").derive(data_key)


def read_lines_header(path: Path) -> LinesHeader:
    """What a file of lines says of itself; not yet proved."""
    with _begun(path) as (_file, begun):
        return begun.header


def read_rows(path: Path, data_key: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every line in order, the last with an empty name; raises DamagedBackup, maybe at the end."""
    with _begun(path) as (file, begun):
        try:
            for line in read_sealed(file, file_key(data_key, begun.salt), begun.bound):
                table, values = json.loads(line)
                yield table, {name: _value(value) for name, value in values.items()}
        except BrokenStream as error:
            raise damaged(path) from error


def line_of(table: str, values: dict[str, Any]) -> bytes:
    """One row as a line, without its end."""
    plain = {name: _plain(value) for name, value in values.items()}
    return json.dumps([table, plain], separators=(",", ":")).encode()


def _plain(value: object) -> object:
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return bytes.fromhex(plain["hex"]) if isinstance(plain, dict) else plain


@contextmanager
def _begun(path: Path) -> Iterator[tuple[BinaryIO, _Begun]]:
    try:
        with path.open("rb") as file:
            yield file, _begin(path, file)
    except OSError as error:
        raise UserError(
            _("The backup {file} cannot be read.").format(file=path),
            _("Check that the disk or stick is connected."),
        ) from error


def _begin(path: Path, file: BinaryIO) -> _Begun:
    start = file.read(_START.size)
    if len(start) < _START.size or not start.startswith(MAGIC):
        raise UserError(
            _("{file} is not a backup of NPO Desktop.").format(file=path),
            _("Choose another file."),
        )
    _magic, form, length = _START.unpack(start)
    if form > FORMAT:
        raise StoreError(
            _("The backup {file} was made by a newer version of the program.").format(file=path),
            _("Install the newest version of NPO Desktop. Nothing was changed."),
        )
    text = file.read(length) if length <= LONGEST_HEADER else b""
    salt = file.read(SALT)
    if len(text) < length or len(salt) < SALT:
        raise damaged(path)
    try:
        told = json.loads(text)
        header = LinesHeader(
            str(told["database"]),
            str(told["school"]),
            datetime.fromisoformat(told["made_at"]),
            int(told["schema"]),
            tuple(told["keys"]),
            tuple(map(str, told.get("erased", ()))),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(path) from error
    return _Begun(header, start + text, salt)
