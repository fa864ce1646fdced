"""The key of a backup: from the slots beside the live store when they fit, else from its own."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.safe_file import write_bytes
from npo_desktop.store import keys
from npo_desktop.store.backup_file import Header, OtherKey, prove_header


@dataclass(frozen=True, slots=True)
class Secret:
    """What somebody typed, or the key of a store that is open already: exactly one of them."""

    passphrase: str | None = field(default=None, repr=False)
    slot_id: UUID | None = None  # whose passphrase it is, when known
    recovery_key: str | None = field(default=None, repr=False)
    data_key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class OpenedHeader:
    """A proved header's key, and the slots that must come back with it (None: leave them)."""

    data_key: bytes = field(repr=False)
    new_slots: keys.KeyFile | None = None
    live_key: bytes | None = field(default=None, repr=False)  # of the store that stands there now


def open_header(path: Path, backup: Path, header: Header, secret: Secret) -> OpenedHeader:
    """Prove a backup's header with this secret.

    The slots beside the live store at ``path`` are tried first: a colleague who was removed since
    does not come back with an old backup. Raises WrongSecret, OtherKey, DamagedBackup.
    """
    live_key = secret.data_key or _live_key(path, secret)
    if live_key is not None:
        try:
            prove_header(backup, header, live_key)
        except OtherKey:
            if secret.data_key is not None:
                raise
        else:
            is_there = any(slots.exists() for slots in keys.key_files(path))
            return OpenedHeader(live_key, None if is_there else _own(path, header)[0], live_key)
    data_key, held = _from_backup(path, header, secret)
    prove_header(backup, header, data_key)
    return OpenedHeader(data_key, held, live_key)


def _live_key(path: Path, secret: Secret) -> bytes | None:
    with suppress(UserError):  # no slots, damaged ones, or another secret: the backup has its own
        for held in keys.read_keys(path):
            with suppress(keys.WrongSecret):
                return _unlock(held, secret)
    return None


def _from_backup(path: Path, header: Header, secret: Secret) -> tuple[bytes, keys.KeyFile]:
    *others, last = _own(path, header)
    for held in others:
        with suppress(keys.WrongSecret):
            return _unlock(held, secret), held
    return _unlock(last, secret), last


def _unlock(held: keys.KeyFile, secret: Secret) -> bytes:
    if secret.recovery_key is not None:
        return keys.unlock_with_recovery(held, secret.recovery_key)
    return keys.unlock(held, secret.passphrase or "")


def _own(path: Path, header: Header) -> tuple[keys.KeyFile, ...]:
    """The slots in the header, read as the file beside a store is: old formats included."""
    with _as_files(path, header) as place:
        return keys.read_keys(place)


@contextmanager
def _as_files(path: Path, header: Header) -> Iterator[Path]:
    folder = path.parent
    while not folder.is_dir():
        folder = folder.parent
    place = folder / f".{path.name}.{os.getpid()}.slots"
    try:
        for file, document in zip(keys.key_files(place), header.slots, strict=False):
            write_bytes(file, json.dumps(document).encode())
        yield place
    finally:
        for file in keys.key_files(place):
            with suppress(OSError):
                file.unlink(missing_ok=True)
