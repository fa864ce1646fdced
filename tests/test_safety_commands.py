"""``npo backup``, ``restore`` and ``check``: JSON, exit codes, and that a school comes back."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from npo_desktop.__main__ import main
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.store.colleagues import add_colleague
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost, WrongSecret, key_files
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    listed_openers,
    open_store,
    replace_passphrase,
)
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.swap import kept_stores
from npo_desktop.store.tables import Pupil

PASSPHRASE = "een twee drie vier"

Npo = Callable[..., Any]


@pytest.fixture
def npo(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Npo:
    """Runs a command on a store; its JSON, and on trouble the lines of standard error too."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)

    def run(store: Path, *words: object, code: int = 0) -> Any:
        capsys.readouterr()
        found = main(["--store", str(store), "--json", *map(str, words)])
        printed = capsys.readouterr()
        assert found == code, printed.err
        assert "Traceback" not in printed.err
        if code:
            assert len(printed.err.splitlines()) == 2
            return json.loads(printed.out) if printed.out else printed.err.splitlines()
        return json.loads(printed.out)

    return run


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A closed store with three pupils, whose keys were made cheap."""
    path = tmp_path / "school.npo"
    new = NewSchool("Basisschool Test", "bonaire")
    store, _key = create_store(path, PASSPHRASE, new, cost=Cost(64, 1, 1))
    with store.writing() as session:
        session.add_all([Pupil(number=str(n), call_name="P") for n in range(3)])
    store.close()
    return path


def dump(path: Path) -> dict[str, Any]:
    """All but the log, and which slots were seen: openings and restores are noted there."""
    store = open_store(path, PASSPHRASE)
    with store.reading() as session:
        found = canonical_dump(session, without=("audit_entry",))
    store.close()
    found["setting"] = [row for row in found["setting"] if row["key"] != "keys.revision"]
    return found


def test_a_restored_practice_school_is_equal_to_the_original(npo: Npo, tmp_path: Path) -> None:
    original, restored = tmp_path / "practice.npo", tmp_path / "elsewhere" / "school.npo"
    counts = npo(original, "demo")
    backup = tmp_path / "a.npobak"
    made = npo(original, "backup", backup)
    assert set(made) == {"written", "made_at", "counts", "verified"}
    assert made["written"] == str(backup) and made["verified"] is True
    assert made["counts"]["answer"] == counts["answer"] > 10_000
    planned = npo(restored, "restore", backup, "--dry-run")
    assert planned["counts"] == made["counts"] and planned["counts_now"] is None
    assert not restored.parent.exists()
    done = npo(restored, "restore", backup)
    assert done == {"made_at": made["made_at"], "counts": made["counts"], "kept": None}
    assert dump(restored) == dump(original)
    assert npo(restored, "check") == {"ok": True, "findings": []}


def test_a_restore_keeps_the_old_store_beside_it(npo: Npo, school: Path) -> None:
    npo(school, "backup", school.with_name("a.npobak"))
    was = dump(school)
    store = open_store(school, PASSPHRASE)
    with store.writing() as session:
        session.add(Pupil(number="99", call_name="P"))
    store.close()
    newer = dump(school)
    before = school.read_bytes()
    told = npo(school, "restore", school.with_name("a.npobak"), "--dry-run")
    assert (told["counts"]["pupil"], told["counts_now"]["pupil"]) == (3, 4)
    assert school.read_bytes() == before and kept_stores(school) == ()
    done = npo(school, "restore", school.with_name("a.npobak"))
    assert dump(school) == was
    assert kept_stores(school) == (Path(done["kept"]),)
    assert dump(Path(done["kept"])) == newer


def test_whoever_was_erased_stays_erased(npo: Npo, school: Path) -> None:
    npo(school, "backup", school.with_name("a.npobak"))
    store = open_store(school, PASSPHRASE)
    with store.reading() as session:
        gone = [pupil.id for pupil in session.exec(select(Pupil)) if pupil.number == "1"]
    erase_pupils(store, gone)
    store.close()
    assert npo(school, "restore", school.with_name("a.npobak"), "--dry-run")["erased_again"] == 1
    assert npo(school, "restore", school.with_name("a.npobak"))["counts"]["pupil"] == 2
    assert {row["number"] for row in dump(school)["pupil"]} == {"0", "2"}


def test_a_damaged_store_is_told_apart_and_healed(npo: Npo, school: Path) -> None:
    npo(school, "backup", school.with_name("a.npobak"))
    was = dump(school)
    data = bytearray(school.read_bytes())
    data[len(data) // 2] ^= 1
    school.write_bytes(data)
    found = npo(school, "check", code=3)
    assert found["ok"] is False and {"code", "text", "damage"} == set(found["findings"][0])
    npo(school, "backup", school.with_name("b.npobak"), code=3)
    assert not school.with_name("b.npobak").exists()
    npo(school, "restore", school.with_name("a.npobak"))
    assert npo(school, "check")["ok"] and dump(school) == was
    (kept,) = kept_stores(school)
    assert ".damaged-" in kept.name and kept.stat().st_size == len(data)


def test_a_store_damaged_in_its_first_page_still_gives_a_document(npo: Npo, school: Path) -> None:
    data = bytearray(school.read_bytes())
    data[3] ^= 1
    school.write_bytes(data)
    assert npo(school, "check", code=3)["ok"] is False
    assert school.read_bytes() == data


def test_what_cannot_be_done_ends_in_two_lines_and_changes_nothing(
    npo: Npo, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = school.with_name("a.npobak")
    npo(school, "backup", backup)
    letter, spoiled = school.with_name("letter.txt"), school.with_name("b.npobak")
    letter.write_text("dear parents")
    spoiled.write_bytes(backup.read_bytes()[:-1])
    before = {path: path.read_bytes() for path in school.parent.iterdir() if path.is_file()}
    npo(school, "restore", letter, code=1)
    npo(school, "restore", school.with_name("nowhere"), code=1)
    npo(school, "restore", spoiled, code=3)
    npo(school, "restore", spoiled, "--dry-run", code=3)
    monkeypatch.setenv("NPO_PASSPHRASE", "not the right one")
    npo(school, "restore", backup, code=1)
    npo(school, "check", code=1)
    after = {path: path.read_bytes() for path in school.parent.iterdir() if path.is_file()}
    assert after == before
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    npo(school, "backup", letter, code=1)
    npo(school, "backup", school, code=1)
    npo(school, "backup", school.parent / "no" / "folder.npobak", code=1)
    assert letter.read_text() == "dear parents" and npo(school, "check")["ok"]


def test_an_open_store_is_not_replaced(npo: Npo, school: Path) -> None:
    backup = school.with_name("a.npobak")
    npo(school, "backup", backup)
    store = open_store(school, PASSPHRASE)
    npo(school, "restore", backup, code=3)
    assert kept_stores(school) == ()
    store.close()


def test_the_texts_name_files_dates_and_numbers(
    npo: Npo, school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = school.with_name("a.npobak")
    words = ["--store", str(school), "--language", "en"]
    assert main([*words, "backup", str(backup)]) == 0
    assert main([*words, "restore", str(backup), "--dry-run"]) == 0
    assert main([*words, "restore", str(backup)]) == 0
    assert main([*words, "check"]) == 0
    out = capsys.readouterr().out
    sys.stdout.write(out)
    assert "It was opened and counted." in out and "Nothing was changed." in out
    assert "Basisschool Test" in out and "3 pupils" in out and "The data are whole." in out


def test_a_backup_from_before_a_new_passphrase_opens_with_the_new_one(
    npo: Npo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "school.npo"
    new = NewSchool("Basisschool Test", "bonaire")
    store, recovery = create_store(path, PASSPHRASE, new, cost=Cost(64, 1, 1))
    store.close()
    npo(path, "backup", tmp_path / "a.npobak")
    replace_passphrase(path, recovery, "a whole new sentence", cost=Cost(64, 1, 1))
    monkeypatch.setenv("NPO_PASSPHRASE", "a whole new sentence")
    npo(path, "restore", tmp_path / "a.npobak")
    with pytest.raises(WrongSecret):
        open_store(path, PASSPHRASE)


# --- what was not done is not noted ---


def openings(path: Path) -> int:
    """How often the store was opened before this look."""
    store = open_store(path, PASSPHRASE)
    with store.reading() as session:
        noted = [entry.action for entry in session.exec(select(AuditEntry))]
    store.close()
    return noted.count("opened") - 1


def test_a_backup_that_cannot_be_written_there_notes_nothing(npo: Npo, school: Path) -> None:
    letter, folder = school.with_name("letter.txt"), school.with_name("a folder")
    letter.write_text("dear parents")
    folder.mkdir()
    before, closed = openings(school), school.read_bytes()
    for target in (
        *(letter, school, key_files(school)[0], folder),
        *(school.parent / "no" / "folder.npobak", letter / "a.npobak"),
    ):
        npo(school, "backup", target, code=1)
    assert school.read_bytes() == closed
    assert openings(school) == before + 1  # only the look just now
    npo(school, "backup", school.with_name("a.npobak"))
    assert openings(school) == before + 3  # the control: what was done is noted
    names = {path.name for path in school.parent.iterdir() if path.name.startswith(".")}
    assert names == set()


# --- whose passphrase it is ---

SECOND = "natte sok onder piano"


@pytest.fixture
def shared(school: Path) -> Path:
    """A store with two coordinators."""
    store = open_store(school, PASSPHRASE)
    add_colleague(store, "Ab", "coordinator", SECOND, cost=Cost(64, 1, 1))
    store.close()
    return school


def test_check_and_restore_ask_the_colleague_who_was_named(
    npo: Npo, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = shared.with_name("a.npobak")
    npo(shared, "backup", backup)
    before = shared.read_bytes()
    commands = (["check"], ["restore", backup, "--dry-run"], ["restore", backup])
    first = listed_openers(shared)[0].name
    for user, secret in (("Ab", PASSPHRASE), (first, SECOND), ("Niemand", SECOND)):
        monkeypatch.setenv("NPO_USER", user)
        monkeypatch.setenv("NPO_PASSPHRASE", secret)
        for command in commands:
            npo(shared, *command, code=1)
    assert shared.read_bytes() == before and kept_stores(shared) == ()
    monkeypatch.setenv("NPO_USER", " ab ")
    for command in commands:
        npo(shared, *command)
    assert len(kept_stores(shared)) == 1


def test_on_a_new_computer_the_colleague_is_looked_up_in_the_backup(
    npo: Npo, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, new = shared.with_name("a.npobak"), tmp_path / "new" / "school.npo"
    npo(shared, "backup", backup)
    monkeypatch.setenv("NPO_USER", "Ab")
    npo(new, "restore", backup, code=1)  # somebody else's passphrase
    monkeypatch.setenv("NPO_PASSPHRASE", SECOND)
    npo(new, "restore", backup)
    assert npo(new, "check")["ok"]


def test_with_the_keys_lost_the_named_colleague_still_gets_in_by_the_backup(
    npo: Npo, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shared.parent / "backups").mkdir(exist_ok=True)
    npo(shared, "backup", shared.parent / "backups" / "school-20261101-120000.npobak")
    for file in key_files(shared):
        file.unlink()
    monkeypatch.setenv("NPO_USER", "Ab")
    monkeypatch.setenv("NPO_PASSPHRASE", SECOND)
    assert npo(shared, "check")["ok"]


def test_older_key_files_beside_the_store_are_told_in_two_lines(npo: Npo, school: Path) -> None:
    old = {file: file.read_bytes() for file in key_files(school)}
    store = open_store(school, PASSPHRASE)
    add_colleague(store, "Ab", "coordinator", SECOND, cost=Cost(64, 1, 1))
    store.close()
    for file, data in old.items():
        file.write_bytes(data)
    closed = school.read_bytes()
    for command in (["check"], ["backup", school.with_name("a.npobak")], ["list", "pupils"]):
        message, _hint = npo(school, *command, code=3)
        assert "sleutel" in message or "key" in message
    assert school.read_bytes() == closed
