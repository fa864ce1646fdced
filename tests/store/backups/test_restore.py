"""T07 and T10: damage is always seen, and what is put back is what was backed up."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.errors import StoreError, UserError
from npo_desktop.queries.privacy.erasure import apply_ledger, erase_pupils
from npo_desktop.store import keys, swap
from npo_desktop.store.backups import restore
from npo_desktop.store.backups.backup import backup_folder, make_backup, newest_good
from npo_desktop.store.backups.backup_file import DamagedBackup
from npo_desktop.store.colleagues import add_colleague, remove_colleague
from npo_desktop.store.condition import Condition, look
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store, replace_passphrase
from npo_desktop.store.new_data_key import rotate_key
from npo_desktop.store.tables import Pupil, Setting

PASSPHRASE = "a passphrase for tests"
OTHER = "another sentence for tests"
CHEAP = keys.Cost(64, 1, 1)
FULL = os.environ.get("NPO_FULL") == "1"
FIXTURE = Path(__file__).parents[2] / "stores" / "schema-0001"


@pytest.fixture
def recovery() -> list[str]:
    return []


@pytest.fixture
def school(tmp_path: Path, recovery: list[str], copy_of: Callable[..., Any]) -> Iterator[Store]:
    """A store with some pupils; the test may close it."""
    recovery.append(copy_of(tmp_path / "school.npo", _make))
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    add_pupils(store, 12)
    yield store
    store.engine.dispose()


def _make(path: Path) -> str:
    new = NewSchool("Basisschool Test", "bonaire")
    store, recovery_key = create_store(path, PASSPHRASE, new, cost=CHEAP)
    store.close()
    return recovery_key


def add_pupils(store: Store, number: int, first: int = 0) -> list[UUID]:
    made = [Pupil(number=f"{first + n:05}", call_name=f"P{n}") for n in range(number)]
    ids = [pupil.id for pupil in made]
    with store.writing() as session:
        session.add_all(made)
    return ids


def dump(store: Store) -> str:
    """All but the log, and which slots were seen: openings and restores are written down there."""
    with store.reading() as session:
        found = canonical_dump(session, without=("audit_entry",))
    found["setting"] = [row for row in found["setting"] if row["key"] != "keys.revision"]
    return json.dumps(found)


def dump_of(path: Path, passphrase: str = PASSPHRASE) -> str:
    store = open_store(path, passphrase)
    found = dump(store)
    store.close()
    return found


# --- T07 ---


def mutants(whole: bytes, dice: Random) -> Iterator[bytes]:
    """300 single bits, 100 zeroed pages, 50 hits in the first page."""
    pages = len(whole) // 4096
    for _n in range(300):
        yield flipped(whole, dice.randrange(len(whole)), dice)
    for _n in range(100):
        start = dice.randrange(pages) * 4096
        yield whole[:start] + bytes(4096) + whole[start + 4096 :]
    for _n in range(50):
        yield flipped(whole, dice.randrange(4096), dice)


def flipped(whole: bytes, place: int, dice: Random) -> bytes:
    data = bytearray(whole)
    data[place] ^= 1 << dice.randrange(8)
    return bytes(data)


def test_every_damage_is_seen_and_the_newest_backup_heals_it(school: Store, chance: Random) -> None:
    path, data_key = school.path, school.data_key
    backup_folder(path).mkdir()
    made = make_backup(school, backup_folder(path) / "a.npobak")
    school.close()
    whole = path.read_bytes()
    assert look(path, data_key).condition is Condition.SOUND
    missed = []
    for n, damaged in enumerate(mutants(whole, chance)):
        path.write_bytes(damaged)
        if look(path, data_key).condition is not Condition.DAMAGED:
            missed.append(n)
        if FULL or n % 45 == 0:
            good, passed = newest_good(backup_folder(path), data_key)
            assert good is not None and good.path == made.path and passed == ()
            done = restore.restore(path, good.path, passphrase=PASSPHRASE)
            assert done.counts == made.counts and done.kept is not None
            assert done.kept.read_bytes() == damaged and ".damaged-" in done.kept.name
            restored = look(path, data_key)
            assert restored.counts == {
                **made.counts,
                "audit_entry": made.counts["audit_entry"] + 1,  # the restore itself
            }
    sys.stdout.write(f"{450 - len(missed)} of 450 seen\n")
    assert missed == []


def test_without_the_sealed_pages_most_damage_would_go_unseen(
    tmp_path: Path, chance: Random
) -> None:
    """The control: the same flips in a plain database, which checks its structure only."""
    plain = tmp_path / "plain.db"
    connection = sqlite3.connect(plain)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
    connection.executemany("INSERT INTO t (words) VALUES (?)", [("words " * 40,)] * 900)
    connection.commit()
    connection.close()
    whole, missed = plain.read_bytes(), 0
    for _n in range(60):
        plain.write_bytes(flipped(whole, chance.randrange(4096, len(whole)), chance))
        connection = sqlite3.connect(plain)
        with suppress(sqlite3.DatabaseError):  # it could not even be looked through: seen
            missed += connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()
    assert missed > 30


# --- T10 ---


def test_twenty_backups_come_back_byte_for_byte(tmp_path: Path, chance: Random) -> None:
    for file in FIXTURE.glob("school.npo*"):
        shutil.copy(file, tmp_path)
    path = tmp_path / "school.npo"
    made = []
    store = open_store(path, PASSPHRASE)
    for n in range(20):
        with store.writing() as session:
            execute = session.connection().exec_driver_sql
            for row in chance.sample(range(1, 2060), 40):
                execute("UPDATE answer SET value = ? WHERE rowid = ?", (chance.randrange(4), row))
            session.merge(Setting(key=f"n{chance.randrange(9)}", value=str(chance.random())))
            session.add(Pupil(number=f"N{n}", call_name="P", birth_date=None))
        made.append((dump(store), make_backup(store, tmp_path / f"{n}.npobak")))
    store.close()
    assert len({was for was, _facts in made}) == 20
    began = monotonic()
    for was, facts in chance.sample(made, len(made)):
        done = restore.restore(path, facts.path, passphrase=PASSPHRASE)
        assert done.counts == facts.counts
        assert dump_of(path) == was
    assert monotonic() - began < 20 * 120  # two minutes each; in fact well under a second


def test_a_dry_run_says_what_would_change_and_changes_nothing(school: Store) -> None:
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    add_pupils(school, 3, first=100)
    school.close()
    before = {path: path.read_bytes() for path in school.path.parent.rglob("*") if path.is_file()}
    found = restore.preview_restore(school.path, target, passphrase=PASSPHRASE)
    assert found.counts_now is not None
    assert (found.counts_then["pupil"], found.counts_now["pupil"]) == (12, 15)
    assert found.school == "Basisschool Test" and found.erased_again == 0
    after = {path: path.read_bytes() for path in school.path.parent.rglob("*") if path.is_file()}
    assert after == before


def test_it_comes_back_on_a_new_computer_with_its_slots(
    school: Store, tmp_path: Path, recovery: list[str]
) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    was = dump(school)
    secrets: tuple[dict[str, Any], ...] = (
        {"passphrase": PASSPHRASE},
        {"recovery_key": recovery[0]},
    )
    for n, secret in enumerate(secrets):
        new = tmp_path / f"new{n}" / "school.npo"
        assert restore.preview_restore(new, target, **secret).counts_now is None
        assert list(tmp_path.glob("new*")) == [tmp_path / f"new{m}" for m in range(n)]
        assert restore.restore(new, target, **secret).kept is None
        assert dump_of(new) == was


def test_whoever_was_erased_since_is_erased_again(school: Store) -> None:
    ids = add_pupils(school, 4, first=100)
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    erase_pupils(school, ids[:3])
    school.close()
    assert restore.preview_restore(school.path, target, passphrase=PASSPHRASE).erased_again == 3
    with pytest.raises(ValueError, match="erased"):
        restore.restore(school.path, target, passphrase=PASSPHRASE)
    done = restore.restore(school.path, target, passphrase=PASSPHRASE, erase_again=apply_ledger)
    assert done.counts["pupil"] == 13 and done.counts["erased"] == 3


def test_a_newer_backup_remembers_the_erased_when_the_live_store_is_lost(school: Store) -> None:
    folder = backup_folder(school.path)
    folder.mkdir()
    ids = add_pupils(school, 4, first=100)
    old = make_backup(school, folder / "old.npobak")
    erase_pupils(school, ids[:2])
    make_backup(school, folder / "new.npobak")
    school.close()
    school.path.write_bytes(b"nothing of a store" * 1000)
    done = restore.restore(school.path, old.path, passphrase=PASSPHRASE, erase_again=apply_ledger)
    assert done.counts["pupil"] == 14


# --- whose keys ---


def test_a_removed_colleague_does_not_come_back_with_an_old_backup(school: Store) -> None:
    slot = add_colleague(school, "Juf", "teacher", OTHER, cost=CHEAP)
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    remove_colleague(school, slot)
    school.close()
    restore.restore(school.path, target, passphrase=PASSPHRASE)
    with pytest.raises(keys.WrongSecret):
        open_store(school.path, OTHER)
    open_store(school.path, PASSPHRASE).close()


def test_a_new_passphrase_stays_in_force_and_opens_older_backups(
    school: Store, recovery: list[str]
) -> None:
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    school.close()
    replace_passphrase(school.path, recovery[0], OTHER, cost=CHEAP)
    restore.restore(school.path, target, passphrase=OTHER)
    open_store(school.path, OTHER).close()


def test_a_backup_from_before_the_key_was_renewed_opens_as_it_did_then(
    school: Store,
) -> None:
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    was = dump(school)
    changed = rotate_key(school, PASSPHRASE)
    changed.store.close()
    restore.restore(school.path, target, passphrase=PASSPHRASE)
    assert dump_of(school.path) == was


def test_the_backup_brings_its_slots_when_those_beside_the_store_are_lost(school: Store) -> None:
    target = school.path.with_name("a.npobak")
    make_backup(school, target)
    school.close()
    for path in keys.key_files(school.path):
        path.unlink()
    restore.restore(school.path, target, passphrase=PASSPHRASE)
    open_store(school.path, PASSPHRASE).close()


# --- refused, and nothing happens ---


def test_wrong_words_damaged_files_and_open_stores_are_refused_and_nothing_changes(
    school: Store, tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.npobak", tmp_path / "b.npobak"
    make_backup(school, good)
    bad.write_bytes(flipped(good.read_bytes(), 9000, Random(1)))
    letter = tmp_path / "letter.txt"
    letter.write_text("dear parents")
    with pytest.raises(StoreError):
        restore.restore(school.path, good, passphrase=PASSPHRASE)  # it is open
    school.close()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    cases: tuple[tuple[Path, str, type[UserError]], ...] = (
        (good, "not the passphrase", keys.WrongSecret),
        (bad, PASSPHRASE, DamagedBackup),
        (letter, PASSPHRASE, UserError),
        (tmp_path / "nowhere", PASSPHRASE, UserError),
    )
    for file, passphrase, refusal in cases:
        with pytest.raises(refusal):
            restore.restore(school.path, file, passphrase=passphrase)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


# --- broken off at every moment ---


class Killed(BaseException):
    """The process is gone here."""


def dying_at(step: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Every renaming, writing, syncing and deleting of a swap counts; at this one it ends."""
    done = [0]

    def counted(work: Callable[..., object]) -> Callable[..., object]:
        def maybe(*arguments: object, **named: object) -> object:
            done[0] += 1
            if done[0] == step:
                raise Killed
            return work(*arguments, **named)

        return maybe

    for name in ("replace", "sync_folder", "write_bytes"):
        monkeypatch.setattr(swap, name, counted(getattr(swap, name)))
    monkeypatch.setattr(keys, "write_keys", counted(keys.write_keys))
    return lambda: done[0]


def test_a_swap_that_is_broken_off_anywhere_ends_in_the_old_or_the_new_store(
    school: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "start"
    folder.mkdir()
    school.close()
    first = dump_of(school.path)
    for path in (school.path, *keys.key_files(school.path)):
        shutil.copy(path, folder)
    new, _key = create_store(folder / "new", OTHER, NewSchool("Nieuw", "saba"), cost=CHEAP)
    second = dump(new)
    new.close()
    step, seen = 0, set()
    while True:
        step += 1
        trial = tmp_path / f"trial{step}"
        shutil.copytree(folder, trial)
        live, slots = trial / "school.npo", keys.read_keys(trial / "new")[0]
        (trial / "school.npo-wal").write_bytes(b"")
        with pytest.MonkeyPatch.context() as patched:
            dying_at(step, patched)
            try:
                swap.swap_in(live, trial / "new", slots, kept_suffix="kept-1")
                died = False
            except Killed:
                died = True
        swap.finish_swap(live)
        swap.finish_swap(live)
        assert live.exists() and not swap.marker(live).exists()
        holds_new = len(list(trial.glob("school.npo.kept-1"))) == 1
        assert dump_of(live, OTHER if holds_new else PASSPHRASE) == (
            second if holds_new else first
        ), f"step {step}"
        if holds_new:  # and the old one can be opened under its new name
            assert dump_of(trial / "school.npo.kept-1") == first
        seen.add(holds_new)
        if not died:
            break
    assert seen == {False, True} and step > 12


def test_nothing_that_is_replaced_is_ever_written_over(school: Store, tmp_path: Path) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    school.close()
    kept = [restore.restore(school.path, target, passphrase=PASSPHRASE).kept for _n in range(4)]
    assert len(set(kept)) == 4 and all(path is not None and path.exists() for path in kept)
    assert set(swap.kept_stores(school.path)) == set(kept)
