"""The bin: what was deleted stays whole for 30 days and can be put back.

A pupil, plan, round or scan goes with every row that hangs on it. The editions that its scans
were asked with are kept along: an import taken back meanwhile may remove them from the store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel's is typed by column
from sqlmodel import Session, col, select

from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.menukaart.menukaart import school_catalogue
from npo_desktop.queries.people_named import opener_names, pupil_name
from npo_desktop.queries.privacy.belongings import (
    Row,
    belongings,
    counted,
    delete_rows,
    plain_row,
)
from npo_desktop.queries.privacy.put_back import insert_again, pointers
from npo_desktop.queries.privacy.traces import erase_traces
from npo_desktop.queries.questionnaires import all_editions
from npo_desktop.store.audit import clock_doubted, note
from npo_desktop.store.dump import TABLES
from npo_desktop.store.safety_tables import BIN_KINDS, BinItem
from npo_desktop.store.tables import Round

KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class BinnedWhat:
    """What went to the bin; ``put_back`` with its id undoes it."""

    bin_id: UUID
    title: str
    counts: Mapping[str, int]  # rows by table, itself included


@dataclass(frozen=True, slots=True)
class BinnedRow:
    """One thing in the bin."""

    id: UUID
    kind: str  # pupil, plan, round, scan
    title: str
    binned_at: datetime  # UTC
    who: str
    gone_on: date  # the day after which it is gone for good


def what_goes(session: Session, kind: str, object_id: UUID) -> dict[str, int]:
    """How many rows of each table would go along, itself not counted: said before it is done."""
    counts = counted(_belongings(session, kind, object_id))
    counts[kind] -= 1
    return {name: count for name, count in counts.items() if count}


def to_bin(session: Session, kind: str, object_id: UUID) -> BinnedWhat:
    """Move it and all that hangs on it to the bin. The caller commits."""
    rows = _belongings(session, kind, object_id)
    editions = {"used_questionnaire": _editions(session, rows.get("scan", []))}
    item = BinItem(
        kind=kind,
        object_id=object_id,
        pupil_id=_whose(kind, rows[kind][0]),
        title=_title(session, kind, rows[kind][0]),
        slot_id=_slot(session),
        rows=_kept(rows) + _kept(editions) + pointers(session, rows),
    )
    session.add(item)
    delete_rows(session, kind, [object_id])
    note(session, "binned", object_id)
    return BinnedWhat(item.id, item.title, counted(rows))


def bin_list(session: Session) -> tuple[BinnedRow, ...]:
    """What is in the bin, newest first."""
    names = opener_names(session)
    columns: tuple[Any, ...] = (
        *(BinItem.id, BinItem.kind, BinItem.title, BinItem.binned_at, BinItem.slot_id),
    )
    query = sa_select(*columns).order_by(col(BinItem.binned_at).desc(), col(BinItem.id))
    return tuple(
        BinnedRow(
            id=row.id,
            kind=row.kind,
            title=row.title,
            binned_at=row.binned_at.replace(tzinfo=UTC),
            who=names.get(row.slot_id, ""),
            gone_on=(row.binned_at + KEPT).date(),
        )
        for row in session.execute(query)
    )


def put_back(session: Session, bin_id: UUID) -> dict[str, int]:
    """Put it back as it was; how many rows of each table. The caller commits.

    Raises ``UserError`` when what came since stands in its place, or what it hung on is gone.
    """
    item = session.get(BinItem, bin_id)
    if item is None:
        raise UserError(_("This is no longer in the bin."), _("Look at the list of the bin again."))
    counts = insert_again(session, item.rows)
    note(session, "put-back", item.object_id)
    session.delete(item)
    session.flush()
    return counts


def remove_for_good(session: Session, bin_id: UUID) -> None:
    """Take one thing out of the bin now; it cannot be put back any more. The caller commits."""
    _remove(session, [session.get_one(BinItem, bin_id)])
    note(session, "bin-emptied", 1)


def empty_old(session: Session, today: date) -> int:
    """Take out what was in the bin for more than 30 days; nothing while the clock is doubted."""
    before = datetime.combine(today, datetime.min.time(), UTC) - KEPT
    old = session.exec(select(BinItem).where(BinItem.binned_at < before)).all()
    if not old or clock_doubted(session):
        return 0
    _remove(session, old)
    note(session, "bin-emptied", len(old))
    return len(old)


def _remove(session: Session, items: Sequence[BinItem]) -> None:
    """With a pupil goes what the import log still says, and what else of it is in the bin.

    No line in the erasure ledger: an older backup may still bring back who went by mistake.
    """
    for item in items:
        if item.kind != "pupil":
            session.delete(item)
    session.flush()
    erase_traces(session, [item.object_id for item in items if item.kind == "pupil"])


def _belongings(session: Session, kind: str, object_id: UUID) -> dict[str, list[Row]]:
    if kind not in BIN_KINDS:
        raise ValueError(f"the bin holds no {kind}")
    rows = belongings(session, kind, [object_id])
    if not rows[kind]:
        raise UserError(
            _("This is no longer there."), _("Perhaps it is in the bin already: look there.")
        )
    return rows


def _kept(rows: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    return [{"table": name, "row": plain_row(row)} for name, mine in rows.items() for row in mine]


def _editions(session: Session, scans: Sequence[Row]) -> list[Row]:
    used = {(scan["questionnaire"], scan["edition"]) for scan in scans}
    found = session.execute(sa_select(TABLES["used_questionnaire"])).mappings()
    return [dict(row) for row in found if (row["code"], row["edition"]) in used]


def _whose(kind: str, row: Row) -> UUID | None:
    found: UUID | None = row["id"] if kind == "pupil" else row.get("pupil_id")
    return found


def _title(session: Session, kind: str, row: Row) -> str:
    if kind == "round":
        return str(row["name"])
    pupil = pupil_name(session, row["id"] if kind == "pupil" else row["pupil_id"])
    if kind == "pupil":
        return pupil
    if kind == "plan":
        return f"{pupil}: {_approach(session, row['intervention'])}"
    asked = session.get_one(Round, row["round_id"]).name
    return f"{pupil}: {_questionnaire(session, row)}, {asked}"


def _approach(session: Session, intervention: str) -> str:
    if intervention == NOTHING_EXTRA:
        return _("Nothing extra now")
    found = school_catalogue(session, load_content()).get(intervention)
    return pick(found.names) if found else intervention


def _questionnaire(session: Session, scan: Row) -> str:
    found = all_editions(session, load_content()).get((scan["questionnaire"], scan["edition"]))
    return pick(found.titles) if found else str(scan["questionnaire"])


def _slot(session: Session) -> UUID | None:
    store = session.info.get("store")
    return store.opener.slot_id if store is not None else None
