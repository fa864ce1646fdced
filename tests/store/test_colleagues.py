"""Colleagues come, change their passphrase, forget it and go; the data are never encrypted anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from npo_desktop.errors import UserError
from npo_desktop.store import keys, lifecycle
from npo_desktop.store.backups.backup import make_backup
from npo_desktop.store.backups.restore import preview_restore
from npo_desktop.store.colleagues import (
    add_colleague,
    change_passphrase,
    colleagues,
    new_recovery_key,
    remove_colleague,
    set_passphrase,
    tie_to_staff,
    use_recovery_key,
)
from npo_desktop.store.engine import Store
from npo_desktop.store.key_revision import OlderKeys
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    listed_openers,
    open_store,
    open_with_recovery,
)
from npo_desktop.store.safety_tables import Account, AuditEntry
from npo_desktop.store.tables import Staff

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"
TEACHER = "blauwe kist naast trap"
HEAD = "losse lade achter muur"
SECOND = "natte sok onder piano"


@pytest.fixture
def path(tmp_path: Path, copy_of: Callable[..., Any]) -> Path:
    """A closed store with a coordinator, a teacher, a head and a second coordinator."""
    made = tmp_path / "store" / "a.npo"
    copy_of(made, _make)
    return made


def _make(path: Path) -> None:
    store, _key = create_store(
        path, SECRET, NewSchool("School", "saba", coordinator="Els"), cost=CHEAP
    )
    add_colleague(store, "Juf Een", "teacher", TEACHER, cost=CHEAP)
    add_colleague(store, "Hoofd Twee", "head", HEAD, cost=CHEAP)
    add_colleague(store, "Ab", "coordinator", SECOND, cost=CHEAP)
    store.close()


def slot_of(path: Path, name: str) -> UUID:
    return keys.slot_named(path, name)


def actions(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        return [(e.action, e.object_id) for e in session.exec(select(AuditEntry))]


def test_each_opens_with_their_own_passphrase_as_what_they_are(path: Path) -> None:
    openers = {(opener.name, opener.role): opener.slot_id for opener in listed_openers(path)}
    assert list(openers) == [
        *(("Els", "coordinator"), ("Juf Een", "teacher")),
        *(("Hoofd Twee", "head"), ("Ab", "coordinator")),
    ]
    found = set()
    for secret, (who, slot_id) in zip(
        (SECRET, TEACHER, HEAD, SECOND), openers.items(), strict=True
    ):
        store = open_store(path, secret, slot_id=slot_id)
        assert (store.opener.name, store.opener.role) == who
        assert store.opener.slot_id == slot_id
        assert (store.opener.notes_key is not None) == (who[1] == "coordinator")
        found.add(store.data_key)
        with store.reading() as session:
            listed = {(c.name, c.role): c.slot_id for c in colleagues(session)}
        assert listed == openers
        store.close()
    assert len(found) == 1


def test_without_a_slot_named_any_passphrase_of_the_school_will_do(path: Path) -> None:
    for secret in (SECRET, TEACHER, HEAD, SECOND):
        open_store(path, secret).close()


def test_one_changes_ones_own_passphrase_only_with_the_old_one(path: Path) -> None:
    teacher = slot_of(path, "Juf Een")
    store = open_store(path, TEACHER)
    with pytest.raises(keys.WrongSecret):
        change_passphrase(store, teacher, SECRET, HEAD + "!", cost=CHEAP)
    with pytest.raises(UserError):
        change_passphrase(store, teacher, TEACHER, "wachtwoord123", cost=CHEAP)
    change_passphrase(store, teacher, TEACHER, "groene deur zonder slot", cost=CHEAP)
    assert actions(store)[-1] == ("passphrase-changed", str(teacher))
    store.close()
    with pytest.raises(keys.WrongSecret):
        open_store(path, TEACHER)
    open_store(path, "groene deur zonder slot", slot_id=teacher).close()
    open_store(path, SECRET).close()


def test_a_coordinator_who_changes_it_keeps_the_key_of_the_notes(path: Path) -> None:
    store = open_store(path, SECRET)
    assert store.opener.slot_id is not None
    notes_key = store.opener.notes_key
    change_passphrase(store, store.opener.slot_id, SECRET, "groene deur zonder slot", cost=CHEAP)
    set_passphrase(store, slot_of(path, "Ab"), "vier natte zware jassen", cost=CHEAP)
    store.close()
    for secret in ("groene deur zonder slot", "vier natte zware jassen"):
        store = open_store(path, secret)
        assert store.opener.notes_key == notes_key
        store.close()


def test_who_was_removed_opens_nothing_not_even_with_older_slots(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {file: file.read_bytes() for file in keys.key_files(path)}
    teacher = slot_of(path, "Juf Een")
    store = open_store(path, SECRET)
    remove_colleague(store, teacher)
    assert actions(store)[-1] == ("colleague-removed", str(teacher))
    store.close()
    for file in keys.key_files(path):
        assert str(teacher).encode() not in file.read_bytes()
    for slot_id in (None, teacher):
        with pytest.raises(keys.WrongSecret):
            open_store(path, TEACHER, slot_id=slot_id)
    for file, data in old.items():
        file.write_bytes(data)  # put back by somebody who kept them
    with pytest.raises(OlderKeys):
        open_store(path, TEACHER, slot_id=teacher)
    monkeypatch.setattr(lifecycle, "refuse_older", lambda _session, _path: None)
    with pytest.raises(keys.WrongSecret) as caught:  # and without that guard there is the account
        open_store(path, TEACHER, slot_id=teacher)
    assert caught.value.message == keys.wrong_passphrase().message
    open_store(path, SECRET).close()  # and this takes the old slot out once more
    assert "Juf Een" not in [opener.name for opener in listed_openers(path)]
    for file, data in old.items():
        file.write_bytes(data)
    monkeypatch.setattr(lifecycle, "refuse_removed", lambda _store: None)
    open_store(path, TEACHER, slot_id=teacher).close()  # the control: unguarded they do open


@pytest.mark.parametrize("secret", [TEACHER, HEAD])
def test_only_a_coordinator_lets_in_and_shows_out(path: Path, secret: str) -> None:
    before = [file.read_bytes() for file in keys.key_files(path)]
    store = open_store(path, secret)
    for refused in (
        lambda: add_colleague(store, "Nog Een", "teacher", "groene deur zonder slot", cost=CHEAP),
        lambda: remove_colleague(store, slot_of(path, "Els")),
        lambda: set_passphrase(store, slot_of(path, "Els"), "groene deur zonder slot", cost=CHEAP),
        lambda: new_recovery_key(store),
    ):
        with pytest.raises(UserError):
            refused()
    store.close()
    assert [file.read_bytes() for file in keys.key_files(path)] == before


def test_nobody_locks_herself_or_the_last_coordinator_out(path: Path) -> None:
    store = open_store(path, SECRET)
    els, second = slot_of(path, "Els"), slot_of(path, "Ab")
    with pytest.raises(UserError):
        remove_colleague(store, els)
    remove_colleague(store, second)
    store.close()
    assert [o.name for o in listed_openers(path)] == ["Els", "Juf Een", "Hoofd Twee"]


def test_the_last_coordinator_stays_also_for_who_holds_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.npo"
    store, recovery_key = create_store(path, SECRET, NewSchool("S", "saba"), cost=CHEAP)
    store.close()
    store = open_with_recovery(path, recovery_key)
    with pytest.raises(UserError):
        remove_colleague(store, listed_openers(path)[0].slot_id)
    store.close()


@pytest.mark.parametrize("name", ["", "   ", "juf  EEN", "x" * 201])
def test_a_name_is_there_and_tells_people_apart(path: Path, name: str) -> None:
    store = open_store(path, SECRET)
    with pytest.raises(UserError):
        add_colleague(store, name, "teacher", "groene deur zonder slot", cost=CHEAP)
    store.close()


def test_a_colleague_is_tied_to_the_staff_list(path: Path) -> None:
    store = open_store(path, SECRET)
    with store.writing() as session:
        member = Staff(first_name="Iet", last_name="Vos")
        session.add(member)
        staff_id = member.id
    made = add_colleague(
        store, "Iet Vos", "teacher", "groene deur zonder slot", staff_id=staff_id, cost=CHEAP
    )
    with store.reading() as session:
        assert {c.slot_id: c.staff_id for c in colleagues(session)}[made] == staff_id
    with store.writing() as session:
        tie_to_staff(session, made, None)
        tie_to_staff(session, slot_of(path, "Juf Een"), staff_id)
    with store.reading() as session:
        found = {c.name: c.staff_id for c in colleagues(session)}
    assert found["Iet Vos"] is None and found["Juf Een"] == staff_id
    store.close()


def test_a_new_recovery_key_ends_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.npo"
    store, old = create_store(path, SECRET, NewSchool("S", "saba"), cost=CHEAP)
    notes_key, new = store.opener.notes_key, keys.new_recovery_key()
    with pytest.raises(UserError):
        use_recovery_key(store, new[:-1])  # a slip: nothing changes
    use_recovery_key(store, new)
    assert actions(store)[-1][0] == "recovery-renewed"
    store.close()
    with pytest.raises(keys.WrongSecret):
        open_with_recovery(path, old)
    store = open_with_recovery(path, new)
    assert store.opener.notes_key == notes_key
    store.close()


def test_a_stop_between_the_slots_and_the_accounts_is_mended_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(path, SECRET)
    real = keys.write_keys

    def stopped(store_path: Path, held: keys.KeyFile) -> keys.KeyFile:
        real(store_path, held)
        raise KeyboardInterrupt

    monkeypatch.setattr(keys, "write_keys", stopped)
    with pytest.raises(KeyboardInterrupt):
        add_colleague(store, "Iet", "teacher", "groene deur zonder slot", cost=CHEAP)
    with pytest.raises(KeyboardInterrupt):
        remove_colleague(store, slot_of(path, "Juf Een"))
    monkeypatch.undo()
    store.close()
    store = open_store(path, SECRET)
    with store.reading() as session:
        listed = {c.name: c.slot_id for c in colleagues(session)}
    assert listed == {opener.name: opener.slot_id for opener in listed_openers(path)}
    assert "Iet" in listed and "Juf Een" not in listed
    store.close()


def test_slots_that_cannot_be_written_leave_the_accounts_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(path, SECRET)

    def full(_path: Path, _held: keys.KeyFile) -> keys.KeyFile:
        raise UserError("the disk is full")

    monkeypatch.setattr(keys, "write_keys", full)
    before = actions(store)
    with pytest.raises(UserError):
        add_colleague(store, "Iet", "teacher", "groene deur zonder slot", cost=CHEAP)
    with store.reading() as session:
        assert "Iet" not in {c.name for c in colleagues(session)}
    assert actions(store) == before
    store.close()


def test_an_account_put_back_by_an_older_backup_follows_the_slots(path: Path) -> None:
    store = open_store(path, SECRET)
    ghost = uuid4()
    with store.writing() as session:
        session.add(Account(slot_id=ghost, name="Weg Gegaan", role="teacher"))
        session.delete(session.get_one(Account, slot_of(path, "Juf Een")))
    store.close()
    store = open_store(path, TEACHER)
    with store.reading() as session:
        names = {c.name for c in colleagues(session)}
    assert "Weg Gegaan" not in names and "Juf Een" in names
    store.close()


def test_who_was_removed_opens_no_new_backup_either(path: Path, tmp_path: Path) -> None:
    store = open_store(path, SECRET)
    make_backup(store, tmp_path / "before.npobackup")
    remove_colleague(store, slot_of(path, "Juf Een"))
    make_backup(store, tmp_path / "after.npobackup")
    store.close()
    elsewhere = tmp_path / "elsewhere" / "school.npo"
    with pytest.raises(UserError):
        preview_restore(elsewhere, tmp_path / "after.npobackup", passphrase=TEACHER)
    for backup, secret in (("after", HEAD), ("before", TEACHER)):  # the controls
        found = preview_restore(elsewhere, tmp_path / f"{backup}.npobackup", passphrase=secret)
        assert found.school == "School"
