"""Older key files put back beside a store are refused; whatever else happens, it stays openable."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store import colleagues, key_revision, keys, lifecycle
from npo_desktop.store.backups.backup import backup_folder, backup_name, make_backup
from npo_desktop.store.backups.json_lines import read_json_lines, write_json_lines
from npo_desktop.store.backups.restore import preview_restore, restore
from npo_desktop.store.backups.salvage import salvage
from npo_desktop.store.engine import Store
from npo_desktop.store.key_revision import KEY, OlderKeys, seen_revision
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    listed_openers,
    open_store,
    open_with_recovery,
    replace_passphrase,
)
from npo_desktop.store.move import move_store
from npo_desktop.store.new_data_key import rotate_key
from npo_desktop.store.tables import Setting

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"
NEWER = "groene deur zonder slot"
TEACHER = "blauwe kist naast trap"
HEAD = "losse lade achter muur"
SCHEMA_1 = Path(__file__).parents[1] / "stores" / "schema-0001"


@pytest.fixture
def made(tmp_path: Path, copy_of: Callable[..., Any]) -> tuple[Path, str]:
    """A closed store with a coordinator and a teacher, and its recovery key."""
    path = tmp_path / "store" / "a.npo"
    return path, copy_of(path, _make)


def _make(path: Path) -> str:
    store, recovery = create_store(
        path, SECRET, NewSchool("School", "saba", coordinator="Els"), cost=CHEAP
    )
    colleagues.add_colleague(store, "Juf Een", "teacher", TEACHER, cost=CHEAP)
    store.close()
    return recovery


@pytest.fixture
def path(made: tuple[Path, str]) -> Path:
    return made[0]


def kept_keys(path: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in keys.key_files(path)}


def put_back(old: dict[Path, bytes]) -> None:
    for file, data in old.items():
        file.write_bytes(data)


def seen(store: Store) -> int:
    with store.reading() as session:
        return seen_revision(session)


def seen_in(path: Path, secret: str) -> int:
    store = open_store(path, secret)
    found = seen(store)
    store.close()
    return found


def everything(path: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


def with_a_backup(path: Path, secret: str) -> Path:
    folder = backup_folder(path)
    folder.mkdir(exist_ok=True)
    store = open_store(path, secret)
    target = folder / f"{len(list(folder.iterdir()))}-{backup_name(path)}"
    made = make_backup(store, target).path
    store.close()
    return made


def new_passphrase(path: Path) -> None:
    store = open_store(path, SECRET)
    assert store.opener.slot_id is not None
    colleagues.change_passphrase(store, store.opener.slot_id, SECRET, NEWER, cost=CHEAP)
    store.close()


def new_colleague(path: Path) -> None:
    store = open_store(path, SECRET)
    colleagues.add_colleague(store, "Hoofd Twee", "head", HEAD, cost=CHEAP)
    store.close()


# --- what is refused ---


def test_an_old_key_file_opens_nothing_with_a_passphrase_that_was_replaced(
    made: tuple[Path, str],
) -> None:
    path, recovery = made
    old = kept_keys(path)
    new_passphrase(path)
    newest = kept_keys(path)
    put_back(old)
    before = everything(path)
    for opens in (
        lambda: open_store(path, SECRET),
        lambda: open_store(path, TEACHER),
        lambda: open_with_recovery(path, recovery),
        lambda: replace_passphrase(path, recovery, "vier natte zware jassen", cost=CHEAP),
    ):
        with pytest.raises(OlderKeys) as refused:
            opens()
        assert refused.value.message and ".keys.copy" in refused.value.hint
        assert everything(path) == before
    put_back(newest)
    open_store(path, NEWER).close()


def test_an_old_key_file_does_not_close_the_account_of_who_came_later(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = kept_keys(path)
    new_colleague(path)
    newest = kept_keys(path)
    put_back(old)
    with pytest.raises(OlderKeys):
        open_store(path, SECRET)
    put_back(newest)
    store = open_store(path, HEAD)
    with store.reading() as session:
        assert "Hoofd Twee" in {one.name for one in colleagues.colleagues(session)}
    store.close()
    put_back(old)  # the control: without the guard she is shown out
    monkeypatch.setattr(lifecycle, "refuse_older", lambda _session, _path: None)
    open_store(path, SECRET).close()
    put_back(newest)
    with pytest.raises(keys.WrongSecret):
        open_store(path, HEAD)


def test_an_old_store_and_its_own_keys_put_back_together_open(path: Path) -> None:
    old = everything(path)
    new_passphrase(path)
    put_back(old)
    open_store(path, SECRET).close()


def test_an_old_key_file_of_which_the_checksum_was_broken_is_refused_too(path: Path) -> None:
    old = kept_keys(path)
    new_passphrase(path)
    for file, data in old.items():
        document = json.loads(data)
        file.write_text(json.dumps({**document, "checksum": "0" * 64}))
    with pytest.raises(OlderKeys):
        open_store(path, SECRET)


def test_one_older_copy_of_the_two_is_mended_from_the_other(path: Path) -> None:
    old = kept_keys(path)
    new_passphrase(path)
    newest = kept_keys(path)
    for file in keys.key_files(path):
        file.write_bytes(old[file])
        open_store(path, NEWER).close()
        assert kept_keys(path) == newest


def test_older_keys_put_back_while_the_store_is_open_are_not_written_on(path: Path) -> None:
    store = open_store(path, SECRET)
    old = kept_keys(path)
    teacher = keys.slot_named(path, "Juf Een")
    colleagues.set_passphrase(store, teacher, NEWER, cost=CHEAP)
    newest = kept_keys(path)
    put_back(old)
    for change in (
        lambda: colleagues.add_colleague(store, "Iet", "teacher", HEAD, cost=CHEAP),
        lambda: colleagues.remove_colleague(store, teacher),
        lambda: colleagues.new_recovery_key(store),
        lambda: rotate_key(store, SECRET),
    ):
        with pytest.raises(OlderKeys):
            change()
    assert kept_keys(path) == old
    store.close()
    put_back(newest)
    open_store(path, NEWER).close()


# --- the number: kept up to date, and never ahead of the files ---


def test_the_number_follows_every_writing_of_the_slots(made: tuple[Path, str]) -> None:
    path, recovery = made
    store = open_store(path, SECRET)
    own, teacher = store.opener.slot_id, keys.slot_named(path, "Juf Een")
    assert own is not None
    numbers = [seen(store)]
    for change in (
        lambda: colleagues.add_colleague(store, "Iet", "teacher", HEAD, cost=CHEAP),
        lambda: colleagues.change_passphrase(store, own, SECRET, NEWER, cost=CHEAP),
        lambda: colleagues.remove_colleague(store, teacher),
        lambda: colleagues.use_recovery_key(store, recovery),
    ):
        change()
        numbers.append(seen(store))
        assert numbers[-1] == keys.read_keys(path)[0].revision
    store.close()
    replace_passphrase(path, recovery, "vier natte zware jassen", cost=CHEAP)
    numbers.append(seen_in(path, "vier natte zware jassen"))
    assert numbers[-1] == keys.read_keys(path)[0].revision
    assert numbers == sorted(set(numbers)), numbers


def test_a_kill_between_the_slots_and_the_commit_leaves_the_store_behind_and_openable(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(path, SECRET)
    before, real = seen(store), keys.write_keys

    def killed_after(store_path: Path, held: keys.KeyFile) -> keys.KeyFile:
        real(store_path, held)
        raise KeyboardInterrupt

    monkeypatch.setattr(keys, "write_keys", killed_after)
    assert store.opener.slot_id is not None
    with pytest.raises(KeyboardInterrupt):
        colleagues.change_passphrase(store, store.opener.slot_id, SECRET, NEWER, cost=CHEAP)
    monkeypatch.undo()
    assert seen(store) == before < keys.read_keys(path)[0].revision
    store.close()
    assert seen_in(path, NEWER) == keys.read_keys(path)[0].revision


def test_a_number_is_never_committed_before_the_files_have_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(path, SECRET)
    real = key_revision.remember
    standing = []

    def noticed(session: Session, place: Path, held: keys.KeyFile) -> None:
        standing.append([json.loads(f.read_bytes())["revision"] for f in keys.key_files(place)])
        real(session, place, held)
        assert standing[-1] == [held.revision] * 2

    monkeypatch.setattr(key_revision, "remember", noticed)
    colleagues.add_colleague(store, "Iet", "teacher", HEAD, cost=CHEAP)
    store.close()
    assert len(standing) == 1


def test_a_copy_that_cannot_be_mended_keeps_the_number_low_and_nobody_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, copy = keys.key_files(path)
    old = copy.read_bytes()
    before = seen_in(path, SECRET)
    held = keys.read_keys(path)[0]
    keys.write_keys(path, held)  # a newer number, that the store has not seen
    copy.write_bytes(old)

    def not_there(_path: Path, _held: keys.KeyFile) -> bool:
        raise UserError("you may not write there")

    with monkeypatch.context() as patched:
        patched.setattr(keys, "repair_keys", not_there)
        assert seen_in(path, SECRET) == before
    first.unlink()
    open_store(path, SECRET).close()  # the older copy is all there is


def test_a_damaged_file_with_a_wild_number_is_not_believed(path: Path) -> None:
    before = seen_in(path, SECRET)
    for file in keys.key_files(path):
        document = json.loads(file.read_bytes())
        file.write_text(json.dumps({**document, "revision": 999_999}))  # its checksum tells
    assert seen_in(path, SECRET) == before


@pytest.mark.parametrize("value", ["", "x", "-3", "1e9", "²"])
def test_a_number_that_is_none_counts_as_not_seen(path: Path, value: str) -> None:
    store = open_store(path, SECRET)
    with store.writing() as session:
        session.merge(Setting(key=KEY, value=value))
    store.close()
    assert seen_in(path, SECRET) == keys.read_keys(path)[0].revision


# --- every honest way to older or other slots stays open ---


def test_with_both_copies_lost_the_backup_s_older_slots_open_again_and_again(path: Path) -> None:
    with_a_backup(path, SECRET)
    new_passphrase(path)
    known = seen_in(path, NEWER)
    for _time in range(2):
        for file in keys.key_files(path):
            file.unlink()
        for _again in range(2):
            assert seen_in(path, SECRET) == keys.read_keys(path)[0].revision > known


def test_with_both_copies_lost_the_recovery_sheet_opens_again_and_again(
    made: tuple[Path, str],
) -> None:
    path, recovery = made
    with_a_backup(path, SECRET)
    new_passphrase(path)
    for file in keys.key_files(path):
        file.unlink()
    for _time in range(2):
        open_with_recovery(path, recovery).close()
    renewed = replace_passphrase(path, recovery, "vier natte zware jassen", cost=CHEAP)
    open_store(path, "vier natte zware jassen", slot_id=renewed).close()


def test_what_the_refusal_advises_works_the_backup_s_keys_are_used(path: Path) -> None:
    old = kept_keys(path)
    new_passphrase(path)
    with_a_backup(path, NEWER)
    put_back(old)
    with pytest.raises(OlderKeys):
        open_store(path, SECRET)
    for file in keys.key_files(path):
        file.rename(file.with_name(file.name + ".old"))
    open_store(path, NEWER).close()
    with pytest.raises(keys.WrongSecret):
        open_store(path, SECRET)


def test_an_older_backup_put_back_opens_with_the_passphrase_of_today(path: Path) -> None:
    backup = with_a_backup(path, SECRET)
    new_passphrase(path)
    new = keys.read_keys(path)
    restore(path, backup, passphrase=NEWER)
    assert seen_in(path, NEWER) == new[0].revision
    assert keys.read_keys(path) == new


def test_a_newer_backup_put_back_over_a_store_with_fewer_writings_opens(
    path: Path, tmp_path: Path
) -> None:
    older = with_a_backup(path, SECRET)
    for _n in range(3):  # writings that the other computer never saw
        new_colleague_and_gone(path)
    newer = with_a_backup(path, SECRET)
    elsewhere = tmp_path / "elsewhere" / "school.npo"
    restore(elsewhere, older, passphrase=SECRET)
    open_store(elsewhere, SECRET).close()
    assert keys.read_keys(elsewhere)[0].revision < keys.read_keys(path)[0].revision
    restore(elsewhere, newer, passphrase=SECRET)
    for _time in range(2):
        assert seen_in(elsewhere, SECRET) == keys.read_keys(elsewhere)[0].revision


def new_colleague_and_gone(path: Path) -> None:
    store = open_store(path, SECRET)
    slot_id = colleagues.add_colleague(store, "Even Hier", "teacher", HEAD, cost=CHEAP)
    colleagues.remove_colleague(store, slot_id)
    store.close()


def test_a_restore_beside_older_keys_brings_the_backup_s_or_is_refused(
    made: tuple[Path, str],
) -> None:
    path, recovery = made
    stale = with_a_backup(path, SECRET)
    old = kept_keys(path)
    new_passphrase(path)
    backup = with_a_backup(path, NEWER)
    put_back(old)
    for work in (preview_restore, restore):
        with pytest.raises(keys.WrongSecret):  # it opens the old keys, but not the backup's
            work(path, backup, passphrase=SECRET)
        with pytest.raises(OlderKeys):
            work(path, stale, passphrase=SECRET)
    assert kept_keys(path) == old
    assert preview_restore(path, backup, recovery_key=recovery).school == "School"
    restore(path, backup, recovery_key=recovery)
    open_store(path, NEWER).close()
    with pytest.raises(keys.WrongSecret):
        open_store(path, SECRET)


def test_a_new_data_key_goes_on_counting(path: Path) -> None:
    new_colleague(path)
    store = open_store(path, SECRET)
    before = seen(store)
    changed = rotate_key(store, SECRET).store
    assert seen(changed) == keys.read_keys(path)[0].revision > before
    changed.close()
    assert seen_in(path, SECRET) > before


def test_a_store_of_the_first_release_counts_from_its_first_opening(tmp_path: Path) -> None:
    for file in SCHEMA_1.glob("school.npo*"):
        shutil.copyfile(file, tmp_path / file.name)
    path = tmp_path / "school.npo"
    of_then = kept_keys(path)
    secret = "a passphrase for tests"
    for _time in range(2):
        assert seen_in(path, secret) == keys.read_keys(path)[0].revision > 0
    put_back(of_then)
    with pytest.raises(OlderKeys):
        open_store(path, secret)


def saved(path: Path, store: Store) -> Path:
    target = path.with_name("saved.npo")
    salvage(path, store.data_key, target)
    for file, new in zip(keys.key_files(path), keys.key_files(target), strict=True):
        shutil.copyfile(file, new)
    return target


def from_lines(path: Path, store: Store) -> Path:
    target = path.with_name("again.npo")
    again = open_store(path, NEWER)
    write_json_lines(again, path.with_name("a.npolines"))
    again.close()
    read_json_lines(path.with_name("a.npolines"), store.data_key, target)
    return target


def moved(path: Path, _store: Store) -> Path:
    target = path.parent / "there" / "a.npo"
    move_store(path, target, opens=listed_openers)
    return target


@pytest.mark.parametrize("way", [saved, from_lines, moved])
def test_a_store_that_is_salvaged_read_from_lines_or_moved_opens(
    path: Path, way: Callable[[Path, Store], Path]
) -> None:
    new_passphrase(path)
    store = open_store(path, NEWER)
    store.close()
    there = way(path, store)
    for _time in range(2):
        assert seen_in(there, NEWER) == keys.read_keys(there)[0].revision


def test_the_one_sentence_is_a_store_s_trouble() -> None:
    assert issubclass(OlderKeys, StoreError)
    told = key_revision.older_keys()
    assert told.message and told.hint


def test_numbers_are_above_what_was_seen_whatever_is_written(path: Path) -> None:
    store = open_store(path, SECRET)
    held = replace(keys.read_keys(path)[0], revision=1)
    with store.writing() as session:
        session.merge(Setting(key=KEY, value="41"))
    for file in keys.key_files(path):
        file.unlink()
    with store.writing() as session:
        assert key_revision.write_slots(session, path, held).revision == 42
    store.close()
    assert all(isinstance(opener.slot_id, UUID) for opener in listed_openers(path))
    assert seen_in(path, SECRET) == 42
