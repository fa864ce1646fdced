"""The second place is worked at without the store; it may break, vanish, or never answer."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.progress import Progress
from npo_desktop.store.backups import apart, places
from npo_desktop.store.backups import schedule as backup_schedule
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.restore import pause_rotation
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Pupil

PASSPHRASE = "a passphrase for tests"


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    return lambda text: monkeypatch.setenv("NPO_TODAY", text)


@pytest.fixture
def school(
    tmp_path: Path, day: Callable[[str], None], copy_of: Callable[..., Any]
) -> Iterator[Store]:
    day("2026-10-01")
    copy_of(tmp_path / "school.npo", _make)
    store = open_store(tmp_path / "school.npo", PASSPHRASE)
    yield store
    store.engine.dispose()


def _make(path: Path) -> None:
    new = NewSchool("Basisschool Test", "bonaire")
    create_store(path, PASSPHRASE, new, cost=Cost(64, 1, 1))[0].close()


@pytest.fixture
def stick(school: Store, tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    backup_schedule.set_second_place(school, folder)
    return folder


class Share:
    """A place that holds whoever copies to it until ``answer`` is set."""

    def __init__(self) -> None:
        self.begun, self.answer = Event(), Event()
        self._copy = places._copy

    def copy(self, source: Path, target: Path, progress: Progress) -> None:
        self.begun.set()
        assert self.answer.wait(60)
        self._copy(source, target, progress)


@pytest.fixture
def hung(stick: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    share = Share()
    monkeypatch.setattr(places, "_copy", share.copy)
    monkeypatch.setattr(places, "PATIENTLY", 0.3)
    monkeypatch.setattr(apart, "GRACE", 0.1)
    yield share
    share.answer.set()
    come_back(stick)


def come_back(place: Path) -> None:
    if (thread := apart._left.get(place)) is not None:
        thread.join(20)
        assert not thread.is_alive()


def add_pupil(store: Store, number: int) -> None:
    with store.writing() as session:
        session.add(Pupil(number=f"{number:05}", call_name="Test", last_name="Test"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".npolines")


def local(store: Store) -> Path:
    return backup_folder(store.path)


def test_nobody_touches_the_store_while_the_second_place_is_at_work(
    school: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_away, seen = Event(), []

    @contextmanager
    def give_back() -> Iterator[None]:
        is_away.set()
        yield
        is_away.clear()

    def guarded(name: str, inside: bool) -> None:
        owner: object = Store if name in ("reading", "writing") else places
        real = getattr(owner, name)

        def watched(*args: object, **named: object) -> object:
            assert is_away.is_set() is inside, name
            seen.append(name)
            return real(*args, **named)

        monkeypatch.setattr(owner, name, watched)

    for name in ("reading", "writing"):
        guarded(name, inside=False)
    for name in ("copy_elsewhere", "rotate", "newest", "newest_good", "_refuse"):
        guarded(name, inside=True)
    backup_schedule.set_second_place(school, stick, give_back=give_back)
    made = backup_schedule.run_backup(school, give_back=give_back)
    state = backup_schedule.backup_state(school, give_back=give_back)
    checked = backup_schedule.run_check(school, give_back=give_back)

    assert set(seen) >= {"writing", "copy_elsewhere", "rotate", "newest", "newest_good", "_refuse"}
    assert state.last_elsewhere == made.made_at and checked.spoiled == ()


def test_what_is_written_meanwhile_makes_the_next_backup_due(school: Store, stick: Path) -> None:
    @contextmanager
    def give_back() -> Iterator[None]:
        add_pupil(school, 1)
        yield

    backup_schedule.run_backup(school)
    assert not backup_schedule.due_now(school, is_closing=True)
    made = backup_schedule.run_backup(school, give_back=give_back)
    assert backup_schedule.due_now(school, is_closing=True)
    assert backup_schedule.backup_state(school).last_elsewhere == made.made_at


def test_rotation_follows_the_same_rules_in_both_places_and_rests_in_both(
    school: Store, stick: Path, day: Callable[[str], None]
) -> None:
    for month in ("10", "11"):
        for n in range(2, 30):
            day(f"2026-{month}-{n:02}")
            backup_schedule.run_backup(school)
    standing = names(stick)
    assert standing == names(local(school)) and 5 <= len(standing) < 30
    pause_rotation(school.path)
    for n in range(1, 9):
        day(f"2026-12-{n:02}")
        backup_schedule.run_backup(school)
    assert len(names(stick)) == len(standing) + 8  # nothing was taken away there


def test_a_place_that_does_not_answer_costs_only_patience_and_gets_the_next(
    school: Store, stick: Path, hung: Share
) -> None:
    made = backup_schedule.run_backup(school)
    assert hung.begun.is_set() and made.path.exists()
    state = backup_schedule.backup_state(school)
    assert state.last == made.made_at and state.last_elsewhere is None and state.tone == "red"
    hung.begun.clear()
    backup_schedule.run_backup(school)
    assert not hung.begun.is_set()  # nobody else is sent there while one hangs
    hung.answer.set()
    come_back(stick)
    assert names(stick) == []  # who was given up brings nothing after all
    last = backup_schedule.run_backup(school)
    assert names(stick) == [last.path.name]
    assert backup_schedule.backup_state(school).last_elsewhere == last.made_at


def test_a_stop_is_heard_while_the_place_does_not_answer(
    school: Store, stick: Path, hung: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(done: int, total: int, label: str = "") -> None:
        if hung.begun.is_set():
            raise Cancelled

    monkeypatch.setattr(places, "PATIENTLY", 60.0)
    with pytest.raises(Cancelled):
        backup_schedule.run_backup(school, stop)
    assert not hung.answer.is_set()
    assert len(list_backups(local(school))) == 1
    assert not backup_schedule.due_now(school, is_closing=True)  # the one here was made, and noted


def test_a_stop_between_two_pieces_leaves_nothing_there(
    school: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int]] = []
    copy, copying = places._copy, Event()

    def slow(source: Path, target: Path, progress: Progress) -> None:
        def waiting(done: int, total: int, label: str = "") -> None:
            progress(done, total, label)
            if done == 2:
                copying.set()
                while True:  # at work, with signs of life, until it is told to stop
                    Event().wait(0.01)
                    progress(done, total, label)

        copy(source, target, waiting)

    def stop(done: int, total: int, label: str = "") -> None:
        told.append((done, total))
        if copying.is_set() and done == 2:
            raise Cancelled

    monkeypatch.setattr(places, "PIECE", 4096)
    monkeypatch.setattr(places, "_copy", slow)
    with pytest.raises(Cancelled):
        backup_schedule.run_backup(school, stop)
    (made,) = list_backups(local(school))
    assert told[-1] == (2, -(-made.size // 4096))
    assert not apart.is_left_behind(stick)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("pulled_out", [False, True])
def test_a_place_that_vanishes_half_way_leaves_nothing_half_written(
    school: Store, stick: Path, monkeypatch: pytest.MonkeyPatch, pulled_out: bool
) -> None:
    def vanishing(source: Path, target: Path, _progress: Progress) -> None:
        target.write_bytes(source.read_bytes()[:5000])
        if pulled_out:
            shutil.rmtree(stick)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(places, "_copy", vanishing)
    made = backup_schedule.run_backup(school)
    assert made.path.exists()
    assert not stick.exists() if pulled_out else list(stick.iterdir()) == []
    state = backup_schedule.backup_state(school)
    assert (state.last, state.last_elsewhere, state.tone) == (made.made_at, None, "red")


def test_what_a_killed_copy_left_there_goes_with_the_next_and_nobody_elses(
    school: Store, stick: Path, tmp_path: Path
) -> None:
    other, _key = create_store(
        tmp_path / "other" / "school.npo",
        PASSPHRASE,
        NewSchool("Andere school", "saba"),
        cost=Cost(64, 1, 1),
    )
    theirs = backup_schedule.run_backup(other).path.read_bytes()
    other.close()
    ours = backup_schedule.run_backup(school).path.read_bytes()
    (stick / ".school-20261001-000001.npobak.1.part").write_bytes(ours[:-5000])
    (stick / ".school-20261001-000002.npobak.1.part").write_bytes(theirs[:-5000])
    backup_schedule.run_backup(school)
    assert [name for name in names(stick) if name.endswith(".part")] == [
        ".school-20261001-000002.npobak.1.part"
    ]


def test_a_folder_that_does_not_answer_is_not_chosen(
    school: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, asked = Event(), Path.is_dir

    def slow(path: Path) -> bool:
        if path == tmp_path / "share":
            answer.wait(60)
        return asked(path)

    monkeypatch.setattr(Path, "is_dir", slow)
    monkeypatch.setattr(places, "BRIEFLY", 0.2)
    monkeypatch.setattr(apart, "GRACE", 0.1)
    with pytest.raises(UserError) as raised:
        backup_schedule.set_second_place(school, tmp_path / "share")
    assert str(tmp_path / "share") in raised.value.message
    assert backup_schedule.second_place(school) is None
    answer.set()
    come_back(tmp_path / "share")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_real_file_that_never_opens_holds_nobody(
    school: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = stick / "school-20260101-000000.npobak"
    os.mkfifo(pipe)  # opening it to read waits for a writer, as a dead share waits for its server
    monkeypatch.setattr(places, "BRIEFLY", 0.3)
    monkeypatch.setattr(apart, "GRACE", 0.1)
    monkeypatch.setattr(Path, "is_file", lambda path: path.exists())  # a share says it is one
    state = backup_schedule.backup_state(school)
    assert state.last_elsewhere is None and apart.is_left_behind(stick)
    with pipe.open("wb"):
        pass
    come_back(stick)
