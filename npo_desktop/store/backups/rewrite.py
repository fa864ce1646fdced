"""Make a finished backup anew with something taken out of it: same moment, name, slots and pin.

Source: SAFETY.md, section 4 (deletion).
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.progress import silent
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import integrity
from npo_desktop.store.backups.backup import BackupFacts, manifest_of, pack
from npo_desktop.store.backups.backup_file import Header, prove_header, read_header
from npo_desktop.store.backups.proof import beside, unpack_proved
from npo_desktop.store.condition import refuse_newer
from npo_desktop.store.engine import Opener, Store, connect, translated
from npo_desktop.store.migrate import upgrade_copy
from npo_desktop.store.swap import take_away

Change = Callable[[Store], object]  # takes something out, and leaves no page that holds it


def rewrite_backup(
    path: Path, data_key: bytes, change: Change, *, work_folder: Path
) -> BackupFacts:
    """Prove, unpack, change, pack and prove again; the old file stays until the new one is.

    What is unpacked stays encrypted, in ``work_folder``: a stick need not have room for it. A
    backup of an older schema is brought up to date by this, as putting it back would do. Raises
    DamagedBackup, OtherKey, StoreError, UserError; then the backup is as it was.
    """
    header = read_header(path)
    refuse_newer(header.manifest.schema, header.manifest.min_reader)
    copy = beside(work_folder / path.name, "copy")
    try:
        work_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        unpack_proved(path, header, data_key, copy)
        _changed(copy, data_key, change)
        old = header.manifest
        manifest = manifest_of(copy, data_key, old.database, old.made_at, old.pinned)
        slots = header.slots
        return pack(copy, manifest, slots, path, data_key, silent, work_folder=work_folder)
    except OSError as error:
        raise cannot_write(copy, error) from error
    finally:
        take_away(copy)


def erased_in(path: Path, header: Header, data_key: bytes) -> frozenset[UUID]:
    """The erasure ledger that a backup carries; empty when its header cannot be proved."""
    with suppress(UserError):
        prove_header(path, header, data_key)
        return frozenset(map(UUID, header.manifest.erased))
    return frozenset()


def clear_broken_off(folder: Path, database: str) -> None:
    """Take away what a killed copying of this store's backups left in a shared folder.

    The store is open here and nowhere else, so nobody is still writing it.
    """
    with suppress(OSError):
        for path in folder.glob(".*.part"):
            with suppress(UserError):
                if read_header(path).manifest.database == database:
                    path.unlink()


def _changed(copy: Path, data_key: bytes, change: Change) -> None:
    store = Store(copy, connect(copy, data_key), data_key, Opener())
    try:
        upgrade_copy(store)
        change(store)
        store.close()
    finally:
        store.engine.dispose()
    with translated(copy), integrity.looking_at(copy, data_key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()  # one file, complete
