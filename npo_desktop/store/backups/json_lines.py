"""The second kind of backup: every row as a sealed line of JSON, read back without a database.

Once a month beside the first kind: a flaw in the one kind need not be in the other.
Source: SAFETY.md, sections 2 and 4.
"""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from npo_desktop.clock import now
from npo_desktop.errors import UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write, replace, sync_folder, write_bytes
from npo_desktop.store import integrity, keys
from npo_desktop.store.backups.backup_file import damaged, slots_of
from npo_desktop.store.backups.lines_file import (
    SALT,
    LinesHeader,
    file_key,
    head_of,
    line_of,
    read_lines_header,
    read_rows,
)
from npo_desktop.store.backups.sealed_stream import write_sealed
from npo_desktop.store.condition import refuse_newer
from npo_desktop.store.engine import Opener, Store, connect, translated
from npo_desktop.store.migrate import configuration, upgrade, upgrade_copy
from npo_desktop.store.swap import take_away

ENDING = ".npolines"


def lines_of_month(folder: Path, store: Path, moment: datetime) -> Path:
    """Where the file of lines of a month is kept."""
    return folder / f"{store.stem}-{moment:%Y-%m}{ENDING}"


def write_json_lines(store: Store, target: Path, progress: Progress = silent) -> dict[str, int]:
    """Write every row of an open store, whole or not at all, and read it back; rows per table.

    Raises UserError when it cannot be written there.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with store.reading() as session:
            raw: Any = session.connection().connection.driver_connection
            counts = integrity.row_counts(raw)
            _write(part, store, _header(raw, store, counts), _lines(raw, counts, progress))
        _compare(part, store.data_key, counts)
        replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return counts


def read_json_lines(
    path: Path, data_key: bytes, new_store: Path, progress: Progress = silent
) -> dict[str, int]:
    """Make a new store, with its slots, from a file of lines; returns the rows per table.

    Nothing is left behind when the file is damaged. Raises DamagedBackup, UserError, StoreError.
    """
    if new_store.exists():
        raise UserError(
            _("There is already a data file at {file}.").format(file=new_store),
            _("Choose another place for the new one."),
        )
    header = read_lines_header(path)
    refuse_newer(header.schema, 0)
    try:
        with on_failure(partial(take_away, new_store)):
            new_store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            new_store.touch(mode=0o600)
            counts = _build(path, header, data_key, new_store, progress)
            for file, slots in zip(keys.key_files(new_store), header.slots * 2, strict=False):
                write_bytes(file, json.dumps(slots).encode())
    except OSError as error:
        raise cannot_write(new_store, error) from error
    return counts


def _header(raw: Any, store: Store, counts: dict[str, int]) -> LinesHeader:
    slots = slots_of(store.path)
    school, _oldest = integrity.school_of(raw, counts)
    schema = integrity.number(raw, "user_version")
    erased = integrity.erased_pupils(raw, counts)
    return LinesHeader(str(slots[0]["database"]), school, now(), schema, slots, erased)


def _write(part: Path, store: Store, header: LinesHeader, lines: Iterator[bytes]) -> None:
    head, salt = head_of(header), secrets.token_bytes(SALT)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
        file.write(head + salt)
        write_sealed(file, file_key(store.data_key, salt), head, lines)
        file.flush()
        os.fsync(file.fileno())


def _lines(raw: Any, counts: dict[str, int], progress: Progress) -> Iterator[bytes]:
    label, done, total = _("Writing the second kind of backup"), 0, sum(counts.values())
    for table in counts:
        cursor = raw.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in cursor.description]
        for row in cursor:
            if done % 1000 == 0:
                progress(done, total, label)
            done += 1
            yield line_of(table, dict(zip(columns, row, strict=True)))
    yield line_of("", dict(counts))


def _compare(path: Path, data_key: bytes, counts: dict[str, int]) -> None:
    found = dict.fromkeys(counts, 0)
    told: dict[str, Any] | None = None
    for table, values in read_rows(path, data_key):
        if table:
            found[table] += 1
        else:
            told = values
    if found != counts or told != counts:
        raise damaged(path)


def _build(
    path: Path, header: LinesHeader, data_key: bytes, new_store: Path, progress: Progress
) -> dict[str, int]:
    """The schema of that time, the rows, then the steps that came since."""
    store = Store(new_store, connect(new_store, data_key), data_key, Opener())
    with on_failure(store.engine.dispose):
        with translated(new_store):
            upgrade(store.engine, configuration(), f"{header.schema:04}")
            raw: Any = store.engine.raw_connection().driver_connection
            counts = _insert_all(path, data_key, raw, progress)
        upgrade_copy(store)
        store.close()
    return counts


def _insert_all(path: Path, data_key: bytes, raw: Any, progress: Progress) -> dict[str, int]:
    label = _("Reading the second kind of backup")
    counts = dict.fromkeys(integrity.row_counts(raw), 0)
    told: dict[str, Any] | None = None
    raw.execute("BEGIN IMMEDIATE")
    with on_failure(raw.rollback):
        raw.execute("PRAGMA defer_foreign_keys = ON")  # children may stand before their parents
        for done, (table, values) in enumerate(read_rows(path, data_key)):
            if done % 1000 == 0:
                progress(done, done, label)
            if told is not None or (table and table not in counts):
                raise damaged(path)
            if table:
                _insert(raw, table, values)
                counts[table] += 1
            else:
                told = values
        if told != counts:
            raise damaged(path)
        raw.execute("COMMIT")
    return counts


def _insert(raw: Any, table: str, values: dict[str, Any]) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    raw.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(values.values()))
