"""Backups prove themselves; damaged ones are passed over, named and kept (T08)."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest

from npo_desktop.errors import Cancelled, StoreError, UserError
from npo_desktop.progress import Progress
from npo_desktop.store import integrity
from npo_desktop.store.backups import backup as backups
from npo_desktop.store.backups import places
from npo_desktop.store.backups import schedule as backup_schedule
from npo_desktop.store.backups.backup import (
    backup_folder,
    list_backups,
    make_backup,
    newest_good,
    read_manifest,
    verify_backup,
)
from npo_desktop.store.backups.backup_file import DamagedBackup, OtherKey, read_header, write_backup
from npo_desktop.store.backups.restore import pause_rotation, restore
from npo_desktop.store.backups.salvage import salvage
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost, key_files
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Pupil

PASSPHRASE = "a passphrase for tests"
CANARY = "Canaria"


@pytest.fixture
def school(
    tmp_path: Path, day: Callable[[str], None], copy_of: Callable[..., Any]
) -> Iterator[Store]:
    """A store of the first of October with some pupils; the test may close it."""
    day("2026-10-01")
    copy_of(tmp_path / "school.npo", _make)
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    add_pupils(store, 20)
    yield store
    store.engine.dispose()


def _make(path: Path) -> None:
    new = NewSchool("Basisschool Test", "bonaire")
    create_store(path, PASSPHRASE, new, cost=Cost(64, 1, 1))[0].close()


def add_pupils(store: Store, number: int, first: int = 0) -> None:
    with store.writing() as session:
        for n in range(first, first + number):
            session.add(Pupil(number=f"{n:05}", call_name=f"{CANARY}{n}", last_name="Test"))


def spoil(path: Path, place: int = -3000) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 4
    path.write_bytes(data)


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setenv("NPO_TODAY", text)


def test_a_backup_was_opened_and_counted_and_holds_nothing_readable(
    school: Store, tmp_path: Path
) -> None:
    target = tmp_path / "to" / "a.npobak"
    target.parent.mkdir()
    made = make_backup(school, target)
    assert made.verified and made.counts["pupil"] == 20 and made.school == "Basisschool Test"
    assert verify_backup(target, school.data_key).counts == made.counts
    assert visible(target.parent) == ["a.npobak"]
    assert CANARY.encode() not in target.read_bytes()
    assert read_manifest(target).audit_length == made.counts["audit_entry"] > 0
    assert oct(target.stat().st_mode)[-3:] == "600"


def test_every_changed_bit_of_a_backup_is_noticed(
    school: Store, tmp_path: Path, chance: Random
) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    whole = target.read_bytes()
    head = read_header(target).starts_at
    places = [chance.randrange(head) for _n in range(60)]
    places += [chance.randrange(head, len(whole)) for _n in range(60)]
    for place in places:
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        target.write_bytes(data)
        with pytest.raises(UserError):
            verify_backup(target, school.data_key)
            pytest.fail(f"byte {place} of {len(whole)}")
    target.write_bytes(whole)
    assert verify_backup(target, school.data_key).verified  # it was the bits


@pytest.mark.parametrize("keep", [0, 5, 13, 400, 3000, -1, -4096])
def test_a_backup_that_broke_off_is_refused_and_not_called_verified(
    school: Store, tmp_path: Path, keep: int
) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    target.write_bytes(target.read_bytes()[:keep])
    with pytest.raises(UserError):
        verify_backup(target, school.data_key)
    assert not any(facts.verified for facts in list_backups(tmp_path))


def test_a_manifest_that_tells_other_counts_is_refused(
    school: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = integrity.row_counts
    times = iter((1, 0))  # one pupil too many in the manifest, none when it is verified

    def miscounted(connection: object) -> dict[str, int]:
        found = counted(connection)
        return {**found, "pupil": found["pupil"] + next(times)}

    monkeypatch.setattr(integrity, "row_counts", miscounted)
    with pytest.raises(DamagedBackup):
        make_backup(school, tmp_path / "a.npobak")
    assert not list(tmp_path.glob("*a.npobak*"))


def test_the_old_backup_stays_until_the_new_one_is_proved(
    school: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    before = target.read_bytes()
    write = write_backup

    def torn(file: BinaryIO, *rest: Any) -> None:
        write(file, *rest)
        file.truncate(9000)

    monkeypatch.setattr(backups, "write_backup", torn)
    with pytest.raises(DamagedBackup):
        make_backup(school, target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_backup_can_be_stopped_and_leaves_nothing(school: Store, tmp_path: Path) -> None:
    def stop(done: int, total: int, label: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_backup(school, tmp_path / "a.npobak", stop)
    assert not list(tmp_path.glob("*a.npobak*"))
    add_pupils(school, 1, first=90)  # the store goes on


def test_a_backup_replaces_no_other_file_and_not_the_store(school: Store, tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("to the parents")
    for target in (other, school.path, key_files(school.path)[0]):
        with pytest.raises(UserError):
            make_backup(school, target)
    assert other.read_text() == "to the parents"
    with pytest.raises(UserError, match="nergens"):
        make_backup(school, tmp_path / "nergens" / "a.npobak")


def test_a_damaged_store_gets_no_backup_that_calls_itself_good(
    school: Store, tmp_path: Path
) -> None:
    school.close()
    spoil(school.path, 100_000)
    again = open_store(school.path, PASSPHRASE)
    with pytest.raises(StoreError):
        make_backup(again, tmp_path / "a.npobak")
    assert not list(tmp_path.glob("*a.npobak*"))
    again.engine.dispose()


def test_another_school_cannot_verify_it(school: Store, tmp_path: Path) -> None:
    target = tmp_path / "a.npobak"
    make_backup(school, target)
    with pytest.raises(OtherKey):
        verify_backup(target, bytes(32))


# --- T08 ---


@pytest.mark.parametrize("spoiled", [1, 2, 4])
def test_damaged_backups_are_passed_over_until_a_good_one(
    school: Store, tmp_path: Path, day: Callable[[str], None], spoiled: int
) -> None:
    made = []
    for n in range(1, 5):
        day(f"2026-11-0{n}")
        add_pupils(school, 1, first=100 + n)
        made.append(backup_schedule.run_backup(school))
    for facts in made[-spoiled:]:
        spoil(facts.path, 20 if facts is made[-1] else -3000)
    folder = backup_folder(school.path)
    good, passed = newest_good(folder, school.data_key)
    assert set(passed) == {facts.path for facts in made[-spoiled:]}
    school.close()
    if spoiled == 4:
        assert good is None
        saved = salvage(school.path, school.data_key, tmp_path / "saved.npo")
        assert saved["pupil"] == 24
    else:
        assert good is not None and good.made_at == made[-spoiled - 1].made_at  # says which date
        done = restore(school.path, good.path, passphrase=PASSPHRASE)
        assert done.counts["pupil"] == good.counts["pupil"] == 20 + 4 - spoiled
        assert done.made_at.date().isoformat() == f"2026-11-0{4 - spoiled}"
    assert all(facts.path.exists() for facts in made)


def test_the_weekly_check_sets_a_damaged_backup_aside_and_keeps_it(
    school: Store, day: Callable[[str], None]
) -> None:
    day("2026-11-01")
    old = backup_schedule.run_backup(school)
    day("2026-11-02")
    new = backup_schedule.run_backup(school)
    assert backup_schedule.check_due(school)
    spoil(new.path)
    checked = backup_schedule.run_check(school)
    assert checked.good is not None and checked.good.path == old.path
    assert [path.name for path in checked.spoiled] == [new.path.name + ".damaged"]
    assert checked.spoiled[0].exists() and not new.path.exists()
    assert not backup_schedule.check_due(school)
    day("2026-11-09")
    assert backup_schedule.check_due(school)


# --- when, where, how it stands ---

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_ago", "is_changed", "is_closing", "due"),
    [
        (None, True, False, True),
        (None, False, True, False),
        (29, True, False, False),
        (30, True, False, True),
        (30, False, False, False),
        (1, True, True, True),
        (1, False, True, False),
        (-600, True, False, True),  # the clock was set back
    ],
)
def test_a_backup_is_due_after_half_an_hour_of_work_and_at_closing(
    minutes_ago: int | None, is_changed: bool, is_closing: bool, due: bool
) -> None:
    last = None if minutes_ago is None else NOON - timedelta(minutes=minutes_ago)
    found = backup_schedule.backup_due(last, NOON, is_changed=is_changed, is_closing=is_closing)
    assert found is due


def test_only_what_was_written_since_makes_a_backup_due(school: Store) -> None:
    assert backup_schedule.due_now(school)
    backup_schedule.run_backup(school)
    assert not backup_schedule.due_now(school, is_closing=True)
    add_pupils(school, 1, first=50)
    assert backup_schedule.due_now(school, is_closing=True)
    backup_schedule.run_backup(school)
    school.close()
    again = open_store(school.path, PASSPHRASE)
    assert not backup_schedule.due_now(again, is_closing=True)  # opening alone is no work
    again.close()


def test_the_second_place_gets_every_backup_and_its_age_shows(
    school: Store, tmp_path: Path, day: Callable[[str], None]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    day("2026-11-01")
    backup_schedule.set_second_place(school, stick)
    made = backup_schedule.run_backup(school)
    assert (stick / made.path.name).read_bytes() == made.path.read_bytes()
    state = backup_schedule.backup_state(school)
    assert (state.last, state.last_elsewhere, state.tone) == (made.made_at, made.made_at, "ok")
    shutil.rmtree(stick)  # pulled out
    day("2026-11-09")
    here = backup_schedule.run_backup(school)
    state = backup_schedule.backup_state(school)
    assert (state.last, state.last_elsewhere, state.tone) == (here.made_at, made.made_at, "amber")
    day("2026-11-23")
    assert backup_schedule.backup_state(school).tone == "red"


def test_a_copy_that_arrives_damaged_is_not_taken_for_a_backup(
    school: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup_schedule.set_second_place(school, stick)
    copy = places._copy

    def losing(source: Path, target: Path, progress: Progress) -> None:
        copy(source, target, progress)
        os.truncate(target, 5000)

    monkeypatch.setattr(places, "_copy", losing)
    backup_schedule.run_backup(school)
    assert visible(stick) == []
    assert backup_schedule.backup_state(school).last_elsewhere is None


def test_backups_of_another_school_on_the_same_stick_are_left_alone(
    school: Store, tmp_path: Path, day: Callable[[str], None]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    other, _key = create_store(
        tmp_path / "other" / "school.npo",
        PASSPHRASE,
        NewSchool("Andere school", "saba"),
        cost=Cost(64, 1, 1),
    )
    theirs = [make_backup(other, stick / f"other-{n}.npobak").path for n in range(8)]
    other.close()
    spoil(theirs[-1])
    backup_schedule.set_second_place(school, stick)
    for n in range(10, 30):
        day(f"2026-11-{n}")
        backup_schedule.run_backup(school)
    assert backup_schedule.run_check(school).spoiled == ()
    assert all(path.exists() for path in theirs)


def test_rotation_rests_after_a_restore_and_while_the_clock_is_doubted(
    school: Store, day: Callable[[str], None]
) -> None:
    def number() -> int:
        return len(list_backups(backup_folder(school.path)))

    for n in range(1, 20):
        day(f"2026-11-{n:02}")
        backup_schedule.run_backup(school)
    standing = number()
    assert standing < 19
    pause_rotation(school.path)
    for n in range(20, 29):
        day(f"2026-11-{n:02}")
        backup_schedule.run_backup(school)
    assert number() == standing + 9 and backup_schedule.backup_state(school).rotation_paused
    backup_schedule.confirm_restored(school)
    day("2036-11-29")  # ten years on: nobody believes that
    backup_schedule.run_backup(school)
    assert number() == standing + 10
    day("2026-11-29")
    backup_schedule.run_backup(school)
    assert number() < standing + 9


def test_on_a_nearly_full_disk_old_dailies_go_first(
    school: Store, day: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 15):
        day(f"2026-11-{n:02}")
        backup_schedule.run_backup(school)
    before = list_backups(backup_folder(school.path))
    nearly_full = SimpleNamespace(total=9, used=8, free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: nearly_full)
    day("2026-11-15")
    newest = backup_schedule.run_backup(school)
    after = list_backups(backup_folder(school.path))
    assert backup_schedule.backup_state(school).low_space
    assert len(after) < len(before) and after[0].path == newest.path and len(after) >= 5


def test_once_a_month_there_is_a_backup_of_the_second_kind(
    school: Store, day: Callable[[str], None]
) -> None:
    for text in ("2026-10-30", "2026-11-02", "2026-11-20"):
        day(text)
        backup_schedule.run_backup(school)
    lines = [path.name for path in sorted(backup_folder(school.path).glob("*.npolines"))]
    assert lines == ["school-2026-10.npolines", "school-2026-11.npolines"]
