"""What was done, by whom, in a chain that cannot be changed unseen. Ids only, never a name.

Each row's MAC covers the row and the MAC before it, so an edit, a gap or another order shows at
its place. A cut tail shows only against a head that is kept elsewhere: the newest backup's
manifest, or the monthly printed report. Whoever holds the store's key can rebuild the chain;
the paper is the answer to that.

The chain's key is drawn from a secret made with the first entry and kept in the store, thus
under its encryption, and not from the data key itself: so the chain, and every head on paper or
in a manifest, stays valid when the store is encrypted anew under another data key.
Source: SAFETY.md, section 6.
"""

import hmac
import json
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.store.tables import Setting

ACTIONS = frozenset(
    (
        *("opened", "wrong-passphrase", "locked", "clock-suspect", "clock-confirmed", "settings"),
        *("import", "undo-import", "export", "print", "access-file", "plan", "correction"),
        *("talk-held", "talk-reopened", "parent-talk"),
        *("pupil-added", "pupil-moved", "pupil-left", "pupil-back", "pupil-undone"),
        *("backup", "restore", "second-place", "migrated"),
        *("backups-rewritten", "kept-removed"),
        *("colleague-added", "colleague-removed", "passphrase-changed"),
        *("recovery-renewed", "key-rotated"),
        *("binned", "put-back", "bin-emptied", "erased", "retention-approved"),
        *("note-added", "note-read", "note-deleted"),
    )
)
SECRET = "audit.key"  # the setting that holds the chain's secret
BACK = timedelta(minutes=2)  # a clock may be set right by this much
AHEAD = timedelta(days=400)  # a store that rested longer: somebody must look at the clock

_AN_ID = re.compile(r"[0-9a-z:_.,+-]{0,80}")  # no capital, no space: no name by accident
_STORED_TIME = "%Y-%m-%d %H:%M:%S.%f"  # as the database keeps it
_COLUMNS = "seq, at, ticks, clock_suspect, slot_id, action, object_id, mac"
_INSERT = f"INSERT INTO audit_entry ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_LAST = "SELECT seq, mac FROM audit_entry ORDER BY seq DESC LIMIT 1"
_LAST_SURE = "SELECT at FROM audit_entry WHERE NOT clock_suspect ORDER BY seq DESC LIMIT 1"
_NEWEST_RESTORE = "SELECT at FROM audit_entry WHERE action = 'restore' ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether every entry stands as it was written; the head goes into manifests and on paper."""

    ok: bool
    first_bad_seq: int | None  # where it first differs; beyond the length when the tail is gone
    length: int
    head: str  # hex; empty: nothing was done yet


def note(session: Session, action: str, object_id: UUID | str | int = "") -> int:
    """Write down one act in the caller's transaction; returns its number.

    ``object_id``: an id, a code in small letters or a number of rows; anything that may be a
    name is refused, and so is an unknown action.
    """
    subject = str(object_id)
    if action not in ACTIONS or not _AN_ID.fullmatch(subject):
        raise ValueError(f"not an act to note: {action!r}")  # the subject may be a name
    moment = now()
    suspect = action != "clock-confirmed" and clock_is_suspect(moment, last_sure_time(session))
    return _append(session, action, subject, moment, suspect)


def clock_is_suspect(moment: datetime, last: datetime | None) -> bool:
    """Whether the clock went back, or leapt, since the last moment that was sure."""
    return last is not None and not last - BACK <= moment <= last + AHEAD


def clock_doubted(session: Session) -> bool:
    """Whether, by the log, the computer's clock is wrong now: no purge, no rotation by date."""
    return clock_is_suspect(now(), last_sure_time(session))


def confirm_clock(session: Session) -> None:
    """Somebody looked, and the clock is right as it is now: it is trusted from here on."""
    note(session, "clock-confirmed")


def last_sure_time(session: Session) -> datetime | None:
    """When the newest entry was written whose clock was not doubted."""
    row = _raw(session, _LAST_SURE).first()
    return None if row is None else _moment(row[0])


def last_restore(session: Session) -> datetime | None:
    """When a backup was last put back; heads of backups made before then no longer count."""
    row = _raw(session, _NEWEST_RESTORE).first()
    return None if row is None else _moment(row[0])


def chain_report(session: Session, *, known_length: int = 0, known_head: str = "") -> ChainReport:
    """Follow the chain from its first entry; compare with a head kept elsewhere, if given."""
    key = _kept_key(session)
    previous, length, bad = b"", 0, None
    at_known = ""
    for row in _entries(session):
        length += 1
        sound = key is not None and row[0] == length and _is_mac(row[7], _mac(key, previous, row))
        if bad is None and not sound:
            bad = min(length, row[0]) if isinstance(row[0], int) else length
        previous = _link(row[7])
        if length == known_length:
            at_known = previous.hex()
    if bad is None and length < known_length:
        bad = length + 1
    elif bad is None and known_length and at_known != known_head:
        bad = known_length
    return ChainReport(bad is None, bad, length, previous.hex())


def _append(session: Session, action: str, subject: str, moment: datetime, suspect: bool) -> int:
    last = _raw(session, _LAST).first()
    seq, previous = (last[0] + 1, _link(last[1])) if last else (1, b"")
    opener = getattr(session.info.get("store"), "opener", None)
    slot = opener.slot_id.hex if opener is not None and opener.slot_id else None
    at = moment.astimezone(UTC).strftime(_STORED_TIME)
    row = (seq, at, time.monotonic_ns(), int(suspect), slot, action, subject)
    key = _kept_key(session) or _new_key(session)
    _raw(session, _INSERT, (*row, _mac(key, previous, row)))
    return int(seq)


def _mac(key: bytes, previous: bytes, row: tuple[Any, ...]) -> bytes:
    """Over the MAC before and the row as the database keeps it, without its own MAC."""
    canonical = json.dumps(list(row[:7]), separators=(",", ":"), default=repr).encode()
    return hmac.digest(key, previous + canonical, "sha256")


def _link(mac: object) -> bytes:
    """What the next row is chained to; a MAC that was tampered with may be anything."""
    return mac if isinstance(mac, bytes) else b""


def _is_mac(found: object, expected: bytes) -> bool:
    return isinstance(found, bytes) and hmac.compare_digest(found, expected)


def _kept_key(session: Session) -> bytes | None:
    kept = session.get(Setting, SECRET)
    return None if kept is None else _chain_key(kept.value)


def _new_key(session: Session) -> bytes:
    """With the first entry; if the secret was lost, entries go on and the report tells the loss."""
    secret = secrets.token_hex(32)
    session.add(Setting(key=SECRET, value=secret))
    session.flush()
    return _chain_key(secret)


def _chain_key(secret: str) -> bytes:
    """One block of HKDF-Expand (RFC 5869); the secret is uniform, so nothing is extracted."""
    return hmac.digest(secret.encode(), b"npo-desktop audit chain 1\x01", "sha256")


def _entries(session: Session) -> Iterator[tuple[Any, ...]]:
    """Every entry as it lies in the file: what was tampered with need not be readable as a date."""
    yield from _raw(session, f"SELECT {_COLUMNS} FROM audit_entry ORDER BY seq")


def _raw(session: Session, statement: str, values: tuple[Any, ...] = ()) -> Any:
    return session.connection().exec_driver_sql(statement, values)


def _moment(stored: object) -> datetime | None:
    """``None`` when it was tampered with: the report says so, and work goes on."""
    with suppress(ValueError):
        return datetime.strptime(str(stored), _STORED_TIME).replace(tzinfo=UTC)
    return None
