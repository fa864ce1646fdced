"""Dossiers: answers read, scored on the way out, frozen."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import Session

from npo_desktop.changes import ScoredPair, changes_of, expected_changes, pairs_of
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    Review,
    RoundFacts,
    ScanFacts,
    ScoredChange,
    SubscaleScore,
    critical_answers,
    flags_of,
    resting_subscales,
)
from npo_desktop.queries.plans import reviews_by_pupil
from npo_desktop.queries.pupils import pupil_facts, pupil_list
from npo_desktop.queries.results import results_by_pupil
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.scan_scores import ReferenceKey, composites_of, references_from, score_scan
from npo_desktop.scoring.norms import Reference

Questionnaires = Mapping[str, Questionnaire]


class RoundNorms:
    """What one pupil's scores of a round are compared with: read once, used for every pupil."""

    def __init__(
        self,
        this: RoundFacts,
        references: Mapping[ReferenceKey, Reference],
        before: RoundFacts | None,
        expected: Mapping[tuple[str, str], Mapping[str, float]],
    ) -> None:
        self.round = this
        self.references = references
        self.before = before
        self.expected = expected  # by questionnaire and age band, then subscale


def round_norms(
    session: Session,
    questionnaires: Questionnaires,
    this: RoundFacts,
    before: RoundFacts | None = None,
) -> RoundNorms:
    """Norms of a round, with the mean changes since ``before`` (by default the round before)."""
    before = before or round_before(session, this)
    now = _scored_round(session, questionnaires, this)
    earlier = _scored_round(session, questionnaires, before) if before else {}
    pairs: dict[tuple[str, str], list[ScoredPair]] = {}
    for key, (pupil, scan, scores) in now.items():
        if key in earlier and earlier[key][1].edition == scan.edition:
            group = (scan.questionnaire, pupil.age_band_on(scan.asked_on))
            pairs.setdefault(group, []).extend(pairs_of(earlier[key][2], scores))
    expected = {group: expected_changes(found) for group, found in pairs.items()}
    return RoundNorms(this, references_from(now.values()), before, expected)


def load_dossier(
    session: Session, questionnaires: Questionnaires, pupil_id: UUID, norms: RoundNorms
) -> Dossier:
    """One pupil in one round."""
    year = school_year_of(norms.round.starts_on)
    return _dossier(
        questionnaires,
        norms,
        pupil_facts(session, pupil_id, year),
        scan_facts(
            session, round_id=norms.round.id, before_id=_before_id(norms), pupil_id=pupil_id
        ),
        results_by_pupil(session, pupil_id=pupil_id).get(pupil_id, ()),
        reviews_by_pupil(session, pupil_id=pupil_id).get(pupil_id, ()),
    )


def load_dossiers(
    session: Session,
    questionnaires: Questionnaires,
    norms: RoundNorms,
    *,
    group_id: UUID | None = None,
) -> list[Dossier]:
    """All pupils of the round's school year, or of one group, in list order."""
    year = school_year_of(norms.round.starts_on)
    scans: dict[UUID, list[ScanFacts]] = {}
    for scan in scan_facts(session, round_id=norms.round.id, before_id=_before_id(norms)):
        scans.setdefault(scan.pupil_id, []).append(scan)
    results, reviews = results_by_pupil(session), reviews_by_pupil(session)
    return [
        _dossier(
            questionnaires,
            norms,
            pupil,
            scans.get(pupil.id, ()),
            results.get(pupil.id, ()),
            reviews.get(pupil.id, ()),
        )
        for pupil in pupil_list(session, year, group_id=group_id, on=norms.round.starts_on)
    ]


def _before_id(norms: RoundNorms) -> UUID | None:
    return norms.before.id if norms.before else None


_Scored = tuple[PupilFacts, ScanFacts, tuple[SubscaleScore, ...]]


def _scored_round(
    session: Session, questionnaires: Questionnaires, this: RoundFacts
) -> dict[tuple[UUID, str], _Scored]:
    """Every scan of a round with its means, subscales and composites together."""
    year = school_year_of(this.starts_on)
    pupils = {pupil.id: pupil for pupil in pupil_list(session, year)}
    found: dict[tuple[UUID, str], _Scored] = {}
    for scan in scan_facts(session, round_id=this.id):
        pupil, questionnaire = pupils[scan.pupil_id], questionnaires[scan.questionnaire]
        scores = score_scan(questionnaire, scan, pupil, {})
        composites = composites_of(questionnaire, scan, scores, pupil, {})
        found[pupil.id, scan.questionnaire] = (pupil, scan, scores + composites)
    return found


def _dossier(
    questionnaires: Questionnaires,
    norms: RoundNorms,
    pupil: PupilFacts,
    scans: Sequence[ScanFacts],
    results: Sequence[ResultFacts],
    reviews: Sequence[Review],
) -> Dossier:
    now = {scan.questionnaire: scan for scan in scans if scan.round_id == norms.round.id}
    before_id = _before_id(norms)
    earlier = {scan.questionnaire: scan for scan in scans if scan.round_id == before_id}
    scores: list[SubscaleScore] = []
    composites: list[SubscaleScore] = []
    before: list[SubscaleScore] = []
    changes: list[ScoredChange] = []
    for code, scan in now.items():
        questionnaire = questionnaires[code]
        mine = score_scan(questionnaire, scan, pupil, norms.references)
        overall = composites_of(questionnaire, scan, mine, pupil, norms.references)
        scores += mine
        composites += overall
        if past := earlier.get(code):
            then = score_scan(questionnaire, past, pupil, {})
            then_overall = composites_of(questionnaire, past, then, pupil, {})
            before += then
            changes += changes_of(
                questionnaire,
                (past, scan),
                pairs_of(then, mine),
                pairs_of(then_overall, overall),
                norms.expected.get((code, pupil.age_band_on(scan.asked_on)), {}),
            )
    until = [result for result in results if result.held_on <= norms.round.ends_on]
    resting = resting_subscales(pupil, norms.round.starts_on)
    critical = [
        c
        for scan in now.values()
        for c in critical_answers(questionnaires[scan.questionnaire], scan)
    ]
    return Dossier(
        pupil=pupil,
        round=norms.round,
        scores=tuple(scores),
        composites=tuple(composites),
        flags=flags_of(scores, until, resting),
        before=tuple(before),
        before_round=norms.before if before else None,
        changes=tuple(changes),
        results=tuple(until),
        reviews=tuple(reviews),
        critical=tuple(critical),
        resting=resting,
    )
