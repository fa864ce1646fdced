"""Every row an import writes, noted as it was before and after; and taking a whole import back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlmodel import Session, col

from npo_desktop.content.catalogue import OWN_ID
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import Counts, ImportSummary
from npo_desktop.store import audit
from npo_desktop.store.dump import TABLES, from_plain, plain
from npo_desktop.store.tables import ImportChange, ImportRun

Row = Mapping[str, Any]  # a whole row, by column
Key = tuple[Any, ...]

# What refers comes after what it refers to: written in this order, taken back in the reverse.
WRITTEN = (
    *("school_group", "staff", "pupil", "group_teacher", "enrolment", "guardian", "source_key"),
    *("own_questionnaire", "used_questionnaire", "scan", "answer"),
    *("test_result", "attendance"),
    *("school_intervention", "intervention_version"),
    *("plan", "goal", "plan_version", "plan_session"),
)
# What people say of a row afterwards; it does not keep the import from being taken back.
JUDGED = {"test_result": frozenset({"subscale", "is_checked"})}


@dataclass(frozen=True, slots=True)
class Write:
    """One row as it must become; ``before`` is empty when it is new."""

    table: str
    before: Row | None
    after: Row
    goes: bool = False  # it is taken away; ``after`` is as it was


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import that was applied."""

    id: int
    kind: str
    format: str
    file_name: str
    made_at: datetime
    counts: Mapping[str, Counts]


def table_named(name: str) -> Table:
    """A table of the store."""
    return TABLES[name]


def all_rows(session: Session, name: str) -> list[Row]:
    """Every row of a table, whole."""
    return [dict(row) for row in session.execute(select(table_named(name))).mappings()]


def write_all(session: Session, run: ImportRun, writes: Sequence[Write]) -> int | None:
    """Do and note all writes, in the caller's transaction. The run's id; without writes no run."""
    if not writes:
        return None
    writes = _merged(writes)
    session.add(run)
    session.flush()
    for name in WRITTEN:
        table = table_named(name)
        mine = [write for write in writes if write.table == name]
        _insert(session, table, [w.after for w in mine if w.before is None])
        kept = [w.after for w in mine if w.before is not None and not w.goes]
        _update(session, table, kept)
        _delete(session, table, [_key(table, _plain_row(w.after)) for w in mine if w.goes])
    note_writes(session, run, writes)
    return run.id


def note_writes(session: Session, run: ImportRun, writes: Sequence[Write]) -> None:
    """Note what a run did, so that it can be taken back."""
    notes = [
        {
            "import_id": run.id,
            "table_name": write.table,
            "before": _plain_row(write.before) if write.before is not None else None,
            "after": None if write.goes else _plain_row(write.after),
        }
        for name in WRITTEN
        for write in writes
        if write.table == name
    ]
    session.execute(insert(table_named("import_change")), notes)


def _merged(writes: Sequence[Write]) -> list[Write]:
    """One write per row: what it was at first, and what it became at last."""
    merged: dict[tuple[str, Key], Write] = {}
    for write in writes:
        key = (write.table, _key(table_named(write.table), write.after))
        before = merged[key].before if key in merged else write.before
        merged[key] = Write(write.table, before, write.after, write.goes)
    return list(merged.values())


def note_import(session: Session, done: ImportSummary) -> None:
    """Write down in the log that something was read in, when it was. The caller commits."""
    if done.run_id is not None:
        audit.note(session, "import", done.run_id)


def list_imports(session: Session) -> tuple[ImportRow, ...]:
    """Every import that was not taken back, newest first."""
    runs = session.scalars(select(ImportRun).order_by(col(ImportRun.id).desc()))
    return tuple(
        ImportRow(run.id or 0, run.kind, run.format, run.file_name, run.made_at, run.counts)
        for run in runs
    )


def undo_last(session: Session) -> ImportSummary:
    """Put back exactly what was there before the newest import. The caller commits.

    Raises ``UserError`` when there is none, or when a row of it was changed or used since.
    """
    run = session.scalars(select(ImportRun).order_by(col(ImportRun.id).desc()).limit(1)).first()
    if run is None or run.id is None:
        raise UserError(
            _("There is no import to take back."), _("See the imports with: npo list imports.")
        )
    notes = session.scalars(select(ImportChange).where(col(ImportChange.import_id) == run.id)).all()
    by_table: dict[str, list[ImportChange]] = {}
    for note in notes:
        by_table.setdefault(note.table_name, []).append(note)
    made = {
        name: {_key(table_named(name), note.after or {}) for note in mine if note.before is None}
        for name, mine in by_table.items()
    }
    touched = {
        name: {_key(table_named(name), note.after or note.before or {}) for note in mine}
        for name, mine in by_table.items()
    }
    changed = sum(_changed_since(session, name, mine) for name, mine in by_table.items())
    if _is_answered(session, made.get("own_questionnaire", ())):
        raise UserError(
            _("This questionnaire cannot be taken back any more: somebody answered it."),
            _("Stop asking it instead; what was answered stays."),
        )
    if _is_planned(session, made.get("school_intervention", ())):
        raise UserError(
            _("These cards cannot be taken back any more: a plan or file hangs on a new one."),
            _("Hide the card instead: it is not proposed any more."),
        )
    if changed or _used_since(session, made, touched):
        raise UserError(
            _("This import cannot be taken back any more: what it read was changed or used since."),
            _("Change the pupils by hand, or put back a backup from before the import."),
        )
    for name in reversed(WRITTEN):
        mine = by_table.get(name, [])
        table = table_named(name)
        _delete(session, table, _removable(session, name, made.get(name, ())))
        _update(session, table, [_row(table, n.before) for n in mine if n.before and n.after])
    for name in WRITTEN:
        gone = [note.before for note in by_table.get(name, []) if note.after is None]
        table = table_named(name)
        _insert(session, table, [_row(table, before) for before in gone if before])
    summary = ImportSummary(
        run.kind, run.format, run.file_name, run.made_at, dict(run.counts), run.id
    )
    session.execute(
        delete(table_named("import_change")).where(col(ImportChange.import_id) == run.id)
    )
    session.execute(delete(table_named("import_run")).where(col(ImportRun.id) == run.id))
    session.expire_all()
    return summary


def _changed_since(session: Session, name: str, notes: Iterable[ImportChange]) -> int:
    """How many rows are no longer as the import left them; columns that came since do not count."""
    table = table_named(name)
    now = {
        _key(table, plain_row): plain_row for plain_row in map(_plain_row, all_rows(session, name))
    }
    judged = JUDGED.get(name, frozenset())
    return sum(not _is_as_left(note, table, now, judged) for note in notes)


def _is_as_left(
    note: ImportChange, table: Table, now: Mapping[Key, Row], judged: Collection[str]
) -> bool:
    after = note.after
    row = now.get(_key(table, after or note.before or {}))
    if after is None:
        return row is None
    return row is not None and all(
        name in row and row[name] == value for name, value in after.items() if name not in judged
    )


def _used_since(
    session: Session, made: Mapping[str, Collection[Key]], touched: Mapping[str, Collection[Key]]
) -> bool:
    """Whether a row that this import did not touch refers to one that it made."""
    for table in TABLES.values():
        for link in table.foreign_keys:
            targets = {key[0] for key in made.get(link.column.table.name, ())}
            if not targets or link.column.table.name == "import_run":
                continue
            own = touched.get(table.name, ())  # goes back with it
            query = select(*table.primary_key, link.parent.label("target"))
            for *key, target in session.execute(query):
                plain_key = tuple(plain(part) for part in key)
                if target is not None and plain(target) in targets and plain_key not in own:
                    return True
    return False


def _is_answered(session: Session, editions: Collection[Key]) -> bool:
    """Whether somebody has a scan of one of these editions."""
    if not editions:
        return False
    scan = table_named("scan")
    used = {tuple(row) for row in session.execute(select(scan.c.questionnaire, scan.c.edition))}
    return not used.isdisjoint(editions)


def _is_planned(session: Session, cards: Collection[Key]) -> bool:
    """Whether a plan, or a file, hangs on one of these cards of the school's own."""
    own = {card for (card,) in cards if card.startswith(OWN_ID)}
    told = (table_named(name).c.intervention for name in ("plan", "group_plan", "attachment"))
    return bool(own) and any(not own.isdisjoint(session.scalars(select(one))) for one in told)


def _removable(session: Session, name: str, keys: Collection[Key]) -> list[Key]:
    """A questionnaire's edition stays when somebody else's scan uses it by now."""
    if name != "used_questionnaire":
        return list(keys)
    scan = table_named("scan")
    used = {tuple(row) for row in session.execute(select(scan.c.questionnaire, scan.c.edition))}
    return [key for key in keys if key not in used]


def _insert(session: Session, table: Table, rows: Sequence[Row]) -> None:
    if rows:
        session.execute(insert(table), [dict(row) for row in rows])


def _update(session: Session, table: Table, rows: Sequence[Row]) -> None:
    known = set(rows[0]) if rows else set()  # less than the columns, when some came since
    rest = [c.name for c in table.columns if c.name in known and not c.primary_key]
    if not rest:
        return
    statement = update(table).values({name: bindparam(f"new_{name}") for name in rest})
    for column in table.primary_key:
        statement = statement.where(column == bindparam(f"key_{column.name}"))
    session.connection().execute(
        statement,
        [
            {f"new_{name}": row[name] for name in rest}
            | {f"key_{column.name}": row[column.name] for column in table.primary_key}
            for row in rows
        ],
    )


def _delete(session: Session, table: Table, keys: Sequence[Key]) -> None:
    if not keys:
        return
    statement = delete(table)
    for column in table.primary_key:
        statement = statement.where(column == bindparam(f"key_{column.name}"))
    session.connection().execute(
        statement,
        [
            {
                f"key_{column.name}": from_plain(column, part)
                for column, part in zip(table.primary_key, key, strict=True)
            }
            for key in keys
        ],
    )


def _key(table: Table, plain_row: Mapping[str, Any]) -> Key:
    return tuple(plain_row[column.name] for column in table.primary_key)


def _plain_row(row: Row) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items()}


def _row(table: Table, plain_row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: from_plain(table.columns[name], value) for name, value in plain_row.items()}
