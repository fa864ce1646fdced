"""Make a store, and open one: keys, connection, schema and who it is, together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from npo_desktop.errors import StoreError, UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.practice import PASSPHRASE
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import audit, keys
from npo_desktop.store.engine import Store, connect
from npo_desktop.store.key_revision import OlderKeys, refuse_older, write_slots
from npo_desktop.store.lost_slots import Secret, unlocked_from_backup
from npo_desktop.store.migrate import bring_up_to_date
from npo_desktop.store.new_slots import first_slots, renewed_slot, slot_to_renew
from npo_desktop.store.opening_checks import after_opening, before_opening
from npo_desktop.store.sign_in import (
    clear_up,
    keep_copies_well,
    keep_slots_well,
    opener_of,
    refuse_removed,
    sign_in,
)
from npo_desktop.store.swap import finish_swap
from npo_desktop.store.tables import School


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What must be known of a school before its store can be made."""

    name: str
    island: str
    place: str = ""
    language: str = "nl"
    coordinator: str = ""
    is_practice: bool = False


class Unfinished(StoreError):
    """A store without its school: making it was broken off, or the file was emptied."""


def create_store(
    path: Path, passphrase: str, school: NewSchool, *, cost: keys.Cost | None = None
) -> tuple[Store, str]:
    """A new store holding this school, and its recovery key, which is shown once, kept nowhere.

    Without ``cost``: what takes this computer about 0.7 seconds, never less than the floor.
    """
    finish_swap(path)  # halfway, the live file is away for a moment
    if path.exists():
        raise UserError(
            _("There is already a data file at {file}.").format(file=path),
            _("Open it, or choose another place for the new one."),
        )
    if not school.name.strip():
        raise UserError(_("The school has no name."), _("Type the name of the school."))
    check_for_school(passphrase, school)
    recovery_key = keys.new_recovery_key()
    cost = cost or keys.calibrated()
    unlocked, recovery = first_slots(passphrase, recovery_key, school.coordinator, cost)
    held = replace(unlocked.held, slots=(unlocked.slot, recovery))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.keep_older_keys(path)
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    written = keys.write_keys(path, held)  # first: a key can be lost, not made
    with on_failure(partial(_discard, path)):
        path.touch(mode=0o600)  # for this user only, from the first byte on
        store = _connected(path, unlocked, is_new=True)
        with store.writing() as session:
            session.add(_school(school))
        sign_in(store, written, failures=0)
    return store, recovery_key


def check_for_school(passphrase: str, school: NewSchool) -> None:
    """Refuse what is weak, also for who knows this school; the practice school guards nobody."""
    if not (school.is_practice and passphrase == PASSPHRASE):
        about = (school.name, school.place, school.coordinator)
        keys.check_passphrase(passphrase, about=about)


def listed_openers(path: Path) -> tuple[keys.ListedOpener, ...]:
    """Who may open this store; a swap that was broken off is finished first."""
    finish_swap(path)
    return keys.listed_openers(path)


def open_store(
    path: Path, passphrase: str, *, slot_id: UUID | None = None, failures: int = 0
) -> Store:
    """Open a store with a colleague's passphrase; without ``slot_id`` anybody's will do.

    ``failures``: wrong passphrases just before, which are noted now that a note can be kept.
    """

    def secret(copies: Sequence[keys.KeyFile]) -> keys.Unlocked:
        return keys.unlocked(copies, passphrase, slot_id)

    unlocked = _unlocked(path, secret)
    store = _connected(path, unlocked)
    with on_failure(store.engine.dispose):
        refuse_removed(store)
        held = keep_slots_well(store, unlocked, passphrase)
        sign_in(store, held, failures=failures)
        clear_up(store)
    return store


def unlocked_with_recovery(path: Path, recovery_key: str) -> keys.Unlocked:
    """What the recovery key of this store opens; the store itself stays closed, sound or not."""
    return _unlocked(path, lambda copies: keys.unlocked_with_recovery(copies, recovery_key))


def open_with_recovery(path: Path, recovery_key: str, *, failures: int = 0) -> Store:
    """Open a store with the recovery key from the school's safe."""
    unlocked = unlocked_with_recovery(path, recovery_key)
    store = _connected(path, unlocked)
    with on_failure(store.engine.dispose):
        sign_in(store, keep_copies_well(store, unlocked), failures=failures)
    return store


def replace_passphrase(
    path: Path,
    recovery_key: str,
    passphrase: str,
    *,
    slot_id: UUID | None = None,
    cost: keys.Cost | None = None,
) -> UUID:
    """Let in whoever holds the recovery key under a new passphrase; returns the slot to open.

    It is the coordinator's that is renewed, or that of ``slot_id``; the others stay as they are.
    """
    keys.check_passphrase(passphrase)
    unlocked = unlocked_with_recovery(path, recovery_key)
    old = slot_to_renew(unlocked.held, slot_id)
    with _opened_if_sound(path, recovery_key) as store:
        if store is not None:
            check_for_school(passphrase, _known_school(store))
        renewed = renewed_slot(unlocked, old, passphrase, cost or keys.calibrated())
        others = tuple(slot for slot in unlocked.held.slots if slot is not old)
        held = replace(unlocked.held, slots=(renewed, *others))
        if store is None:
            keys.write_keys(path, held)
        else:
            with store.writing() as session:
                audit.note(session, "passphrase-changed", renewed.id)
                write_slots(session, path, held)
    return UUID(renewed.id)


@contextmanager
def _opened_if_sound(path: Path, recovery_key: str) -> Iterator[Store | None]:
    """The store, to look at and to note in; a damaged one keeps nobody from the backups."""
    store = None
    try:
        store = open_with_recovery(path, recovery_key)
    except OlderKeys:  # to write in them would make them pass for new
        raise
    except StoreError:
        pass
    try:
        yield store
    finally:
        if store is not None:
            store.close()


def _known_school(store: Store) -> NewSchool:
    with store.reading() as session:
        school = session.get_one(School, 1)
        return NewSchool(
            school.name,
            school.island,
            place=school.place,
            coordinator=school.coordinator,
            is_practice=school.is_practice,
        )


def _unlocked(path: Path, secret: Secret) -> keys.Unlocked:
    """What the secret opens, in the newest sound copy of the slots; else in a backup's."""
    finish_swap(path)
    if not path.exists():
        raise UserError(
            _("There is no data file at {file}.").format(file=path),
            _("Make one with: npo init. Or choose another file."),
        )
    try:
        return secret(keys.read_keys(path))
    except keys.DamagedKeys:
        found = unlocked_from_backup(path, secret)
        if found is None:
            raise
        return found


def _connected(path: Path, unlocked: keys.Unlocked, *, is_new: bool = False) -> Store:
    data_key = unlocked.data_key
    if not is_new and path.stat().st_size == 0:
        raise _unfinished(path)  # before anything is written in it
    if not is_new:
        before_opening(path, data_key)
    store = Store(path, connect(path, data_key), data_key, opener_of(unlocked))
    with on_failure(store.engine.dispose):
        after_opening(store)
        if not is_new and not _has_school(store):
            raise _unfinished(path)
        if not is_new and not unlocked.from_backup:
            with store.reading() as session:
                refuse_older(session, path)
        bring_up_to_date(store, data_key)
    return store


def _has_school(store: Store) -> bool:
    """An empty file would pass for a new store, and hide that a school's data are gone."""
    with store.reading() as session:
        tables = session.connection().exec_driver_sql("SELECT name FROM sqlite_schema").scalars()
        if School.__tablename__ not in tables.all():
            return False
        return session.exec(select(School.id)).first() is not None


def _unfinished(path: Path) -> Unfinished:
    return Unfinished(
        _("The data file {file} is empty: it was never finished, or was damaged.").format(
            file=path
        ),
        _("Do not delete it. Put back your newest backup."),
    )


def _school(school: NewSchool) -> School:
    return School(
        name=school.name.strip(),
        island=school.island,
        place=school.place.strip(),
        language=school.language,
        coordinator=school.coordinator.strip(),
        is_practice=school.is_practice,
    )


def _discard(path: Path) -> None:
    """Take away what a store that could not be made left behind."""
    for leftover in (path, *keys.key_files(path), path.with_name(path.name + "-wal")):
        leftover.unlink(missing_ok=True)
