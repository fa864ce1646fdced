"""Dossiers: what they need is read here; scoring it is pure (``dossiers/round_scores.py``)."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import Session

from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.round_scores import (
    Questionnaires,
    RoundNorms,
    RoundRead,
    dossier_of,
    dossiers_of,
    norms_of,
)
from npo_desktop.queries.attendance import attendance_by_pupil
from npo_desktop.queries.planning.plans import reviews_by_pupil
from npo_desktop.queries.pupils import pupil_facts, pupils_of_round
from npo_desktop.queries.questionnaires import own_editions
from npo_desktop.queries.results import results_by_pupil
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of

FEW = 8  # pupils: to read and score them alone is quicker than the whole round


def read_round(session: Session, this: RoundFacts, before: RoundFacts | None = None) -> RoundRead:
    """A round and the one before it, of everybody who was here when it began."""
    before = before or round_before(session, this)
    scans: dict[UUID, list[ScanFacts]] = {}
    scanned: dict[UUID, set[UUID]] = {}
    before_id = before.id if before else None
    for scan in scan_facts(session, round_id=this.id, before_id=before_id):
        scans.setdefault(scan.pupil_id, []).append(scan)
        scanned.setdefault(scan.round_id, set()).add(scan.pupil_id)
    return RoundRead(
        this,
        before,
        _pupils_of(session, this, scanned),
        scans,
        results_by_pupil(session),
        reviews_by_pupil(session),
        own_editions(session),
        attendance_by_pupil(session, this.ends_on),
        _pupils_of(session, before, scanned) if before else (),
    )


def _pupils_of(
    session: Session, this: RoundFacts, scanned: Mapping[UUID, Collection[UUID]]
) -> tuple[PupilFacts, ...]:
    """``scanned``: who has a scan, by round."""
    return tuple(pupils_of_round(session, this.starts_on, scanned.get(this.id, ())))


def round_norms(
    session: Session,
    questionnaires: Questionnaires,
    this: RoundFacts,
    before: RoundFacts | None = None,
) -> RoundNorms:
    """Norms of a round, with the mean changes since ``before`` (by default the round before)."""
    return norms_of(questionnaires, read_round(session, this, before))


def load_dossier(
    session: Session, questionnaires: Questionnaires, pupil_id: UUID, norms: RoundNorms
) -> Dossier:
    """One pupil in one round."""
    before_id = norms.before.id if norms.before else None
    return dossier_of(
        questionnaires,
        norms,
        pupil_facts(session, pupil_id, school_year_of(norms.round.starts_on)),
        scan_facts(session, round_id=norms.round.id, before_id=before_id, pupil_id=pupil_id),
        results_by_pupil(session, pupil_id=pupil_id).get(pupil_id, ()),
        reviews_by_pupil(session, pupil_id=pupil_id).get(pupil_id, ()),
        attendance_by_pupil(session, norms.round.ends_on, pupil_id=pupil_id).get(pupil_id),
    )


def load_dossiers(
    session: Session,
    questionnaires: Questionnaires,
    norms: RoundNorms,
    *,
    group_id: UUID | None = None,
    pupil_ids: Collection[UUID] | None = None,
) -> list[Dossier]:
    """All pupils of the round, of one group, or these, in list order."""
    if pupil_ids is not None and len(pupil_ids) <= FEW:
        few = _few_dossiers(session, questionnaires, norms, pupil_ids)
        return [one for one in few if group_id is None or one.pupil.group_id == group_id]
    found = dossiers_of(questionnaires, norms, read_round(session, norms.round, norms.before))
    return [
        one
        for one in found
        if (group_id is None or one.pupil.group_id == group_id)
        and (pupil_ids is None or one.pupil.id in pupil_ids)
    ]


def _few_dossiers(
    session: Session,
    questionnaires: Questionnaires,
    norms: RoundNorms,
    pupil_ids: Collection[UUID],
) -> list[Dossier]:
    """The same, without reading and scoring everybody else."""
    this, before_id = norms.round, norms.before.id if norms.before else None
    scans = {
        id: scan_facts(session, round_id=this.id, before_id=before_id, pupil_id=id)
        for id in pupil_ids
    }
    here = {id for id, theirs in scans.items() if any(one.round_id == this.id for one in theirs)}
    return [
        dossier_of(
            questionnaires,
            norms,
            pupil,
            scans[pupil.id],
            results_by_pupil(session, pupil_id=pupil.id).get(pupil.id, ()),
            reviews_by_pupil(session, pupil_id=pupil.id).get(pupil.id, ()),
            attendance_by_pupil(session, this.ends_on, pupil_id=pupil.id).get(pupil.id),
        )
        for pupil in pupils_of_round(session, this.starts_on, here)
        if pupil.id in scans
    ]
