"""How far the scans of a round are: two statements, whatever the size of the school."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.tables import Answer, Enrolment, Pupil, Scan

Questionnaires = Mapping[str, Questionnaire]
Ages = tuple[int, int]  # youngest and oldest that are asked


@dataclass(frozen=True, slots=True)
class ListProgress:
    """How far one list is for one pupil. Only what is asked at this age counts."""

    pupil: PupilFacts
    questionnaire: str
    items: int  # 0: nothing is asked at this age
    answered: int  # "don't know" is an answer too
    touched_at: datetime | None  # the newest answer, UTC

    @property
    def group_id(self) -> UUID | None:
        """The pupil's group, if there is one."""
        return self.pupil.group_id

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to fill in at this age."""
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
    """One group on the board; without id: the pupils who are in no group."""

    group_id: UUID | None
    group: str
    lists: Mapping[str, GroupCount]  # by questionnaire


def has_pupils(session: Session) -> bool:
    """Whether anybody was read in yet who has not left."""
    return session.exec(select(Pupil.id).where(col(Pupil.left_on).is_(None))).first() is not None


def round_progress(
    session: Session,
    questionnaires: Questionnaires,
    this: RoundFacts,
    *,
    group_id: UUID | None = None,
) -> list[ListProgress]:
    """Every pupil's every list in list order; without a group: of the whole school."""
    ranges = _ranges(questionnaires.values())
    given = _answered(session, this, tuple(questionnaires), ranges, group_id)
    found = []
    year = school_year_of(this.starts_on)
    for pupil in pupil_list(session, year, group_id=group_id, on=this.starts_on):
        age = pupil.age_on(this.starts_on)
        for code, questionnaire in questionnaires.items():
            parts = [part for part in given.get((pupil.id, code), ()) if _suits(part[0], age)]
            found.append(
                ListProgress(
                    pupil,
                    code,
                    len(questionnaire.for_age(age)),
                    sum(count for _ages, count, _at in parts),
                    max((at for _ages, _count, at in parts), default=None),
                )
            )
    return found


def board_of(progress: Iterable[ListProgress]) -> list[GroupProgress]:
    """The groups, youngest first, with how many pupils are done; no group comes last."""
    groups: dict[UUID | None, dict[str, list[ListProgress]]] = {}
    facts: dict[UUID | None, tuple[bool, int, str]] = {}
    for one in progress:
        groups.setdefault(one.group_id, {}).setdefault(one.questionnaire, []).append(one)
        grade = 99 if one.pupil.grade is None else one.pupil.grade
        mine = (one.group_id is None, grade, one.pupil.group)
        facts[one.group_id] = min(mine, facts.get(one.group_id, mine))
    return [
        GroupProgress(
            group_id,
            facts[group_id][2],
            {code: count_of(lists) for code, lists in groups[group_id].items()},
        )
        for group_id in sorted(groups, key=lambda group_id: facts[group_id])
    ]


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


def _answered(
    session: Session,
    this: RoundFacts,
    codes: Sequence[str],
    ranges: Sequence[tuple[Ages, Sequence[str]]],
    group_id: UUID | None,
) -> dict[tuple[UUID, str], list[tuple[Ages, int, datetime]]]:
    """How many answers a pupil has in a list, apart for items that are for other ages."""
    wholes = [(col(Answer.item).in_(items), n) for n, (_ages, items) in enumerate(ranges)]
    part = case(*wholes, else_=0)
    columns: tuple[Any, ...] = (
        Scan.pupil_id,
        Scan.questionnaire,
        part,
        func.count(),
        func.max(Answer.answered_at),
    )
    query = sa_select(*columns).join(Answer, col(Answer.scan_id) == Scan.id)
    query = query.where(col(Scan.round_id) == this.id, col(Scan.questionnaire).in_(codes))
    if group_id is not None:
        members = select(Enrolment.pupil_id).where(Enrolment.group_id == group_id)
        query = query.where(col(Scan.pupil_id).in_(members))
    found: dict[tuple[UUID, str], list[tuple[Ages, int, datetime]]] = {}
    for pupil_id, code, n, count, at in session.execute(query.group_by(col(Scan.id), part)):
        found.setdefault((pupil_id, code), []).append((ranges[n][0], count, at.replace(tzinfo=UTC)))
    return found


def _ranges(questionnaires: Iterable[Questionnaire]) -> list[tuple[Ages, list[str]]]:
    """Items by the ages that are asked them, the largest set first."""
    found: dict[Ages, list[str]] = {}
    for questionnaire in questionnaires:
        for item in questionnaire.items:
            found.setdefault((item.age_min, item.age_max), []).append(item.id)
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


def _suits(ages: Ages, age: int) -> bool:
    return ages[0] <= age <= ages[1]
