"""What somebody may try on a school's files: each try ends in a sentence, and nothing is lost."""

import errno
import json
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.errors import UserError
from npo_desktop.safe_file import cannot_write, write_bytes
from npo_desktop.store import condition, keys, swap
from npo_desktop.store.backups import restore
from npo_desktop.store.backups.backup import (
    backup_folder,
    list_backups,
    make_backup,
    newest_good,
    read_manifest,
)
from npo_desktop.store.backups.backup_file import MAGIC, DamagedBackup, read_header
from npo_desktop.store.backups.schedule import backup_state, due_now, run_backup
from npo_desktop.store.check import check_closed, check_store
from npo_desktop.store.colleagues import add_colleague, change_passphrase, remove_colleague
from npo_desktop.store.condition import Condition, Look
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Locked, Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.new_data_key import rotate_key
from npo_desktop.store.tables import Pupil, Setting
from ui.widgets.recovery_sheet import PROVED

PASSPHRASE = "a passphrase for tests"
OTHER = "another sentence for tests"
CHEAP = keys.Cost(64, 1, 1)
HOLDS_IT = """
import sys
from pathlib import Path
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
store = open_store(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def recovery() -> list[str]:
    return []


@pytest.fixture
def store(tmp_path: Path, recovery: list[str], copy_of: Callable[..., Any]) -> Iterator[Store]:
    """A store that the test may close."""
    recovery.append(copy_of(tmp_path / "school.npo", _make))
    made = open_store(tmp_path / "school.npo", PASSPHRASE)
    yield made
    made.engine.dispose()


def _make(path: Path) -> str:
    new = NewSchool("Basisschool Test", "bonaire")
    store, recovery_key = create_store(path, PASSPHRASE, new, cost=CHEAP)
    store.close()
    return recovery_key


def dump(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        return canonical_dump(session, without=("audit_entry", "account", "setting"))


def whole_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def add_pupil(store: Store, number: str) -> None:
    with store.writing() as session:
        session.add(Pupil(number=number, call_name="P"))


# --- whoever was shown out ---


def test_a_removed_colleague_puts_no_old_backup_back(store: Store) -> None:
    slot, target = add_colleague(store, "Juf", "teacher", OTHER, cost=CHEAP), store.path
    backup = store.path.with_name("a.npobak")
    make_backup(store, backup)
    remove_colleague(store, slot)
    store.close()
    before = whole_folder(target.parent)
    for put_back in (restore.preview_restore, restore.restore):
        with pytest.raises(keys.WrongSecret):
            put_back(target, backup, passphrase=OTHER)
    assert whole_folder(target.parent) == before
    restore.restore(target, backup, passphrase=PASSPHRASE)  # and who is still in, does
    with pytest.raises(keys.WrongSecret):
        open_store(target, OTHER)


def test_a_teacher_puts_nothing_back_and_the_recovery_key_does(
    store: Store, recovery: list[str]
) -> None:
    add_colleague(store, "Juf", "teacher", OTHER, cost=CHEAP)
    backup = store.path.with_name("a.npobak")
    make_backup(store, backup)
    store.close()
    before = whole_folder(store.path.parent)
    for put_back in (restore.preview_restore, restore.restore):
        with pytest.raises(UserError, match="begeleider"):
            put_back(store.path, backup, passphrase=OTHER)
    assert whole_folder(store.path.parent) == before
    restore.restore(store.path, backup, recovery_key=recovery[0])


def test_a_passphrase_that_was_replaced_puts_no_old_backup_back(store: Store) -> None:
    backup = store.path.with_name("a.npobak")
    make_backup(store, backup)
    slot_id = store.opener.slot_id
    assert slot_id is not None
    change_passphrase(store, slot_id, PASSPHRASE, OTHER, cost=CHEAP)
    store.close()
    with pytest.raises(keys.WrongSecret):
        restore.restore(store.path, backup, passphrase=PASSPHRASE)
    restore.restore(store.path, backup, passphrase=OTHER)


# --- a backup that is made to harm ---


def harmful(good: Path) -> dict[str, bytes]:
    text = json.loads(read_header(good).sealed[struct.calcsize(">8sHI") :])
    told = text["manifest"]

    def but(**more: Any) -> bytes:
        return json.dumps({**text, "manifest": {**told, **more}}).encode()

    return {
        "list": but(counts=[]),
        "endless": but(counts={"pupil": float("inf")}),
        "number": but(database=7),
        "nothing": but(school=None),
        "word": but(schema="two"),
        "deep": b"[" * 200_000,
    }


def test_a_header_made_to_harm_is_a_damaged_backup_and_hides_no_other(store: Store) -> None:
    folder = backup_folder(store.path)
    folder.mkdir()
    good = folder / "good.npobak"
    make_backup(store, good)
    for name, text in harmful(good).items():
        bad = folder / f"{name}.npobak"
        bad.write_bytes(struct.pack(">8sHI", MAGIC, 1, len(text)) + text + bytes(32))
        with pytest.raises(DamagedBackup):
            read_manifest(bad)
        assert [facts.path for facts in list_backups(folder)] == [good], name


# --- a marker that can no longer be read ---


@pytest.mark.parametrize("marked", [b"", b"\xff{", b"[]", b'{"kept": ""}', b'{"kept": "a\\u0000"}'])
def test_an_unreadable_marker_keeps_nobody_out(store: Store, marked: bytes) -> None:
    path, backup = store.path, store.path.with_name("a.npobak")
    make_backup(store, backup)
    store.close()
    for nothing_waits in (True, False):
        if not nothing_waits:
            swap.incoming(path).write_bytes(b"half of a store")
        swap.marker(path).write_bytes(marked)
        open_store(path, PASSPHRASE).close()
        assert not swap.marker(path).exists()
    swap.marker(path).write_bytes(marked)
    restore.restore(path, backup, passphrase=PASSPHRASE)


def test_an_unreadable_marker_halfway_goes_forward(store: Store) -> None:
    path = store.path
    add_pupil(store, "1")
    was = dump(store)
    store.close()
    path.rename(swap.incoming(path))  # the old one was moved, the new one not yet
    swap.marker(path).write_bytes(b"")
    again = open_store(path, PASSPHRASE)
    assert dump(again) == was
    again.close()


@pytest.mark.parametrize("writing", ["keys", "swap"])
def test_a_disk_that_is_full_at_the_last_moment_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, writing: str
) -> None:
    path, backup = store.path, store.path.with_name("a.npobak")
    make_backup(store, backup)
    store.close()
    before = whole_folder(path.parent)

    def full(target: Path, data: bytes) -> None:
        if target.suffix == f".{writing}":
            raise cannot_write(target, OSError(errno.ENOSPC, "full"))
        write_bytes(target, data)

    monkeypatch.setattr(swap, "write_bytes", full)
    with pytest.raises(UserError):
        restore.restore(path, backup, passphrase=PASSPHRASE)
    assert whole_folder(path.parent) == before


# --- a store that is being worked in ---


@pytest.fixture
def in_use(store: Store) -> Iterator[Path]:
    """The path of a store that another process has open."""
    store.close()
    command = [sys.executable, "-c", HOLDS_IT, str(store.path), PASSPHRASE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"open\n"
        yield store.path
        other.kill()


@pytest.mark.parametrize("seems", [Condition.DAMAGED, Condition.FOREIGN_JOURNAL])
def test_a_store_that_seems_damaged_because_it_is_written_is_not_replaced(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seems: Condition,
    request: pytest.FixtureRequest,
) -> None:
    backup = tmp_path / "a.npobak"
    make_backup(store, backup)
    path = request.getfixturevalue("in_use")
    monkeypatch.setattr(restore, "look", lambda *_args: Look(seems))
    inode = path.stat().st_ino
    with pytest.raises(Locked):
        restore.restore(path, backup, passphrase=PASSPHRASE)
    assert path.stat().st_ino == inode and not restore.rotation_pause(path).exists()
    monkeypatch.setattr(restore, "refuse_in_use", lambda _path: None)  # the guard off
    restore.restore(path, backup, passphrase=PASSPHRASE)
    assert path.stat().st_ino != inode


def test_a_closed_store_is_free(store: Store) -> None:
    store.close()
    condition.refuse_in_use(store.path)
    condition.refuse_in_use(store.path.with_name("nowhere"))


# --- a look that must not touch ---


def test_a_check_of_a_damaged_store_changes_no_byte(store: Store) -> None:
    store.close()
    data = bytearray(store.path.read_bytes())
    data[len(data) // 2] ^= 4
    store.path.write_bytes(data)
    before = whole_folder(store.path.parent)
    assert any(one.is_damage for one in check_closed(store.path, PASSPHRASE))
    assert whole_folder(store.path.parent) == before


def test_a_new_data_key_makes_the_window_ask_for_a_new_sheet(store: Store) -> None:
    with store.writing() as session:
        session.add(Setting(key=PROVED, value="1"))
    changed = rotate_key(store, PASSPHRASE).store
    with changed.reading() as session:
        assert session.get(Setting, PROVED) is None
    changed.close()


# --- a clock that leapt and came back ---


def test_a_backup_from_the_future_hides_neither_age_nor_older_ones(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def on(day: str) -> None:
        monkeypatch.setenv("NPO_TODAY", day)

    on("2026-11-22")
    early = tmp_path / "early.npobak"
    make_backup(store, early)
    add_pupil(store, "1")
    run_backup(store)
    on("2046-11-22")
    add_pupil(store, "2")
    run_backup(store)
    on("2026-11-23")
    add_pupil(store, "3")
    state = backup_state(store)
    assert state.last is not None and state.last.year == 2026 and due_now(store)
    good, _spoiled = newest_good(backup_folder(store.path), store.data_key)
    assert good is not None and good.made_at.year == 2026
    on("2026-12-20")
    assert backup_state(store).tone == "red"
    store.close()
    restore.restore(store.path, early, passphrase=PASSPHRASE)
    again = open_store(store.path, PASSPHRASE)
    assert not [one for one in check_store(again) if one.is_damage]
    again.close()
