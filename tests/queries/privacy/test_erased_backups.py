"""Erased pupils are in no page of any backup; what else was in it is as it was."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlmodel import Session

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.queries.privacy import erased_backups
from npo_desktop.queries.privacy.bin import to_bin
from npo_desktop.queries.privacy.erased_backups import (
    holding_erased,
    remove_kept,
    rewrite_asked,
    rewrite_backups,
    still_held,
)
from npo_desktop.queries.privacy.erasure import erase_pupils, take_out
from npo_desktop.store.backups import rewrite as backup_rewrite
from npo_desktop.store.backups.backup import (
    SPOILED,
    backup_folder,
    make_backup,
    read_manifest,
    verify_backup,
)
from npo_desktop.store.backups.backup_file import extract, read_header
from npo_desktop.store.backups.json_lines import read_json_lines, write_json_lines
from npo_desktop.store.backups.lines_file import read_rows
from npo_desktop.store.backups.proof import unpack_proved
from npo_desktop.store.backups.restore import restore
from npo_desktop.store.backups.schedule import run_backup, set_second_place
from npo_desktop.store.changes import changed, watch
from npo_desktop.store.check import check_store
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import SCHEMA, Opener, Store, connect
from npo_desktop.store.keys import Cost, key_files
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.migrate import backup_before

PASSPHRASE = "a passphrase for tests"
PUPILS, ERASED, BACKUPS = 30, 5, 3
PAGE, RESERVED, SALT = 4096, 80, 16  # of SQLCipher 4
HERE = Path(__file__).parent
OLD_STORE = HERE.parents[1] / "stores" / "schema-0001"
Add = Callable[..., list[Any]]


def clear_pages(data: bytes, key: bytes) -> Iterator[bytes]:
    """Every page of a database in the clear, used or free."""
    for at in range(0, len(data), PAGE):
        page = data[at : at + PAGE]
        start = SALT if at == 0 else 0
        opened = Cipher(algorithms.AES(key), modes.CBC(page[-RESERVED : -RESERVED + 16]))
        decryptor = opened.decryptor()
        yield decryptor.update(page[start:-RESERVED]) + decryptor.finalize()


def seen(backup: Path, store: Store, words: Collection[str], folder: Path) -> set[str]:
    """Which of these words stand in a page of a backup's database, or in a value of its dump."""
    unpacked = folder / "unpacked.npo"
    extract(backup, read_header(backup), unpacked)
    pages = [page.lower() for page in clear_pages(unpacked.read_bytes(), store.data_key)]
    pages.append(json.dumps(dumped(backup, store, folder)).lower().encode())
    whole = b"\0".join(pages)
    hidden = {word: word.encode().hex().encode() for word in words}  # bytes are hex in a dump
    return {word for word in words if word.lower().encode() in whole or hidden[word] in whole}


def dumped(backup: Path, store: Store, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What a backup holds."""
    unpacked = folder / "dumped.npo"
    unpack_proved(backup, read_header(backup), store.data_key, unpacked)
    opened = Store(unpacked, connect(unpacked, store.data_key), store.data_key, Opener())
    try:
        with opened.reading() as session:
            return canonical_dump(session)
    finally:
        opened.close()


def backups_of(store: Store) -> list[Path]:
    return sorted(backup_folder(store.path).glob("*.npobak"))


@pytest.fixture
def backed_up(store: Store, add_pupils: Add) -> list[Any]:
    """Thirty pupils in three backups; of one a plan is in the bin, one is in the bin whole."""
    pupils = add_pupils(PUPILS)
    backup_folder(store.path).mkdir()
    for n in range(BACKUPS):
        if n == 1:
            with store.writing() as session:
                to_bin(session, "pupil", pupils[0].id)
                to_bin(session, "plan", pupils[1].plan)
        make_backup(store, backup_folder(store.path) / f"school-{n}.npobak", pinned="x" * (n == 2))
    return pupils


@pytest.fixture
def gone(store: Store, backed_up: list[Any], chance: Random) -> list[Any]:
    """Five of them, erased from the store itself."""
    chosen = [*backed_up[:2], *chance.sample(backed_up[2:], ERASED - 2)]
    erase_pupils(store, [pupil.id for pupil in chosen])
    return chosen


def without(
    dump: dict[str, list[dict[str, Any]]], pupils: list[Any]
) -> dict[str, list[dict[str, Any]]]:
    """A dump less every row in which a word of these pupils, or an id of theirs, stands.

    The log of acts holds ids, and stays.
    """
    marks = {pupil.canary for pupil in pupils} | {str(pupil.id) for pupil in pupils}
    marks |= {pupil.canary.encode().hex() for pupil in pupils}
    marks |= {str(pupil.scan) for pupil in pupils} | {str(pupil.plan) for pupil in pupils}
    return {
        name: rows if name == "audit_entry" else [row for row in rows if not _holds(row, marks)]
        for name, rows in dump.items()
    }


def _holds(row: dict[str, Any], marks: Collection[str]) -> bool:
    text = json.dumps(row)
    return any(mark in text for mark in marks)


def test_erased_pupils_are_in_no_page_of_any_backup(
    store: Store, gone: list[Any], backed_up: list[Any], tmp_path: Path
) -> None:
    words = {pupil.canary for pupil in gone}
    others = {pupil.canary for pupil in backed_up} - words
    old = {path: read_manifest(path) for path in backups_of(store)}
    before = {path: dumped(path, store, tmp_path) for path in old}
    assert all(seen(path, store, words, tmp_path) == words for path in old)  # it finds them
    assert holding_erased(store) == BACKUPS

    told = rewrite_backups(store)

    assert (told.rewritten, told.lines_removed, told.skipped) == (BACKUPS, 0, ())
    left = {path: seen(path, store, words, tmp_path) for path in old}
    sys.stdout.write(f"{sum(map(len, left.values()))} of {ERASED * BACKUPS} canaries left\n")
    assert not any(left.values())
    assert backups_of(store) == list(old)
    for path, then in old.items():
        assert seen(path, store, others, tmp_path) == others
        verify_backup(path, store.data_key)
        now = read_manifest(path)
        after = dumped(path, store, tmp_path)
        assert dict(now.counts) == {name: len(rows) for name, rows in after.items()}
        assert (now.made_at, now.pinned, now.database) == (then.made_at, then.pinned, then.database)
        assert (now.audit_length, now.audit_head) == (then.audit_length, then.audit_head)
        assert len(after.pop("erased")) == len(now.erased) == ERASED
        expected = without(before[path], gone)
        assert expected.pop("erased") == []
        assert after == expected
    assert check_store(store) == ()  # the head in the newest manifest still speaks for the chain
    assert holding_erased(store) == 0 and rewrite_asked(store) is None
    before_bytes = [path.read_bytes() for path in old]
    assert rewrite_backups(store).rewritten == 0
    assert [path.read_bytes() for path in old] == before_bytes
    assert not list(tmp_path.rglob(".*"))


def test_rows_that_are_merely_deleted_are_found_by_the_search(
    store: Store, gone: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without overwriting and sweeping they are read back from free pages."""

    def deleted(session: Session, ids: Collection[UUID]) -> dict[str, int]:
        session.connection().exec_driver_sql("PRAGMA secure_delete = OFF")
        return take_out(session, ids)

    monkeypatch.setattr(erased_backups, "take_out", deleted)
    monkeypatch.setattr(erased_backups, "sweep", lambda _store: None)
    assert rewrite_backups(store).rewritten == BACKUPS
    words = {pupil.canary for pupil in gone}
    assert any(seen(path, store, words, tmp_path) for path in backups_of(store))


def test_a_rewritten_backup_is_put_back_and_brings_back_nobody(
    store: Store, gone: list[Any], tmp_path: Path
) -> None:
    backup = backups_of(store)[0]
    before = without(dumped(backup, store, tmp_path), gone)
    rewrite_backups(store)
    elsewhere = tmp_path / "elsewhere" / "school.npo"
    restore(elsewhere, backup, passphrase=PASSPHRASE)  # there is nobody to erase again
    again = open_store(elsewhere, PASSPHRASE)
    try:
        with again.reading() as session:
            after = canonical_dump(session)
    finally:
        again.close()
    for dump in (before, after):  # the slots in force are those of the backup
        dump["setting"] = [row for row in dump["setting"] if row["key"] != "keys.revision"]
    noted = {"audit_entry", "erased", "account"}
    assert {name: rows for name, rows in after.items() if name not in noted} == {
        name: rows for name, rows in before.items() if name not in noted
    }
    assert {row["pupil_id"] for row in after["erased"]} == {str(pupil.id) for pupil in gone}
    assert after["audit_entry"][: len(before["audit_entry"])] == before["audit_entry"]


def test_the_second_place_follows_when_it_is_connected_again(
    store: Store, backed_up: list[Any], tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "in-a-drawer"
    stick.mkdir()
    set_second_place(store, stick)
    run_backup(store)
    (on_stick,) = stick.iterdir()
    (stick / f".{on_stick.name}.999999.part").write_bytes(on_stick.read_bytes())  # a killed copy
    stick.rename(away)
    erase_pupils(store, [backed_up[3].id])
    assert rewrite_asked(store) is None  # nobody asked: backups follow by rotation
    told = rewrite_backups(store)
    assert told.rewritten == BACKUPS + 1 and told.lines_removed == 1
    (skipped,) = told.skipped
    assert skipped.path == stick and not skipped.may_remove
    assert rewrite_asked(store) is None

    away.rename(stick)
    erase_pupils(store, [backed_up[4].id])  # for this one it was not asked
    run_backup(store)
    watch(store)
    done = rewrite_asked(store)
    assert done is not None and done.rewritten == 1 and not done.skipped
    assert not changed(store)  # what it noted makes no other backup due
    assert seen(on_stick, store, {backed_up[3].canary}, tmp_path) == set()
    assert seen(on_stick, store, {backed_up[4].canary}, tmp_path) == {backed_up[4].canary}
    assert all(not path.name.startswith(".") for path in stick.iterdir())
    assert rewrite_asked(store) is None


def test_files_of_the_second_kind_are_written_afresh(
    store: Store, backed_up: list[Any], tmp_path: Path
) -> None:
    folder = backup_folder(store.path)
    older = folder / "school-2020-01.npolines"
    write_json_lines(store, older)
    foreign = folder / "other-2020-01.npolines"
    foreign.write_bytes(b"not ours")
    erase_pupils(store, [backed_up[0].id])
    told = rewrite_backups(store)
    assert told.lines_removed == 1 and told.skipped == ()
    assert not older.exists() and foreign.exists()
    (fresh,) = folder.glob("school-*.npolines")
    rows = list(read_rows(fresh, store.data_key))
    assert backed_up[0].canary not in repr(rows) and backed_up[9].canary in repr(rows)
    counts = read_json_lines(fresh, store.data_key, tmp_path / "new" / "school.npo")
    assert counts["pupil"] == PUPILS - 1
    with_sound_ledger = fresh.read_bytes()
    assert rewrite_backups(store).lines_removed == 0
    assert fresh.read_bytes() == with_sound_ledger


def test_what_cannot_be_made_anew_is_named_and_goes_when_a_person_says_so(
    store: Store, backed_up: list[Any], tmp_path: Path
) -> None:
    first, second, third = backups_of(store)
    data = bytearray(first.read_bytes())
    data[-3000] ^= 4
    first.write_bytes(data)
    kept = store.path.with_name("school.npo.replaced-20261001-080000")
    shutil.copyfile(store.path, kept)
    journal = store.path.with_name("school.npo.aside-20261001-080000-wal")
    journal.write_bytes(b"of another file")
    erase_pupils(store, [backed_up[0].id])
    told = rewrite_backups(store)
    assert told.rewritten == 2 and not first.exists()
    spoiled = first.with_name(first.name + SPOILED)
    assert {one.path for one in told.skipped} == {spoiled, kept, journal}
    assert {one.path for one in still_held(store)} == {spoiled, kept, journal}
    for path in (store.path, second, third, tmp_path / "anything"):
        with pytest.raises(UserError):
            remove_kept(store, path)
    assert store.path.exists() and second.exists() and third.exists()
    for path in (spoiled, kept, journal):
        remove_kept(store, path)
        assert not path.exists()
    assert still_held(store) == ()


@pytest.mark.parametrize(("name", "named"), [("Basisschool Test", True), ("Een andere", False)])
def test_backups_from_before_a_new_key_are_named_and_those_of_other_schools_are_not(
    store: Store, gone: list[Any], tmp_path: Path, name: str, *, named: bool
) -> None:
    """A renewed key gives the store another id: then its name is what is left to go by."""
    path = tmp_path / "other" / "school.npo"
    other, _key = create_store(path, PASSPHRASE, NewSchool(name, "saba"), cost=Cost(64, 1, 1))
    theirs = backup_folder(store.path) / "school-9.npobak"
    make_backup(other, theirs)
    other.close()
    before = theirs.read_bytes()
    told = rewrite_backups(store)
    assert told.rewritten == BACKUPS and theirs.read_bytes() == before
    assert [one.path for one in told.skipped] == [theirs] * named
    if named:
        remove_kept(store, theirs)
    else:
        with pytest.raises(UserError):
            remove_kept(store, theirs)
    assert theirs.exists() is not named
    assert len(backups_of(store)) == BACKUPS + (not named)


def test_a_kept_store_that_knows_all_of_them_as_erased_is_not_named(
    store: Store, backed_up: list[Any]
) -> None:
    erase_pupils(store, [backed_up[0].id])
    kept = store.path.with_name("school.npo.replaced-20261001-080000")
    shutil.copyfile(store.path, kept)
    assert still_held(store) == ()
    erase_pupils(store, [backed_up[1].id])
    assert [one.path for one in still_held(store)] == [kept]


def test_a_failure_or_a_stop_leaves_the_old_backup(
    store: Store, gone: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [path.read_bytes() for path in backups_of(store)]

    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    def stop(done: int, total: int, label: str = "") -> None:
        if done:
            raise Cancelled

    with monkeypatch.context() as patch:
        patch.setattr(backup_rewrite, "pack", full)
        told = rewrite_backups(store)
    assert told.rewritten == 0 and len(told.skipped) == BACKUPS
    assert not any(one.may_remove for one in told.skipped)
    assert [path.read_bytes() for path in backups_of(store)] == before
    with pytest.raises(Cancelled):
        rewrite_backups(store, stop)
    assert holding_erased(store) == BACKUPS - 1
    done = rewrite_asked(store)
    assert done is not None and done.rewritten == BACKUPS - 1
    assert not list(store.path.parent.rglob(".*"))


def test_a_backup_of_an_older_schema_is_brought_up_to_date_by_it(tmp_path: Path) -> None:
    path = tmp_path / "old" / "school.npo"
    path.parent.mkdir()
    for file in OLD_STORE.glob("school.npo*"):
        shutil.copyfile(file, path.with_name(file.name))
    store = open_store(path, PASSPHRASE)
    try:
        backup = backup_before(path)
        then = read_manifest(backup)
        assert then.schema < SCHEMA
        with store.reading() as session:
            (pupil, *_others) = session.connection().exec_driver_sql("SELECT id FROM pupil").all()
        erase_pupils(store, [UUID(pupil[0])])
        assert rewrite_backups(store).rewritten == 1
        now = read_manifest(backup)
        assert now.schema == SCHEMA and now.pinned == then.pinned
        assert now.counts["pupil"] == then.counts["pupil"] - 1
        verify_backup(backup, store.data_key)
    finally:
        store.close()


def killed(path: Path, seed: int, kills: int, *more: str) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "kill_rewriting.py"), str(path)]
    numbers = {"kills": kills, "seed": seed, "before": PUPILS, "after": PUPILS - ERASED}
    command += [word for name, n in numbers.items() for word in (f"--{name}", str(n))]
    done = subprocess.run(
        [*command, *more],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[2])},
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    sys.stdout.write(f"{kills} kills {more} {told}\n")
    return told


@pytest.fixture
def to_be_killed(store: Store, add_pupils: Add, tmp_path: Path) -> Path:
    """A closed store in a folder of its own, with backups that still hold five of its pupils."""
    pupils = add_pupils(PUPILS)
    backup_folder(store.path).mkdir()
    for n in range(BACKUPS):
        make_backup(store, backup_folder(store.path) / f"school-{n}.npobak")
    erase_pupils(store, [pupil.id for pupil in pupils[:ERASED]])  # all is in the one file now
    folder = tmp_path / "alone" / "school"
    folder.mkdir(parents=True)
    shutil.copytree(backup_folder(store.path), folder / "backups")
    for file in (store.path, *key_files(store.path)):
        shutil.copyfile(file, folder / file.name)
    return folder / store.path.name


def test_a_kill_at_any_moment_leaves_every_backup_old_or_new(to_be_killed: Path, seed: int) -> None:
    kills = 100 if os.environ.get("NPO_FULL") == "1" else 10
    told = killed(to_be_killed, seed, kills)
    assert set(told["found"]) <= {"old", "new"}
    assert sum(told["found"].values()) == kills * BACKUPS
    assert told["found"]["old"]  # some did fall into it
    assert told["finished"] == kills and told["left"] == []


def test_backups_that_are_written_over_in_place_are_found_out(
    to_be_killed: Path, seed: int
) -> None:
    """The control of the kills."""
    told = killed(to_be_killed, seed, 2, "--careless")
    assert told["found"] == {"damaged": 2, "old": 2 * (BACKUPS - 1)}
