"""Everything that filling in one list for one pupil needs, in one read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Item, Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.groups import teacher_of
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.tables import Pupil, Scan

Answers = Mapping[str, int | None]  # by item; no key: not answered, None: "don't know"


@dataclass(frozen=True, slots=True)
class ScanEntry:
    """One pupil's list as it is now, begun or not."""

    pupil: PupilFacts
    group_id: UUID | None
    round: RoundFacts
    items: tuple[Item, ...]  # what is asked at this age, in asking order
    scan_id: UUID | None  # None: not begun
    language: str  # in which it was asked, or would be
    staff_id: UUID | None  # who fills it in
    begun_on: date
    remark: str
    answers: Answers
    earlier_round: RoundFacts | None
    earlier: Answers  # of the same list in the round before

    @property
    def answered(self) -> int:
        """How many of the statements have an answer, if only "don't know"."""
        return sum(item.id in self.answers for item in self.items)

    @property
    def first_open(self) -> int:
        """Where to go on: the first statement without an answer, else behind the last."""
        open_ones = (n for n, item in enumerate(self.items) if item.id not in self.answers)
        return next(open_ones, len(self.items))


def scan_entry(
    session: Session, questionnaire: Questionnaire, this: RoundFacts, pupil_id: UUID
) -> ScanEntry | None:
    """The list of one pupil in a round; ``None`` when the pupil is not in the store any more."""
    if session.get(Pupil, pupil_id) is None:
        return None
    year = school_year_of(this.starts_on)
    pupil = pupil_facts(session, pupil_id, year)
    group_id = pupil.group_id
    scan = _scan(session, questionnaire, this, pupil_id)
    before = round_before(session, this)
    earlier = _scan(session, questionnaire, before, pupil_id) if before else None
    return ScanEntry(
        pupil=pupil,
        group_id=group_id,
        round=this,
        items=questionnaire.for_age(pupil.age_on(this.starts_on)),
        scan_id=scan.id if scan else None,
        language=scan.language if scan else _language(session, questionnaire, pupil),
        staff_id=scan.staff_id if scan else _staff(session, questionnaire, group_id),
        begun_on=scan.started_at.date() if scan else today(),
        remark=scan.remark if scan else "",
        answers=answers_of(session, scan.id) if scan else {},
        earlier_round=before,
        earlier=answers_of(session, earlier.id) if earlier else {},
    )


def note_staff(session: Session, scan_id: UUID, staff_id: UUID | None) -> None:
    """Who fills the list in, or wrote it over from paper. The caller commits."""
    session.get_one(Scan, scan_id).staff_id = staff_id


def begun_scan(
    session: Session, questionnaire: Questionnaire, entry: ScanEntry, language: str
) -> UUID:
    """The scan to write in, begun now if need be. The caller commits.

    ``language`` is the one the statements are read in while answering, and kept as such.
    """
    scan_id = scan_for(
        session,
        entry.pupil.id,
        entry.round.id,
        questionnaire,
        language=language,
        staff_id=entry.staff_id,
    )
    if entry.scan_id is not None and language != entry.language:
        session.get_one(Scan, scan_id).language = language
    return scan_id


def _scan(
    session: Session, questionnaire: Questionnaire, this: RoundFacts, pupil_id: UUID
) -> Scan | None:
    query = select(Scan).where(
        Scan.pupil_id == pupil_id,
        Scan.round_id == this.id,
        Scan.questionnaire == questionnaire.code,
        Scan.informant == questionnaire.informant.value,
    )
    return session.exec(query.order_by(col(Scan.started_at))).first()


def _language(session: Session, questionnaire: Questionnaire, pupil: PupilFacts) -> str:
    """Parents are asked in the language of the talk with them, others in the school's."""
    if questionnaire.informant == Informant.PARENT and pupil.talk_language:
        return pupil.talk_language
    return school_facts(session).language


def _staff(session: Session, questionnaire: Questionnaire, group_id: UUID | None) -> UUID | None:
    if questionnaire.informant != Informant.TEACHER or group_id is None:
        return None
    return teacher_of(session, group_id)
