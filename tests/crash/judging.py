"""Opening what is left of a store, past the program: is it sound, and what is in it?"""

import hashlib
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

cipher: Any = import_module("sqlcipher3.dbapi2")

MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
OWN_KEY = "'audit.key'"  # drawn by every store for itself
SEEN_SLOTS = "'keys.revision'"  # of which writing of the slots; raised at an opening
WHO_WAS_IN = ("account", "audit_entry")  # written at every opening, also by a test that looks

Run = Callable[[str], Iterable[Any]]


class Damaged(Exception):
    """What a check found."""


def digest(run: Run, *, timeless: bool = False) -> str:
    """One figure for every row of every table but those that say who opened the store.

    ``timeless``: the same work at another moment gives the same figure.
    """
    whole = hashlib.blake2b(digest_size=12)
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for name in sorted({row[0] for row in run(tables)}.difference(WHO_WAS_IN)):
        whole.update(name.encode())
        rows = [repr(tuple(row)) for row in run(f'SELECT * FROM "{name}"')]
        rows = [row for row in rows if SEEN_SLOTS not in row]
        if timeless:
            rows = [MOMENT.sub("", row) for row in rows if OWN_KEY not in row]
        for row in sorted(rows):
            whole.update(row.encode())
    return whole.hexdigest()


def opened(path: Path, key: bytes) -> Any:
    """A plain connection, keyed, as the program sets it where it matters for recovery."""
    connection = cipher.connect(str(path), isolation_level=None, timeout=0)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def judged(path: Path, key: bytes, *, thorough: bool = True) -> str:
    """The digest of a sound store; raises ``Damaged``. The WAL goes in before the MACs are read."""
    if not path.exists():
        raise Damaged("there is no store")  # to open it would make one
    connection = opened(path, key)
    try:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise Damaged(found[0][0])
        what = digest(lambda sql: connection.execute(sql).fetchall())
        if thorough:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            bad = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if bad:
                raise Damaged(bad[0][0])
        return what
    except cipher.DatabaseError as error:
        raise Damaged(str(error)) from error
    finally:
        connection.close()
