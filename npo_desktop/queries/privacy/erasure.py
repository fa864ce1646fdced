"""Erasure: a pupil's rows, every trace in the store, and the pages they lay on.

What is left of an erased pupil is an id in the ledger, so that a backup that is put back cannot
bring the pupil back, and ids in the audit log. Backups follow by their rotation, or at once when
they are rewritten. Colleagues stay: they belong to the school.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.queries.privacy.belongings import belongings, counted, delete_rows
from npo_desktop.queries.privacy.traces import erase_traces
from npo_desktop.store.audit import note
from npo_desktop.store.engine import Store, translated
from npo_desktop.store.safety_tables import Erased

MOST_FREE = 0.1  # share of the pages
FREE_AND_ALL = ("freelist_count", "page_count")
WHYS = ("retention", "request", "ledger")


@dataclass(frozen=True, slots=True)
class ErasedFacts:
    """One line of the ledger."""

    pupil_id: UUID
    erased_at: datetime  # UTC
    why: str  # retention, request, ledger: again, after a backup was put back


def what_erases(session: Session, ids: Collection[UUID]) -> dict[str, int]:
    """How many rows of each table an erasure would take: said before it is done."""
    return counted(belongings(session, "pupil", ids))


def erase_pupils(store: Store, ids: Collection[UUID], why: str = "request") -> dict[str, int]:
    """Erase these pupils whole, in one transaction, then sweep the file; rows by table."""
    with store.writing() as session:
        counts = erase_rows(session, ids, why)
    sweep(store)
    return counts


def erase_rows(session: Session, ids: Collection[UUID], why: str) -> dict[str, int]:
    """The rows and traces of these pupils, and the ledger. The caller commits, then sweeps."""
    if why not in WHYS:
        raise ValueError(f"unknown reason {why!r}")
    counts = take_out(session, ids)
    for pupil_id in ids:
        if session.get(Erased, pupil_id) is None:
            session.add(Erased(pupil_id=pupil_id, erased_at=now(), why=why))
        note(session, "erased", pupil_id)
    session.flush()
    return counts


def take_out(session: Session, ids: Collection[UUID]) -> dict[str, int]:
    """The rows and traces alone; the ledger and the log are the caller's care."""
    counts = Counter(what_erases(session, ids))
    counts.update(erase_traces(session, ids))
    delete_rows(session, "pupil", ids)
    return dict(counts)


def apply_ledger(store: Store, ids: Collection[UUID]) -> dict[str, int]:
    """Erase again whom a backup that was put back has brought back; rows by table."""
    return erase_pupils(store, ids, "ledger") if ids else {}


def ledger(session: Session) -> tuple[ErasedFacts, ...]:
    """Who was erased, oldest first; its ids go to ``apply_ledger`` after a restore."""
    found = session.exec(select(Erased).order_by(col(Erased.erased_at), col(Erased.pupil_id)))
    return tuple(
        ErasedFacts(row.pupil_id, row.erased_at.replace(tzinfo=UTC), row.why) for row in found
    )


def sweep_when_loose(store: Store) -> bool:
    """Sweep when more than a tenth of the pages is free; whether it did. For when it closes."""
    with store.reading() as session:
        ask = session.connection().exec_driver_sql
        free, pages = (ask(f"PRAGMA {name}").scalar_one() for name in FREE_AND_ALL)
    if free <= pages * MOST_FREE:
        return False
    sweep(store)
    return True


def sweep(store: Store) -> None:
    """Build the file anew without its free pages, and empty what waits beside it.

    After it no page of the file, used or free, holds what was deleted before.
    """
    with translated(store.path):
        connection = store.engine.raw_connection()
        try:
            raw: Any = connection.driver_connection
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()
