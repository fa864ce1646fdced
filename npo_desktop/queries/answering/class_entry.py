"""One list for all pupils of a group, read at once: for answering statement by statement."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire
from npo_desktop.dossiers.asked import NO_GATES, Gates
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, can_have_tiers
from npo_desktop.queries.answering.class_lists import BegunList, begun_lists, class_pupils
from npo_desktop.queries.answering.last_round import LastRound, gates_of, last_round
from npo_desktop.queries.answering.scan_entry import ScanEntry, with_answers
from npo_desktop.queries.answering.scan_forms import with_baseline
from npo_desktop.queries.groups import sole_teachers
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_facts
from npo_desktop.queries.years.round_exceptions import comings, exceptions_of
from npo_desktop.store.tables import Round


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One pupil's list, and which statements of it are asked just now."""

    entry: ScanEntry
    asked: frozenset[str]

    @property
    def pupil(self) -> PupilFacts:
        """Whose list it is."""
        return self.entry.pupil

    def is_asked(self, item: str) -> bool:
        """Whether this pupil is asked this statement: by age, and in two tiers by need."""
        return item in self.asked

    def is_open(self, item: str) -> bool:
        """Whether it is asked and has no answer yet, if only "don't know"."""
        return item in self.asked and item not in self.entry.answers


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """One list of a round for a group. Rows: by year, then as in lists."""

    questionnaire: Questionnaire
    round: RoundFacts
    group_id: UUID
    group: str
    rows: tuple[ClassRow, ...]
    items: tuple[Item, ...]  # choices that are asked of somebody, in asking order
    elsewhere: int  # questions that are no choice of one: they are answered pupil by pupil

    @property
    def is_combined(self) -> bool:
        """Whether pupils of more than one year sit together."""
        return len({row.pupil.grade for row in self.rows}) > 1

    @property
    def language(self) -> str:
        """In which most of these lists are asked."""
        counted = Counter(row.entry.language for row in self.rows)
        return counted.most_common(1)[0][0] if counted else self.questionnaire.language

    @property
    def is_complete(self) -> bool:
        """Nothing that is shown here is open any more."""
        return bool(self.items) and not any(self.is_open(item) for item in self.items)

    def row_of(self, pupil_id: UUID) -> int:
        """Where a pupil stands; -1: not here."""
        ids = [row.pupil.id for row in self.rows]
        return ids.index(pupil_id) if pupil_id in ids else -1

    def place_of(self, item: str) -> int:
        """Where a statement stands; -1: it is asked of nobody."""
        ids = [one.id for one in self.items]
        return ids.index(item) if item in ids else -1

    def counts(self, item: Item) -> tuple[int, int]:
        """How many pupils have an answer to a statement, and of how many it is asked."""
        asked = [row for row in self.rows if row.is_asked(item.id)]
        return sum(item.id in row.entry.answers for row in asked), len(asked)

    def first_open_row(self, item: Item) -> int | None:
        """The first pupil without an answer to it."""
        return next((n for n, row in enumerate(self.rows) if row.is_open(item.id)), None)

    def is_open(self, item: Item) -> bool:
        """Whether somebody must still be given an answer; what is optional may stay open."""
        return not item.optional and self.first_open_row(item) is not None

    def next_open(self, after: int) -> int | None:
        """The first statement behind this place that is open, else the first before it."""
        around = [*range(after + 1, len(self.items)), *range(min(after + 1, len(self.items)))]
        return next((place for place in around if self.is_open(self.items[place])), None)

    def with_list(self, entry: ScanEntry) -> "ClassEntry":
        """The same class after one pupil's list changed."""
        place = self.row_of(entry.pupil.id)
        changed, before = _row(entry), self.rows[place]
        rows = (*self.rows[:place], changed, *self.rows[place + 1 :])
        if changed.entry.asked == before.entry.asked:
            return replace(self, rows=rows)
        return replace(self, rows=rows, items=_items(self.questionnaire, rows))


def class_entry(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    group_id: UUID,
    *,
    shown: Collection[UUID] | None = None,
    last: LastRound | None = None,
) -> ClassEntry:
    """The lists of a group, begun or not, with their answers. As many statements for 8 as for 30.

    What the round before said (``ScanEntry.earlier``) is left out: here nobody looks back.
    ``shown``: the groups whose pupils may be seen, ``None`` for all. ``last`` saves reading the
    round before once more for lists in two tiers.
    """
    around = comings(session, this)
    pupils = class_pupils(session, this, group_id, shown, around=around)
    groups = {pupil.group_id for pupil in pupils if pupil.group_id}
    begun = begun_lists(session, this, questionnaire.code, groups)
    gone = around.gone.difference(begun)  # nobody can begin with them any more
    asked = [pupil for pupil in pupils if pupil.id not in gone]
    entries = [
        _begun(entry, begun.get(entry.pupil.id))
        for entry in _fresh(session, questionnaire, this, asked)
    ]
    gates = _gates(session, questionnaire, this, entries, last)
    gated = [replace(entry, gates=gates.get(entry.pupil.id, NO_GATES)) for entry in entries]
    rows = _answered(questionnaire, gated, begun)
    return ClassEntry(
        questionnaire=questionnaire,
        round=this,
        group_id=group_id,
        group=pupils[0].group if pupils else "",
        rows=tuple(rows),
        items=_items(questionnaire, rows),
        elsewhere=sum(item.kind not in (Kind.CHOICE, Kind.NOTE) for item in questionnaire.items),
    )


def _fresh(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    pupils: Sequence[PupilFacts],
) -> list[ScanEntry]:
    """As if nobody had begun yet; ``scan_entry`` says the same of one pupil."""
    of_parents = questionnaire.informant == Informant.PARENT
    of_teacher = questionnaire.informant == Informant.TEACHER
    spoken = school_facts(session).language
    teachers = sole_teachers(session) if of_teacher else {}
    abridged = _abridged(session, questionnaire, this)
    exceptions = exceptions_of(session, this.id)
    return [
        ScanEntry(
            pupil=pupil,
            group_id=pupil.group_id,
            round=this,
            items=(),
            scan_id=None,
            language=(of_parents and pupil.talk_language) or spoken,
            staff_id=teachers.get(pupil.group_id) if pupil.group_id else None,
            begun_on=today(),
            remark="",
            answers={},
            earlier_round=None,
            earlier={},
            form=TWO_TIER if pupil.id in abridged else FULL,
            exception=exceptions.get((pupil.id, questionnaire.code)),
        )
        for pupil in pupils
    ]


def _abridged(session: Session, questionnaire: Questionnaire, this: RoundFacts) -> Collection[UUID]:
    """Who would get the list in two tiers (``scan_forms.form_of_new``)."""
    if not can_have_tiers(questionnaire) or session.get_one(Round, this.id).form != TWO_TIER:
        return ()
    return with_baseline(session, questionnaire, this.starts_on)


def _begun(entry: ScanEntry, mine: BegunList | None) -> ScanEntry:
    """As it was begun, when it was."""
    if mine is None:
        return entry
    return replace(
        entry,
        scan_id=mine.scan_id,
        language=mine.language,
        staff_id=mine.staff_id,
        begun_on=mine.begun_on,
        remark=mine.remark,
        form=mine.form,
    )


def _gates(
    session: Session,
    questionnaire: Questionnaire,
    this: RoundFacts,
    entries: Sequence[ScanEntry],
    last: LastRound | None,
) -> Mapping[UUID, Gates]:
    """What opens follow-up questions, of those whose list is in two tiers."""
    abridged = [entry.pupil for entry in entries if entry.form == TWO_TIER]
    if not abridged:
        return {}
    last = last or last_round(session, questionnaire, this)
    scans: dict[UUID, list[ScanFacts]] = {}
    for scan in scan_facts(session, round_id=this.id):
        scans.setdefault(scan.pupil_id, []).append(scan)
    return {
        pupil.id: gates_of(last, questionnaire, pupil, scans.get(pupil.id, ()))
        for pupil in abridged
    }


def _answered(
    questionnaire: Questionnaire, entries: Iterable[ScanEntry], begun: Mapping[UUID, BegunList]
) -> list[ClassRow]:
    """With the answers, and what is asked then: for most lists the same at the same age."""
    is_fixed = not any(item.relevant for item in questionnaire.items)
    known: dict[tuple[int, bool | None], ClassRow] = {}
    rows = []
    for entry in entries:
        mine = begun.get(entry.pupil.id)
        answers, words = (mine.answers, mine.words) if mine else ({}, {})
        key = (entry.pupil.age_on(entry.round.starts_on), entry.exception)
        like = known.get(key) if is_fixed and entry.form == FULL else None
        if like is None:
            row = _row(with_answers(questionnaire, entry, answers, words))
            if entry.form == FULL:
                known[key] = row
        else:
            asked, items = like.entry.asked, like.entry.items
            filled = replace(entry, answers=answers, words=words, asked=asked, items=items)
            row = ClassRow(filled, like.asked)
        rows.append(row)
    return rows


def _row(entry: ScanEntry) -> ClassRow:
    return ClassRow(entry, frozenset(item.id for item in entry.items))


def _items(questionnaire: Questionnaire, rows: Iterable[ClassRow]) -> tuple[Item, ...]:
    """What is asked of somebody; what is a follow-up question to all it is asked of comes last."""
    asked: set[str] = set()
    first: set[str] = set()
    for row in rows:
        asked |= row.asked
        first |= {one.item.id for one in row.entry.asked if not one.why.is_follow_up}
    found = [item for item in questionnaire.items if item.id in asked and item.kind is Kind.CHOICE]
    return tuple(sorted(found, key=lambda item: item.id not in first))
