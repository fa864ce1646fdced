"""How far the scans of a round are: a few statements, whatever the size of the school."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.asked import required
from npo_desktop.dossiers.asked_age import asked_age
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.keeping import without_collecting
from npo_desktop.dossiers.two_tiers import TWO_TIER, can_have_tiers
from npo_desktop.queries.answering.asked_counts import Key, asked_counts
from npo_desktop.queries.answering.given_counts import Part, Questionnaires, given_counts, suits
from npo_desktop.queries.answering.given_lists import NO_LISTS, Lists, given_lists
from npo_desktop.queries.answering.last_round import LastRound
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_exceptions import Comings, comings, exceptions_of
from npo_desktop.store.tables import Pupil

PartsByPupil = Mapping[UUID, Mapping[str, Sequence[Part]]]  # and by questionnaire


class ListProgress(NamedTuple):  # thousands for a board: made four times as fast as a dataclass
    """How far one list is for one pupil. Only what is asked at this age counts."""

    pupil: PupilFacts
    questionnaire: str
    items: int  # that need an answer as things stand; 0: nothing is asked of this pupil
    answered: int  # "don't know" is an answer too
    touched_at: datetime | None  # the newest answer, UTC
    is_new: bool = False  # the pupil came after the round began
    exception: bool | None = None  # asked, or not, because the round says so of this pupil

    @property
    def group_id(self) -> UUID | None:
        """The pupil's group, if there is one."""
        return self.pupil.group_id

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to fill in for this pupil."""
        return self.items > 0

    @property
    def is_complete(self) -> bool:
        """Every statement has an answer, if only "don't know"."""
        return self.is_asked and self.answered >= self.items

    @property
    def is_begun(self) -> bool:
        """There is an answer, but not to everything."""
        return 0 < self.answered < self.items


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many pupils of a group have one list complete, begun, and to be filled in at all."""

    complete: int
    begun: int
    asked: int

    @property
    def is_complete(self) -> bool:
        """Nobody is left; a group that is not asked anything is not complete."""
        return 0 < self.asked == self.complete


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One group on the board; without id: the pupils who are in no group.

    A combination class that the administration keeps as two groups of one name is one row.
    """

    group_id: UUID | None
    group: str
    lists: Mapping[str, GroupCount]  # by questionnaire
    grades: tuple[int, ...] = ()  # of its pupils, youngest first
    parts: tuple[UUID, ...] = ()  # all groups it is made of, ``group_id`` first

    def holds(self, group_id: UUID | None) -> bool:
        """Whether pupils of this group stand in this row."""
        return group_id == self.group_id or group_id in self.parts

    @property
    def is_combined(self) -> bool:
        """Whether pupils of more than one year sit together."""
        return len(self.grades) > 1

    @property
    def is_done(self) -> bool:
        """Nothing is left to fill in."""
        return all(count.is_complete or not count.asked for count in self.lists.values())


def has_pupils(session: Session) -> bool:
    """Whether anybody was read in yet who has not left."""
    return session.exec(select(Pupil.id).where(col(Pupil.left_on).is_(None))).first() is not None


def round_progress(
    session: Session,
    questionnaires: Questionnaires,
    this: RoundFacts,
    *,
    group_id: UUID | None = None,
    last: LastRound | None = None,
) -> list[ListProgress]:
    """Every pupil's every list in list order; without a group: of the whole school.

    ``last`` saves reading the round before, which a round in two tiers rests on.
    """
    with without_collecting():
        year = school_year_of(this.starts_on)
        around, exceptions = comings(session, this), exceptions_of(session, this.id)
        pupils = [
            pupil
            for pupil in pupil_list(session, year, group_id=group_id, on=this.starts_on)
            if pupil.id not in around.later
        ]
        counts, lists = _given(session, questionnaires, this, group_id)
        moving = asked_counts(
            session, questionnaires, this, pupils, lists, last=last, exceptions=exceptions
        )
        known = _Known(questionnaires, this, counts, lists, moving, around, exceptions)
        return [one for pupil in pupils for one in known.lists_of(pupil)]


def _given(
    session: Session, questionnaires: Questionnaires, this: RoundFacts, group_id: UUID | None
) -> tuple[PartsByPupil, Mapping[UUID, Lists]]:
    """Counted; or in two tiers read whole, every list: what others say asks more of the teacher."""
    has_tiers = any(can_have_tiers(one) for one in questionnaires.values())
    if not has_tiers or this.form != TWO_TIER:
        forms: set[str] = set()
        counts = given_counts(session, this, questionnaires, group_id, forms)
        if not has_tiers or TWO_TIER not in forms:
            return counts, {}
    return {}, given_lists(session, this.id, group_id)


def board_of(progress: Iterable[ListProgress]) -> list[GroupProgress]:
    """The groups, youngest first, with how many pupils are done; no group comes last."""
    groups: dict[UUID | None, list[ListProgress]] = {}
    for one in progress:
        groups.setdefault(one.group_id, []).append(one)
    rows = [_row(_same_class(parts, groups), groups) for parts in _classes(groups)]
    return sorted(rows, key=lambda row: (row.group_id is None, (*row.grades, 99)[0], row.group))


def _classes(groups: Mapping[UUID | None, Sequence[ListProgress]]) -> list[list[UUID | None]]:
    """Which groups are one class: the same name, and each another year."""
    found: dict[str, list[UUID | None]] = {}
    for group_id, lists in groups.items():
        name = lists[0].pupil.group.strip().casefold()
        found.setdefault(name if group_id else "", []).append(group_id)
    classes: list[list[UUID | None]] = []
    for same in found.values():
        by_part = [_grades(groups[group_id]) for group_id in same]
        grades = [grade for part in by_part for grade in part]
        apart = len(grades) > len(set(grades)) or not all(by_part)
        classes += [[group_id] for group_id in same] if apart else [same]
    return classes


def _same_class(
    parts: Sequence[UUID | None], groups: Mapping[UUID | None, Sequence[ListProgress]]
) -> list[UUID | None]:
    """Its groups, the youngest first."""
    return sorted(parts, key=lambda group_id: (*_grades(groups[group_id]), 99)[0])


def _row(
    parts: Sequence[UUID | None], groups: Mapping[UUID | None, Sequence[ListProgress]]
) -> GroupProgress:
    lists = [one for group_id in parts for one in groups[group_id]]
    by_code: dict[str, list[ListProgress]] = {}
    for one in lists:
        by_code.setdefault(one.questionnaire, []).append(one)
    return GroupProgress(
        parts[0],
        lists[0].pupil.group,
        {code: count_of(mine) for code, mine in by_code.items()},
        _grades(lists),
        tuple(group_id for group_id in parts if group_id is not None),
    )


def _grades(lists: Iterable[ListProgress]) -> tuple[int, ...]:
    return tuple(sorted({one.pupil.grade for one in lists if one.pupil.grade is not None}))


def count_of(lists: Iterable[ListProgress]) -> GroupCount:
    """How many of these lists are complete, begun, and asked at all."""
    asked = [one for one in lists if one.is_asked]
    return GroupCount(
        sum(one.is_complete for one in asked), sum(one.is_begun for one in asked), len(asked)
    )


def last_touched(progress: Iterable[ListProgress]) -> ListProgress | None:
    """The unfinished list with the newest answer: where one stopped."""
    begun = [(one.touched_at, one) for one in progress if one.is_begun and one.touched_at]
    return max(begun, key=lambda pair: pair[0])[1] if begun else None


def next_unfinished(lists: Sequence[ListProgress], pupil_id: UUID) -> ListProgress | None:
    """The first unfinished list after this pupil's; beyond the last it starts again at the top."""
    places = [n for n, one in enumerate(lists) if one.pupil.id == pupil_id]
    start = places[0] + 1 if places else 0
    around = [*lists[start:], *lists[:start]]
    return next(
        (
            one
            for one in around
            if one.is_asked and not one.is_complete and one.pupil.id != pupil_id
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """All that was read of a round."""

    questionnaires: Questionnaires
    this: RoundFacts
    counted: PartsByPupil
    lists: Mapping[UUID, Lists]
    moving: Mapping[Key, tuple[int, int]]
    around: Comings
    exceptions: Mapping[Key, bool]
    needed: dict[tuple[str, int], frozenset[str]] = field(default_factory=dict)  # by list and age

    def lists_of(self, pupil: PupilFacts) -> Iterator[ListProgress]:
        """One pupil's every list."""
        age = pupil.age_on(self.this.starts_on)
        is_new, is_gone = pupil.id in self.around.new, pupil.id in self.around.gone
        parts, lists = self.counted.get(pupil.id, {}), self.lists.get(pupil.id, NO_LISTS)
        for code, questionnaire in self.questionnaires.items():
            exception = self.exceptions.get((pupil.id, code)) if self.exceptions else None
            mine = asked_age(questionnaire, age, exception)
            items, answered, touched_at = 0, 0, None
            if mine is not None:
                needed = self._needed(code, mine)
                items, (answered, touched_at) = len(needed), _counted(parts.get(code, ()), mine)
                given, moving = lists.get(code), self.moving.get((pupil.id, code))
                if given:
                    touched_at = given.touched_at
                if moving:
                    items, answered = moving
                elif given:
                    answered = len(needed.intersection(given.answers))
            if is_gone and answered < items:
                items, answered = 0, 0  # nobody can fill it in any more
            yield ListProgress(pupil, code, items, answered, touched_at, is_new, exception)

    def _needed(self, code: str, age: int) -> frozenset[str]:
        if (code, age) not in self.needed:
            items = required(self.questionnaires[code].for_age(age))
            self.needed[code, age] = frozenset(item.id for item in items)
        return self.needed[code, age]


def _counted(parts: Sequence[Part], age: int) -> tuple[int, datetime | None]:
    answered = sum(count for ages, count, _at in parts if suits(ages, age))
    return answered, parts[0][2] if parts else None
