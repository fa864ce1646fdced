"""Make a backup and prove it, by opening again the very file that was written.

A backup gets its name only after it was opened and counted; one that was never opened has none.
Source: SAFETY.md, sections 1 and 4.
"""

import errno
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from npo_desktop import __version__
from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write, replace, sync_folder
from npo_desktop.store import integrity
from npo_desktop.store.backups.backup_file import (
    DamagedBackup,
    Manifest,
    OtherKey,
    is_whole_length,
    key_id,
    read_header,
    read_manifest,
    slots_of,
    sum_of,
    write_backup,
)
from npo_desktop.store.backups.proof import BackupFacts, beside, facts_of, verify_backup
from npo_desktop.store.engine import Damaged, Store, cipher
from npo_desktop.store.swap import stamp, take_away, whole_set

__all__ = ["BackupFacts", "DamagedBackup", "Manifest", "read_manifest", "verify_backup"]

ENDING = ".npobak"
SPOILED = ".damaged"  # added to the name of a backup that failed a later check
PAGES = 500  # copied between two reports of progress


def backup_folder(store_path: Path) -> Path:
    """Where the backups of a store are kept on this computer."""
    return store_path.parent / "backups"


def backup_name(store_path: Path, moment: datetime | None = None) -> str:
    """A file name by time (UTC), without anybody's name."""
    return f"{store_path.stem}-{stamp(moment)}{ENDING}"


def make_backup(
    store: Store, target: Path, progress: Progress = silent, *, pinned: str = ""
) -> BackupFacts:
    """Copy an open store into one file and prove it; the old file stays until the new one is.

    Raises UserError when it cannot be written there, StoreError when the store is damaged.
    """
    refuse_target(store.path, target)
    raw: Any = store.engine.raw_connection().driver_connection
    return copy_into(raw, store.path, store.data_key, target, progress, pinned=pinned)


def copy_into(
    raw: Any, store: Path, data_key: bytes, target: Path, progress: Progress, *, pinned: str
) -> BackupFacts:
    """``make_backup`` from a bare connection, for a store whose schema is not ours yet."""
    copy = beside(target, "copy")
    try:
        _copy(raw, copy, data_key, progress)
        slots = slots_of(store)
        manifest = manifest_of(copy, data_key, str(slots[0]["database"]), now(), pinned)
        return pack(copy, manifest, slots, target, data_key, progress)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        take_away(copy)


def pack(
    copy: Path,
    manifest: Manifest,
    slots: tuple[dict[str, Any], ...],
    target: Path,
    data_key: bytes,
    progress: Progress = silent,
    *,
    work_folder: Path | None = None,
) -> BackupFacts:
    """Make one proved file of an unpacked database, which is used up; the old file stays till then.

    ``work_folder`` takes what is unpacked again to prove it, when not the target's own folder.
    """
    part = beside(target, "part")
    try:
        _write(part, copy, manifest, slots, data_key)
        take_away(copy)
        facts = verify_backup(part, data_key, progress, work_folder=work_folder)
        replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        take_away(part)
    return facts_of(target, manifest, facts.size, verified=True)


def list_backups(folder: Path) -> tuple[BackupFacts, ...]:
    """The backups in a folder, newest first, by what they say of themselves."""
    found: list[BackupFacts] = []
    for path in _candidates(folder):
        with suppress(UserError, OSError):
            header = read_header(path)
            whole = is_whole_length(path, header)
            found.append(facts_of(path, header.manifest, path.stat().st_size, verified=whole))
    return tuple(sorted(found, key=lambda facts: (facts.made_at, facts.path.name), reverse=True))


def newest_good(
    folder: Path,
    data_key: bytes,
    progress: Progress = silent,
    *,
    database: str | None = None,
    work_folder: Path | None = None,
) -> tuple[BackupFacts | None, tuple[Path, ...]]:
    """The newest backup that proves itself now, and the damaged ones that were passed over.

    ``database``: of this store only; in a shared folder other schools' may lie beside it.
    """
    moment = now()  # one from the future, by a clock that was wrong, comes last
    known = sorted(list_backups(folder), key=lambda facts: facts.made_at > moment)
    listed = {facts.path for facts in known}
    spoiled = [path for path in _candidates(folder) if path not in listed and database is None]
    for facts in known:
        if database in (None, facts.database):
            try:
                good = verify_backup(facts.path, data_key, progress, work_folder=work_folder)
            except DamagedBackup:
                spoiled.append(facts.path)
            except OtherKey:
                continue
            else:
                return good, tuple(spoiled)
    return None, tuple(spoiled)


def set_aside(path: Path) -> Path:
    """Rename a backup that failed its check; it is kept, and offered no longer."""
    spoiled = path.with_name(path.name + SPOILED)
    replace(path, spoiled)
    return spoiled


def _candidates(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*" + ENDING) if path.is_file())
    except OSError:  # a stick that was pulled out
        return []


def refuse_target(store: Path, target: Path) -> None:
    """Raise UserError when no backup of this store can be written there; needs no open store."""
    trial = beside(target, "part")
    try:
        own = {path.resolve() for path in whole_set(store)}
        if target.resolve() in own or (target.is_file() and not _is_ours(target)):
            raise UserError(
                _("{file} is another file: it is not replaced by a backup.").format(file=target),
                _("Choose a name that is not in use."),
            )
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        trial.touch(mode=0o600)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        take_away(trial)


def _is_ours(path: Path) -> bool:
    with suppress(UserError):
        read_header(path)
        return True
    return path.stat().st_size == 0


def _copy(raw: Any, copy: Path, data_key: bytes, progress: Progress) -> None:
    """Page by page inside the open connection, so that no moment is torn; the same key."""
    label = _("Copying the data file")

    def report(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total, label)

    take_away(copy)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with integrity.looking_at(copy, data_key) as connection:
            raw.backup(connection, pages=PAGES, progress=report)
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, complete
    except cipher.DatabaseError as error:
        raise _not_copied(copy, error) from error


def _not_copied(copy: Path, error: Exception) -> UserError:
    reason = str(error)
    if "malformed" in reason or "not a database" in reason:
        return _store_is_damaged()
    if "full" in reason:
        return UserError(
            _("The backup could not be made: the disk is full."),
            _("Free some space, or choose another disk. The older backups are still there."),
        )
    return UserError(
        _("The backup could not be written in {folder}.").format(folder=copy.parent),
        _("Check that the disk or stick is connected and that you may write there."),
    )


def _store_is_damaged() -> Damaged:
    return Damaged(
        _("The data file is damaged, so no backup was made of it."),
        _("Do not delete it. Put back your newest backup."),
    )


def manifest_of(
    copy: Path, data_key: bytes, database: str, made_at: datetime, pinned: str
) -> Manifest:
    """What this unpacked database holds, counted in it; raises StoreError when it is damaged."""
    try:
        with integrity.looking_at(copy, data_key) as connection:
            if integrity.damage(connection):
                raise _store_is_damaged()
            counts = integrity.row_counts(connection)
            length, head = integrity.audit_head(connection, counts)
            school, min_reader = integrity.school_of(connection, counts)
            erased = integrity.erased_pupils(connection, counts)
            schema = integrity.number(connection, "user_version")
    except cipher.DatabaseError as error:
        raise _store_is_damaged() from error
    return Manifest(
        database=database,
        school=school,
        made_at=made_at,
        schema=schema,
        min_reader=min_reader,
        app_version=__version__,
        counts=counts,
        audit_length=length,
        audit_head=head,
        erased=erased,
        key_id=key_id(data_key),
        pinned=pinned,
        sha256=sum_of(copy),
        size=copy.stat().st_size,
    )


def _write(
    part: Path,
    copy: Path,
    manifest: Manifest,
    slots: tuple[dict[str, Any], ...],
    data_key: bytes,
) -> None:
    descriptor = os.open(
        part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600
    )
    with os.fdopen(descriptor, "wb") as file:
        write_backup(file, copy, manifest, slots, data_key)
        file.flush()
        os.fsync(file.fileno())
