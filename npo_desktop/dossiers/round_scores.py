"""A whole round, scored: the norms of the school group, and every pupil's dossier. Pure.

``queries/dossiers.py`` reads what is needed in one go, so that the store is free again while the
scoring goes on. Source: SCORING.md, sections 3 and 4.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.attendance import AttendanceFacts
from npo_desktop.dossiers.changes import (
    Differences,
    add_differences,
    changes_of,
    expected_changes,
    pairs_of,
)
from npo_desktop.dossiers.dossier import (
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
from npo_desktop.dossiers.false_calm import without_false_calm
from npo_desktop.dossiers.keeping import without_collecting
from npo_desktop.dossiers.own_scores import Editions, own_changes, score_own
from npo_desktop.dossiers.scan_scores import (
    ReferenceKey,
    composites_of,
    references_from,
    score_scan,
    with_norms,
)
from npo_desktop.dossiers.two_tiers import FULL
from npo_desktop.scoring.norms import Reference

Questionnaires = Mapping[str, Questionnaire]
Scores = tuple[SubscaleScore, ...]
Scored = tuple[PupilFacts, ScanFacts, Scores, Scores]  # subscales, composites: by the criterion
Known = Mapping[UUID, Scored]  # by scan


@dataclass(frozen=True, slots=True)
class RoundRead:
    """Everything that was read about a round and the one before it."""

    round: RoundFacts
    before: RoundFacts | None
    pupils: tuple[PupilFacts, ...]  # in list order
    scans: Mapping[UUID, Sequence[ScanFacts]]  # by pupil, of both rounds
    results: Mapping[UUID, Sequence[ResultFacts]]
    reviews: Mapping[UUID, Sequence[Review]]
    own: Editions = field(default_factory=dict)  # the school's own questionnaires
    attendance: Mapping[UUID, AttendanceFacts] = field(default_factory=dict)
    before_pupils: tuple[PupilFacts, ...] = ()  # of the round before, in their grade of then


@dataclass(frozen=True, slots=True)
class RoundNorms:
    """What one pupil's scores of a round are compared with: made once, used for every pupil."""

    round: RoundFacts
    references: Mapping[ReferenceKey, Reference]
    before: RoundFacts | None
    expected: Mapping[tuple[str, str], Mapping[str, float]]  # form and age band, then subscale
    before_references: Mapping[ReferenceKey, Reference] = field(default_factory=dict)
    own: Editions = field(default_factory=dict)
    before_pupils: Mapping[UUID, PupilFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """One round with everybody in it, in list order, and what they were compared with."""

    round: RoundFacts
    dossiers: Mapping[UUID, Dossier]
    references: Mapping[ReferenceKey, Reference]
    before_references: Mapping[ReferenceKey, Reference] = field(default_factory=dict)


@without_collecting()
def score_round(questionnaires: Questionnaires, read: RoundRead) -> ScoredRound:
    """Every dossier of a round; each scan is scored once."""
    known = _all_scored(questionnaires, read)
    norms = _norms(read, known)
    found = {one.pupil.id: one for one in dossiers_of(questionnaires, norms, read, known)}
    return ScoredRound(read.round, found, norms.references, norms.before_references)


@without_collecting()
def norms_of(questionnaires: Questionnaires, read: RoundRead) -> RoundNorms:
    """The norms of a round, with the mean changes since the one before.

    Those of the round before are made of whoever was in it, so that its bands stay as they were.
    """
    return _norms(read, _all_scored(questionnaires, read))


def _norms(read: RoundRead, known: Known) -> RoundNorms:
    now = [one for one in known.values() if one[1].round_id == read.round.id]
    earlier = {
        (pupil.id, scan.questionnaire): (pupil, scan, scores, composites)
        for pupil, scan, scores, composites in known.values()
        if scan.round_id != read.round.id
    }
    changes: dict[tuple[str, str], Differences] = {}
    for pupil, scan, scores, composites in now:
        past = earlier.get((pupil.id, scan.questionnaire))
        if past and _are_alike(past[1], scan):
            group = (scan.questionnaire, pupil.age_band_on(scan.asked_on))
            found = changes.setdefault(group, {})
            add_differences(found, past[2] + past[3], scores + composites)
    expected = {group: expected_changes(found) for group, found in changes.items()}
    return RoundNorms(
        read.round,
        _references(now),
        read.before,
        expected,
        _references(earlier.values()),
        read.own,
        {pupil.id: pupil for pupil in read.before_pupils},
    )


def _references(scored: Iterable[Scored]) -> dict[ReferenceKey, Reference]:
    return references_from(
        (pupil, scan, scores + composites) for pupil, scan, scores, composites in scored
    )


def _are_alike(first: ScanFacts, second: ScanFacts) -> bool:
    """Whether their difference says how much the group changed."""
    return first.edition == second.edition and first.form == second.form == FULL


def dossiers_of(
    questionnaires: Questionnaires, norms: RoundNorms, read: RoundRead, known: Known | None = None
) -> list[Dossier]:
    """Every pupil's dossier, in list order; ``known``: scans that were scored already."""
    return [
        dossier_of(
            questionnaires,
            norms,
            pupil,
            read.scans.get(pupil.id, ()),
            read.results.get(pupil.id, ()),
            read.reviews.get(pupil.id, ()),
            read.attendance.get(pupil.id),
            known or {},
        )
        for pupil in read.pupils
    ]


def _all_scored(questionnaires: Questionnaires, read: RoundRead) -> dict[UUID, Scored]:
    """Every scan of the round and of the one before, each by its pupil's grade of then."""
    found = _scored(questionnaires, read, read.pupils, read.round)
    if read.before:
        found |= _scored(questionnaires, read, read.before_pupils, read.before)
    return found


def _scored(
    questionnaires: Questionnaires,
    read: RoundRead,
    pupils: Sequence[PupilFacts],
    this: RoundFacts,
) -> dict[UUID, Scored]:
    return {
        scan.id: score_alone(questionnaires[scan.questionnaire], scan, pupil)
        for pupil in pupils
        for scan in read.scans.get(pupil.id, ())
        # an own list is compared with nothing but its own bands
        if scan.round_id == this.id
        and scan.questionnaire in questionnaires
        and (scan.questionnaire, scan.edition) not in read.own
    }


def score_alone(questionnaire: Questionnaire, scan: ScanFacts, pupil: PupilFacts) -> Scored:
    """One scan with its means and the bands of the criterion, compared with nobody."""
    scores = score_scan(questionnaire, scan, pupil, {})
    return pupil, scan, scores, composites_of(questionnaire, scan, scores, pupil, {})


def dossier_of(
    questionnaires: Questionnaires,
    norms: RoundNorms,
    pupil: PupilFacts,
    scans: Sequence[ScanFacts],
    results: Sequence[ResultFacts],
    reviews: Sequence[Review],
    attendance: AttendanceFacts | None = None,
    known: Known | None = None,
) -> Dossier:
    """One pupil's dossier, from what was read about that pupil; ``known``: scored already."""
    younger = norms.before_pupils.get(pupil.id, pupil)
    before_id = norms.before.id if norms.before else None
    mine_now = [scan for scan in scans if scan.round_id == norms.round.id]
    mine_before = [scan for scan in scans if scan.round_id == before_id]
    now = _built_in(questionnaires, norms, mine_now)
    earlier = _built_in(questionnaires, norms, mine_before)
    own_now = score_own(norms.own, pupil, mine_now)
    own_before = score_own(norms.own, younger, mine_before)
    scores: list[SubscaleScore] = []
    composites: list[SubscaleScore] = []
    before: list[SubscaleScore] = []
    changes: list[ScoredChange] = []
    known = known or {}
    for code, scan in now.items():
        questionnaire = questionnaires[code]
        bare = known.get(scan.id) or score_alone(questionnaire, scan, pupil)
        mine = with_norms(bare[2], scan, pupil, norms.references)
        overall = with_norms(bare[3], scan, pupil, norms.references)
        scores += mine
        composites += overall
        if past := earlier.get(code):
            bare = known.get(past.id) or score_alone(questionnaire, past, younger)
            then = with_norms(bare[2], past, younger, norms.before_references)
            then_overall = with_norms(bare[3], past, younger, norms.before_references)
            before += then
            changes += changes_of(
                questionnaire,
                (past, scan),
                pairs_of(then, mine),
                pairs_of(then_overall, overall),
                norms.expected.get((code, pupil.age_band_on(scan.asked_on)), {}),
            )
    scores = without_false_calm(scores, before)
    until = [result for result in results if result.held_on <= norms.round.ends_on]
    resting = resting_subscales(pupil, norms.round.starts_on)
    lists = [(questionnaires[code], scan) for code, scan in now.items()]
    for scan in mine_now:  # what the school's own lists hear is as urgent
        if own := norms.own.get((scan.questionnaire, scan.edition)):
            lists.append((own, scan))
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
        critical=tuple(c for each in lists for c in critical_answers(*each)),
        resting=resting,
        attendance=attendance,
        own_scores=own_now,
        own_before=own_before,
        own_changes=own_changes(norms.own, (mine_before, mine_now), own_before, own_now),
    )


def _built_in(
    questionnaires: Questionnaires, norms: RoundNorms, scans: Sequence[ScanFacts]
) -> dict[str, ScanFacts]:
    """Scans of what ships with the program; one of a list that is not here at all is left out."""
    return {
        scan.questionnaire: scan
        for scan in scans
        if scan.questionnaire in questionnaires
        and (scan.questionnaire, scan.edition) not in norms.own
    }
