"""The file of the second kind of backup: magic, format, header, salt, sealed lines of JSON.

Each line is ``[table, {column: value}]``; bytes are ``{"hex": ...}``; the last line is
``["", {table: rows}]``. The header stands readable and is bound into every sealed piece.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from npo_desktop.i18n import _
from npo_desktop.store.backups.file_start import (
    Kind,
    Start,
    damaged,
    read_start,
    reading,
    written_start,
)
from npo_desktop.store.backups.sealed_stream import BrokenStream, read_sealed

SALT = 32  # bytes

_KIND = Kind(b"NPO-JSL\n", format=1, following=SALT)


@dataclass(frozen=True, slots=True)
class LinesHeader:
    """What stands readable before the sealed lines."""

    database: str
    school: str
    made_at: datetime
    schema: int
    slots: tuple[dict[str, Any], ...]
    erased: tuple[str, ...] = ()  # ids in the erasure ledger; older files do not say


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
    return written_start(_KIND, text)


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
            for line in read_sealed(file, file_key(data_key, begun.following), begun.bound):
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
def _begun(path: Path) -> Iterator[tuple[BinaryIO, Start[LinesHeader]]]:
    """A file read up to its first sealed piece; what follows the header is the salt."""
    with reading(path) as file:
        yield file, read_start(path, file, _KIND, _told, _("Choose another file."))


def _told(document: Any) -> LinesHeader:
    return LinesHeader(
        str(document["database"]),
        str(document["school"]),
        datetime.fromisoformat(document["made_at"]),
        int(document["schema"]),
        tuple(document["keys"]),
        tuple(map(str, document.get("erased", ()))),
    )
