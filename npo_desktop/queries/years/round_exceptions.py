"""Exceptions in a round: a pupil's list that is not asked, or is, whatever the age says.

And who came while the round ran, or left: a newcomer is asked like everybody and marked as new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types no column that may be empty
from sqlmodel import Session, col, or_, select

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.scan_tables import RoundException
from npo_desktop.store.tables import Pupil

LONGEST_REASON = 400
Key = tuple[UUID, str]  # pupil, questionnaire


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """One exception, and why."""

    pupil_id: UUID
    questionnaire: str
    is_asked: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Comings:
    """Who was not there for the whole of a round."""

    new: frozenset[UUID]  # came after it began: asked, and marked
    later: frozenset[UUID]  # came after it ended: not of this round
    gone: frozenset[UUID]  # left while it ran: nothing is asked of them any more


def exceptions_of(session: Session, round_id: UUID) -> Mapping[Key, bool]:
    """By pupil and questionnaire: whether the list is asked, where the round makes an exception."""
    return {
        (row.pupil_id, row.questionnaire): row.is_asked for row in exception_list(session, round_id)
    }


def exception_list(session: Session, round_id: UUID) -> list[ExceptionRow]:
    """Every exception of a round."""
    fields = (
        RoundException.pupil_id,
        RoundException.questionnaire,
        RoundException.is_asked,
        RoundException.reason,
    )
    query = select(*fields).where(RoundException.round_id == round_id)
    return [ExceptionRow(*row) for row in session.exec(query)]


def set_exception(
    session: Session,
    round_id: UUID,
    pupil_id: UUID,
    questionnaire: str,
    is_asked: bool | None,
    reason: str = "",
) -> ExceptionRow | None:
    """Make an exception, or with ``None`` take it away; returns what there was before.

    What was answered already stays. The caller commits. Raises ``UserError`` without a reason.
    """
    key = (round_id, pupil_id, questionnaire)
    kept = session.get(RoundException, key)
    before = ExceptionRow(pupil_id, questionnaire, kept.is_asked, kept.reason) if kept else None
    if is_asked is None:
        if kept is not None:
            session.delete(kept)
    else:
        reason = reason.strip()
        if not reason:
            raise UserError(
                _("The exception has no reason."),
                _("Write in a few words why, for who asks later."),
            )
        if len(reason) > LONGEST_REASON:
            raise UserError(
                _("The reason is too long."),
                _("Use at most {n} characters.").format(n=LONGEST_REASON),
            )
        session.merge(
            RoundException(
                round_id=round_id,
                pupil_id=pupil_id,
                questionnaire=questionnaire,
                is_asked=is_asked,
                reason=reason,
            )
        )
    session.flush()
    return before


def put_exceptions_back(
    session: Session, round_id: UUID, changed: Mapping[Key, ExceptionRow | None]
) -> None:
    """Undo: every one as it was before. The caller commits."""
    for (pupil_id, questionnaire), row in changed.items():
        is_asked = row.is_asked if row else None
        reason = row.reason if row else ""
        set_exception(session, round_id, pupil_id, questionnaire, is_asked, reason)


def comings(session: Session, this: RoundFacts, day: date | None = None) -> Comings:
    """Who came or went around a round, as things stand on a day."""
    day = day or today()
    columns: tuple[Any, ...] = (Pupil.id, Pupil.entered_on, Pupil.left_on)
    query = sa_select(*columns).where(
        or_(col(Pupil.entered_on) > this.starts_on, col(Pupil.left_on) > this.starts_on)
    )
    new, later, gone = set(), set(), set()
    for pupil_id, entered_on, left_on in session.execute(query):
        if entered_on is not None and entered_on > this.ends_on:
            later.add(pupil_id)
        elif entered_on is not None and entered_on > this.starts_on:
            new.add(pupil_id)
        if left_on is not None and this.starts_on < left_on <= min(this.ends_on, day):
            gone.add(pupil_id)
    return Comings(frozenset(new), frozenset(later), frozenset(gone))
