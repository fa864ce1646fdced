"""T13 to T15: every released store opens in today's program, a newer one in none, a failed step
leaves everything as it was."""

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event

from npo_desktop.__main__ import main
from npo_desktop.errors import StoreError
from npo_desktop.queries.privacy.bin import put_back
from npo_desktop.store import integrity, migrate
from npo_desktop.store.backups.backup import list_backups, verify_backup
from npo_desktop.store.backups.restore import restore
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import SCHEMA, Store
from npo_desktop.store.keys import read_keys, unlock
from npo_desktop.store.lifecycle import open_store

STORES = Path(__file__).parents[1] / "stores"
PASSPHRASE = "a passphrase for tests"
ADDED_SINCE: dict[
    str, dict[str, Any]
] = {  # columns that came with later schemas, and what old rows hold there
    "school": {"min_reader": 2},
    "pupil": {"referred_on": None, "picture_code": None},
    "round": {"form": "full", "deadline": None, "questionnaires": None},
    "scan": {"form": "full", "entry": "single"},
    "answer": {"language": None, "words": None},
    "plan": {
        **{"version": 1, "signed_by": ""},
        **dict.fromkeys(("signed_on", "code")),
    },
    "goal": {"certain_value": None, "observe": ""},
    "test_result": {
        **dict.fromkeys(("code", "version", "supplier", "score_scale", "functional_level"), ""),
        **dict.fromkeys(("raw_score", "raw_top", "score_low", "score_high", "dle", "other")),
        "is_checked": True,
    },
}
OURS = {"account", "audit_entry"}  # opening writes down who did, and makes the slot's account
RELEASES = sorted(path.name for path in STORES.iterdir() if path.is_dir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return copied("schema-0001", tmp_path)


def copied(release: str, folder: Path) -> Path:
    for file in (STORES / release).glob("school.npo*"):
        shutil.copy(file, folder)
    return folder / "school.npo"


def sums(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def data_key_of(path: Path) -> bytes:
    return unlock(read_keys(path)[0], PASSPHRASE)


@contextmanager
def raw(path: Path) -> Iterator[Any]:
    with integrity.looking_at(path, data_key_of(path)) as connection:
        yield connection


# --- T13 ---


def test_every_released_schema_has_a_store_made_by_that_release() -> None:
    steps = sorted(path.name[:4] for path in (migrate.MIGRATIONS / "versions").glob("0*.py"))
    assert steps == [f"{number:04}" for number in range(1, SCHEMA + 1)]
    missing = [step for step in steps[:-1] if f"schema-{step}" not in RELEASES]
    assert missing == [], "add tests/stores/schema-N, made by the release, before the next step"


@pytest.mark.parametrize("release", RELEASES)
def test_an_old_store_holds_the_same_after_the_upgrade(release: str, tmp_path: Path) -> None:
    released = copied(release, tmp_path)
    golden = json.loads((STORES / release / "dump.json").read_text(encoding="utf-8"))
    store = open_store(released, PASSPHRASE)
    with store.reading() as session:
        now = canonical_dump(session)
        assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    store.close()
    for table, rows in golden.items():
        if table not in OURS:
            added = ADDED_SINCE.get(table, {})
            rows_then = [{**added, **row} for row in rows]
            assert _own(now[table]) == _own(rows_then), table
    assert all(now[table] == [] for table in set(now) - set(golden) - OURS)


def _own(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what every opening may set anew."""
    return [row for row in rows if row.get("key") not in ("audit.key", "keys.revision")]


@pytest.mark.parametrize("release", RELEASES)
def test_what_was_binned_before_the_upgrade_comes_back_after_it(
    release: str, tmp_path: Path
) -> None:
    released = copied(release, tmp_path)
    golden = json.loads((STORES / release / "dump.json").read_text(encoding="utf-8"))
    store = open_store(released, PASSPHRASE)
    with store.writing() as session:
        for row in golden.get("bin_item", ()):
            put_back(session, UUID(row["id"]))
        counts = {name: len(rows) for name, rows in canonical_dump(session).items()}
    store.close()
    binned = Counter(one["table"] for row in golden.get("bin_item", ()) for one in row["rows"])
    for table in ("scan", "answer", "plan", "goal"):
        assert counts[table] == len(golden[table]) + binned[table], table


@pytest.mark.parametrize("release", RELEASES)
def test_scores_are_what_they_were_before_the_upgrade(
    release: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    released = copied(release, tmp_path)
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    golden = json.loads((STORES / release / "scores.json").read_text(encoding="utf-8"))
    assert sum(map(len, golden.values())) > 900  # by the program of that schema
    for name, scores in golden.items():
        assert main(["--store", str(released), "--json", "scores", "--round", name]) == 0
        assert json.loads(capsys.readouterr().out) == scores


# --- T14 ---


@pytest.mark.parametrize(
    "change",
    [
        f"PRAGMA user_version = {SCHEMA + 1}",
        f"UPDATE school SET min_reader = {SCHEMA + 1}",
        "PRAGMA application_id = 7",
    ],
)
def test_a_newer_or_foreign_store_is_refused_and_no_byte_changes(old: Path, change: str) -> None:
    open_store(old, PASSPHRASE).close()
    with raw(old) as connection:
        connection.execute(change)
    before = sums(old.parent)
    with pytest.raises(StoreError) as refused:
        open_store(old, PASSPHRASE)
    assert refused.value.hint
    assert sums(old.parent) == before


def test_a_newer_store_that_was_not_closed_is_refused_and_no_byte_changes(old: Path) -> None:
    store = open_store(old, PASSPHRASE)
    with store.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE school SET min_reader = {SCHEMA + 1}")
    for part in ("", "-wal", ".keys", ".keys.copy"):
        shutil.copy(old.with_name(old.name + part), old.with_name("broken.npo" + part))
    store.close()
    broken = old.with_name("broken.npo")
    assert broken.with_name("broken.npo-wal").stat().st_size > 0
    before = sums(old.parent)
    with pytest.raises(StoreError):
        open_store(broken, PASSPHRASE)
    assert sums(old.parent) == before


# --- T15 ---


class Injected(Exception):
    """What a step raises in these tests."""


CHANGES = ("CREATE", "ALTER", "INSERT", "UPDATE", "DROP", "PRAGMA APPLICATION", "PRAGMA USER_V")


@contextmanager
def failing_after(statements: int) -> Iterator[list[int]]:
    """Every change of a migration counts; after this many it fails."""
    done: list[int] = [0]
    is_over: list[bool] = []

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if is_over or not statement.lstrip().upper().startswith(CHANGES):
            return
        done[0] += 1
        if done[0] == statements:
            raise Injected
        if statement.startswith("PRAGMA user_version"):
            is_over.append(True)  # the last before the commit

    event.listen(Engine, "after_cursor_execute", count)
    try:
        yield done
    finally:
        event.remove(Engine, "after_cursor_execute", count)


def content(path: Path) -> dict[str, Any]:
    """Schema and every row, as they lie in the file."""
    with raw(path) as connection:
        names = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY 1").fetchall()
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        rows = {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for (name,) in tables.fetchall()
        }
        return {"schema": names, "rows": rows, "n": integrity.number(connection, "user_version")}


def test_a_step_that_fails_at_any_point_leaves_the_old_data_twice(old: Path) -> None:
    before = content(old)
    point = 0
    while True:
        point += 1
        try:
            with failing_after(point) as done:
                open_store(old, PASSPHRASE).close()
        except Injected:
            with pytest.raises(Injected), failing_after(point):
                open_store(old, PASSPHRASE)
            assert content(old) == before, f"after {point} statements"
        else:
            break
    assert done[0] < point > 12  # it went through only when nothing was left to fail
    assert content(old)["n"] == SCHEMA


def test_after_ten_failed_attempts_the_first_backup_still_holds_the_data_as_they_were(
    old: Path, tmp_path: Path
) -> None:
    before = content(old)
    kept = migrate.backup_before(old)
    for attempt in range(10):
        with pytest.raises(Injected), failing_after(5):
            open_store(old, PASSPHRASE)
        if attempt == 0:
            first = kept.read_bytes()
        assert kept.read_bytes() == first
        assert [facts.path for facts in list_backups(kept.parent)] == [kept]
    facts = verify_backup(kept, data_key_of(old))
    assert facts.pinned and facts.counts["answer"] == len(before["rows"]["answer"])
    old.unlink()
    restore(old, kept, passphrase=PASSPHRASE)
    store = open_store(old, PASSPHRASE)
    answers = "SELECT scan_id, item, value, answered_at FROM answer"
    with store.reading() as session:
        found = session.connection().exec_driver_sql(answers).all()
    store.close()
    assert [tuple(row) for row in found] == before["rows"]["answer"]


def test_a_damaged_backup_from_an_earlier_attempt_is_set_aside_and_made_anew(old: Path) -> None:
    with pytest.raises(Injected), failing_after(5):
        open_store(old, PASSPHRASE)
    kept = migrate.backup_before(old)
    spoiled = bytearray(kept.read_bytes())
    spoiled[-5000] ^= 1
    kept.write_bytes(spoiled)
    open_store(old, PASSPHRASE).close()
    assert verify_backup(kept, data_key_of(old)).verified
    assert kept.with_name(kept.name + ".damaged").read_bytes() == spoiled


def test_a_damaged_store_is_not_brought_up_to_date(old: Path) -> None:
    damaged = bytearray(old.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    old.write_bytes(damaged)
    with pytest.raises(StoreError):
        open_store(old, PASSPHRASE)
    assert bytes(damaged) == old.read_bytes()
    assert not migrate.backup_before(old).exists()


def test_without_room_for_the_backup_nothing_is_brought_up_to_date(old: Path) -> None:
    (old.parent / "backups").write_text("in the way")
    before = sums(old.parent)
    with pytest.raises(Exception, match=r"\S") as refused:
        open_store(old, PASSPHRASE)
    assert getattr(refused.value, "hint", "")
    assert sums(old.parent) == before


def test_a_new_store_is_made_without_a_backup_of_nothing(store: Store) -> None:
    assert not migrate.backup_before(store.path).exists()
