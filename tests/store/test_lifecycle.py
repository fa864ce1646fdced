"""A store is made, opened, refused and found again; nothing of it is readable from outside."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from npo_desktop.errors import StoreError, UserError
from npo_desktop.queries.school import school_facts
from npo_desktop.store import keys
from npo_desktop.store.engine import PRAGMAS, SCHEMA, Opener, Store, cipher, connect
from npo_desktop.store.lifecycle import (
    NewSchool,
    Unfinished,
    create_store,
    open_store,
    open_with_recovery,
    replace_passphrase,
)
from npo_desktop.store.tables import Pupil, Scan, UsedQuestionnaire

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with nothing else in it."""
    made_here = tmp_path / "store"
    made_here.mkdir()
    return made_here


def made(path: Path) -> str:
    store, recovery_key = create_store(path, SECRET, NewSchool("School", "saba"), cost=CHEAP)
    store.close()
    return recovery_key


def test_a_store_opens_with_its_passphrase_and_with_the_recovery_key(folder: Path) -> None:
    recovery_key = made(folder / "a.npo")
    typed = recovery_key.lower().replace("0", "o")
    ways: tuple[Callable[[], Store], ...] = (
        lambda: open_store(folder / "a.npo", SECRET),
        lambda: open_with_recovery(folder / "a.npo", typed),
    )
    for opens in ways:
        opened = opens()
        with opened.reading() as session:
            assert school_facts(session).name == "School"
        opened.close()


def test_after_a_close_the_one_file_is_complete(folder: Path) -> None:
    made(folder / "a.npo")
    assert sorted(p.name for p in folder.iterdir()) == ["a.npo", "a.npo.keys", "a.npo.keys.copy"]


def test_a_wrong_passphrase_changes_nothing(folder: Path) -> None:
    made(folder / "a.npo")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(keys.WrongSecret):
        open_store(folder / "a.npo", SECRET + "!")
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_composed_and_decomposed_letters_are_one_passphrase(folder: Path) -> None:
    store, _key = create_store(
        folder / "a.npo", "één twee drie vier", NewSchool("S", "saba"), cost=CHEAP
    )
    store.close()
    open_store(folder / "a.npo", "e\u0301e\u0301n twee drie vier").close()


def test_a_short_passphrase_is_refused_before_anything_is_made(folder: Path) -> None:
    with pytest.raises(UserError):
        create_store(folder / "a.npo", "short", NewSchool("S", "saba"))
    assert list(folder.iterdir()) == []


def test_an_existing_store_is_never_overwritten(folder: Path) -> None:
    made(folder / "a.npo")
    before = (folder / "a.npo").read_bytes()
    with pytest.raises(UserError):
        create_store(folder / "a.npo", SECRET, NewSchool("Other", "saba"), cost=CHEAP)
    assert (folder / "a.npo").read_bytes() == before


def test_the_slots_are_read_from_the_copy_when_the_first_is_damaged(folder: Path) -> None:
    made(folder / "a.npo")
    (folder / "a.npo.keys").write_bytes(b"\x00\x01")
    open_store(folder / "a.npo", SECRET).close()


def test_without_any_slots_the_store_says_so(folder: Path) -> None:
    made(folder / "a.npo")
    for path in keys.key_files(folder / "a.npo"):
        path.unlink()
    with pytest.raises(StoreError, match=r"\S"):
        open_store(folder / "a.npo", SECRET)


def test_a_slot_opens_no_other_store(folder: Path) -> None:
    made(folder / "a.npo")
    made(folder / "b.npo")
    (first,) = keys.read_keys(folder / "a.npo")
    (second,) = keys.read_keys(folder / "b.npo")
    with pytest.raises(keys.WrongSecret):
        keys.unlock(keys.KeyFile(second.database, first.slots), SECRET)


def test_a_new_passphrase_replaces_the_forgotten_one(folder: Path) -> None:
    recovery_key = made(folder / "a.npo")
    replace_passphrase(folder / "a.npo", recovery_key, "a whole new sentence", cost=CHEAP)
    open_store(folder / "a.npo", "a whole new sentence").close()
    with pytest.raises(keys.WrongSecret):
        open_store(folder / "a.npo", SECRET)


def test_every_slip_in_a_recovery_key_is_named() -> None:
    key = keys.new_recovery_key()
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for place, letter in enumerate(key):
        for other in alphabet:
            if letter != "-" and other != letter:
                with pytest.raises(UserError):
                    keys.read_recovery_key(key[:place] + other + key[place + 1 :])


def test_a_second_start_is_told_that_the_store_is_open(store: Store) -> None:
    with pytest.raises(StoreError):
        open_store(store.path, "a passphrase for tests")


def test_a_newer_store_is_refused_untouched(folder: Path) -> None:
    made(folder / "a.npo")
    data_key = keys.unlock(keys.read_keys(folder / "a.npo")[0], SECRET)
    raw = cipher.connect(str(folder / "a.npo"))
    raw.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    raw.close()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(StoreError):
        open_store(folder / "a.npo", SECRET)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_damaged_first_page_is_not_called_a_wrong_passphrase(folder: Path) -> None:
    made(folder / "a.npo")
    data = bytearray((folder / "a.npo").read_bytes())
    data[100:200] = bytes(100)
    (folder / "a.npo").write_bytes(data)
    with pytest.raises(StoreError):
        open_store(folder / "a.npo", SECRET)


def test_every_setting_of_the_connection_reads_back(store: Store) -> None:
    with store.reading() as session:
        for name, _value, expected in PRAGMAS:
            assert session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() == expected


def test_error_texts_hold_no_values(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught, store.writing() as session:
        session.add(Pupil(number="1", call_name="Canarina", sex="neither"))
    assert "Canarina" not in str(caught.value)


def test_a_used_edition_never_changes(store: Store) -> None:
    edition = UsedQuestionnaire(
        code="x", edition="1", informant="teacher", source_text="a", sha256="b"
    )
    with store.writing() as session:
        session.add(edition)
    with pytest.raises(IntegrityError), store.writing() as session:
        session.get_one(UsedQuestionnaire, ("x", "1")).source_text = "c"


def test_a_scan_without_its_pupil_is_refused(store: Store) -> None:
    from uuid import uuid4

    with pytest.raises(IntegrityError), store.writing() as session:
        session.add(
            Scan(
                pupil_id=uuid4(),
                round_id=uuid4(),
                questionnaire="teacher",
                edition="1",
                informant="teacher",
            )
        )


def test_the_schema_of_the_steps_is_that_of_the_tables(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from npo_desktop.store.dump import TABLES  # all modules of tables are in

    with store.engine.connect() as connection:
        metadata = TABLES["school"].metadata
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_no_name_is_readable_in_any_file_beside_the_store(store: Store) -> None:
    with store.writing() as session:
        session.add(Pupil(number="7", call_name="Canarina", last_name="Zeldzaam"))
    for path in store.path.parent.iterdir():  # the WAL is there while the store is open
        if path.is_file():
            data = path.read_bytes()
            assert b"Canarina" not in data and b"CREATE TABLE" not in data


def test_an_unwritable_folder_is_said_in_one_sentence(folder: Path) -> None:
    (folder / "file").write_text("")
    with pytest.raises(UserError):
        create_store(folder / "file" / "a.npo", SECRET, NewSchool("S", "saba"), cost=CHEAP)


def test_connecting_with_another_key_is_refused(store: Store, folder: Path) -> None:
    made(folder / "b.npo")
    with pytest.raises(StoreError):
        connect(folder / "b.npo", keys.new_data_key())


def test_an_emptied_store_is_refused_and_never_filled_as_if_it_were_new(folder: Path) -> None:
    made(folder / "a.npo")
    (folder / "a.npo").write_bytes(b"")
    with pytest.raises(Unfinished):
        open_store(folder / "a.npo", SECRET)
    assert (folder / "a.npo").read_bytes() == b""


def test_a_store_whose_making_was_broken_off_is_refused(folder: Path) -> None:
    made(folder / "a.npo")
    (held,) = keys.read_keys(folder / "a.npo")
    (folder / "a.npo").unlink()
    data_key = keys.unlock(held, SECRET)
    Store(folder / "a.npo", connect(folder / "a.npo", data_key), data_key, Opener()).close()
    with pytest.raises(Unfinished):
        open_store(folder / "a.npo", SECRET)


@pytest.mark.parametrize(
    ("part", "value"),
    [("salt", "AA"), ("wrapped", 5), ("memory", 10**12), ("memory", -5), ("passes", "many")],
)
def test_a_damaged_slot_is_said_and_its_copy_opens_the_store(
    folder: Path, part: str, value: object
) -> None:
    made(folder / "a.npo")
    first, copy = keys.key_files(folder / "a.npo")
    document = json.loads(first.read_bytes())
    document["slots"][0][part] = value
    first.write_text(json.dumps(document))
    open_store(folder / "a.npo", SECRET).close()
    for path in (first, copy):  # the opening had made the first one good again
        path.write_text(json.dumps(document))
    with pytest.raises(StoreError):
        open_store(folder / "a.npo", SECRET)


def test_one_wrong_bit_in_a_slot_is_made_good_by_the_copy(folder: Path) -> None:
    made(folder / "a.npo")
    first, _copy = keys.key_files(folder / "a.npo")
    document = json.loads(first.read_bytes())
    wrapped = document["slots"][0]["wrapped"]
    document["slots"][0]["wrapped"] = ("B" if wrapped[0] == "A" else "A") + wrapped[1:]
    first.write_text(json.dumps(document))
    open_store(folder / "a.npo", SECRET).close()


def test_keys_of_a_store_that_was_moved_away_are_kept(folder: Path) -> None:
    made(folder / "a.npo")
    (folder / "a.npo").rename(folder / "elsewhere.npo")
    before = {path.read_bytes() for path in keys.key_files(folder / "a.npo")}
    made(folder / "a.npo")
    assert before <= {path.read_bytes() for path in folder.glob("*.old")}


def test_what_is_made_is_for_this_user_only(folder: Path) -> None:
    made(folder / "a.npo")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_what_a_kill_left_half_written_is_gone_after_the_next_opening(folder: Path) -> None:
    made(folder / "a.npo")
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    for name in (f".a.npo.keys.{child.pid}.part", "a.npo.incoming", "a.npo.incoming.keys"):
        (folder / name).write_bytes(b"half")
    alive = folder / f".a.npo.keys.{os.getppid()}.part"
    alive.write_bytes(b"half")
    open_store(folder / "a.npo", SECRET).close()
    alive.unlink()  # its writer lives: it was left alone
    assert sorted(p.name for p in folder.iterdir()) == ["a.npo", "a.npo.keys", "a.npo.keys.copy"]


def test_on_a_full_disk_a_store_opens_without_its_note_and_on_a_broken_one_it_does_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder / "a.npo")
    reason = ["database or disk is full"]

    def fails(*_asked: object) -> None:
        raise cipher.OperationalError(reason[0])

    monkeypatch.setattr("npo_desktop.store.sign_in.audit.note", fails)
    open_store(folder / "a.npo", SECRET).close()
    reason[0] = "disk I/O error"
    with pytest.raises(StoreError):
        open_store(folder / "a.npo", SECRET)
