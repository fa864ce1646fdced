"""Make a store, and open one: keys, connection and schema together."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlmodel import select

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import keys
from npo_desktop.store.engine import Opener, Store, connect
from npo_desktop.store.migrate import bring_up_to_date
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
    path: Path, passphrase: str, school: NewSchool, *, cost: keys.Cost = keys.STRONG
) -> tuple[Store, str]:
    """A new store holding this school, and its recovery key, which is shown once, kept nowhere."""
    if path.exists():
        raise UserError(
            _("There is already a data file at {file}.").format(file=path),
            _("Open it, or choose another place for the new one."),
        )
    if not school.name.strip():
        raise UserError(_("The school has no name."), _("Type the name of the school."))
    keys.check_passphrase(passphrase)
    data_key, recovery_key = keys.new_data_key(), keys.new_recovery_key()
    database = str(uuid4())
    own = keys.passphrase_slot(data_key, database, passphrase, label=school.coordinator, cost=cost)
    recovery = keys.recovery_slot(data_key, database, recovery_key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.keep_older_keys(path)
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    keys.write_keys(path, keys.KeyFile(database, (own, recovery)))  # first: a key can be lost, not
    try:
        path.touch(mode=0o600)  # for this user only, from the first byte on
        store = _opened(path, data_key, is_new=True)
        with store.writing() as session:
            session.add(_school(school))
    except BaseException:
        _discard(path)
        raise
    return store, recovery_key


def open_store(path: Path, passphrase: str) -> Store:
    """Open a store with a passphrase."""
    return _opened(path, _unlocked(path, lambda held: keys.unlock(held, passphrase))[0])


def open_with_recovery(path: Path, recovery_key: str) -> Store:
    """Open a store with the recovery key from the school's safe."""
    data_key, _held = _unlocked(path, lambda held: keys.unlock_with_recovery(held, recovery_key))
    return _opened(path, data_key)


def replace_passphrase(
    path: Path, recovery_key: str, passphrase: str, *, cost: keys.Cost = keys.STRONG
) -> None:
    """Let in whoever holds the recovery key under a new passphrase; the old ones open no longer."""
    keys.check_passphrase(passphrase)
    data_key, held = _unlocked(path, lambda held: keys.unlock_with_recovery(held, recovery_key))
    own = keys.passphrase_slot(data_key, held.database, passphrase, label="", cost=cost)
    kept = tuple(slot for slot in held.slots if slot.kind == "recovery")
    keys.write_keys(path, keys.KeyFile(held.database, (own, *kept)))


def _unlocked(path: Path, unlock: Callable[[keys.KeyFile], bytes]) -> tuple[bytes, keys.KeyFile]:
    """The data key, and the slots that gave it: from the second copy when the first is damaged."""
    if not path.exists():
        raise UserError(
            _("There is no data file at {file}.").format(file=path),
            _("Make one with: npo init. Or choose another file."),
        )
    *others, last = keys.read_keys(path)
    for held in others:
        with suppress(keys.WrongSecret):
            return unlock(held), held
    return unlock(last), last


def _opened(path: Path, data_key: bytes, *, is_new: bool = False) -> Store:
    if not is_new and path.stat().st_size == 0:
        raise _unfinished(path)  # before anything is written in it
    store = Store(path, connect(path, data_key), data_key, Opener())
    try:
        if not is_new and not _has_school(store):
            raise _unfinished(path)
        bring_up_to_date(store, data_key)
    except BaseException:
        store.engine.dispose()
        raise
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
