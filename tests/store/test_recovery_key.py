"""T18: the key on the sheet. Every slip is named before any key is derived."""

import sys
from pathlib import Path
from random import Random

import pytest

from npo_desktop.errors import UserError
from npo_desktop.store import keys
from npo_desktop.store.keys import slots
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    open_store,
    open_with_recovery,
    replace_passphrase,
)

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEYS = 1000


def test_a_thousand_recovery_keys_unlock_as_printed_and_as_people_type_them(chance: Random) -> None:
    data_key = keys.new_data_key()
    seen = set()
    for _n in range(KEYS):
        key = keys.new_recovery_key()
        held = keys.KeyFile("d", (keys.recovery_slot(data_key, "d", key),))
        typed = key.lower().replace("0", chance.choice("0oO")).replace("1", chance.choice("1iIlL"))
        typed = typed.replace("-", chance.choice(["", " ", "-", "\n", ". "]))
        assert keys.unlock_with_recovery(held, key) == data_key
        assert keys.unlock_with_recovery(held, typed) == data_key
        seen.add(key)
    sys.stdout.write(f"{KEYS} recovery keys\n")
    assert len(seen) == KEYS


def test_every_slip_is_named_before_anything_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[bytes] = []
    real = slots._derived

    def counted(bits: bytes, salt: bytes) -> bytes:
        derived.append(bits)
        return real(bits, salt)

    monkeypatch.setattr(slots, "_derived", counted)
    key = keys.new_recovery_key()
    held = keys.KeyFile("d", (keys.recovery_slot(keys.new_data_key(), "d", key),))
    keys.unlock_with_recovery(held, key)
    assert len(derived) == 2  # the control: a right one is
    slips = 0
    for place, letter in enumerate(key):
        if letter == "-":
            continue
        others = [key[:place] + other + key[place + 1 :] for other in ALPHABET if other != letter]
        for typed in (*others, key[:place] + key[place + 1 :], key[:place] + letter + key[place:]):
            with pytest.raises(UserError) as caught:
                keys.unlock_with_recovery(held, typed)
            assert not isinstance(caught.value, keys.WrongSecret)
            slips += 1
    sys.stdout.write(f"{slips} slips, every one named\n")
    assert len(derived) == 2


def test_two_neighbours_changed_round_are_named() -> None:
    missed = 0
    for _n in range(100):
        key = keys.new_recovery_key().replace("-", "")
        for place in range(len(key) - 1):
            if key[place] != key[place + 1]:
                turned = key[:place] + key[place + 1] + key[place] + key[place + 2 :]
                try:
                    keys.read_recovery_key(turned)
                    missed += 1
                except UserError:
                    pass
    assert missed == 0


@pytest.mark.parametrize("typed", ["", "-" * 44, "é" * 36, "0" * 35, "x" * 10**6, "\0" * 36])
def test_what_is_no_recovery_key_at_all_is_said(typed: str) -> None:
    with pytest.raises(UserError):
        keys.read_recovery_key(typed)


def test_the_sheet_of_another_school_opens_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store" / "a.npo"
    store, _key = create_store(path, "four words or more", NewSchool("S", "saba"), cost=CHEAP)
    store.close()
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(keys.WrongSecret):
        open_with_recovery(path, keys.new_recovery_key())
    with pytest.raises(keys.WrongSecret):
        replace_passphrase(path, keys.new_recovery_key(), "a whole new sentence", cost=CHEAP)
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


def test_with_the_sheet_in_hand_the_name_of_the_school_is_still_no_passphrase(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.npo"
    school = NewSchool("Zeester", "saba", coordinator="Ilse Krozendijk")
    store, key = create_store(path, "four words or more", school, cost=CHEAP)
    store.close()
    with pytest.raises(UserError):
        replace_passphrase(path, key, "ilsekrozendijk", cost=CHEAP)
    open_store(path, "four words or more").close()


def test_with_a_damaged_store_the_sheet_still_gives_a_new_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "a.npo"
    store, key = create_store(path, "four words or more", NewSchool("S", "saba"), cost=CHEAP)
    store.close()
    path.write_bytes(b"x" * 4096 * 4)
    slot_id = replace_passphrase(path, key, "a whole new sentence", cost=CHEAP)
    assert keys.unlocked(keys.read_keys(path), "a whole new sentence", slot_id).data_key


def test_with_the_sheet_the_coordinator_or_a_colleague_gets_a_new_passphrase(
    tmp_path: Path,
) -> None:
    from npo_desktop.store import colleagues

    path = tmp_path / "a.npo"
    store, key = create_store(path, "four words or more", NewSchool("S", "saba"), cost=CHEAP)
    notes_key = store.opener.notes_key
    teacher = colleagues.add_colleague(
        store, "Juf Een", "teacher", "blauwe kist naast trap", cost=CHEAP
    )
    store.close()
    own = replace_passphrase(path, key, "a whole new sentence", cost=CHEAP)
    assert replace_passphrase(path, key, "losse lade achter muur", slot_id=teacher, cost=CHEAP)
    with pytest.raises(keys.WrongSecret):
        open_store(path, "four words or more")
    opened = open_store(path, "a whole new sentence", slot_id=own)
    assert opened.opener.notes_key == notes_key
    opened.close()
    opened = open_store(path, "losse lade achter muur")
    assert (opened.opener.slot_id, opened.opener.role) == (teacher, "teacher")
    assert opened.opener.notes_key is None
    opened.close()
