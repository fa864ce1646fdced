"""In what state a closed store is, looked at without changing a byte of it.

A journal that is not empty is read into the file by whoever opens it, and one that belongs to
another file would destroy it. So whenever there is one, a copy is opened instead.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from dataclasses import replace as replace_fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from npo_desktop.errors import StoreError
from npo_desktop.i18n import _
from npo_desktop.safe_file import cannot_write, replace, sync_folder
from npo_desktop.store import integrity
from npo_desktop.store.engine import SCHEMA, Locked, cipher, translated
from npo_desktop.store.key_revision import seen_in_file
from npo_desktop.store.swap import PARTS, stamp, take_away

AFTER = "after."
LOCKED_FROM, LOCKED_BYTES = 0x40000002, 510  # what the database library locks in an open file


class Condition(StrEnum):
    """What a look at a store found."""

    ABSENT = "absent"
    SOUND = "sound"
    FOREIGN_JOURNAL = "foreign-journal"  # the file is sound; the changes beside it are another's
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Look:
    """A store from outside; the counts are of what would be read now, None when it cannot be."""

    condition: Condition
    counts: Mapping[str, int] | None = None
    erased: tuple[str, ...] = ()
    schema: int = 0
    min_reader: int = 0
    key_revision: int = 0  # of the newest writing of the slots that it has seen


def look(path: Path, data_key: bytes) -> Look:
    """Check a closed store fully; raises StoreError when another program has it open."""
    if not path.exists():
        return Look(Condition.ABSENT)
    if not has_changes(path):
        with translated(path):
            return _look(path, data_key)
    with _copied(path, with_changes=True) as whole:
        found = _look(whole, data_key)
        fits = found.condition is Condition.SOUND
    if fits and _continues(path, data_key):
        return found
    with _copied(path, with_changes=False) as alone:
        bare = _look(alone, data_key)
    if bare.condition is not Condition.SOUND:
        return found if fits else bare
    return replace_fields(bare, condition=Condition.FOREIGN_JOURNAL)


def has_changes(path: Path) -> bool:
    """Whether a journal with something in it lies beside the store: it was not closed properly."""
    return _size(path.with_name(path.name + "-wal")) > 0


def has_old_journal(path: Path) -> bool:
    """Whether a journal lies there of a kind that no store of ours has: never to be played back."""
    return _size(path.with_name(path.name + "-journal")) > 0


def move_changes_aside(path: Path, parts: tuple[str, ...] = PARTS[1:]) -> tuple[Path, ...]:
    """Give the journals beside a store another name; they are kept."""
    moved: list[Path] = []
    for part in parts:
        journal = path.with_name(path.name + part)
        if journal.exists():
            aside = path.with_name(f"{path.name}.aside-{stamp()}{part}")
            replace(journal, aside)
            moved.append(aside)
    sync_folder(path.parent)
    return tuple(moved)


def _look(path: Path, data_key: bytes) -> Look:
    try:
        with integrity.looking_at(path, data_key) as connection:
            broken = integrity.damage(connection)
            if broken and broken != ("links",):
                return Look(Condition.DAMAGED)
            counts = integrity.row_counts(connection)
            erased = integrity.erased_pupils(connection, counts)
            _name, min_reader = integrity.school_of(connection, counts)
            schema = integrity.number(connection, "user_version")
            key_revision = seen_in_file(connection)
    except cipher.DatabaseError as error:
        if "locked" in str(error):
            raise
        return Look(Condition.DAMAGED)
    condition = Condition.DAMAGED if broken or not counts else Condition.SOUND
    return Look(condition, counts, erased, schema, min_reader, key_revision)


def _continues(path: Path, data_key: bytes) -> bool:
    """Whether the changes follow on this very file, by the chain of acts that both carry.

    Changes of a later session over an older file can look whole and still miss what came between.
    Every opening notes how long the chain was in the file when it began.
    """
    with _copied(path, with_changes=False) as alone:
        base = _chain(alone, data_key)
    if base is None:
        return True  # the file needs its changes to be read at all
    with _copied(path, with_changes=True) as whole, integrity.looking_at(whole, data_key) as view:
        length, head = base
        row = view.execute("SELECT mac FROM audit_entry WHERE seq = ?", (length,)).fetchone()
        if length and (row is None or bytes(row[0]).hex() != head):
            return False
        began = view.execute(
            "SELECT object_id FROM audit_entry WHERE action = 'opened' ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        return began is None or length >= _chain_at_opening(str(began[0]))


def opening_stamp(length: int) -> str:
    """What an opening notes when the file, without its changes, held a chain of this length."""
    return f"{AFTER}{length}"


def _chain_at_opening(noted: str) -> int:
    rest = noted.removeprefix(AFTER)
    return int(rest) if noted.startswith(AFTER) and rest.isdecimal() else 0


def _chain(path: Path, data_key: bytes) -> tuple[int, str] | None:
    try:
        with integrity.looking_at(path, data_key) as connection:
            counts = integrity.row_counts(connection)
            if "audit_entry" not in counts:
                return None
            return integrity.audit_head(connection, counts)
    except cipher.DatabaseError:
        return None


@contextmanager
def _copied(path: Path, *, with_changes: bool) -> Iterator[Path]:
    """The store's files, still encrypted, under another name for as long as the block lasts.

    Beside the store, or where this computer keeps its passing files when there is no room.
    """
    parts = ("", "-wal") if with_changes else ("",)
    name = f".{path.name}.{os.getpid()}.look"
    copies = (path.with_name(name), Path(tempfile.gettempdir(), name))
    try:
        yield _copy_to_first(copies, path, parts)
    finally:
        for copy in copies:
            take_away(copy)


def _copy_to_first(copies: tuple[Path, ...], path: Path, parts: tuple[str, ...]) -> Path:
    failed: OSError | None = None
    for copy in copies:
        try:
            for part in parts:
                with suppress(FileNotFoundError):
                    _copy_file(path.with_name(path.name + part), copy.with_name(copy.name + part))
        except OSError as error:
            take_away(copy)
            failed = failed or error
        else:
            return copy
    assert failed is not None
    raise cannot_write(copies[0], failed) from failed


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as read:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
        with os.fdopen(descriptor, "wb") as write:
            shutil.copyfileobj(read, write, 1024 * 1024)


_BINARY = getattr(os, "O_BINARY", 0)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def refuse_newer(schema: int, min_reader: int) -> None:
    """Raise when this program may not open a store of this kind."""
    if max(schema, min_reader) > SCHEMA:
        raise StoreError(
            _("This data file was made by a newer version of the program."),
            _("Install the newest version of NPO Desktop. Nothing was changed."),
        )


def connection_is_free(path: Path, data_key: bytes) -> None:
    """Raise StoreError when another program has a sound store open."""
    with translated(path), integrity.looking_at(path, data_key) as connection:
        _settle(connection)


def refuse_in_use(path: Path) -> None:
    """Raise StoreError when another program has this file open, in whatever state it seems to be.

    A look at a store that is being written may take it for a damaged one. Reads nothing; not for
    a program that has the file open itself: closing it here would let go of its lock.
    """
    with suppress(FileNotFoundError, IsADirectoryError, PermissionError):
        with path.open("rb+") as file:
            if _is_free(file.fileno()):
                return
        raise Locked(
            _("The data file is already open in another window or program."),
            _("Close the other one first."),
        )


def _is_free(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, LOCKED_FROM, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, LOCKED_BYTES)
            os.lseek(descriptor, LOCKED_FROM, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, LOCKED_BYTES)
        else:
            import fcntl

            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCKED_BYTES, LOCKED_FROM)
    except OSError:
        return False
    return True


def _settle(connection: Any) -> None:
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("ROLLBACK")
