"""A file of keys as the first release wrote it still opens, and becomes one of today."""

import base64
import json
import os
import secrets
import shutil
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from npo_desktop.errors import UserError
from npo_desktop.store import colleagues, integrity, keys
from npo_desktop.store.keys.cost import stretched
from npo_desktop.store.keys.slots import _derived
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    listed_openers,
    open_store,
    open_with_recovery,
    replace_passphrase,
)

CHEAP = keys.Cost(memory=64, passes=1, lanes=1)
SECRET = "four words or more"
FLIPS = 2000 if os.environ.get("NPO_FULL") else 200
OLD = Path(__file__).parents[1] / "stores" / "schema-0001"
OLD_SECRET = "a passphrase for tests"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store."""
    made = tmp_path / "store" / "a.npo"
    create_store(made, SECRET, NewSchool("School", "saba"), cost=CHEAP)[0].close()
    return made


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The store as the first release made it."""
    folder = tmp_path / "old"
    shutil.copytree(OLD, folder)
    return folder / "school.npo"


def flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def test_format_1_opens_and_is_written_as_format_2_with_an_account(old: Path) -> None:
    assert [opener.name for opener in listed_openers(old)] == ["Dianira Ortela"]
    store = open_store(old, OLD_SECRET)
    with store.reading() as session:
        (account,) = colleagues.colleagues(session)
    assert (account.name, account.role) == ("Dianira Ortela", "coordinator")
    assert account.slot_id == store.opener.slot_id
    assert store.opener.notes_key is not None
    store.close()
    (held,) = keys.read_keys(old)
    assert [slot.format for slot in held.slots] == [2, 1]  # the sheet's waits for a new key
    assert all(json.loads(f.read_bytes())["format"] == 2 for f in keys.key_files(old))
    again = open_store(old, OLD_SECRET, slot_id=account.slot_id)
    assert again.opener == store.opener
    again.close()


def test_a_wrong_passphrase_leaves_format_1_as_it_is(old: Path) -> None:
    before = {file: file.read_bytes() for file in old.parent.iterdir()}
    with pytest.raises(keys.WrongSecret):
        open_store(old, OLD_SECRET + "x")
    assert {file: file.read_bytes() for file in old.parent.iterdir()} == before


def test_one_flipped_bit_in_format_1_is_mended_too(old: Path, chance: Random) -> None:
    files = keys.key_files(old)
    good = files[0].read_bytes()
    data_key = keys.unlock(keys.read_keys(old)[0], OLD_SECRET)
    for _n in range(FLIPS):
        files[0].write_bytes(flipped(good, chance))
        assert keys.unlocked(keys.read_keys(old), OLD_SECRET).data_key == data_key


def test_a_recovery_slot_of_format_1_still_opens_after_the_slots_are_format_2(
    path: Path,
) -> None:
    recovery_key = _as_format_1(path)
    open_store(path, SECRET).close()
    (held,) = keys.read_keys(path)
    assert [slot.format for slot in held.slots] == [2, 1]
    opened = open_with_recovery(path, recovery_key)
    assert (opened.opener.role, opened.opener.notes_key) == ("coordinator", None)
    opened.close()
    replace_passphrase(path, recovery_key, "a whole new sentence", cost=CHEAP)
    with pytest.raises(keys.WrongSecret):
        open_store(path, SECRET)
    opened = open_store(path, "a whole new sentence")
    assert opened.opener.notes_key is not None  # no note was written: a new key takes its place
    assert not colleagues.recovery_opens_notes(opened)
    new = colleagues.new_recovery_key(opened)
    assert colleagues.recovery_opens_notes(opened)
    notes_key = opened.opener.notes_key
    opened.close()
    with pytest.raises(UserError):
        open_with_recovery(path, recovery_key)
    opened = open_with_recovery(path, new)
    assert opened.opener.notes_key == notes_key
    opened.close()


def _as_format_1(path: Path) -> str:
    """Write the slots of this store as the first release did; returns its recovery key."""
    (held,) = keys.read_keys(path)
    data_key, recovery_key = keys.unlock(held, SECRET), keys.new_recovery_key()
    slots = []
    for kind, slot_id in ((slot.kind, slot.id) for slot in held.slots):
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        cost = CHEAP if kind == "passphrase" else keys.Cost(0, 0, 0)
        wrapping = (
            stretched(SECRET, salt, cost)
            if kind == "passphrase"
            else _derived(keys.read_recovery_key(recovery_key), salt)
        )
        parts = (1, held.database, slot_id, kind, cost.memory, cost.passes, cost.lanes)
        wrapped = AESGCM(wrapping).encrypt(nonce, data_key, json.dumps(parts).encode())
        names = ("id", "label", "kind", "memory", "passes", "lanes", "salt", "nonce", "wrapped")
        texts = (base64.b64encode(raw).decode() for raw in (salt, nonce, wrapped))
        values = (slot_id, "", kind, cost.memory, cost.passes, cost.lanes, *texts)
        slots.append({**dict(zip(names, values, strict=True)), "created": "2026-11-01T00:00:00"})
    document = {"format": 1, "database": held.database, "slots": slots}
    for file in keys.key_files(path):
        file.write_text(json.dumps(document))
    with integrity.looking_at(path, data_key) as connection:  # nor did it count their writings
        connection.execute("DELETE FROM setting WHERE key = 'keys.revision'")
    return recovery_key
