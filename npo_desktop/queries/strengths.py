"""What a pupil is good at, and what helps this child along, in the words of who saw it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.plan_tables import Strength

LONGEST = 200  # characters: a strength is a line, not a report


@dataclass(frozen=True, slots=True)
class StrengthFacts:
    """One line; ``kind`` is "strength", or "protective" for what helps from outside."""

    id: UUID
    kind: str
    words: str
    said_by: str
    noted_on: date


def strengths_of(session: Session, pupil_id: UUID) -> tuple[StrengthFacts, ...]:
    """Of one pupil: what it is good at first, then what helps; newest first."""
    query = (
        select(Strength)
        .where(Strength.pupil_id == pupil_id)
        .order_by(col(Strength.kind).desc(), col(Strength.noted_on).desc(), col(Strength.id))
    )
    return tuple(
        StrengthFacts(row.id, row.kind, row.words, row.said_by, row.noted_on)
        for row in session.exec(query)
    )


def add_strength(
    session: Session,
    pupil_id: UUID,
    words: str,
    *,
    kind: str = "strength",
    said_by: str = "",
    noted_on: date,
    strength_id: UUID | None = None,
) -> UUID:
    """Keep a line; ``strength_id`` puts back one that was removed. The caller commits."""
    if not words.strip():
        raise UserError(
            _("There is nothing written yet."), _("Write what the pupil does well, or what helps.")
        )
    if len(words.strip()) > LONGEST:
        raise UserError(
            _("This is too long for one line."),
            _("Use at most {n} characters.").format(n=LONGEST),
        )
    row = Strength(
        id=strength_id or uuid4(),
        pupil_id=pupil_id,
        kind=kind,
        words=words.strip(),
        said_by=said_by.strip(),
        noted_on=noted_on,
    )
    session.add(row)
    session.flush()
    return row.id


def remove_strength(session: Session, strength_id: UUID) -> None:
    """Take a line away."""
    session.delete(session.get_one(Strength, strength_id))
    session.flush()
