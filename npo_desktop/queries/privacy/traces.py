"""What the store still says of a pupil outside the pupil's own rows: bin, import log, settings."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, delete, func, or_, select
from sqlmodel import Session, col
from sqlmodel import select as sm_select

from npo_desktop.names import folded
from npo_desktop.queries.privacy.belongings import AT_ONCE, KNOWN_ELSEWHERE, Row, hanging_on, links
from npo_desktop.queries.privacy.traces_in_settings import erase_settings
from npo_desktop.store.dump import TABLES
from npo_desktop.store.safety_tables import BinItem
from npo_desktop.store.tables import ImportChange, ImportRun, Pupil

SHORTEST_NAME = 3  # letters; shorter words stand in too many file names

Doomed = dict[str, set[Any]]  # table -> ids, as JSON holds them


def erase_traces(
    session: Session, pupil_ids: Collection[UUID], tables: Collection[str] = ()
) -> dict[str, int]:
    """Erase what bin, import log and settings hold of these pupils; how many of each.

    ``tables``: only rows of these, for who is erased in part; nothing given: all that there is.
    Call it while the pupils' own rows are still there: their names lead to file names.
    """
    ids = {str(pupil_id) for pupil_id in pupil_ids}
    words = _name_words(session, pupil_ids)
    counts = {
        "bin_item": _erase_from_bin(session, ids, tables),
        "import_change": _erase_from_imports(session, ids, tables),
    }
    counts["setting"] = erase_settings(session, ids)
    if not tables:
        counts["import_run"] = _blank_file_names(session, words)
    session.flush()
    return {name: count for name, count in counts.items() if count}


def _erase_from_bin(session: Session, ids: set[str], tables: Collection[str]) -> int:
    """Whole items of these pupils; their rows out of items, a round, that hold others too."""
    erased = 0
    for item in session.exec(sm_select(BinItem)):
        theirs, kept = _parted(item.rows, ids, tables)
        if not theirs:
            continue
        erased += len(theirs)
        if item.kind == "round" or any(one["table"] == item.kind for one in kept):
            item.rows = kept
        else:
            session.delete(item)
    session.flush()
    return erased


def rows_of_pupil(
    rows: Iterable[Mapping[str, Any]], pupil_id: UUID
) -> dict[str, list[Mapping[str, Any]]]:
    """What of a thing in the bin is this pupil's, by table."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in _parted(rows, {str(pupil_id)}, ())[0]:
        found.setdefault(one["table"], []).append(one["row"])
    return found


def import_notes_on(session: Session, pupil_id: UUID) -> list[Row]:
    """Every row of the import log on this pupil, oldest first."""
    ids = _import_notes(session, {str(pupil_id)}, ())
    table = TABLES["import_change"]
    query = select(table).where(table.c.id.in_(ids)).order_by(table.c.id)
    return [dict(row) for row in session.execute(query).mappings()]


def _parted(
    rows: Iterable[Mapping[str, Any]], ids: set[str], tables: Collection[str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of these pupils, and the others."""
    doomed: Doomed = {"pupil": set(ids)}
    theirs, others = [], []
    for one in sorted(rows, key=lambda one: _depth(one["table"])):
        table, row = one["table"], one["row"]
        if (not tables or table in tables) and _is_doomed(table, row, doomed):
            doomed.setdefault(table, set()).add(row.get("id"))
            theirs.append(dict(one))
        else:
            others.append(dict(one))
    return theirs, others


def _is_doomed(table: str, row: Mapping[str, Any], doomed: Doomed) -> bool:
    if table == "pupil":
        return row["id"] in doomed["pupil"]
    if table == "source_key":
        return row["kind"] in KNOWN_ELSEWHERE and row["target_id"] in doomed["pupil"]
    return any(
        link.table == table and row.get(link.column) in doomed.get(link.parent, ())
        for link in links()
    )


def _depth(table: str) -> int:
    """What is referred to comes first."""
    order = (*hanging_on("pupil"), "source_key")
    return order.index(table) if table in order else -1


def _erase_from_imports(session: Session, ids: set[str], tables: Collection[str]) -> int:
    """The import log holds every row before and after: as JSON, names and all."""
    notes = _import_notes(session, ids, tables)
    for at in range(0, len(notes), AT_ONCE):
        some = notes[at : at + AT_ONCE]
        session.execute(delete(ImportChange).where(col(ImportChange.id).in_(some)))
    return len(notes)


def _import_notes(session: Session, ids: set[str], tables: Collection[str]) -> list[int]:
    """Which rows of the import log are about these pupils; found down the foreign keys."""
    doomed: Doomed = {"pupil": set(ids)}
    found: list[int] = []
    for name in (*hanging_on("pupil"), "source_key"):
        notes = _notes_on(session, name, doomed)
        doomed.setdefault(name, set()).update(
            row["id"] for note in notes.values() for row in note if row and "id" in row
        )
        if not tables or name in tables:
            found += notes
    return found


def _notes_on(
    session: Session, name: str, doomed: Doomed
) -> dict[int, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    columns = [(link.column, link.parent) for link in links() if link.table == name]
    if name == "pupil":
        columns = [("id", "pupil")]
    elif name == "source_key":
        columns = [("target_id", "pupil")]
    found = {}
    note = TABLES["import_change"]
    about = select(note.c.id, note.c.before, note.c.after).where(note.c.table_name == name)
    for column, parent in columns:
        wanted = list(doomed.get(parent, ()))
        for at in range(0, len(wanted), AT_ONCE):
            some = wanted[at : at + AT_ONCE]
            said = (
                func.json_extract(cast(side, String), f"$.{column}").in_(some)
                for side in (note.c.before, note.c.after)
            )
            for row_id, before, after in session.execute(about.where(or_(*said))):
                found[row_id] = (before, after)
    return found


def _name_words(session: Session, pupil_ids: Collection[UUID]) -> set[str]:
    """The words of their names, of who is here and of who is in the bin."""
    named: list[Mapping[str, Any]] = [
        {"call_name": pupil.call_name, "last_name": pupil.last_name}
        for pupil in session.exec(sm_select(Pupil).where(col(Pupil.id).in_(pupil_ids)))
    ]
    for item in session.exec(sm_select(BinItem).where(col(BinItem.object_id).in_(pupil_ids))):
        named += [one["row"] for one in item.rows if one["table"] == "pupil"]
    return {
        word
        for row in named
        for word in folded(f"{row['call_name']} {row['last_name']}").split()
        if len(word) >= SHORTEST_NAME
    }


def _blank_file_names(session: Session, words: Collection[str]) -> int:
    """A file that was called after a pupil is called nothing now."""
    blanked = 0
    for run in session.exec(sm_select(ImportRun)):
        if any(word in folded(run.file_name) for word in words):
            run.file_name = ""
            blanked += 1
    return blanked


def blank_in_imports(session: Session, pupil_ids: Collection[UUID], column: str) -> None:
    """Forget one value of these pupils in the import log, so that no undo brings it back."""
    notes = _notes_on(session, "pupil", {"pupil": {str(pupil_id) for pupil_id in pupil_ids}})
    for row_id, sides in notes.items():
        found = session.get_one(ImportChange, row_id)
        before, after = (
            {**side, column: None} if side and column in side else side for side in sides
        )
        found.before = dict(before) if before else None
        found.after = dict(after) if after else None
    session.flush()
