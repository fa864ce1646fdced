"""What hangs on a row: every row that goes when it goes. From the foreign keys themselves.

A table that is added later and hangs on a pupil is deleted, erased, binned and shown with the
pupil without a word here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Table, select
from sqlmodel import Session

from npo_desktop.store.dump import TABLES, from_plain, plain
from npo_desktop.store.tables import School

Row = Mapping[str, Any]  # a whole row, by column
Rows = Mapping[str, list[Row]]  # by table, what is referred to first

AT_ONCE = 5000  # ids in one statement
KNOWN_ELSEWHERE = {"pupil": "pupil", "school_group": "group", "staff": "staff"}  # -> source key


@dataclass(frozen=True, slots=True)
class Link:
    """A column whose row goes when the row it refers to goes."""

    table: str
    column: str
    parent: str


@cache
def links() -> tuple[Link, ...]:
    """All of them, the referred to before the referring."""
    return tuple(
        Link(table.name, key.parent.name, key.column.table.name)
        for table in School.metadata.sorted_tables
        for key in sorted(table.foreign_keys, key=_column)
        if key.ondelete == "CASCADE"
    )


@cache
def hanging_on(name: str) -> tuple[str, ...]:
    """The tables whose rows go with a row of this one, itself first."""
    found = [name]
    for link in links():
        if link.parent in found and link.table not in found:
            found.append(link.table)
    return tuple(found)


def belongings(session: Session, name: str, ids: Collection[UUID]) -> dict[str, list[Row]]:
    """The rows of these ids and all that hang on them, whole; a key another system knows too."""
    found: dict[str, list[Row]] = {name: _rows(session, name, "id", ids)}
    for child in hanging_on(name)[1:]:
        found[child] = _once(
            child,
            (
                row
                for link in links()
                if link.table == child and link.parent in found
                for row in _rows(session, child, link.column, _ids(found[link.parent]))
            ),
        )
    if name in KNOWN_ELSEWHERE:
        found["source_key"] = [
            row
            for row in _rows(session, "source_key", "target_id", ids)
            if row["kind"] == KNOWN_ELSEWHERE[name]
        ]
    return found


def counted(rows: Rows) -> dict[str, int]:
    """How many rows of each table; without empty tables."""
    return {name: len(mine) for name, mine in rows.items() if mine}


def delete_rows(session: Session, name: str, ids: Collection[UUID]) -> None:
    """Delete these and, through the foreign keys, all that hang on them."""
    table = TABLES[name]
    session.flush()
    for some in _chunks(ids):
        session.execute(table.delete().where(table.c.id.in_(some)))
        if name in KNOWN_ELSEWHERE:
            keys = TABLES["source_key"]
            mine = (keys.c.kind == KNOWN_ELSEWHERE[name]) & keys.c.target_id.in_(some)
            session.execute(keys.delete().where(mine))
    session.expire_all()


def key_of(table: Table, row: Row) -> tuple[Any, ...]:
    """A row's primary key."""
    return tuple(row[column.name] for column in table.primary_key)


def plain_row(row: Row) -> dict[str, Any]:
    """As JSON holds it."""
    return {name: plain(value) for name, value in row.items()}


def row_again(name: str, plain_values: Row) -> dict[str, Any]:
    """What ``plain_row`` made, as the table wants it; columns that are no more are left out."""
    columns = TABLES[name].columns
    return {
        column: from_plain(columns[column], value)
        for column, value in plain_values.items()
        if column in columns
    }


def _rows(session: Session, name: str, column: str, values: Iterable[Any]) -> list[Row]:
    table = TABLES[name]
    return [
        dict(row)
        for some in _chunks(values)
        for row in session.execute(
            select(table).where(table.c[column].in_(some)).order_by(*table.primary_key)
        ).mappings()
    ]


def _once(name: str, rows: Iterable[Row]) -> list[Row]:
    """A row that hangs on two others is one row."""
    table = TABLES[name]
    return list({key_of(table, row): row for row in rows}.values())


def _ids(rows: Iterable[Row]) -> list[Any]:
    return [row["id"] for row in rows if "id" in row]


def _chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    held = list(values)
    return (held[at : at + AT_ONCE] for at in range(0, len(held), AT_ONCE))


def _column(key: ForeignKey) -> str:
    return str(key.parent.name)
