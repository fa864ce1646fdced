"""Corrections: what a parent or pupil says about the file, beside what the school wrote.

Nothing that stands is changed by it. Wbp BES gives the right; ISLANDS.md, section 3.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.audit import note
from npo_desktop.store.safety_tables import Correction


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """One correction, as it was given."""

    id: UUID
    about: str  # what it is about, in the words of who typed it: "the list of round 2026-1"
    words: str
    asked_by: str
    made_at: datetime  # UTC


def add_correction(
    session: Session, pupil_id: UUID, about: str, words: str, asked_by: str = ""
) -> UUID:
    """Put a correction beside a pupil's file. The caller commits."""
    if not words.strip():
        raise UserError(_("The correction is empty."), _("Type what should stand beside the file."))
    made = Correction(
        pupil_id=pupil_id,
        about=about.strip()[:200],
        words=words.strip(),
        asked_by=asked_by.strip()[:200],
    )
    session.add(made)
    session.flush()
    note(session, "correction", pupil_id)
    return made.id


def corrections_of(session: Session, pupil_id: UUID) -> tuple[CorrectionFacts, ...]:
    """What stands beside a pupil's file, newest first."""
    query = select(Correction).where(Correction.pupil_id == pupil_id)
    found = session.exec(query.order_by(col(Correction.made_at).desc(), col(Correction.id)))
    return tuple(
        CorrectionFacts(row.id, row.about, row.words, row.asked_by, row.made_at.replace(tzinfo=UTC))
        for row in found
    )
