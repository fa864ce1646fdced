"""Who opened the store: refused when removed, written down, their slot and the accounts kept well.

The slots decide who can open; the accounts in the store say who that is. After a kill between
the two, or a backup put back, they may differ: here they are made to agree again.
"""

from contextlib import suppress
from dataclasses import replace
from glob import escape
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.safe_file import clear_leftovers
from npo_desktop.store import audit, keys
from npo_desktop.store.backups.backup import backup_folder
from npo_desktop.store.changes import watch
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.export_folders import clear_folders
from npo_desktop.store.key_revision import above_seen, remember
from npo_desktop.store.opening_checks import noted_at_opening
from npo_desktop.store.safety_tables import Account, RestrictedNote
from npo_desktop.store.swap import incoming, marker, whole_set
from npo_desktop.store.tables import School

OLD_KEY = "old-key"  # how the store is called that was left behind when it got a new data key


def opener_of(unlocked: keys.Unlocked) -> Opener:
    """Who that is, by the slot that opened."""
    slot = unlocked.slot
    name = _("Recovery key") if slot.kind == "recovery" else slot.label or _("Coordinator")
    return Opener(UUID(slot.id), name, slot.role, unlocked.notes_key)


def refuse_removed(store: Store) -> None:
    """A removed colleague may have kept an older copy of the slots; the same words as ever."""
    with store.reading() as session:
        account = session.get(Account, store.opener.slot_id)
        if account is not None and account.removed_at is not None:
            raise keys.wrong_passphrase()


def keep_slots_well(store: Store, unlocked: keys.Unlocked, passphrase: str) -> keys.KeyFile:
    """Raise a slot that has become too cheap to guess, bring format 1 to 2, mend the copy.

    A folder that may not be written in keeps nobody out: then all stays as it was.
    """
    held = unlocked.held
    if held.damaged:
        return held
    notes_key = _notes_key(store, unlocked)
    own = _own_slot(store, unlocked, passphrase, notes_key)
    slots = [own if slot is unlocked.slot else slot for slot in held.slots]
    removed = _removed(store)
    kept = tuple(slot for slot in slots if UUID(slot.id) not in removed)
    if kept == held.slots:
        return keep_copies_well(store, unlocked)
    with suppress(UserError):
        held = keys.write_keys(store.path, _above_seen(store, replace(held, slots=kept)))
        store.opener = replace(store.opener, name=own.label, notes_key=notes_key)
    return held


def keep_copies_well(store: Store, unlocked: keys.Unlocked) -> keys.KeyFile:
    """Mend the copies from the slots that opened; a backup's are written as new ones.

    A folder that may not be written in keeps nobody out: then all stays as it was.
    """
    held = unlocked.held
    with suppress(UserError):
        if unlocked.from_backup:  # under their own number they would be refused the next time
            return keys.write_keys(store.path, _above_seen(store, held))
        keys.repair_keys(store.path, held)
    return held


def sign_in(store: Store, held: keys.KeyFile, *, failures: int) -> None:
    """Write down who opened, and after how many wrong passphrases.

    On a full disk it stays unwritten: the school must get at its data to make room.
    """
    try:
        stood_at = noted_at_opening(store)
        with store.writing() as session:
            if not held.damaged:
                _agree(session, held)
                remember(session, store.path, held)
            if failures:
                audit.note(session, "wrong-passphrase", failures)
            audit.note(session, "opened", stood_at)
        if stood_at:  # the file held everything: only what comes now needs a backup
            watch(store)
    except StoreError as error:
        if "full" not in str(error.__cause__):
            raise


def clear_up(store: Store) -> None:
    """Take away what was broken off by a kill: half-written files, and a key that was left."""
    path = store.path
    with store.reading() as session:
        clear_folders(session)
    forget_old_key(path)
    if not marker(path).exists():  # nothing waits to take this store's place
        for part in tuple(whole_set(incoming(path))):
            with suppress(OSError):
                part.unlink()
    for folder in (path.parent, backup_folder(path)):
        clear_leftovers(folder)


def forget_old_key(path: Path) -> None:
    """Remove the store as it was under the data key before: the new one was opened just now.

    It is no safety copy: whoever was shown out could still open it.
    """
    for part in path.parent.glob(f"{escape(path.name)}.{OLD_KEY}-*"):  # also slots without a store
        with suppress(OSError):
            part.unlink()


def _above_seen(store: Store, held: keys.KeyFile) -> keys.KeyFile:
    with store.reading() as session:
        return above_seen(session, held)


def _agree(session: Session, held: keys.KeyFile) -> None:
    """Every slot has its account, and an account without a slot is closed."""
    slots = {UUID(slot.id): slot for slot in held.slots if slot.kind == "passphrase"}
    accounts = {account.slot_id: account for account in session.exec(select(Account))}
    for slot_id, slot in slots.items():
        name = slot.label or _coordinator(session)
        if slot_id not in accounts:
            session.add(Account(slot_id=slot_id, name=name, role=slot.role))
    for slot_id, account in accounts.items():
        if slot_id not in slots and account.removed_at is None:
            account.removed_at = now()
    session.flush()


def _coordinator(session: Session) -> str:
    return session.get_one(School, 1).coordinator.strip() or _("Coordinator")


def _own_slot(
    store: Store, unlocked: keys.Unlocked, passphrase: str, notes_key: bytes | None
) -> keys.Slot:
    """The opener's slot as it must be by now; the very same one when nothing is amiss."""
    slot, cost = unlocked.slot, keys.strengthened(unlocked.slot.cost)
    label, database = _label(store, slot), unlocked.held.database
    if cost != slot.cost:
        return keys.passphrase_slot(
            unlocked.data_key,
            database,
            passphrase,
            label=label,
            role=slot.role,
            notes_key=notes_key,
            slot_id=slot.id,
            cost=cost,
        )
    if slot.format == keys.FORMAT and notes_key == unlocked.notes_key:
        return slot
    named = replace(slot, label=label)
    return keys.resealed(named, database, unlocked.wrapping_key, unlocked.data_key, notes_key)


def _label(store: Store, slot: keys.Slot) -> str:
    if slot.label:
        return slot.label
    with store.reading() as session:
        return _coordinator(session)


def _notes_key(store: Store, unlocked: keys.Unlocked) -> bytes | None:
    """The opener's; a new one for a coordinator of a store in which there never was one."""
    holders = any(slot.notes for slot in unlocked.held.slots)
    if unlocked.notes_key is not None or unlocked.slot.role != "coordinator" or holders:
        return unlocked.notes_key
    with store.reading() as session:
        has_notes = session.exec(select(RestrictedNote.id)).first() is not None
    return None if has_notes else keys.new_notes_key()


def _removed(store: Store) -> set[UUID]:
    with store.reading() as session:
        query = select(Account.slot_id).where(col(Account.removed_at).is_not(None))
        return set(session.exec(query))
