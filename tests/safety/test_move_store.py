"""Moving a store: the old one goes only after the new one was seen to open."""

from pathlib import Path

import pytest

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.move import move_store, store_files

PASSPHRASE = "a passphrase for moving"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "OneDrive" / "school.npo"
    create_store(path, PASSPHRASE, NewSchool("Test", "saba"), cost=Cost(64, 1, 1))[0].close()
    return path


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "local" / "school.npo"


def tries(path: Path) -> None:
    open_store(path, PASSPHRASE).close()


def dump_of(path: Path) -> object:
    store = open_store(path, PASSPHRASE)
    try:
        with store.reading() as session:
            return canonical_dump(session, without=("audit_entry",))
    finally:
        store.close()


def bytes_of(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in store_files(path)}


def test_the_whole_store_is_at_its_new_place_and_nothing_is_left(old: Path, new: Path) -> None:
    before = dump_of(old)
    names = sorted(path.name for path in store_files(old))
    move_store(old, new, opens=tries)

    assert dump_of(new) == before
    assert sorted(path.name for path in store_files(new)) == names and len(names) >= 3
    assert list(old.parent.iterdir()) == []


def test_a_wal_that_was_left_goes_along(old: Path, new: Path) -> None:
    store = open_store(old, PASSPHRASE)
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE school SET place = 'The Bottom'")
    kept = bytes_of(old)
    store.close()
    for name, data in kept.items():  # as a power cut leaves it: the newest answer in the -wal only
        (old.parent / name).write_bytes(data)
    assert f"{old.name}-wal" in kept

    move_store(old, new, opens=tries)
    assert "The Bottom" in str(dump_of(new))
    assert list(old.parent.iterdir()) == []


def test_a_copy_that_does_not_open_is_taken_away_and_the_old_store_stays(
    old: Path, new: Path
) -> None:
    before = bytes_of(old)

    def refuses(path: Path) -> None:
        assert path.exists()
        raise StoreError("It does not open.")

    with pytest.raises(StoreError):
        move_store(old, new, opens=refuses)
    assert bytes_of(old) == before
    assert list(new.parent.iterdir()) == []


def test_a_copy_that_differs_is_noticed(
    old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(old)

    def careless(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    monkeypatch.setattr("npo_desktop.store.move.write_bytes", careless)
    with pytest.raises(StoreError):
        move_store(old, new, opens=lambda _path: None)
    assert bytes_of(old) == before
    assert list(new.parent.iterdir()) == []


def test_a_store_that_is_there_already_is_not_written_over(old: Path, new: Path) -> None:
    new.parent.mkdir()
    new.with_name("school.npo.keys").write_bytes(b"of another school")
    before = bytes_of(old)
    with pytest.raises(UserError):
        move_store(old, new, opens=tries)
    assert bytes_of(old) == before
    assert new.with_name("school.npo.keys").read_bytes() == b"of another school"


def test_a_store_that_changed_meanwhile_is_not_taken_away(old: Path, new: Path) -> None:
    def somebody_writes(_path: Path) -> None:
        with old.open("ab") as file:
            file.write(b"x")

    with pytest.raises(StoreError):
        move_store(old, new, opens=somebody_writes)
    assert old.exists() and not new.exists()
