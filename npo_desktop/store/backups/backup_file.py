"""The one file a backup is: magic, format, header, seal, encrypted database.

The header holds what must be known before the key is: the slots that give the key, and the
manifest. Its seal is an HMAC under a key drawn from the store's own, so that neither slots nor
manifest can be exchanged; the manifest's SHA-256 binds the database. Source: SAFETY.md, section 4.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import keys
from npo_desktop.store.backups.file_start import (
    DamagedBackup,
    Kind,
    damaged,
    read_start,
    reading,
    written_start,
)

__all__ = [
    "DamagedBackup",
    "Header",
    "Manifest",
    "OtherKey",
    "damaged",
    "extract",
    "is_whole_length",
    "key_id",
    "prove_header",
    "read_header",
    "read_manifest",
    "slots_of",
    "sum_of",
    "write_backup",
]

MAGIC = b"NPO-BAK\n"
SEAL_BYTES = 32
PIECE = 1024 * 1024  # bytes copied at a time

_KIND = Kind(MAGIC, format=1, following=SEAL_BYTES)


class OtherKey(UserError):
    """A backup under another data key: of another school, or from before the key was renewed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, as counted in the copy itself."""

    database: str  # id of the store that was copied
    school: str
    made_at: datetime
    schema: int
    min_reader: int
    app_version: str
    counts: Mapping[str, int]  # rows per table
    audit_length: int
    audit_head: str  # hex
    erased: tuple[str, ...]  # ids in the erasure ledger
    key_id: str  # tells data keys apart, says nothing about them
    pinned: str  # why rotation leaves it alone; empty: it does not
    sha256: str  # of the encrypted database
    size: int  # bytes of the encrypted database


@dataclass(frozen=True, slots=True)
class Header:
    """A header as read; ``sealed`` is what the seal covers."""

    manifest: Manifest
    slots: tuple[dict[str, Any], ...]  # the key file, and its copy where that differed
    sealed: bytes
    seal: bytes
    starts_at: int  # where the database begins


def key_id(data_key: bytes) -> str:
    """Sixteen hex digits by which a data key is recognised."""
    return hmac.digest(data_key, b"npo-desktop data key id", "sha256")[:8].hex()


def slots_of(store: Path) -> tuple[dict[str, Any], ...]:
    """The slots beside a store, from both copies where they differ, ready for a header."""
    keys.read_keys(store)  # says in plain words when there are none
    documents: list[dict[str, Any]] = []
    for path in keys.key_files(store):
        try:
            document = json.loads(path.read_bytes())
        except (OSError, ValueError):
            continue
        if document not in documents:
            documents.append(document)
    return tuple(documents)


def write_backup(
    target: BinaryIO,
    database: Path,
    manifest: Manifest,
    slots: tuple[dict[str, Any], ...],
    data_key: bytes,
) -> None:
    """Header, seal and database, in this order, to a file opened for writing."""
    document = {"keys": slots, "manifest": asdict(manifest)}
    text = json.dumps(document, default=datetime.isoformat, separators=(",", ":")).encode()
    sealed = written_start(_KIND, text)
    target.write(sealed + _seal(data_key, manifest.database, sealed))
    with database.open("rb") as source:
        while piece := source.read(PIECE):
            target.write(piece)


def read_header(path: Path) -> Header:
    """The header, not yet trusted: ``prove_header`` does that once the key is known."""
    hint = _("Choose a file that ends in .npobak.")
    with reading(path) as file:
        start = read_start(path, file, _KIND, _told, hint)
    manifest, slots = start.header
    return Header(manifest, slots, start.bound, start.following, start.ends_at)


def read_manifest(path: Path) -> Manifest:
    """What a backup says it holds; cheap, and not yet proved."""
    return read_header(path).manifest


def prove_header(path: Path, header: Header, data_key: bytes) -> None:
    """Refuse a header that was not written under this key, or was changed since."""
    if hmac.compare_digest(_seal(data_key, header.manifest.database, header.sealed), header.seal):
        return
    if header.manifest.key_id != key_id(data_key):
        raise OtherKey(
            _("The backup {file} was made under another key.").format(file=path),
            _("Use the passphrase or the recovery key that was valid on that day."),
        )
    raise damaged(path)


def extract(
    path: Path, header: Header, target: Path, still: Callable[[], None] = lambda: None
) -> None:
    """Bring out the database, still encrypted, while its sum is checked.

    ``still`` is called after each piece: a sign of life, from which it may be stopped.
    """
    sums = hashlib.sha256()
    left = header.manifest.size
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as out, path.open("rb") as source:
        source.seek(header.starts_at)
        while piece := source.read(PIECE):
            sums.update(piece)
            left -= len(piece)
            out.write(piece)
            still()
        out.flush()
        os.fsync(out.fileno())
    if left or sums.hexdigest() != header.manifest.sha256:
        raise damaged(path)


def is_whole_length(path: Path, header: Header) -> bool:
    """Whether the file is as long as its manifest says: a copy that broke off is not."""
    return path.stat().st_size == header.starts_at + header.manifest.size


def sum_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_BINARY = getattr(os, "O_BINARY", 0)


def _told(document: Any) -> tuple[Manifest, tuple[dict[str, Any], ...]]:
    return _manifest(document["manifest"]), tuple(document["keys"])


def _manifest(plain: dict[str, Any]) -> Manifest:
    made_at = datetime.fromisoformat(plain["made_at"])
    counts = {str(name): int(rows) for name, rows in plain["counts"].items()}
    erased = tuple(map(str, plain["erased"]))
    found = Manifest(**{**plain, "made_at": made_at, "counts": counts, "erased": erased})
    texts = (found.database, found.school, found.app_version, found.audit_head)
    names = (*texts, found.key_id, found.pinned, found.sha256)
    numbers = (found.size, found.schema, found.min_reader, found.audit_length)
    fits = all(type(one) is str for one in names) and all(type(one) is int for one in numbers)
    if made_at.tzinfo is None or not fits or found.size < 0:
        raise ValueError("a manifest is damaged")
    return found


def _seal(data_key: bytes, database: str, sealed: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, database.encode(), b"npo-desktop backup header").derive(data_key)
    return hmac.digest(derived, sealed, "sha256")
