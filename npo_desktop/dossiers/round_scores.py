"""A whole round, scored: the norms of the school group, and every pupil's dossier. Pure.

``queries/dossiers.py`` reads what is needed in one go, so that the store is free again while the
scoring goes on. Source: SCORING.md, sections 3 and 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.changes import ScoredPair, changes_of, expected_changes, pairs_of
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
from npo_desktop.dossiers.scan_scores import (
    ReferenceKey,
    composites_of,
    references_from,
    score_scan,
)
from npo_desktop.scoring.norms import Reference

Questionnaires = Mapping[str, Questionnaire]
Scored = tuple[PupilFacts, ScanFacts, tuple[SubscaleScore, ...]]


@dataclass(frozen=True, slots=True)
class RoundRead:
    """Everything that was read about a round and the one before it."""

    round: RoundFacts
    before: RoundFacts | None
    pupils: tuple[PupilFacts, ...]  # in list order
    scans: Mapping[UUID, Sequence[ScanFacts]]  # by pupil, of both rounds
    results: Mapping[UUID, Sequence[ResultFacts]]
    reviews: Mapping[UUID, Sequence[Review]]


@dataclass(frozen=True, slots=True)
class RoundNorms:
    """What one pupil's scores of a round are compared with: made once, used for every pupil."""

    round: RoundFacts
    references: Mapping[ReferenceKey, Reference]
    before: RoundFacts | None
    expected: Mapping[tuple[str, str], Mapping[str, float]]  # form and age band, then subscale


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """One round with everybody in it, in list order, and what they were compared with."""

    round: RoundFacts
    dossiers: Mapping[UUID, Dossier]
    references: Mapping[ReferenceKey, Reference]


def score_round(questionnaires: Questionnaires, read: RoundRead) -> ScoredRound:
    """Every dossier of a round."""
    norms = norms_of(questionnaires, read)
    found = {one.pupil.id: one for one in dossiers_of(questionnaires, norms, read)}
    return ScoredRound(read.round, found, norms.references)


def norms_of(questionnaires: Questionnaires, read: RoundRead) -> RoundNorms:
    """The norms of a round, with the mean changes since the one before."""
    now = _scored(questionnaires, read, read.round)
    earlier = _scored(questionnaires, read, read.before) if read.before else {}
    pairs: dict[tuple[str, str], list[ScoredPair]] = {}
    for key, (pupil, scan, scores) in now.items():
        if key in earlier and earlier[key][1].edition == scan.edition:
            group = (scan.questionnaire, pupil.age_band_on(scan.asked_on))
            pairs.setdefault(group, []).extend(pairs_of(earlier[key][2], scores))
    expected = {group: expected_changes(found) for group, found in pairs.items()}
    return RoundNorms(read.round, references_from(now.values()), read.before, expected)


def dossiers_of(
    questionnaires: Questionnaires, norms: RoundNorms, read: RoundRead
) -> list[Dossier]:
    """Every pupil's dossier, in list order."""
    return [
        dossier_of(
            questionnaires,
            norms,
            pupil,
            read.scans.get(pupil.id, ()),
            read.results.get(pupil.id, ()),
            read.reviews.get(pupil.id, ()),
        )
        for pupil in read.pupils
    ]


def _scored(
    questionnaires: Questionnaires, read: RoundRead, this: RoundFacts
) -> dict[tuple[UUID, str], Scored]:
    """Every scan of a round with its means, subscales and composites together."""
    found: dict[tuple[UUID, str], Scored] = {}
    for pupil in read.pupils:
        for scan in read.scans.get(pupil.id, ()):
            if scan.round_id == this.id:
                questionnaire = questionnaires[scan.questionnaire]
                scores = score_scan(questionnaire, scan, pupil, {})
                composites = composites_of(questionnaire, scan, scores, pupil, {})
                found[pupil.id, scan.questionnaire] = (pupil, scan, scores + composites)
    return found


def dossier_of(
    questionnaires: Questionnaires,
    norms: RoundNorms,
    pupil: PupilFacts,
    scans: Sequence[ScanFacts],
    results: Sequence[ResultFacts],
    reviews: Sequence[Review],
) -> Dossier:
    """One pupil's dossier, from what was read about that pupil."""
    now = {scan.questionnaire: scan for scan in scans if scan.round_id == norms.round.id}
    before_id = norms.before.id if norms.before else None
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
