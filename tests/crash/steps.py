"""The big steps that must not end half-way: erasure, restore, migration. For killing and recording.

Each step has a preparation, done undisturbed, and leaves a store that opens with ``PASSPHRASE``.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import judging
import school

from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.privacy.erasure import apply_ledger, erase_pupils
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store import keys
from npo_desktop.store.backups.backup import backup_folder, make_backup
from npo_desktop.store.backups.restore import restore
from npo_desktop.store.colleagues import change_passphrase
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.new_data_key import rotate_key

ANOTHER = "quite another passphrase for crash tests"
OF_SCHEMA_1 = "a passphrase for tests"  # of the stores kept under tests/stores
SCHEMA_1 = Path(__file__).parents[1] / "stores" / "schema-0001"


def content(store: Store) -> str:
    """All of it, read as the program reads."""
    with store.reading() as session:
        connection = session.connection()
        return judging.digest(lambda sql: connection.exec_driver_sql(sql).all(), timeless=True)


def next_start(path: Path, passphrase: str) -> Store:
    """As somebody opens it after a kill or a power cut, who just chose another passphrase."""
    try:
        return open_store(path, passphrase)
    except keys.WrongSecret:
        return open_store(path, ANOTHER)


def content_at_next_start(path: Path, passphrase: str) -> str:
    """What is found then."""
    store = next_start(path, passphrase)
    try:
        return content(store)
    finally:
        store.close()


def _backed_up(path: Path) -> None:
    """A backup, and after it answers and an erasure that are not in it."""
    told = school.read(path)
    store = open_store(path, school.PASSPHRASE)
    backup_folder(path).mkdir()
    make_backup(store, backup_folder(path) / "then.npobak")
    with store.writing() as session:
        for place in range(12):
            record_answer(session, school.scan_id(told), told.items[place], 2)
        last = pupil_list(session, school.YEAR)[-1].id
    erase_pupils(store, [last])
    store.close()


def _restored(path: Path) -> None:
    backup = backup_folder(path) / "then.npobak"
    restore(path, backup, passphrase=school.PASSPHRASE, erase_again=apply_ledger)


def _erased(path: Path) -> None:
    store = open_store(path, school.PASSPHRASE)
    with store.reading() as session:
        leaving = [pupil.id for pupil in pupil_list(session, school.YEAR)[:3]]
    erase_pupils(store, leaving)
    store.close()


def _passphrase_changed(path: Path) -> None:
    store = open_store(path, school.PASSPHRASE)
    assert store.opener.slot_id is not None
    change_passphrase(store, store.opener.slot_id, school.PASSPHRASE, ANOTHER, cost=school.CHEAP)
    store.close()


def _key_changed(path: Path) -> None:
    store = open_store(path, school.PASSPHRASE)
    rotate_key(store, school.PASSPHRASE).store.close()


def _of_schema_1(path: Path) -> None:
    """The store as the first release made it, in the place of ours."""
    for file in SCHEMA_1.glob("school.npo*"):
        shutil.copyfile(file, path.with_name(file.name))


def _migrated(path: Path) -> None:
    open_store(path, OF_SCHEMA_1).close()


def _new_beside(path: Path) -> None:
    shutil.copyfile(path, path.with_name("new.npo"))
    _backed_up(path)


def _carelessly_replaced(path: Path) -> None:
    """The fault to be found: one file written over the other."""
    with path.open("r+b", buffering=0) as file:
        for at in range(0, len(new := path.with_name("new.npo").read_bytes()), 4096):
            file.write(new[at : at + 4096])
            os.fsync(file.fileno())


@dataclass(frozen=True)
class Step:
    """What is prepared, what is done then, and with what the store opens."""

    prepare: Callable[[Path], None]
    take: Callable[[Path], None]
    passphrase: str = school.PASSPHRASE
    goes_on: bool = False  # whatever was reached, the same is found at the next start
    keeps: str = ""  # pattern of the file that holds the old state afterwards


STEPS = {
    "erasure": Step(lambda _path: None, _erased),
    "restore": Step(_backed_up, _restored, keeps="school.npo.replaced-*[0-9]"),
    "migration": Step(
        _of_schema_1,
        _migrated,
        OF_SCHEMA_1,
        goes_on=True,
        keeps="backups/school-before-schema-*.npobak",
    ),
    "new-passphrase": Step(lambda _path: None, _passphrase_changed, goes_on=True),
    "new-key": Step(lambda _path: None, _key_changed, goes_on=True),
    "careless": Step(_new_beside, _carelessly_replaced),
}
