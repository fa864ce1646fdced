"""A new data key: the whole store encrypted again, after somebody left who may have kept the old.

The old key opens the old backups still, and whatever else was kept beside the store, and so does
every passphrase in them: after this, make a new backup and destroy the old ones.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from npo_desktop.clock import now
from npo_desktop.errors import StoreError, UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import audit, keys
from npo_desktop.store.coordinator import held_slots, notes_would_be_lost, only_for_coordinators
from npo_desktop.store.engine import Store, cipher, connect, translated
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.notes_seal import sealed_text, unsealed_text
from npo_desktop.store.safety_tables import Account, RestrictedNote
from npo_desktop.store.sign_in import OLD_KEY, forget_old_key
from npo_desktop.store.swap import incoming, marker, stamp, swap_in, whole_set
from npo_desktop.store.tables import Setting

PAGES_AT_ONCE = 500
SHEET_PROVED = "recovery.proved"  # the window's setting: the recovery sheet is on paper


@dataclass(frozen=True, slots=True)
class Rotated:
    """The store under its new key; the old sheet and the other colleagues' passphrases are void."""

    store: Store
    recovery_key: str
    dropped: tuple[str, ...]  # names of who must be added again


def rotate_key(store: Store, passphrase: str, progress: Progress = silent) -> Rotated:
    """Encrypt everything anew; only the opener's passphrase goes on working.

    ``store`` is closed by this; use the one that comes back. A kill at any moment leaves the old
    store or the new one, whole. Old backups stay readable with the old keys, and only with those.
    """
    only_for_coordinators(store)
    held = held_slots(store)
    opened = _opened_by(store, held, passphrase)
    new, recovery_key = _new_keys(opened, passphrase)
    waiting = incoming(store.path)
    with on_failure(partial(_remove, waiting)):
        _copy_under(new.data_key, store, waiting, progress)
        _make_it_its_own(waiting, store, opened, new)
    store.close()
    recovery = keys.recovery_slot(
        new.data_key, new.held.database, recovery_key, notes_key=new.notes_key
    )
    slots = replace(new.held, slots=(new.slot, recovery))
    _change_places(store, waiting, slots)
    changed = open_store(store.path, passphrase, slot_id=UUID(new.slot.id))
    forget_old_key(store.path)  # the new one has just opened
    names = (s.label for s in held.slots if s.kind == "passphrase" and s is not opened.slot)
    return Rotated(changed, recovery_key, tuple(names))


def _change_places(store: Store, waiting: Path, slots: keys.KeyFile) -> None:
    """When it cannot begin, the store is opened again as it was, for who holds it."""
    try:
        swap_in(store.path, waiting, slots, kept_suffix=f"{OLD_KEY}-{stamp()}")
    except (OSError, UserError) as error:
        if not marker(store.path).exists():
            _remove(waiting)
            store.engine = connect(store.path, store.data_key)
        if isinstance(error, OSError):
            raise cannot_write(store.path, error) from error
        raise


def _opened_by(store: Store, held: keys.KeyFile, passphrase: str) -> keys.Unlocked:
    own = [s for s in held.slots if UUID(s.id) == store.opener.slot_id]
    if not own or own[0].kind != "passphrase":
        raise UserError(
            _("The data file was opened with the recovery key."),
            _("Choose a new passphrase first, and open it with that."),
        )
    opened = keys.unlocked((held,), passphrase, store.opener.slot_id)
    with store.reading() as session:
        has_notes = session.exec(select(RestrictedNote.id)).first() is not None
    if has_notes and opened.notes_key is None:
        raise notes_would_be_lost()
    return opened


def _new_keys(opened: keys.Unlocked, passphrase: str) -> tuple[keys.Unlocked, str]:
    data_key, notes_key, database = keys.new_data_key(), keys.new_notes_key(), str(uuid4())
    own = keys.passphrase_slot(
        data_key,
        database,
        passphrase,
        label=opened.slot.label,
        notes_key=notes_key,
        slot_id=opened.slot.id,
        cost=opened.slot.cost,
    )
    held = keys.KeyFile(database, revision=opened.held.revision)  # newer than any old copy
    return keys.Unlocked(held, own, data_key, notes_key, b""), keys.new_recovery_key()


def _copy_under(data_key: bytes, store: Store, target: Path, progress: Progress) -> None:
    """Page by page into a file that has another key."""
    _remove(target)
    target.touch(mode=0o600)
    raw: Any = store.engine.raw_connection().driver_connection

    def told(_status: int, left: int, total: int) -> None:
        progress(total - left, total, _("Encrypting again"))

    with translated(target):
        copy = cipher.connect(str(target))
        try:
            copy.execute("PRAGMA cipher_log_level = NONE")
            copy.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
            raw.backup(copy, pages=PAGES_AT_ONCE, progress=told)
        finally:
            copy.close()


def _make_it_its_own(path: Path, old: Store, opened: keys.Unlocked, new: keys.Unlocked) -> None:
    """In the new file: notes under their new key, others' access closed; then checked whole."""
    assert new.notes_key is not None
    opener = replace(old.opener, notes_key=new.notes_key)
    store = Store(path, connect(path, new.data_key), new.data_key, opener)
    with on_failure(store.engine.dispose):
        _compare(_counts(old), _counts(store), path)
        with store.writing() as session:
            for note in session.exec(select(RestrictedNote)):
                assert opened.notes_key is not None
                text = unsealed_text(opened.notes_key, note)
                note.nonce, note.sealed = sealed_text(new.notes_key, note, text)
            others = select(Account).where(
                col(Account.removed_at).is_(None), col(Account.slot_id) != opener.slot_id
            )
            for account in session.exec(others):
                account.removed_at = now()
            proved = session.get(Setting, SHEET_PROVED)
            if proved is not None:  # the old sheet was; a kill may come before the new one is seen
                session.delete(proved)
            audit.note(session, "key-rotated")
        _check(store)
        store.close()


def _counts(store: Store) -> dict[str, int]:
    with store.reading() as session:
        execute = session.connection().exec_driver_sql
        names = execute("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        return {name: execute(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names}


def _compare(before: dict[str, int], after: dict[str, int], path: Path) -> None:
    if before != after:
        raise _copy_is_damaged(path)


def _check(store: Store) -> None:
    """Everything in the one file, every page sound, every row with its parent."""
    raw: Any = store.engine.raw_connection().driver_connection
    with translated(store.path):
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        found = raw.execute("PRAGMA integrity_check").fetchall()
        found += raw.execute("PRAGMA cipher_integrity_check").fetchall()
        found += raw.execute("PRAGMA foreign_key_check").fetchall()
    if found != [("ok",)]:
        raise _copy_is_damaged(store.path)


def _copy_is_damaged(path: Path) -> StoreError:
    return StoreError(
        _("The data could not be encrypted again: the new file {file} is damaged.").format(
            file=path.name
        ),
        _("Nothing was changed. Check the disk, and make a backup."),
    )


def _remove(path: Path) -> None:
    for leftover in tuple(whole_set(path)):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)
