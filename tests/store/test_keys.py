"""T17: slots that are lost, damaged, swapped, made cheap or of another format."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store import colleagues, keys
from npo_desktop.store.backups.backup import backup_folder, backup_name, make_backup
from npo_desktop.store.keys import slots
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    listed_openers,
    open_store,
)
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import Pupil

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"
FLIPS = 2000 if os.environ.get("NPO_FULL") else 200


@pytest.fixture
def path(tmp_path: Path, copy_of: Callable[..., Any]) -> Path:
    """A closed store with a coordinator and a teacher."""
    made = tmp_path / "store" / "a.npo"
    copy_of(made, _make)
    return made


def _make(path: Path) -> None:
    store, _recovery_key = create_store(
        path, SECRET, NewSchool("School", "saba", coordinator="Els"), cost=CHEAP
    )
    colleagues.add_colleague(store, "Juf Een", "teacher", "blauwe kist naast trap", cost=CHEAP)
    store.close()


def flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def edited(path: Path, change: Callable[[dict[str, object]], None], *, slot: int = 0) -> None:
    """Change a slot in both copies by hand, and make the checksum fit."""
    held = keys.read_keys(path)[0]
    parts = {name: getattr(held.slots[slot], name) for name in keys.Slot.__slots__}
    change(parts)
    others = list(held.slots)
    others[slot] = keys.Slot(**parts)
    keys.write_keys(path, replace(held, slots=tuple(others)))


def test_either_copy_may_be_lost_and_is_made_again(path: Path) -> None:
    for lost in keys.key_files(path):
        before = lost.read_bytes()
        lost.unlink()
        open_store(path, SECRET).close()
        assert lost.read_bytes() == before


def test_any_flipped_bit_in_one_copy_is_mended_from_the_other(path: Path, chance: Random) -> None:
    files = keys.key_files(path)
    good, data_key = files[0].read_bytes(), keys.unlock(keys.read_keys(path)[0], SECRET)
    mended = 0
    for _n in range(FLIPS):
        hit = chance.choice(files)
        hit.write_bytes(flipped(good, chance))
        opened = keys.unlocked(keys.read_keys(path), SECRET)
        assert opened.data_key == data_key
        keys.repair_keys(path, opened.held)
        assert [file.read_bytes() for file in files] == [good, good] or all(
            keys.from_document(file.read_bytes()) == opened.held for file in files
        )
        mended += 1
        for file in files:
            file.write_bytes(good)
    sys.stdout.write(f"{mended} of {FLIPS} flips mended from the other copy\n")


def test_the_same_flipped_bit_in_both_copies_never_gives_a_wrong_key(
    path: Path, chance: Random
) -> None:
    files = keys.key_files(path)
    good, data_key = files[0].read_bytes(), keys.unlock(keys.read_keys(path)[0], SECRET)
    said = opened = 0
    for _n in range(FLIPS):
        damaged = flipped(good, chance)
        for file in files:
            file.write_bytes(damaged)
        try:
            assert keys.unlocked(keys.read_keys(path), SECRET).data_key == data_key
            opened += 1  # the bit was in another slot, or between the words
        except StoreError:
            said += 1
    sys.stdout.write(f"{said} said to be damaged, {opened} opened rightly\n")
    assert said + opened == FLIPS and said > FLIPS / 10


def test_damage_in_both_copies_is_not_called_a_wrong_passphrase(path: Path) -> None:
    for file in keys.key_files(path):
        document = json.loads(file.read_bytes())
        sealed = document["slots"][0]["wrapped"]
        document["slots"][0]["wrapped"] = ("B" if sealed[0] == "A" else "A") + sealed[1:]
        file.write_text(json.dumps(document))
    with pytest.raises(StoreError, match=r"sleutels|keys"):
        open_store(path, SECRET)


def test_a_bit_that_looks_like_a_newer_format_does_not_lock_the_school_out(path: Path) -> None:
    first, copy = keys.key_files(path)
    newer = first.read_bytes().replace(b'"format": 2', b'"format": 3', 1)
    first.write_bytes(newer)
    open_store(path, SECRET).close()
    for file in (first, copy):
        file.write_bytes(newer)
    with pytest.raises(StoreError, match=r"nieuwere versie|newer version"):
        open_store(path, SECRET)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        *(("memory", 32), ("passes", 2), ("lanes", 2), ("role", "head"), ("label", "Iemand")),
        *(("format", 1), ("id", "f97ff0cf-6e6c-44a3-820c-c6ede90eb1fb")),
    ],
)
def test_a_slot_that_was_edited_opens_nothing(path: Path, part: str, value: object) -> None:
    open_store(path, SECRET).close()  # the control: it does as it is
    edited(path, lambda slot: slot.update({part: value}))
    with pytest.raises(keys.WrongSecret):
        open_store(path, SECRET)


def test_what_an_edited_slot_fails_on_is_what_it_is_bound_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the tests around: with slots bound to nothing, an edited one does open."""
    monkeypatch.setattr(slots, "_bound_to", lambda *_what: b"")
    unbound = path.with_name("b.npo")
    create_store(unbound, SECRET, NewSchool("School", "saba"), cost=CHEAP)[0].close()
    edited(unbound, lambda slot: slot.update(role="head", label="Iemand"))
    opened = open_store(unbound, SECRET)
    assert (opened.opener.role, opened.opener.name) == ("head", "Iemand")
    opened.close()


def test_a_teacher_cannot_make_herself_coordinator_nor_take_the_notes_along(path: Path) -> None:
    sealed = keys.read_keys(path)[0].slots[0].notes
    edited(path, lambda slot: slot.update(notes=sealed), slot=2)
    with pytest.raises(keys.WrongSecret):
        open_store(path, "blauwe kist naast trap")
    edited(path, lambda slot: slot.update(notes="", role="coordinator"), slot=2)
    with pytest.raises(keys.WrongSecret):
        open_store(path, "blauwe kist naast trap")
    edited(path, lambda slot: slot.update(role="teacher"), slot=2)
    opened = open_store(path, "blauwe kist naast trap")
    assert (opened.opener.role, opened.opener.notes_key) == ("teacher", None)
    opened.close()


def test_slots_swapped_between_two_stores_open_neither(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "b.npo"
    create_store(other, SECRET, NewSchool("Other", "saba"), cost=CHEAP)[0].close()
    mine, theirs = keys.read_keys(path)[0], keys.read_keys(other)[0]
    keys.write_keys(path, replace(mine, slots=theirs.slots))
    keys.write_keys(other, theirs)
    with pytest.raises(keys.WrongSecret):
        open_store(path, SECRET)
    for file, whole in zip(keys.key_files(path), keys.key_files(other), strict=True):
        file.write_bytes(whole.read_bytes())  # the whole file: the key is right for the other store
    with pytest.raises(StoreError):
        open_store(path, SECRET)


@pytest.mark.parametrize(
    "cost",
    [keys.Cost(2**31, 3, 4), keys.Cost(2**20, 100, 4), keys.Cost(8, 1, 4), keys.Cost(8, 0, 1)],
)
def test_a_cost_that_would_choke_the_computer_is_never_tried(path: Path, cost: keys.Cost) -> None:
    edited(
        path,
        lambda slot: slot.update(memory=cost.memory, passes=cost.passes, lanes=cost.lanes),
    )
    with pytest.raises(StoreError):
        open_store(path, SECRET)


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": {}}', b"1" * 9999],
)
def test_no_file_of_keys_however_odd_is_more_than_damaged(path: Path, data: bytes) -> None:
    for file in keys.key_files(path):
        file.write_bytes(data)
    with pytest.raises(StoreError):
        open_store(path, SECRET)


def test_of_two_copies_the_newer_one_counts(path: Path) -> None:
    first, copy = keys.key_files(path)
    older = first.read_bytes()
    store = open_store(path, SECRET)
    teacher = listed_openers(path)[1].slot_id
    store.close()
    store = open_store(path, SECRET)
    colleagues.remove_colleague(store, teacher)
    store.close()
    first.write_bytes(older)  # as if the machine had stopped between the two
    assert [opener.name for opener in listed_openers(path)] == ["Els"]
    open_store(path, SECRET).close()
    assert first.read_bytes() == copy.read_bytes() != older


def test_no_key_stands_in_a_repr(path: Path) -> None:
    opened = keys.unlocked(keys.read_keys(path), SECRET)
    assert opened.notes_key is not None
    for key in (opened.data_key, opened.notes_key, opened.wrapping_key):
        assert repr(key) not in repr(opened) and key.hex() not in repr(opened)
    store = open_store(path, SECRET)
    assert repr(store.opener.notes_key) not in repr(store.opener)
    store.close()


def test_wrong_tries_before_are_noted_at_the_next_opening(path: Path) -> None:
    store = open_store(path, SECRET, failures=3)
    with store.reading() as session:
        tries, opening = list(session.exec(select(AuditEntry)))[-2:]
    store.close()
    assert (tries.action, tries.object_id, opening.action) == ("wrong-passphrase", "3", "opened")
    assert tries.slot_id == opening.slot_id == store.opener.slot_id


# --- both copies lost ---


def lose_both(path: Path) -> None:
    for file, data in zip(keys.key_files(path), (None, b"\0" * 100), strict=True):
        file.unlink()
        if data:
            file.write_bytes(data)


def test_with_both_copies_lost_the_newest_backup_has_the_slots(path: Path) -> None:
    store = open_store(path, SECRET)
    made = Pupil(number="1", call_name="Ilaria")
    backup_folder(path).mkdir()
    make_backup(store, backup_folder(path) / backup_name(path))
    with store.writing() as session:
        session.add(made)  # after the backup: it must not be lost
    teacher = keys.slot_named(path, "Juf Een")
    store.close()
    (before,) = keys.read_keys(path)
    lose_both(path)
    with pytest.raises(keys.WrongSecret, match=r"reservekopie|backup"):
        open_store(path, SECRET + "!")
    store = open_store(path, SECRET)
    with store.reading() as session:
        assert session.exec(select(Pupil.number)).all() == ["1"]
    (now,) = keys.read_keys(path)
    assert now.slots == before.slots and now.revision > before.revision
    colleagues.remove_colleague(store, teacher)
    store.close()
    lose_both(path)  # the backup still holds the slot of who was removed since
    with pytest.raises(keys.WrongSecret):
        open_store(path, "blauwe kist naast trap")
    open_store(path, SECRET).close()
    assert [opener.name for opener in listed_openers(path)] == ["Els"]


def test_with_both_copies_lost_and_no_backup_nothing_is_touched(path: Path) -> None:
    lose_both(path)
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(keys.DamagedKeys):
        open_store(path, SECRET)
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_somebody_is_found_by_name_however_cased(path: Path) -> None:
    assert keys.slot_named(path, " juf EEN ") == listed_openers(path)[1].slot_id
    with pytest.raises(UserError):
        keys.slot_named(path, "Juf Twee")
    assert all(isinstance(opener.slot_id, UUID) for opener in listed_openers(path))
