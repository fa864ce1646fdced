"""The whole store as plain values in a fixed order: to compare two stores, or two moments."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, TypeDecorator, select
from sqlmodel import Session

from npo_desktop.store.plan_tables import PlanReview
from npo_desktop.store.safety_tables import Account
from npo_desktop.store.scan_tables import Talk
from npo_desktop.store.support_tables import Block
from npo_desktop.store.tables import School
from npo_desktop.store.talk_tables import ParentTalk

TABLES = School.metadata.tables
OF_EACH = (Account, Block, ParentTalk, PlanReview, Talk)
assert all(one.metadata.tables is TABLES for one in OF_EACH)  # every module of tables is in


def canonical_dump(
    session: Session, *, without: Collection[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """Every table's rows by primary key, as JSON can hold them; ``without`` names tables."""
    return {
        name: [
            {column: plain(value) for column, value in row.items()}
            for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for name, table in sorted(TABLES.items())
        if name not in without
    }


def plain(value: object) -> Any:
    """A value of a column as JSON holds it; times in UTC."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)  # as the database keeps it
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def from_plain(column: Column[Any], value: Any) -> Any:
    """What ``plain`` made, as the column wants it back."""
    if value is None:
        return None
    kept = column.type
    kind = kept.impl_instance.python_type if isinstance(kept, TypeDecorator) else kept.python_type
    if kind is UUID:
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(value)
    if kind is bytes:
        return bytes.fromhex(value)
    return value
