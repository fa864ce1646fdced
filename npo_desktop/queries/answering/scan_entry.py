"""Everything that filling in one list for one pupil needs, in one read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates, asked_of, required
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, AskedItem
from npo_desktop.queries.answering.last_round import LastRound, gates_of, last_round
from npo_desktop.queries.answering.scan_forms import form_of_new
from npo_desktop.queries.answers import answers_of, words_of
from npo_desktop.queries.groups import teacher_of
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.scans import scan_facts, scan_for
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.round_exceptions import exceptions_of
from npo_desktop.store.tables import Pupil, Scan

Answers = Mapping[str, int | None]  # by item; no key: not answered, None: "don't know"
Words = Mapping[str, str]  # by item, of questions that are no choice of one


@dataclass(frozen=True, slots=True)
class ScanEntry:
    """One pupil's list as it is now, begun or not."""

    pupil: PupilFacts
    group_id: UUID | None
    round: RoundFacts
    items: tuple[Item, ...]  # what is asked just now, in asking order
    scan_id: UUID | None  # None: not begun
    language: str  # in which it was begun, or would be
    staff_id: UUID | None  # who fills it in
    begun_on: date
    remark: str
    answers: Answers
    earlier_round: RoundFacts | None
    earlier: Answers  # of the same list in the round before
    asked: tuple[AskedItem, ...] = ()  # the same statements, with the reason for each
    form: str = FULL  # or in two tiers; kept from when it was begun
    gates: Gates = NO_GATES
    words: Words = field(default_factory=dict)
    exception: bool | None = None  # asked, or not, because the round says so of this pupil

    @property
    def required(self) -> tuple[Item, ...]:
        """Those without whose answer the list is not complete."""
        return required(self.items)

    @property
    def answered(self) -> int:
        """How many of those have an answer, if only "don't know"."""
        return sum(item.id in self.answers for item in self.required)

    @property
    def is_complete(self) -> bool:
        """Everything that is asked just now has an answer."""
        return all(item.id in self.answers for item in self.required)

    @property
    def first_open(self) -> int:
        """Where to go on: the first statement without an answer, else behind the last."""
        if self.is_complete:
            return len(self.items)
        wanted = {item.id for item in self.required} - set(self.answers)
        return next(n for n, item in enumerate(self.items) if item.id in wanted)


def scan_entry(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupil_id: UUID,
    *,
    last: LastRound | None = None,
) -> ScanEntry | None:
    """The list of one pupil in a round; ``None`` when the pupil is not in the store any more.

    ``last`` saves reading the round before once more, for a whole group in two tiers.
    """
    if session.get(Pupil, pupil_id) is None:
        return None
    year = school_year_of(this.starts_on)
    pupil = pupil_facts(session, pupil_id, year)
    group_id = pupil.group_id
    scan = _scan(session, questionnaire, this, pupil_id)
    before = round_before(session, this)
    earlier = _scan(session, questionnaire, before, pupil_id) if before else None
    form = scan.form if scan else form_of_new(session, questionnaire, this.id, pupil_id)
    gates = NO_GATES
    if form == TWO_TIER:
        last = last or last_round(session, questionnaire, this)
        mine = scan_facts(session, round_id=this.id, pupil_id=pupil_id)
        gates = gates_of(last, questionnaire, pupil, mine)
    entry = ScanEntry(
        pupil=pupil,
        group_id=group_id,
        round=this,
        items=(),
        scan_id=scan.id if scan else None,
        language=scan.language if scan else _language(session, questionnaire, pupil),
        staff_id=scan.staff_id if scan else _staff(session, questionnaire, group_id),
        begun_on=scan.started_at.date() if scan else today(),
        remark=scan.remark if scan else "",
        answers={},
        earlier_round=before,
        earlier=answers_of(session, earlier.id) if earlier else {},
        form=form,
        gates=gates,
        exception=exceptions_of(session, this.id).get((pupil_id, questionnaire.code)),
    )
    return read_answers(session, questionnaire, entry)


def read_answers(session: Session, questionnaire: Questionnaire, entry: ScanEntry) -> ScanEntry:
    """The same list with its answers as they are in the store now."""
    if entry.scan_id is None:
        return with_answers(questionnaire, entry, {}, {})
    has_words = any(item.kind is not Kind.CHOICE for item in questionnaire.items)
    words = words_of(session, entry.scan_id) if has_words else {}
    return with_answers(questionnaire, entry, answers_of(session, entry.scan_id), words)


def with_answers(
    questionnaire: Questionnaire, entry: ScanEntry, answers: Answers, words: Words
) -> ScanEntry:
    """The same list with other answers, and what is asked then."""
    age = asked_age(questionnaire, entry.pupil.age_on(entry.round.starts_on), entry.exception)
    asked: tuple[AskedItem, ...] = ()
    if age is not None:
        asked = asked_of(questionnaire, age, answers, words, form=entry.form, gates=entry.gates)
    items = tuple(one.item for one in asked)
    return replace(entry, answers=answers, words=words, asked=asked, items=items)


def note_staff(session: Session, scan_id: UUID, staff_id: UUID | None) -> None:
    """Who fills the list in, or wrote it over from paper. The caller commits."""
    session.get_one(Scan, scan_id).staff_id = staff_id


def begun_scan(
    session: Session, questionnaire: Questionnaire, entry: ScanEntry, language: str
) -> UUID:
    """The scan to write in, begun now if need be. The caller commits.

    ``language`` is the one the statements are read in now. It becomes the list's as long as
    nothing was answered; later on an answer keeps its own (``record_answer``).
    """
    scan_id = scan_for(
        session,
        entry.pupil.id,
        entry.round.id,
        questionnaire,
        language=language,
        staff_id=entry.staff_id,
    )
    if entry.scan_id is not None and not entry.answers and language != entry.language:
        session.get_one(Scan, scan_id).language = language
        session.flush()
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
