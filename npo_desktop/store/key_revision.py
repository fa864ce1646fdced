"""Which writing of the slots the store has seen: an older one put back beside it is refused.

An older file of keys would open with passphrases that were replaced since, and would close the
accounts of whoever was let in since. So the store remembers the number of the newest writing.

The store may lag behind the file, never the other way round: a number that no file has would
lock everybody out. So the slots are written, synced, and only then is their number committed; a
kill in between leaves the lower number, which the next opening raises. For the same reason the
number of a damaged file is not believed.

This is against mistakes and against whoever only has files: it is no seal. Who has an old file
and its passphrase has the data key, and after that only ``rotate_key`` helps.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlmodel import Session

from npo_desktop.errors import StoreError
from npo_desktop.i18n import _
from npo_desktop.store import keys
from npo_desktop.store.tables import Setting

KEY = "keys.revision"  # the setting that holds the number


class OlderKeys(StoreError):
    """The slots beside the store are older than the store knows them to be."""


def seen_revision(session: Session) -> int:
    """The number of the newest writing of the slots that this store has seen; 0: of none."""
    kept = session.get(Setting, KEY)
    return 0 if kept is None else _number(kept.value)


def seen_in_file(connection: Any) -> int:
    """``seen_revision`` of a bare connection, whatever the schema."""
    known = "SELECT count(*) FROM sqlite_schema WHERE name = 'setting'"
    if not connection.execute(known).fetchone()[0]:
        return 0
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (KEY,)).fetchone()
    return 0 if row is None else _number(str(row[0]))


def refuse_older(session: Session, store: Path) -> None:
    """Raise OlderKeys when the slots beside the store are not the newest that it has seen.

    Of two damaged copies the higher number counts: one wrong digit locks nobody out.
    """
    if max(held.revision for held in keys.read_keys(store)) < seen_revision(session):
        raise older_keys()


def older_keys() -> OlderKeys:
    """The one sentence about that."""
    return OlderKeys(
        _("The key files beside this data file are too old: newer ones were in use."),
        _(
            "Put the newest two back (.keys and .keys.copy). If those are gone, take the old ones "
            "away: the keys of your newest backup are used then. Or put that backup back with the "
            "recovery sheet."
        ),
    )


def above_seen(session: Session, held: keys.KeyFile) -> keys.KeyFile:
    """The slots, to be written with a higher number than any that was seen."""
    return replace(held, revision=max(held.revision, seen_revision(session)))


def write_slots(session: Session, store: Path, held: keys.KeyFile) -> keys.KeyFile:
    """Write the slots beside the store and note their number; the caller commits right after."""
    session.flush()  # a fault shows before the slots are there
    written = keys.write_keys(store, above_seen(session, held))
    remember(session, store, written)
    return written


def remember(session: Session, store: Path, held: keys.KeyFile) -> None:
    """Note that this writing was seen; never lowers the number. The caller commits.

    Only once both copies have it, else the loss of the newer one would leave none that opens.
    """
    is_newer = not held.damaged and held.revision > seen_revision(session)
    if is_newer and keys.stands_twice(store, held):
        session.merge(Setting(key=KEY, value=str(held.revision)))


def follow(session: Session, held: keys.KeyFile | None) -> None:
    """In a store that was put back: the slots that come into force count, even if they are older.

    ``None``: nobody knows which they will be. The caller commits.
    """
    revision = 0 if held is None or held.damaged else held.revision
    if seen_revision(session) > revision:
        session.merge(Setting(key=KEY, value=str(revision)))


def _number(value: str) -> int:
    """What the setting says; nonsense counts as never having seen any."""
    return int(value) if value.isascii() and value.isdecimal() else 0
