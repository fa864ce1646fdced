"""Put a backup back: first say what would change, then do it so that nothing can be lost.

Everything is made ready beside the live file: unpacked, proved, brought up to date, and whoever
was erased since is erased again. Only then do the two change places (``swap``), and the replaced
store is kept under another name. Source: SAFETY.md, section 4.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write, write_bytes
from npo_desktop.store import audit, integrity, keys
from npo_desktop.store.backups import slots as backup_slots
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.backup_file import Header, prove_header, read_header
from npo_desktop.store.backups.proof import unpack_proved
from npo_desktop.store.backups.slots import OpenedHeader, Secret
from npo_desktop.store.condition import (
    Condition,
    Look,
    connection_is_free,
    look,
    refuse_in_use,
    refuse_newer,
)
from npo_desktop.store.engine import Opener, Store, connect
from npo_desktop.store.key_revision import follow
from npo_desktop.store.migrate import upgrade_copy
from npo_desktop.store.swap import finish_swap, incoming, marker, stamp, swap_in, take_away

Erase = Callable[[Store, tuple[UUID, ...]], object]  # erases pupils again in the store it is given


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What putting this backup back would do; the backup was proved for it."""

    made_at: datetime
    school: str
    counts_then: Mapping[str, int]
    counts_now: Mapping[str, int] | None  # None: there is no store, or it cannot be read
    erased_again: int  # pupils erased since, who are taken out of the backup again


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the replaced store is now (None: there was none)."""

    made_at: datetime
    counts: Mapping[str, int]
    kept: Path | None


def preview_restore(
    path: Path,
    backup: Path,
    *,
    passphrase: str | None = None,
    slot_id: UUID | None = None,
    recovery_key: str | None = None,
    data_key: bytes | None = None,
    progress: Progress = silent,
) -> RestorePreview:
    """Prove the backup and compare it with the store at ``path``; changes nothing.

    Raises UserError for a wrong secret or file, StoreError when the store is open elsewhere.
    """
    secret = Secret(passphrase, slot_id, recovery_key, data_key)
    header = read_header(backup)
    opened = backup_slots.open_header(path, backup, header, secret)
    refuse_newer(header.manifest.schema, header.manifest.min_reader)
    with _unpacked(path, backup, header, opened.data_key, progress):
        now = look(path, opened.live_key or opened.data_key)
        backup_slots.slots_to_come(path, header, secret, opened, now.key_revision)
    return RestorePreview(
        header.manifest.made_at,
        header.manifest.school,
        header.manifest.counts,
        now.counts,
        len(_erased_since(path, header, opened.data_key, now)),
    )


def restore(
    path: Path,
    backup: Path,
    *,
    passphrase: str | None = None,
    slot_id: UUID | None = None,
    recovery_key: str | None = None,
    data_key: bytes | None = None,
    erase_again: Erase | None = None,
    progress: Progress = silent,
) -> Restored:
    """Put the backup in the place of the (closed) store at ``path``; the old one is kept.

    ``erase_again`` erases in the store it is given whoever was erased since the backup; required
    when there is such a pupil. The slots beside the live store stay in force while its key is
    the backup's key; otherwise those of the backup come back with it. Rotation rests until
    ``backup_schedule.confirm_restored``.
    """
    finish_swap(path)
    secret = Secret(passphrase, slot_id, recovery_key, data_key)
    header = read_header(backup)
    opened = backup_slots.open_header(path, backup, header, secret)
    refuse_newer(header.manifest.schema, header.manifest.min_reader)
    _make_folder(path)
    with _unpacked(path, backup, header, opened.data_key, progress) as waiting:
        now = look(path, opened.live_key or opened.data_key)
        _refuse_open(path, opened, now)
        slots = backup_slots.slots_to_come(path, header, secret, opened, now.key_revision)
        in_force = slots or backup_slots.standing_slots(path)
        again = _erased_since(path, header, opened.data_key, now)
        counts = _make_ready(waiting, opened.data_key, header, in_force, again, erase_again)
        refuse_in_use(path)  # it took a while: somebody may have opened it since
        old = "damaged" if now.condition is Condition.DAMAGED else "replaced"
        with _rotation_resting(path):
            kept = swap_in(path, waiting, slots, kept_suffix=f"{old}-{stamp()}")
    return Restored(header.manifest.made_at, counts, kept if kept.exists() else None)


def pause_rotation(path: Path) -> None:
    """Keep every backup until somebody says that what was put back is right."""
    folder = backup_folder(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_bytes(rotation_pause(path), stamp().encode())


def rotation_pause(path: Path) -> Path:
    """The file that stands while rotation rests. Not in the store: it is equal to its backup."""
    return backup_folder(path) / "rotation.paused"


@contextmanager
def _rotation_resting(path: Path) -> Iterator[None]:
    """From before the change of place on; as it was when that could not begin."""
    rested = rotation_pause(path).exists()
    try:
        pause_rotation(path)
        yield
    except (OSError, UserError):
        if not rested and not marker(path).exists():
            rotation_pause(path).unlink(missing_ok=True)
        raise


@contextmanager
def _unpacked(
    path: Path, backup: Path, header: Header, data_key: bytes, progress: Progress
) -> Iterator[Path]:
    """The backup's proved database beside the live store; gone after the block, unless moved."""
    waiting = incoming(path)
    folder = path.parent if path.parent.is_dir() else backup.parent
    waiting = folder / f".{waiting.name}.{os.getpid()}.part"
    try:
        unpack_proved(backup, header, data_key, waiting, progress)
        yield waiting
    except OSError as error:
        raise cannot_write(waiting, error) from error
    finally:
        take_away(waiting)


def _refuse_open(path: Path, opened: OpenedHeader, now: Look) -> None:
    """Nobody may have the live store open when it changes place."""
    refuse_in_use(path)
    if now.condition is Condition.SOUND:
        connection_is_free(path, opened.live_key or opened.data_key)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(path.parent, error) from error


def _erased_since(path: Path, header: Header, data_key: bytes, now: Look) -> tuple[UUID, ...]:
    """Who was erased after this backup: by the live ledger and by those in newer backups."""
    then = {UUID(one) for one in header.manifest.erased}
    since = {UUID(one) for one in now.erased}
    for facts in list_backups(backup_folder(path)):
        if facts.database == header.manifest.database:
            other = read_header(facts.path)
            with suppress(UserError):
                prove_header(facts.path, other, data_key)
                since |= {UUID(one) for one in other.manifest.erased}
    return tuple(sorted(since - then))


def _make_ready(
    waiting: Path,
    data_key: bytes,
    header: Header,
    in_force: keys.KeyFile | None,
    again: tuple[UUID, ...],
    erase_again: Erase | None,
) -> Mapping[str, int]:
    """Bring the unpacked file up to date, erase again, note the act; returns its counts."""
    store = Store(waiting, connect(waiting, data_key), data_key, Opener())
    try:
        upgrade_copy(store)
        if again:
            if erase_again is None:
                raise ValueError("pupils were erased since, and nobody said how to do it again")
            erase_again(store, again)
        counts = integrity.row_counts(store.engine.raw_connection().driver_connection)
        with store.writing() as session:
            follow(session, in_force)
            audit.note(session, "restore", header.manifest.made_at.strftime("%Y-%m-%d"))
    finally:
        store.close()
    return counts
