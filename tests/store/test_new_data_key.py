"""After a dismissal: everything under a new key; a stop at any moment leaves one whole store."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import select

from npo_desktop.errors import Cancelled, StoreError, UserError
from npo_desktop.queries.privacy.restricted_notes import add_note, notes_of
from npo_desktop.store import keys
from npo_desktop.store.audit import chain_report
from npo_desktop.store.colleagues import add_colleague, colleagues, rotate_key
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store, connect
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store, open_with_recovery
from npo_desktop.store.tables import Pupil

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"
TEACHER = "blauwe kist naast trap"
SECOND = "natte sok onder piano"
KILLS = 60 if os.environ.get("NPO_FULL") else 8
WHOLE = {"a.npo", "a.npo.keys", "a.npo.keys.copy"}
OWN = ("account", "audit_entry", "restricted_note")  # change by the act itself


@pytest.fixture
def path(tmp_path: Path, copy_of: Callable[..., Any]) -> Path:
    """A closed store with three colleagues, 400 pupils and a restricted note."""
    made = tmp_path / "store" / "a.npo"
    copy_of(made, _make)
    return made


def _make(path: Path) -> None:
    store, _key = create_store(
        path, SECRET, NewSchool("School", "saba", coordinator="Els"), cost=CHEAP
    )
    add_colleague(store, "Juf Een", "teacher", TEACHER, cost=CHEAP)
    add_colleague(store, "Ab", "coordinator", SECOND, cost=CHEAP)
    with store.writing() as session:
        pupils = [Pupil(number=str(n), call_name=f"Leerling {n}") for n in range(400)]
        session.add_all(pupils)
        session.flush()
        add_note(session, pupils[0].id, "home", "Thuis is het onrustig.")
    store.close()


def data_of(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.reading() as session:
        found = canonical_dump(session, without=OWN)
    found["setting"] = [row for row in found["setting"] if row["key"] != "keys.revision"]
    return found


def noted(store: Store) -> list[str]:
    with store.reading() as session:
        pupil = session.exec(select(Pupil).where(Pupil.number == "0")).one()
        return [note.text for note in notes_of(session, pupil.id)]


def test_all_is_there_under_a_new_key_and_the_old_key_opens_nothing(path: Path) -> None:
    store = open_store(path, SECRET)
    before, old_key, old_notes_key = data_of(store), store.data_key, store.opener.notes_key
    steps: list[tuple[int, int]] = []
    rotated = rotate_key(store, SECRET, lambda done, total, label="": steps.append((done, total)))
    new = rotated.store
    assert new.data_key != old_key and new.opener.notes_key != old_notes_key
    assert data_of(new) == before and noted(new) == ["Thuis is het onrustig."]
    assert sorted(rotated.dropped) == ["Ab", "Juf Een"]
    assert steps and steps[-1][0] == steps[-1][1]
    with new.reading() as session:
        assert [c.name for c in colleagues(session)] == ["Els"]
        assert chain_report(session).ok
    new.close()
    assert sorted(f.name for f in path.parent.iterdir()) == [
        "a.npo",
        "a.npo.keys",
        "a.npo.keys.copy",
    ]
    with pytest.raises(StoreError):
        connect(path, old_key)
    for secret in (TEACHER, SECOND):
        with pytest.raises(keys.WrongSecret):
            open_store(path, secret)
    opened = open_with_recovery(path, rotated.recovery_key)
    assert noted(opened) == ["Thuis is het onrustig."]
    opened.close()


def test_the_old_slots_and_the_old_sheet_do_not_open_the_new_file(
    path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(path.parent, kept)
    rotate_key(open_store(path, SECRET), SECRET).store.close()
    for file in keys.key_files(path):
        file.write_bytes((kept / file.name).read_bytes())
    for secret in (SECRET, TEACHER):
        with pytest.raises(StoreError):
            open_store(path, secret)
    open_store(kept / "a.npo", TEACHER).close()  # the control: what was copied before stays open


def test_a_wrong_passphrase_or_another_role_changes_nothing(path: Path) -> None:
    before = {file: file.read_bytes() for file in keys.key_files(path)}
    for secret, given in ((SECRET, SECRET + "x"), (SECRET, SECOND), (TEACHER, TEACHER)):
        store = open_store(path, secret)
        with pytest.raises(UserError):
            rotate_key(store, given)
        assert data_of(store)["pupil"]  # still open
        store.close()
    assert {file: file.read_bytes() for file in keys.key_files(path)} == before


def test_stop_was_pressed_half_way(path: Path) -> None:
    def stop(done: int, total: int, label: str = "") -> None:
        raise Cancelled

    store = open_store(path, SECRET)
    before = data_of(store)
    with pytest.raises(Cancelled):
        rotate_key(store, SECRET, stop)
    assert data_of(store) == before
    store.close()
    assert sorted(f.name for f in path.parent.iterdir()) == [
        "a.npo",
        "a.npo.keys",
        "a.npo.keys.copy",
    ]
    open_store(path, TEACHER).close()


@pytest.mark.parametrize("error", [OSError(28, "No space left"), UserError("no room", "")])
def test_when_the_files_cannot_change_places_the_store_stays_open_under_its_old_key(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refused(*_asked: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr("npo_desktop.store.new_data_key.swap_in", refused)
    store = open_store(path, SECRET)
    before = data_of(store)
    with pytest.raises(UserError):
        rotate_key(store, SECRET)
    assert data_of(store) == before and noted(store) == ["Thuis is het onrustig."]
    store.close()
    monkeypatch.undo()
    open_store(path, TEACHER).close()
    rotate_key(open_store(path, SECRET), SECRET).store.close()


CHILD = """
import sys
from pathlib import Path
from npo_desktop.store.colleagues import rotate_key
from npo_desktop.store.lifecycle import open_store
store = open_store(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
rotate_key(store, sys.argv[2])
print("done", flush=True)
"""


def test_a_kill_at_any_moment_leaves_the_old_store_or_the_new_one(
    path: Path, tmp_path: Path, chance: Random
) -> None:
    store = open_store(path, SECRET)
    before = data_of(store)
    store.close()
    found, whole_time = {"old": 0, "new": 0}, 0.0
    for attempt in range(KILLS + 1):
        folder = tmp_path / f"kill-{attempt}"
        shutil.copytree(path.parent, folder)
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder / "a.npo"), SECRET], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None and child.stdout.readline() == b"ready\n"
            start = time.monotonic()
            if attempt == 0:  # how long it takes when nobody kills it
                assert child.stdout.readline() == b"done\n"
                whole_time = time.monotonic() - start
            time.sleep(chance.uniform(0, whole_time))  # the moment of the kill is what is drawn
            child.kill()
        store = open_store(folder / "a.npo", SECRET)
        assert data_of(store) == before
        assert noted(store) == ["Thuis is het onrustig."]
        with store.reading() as session:
            state = "old" if len(colleagues(session)) == 3 else "new"
        store.close()
        if state == "old":
            open_store(folder / "a.npo", TEACHER).close()
        else:
            assert not list(folder.glob("*old-key*"))
        found[state] += 1
        shutil.rmtree(folder)
    sys.stdout.write(f"{KILLS} kills, {found}\n")
