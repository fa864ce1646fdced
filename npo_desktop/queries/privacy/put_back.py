"""Rows that were taken out, written again where they stood, or one sentence why that cannot be."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ForeignKey, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.belongings import row_again
from npo_desktop.store.dump import TABLES, plain
from npo_desktop.store.tables import School

Kept = Sequence[Mapping[str, Any]]  # {"table": name, "row": plain values}
LOOSE = (  # a tie of two things: when one of them is gone for good, the other still comes back
    *("pair_rule", "support_place", "meeting_point", "meeting_action", "group_plan_member"),
)
Row = dict[str, Any]
POINTER = "pointer:"  # of a row that stayed and named what went: table and column


def insert_again(session: Session, kept: Kept) -> dict[str, int]:
    """Write the rows again, what is referred to first; how many of each table.

    Raises ``UserError``; the caller's transaction must then be undone.
    """
    session.flush()
    counts: dict[str, int] = {}
    for table in School.metadata.sorted_tables:
        rows = [row_again(table.name, one["row"]) for one in kept if one["table"] == table.name]
        rows = _fresh(session, table, rows)
        for key in table.foreign_keys:
            rows = _referring(session, key, rows)
        if rows:
            _refuse_taken(session, table, rows)
            _insert(session, table, rows)
            counts[table.name] = len(rows)
    _point_again(session, kept)
    session.expire_all()
    return counts


def pointers(session: Session, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Row]:
    """Which rows that stay name these: forgotten when they go, told again when they are back."""
    found: list[Row] = []
    for table in School.metadata.sorted_tables:
        for key in table.foreign_keys:
            going = [row["id"] for row in rows.get(key.column.table.name, ())]
            if key.ondelete != "SET NULL" or not going or "id" not in table.c:
                continue
            own = {row["id"] for row in rows.get(table.name, ())}
            query = select(table.c.id, key.parent).where(key.parent.in_(going))
            found += [
                {
                    "table": f"{POINTER}{table.name}.{key.parent.name}",
                    "row": {"id": plain(row_id), key.parent.name: plain(target)},
                }
                for row_id, target in session.execute(query)
                if row_id not in own
            ]
    return found


def _point_again(session: Session, kept: Kept) -> None:
    """Only where nothing else is named by now."""
    for one in kept:
        if not one["table"].startswith(POINTER):
            continue
        name, _dot, column = one["table"].removeprefix(POINTER).partition(".")
        table, row = TABLES[name], row_again(name, one["row"])
        (key,) = table.c[column].foreign_keys
        is_back = select(key.column).where(key.column == row[column]).exists()
        named = table.update().where(table.c.id == row["id"], table.c[column].is_(None), is_back)
        session.execute(named.values({column: row[column]}))


def _fresh(session: Session, table: Table, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without keys and editions that are in the store again by now: those stay as they are."""
    if table.name not in ("source_key", "used_questionnaire") or not rows:
        return rows
    known = {
        tuple(row[column.name] for column in table.primary_key): row
        for row in session.execute(select(table)).mappings()
    }
    fresh = []
    for row in rows:
        found = known.get(tuple(row[column.name] for column in table.primary_key))
        if found is None:
            fresh.append(row)
        elif found.get("sha256") != row.get("sha256"):
            raise UserError(
                _("The questionnaire {code}, edition {edition}, is another one now.").format(
                    code=row["code"], edition=row["edition"]
                ),
                _("Nothing was put back. Put back a backup from before it was changed."),
            )
    return fresh


def _referring(
    session: Session, key: ForeignKey, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Rows whose owner is there; what was only named, and is gone, is named no longer."""
    name, target = key.parent.name, key.column
    wanted = {row[name] for row in rows if row.get(name) is not None}
    if not wanted:
        return rows
    gone = wanted.difference(session.execute(select(target)).scalars())
    if gone and key.parent.table.name in LOOSE:
        return [row for row in rows if row.get(name) not in gone]
    if gone and key.ondelete != "SET NULL":
        raise UserError(
            _("The pupil or the round that this belongs to is not here now."),
            _("Put that back first, when it is in the bin too."),
        )
    return [row | {name: None} if row.get(name) in gone else row for row in rows]


def _refuse_taken(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if table.name == "pupil":
        for row in rows:
            if _stands(session, table, "number", row["number"]):
                raise UserError(
                    _("Another pupil has number {number} now.").format(number=row["number"]),
                    _("Move that one to the bin first, or leave this one where it is."),
                )
    if table.name == "round":
        for row in rows:
            if _stands(session, table, "name", row["name"]):
                raise UserError(
                    _("Another round is called {name} now.").format(name=row["name"]),
                    _("Move that one to the bin first, or leave this one where it is."),
                )


def _stands(session: Session, table: Table, column: str, value: object) -> bool:
    found = session.execute(select(table.c[column]).where(table.c[column] == value).limit(1))
    return found.first() is not None


def _insert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    try:
        session.execute(insert(TABLES[table.name]), rows)
    except IntegrityError as error:
        raise UserError(
            _("Something that was made since stands in its place."),
            _("Move that one to the bin first, or leave this one where it is."),
        ) from error
