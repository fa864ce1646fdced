"""Rows as they were before a change, so that it can be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, SQLModel

from npo_desktop.store import audit


@dataclass(frozen=True, slots=True)
class RowBefore:
    """One row, or some of its columns; ``None``: it was not there."""

    table: type[SQLModel]
    key: Any  # as ``Session.get`` takes it
    columns: Mapping[str, Any] | None
    is_part: bool = False  # only these columns go back, into the row as it is by then


RowsBefore = tuple[RowBefore, ...]


def row_before(session: Session, table: type[SQLModel], key: Any) -> RowBefore:
    """A whole row, to be remembered before it is made, changed or deleted."""
    row = session.get(table, key)
    return RowBefore(table, key, row.model_dump() if row else None)


def part_before(
    session: Session, table: type[SQLModel], key: Any, columns: Iterable[str]
) -> RowBefore:
    """Some columns of a row that stays."""
    row = session.get_one(table, key)
    return RowBefore(table, key, {name: getattr(row, name) for name in columns}, is_part=True)


def put_rows_back(session: Session, rows: RowsBefore) -> RowsBefore:
    """Everything as it was, parents first as remembered; returns what undoes this again."""
    now = tuple(_as_now(session, one) for one in rows)
    for one in rows:
        found = session.get(one.table, one.key)
        if one.columns is None:
            if found is not None:
                session.delete(found)
        elif found is not None:
            for name, value in one.columns.items():
                setattr(found, name, value)
        elif not one.is_part:
            session.add(one.table(**one.columns))
        session.flush()
    audit.note(session, "settings", "undone")
    return now


def _as_now(session: Session, one: RowBefore) -> RowBefore:
    if one.is_part and one.columns is not None and session.get(one.table, one.key) is not None:
        return part_before(session, one.table, one.key, one.columns)
    return row_before(session, one.table, one.key)
