"""The check finds what is wrong and only that; T04: changes and their file, parted or swapped."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store import audit, keys
from npo_desktop.store.backups.backup import backup_folder, make_backup
from npo_desktop.store.backups.salvage import salvage
from npo_desktop.store.check import check_store
from npo_desktop.store.condition import Condition, look
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.opening_checks import changes_aside
from npo_desktop.store.tables import Pupil, UsedQuestionnaire

PASSPHRASE = "a passphrase for tests"
CHEAP = keys.Cost(64, 1, 1)
FIXTURE = Path(__file__).parents[1] / "stores" / "schema-0001"
PARTS = ("", "-wal", ".keys", ".keys.copy")


def made(path: Path) -> Store:
    return create_store(path, PASSPHRASE, NewSchool("Basisschool Test", "bonaire"), cost=CHEAP)[0]


def _make(path: Path) -> None:
    made(path).close()


@pytest.fixture
def school(tmp_path: Path, copy_of: Callable[..., Any]) -> Iterator[Store]:
    """A store that the test may close."""
    copy_of(tmp_path / "school.npo", _make)
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    yield store
    store.engine.dispose()


def add_pupil(store: Store, number: str) -> None:
    with store.writing() as session:
        session.add(Pupil(number=number, call_name="P"))


def numbers(store: Store) -> set[str]:
    with store.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT number FROM pupil")
        return set(rows.scalars())


def codes(store: Store) -> list[str]:
    return [finding.code for finding in check_store(store)]


def execute(store: Store, statement: str) -> None:
    with store.writing() as session:
        session.connection().exec_driver_sql(statement)


def killed(store: Store, to: Path) -> Path:
    """The files as they lie when the process is gone in this moment."""
    to.mkdir()
    for part in PARTS:
        shutil.copy(store.path.with_name(store.path.name + part), to / f"school.npo{part}")
    assert (to / "school.npo-wal").stat().st_size > 0
    return to / "school.npo"


def reopened(path: Path) -> set[str]:
    store = open_store(path, PASSPHRASE)
    found = numbers(store)
    store.close()
    return found


# --- T04 ---


def test_after_a_normal_close_the_one_file_is_complete(school: Store, tmp_path: Path) -> None:
    for number in ("1", "2", "3"):
        add_pupil(school, number)
    school.close()
    alone = tmp_path / "alone"
    alone.mkdir()
    for part in ("", ".keys"):
        shutil.copy(f"{school.path}{part}", alone)
    assert sorted(path.name for path in alone.iterdir()) == ["school.npo", "school.npo.keys"]
    assert reopened(alone / "school.npo") == {"1", "2", "3"}


def test_after_a_kill_nothing_is_lost_and_nothing_moved_aside(
    school: Store, tmp_path: Path
) -> None:
    add_pupil(school, "1")
    path = killed(school, tmp_path / "k")
    for number in ("2", "3", "4"):  # and killed again, each time in the middle of work
        store = open_store(path, PASSPHRASE)
        add_pupil(store, number)
        path = killed(store, tmp_path / f"k{number}")
        store.engine.dispose()
    assert reopened(path) == {"1", "2", "3", "4"}
    assert changes_aside(path) == ()


def test_changes_of_another_school_are_moved_aside_and_both_are_kept(
    school: Store, tmp_path: Path
) -> None:
    add_pupil(school, "ours")
    school.close()
    other = made(tmp_path / "other.npo")
    add_pupil(other, "theirs")
    foreign = (tmp_path / "other.npo-wal").read_bytes()
    assert foreign
    (tmp_path / "school.npo-wal").write_bytes(foreign)
    other.close()
    store = open_store(school.path, PASSPHRASE)
    assert numbers(store) == {"ours"}
    (aside,) = changes_aside(school.path)
    assert aside.read_bytes() == foreign
    assert codes(store) == ["changes-aside"]
    store.close()


def test_without_the_look_beforehand_foreign_changes_would_destroy_the_store(
    school: Store, tmp_path: Path
) -> None:
    """The control: what the database library does by itself."""
    from npo_desktop.store.engine import connect

    add_pupil(school, "ours")
    school.close()
    other = made(tmp_path / "other.npo")
    (tmp_path / "school.npo-wal").write_bytes((tmp_path / "other.npo-wal").read_bytes())
    other.close()
    with pytest.raises(StoreError):
        connect(school.path, school.data_key)
    assert look(school.path, school.data_key).condition is Condition.DAMAGED


def test_newer_changes_over_an_older_file_are_moved_aside(school: Store, tmp_path: Path) -> None:
    add_pupil(school, "1")
    school.close()
    old = school.path.read_bytes()
    between = open_store(school.path, PASSPHRASE)
    add_pupil(between, "2")
    between.close()
    last = open_store(school.path, PASSPHRASE)
    add_pupil(last, "3")
    path = killed(last, tmp_path / "k")
    last.close()
    whole = path.read_bytes()
    path.write_bytes(old)  # somebody put an older file in its place
    newer = (tmp_path / "k" / "school.npo-wal").read_bytes()
    assert reopened(path) == {"1"}
    (aside,) = changes_aside(path)
    assert aside.read_bytes() == newer
    path.write_bytes(whole)  # with its own file the changes are still good
    shutil.copy(aside, path.with_name("school.npo-wal"))
    assert reopened(path) == {"1", "2", "3"}


def test_changes_in_a_journal_of_the_old_kind_are_not_played_back(
    school: Store, tmp_path: Path
) -> None:
    add_pupil(school, "ours")
    school.close()
    journal = tmp_path / "school.npo-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096))
    assert reopened(school.path) == {"ours"}
    assert [path.name.endswith("-journal") for path in changes_aside(school.path)] == [True]


def test_a_store_that_is_damaged_under_its_changes_is_refused_untouched(
    school: Store, tmp_path: Path
) -> None:
    school.close()
    store = open_store(school.path, PASSPHRASE)
    add_pupil(store, "1")
    path = killed(store, tmp_path / "k")
    store.close()
    data = bytearray(path.read_bytes())
    data[100_000] ^= 1
    path.write_bytes(data)
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(StoreError):
        open_store(path, PASSPHRASE)
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_what_a_kill_left_half_made_is_swept_up(school: Store) -> None:
    school.close()
    backup_folder(school.path).mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    gone, backups = child.pid, backup_folder(school.path)
    left = (
        school.path.with_name(f".school.npo.{gone}.look"),
        school.path.with_name(f".school.npo.{gone}.look-wal"),
        school.path.with_name(f".school.npo.{gone}.slots.keys"),
        school.path.with_name(f".school.npo.incoming.{gone}.part"),
        school.path.with_name(f".school.npo.swap.{gone}.part"),
        school.path.with_name("school.npo.incoming"),
        backups / f".rotation.paused.{gone}.part",
        backups / f".school-20261101-120000.npobak.{gone}.copy",
        backups / f".school-2026-11.npolines.{gone}.part",
    )
    for path in left:
        path.write_bytes(b"half")
    open_store(school.path, PASSPHRASE).close()
    assert not any(path.exists() for path in left)


# --- the check ---


def test_a_sound_store_has_no_findings(school: Store) -> None:
    add_pupil(school, "1")
    assert check_store(school) == ()


BROKEN: dict[str, tuple[str, ...]] = {
    "left-before-entered": (
        "INSERT INTO pupil (id, number, call_name, first_names, initials, infix, last_name, "
        "sort_name, entered_on, left_on) VALUES ('a', '9', 'P', '', '', '', '', '', "
        "'2026-08-01', '2025-08-01')",
    ),
    "key-of-nobody": (
        "INSERT INTO source_key (source, kind, key, target_id) VALUES ('s', 'pupil', 'k', 'a')",
    ),
    "school": ("DELETE FROM school",),
    "schema": ("PRAGMA user_version = 1",),
    "links": (
        "PRAGMA defer_foreign_keys = ON",
        "INSERT INTO guardian (id, pupil_id, name, relation) VALUES ('a', 'nobody', '', '')",
    ),
    "audit": ("DROP TRIGGER audit_entry_is_frozen", "UPDATE audit_entry SET action = 'print'"),
}


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_every_broken_rule_is_found_by_its_name(school: Store, code: str) -> None:
    add_pupil(school, "1")
    assert codes(school) == []
    raw = school.engine.raw_connection().driver_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys = OFF")
    for statement in BROKEN[code]:
        raw.execute(statement)
    assert codes(school) == [code]


def test_a_questionnaire_that_was_changed_is_found(school: Store) -> None:
    kept = UsedQuestionnaire(
        code="q", edition="1", informant="teacher", source_text="as it was", sha256="0" * 64
    )
    with school.writing() as session:
        session.add(kept)
    assert codes(school) == ["questionnaire-changed"]


def test_a_cut_tail_of_the_log_shows_against_the_newest_backup(school: Store) -> None:
    with school.writing() as session:
        for _n in range(3):
            audit.note(session, "settings")
    backup_folder(school.path).mkdir()
    make_backup(school, backup_folder(school.path) / "a.npobak")
    assert codes(school) == []
    execute(school, "DROP TRIGGER audit_entry_is_kept")
    execute(school, "DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)")
    assert codes(school) == ["audit"]
    shutil.rmtree(backup_folder(school.path))
    assert codes(school) == []  # by itself the chain cannot tell


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"{}")])
def test_a_lost_copy_of_the_slots_is_found(school: Store, spoil: Callable[[Path], object]) -> None:
    spoil(keys.key_files(school.path)[1])
    (finding,) = check_store(school)
    assert finding.code == "keys" and not finding.is_damage


# --- salvage ---


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    """A closed store of today's schema with 2,059 answers."""
    for file in FIXTURE.glob("school.npo*"):
        shutil.copy(file, tmp_path)
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    store.close()
    return store


def saved_dump(path: Path, data_key: bytes) -> dict[str, list[dict[str, Any]]]:
    from npo_desktop.store.engine import Opener, connect

    store = Store(path, connect(path, data_key), data_key, Opener())
    with store.reading() as session:
        found = canonical_dump(session)
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()
    return found


def test_everything_is_saved_from_a_store_that_is_whole(filled: Store, tmp_path: Path) -> None:
    counts = salvage(filled.path, filled.data_key, tmp_path / "saved.npo")
    store = open_store(filled.path, PASSPHRASE)
    with store.reading() as session:
        was = canonical_dump(session, without=("audit_entry",))
    store.close()
    saved = saved_dump(tmp_path / "saved.npo", filled.data_key)
    assert {table: saved[table] for table in was} == was
    assert counts["answer"] == len(was["answer"]) == 2059


def test_what_was_not_brought_in_yet_is_saved_too(school: Store, tmp_path: Path) -> None:
    add_pupil(school, "1")
    path = killed(school, tmp_path / "k")
    assert salvage(path, school.data_key, tmp_path / "saved.npo")["pupil"] == 1


def test_one_bad_page_costs_its_own_rows_only_and_no_row_is_invented(
    filled: Store, tmp_path: Path, chance: Random
) -> None:
    whole, data_key = filled.path.read_bytes(), filled.data_key
    salvage(filled.path, data_key, tmp_path / "0.npo")
    everything = saved_dump(tmp_path / "0.npo", data_key)
    was = {t: {json.dumps(row, sort_keys=True) for row in rows} for t, rows in everything.items()}
    saved_all = 0
    for n in chance.sample(range(1, len(whole) // 4096), 12):
        filled.path.write_bytes(whole[: n * 4096] + bytes(4096) + whole[n * 4096 + 4096 :])
        target = tmp_path / f"{n}.npo"
        try:
            counts = salvage(filled.path, data_key, target)
        except StoreError:  # the page that says where the tables are
            assert not target.exists()
            continue
        found = saved_dump(target, data_key)
        for table, rows in found.items():
            if table != "school":  # may be stood in for
                assert {json.dumps(row, sort_keys=True) for row in rows} <= was[table], (n, table)
        saved_all += counts["answer"] == 2059
        assert filled.path.read_bytes()[n * 4096 : n * 4096 + 4096] == bytes(4096)
    assert saved_all >= 3


def test_nothing_readable_is_left_on_the_disk_by_saving(filled: Store, tmp_path: Path) -> None:
    salvage(filled.path, filled.data_key, tmp_path / "saved.npo")
    data = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"SQLite format 3" not in data and b"Kaya" not in data.replace(b"Basisschool Kaya", b"")


def test_with_nothing_readable_it_says_so_and_keeps_the_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "school.npo"
    path.write_bytes(bytes(range(256)) * 400)
    with pytest.raises(StoreError):
        salvage(path, bytes(32), tmp_path / "saved.npo")
    assert path.exists() and not (tmp_path / "saved.npo").exists()
    with pytest.raises(UserError):
        salvage(path, bytes(32), path)
