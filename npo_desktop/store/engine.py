"""Open the store: key, pragmas, and read them back. One connection, one writer, one process.

Source: SAFETY.md, sections 1 and 3; STYLE.md, 1.11.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from npo_desktop.errors import StoreError, on_failure
from npo_desktop.i18n import _

cipher: Any = import_module("sqlcipher3.dbapi2")  # it carries no type information

APPLICATION_ID = 0x4E504F31  # "NPO1", in the file's header
SCHEMA = 5  # number of the newest step under migrations/versions; mirrored in user_version
OLDEST_SAFE_SQLITE = (3, 51, 3)  # before it a rare WAL corruption is possible

PRAGMAS: tuple[tuple[str, str, object], ...] = (  # name, as set, as it must read back
    ("locking_mode", "EXCLUSIVE", "exclusive"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("busy_timeout", "0", 0),
    ("cache_size", "-65536", -65536),  # 64 MB: reading one pupil is four times quicker than with 8
)

TRIES = 10  # to open what another start may hold for a moment


class Damaged(StoreError):
    """The file is not what was written."""


class Locked(StoreError):
    """Another process has the store."""


@dataclass(frozen=True, slots=True)
class Opener:
    """Who opened the store, as what; ``notes_key`` opens the restricted notes, if this one may."""

    slot_id: UUID | None = None
    name: str = ""
    role: str = "coordinator"
    notes_key: bytes | None = field(default=None, repr=False)


class Store:
    """An open store. ``reading`` and ``writing`` are the only ways in.

    A session knows its store: ``session.info["store"]``, for what signs and seals rows.
    """

    def __init__(self, path: Path, engine: Engine, data_key: bytes, opener: Opener) -> None:
        self.path = path
        self.engine = engine
        self.data_key = data_key  # the database library holds it in memory just as long
        self.opener = opener

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose changes are thrown away."""
        with translated(self.path), Session(self.engine, info={"store": self}) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: on disk when the block is left, undone when it raises."""
        with (
            translated(self.path),
            Session(self.engine, info={"store": self}) as session,
            session.begin(),
        ):
            yield session

    def close(self) -> None:
        """Bring everything into the one file and let go of it."""
        with translated(self.path):
            raw: Any = self.engine.raw_connection().driver_connection
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:  # a full disk must not keep the file locked
                self.engine.dispose()


def connect(path: Path, data_key: bytes) -> Engine:
    """An engine on an encrypted file, keyed and set; creates the file when it is not there."""
    connection = _keyed(path, data_key)
    engine = create_engine(
        "sqlite://",
        module=cipher,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,  # error texts would hold pupils' names
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _keyed(path: Path, data_key: bytes) -> Any:
    """Two starts at the same moment stand in each other's way: step back, and try again."""
    for left in reversed(range(TRIES)):
        try:
            with translated(path):
                return _keyed_once(path, data_key)
        except Locked:
            if not left:
                raise
        time.sleep(random.uniform(0.02, 0.15))  # apart, or they meet again
    raise AssertionError("the last try returns or raises")


def _keyed_once(path: Path, data_key: bytes) -> Any:
    connection = cipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=0)
    with on_failure(connection.close):
        _refuse_plain(connection)
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _refuse_foreign(connection)
        _set_pragmas(connection)
    return connection


def _refuse_plain(connection: Any) -> None:
    """A library without encryption ignores the key, and would write everything readable."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise StoreError(
            _("The database library of this program cannot encrypt."),
            _("Install NPO Desktop again."),
        )


def _refuse_foreign(connection: Any) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    schema = connection.execute("PRAGMA user_version").fetchone()[0]
    if application not in (0, APPLICATION_ID) or (application == 0 and schema != 0):
        raise StoreError(
            _("This file is not a data file of NPO Desktop."),
            _("Choose the file that ends in .npo."),
        )
    if schema > SCHEMA:
        raise StoreError(
            _("This data file was made by a newer version of the program."),
            _("Install the newest version of NPO Desktop. Nothing was changed."),
        )


def _set_pragmas(connection: Any) -> None:
    version = tuple(int(part) for part in cipher.sqlite_version.split("."))
    if version < OLDEST_SAFE_SQLITE:
        raise StoreError(
            _("The database library of this program is too old to be safe."),
            _("Install NPO Desktop again."),
        )
    for name, value, expected in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise StoreError(
                _("The data file cannot be opened safely: {setting} is {value}.").format(
                    setting=name, value=found
                ),
                _("Move the data file to a folder on this computer's own disk."),
            )


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """The one place where the machine's failures become sentences."""
    try:
        yield
    except IntegrityError:
        raise  # ours: a rule of the data was broken
    except (DatabaseError, cipher.DatabaseError, sqlite3.DatabaseError) as error:
        raise _explained(path, str(getattr(error, "orig", None) or error)) from error


def _explained(path: Path, reason: str) -> StoreError:
    if "locked" in reason:
        return Locked(
            _("The data file is already open in another window or program."),
            _("Close the other one first."),
        )
    if "malformed" in reason or "not a database" in reason:
        return Damaged(
            _("The data file {file} is damaged.").format(file=path),
            _("Do not delete it. Put back your newest backup."),
        )
    if "full" in reason:
        return StoreError(
            _("The disk is full. The last change was not saved, everything before it was."),
            _("Free some space and try again."),
        )
    return StoreError(
        _("The data file {file} cannot be read or written.").format(file=path),
        _("Check that the folder is on this computer and that you may write in it."),
    )
