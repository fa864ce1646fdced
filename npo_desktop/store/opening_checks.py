"""What is looked at when a store is opened: before it is touched, and right after.

A journal beside a closed store means that the last session was broken off. Before the database
library reads it in, a copy shows whether it belongs to this file. Source: SAFETY.md, section 3.
"""

import logging
from glob import escape
from pathlib import Path
from typing import Any

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.store import integrity
from npo_desktop.store.condition import (
    Condition,
    has_changes,
    has_old_journal,
    look,
    move_changes_aside,
    opening_stamp,
    refuse_newer,
)
from npo_desktop.store.engine import Damaged, Store, cipher

_log = logging.getLogger(__name__)


def before_opening(path: Path, data_key: bytes) -> tuple[Path, ...]:
    """Refuse what is newer or damaged without changing a byte; move another store's journal aside.

    Returns the journals that were moved. Called with the right key, before the store's own
    connection is made. Raises StoreError.
    """
    if has_old_journal(path):
        move_changes_aside(path, ("-journal",))
    if not has_changes(path):
        _refuse_newer(path, data_key)
        return ()
    try:
        found = look(path, data_key)
    except StoreError:
        raise
    except UserError:  # no room for a copy: the school must get at its data to make some
        return ()
    if found.condition is Condition.DAMAGED:
        raise Damaged(
            _("The data file {file} is damaged.").format(file=path),
            _("Do not delete it. Put back your newest backup."),
        )
    refuse_newer(found.schema, found.min_reader)
    if found.condition is not Condition.FOREIGN_JOURNAL:
        return ()
    moved = move_changes_aside(path)
    _log.warning("moved %d journals aside that do not belong to this store", len(moved))
    return moved


def after_opening(store: Store) -> None:
    """Bring what a broken-off session left into the one file, before anything new is written."""
    if has_changes(store.path):
        raw: Any = store.engine.raw_connection().driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def noted_at_opening(store: Store) -> str:
    """What the note of this opening says of the file, so that later changes can be told apart.

    Empty while there are changes outside the file: then nothing can be said of it.
    """
    if has_changes(store.path):
        return ""
    with store.reading() as session:
        count = session.connection().exec_driver_sql("SELECT max(seq) FROM audit_entry")
        return opening_stamp(count.scalar_one() or 0)


def changes_aside(path: Path) -> tuple[Path, ...]:
    """Journals that were moved aside because they did not belong to this store."""
    return tuple(sorted(path.parent.glob(f"{escape(path.name)}.aside-*")))


def _refuse_newer(path: Path, data_key: bytes) -> None:
    try:
        with integrity.looking_at(path, data_key) as connection:
            schema = integrity.number(connection, "user_version")
            counts = {"school": 1} if schema else {}
            _name, min_reader = integrity.school_of(connection, counts)
    except cipher.DatabaseError:
        return  # damaged or in use: opening it says so
    refuse_newer(schema, min_reader)
