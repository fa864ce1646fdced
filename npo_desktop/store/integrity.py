"""Whether a database file is whole, and what is in it, asked of the file itself.

The order matters: the cipher's check reads the main file only and cries wolf while changes are
still in the journal. Source: SAFETY.md, section 3.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from npo_desktop.store.engine import cipher

LOOKING: tuple[str, ...] = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)


@contextmanager
def looking_at(path: Path, data_key: bytes) -> Iterator[Any]:
    """A bare connection to a database that exists, for looking and not for work."""
    connection = cipher.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=0,
    )
    try:
        key(connection, data_key)
        for pragma in LOOKING:
            connection.execute(pragma)
        yield connection
    finally:
        connection.close()


def key(connection: Any, data_key: bytes) -> None:
    """Give a bare connection its key, and keep the library from writing to standard error."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")


def damage(connection: Any) -> tuple[str, ...]:
    """Codes of what is broken, worst first; empty when the file is whole."""
    found: list[str] = []
    try:
        if _rows(connection, "PRAGMA integrity_check") != [("ok",)]:
            found.append("structure")
        _rows(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
        if _rows(connection, "PRAGMA cipher_integrity_check"):
            found.append("pages")
        if _rows(connection, "PRAGMA foreign_key_check"):
            found.append("links")
    except cipher.DatabaseError as error:
        if "locked" in str(error):
            raise
        found.append("unreadable")
    return tuple(found)


def row_counts(connection: Any) -> dict[str, int]:
    """How many rows each of our tables has, in the file as it is."""
    names = _rows(
        connection,
        "SELECT name FROM sqlite_schema WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name",
    )
    return {name: _rows(connection, f'SELECT count(*) FROM "{name}"')[0][0] for (name,) in names}


def audit_head(connection: Any, counts: dict[str, int]) -> tuple[int, str]:
    """How long the chain of acts is, and its last link (hex); nothing before schema 2."""
    if not counts.get("audit_entry"):
        return 0, ""
    seq, mac = _rows(connection, "SELECT seq, mac FROM audit_entry ORDER BY seq DESC LIMIT 1")[0]
    return int(seq), bytes(mac).hex()


def erased_pupils(connection: Any, counts: dict[str, int]) -> tuple[str, ...]:
    """The erasure ledger: ids of pupils who may not come back from an older copy."""
    if not counts.get("erased"):
        return ()
    return tuple(one for (one,) in _rows(connection, "SELECT pupil_id FROM erased ORDER BY 1"))


def school_of(connection: Any, counts: dict[str, int]) -> tuple[str, int]:
    """The school's name, and the oldest schema whose program may read the file."""
    if not counts.get("school"):
        return "", 0
    name = _rows(connection, "SELECT name FROM school")[0][0]
    columns = {row[1] for row in _rows(connection, "PRAGMA table_info(school)")}
    if "min_reader" not in columns:
        return str(name), 0
    return str(name), int(_rows(connection, "SELECT min_reader FROM school")[0][0])


def number(connection: Any, pragma: str) -> int:
    """A number that the file carries: ``user_version``, ``application_id``."""
    return int(_rows(connection, f"PRAGMA {pragma}")[0][0])


def _rows(connection: Any, statement: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(statement).fetchall()
    return found
