"""A whole round at once: every dossier, and the norms they were scored with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from npo_desktop.dossier import Dossier, RoundFacts
from npo_desktop.queries.dossiers import Questionnaires, load_dossiers, round_norms
from npo_desktop.queries.rounds import current_round, round_facts
from npo_desktop.scan_scores import ReferenceKey
from npo_desktop.scoring.norms import Reference


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """One round with everybody in it, in list order."""

    round: RoundFacts
    dossiers: Mapping[UUID, Dossier]
    references: Mapping[ReferenceKey, Reference]


def score_round(
    session: Session, questionnaires: Questionnaires, round_id: UUID | None, day: date
) -> ScoredRound | None:
    """Every dossier of a round, or of the one that runs on this day. ``None``: there is none."""
    this = round_in_view(session, round_id, day)
    if this is None:
        return None
    norms = round_norms(session, questionnaires, this)
    dossiers = load_dossiers(session, questionnaires, norms)
    found = {dossier.pupil.id: dossier for dossier in dossiers}
    return ScoredRound(this, found, norms.references)


def round_in_view(session: Session, round_id: UUID | None, day: date) -> RoundFacts | None:
    """The chosen round, else the one that runs on this day."""
    return round_facts(session, round_id) if round_id else current_round(session, day)
