"""Whether a list is asked whole or in two tiers: decided when it is begun, and kept.

A pupil without an earlier full teacher scan gets the full one, whatever the round says: it is the
baseline. Source: SCORING.md, section 2.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, can_have_tiers
from npo_desktop.store.tables import Answer, Round, Scan

ENOUGH = 0.75  # of what is asked at every age must have an answer for a baseline


def form_of_new(
    session: Session, questionnaire: Questionnaire, round_id: UUID, pupil_id: UUID
) -> str:
    """The form of a list that is begun now."""
    if not can_have_tiers(questionnaire):
        return FULL
    this = session.get_one(Round, round_id)
    if this.form != TWO_TIER:
        return FULL
    has_baseline = with_baseline(session, questionnaire, this.starts_on, pupil_id)
    return TWO_TIER if has_baseline else FULL


def with_baseline(
    session: Session,
    questionnaire: Questionnaire,
    day: date,
    pupil_id: UUID | None = None,
) -> frozenset[UUID]:
    """The pupils who have a full scan of a round that began before this day; or this one, if so."""
    fewest = ENOUGH * _asked_of_everybody(questionnaire)
    columns: tuple[Any, ...] = (Scan.pupil_id,)
    query = (
        sa_select(*columns)
        .join(Round, col(Round.id) == Scan.round_id)
        .join(Answer, col(Answer.scan_id) == Scan.id)
        .where(
            col(Scan.questionnaire) == questionnaire.code,
            col(Scan.form) == FULL,
            col(Round.starts_on) < day,
        )
        .group_by(col(Scan.id))
        .having(func.count() >= fewest)
    )
    if pupil_id is not None:
        query = query.where(col(Scan.pupil_id) == pupil_id)
    return frozenset(session.execute(query).scalars())


def _asked_of_everybody(questionnaire: Questionnaire) -> int:
    """The youngest are asked the fewest statements."""
    return min(len(questionnaire.for_age(age)) for age in range(4, 19))
