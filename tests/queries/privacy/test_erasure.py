"""Erasure: no page of the file, used or free, holds a word of who was erased."""

import json
import struct
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.privacy import erasure
from npo_desktop.queries.privacy.bin import put_back, to_bin
from npo_desktop.queries.privacy.erasure import (
    apply_ledger,
    erase_pupils,
    ledger,
    sweep_when_loose,
    what_erases,
)
from npo_desktop.store import engine
from npo_desktop.store.audit import chain_report
from npo_desktop.store.dump import TABLES, canonical_dump
from npo_desktop.store.engine import Opener, Store, connect
from npo_desktop.store.tables import ImportRun, Pupil, Setting

PUPILS, ERASED = 300, 50
PAGE, RESERVED, SALT = 4096, 80, 16  # of SQLCipher 4: its reserve is 16 bytes IV and a 64-byte MAC
Add = Callable[..., list[Any]]


def decrypted_pages(store: Store) -> Iterator[bytes]:
    """Every page in the clear, used or free, of the file and of the write-ahead log."""
    data = store.path.read_bytes()
    for number, at in enumerate(range(0, len(data), PAGE), 1):
        yield clear(store.data_key, number, data[at : at + PAGE])
    wal = store.path.with_name(store.path.name + "-wal")
    log = wal.read_bytes() if wal.exists() else b""
    for at in range(32, len(log) - PAGE, 24 + PAGE):
        number = struct.unpack(">I", log[at : at + 4])[0]
        yield clear(store.data_key, number, log[at + 24 : at + 24 + PAGE])


def clear(key: bytes, number: int, page: bytes) -> bytes:
    """One page without its encryption."""
    start = SALT if number == 1 else 0
    vector = page[-RESERVED : -RESERVED + 16]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(page[start:-RESERVED]) + opened.finalize()


def seen(store: Store, words: Collection[str], folder: Path) -> set[str]:
    """Which of these words stand in a page, in an export in the clear, or in a value."""
    pages = [page.lower() for page in decrypted_pages(store)]
    pages.append(exported(store, folder).lower())
    with store.reading() as session:
        pages.append(json.dumps(canonical_dump(session)).encode().lower())
        hidden = (word.encode().hex().encode() for word in words)  # bytes are hex in a dump
        found = {word for word, held in zip(words, hidden, strict=True) if held in pages[-1]}
    whole = b"\0".join(pages)
    return found | {word for word in words if word.lower().encode() in whole}


def exported(store: Store, folder: Path) -> bytes:
    """The whole content in the clear, by ``sqlcipher_export``."""
    target = folder / "clear.db"
    target.unlink(missing_ok=True)
    connection = store.engine.raw_connection()
    try:
        raw: Any = connection.driver_connection
        raw.execute(f"ATTACH DATABASE '{target}' AS clear KEY ''")
        raw.execute("SELECT sqlcipher_export('clear')").fetchall()
        raw.execute("DETACH DATABASE clear")
    finally:
        connection.close()
    return target.read_bytes()


def pragma(store: Store, name: str) -> Any:
    with store.reading() as session:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").fetchall()


def totals(session: Session) -> dict[str, int]:
    return {
        name: session.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in TABLES.items()
    }


@pytest.fixture
def half_in_the_bin(store: Store, small_school: Any, add_pupils: Add) -> tuple[list[Any], Any]:
    """Three hundred pupils; of some a plan, of one everything, and a whole round in the bin."""
    pupils = add_pupils(PUPILS)
    with store.writing() as session:
        for pupil in pupils[:20]:
            to_bin(session, "plan", pupil.plan)
        to_bin(session, "pupil", pupils[0].id)
        round_item = to_bin(session, "round", small_school.round).bin_id
        session.get_one(ImportRun, small_school.run).file_name = f"{pupils[1].canary}last.xlsx"
    return pupils, round_item


def test_erased_pupils_are_in_no_page_and_the_others_are_whole(
    store: Store, half_in_the_bin: tuple[list[Any], Any], tmp_path: Path, chance: Random
) -> None:
    pupils, round_item = half_in_the_bin
    gone = [*pupils[:2], *chance.sample(pupils[2:], ERASED - 2)]
    words = {pupil.canary for pupil in gone}
    others = {pupil.canary for pupil in pupils} - words
    assert seen(store, words, tmp_path) == words  # the search finds what is there
    with store.reading() as session:
        before = totals(session)

    erase_pupils(store, [pupil.id for pupil in gone], "request")

    found = seen(store, words, tmp_path)
    sys.stdout.write(f"{len(found)} of {ERASED} canaries left\n")
    assert found == set()
    assert seen(store, others, tmp_path) == others
    assert pragma(store, "freelist_count") == [(0,)]
    assert pragma(store, "integrity_check") == [("ok",)]
    assert pragma(store, "foreign_key_check") == []
    assert store.path.with_name(store.path.name + "-wal").stat().st_size == 0
    with store.writing() as session:
        put_back(session, round_item)
        after = totals(session)
        assert chain_report(session).ok
        assert {row.pupil_id for row in ledger(session)} == {pupil.id for pupil in gone}
        shown = " ".join(row.words for row in audit_rows(session, limit=1000))
    assert not any(word in shown for word in words)
    assert after["staff"] == before["staff"] and after["group_teacher"] == before["group_teacher"]
    assert after["pupil"] == after["guardian"] == after["scan"] == PUPILS - ERASED
    assert after["import_change"] == 5 * (PUPILS - ERASED)


def test_without_the_sweep_the_search_still_finds_them(
    store: Store, add_pupils: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: rows that are merely deleted are read back from the pages."""
    pupils = add_pupils(20)
    monkeypatch.setattr(erasure, "sweep", lambda _store: None)
    words = {pupil.canary for pupil in pupils[:10]}
    erase_pupils(store, [pupil.id for pupil in pupils[:10]])

    pages = b"\0".join(decrypted_pages(store))
    assert any(word.encode() in pages for word in words)


def test_it_says_first_what_it_takes_and_takes_just_that(store: Store, add_pupils: Add) -> None:
    one, _other = add_pupils(2)
    with store.reading() as session:
        told, before = what_erases(session, [one.id]), totals(session)
    counts = erase_pupils(store, [one.id])
    with store.reading() as session:
        after = totals(session)
    assert {name: counts[name] for name in told} == told
    taken = {name: before[name] - after[name] for name in before if before[name] > after[name]}
    assert taken == counts


def test_a_word_in_a_file_name_and_a_setting_go_too(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, other = add_pupils(2)
    with store.writing() as session:
        session.get_one(ImportRun, small_school.run).file_name = f"{one.canary}LAST 2026.xlsx"
    erase_pupils(store, [one.id])
    with store.reading() as session:
        assert session.get_one(ImportRun, small_school.run).file_name == ""
        assert session.get(Setting, "last.1") is None
        assert session.get_one(Setting, "last.2").value == str(other.id)


def test_a_backup_that_is_put_back_cannot_bring_anyone_back(
    store: Store, add_pupils: Add, tmp_path: Path
) -> None:
    one, other, never = add_pupils(3)
    erase_pupils(store, [never.id])  # before the backup: not in it
    path = tmp_path / "older.npo"
    copy = engine.cipher.connect(str(path))
    copy.execute(f"PRAGMA key = \"x'{store.data_key.hex()}'\"")
    connection = store.engine.raw_connection()
    raw: Any = connection.driver_connection
    raw.backup(copy)
    copy.close()
    connection.close()
    erase_pupils(store, [one.id], "retention")
    with store.reading() as session:
        ids = [row.pupil_id for row in ledger(session)]

    older = Store(path, connect(path, store.data_key), store.data_key, Opener())
    try:
        counts = apply_ledger(older, ids)
        assert counts["pupil"] == 1
        with older.reading() as session:
            assert session.get(Pupil, one.id) is None
            assert session.get(Pupil, other.id) is not None
            assert {row.pupil_id: row.why for row in ledger(session)} == {
                never.id: "request",
                one.id: "ledger",
            }
        assert seen(older, {one.canary}, tmp_path) == set()
        assert apply_ledger(older, []) == {}
    finally:
        older.close()


def test_the_ledger_cannot_be_shortened(store: Store, add_pupils: Add) -> None:
    (one,) = add_pupils(1)
    erase_pupils(store, [one.id])
    with pytest.raises(DatabaseError), store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM erased")


def test_a_failure_halfway_erases_nobody(
    store: Store, add_pupils: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _other = add_pupils(2)

    def broken(*_given: object) -> int:
        raise RuntimeError

    with store.reading() as session:
        before = canonical_dump(session)
    monkeypatch.setattr(erasure, "note", broken)
    with pytest.raises(RuntimeError):
        erase_pupils(store, [one.id])
    with store.reading() as session:
        assert canonical_dump(session) == before


def test_a_file_with_many_free_pages_is_swept_once(store: Store, add_pupils: Add) -> None:
    add_pupils(40)
    assert not sweep_when_loose(store)
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM pupil")
        session.connection().exec_driver_sql("DELETE FROM import_run")
    assert pragma(store, "freelist_count") != [(0,)]
    assert sweep_when_loose(store)
    assert pragma(store, "freelist_count") == [(0,)]
    assert not sweep_when_loose(store)
