"""What opens follow-up questions in two tiers: the round before, and what others say now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.quick_bands import Edition, QuickBands
from npo_desktop.dossiers.two_tiers import Answers, flagged
from npo_desktop.queries.pupils import pupils_of_round
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.scoring.norms import Band

Bands = Mapping[str, Band]  # by subscale


@dataclass(frozen=True, slots=True)
class LastRound:
    """The bands of one list in the round before, by pupil: read once for a whole round."""

    bands: Mapping[UUID, Bands]


def last_round(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupils: Iterable[PupilFacts] = (),
) -> LastRound:
    """Bands as the round before shows them: by the norms of all who were in it.

    ``pupils`` are those of this round, if they were read anyway.
    """
    before = round_before(session, this)
    if before is None:
        return LastRound({})
    editions = load_content().editions
    scans = scan_facts(session, round_id=before.id, questionnaire=questionnaire.code)
    is_same_year = school_year_of(before.starts_on) == school_year_of(this.starts_on)
    known = {pupil.id: pupil for pupil in pupils} if is_same_year else {}
    scanned = {scan.pupil_id for scan in scans}
    if not scanned <= known.keys():
        found = pupils_of_round(session, before.starts_on, scanned)
        known = {pupil.id: pupil for pupil in found}
    given = [
        (known[scan.pupil_id], scan)
        for scan in scans
        if scan.pupil_id in known and (scan.questionnaire, scan.edition) in editions
    ]
    return LastRound(QuickBands(editions, questionnaire).by_norms(given))


def gates_of(
    last: LastRound, questionnaire: Questionnaire, pupil: PupilFacts, scans: Iterable[ScanFacts]
) -> Gates:
    """Of one pupil; ``scans`` are those of this round, of whomever."""
    mine = list(scans)
    others = [
        ((scan.questionnaire, scan.edition), scan.answers)
        for scan in mine
        if scan.questionnaire != questionnaire.code
    ]
    age = pupil.age_on(mine[0].asked_on) if mine else 0
    quick = QuickBands(load_content().editions, questionnaire)
    return gates_by(quick, last, pupil.id, age, others)


def gates_by(
    quick: QuickBands,
    last: LastRound,
    pupil_id: UUID,
    age: int,
    others: Iterable[tuple[Edition, Answers]],
) -> Gates:
    """The same for one of many: what is known of the questionnaires is looked up once."""
    editions = load_content().editions
    known = [(edition, answers) for edition, answers in others if edition in editions]
    found = flagged(quick.by_criterion(age, known).items())
    bands = last.bands.get(pupil_id, {})
    return Gates(bands, found) if bands or found else NO_GATES
