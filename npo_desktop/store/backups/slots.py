"""The key of a backup: from the slots beside the live store when they fit, else from its own."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import StoreError
from npo_desktop.safe_file import write_bytes
from npo_desktop.store import keys
from npo_desktop.store.backups.backup_file import Header, OtherKey, prove_header, read_header
from npo_desktop.store.coordinator import not_a_coordinator
from npo_desktop.store.key_revision import older_keys


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

    The slots beside the live store at ``path`` are tried first, and when the backup is of that
    store they decide: a colleague who was removed since comes back neither with an old backup nor
    by putting one back, and a teacher undoes nobody's work. Where no store stands, any slot in the
    backup will do. Raises WrongSecret, OtherKey, DamagedBackup, UserError.
    """
    live_key = secret.data_key or _live_key(path, header.manifest.database, secret)
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


def slots_to_come(
    path: Path, header: Header, secret: Secret, opened: OpenedHeader, seen: int
) -> keys.KeyFile | None:
    """The slots that come into force with a proved backup; ``None``: those beside the store stay.

    ``seen``: the newest writing of the slots that the live store knows. When those beside it are
    older, they decide nothing: the backup's do, if they are newer and this secret opens them too.
    Raises OlderKeys, WrongSecret.
    """
    standing = standing_slots(path)
    if opened.new_slots is not None or standing is None or standing.revision >= seen:
        return opened.new_slots
    own = _own(path, header)[0]
    is_newer = own.database == standing.database and own.revision > standing.revision
    if secret.data_key is not None or own.damaged or not is_newer:
        raise older_keys()
    if _unlocked(own, secret).slot.role != "coordinator":
        raise not_a_coordinator()
    return own


def standing_slots(path: Path) -> keys.KeyFile | None:
    """The sound slots beside a store; None when there are none."""
    with suppress(StoreError):
        return next((held for held in keys.read_keys(path) if not held.damaged), None)
    return None


def slot_named(path: Path, backup: Path, name: str) -> UUID:
    """The slot of the colleague with this name: beside its store, else as the backup has it."""
    standing, header = standing_slots(path), read_header(backup)
    if standing is not None and standing.database == header.manifest.database:
        return keys.slot_named(path, name)
    with _as_files(path, header) as place:
        return keys.slot_named(place, name)


def _live_key(path: Path, database: str, secret: Secret) -> bytes | None:
    with suppress(StoreError):  # no slots, or damaged ones: the backup has its own
        for held in keys.read_keys(path):
            is_sound = held.revision > 0 and not held.damaged
            decides = is_sound and held.database == database
            try:
                opened = _unlocked(held, secret)
            except keys.WrongSecret:
                if decides:
                    raise
            else:
                if decides and opened.slot.role != "coordinator":  # it undoes everybody's work
                    raise not_a_coordinator()
                return opened.data_key
    return None


def _from_backup(path: Path, header: Header, secret: Secret) -> tuple[bytes, keys.KeyFile]:
    *others, last = _own(path, header)
    for held in others:
        with suppress(keys.WrongSecret):
            return _unlocked(held, secret).data_key, held
    return _unlocked(last, secret).data_key, last


def _unlocked(held: keys.KeyFile, secret: Secret) -> keys.Unlocked:
    if secret.recovery_key is not None:
        return keys.unlocked_with_recovery((held,), secret.recovery_key)
    has_slot = any(UUID(slot.id) == secret.slot_id for slot in held.slots)  # an older one may not
    slot_id = secret.slot_id if has_slot else None
    return keys.unlocked((held,), secret.passphrase or "", slot_id)


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
