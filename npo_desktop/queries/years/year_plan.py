"""Who goes where in the next school year: proposed, then corrected. Pure, no store.

A year up is what is usual; the highest year leaves; a combination class stays one, so that its
youngest year stays in it and its oldest moves on.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

LAST_PRIMARY, LAST_SECONDARY = 8, 14  # after these years pupils leave
_NUMBER = re.compile(r"\d+")


class Fate(StrEnum):
    """What becomes of a pupil."""

    UP = "up"
    STAYS = "stays"  # the same year again
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class YearGroup:
    """A group of one of the two years. ``covers``: the years its pupils are in."""

    key: str  # its id, or "new:..." while it is not there yet
    name: str
    grade: int | None  # empty: a combination class
    covers: tuple[int, ...]
    id: UUID | None = None
    like: UUID | None = None  # the group of this year whose name and teachers it keeps


@dataclass(frozen=True, slots=True)
class YearRow:
    """One pupil. ``is_read``: the new year was read in already, so there is nothing to decide."""

    pupil_id: UUID
    number: str
    name: str  # as it stands in lists
    group_id: UUID | None
    group: str
    grade: int | None
    fate: Fate
    to_grade: int | None
    to: str | None  # key of a group of the next year; none: no group
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class YearPlan:
    """Everybody of one year, and where they are in the next."""

    old_year: str
    new_year: str
    last_day: date  # for those who leave
    old_groups: tuple[YearGroup, ...]
    groups: tuple[YearGroup, ...]  # of the next year, youngest first
    rows: tuple[YearRow, ...]
    came: int  # pupils of the new year who were not here before, as read

    @property
    def undecided(self) -> tuple[YearRow, ...]:
        """Those for whom something is written when the plan is carried out."""
        return tuple(row for row in self.rows if not row.is_read)

    def group(self, key: str | None) -> YearGroup | None:
        """The group of the next year with this key."""
        return next((group for group in self.groups if group.key == key), None)


@dataclass(frozen=True, slots=True)
class YearSummary:
    """What a plan will do, counted. The rows that were read in count in ``groups`` only."""

    up: int
    stays: int
    leaves: int
    groups: tuple[tuple[YearGroup, int], ...]  # of the next year, with how many pupils
    groupless: int
    read: int  # decided already by the file of the new year


def next_year(year: str) -> str:
    """ "2027-2028" after "2026-2027"."""
    first = int(year[:4]) + 1
    return f"{first}-{first + 1}"


def proposed_groups(old: Sequence[YearGroup]) -> tuple[YearGroup, ...]:
    """The same classes again, for the pupils who come into them."""
    return tuple(
        YearGroup(f"new:{group.id}", group.name, group.grade, group.covers, like=group.id)
        for group in old
    )


def moved_up(plan: YearPlan, pupil_ids: Collection[UUID]) -> YearPlan:
    """These pupils a year up, each into the group that suits; the highest year leaves."""
    last = _last_grade(plan)
    planner = _Planner(plan)
    rows = tuple(
        planner.up(row, last) if row.pupil_id in pupil_ids and not row.is_read else row
        for row in plan.rows
    )
    return replace(plan, rows=rows, groups=planner.groups())


def kept_back(plan: YearPlan, pupil_ids: Collection[UUID]) -> YearPlan:
    """These pupils do their year again."""
    planner = _Planner(plan)
    rows = tuple(
        planner.again(row) if row.pupil_id in pupil_ids and not row.is_read else row
        for row in plan.rows
    )
    return replace(plan, rows=rows, groups=planner.groups())


def left(plan: YearPlan, pupil_ids: Collection[UUID]) -> YearPlan:
    """These pupils leave the school."""
    return _each(plan, pupil_ids, _leaving)


def put_in(plan: YearPlan, pupil_ids: Collection[UUID], key: str) -> YearPlan:
    """These pupils into this group of the next year; its year decides whether they stay."""
    group = plan.group(key)
    if group is None:
        return plan

    def placed(row: YearRow) -> YearRow:
        grade = _grade_in(group, row)
        fate = Fate.STAYS if grade is not None and grade == row.grade else Fate.UP
        return replace(row, fate=fate, to=key, to_grade=grade)

    return _each(plan, pupil_ids, placed)


def with_group(plan: YearPlan, name: str, grade: int | None) -> YearPlan:
    """One more group next year, for this year or for several."""
    covers = () if grade is None else (grade,)
    made = YearGroup(f"new:{len(plan.groups)}:{name}", name, grade, covers)
    return replace(plan, groups=_sorted([*plan.groups, made]))


def summed_up(plan: YearPlan) -> YearSummary:
    """What will happen."""
    fates = [row.fate for row in plan.undecided]
    sizes = {group.key: 0 for group in plan.groups}
    groupless = 0
    for row in plan.rows:
        if row.fate is Fate.LEAVES:
            continue
        if row.to in sizes:
            sizes[row.to] += 1
        elif not row.is_read:
            groupless += 1
    return YearSummary(
        fates.count(Fate.UP),
        fates.count(Fate.STAYS),
        fates.count(Fate.LEAVES),
        tuple((group, sizes[group.key]) for group in plan.groups),
        groupless,
        len(plan.rows) - len(plan.undecided),
    )


def _each(
    plan: YearPlan, pupil_ids: Collection[UUID], change: Callable[[YearRow], YearRow]
) -> YearPlan:
    rows = tuple(
        change(row) if row.pupil_id in pupil_ids and not row.is_read else row for row in plan.rows
    )
    return replace(plan, rows=rows)


def _leaving(row: YearRow) -> YearRow:
    return replace(row, fate=Fate.LEAVES, to=None, to_grade=None)


def _last_grade(plan: YearPlan) -> int:
    """A school with secondary years goes on after the eighth."""
    is_secondary = any((row.grade or 0) > LAST_PRIMARY for row in plan.rows)
    return LAST_SECONDARY if is_secondary else LAST_PRIMARY


def _grade_in(group: YearGroup, row: YearRow) -> int | None:
    """In a combination class a pupil goes on, unless only the own year is there."""
    if group.grade is not None:
        return group.grade
    if row.grade is None:
        return None
    following = row.grade + 1
    return row.grade if row.grade in group.covers and following not in group.covers else following


class _Planner:
    """Finds the groups of the next year, and makes one where none suits."""

    def __init__(self, plan: YearPlan) -> None:
        self._old = {group.id: group for group in plan.old_groups}
        self._order = list(plan.old_groups)
        self._groups = list(plan.groups)

    def groups(self) -> tuple[YearGroup, ...]:
        return _sorted(self._groups)

    def up(self, row: YearRow, last: int) -> YearRow:
        if row.grade is not None and row.grade >= last:
            return _leaving(row)
        grade = None if row.grade is None else row.grade + 1
        return replace(row, fate=Fate.UP, to_grade=grade, to=self._place(row, grade))

    def again(self, row: YearRow) -> YearRow:
        return replace(row, fate=Fate.STAYS, to_grade=row.grade, to=self._place(row, row.grade))

    def _place(self, row: YearRow, grade: int | None) -> str | None:
        own = self._old.get(row.group_id)
        if own is None:
            return None
        if grade is None:
            same = (group for group in self._groups if _is_like(group, own))
            return next((group.key for group in same), None)
        fitting = [group for group in self._groups if grade in group.covers]
        if not fitting:
            return self._new(own, row.grade, grade)
        if len(fitting) == 1:
            return fitting[0].key
        stays = [group for group in fitting if _is_like(group, own)]
        stepped = _stepped(own.name, row.grade, grade)
        named = [group for group in fitting if group.name.casefold() == stepped.casefold()]
        return (*stays, *named, fitting[self._turn(own, row.grade, len(fitting))])[0].key

    def _turn(self, own: YearGroup, grade: int | None, most: int) -> int:
        """The first of two parallel classes goes to the first, the second to the second."""
        beside = [group.id for group in self._order if grade in group.covers]
        return min(beside.index(own.id) if own.id in beside else 0, most - 1)

    def _new(self, own: YearGroup, old: int | None, grade: int) -> str:
        name = _stepped(own.name, old, grade)
        made = YearGroup(f"new:{name}:{grade}", name, grade, (grade,))
        if made.key not in [group.key for group in self._groups]:
            self._groups.append(made)
        return made.key


def _is_like(group: YearGroup, own: YearGroup) -> bool:
    """Whether it is this class again."""
    if group.like is not None:
        return group.like == own.id
    return group.name.casefold() == own.name.casefold() and (
        group.grade is None or own.grade is None or group.grade == own.grade
    )


def _stepped(name: str, old: int | None, grade: int) -> str:
    """ "Groep 6a" after "Groep 5a"; on Saba "Grade 3" holds year 5, so the step counts."""
    step = 0 if old is None else grade - old
    return _NUMBER.sub(lambda found: str(int(found[0]) + step), name, count=1)


def _sorted(groups: Iterable[YearGroup]) -> tuple[YearGroup, ...]:
    return tuple(sorted(groups, key=lambda group: ((*group.covers, 99)[0], group.name)))


def covers_of(grade: int | None, members: Iterable[int | None]) -> tuple[int, ...]:
    """The years in a group: its own, else those of its pupils."""
    return (grade,) if grade is not None else tuple(sorted({one for one in members if one}))
