"""Whether a list is asked whole or in two tiers: decided when it is begun, and kept.

A pupil without an earlier full teacher scan gets the full one, whatever the round says: it is the
baseline. Source: SCORING.md, section 2.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, can_have_tiers
from npo_desktop.store.tables import Answer, Pupil, Round, Scan

ENOUGH = 0.75  # of what is asked at every age must be answered for a baseline; not: "don't know"


def form_of_new(
    session: Session, questionnaire: Questionnaire, round_id: UUID, pupil_id: UUID
) -> str:
    """The form of a list that is begun now."""
    if not can_have_tiers(questionnaire):
        return FULL
    this = session.get_one(Round, round_id)
    if this.form != TWO_TIER:
        return FULL
    has_baseline = with_baseline(session, questionnaire, this.starts_on, [pupil_id])
    return TWO_TIER if has_baseline else FULL


def with_baseline(
    session: Session,
    questionnaire: Questionnaire,
    day: date,
    pupil_ids: Sequence[UUID] | None = None,
) -> frozenset[UUID]:
    """Who has a full scan of a round that began before this day: of everybody, or of these."""
    fewest = ENOUGH * _asked_of_everybody(questionnaire)
    known = select(func.count(col(Answer.value))).where(Answer.scan_id == Scan.id)
    enough = (
        select(Scan.id)
        .join(Round, col(Round.id) == Scan.round_id)
        .where(
            Scan.pupil_id == Pupil.id,
            Scan.questionnaire == questionnaire.code,
            Scan.form == FULL,
            Round.starts_on < day,
            known.correlate(Scan).scalar_subquery() >= fewest,
        )
        .correlate(Pupil)
        .exists()  # one is enough, however many rounds there were
    )
    query = select(Pupil.id).where(enough)
    if pupil_ids is not None:
        query = query.where(col(Pupil.id).in_(pupil_ids))
    return frozenset(session.exec(query))


def _asked_of_everybody(questionnaire: Questionnaire) -> int:
    """The youngest are asked the fewest statements."""
    return min(len(questionnaire.for_age(age)) for age in range(4, 19))
