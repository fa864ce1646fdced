"""Save the readable rows of a damaged store into a new one, to compare or to go on with.

Pages are decrypted one by one in memory, and a page whose seal is broken is taken for empty: so
one bad page costs its own rows only. Nothing is written unencrypted, and the damaged file is only
read. Page format: SQLCipher 4 (AES-256-CBC, HMAC-SHA512, 80 bytes reserved).
"""

import hashlib
import hmac
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

from npo_desktop.errors import StoreError, UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.store.engine import Opener, Store, connect
from npo_desktop.store.migrate import upgrade_copy
from npo_desktop.store.swap import take_away
from npo_desktop.store.tables import School

PAGE = 4096
RESERVED = 80  # 16 of the initialisation vector, 64 of the seal
SALT = 16
WAL_HEADER, WAL_FRAME = 32, 24
MAGIC = b"SQLite format 3\x00"
EMPTY_LEAF = bytes((13, 0, 0, 0, 0)) + (PAGE - RESERVED).to_bytes(2, "big") + b"\x00"


def salvage(
    path: Path, data_key: bytes, target: Path, progress: Progress = silent
) -> dict[str, int]:
    """Make a new store at ``target`` under the same key with every row that can still be read.

    Returns the rows per table. Its slots are the caller's care. Raises StoreError when nothing
    can be read, UserError when the target is taken.
    """
    if target.exists():
        raise UserError(
            _("There is already a data file at {file}.").format(file=target),
            _("Choose another place for what is saved."),
        )
    rows = _readable_rows(path, data_key, progress)
    if not any(rows.values()):
        raise StoreError(
            _("Nothing could be saved from the data file {file}.").format(file=path),
            _("Do not delete it. Put back your newest backup."),
        )
    if not rows["school"]:
        rows["school"] = [{"id": 1, "name": _("(saved from a damaged file)"), **NOT_KNOWN}]
    with on_failure(partial(take_away, target)):
        target.touch(mode=0o600)
        with closing(Store(target, connect(target, data_key), data_key, Opener())) as store:
            upgrade_copy(store)
            return _fill(store, rows)


NOT_KNOWN = {  # a store without its school is none; what it was stands in the backup
    "island": "bonaire",
    "place": "",
    "language": "nl",
    "coordinator": "",
    "is_practice": 0,
}

Rows = dict[str, list[dict[str, Any]]]


def _readable_rows(path: Path, data_key: bytes, progress: Progress) -> Rows:
    memory = sqlite3.connect(":memory:")
    try:
        memory.deserialize(_decrypted(path, data_key, progress))
        memory.execute("PRAGMA writable_schema = ON")  # a schema with a flaw is still of use
        memory.execute("PRAGMA trusted_schema = OFF")
        return {name: list(_rows(memory, name)) for name in School.metadata.tables}
    except sqlite3.DatabaseError:
        return {}
    finally:
        memory.close()


def _decrypted(path: Path, data_key: bytes, progress: Progress) -> bytes:
    data = path.read_bytes()
    label = _("Saving what can be read")
    seal_key = _seal_key(data_key, data[:SALT])
    newer = _pages_in_journal(path.with_name(path.name + "-wal"))
    total = max(len(data) // PAGE, *newer, 1)
    pages = bytearray()
    for number in range(1, total + 1):
        if number % 256 == 1:
            progress(number, total, label)
        page = newer.get(number) or data[(number - 1) * PAGE : number * PAGE]
        pages += _page(page, number, data_key, seal_key)
    pages[18:20] = b"\x01\x01"  # no journal: this lives in memory
    pages[28:32] = total.to_bytes(4, "big")
    return bytes(pages)


def _page(page: bytes, number: int, data_key: bytes, seal_key: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    start = SALT if number == 1 else 0
    body, vector = page[start : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
    sealed = page[start : PAGE - RESERVED + 16] + number.to_bytes(4, "little")
    whole = len(page) == PAGE and hmac.compare_digest(
        hmac.digest(seal_key, sealed, "sha512"), page[-64:]
    )
    if not whole and number > 1:
        return EMPTY_LEAF.ljust(PAGE, b"\x00")
    decryptor = Cipher(algorithms.AES(data_key), modes.CBC(vector)).decryptor()
    plain = decryptor.update(body) + decryptor.finalize()
    head = MAGIC if number == 1 else b""
    return (head + plain).ljust(PAGE, b"\x00")


def _pages_in_journal(journal: Path) -> dict[int, bytes]:
    """The newest of each page that was committed to the journal and not yet brought in."""
    data = journal.read_bytes() if journal.exists() else b""
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for start in range(WAL_HEADER, len(data) - WAL_FRAME - PAGE + 1, WAL_FRAME + PAGE):
        number, size_after = struct.unpack_from(">II", data, start)
        if data[start + 8 : start + 16] != data[16:24]:  # of an earlier use of the journal
            break
        waiting[number] = data[start + WAL_FRAME : start + WAL_FRAME + PAGE]
        if size_after:  # the last page of a transaction
            committed |= waiting
            waiting = {}
    return committed


def _seal_key(data_key: bytes, salt: bytes) -> bytes:
    turned = bytes(one ^ 0x3A for one in salt)
    return hashlib.pbkdf2_hmac("sha512", data_key, turned, 2, 32)


def _rows(memory: sqlite3.Connection, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table in its own order, past what is missing; an index is never trusted."""
    with suppress(sqlite3.DatabaseError):
        cursor = memory.execute(f'SELECT * FROM "{name}" NOT INDEXED')
        columns = [column[0] for column in cursor.description]
        while True:
            row = cursor.fetchone()
            if row is None:
                return
            if not any(isinstance(value, str) and "\x00" in value for value in row):
                yield dict(zip(columns, row, strict=True))


def _fill(store: Store, rows: Rows) -> dict[str, int]:
    """Insert what the rules of the tables let in, parents first; what lost its parent stays out."""
    raw: Any = store.engine.raw_connection().driver_connection
    raw.execute("BEGIN IMMEDIATE")
    with on_failure(raw.rollback):
        counts = {table.name: 0 for table in School.metadata.sorted_tables}
        for table in counts:
            counts[table] = sum(_insert(raw, table, row) for row in rows.get(table, []))
        raw.execute("COMMIT")
    return counts


def _insert(raw: Any, table: str, row: dict[str, Any]) -> bool:
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    try:
        raw.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
    except raw.IntegrityError:
        return False
    return True
