"""Answers: each is on disk before the next one is asked."""

from uuid import UUID

from sqlalchemy import literal_column
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, delete, select

from npo_desktop.clock import now
from npo_desktop.store.tables import Answer

_INSERT = insert(Answer)
_UPSERT = _INSERT.on_conflict_do_update(  # one statement: half the time of reading first
    index_elements=["scan_id", "item"],
    set_={"value": _INSERT.excluded.value, "answered_at": _INSERT.excluded.answered_at},
)


def record_answer(session: Session, scan_id: UUID, item: str, value: int | None) -> None:
    """Store or replace the answer to one item; ``None`` is "don't know". The caller commits."""
    session.execute(
        _UPSERT, {"scan_id": scan_id, "item": item, "value": value, "answered_at": now()}
    )


def withdraw_answer(session: Session, scan_id: UUID, item: str) -> None:
    """As if the item had never been answered. The caller commits."""
    session.exec(delete(Answer).where(col(Answer.scan_id) == scan_id, col(Answer.item) == item))


def answers_of(session: Session, scan_id: UUID) -> dict[str, int | None]:
    """What was answered, by item, in the order first given; ``None`` is "don't know".

    By the row's own number: a clock may be set back.
    """
    query = (
        select(Answer.item, Answer.value)
        .where(Answer.scan_id == scan_id)
        .order_by(literal_column("answer.rowid"))
    )
    return dict(session.exec(query).all())
