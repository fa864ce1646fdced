"""The chain of what was done: every change to it shows, at its place."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from npo_desktop.store import audit, engine
from npo_desktop.store.audit import ChainReport, chain_report, note
from npo_desktop.store.engine import Opener, Store, connect
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import Setting

ENTRIES = 40
TAMPERINGS = 200 if not os.environ.get("NPO_FULL") else 2000
COLUMNS = ("at", "ticks", "clock_suspect", "slot_id", "action", "object_id", "mac")
Statements = list[tuple[str, tuple[Any, ...]]]


def raw(store: Store) -> Any:
    return store.engine.raw_connection().driver_connection


def write_some(store: Store, count: int = ENTRIES) -> None:
    with store.writing() as session:
        for number in range(count):
            note(session, "plan", number)


def report(store: Store, length: int = 0, head: str = "") -> ChainReport:
    with store.reading() as session:
        return chain_report(session, known_length=length, known_head=head)


def without_guards(store: Store) -> None:
    for trigger in ("audit_entry_is_frozen", "audit_entry_is_kept"):
        raw(store).execute(f"DROP TRIGGER {trigger}")


def edited(rng: Random, rows: list[Any]) -> tuple[Statements, int]:
    row = rng.choice(rows)
    place = rng.randrange(1, 8)
    fresh = [
        *("2030-01-01 00:00:00.000000", row[2] + 1, 1 - row[3], uuid4().hex),
        *("erased", "999999", bytes(32)),  # nothing that any row holds: the first one says "opened"
    ]
    sql = f"UPDATE audit_entry SET {COLUMNS[place - 1]} = ? WHERE seq = ?"
    return [(sql, (fresh[place - 1], row[0]))], row[0]


def taken_out(rng: Random, rows: list[Any]) -> tuple[Statements, int]:
    row = rng.choice(rows[:-1])
    statements: Statements = [("DELETE FROM audit_entry WHERE seq = ?", (row[0],))]
    if rng.random() < 0.5:  # and close the gap
        later = [other[0] for other in rows if other[0] > row[0]]
        statements += [("UPDATE audit_entry SET seq = seq - 1 WHERE seq = ?", (n,)) for n in later]
    return statements, row[0]


def reordered(rng: Random, rows: list[Any]) -> tuple[Statements, int]:
    one, other = sorted(rng.sample([row[0] for row in rows], 2))
    move = "UPDATE audit_entry SET seq = ? WHERE seq = ?"
    return [(move, (-1, one)), (move, (one, other)), (move, (other, -1))], one


def tail_cut(rng: Random, rows: list[Any]) -> tuple[Statements, int]:
    first = rng.choice(rows)[0]
    return [("DELETE FROM audit_entry WHERE seq >= ?", (first,))], first


def slipped_in(rng: Random, rows: list[Any]) -> tuple[Statements, int]:
    """A copy of an old entry at the end: a replay of a row."""
    row, seq = rng.choice(rows), rows[-1][0] + 1
    sql = "INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    return [(sql, (seq, *row[1:]))], seq


TRICKS: tuple[Callable[[Random, list[Any]], tuple[Statements, int]], ...] = (
    *(edited, taken_out, reordered, tail_cut, slipped_in),
)


def test_every_tampering_is_reported_with_its_first_entry(store: Store, chance: Random) -> None:
    write_some(store)
    true = report(store)
    assert true.ok and true.length >= ENTRIES
    without_guards(store)
    file = raw(store)
    rows = file.execute("SELECT * FROM audit_entry ORDER BY seq").fetchall()
    missed = []
    for number in range(TAMPERINGS):
        trick = TRICKS[number % len(TRICKS)]
        statements, first_bad = trick(chance, rows)
        file.execute("BEGIN")
        for sql, values in statements:
            file.execute(sql, values)
        file.execute("COMMIT")
        found = report(store, true.length, true.head)
        if found.ok or found.first_bad_seq != first_bad:
            missed.append((trick.__name__, first_bad, found))
        file.execute("BEGIN")
        file.execute("DELETE FROM audit_entry")
        file.executemany("INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        file.execute("COMMIT")
        assert report(store, true.length, true.head) == true
    caught = TAMPERINGS - len(missed)
    sys.stdout.write(f"{caught} of {TAMPERINGS} tamperings at the right entry\n")
    assert missed == []


def test_without_a_kept_head_a_cut_tail_is_not_noticed(store: Store) -> None:
    """The control: it is the kept head that notices, not the chain."""
    write_some(store)
    true = report(store)
    without_guards(store)
    raw(store).execute("DELETE FROM audit_entry WHERE seq > ?", (true.length - 5,))

    assert report(store).ok
    assert report(store, true.length, true.head).first_bad_seq == true.length - 4


def test_an_old_file_put_in_place_of_the_new_one_is_noticed(store: Store, tmp_path: Path) -> None:
    write_some(store, 10)
    length = report(store).length
    old = tmp_path / "old.npo"
    copy = engine.cipher.connect(str(old))
    copy.execute(f"PRAGMA key = \"x'{store.data_key.hex()}'\"")
    raw(store).backup(copy)
    copy.close()
    write_some(store, 5)
    true = report(store)

    replayed = Store(old, connect(old, store.data_key), store.data_key, Opener())
    try:
        assert report(replayed).ok  # whole in itself
        assert report(replayed, true.length, true.head).first_bad_seq == length + 1
        write_some(replayed, 5)  # and grown to the old length again
        assert report(replayed, true.length, true.head).first_bad_seq == true.length
    finally:
        replayed.close()


def test_a_chain_built_anew_from_a_secret_of_ones_own_is_noticed(store: Store) -> None:
    write_some(store, 5)
    true = report(store)
    without_guards(store)
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM audit_entry")
        session.delete(session.get_one(Setting, audit.SECRET))
        session.flush()
        for number in range(true.length):
            note(session, "plan", number)

    assert report(store).ok
    assert report(store, true.length, true.head).first_bad_seq == true.length


def test_a_lost_secret_is_reported_and_work_goes_on(store: Store) -> None:
    write_some(store, 3)
    with store.writing() as session:
        session.delete(session.get_one(Setting, audit.SECRET))
    assert report(store).first_bad_seq == 1
    write_some(store, 1)
    assert report(store).first_bad_seq == 1


def test_entries_that_cannot_be_read_are_reported_and_work_goes_on(store: Store) -> None:
    write_some(store, 3)
    without_guards(store)
    last = report(store).length
    sql = "UPDATE audit_entry SET at = 'nonsense', mac = 'text' WHERE seq = ?"
    raw(store).execute(sql, (last,))
    assert report(store).first_bad_seq == last
    write_some(store, 1)
    assert report(store).first_bad_seq == last


def test_the_database_itself_refuses_to_change_an_entry(store: Store) -> None:
    write_some(store, 2)
    for sql in ("UPDATE audit_entry SET object_id = 'x'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError), store.writing() as session:
            session.connection().exec_driver_sql(sql)
    assert report(store).ok


def test_the_chain_lives_on_under_another_data_key(store: Store, tmp_path: Path) -> None:
    write_some(store, 7)
    true, other_key = report(store), os.urandom(32)
    path = tmp_path / "rotated.npo"
    raw(store).execute(f"ATTACH DATABASE '{path}' AS fresh KEY \"x'{other_key.hex()}'\"")
    raw(store).execute("SELECT sqlcipher_export('fresh')").fetchall()
    raw(store).execute(f"PRAGMA fresh.application_id = {engine.APPLICATION_ID}")
    raw(store).execute(f"PRAGMA fresh.user_version = {engine.SCHEMA}")
    raw(store).execute("DETACH DATABASE fresh")

    rotated = Store(path, connect(path, other_key), other_key, Opener())
    try:
        with rotated.writing() as session:
            note(session, "key-rotated")
        assert report(rotated, true.length, true.head).ok
        assert report(rotated).length == true.length + 1
    finally:
        rotated.close()


def test_an_entry_says_who_when_and_what(store: Store) -> None:
    slot, subject = uuid4(), uuid4()
    store.opener = Opener(slot_id=slot, name="Ines Pieters")
    before = datetime.now(UTC).replace(tzinfo=None)
    with store.writing() as session:
        number = note(session, "opened")
        assert note(session, "binned", subject) == number + 1
    with store.reading() as session:
        newest = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(2)
        second, first = session.exec(newest).all()
        assert (first.slot_id, first.action, first.object_id) == (slot, "opened", "")
        assert UUID(second.object_id) == subject
        assert before <= first.at.replace(tzinfo=None) <= second.at.replace(tzinfo=None)
        assert second.ticks > first.ticks
        assert not first.clock_suspect


def test_an_entry_goes_with_its_transaction(store: Store) -> None:
    before = report(store)
    with pytest.raises(RuntimeError), store.writing() as session:
        note(session, "opened")
        raise RuntimeError
    assert report(store) == before


def test_nothing_done_is_a_whole_chain(store: Store) -> None:
    without_guards(store)
    raw(store).execute("DELETE FROM audit_entry")
    assert report(store) == ChainReport(True, None, 0, "")


@pytest.mark.parametrize(
    ("action", "subject"),
    [("plan", "Ana"), ("plan", "ana pieters"), ("plan", "x" * 81), ("cooked", "")],
)
def test_a_name_or_an_unknown_act_is_refused_without_repeating_it(
    store: Store, action: str, subject: str
) -> None:
    with pytest.raises(ValueError, match="not an act") as caught, store.writing() as session:
        note(session, action, subject)
    assert not subject or subject not in str(caught.value)


@pytest.mark.parametrize(
    ("jump", "doubted"),
    [
        (timedelta(0), False),
        (timedelta(minutes=-1), False),
        (timedelta(hours=-1), True),
        (timedelta(days=-1), True),
        (timedelta(days=-5 * 365), True),
        (timedelta(days=300), False),
        (timedelta(days=20 * 365), True),
    ],
)
def test_a_clock_that_jumped_is_doubted_until_it_is_right_or_confirmed(
    store: Store, monkeypatch: pytest.MonkeyPatch, jump: timedelta, doubted: bool
) -> None:
    true = datetime.now(UTC)
    write_some(store, 1)
    monkeypatch.setattr(audit, "now", lambda: true + jump)
    write_some(store, 2)
    with store.writing() as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq).desc()))
        assert [entry.clock_suspect for entry in entries.all()[:3]] == [doubted, doubted, False]
        assert audit.clock_doubted(session) is doubted
        audit.confirm_clock(session)
        assert not audit.clock_doubted(session)
    assert report(store).ok


def test_the_newest_restore_is_known(store: Store) -> None:
    with store.writing() as session:
        assert audit.last_restore(session) is None
        note(session, "restore")
        moment = audit.last_restore(session)
    assert moment is not None and abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
