"""T33: every setting that safety rests on is read back; a wrong build does not start."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.store import engine
from npo_desktop.store.engine import APPLICATION_ID, SCHEMA, Store, connect
from npo_desktop.store.tables import Pupil

# Read back here, not taken from the code: SAFETY.md, section 3.
SETTINGS = {
    "locking_mode": "exclusive",
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": 0,
    "cipher_log_level": "NONE",
    "application_id": APPLICATION_ID,
    "user_version": SCHEMA,
}
KEY = bytes(range(32))


def read_back(store: Store, name: str) -> Any:
    raw: Any = store.engine.raw_connection().driver_connection
    return raw.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(("name", "expected"), SETTINGS.items())
def test_the_setting_reads_back(store: Store, name: str, expected: object) -> None:
    assert read_back(store, name) == expected


def test_the_libraries_are_the_ones_that_were_measured(store: Store) -> None:
    assert str(read_back(store, "cipher_version")).startswith("4.")
    assert tuple(map(int, engine.cipher.sqlite_version.split("."))) >= (3, 51, 3)
    assert openpyxl.DEFUSEDXML is True
    assert store.engine.hide_parameters is True


def test_an_error_does_not_say_whose_row_it_was(store: Store) -> None:
    with pytest.raises(IntegrityError) as refused, store.writing() as session:
        for _ in range(2):
            session.add(Pupil(number="7", call_name="Kanarina", last_name="Kanarie"))
        session.flush()
    assert "Kanari" not in f"{refused.value} {refused.value!r} {refused.value.orig!r}"


def test_there_is_one_connection_and_no_index_beside_the_wal(store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE school SET place = 'x'"))
    names = {path.name for path in store.path.parent.iterdir() if path.name.startswith("school")}
    assert f"{store.path.name}-wal" in names and f"{store.path.name}-shm" not in names


def as_if(library: Any, version: str) -> SimpleNamespace:
    """The same library, saying that it is of another version."""
    names = {name: getattr(library, name) for name in dir(library) if not name.startswith("_")}
    return SimpleNamespace(**{**names, "sqlite_version": version})


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def refused(path: Path) -> StoreError:
    with pytest.raises(StoreError) as told:
        connect(path, KEY)
    assert told.value.message and told.value.hint
    return told.value


def test_a_build_without_encryption_refuses_before_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cipher", as_if(sqlite3, "3.60.0"))
    assert "encrypt" in refused(tmp_path / "plain.npo").message
    assert not (tmp_path / "plain.npo").exists() or (tmp_path / "plain.npo").stat().st_size == 0


def test_a_library_with_the_wal_fault_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "cipher", as_if(engine.cipher, "3.51.2"))
    assert "too old" in refused(tmp_path / "old.npo").message


@pytest.mark.parametrize(("name", "value", "_expected"), engine.PRAGMAS)
def test_a_setting_that_does_not_take_refuses(
    name: str, value: str, _expected: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = tuple(each for each in engine.PRAGMAS if each[0] != name)
    monkeypatch.setattr(engine, "PRAGMAS", ((name, value, "something else"), *others))
    assert name in refused(tmp_path / "other.npo").message


def test_a_reader_without_its_protection_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Leerlingnummer", "Roepnaam", "Achternaam"])
    sheet.append(["1", "Ana", "Croes"])
    book.save(tmp_path / "x.xlsx")
    assert len(read_pupils(tmp_path / "x.xlsx").pupils) == 1

    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    with pytest.raises(UserError):
        read_pupils(tmp_path / "x.xlsx")
