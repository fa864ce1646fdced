"""From one school year to the next: read what is known, carry a plan out, take it back as a whole.

Works before the new year's file is there, and after it was read in: then only what the file left
open is decided. Who leaves keeps all data; the retention clocks start on the day of leaving.
"""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import (
    Write,
    all_rows,
    write_all,
)
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.imports.take_back import take_back
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.year_plan import (
    Fate,
    YearGroup,
    YearPlan,
    YearRow,
    covers_of,
    moved_up,
    next_year,
    proposed_groups,
    summed_up,
)
from npo_desktop.store import audit
from npo_desktop.store.tables import Enrolment, Group, ImportRun, Pupil

KIND = "year"  # of the run in the journal of imports
_JUNE = 6  # who left from then on left at the end of the year


def years_to_change(session: Session, day: date) -> tuple[str, ...]:
    """The school years one can go on from, newest last: those with groups, from last year on."""
    this_year = school_year_of(day)
    last_year = school_year_of(date(day.year - 1, day.month, 28))
    known = set(session.exec(select(Group.school_year).distinct()))
    return tuple(sorted(year for year in known if last_year <= year <= next_year(this_year)))


def usual_year(session: Session, day: date) -> str | None:
    """From which year one goes on now: in August to October the last one, else the newest."""
    years = years_to_change(session, day)
    if not years:
        return None
    this_year = school_year_of(day)
    begun = day.month in (8, 9, 10) and this_year in years
    return years[-2] if begun and years[-1] == this_year and len(years) > 1 else years[-1]


def plan_year(session: Session, old_year: str) -> YearPlan:
    """What is known of the next year, and a proposal for everybody else. Reads only."""
    new_year = next_year(old_year)
    old_groups = _groups(session, old_year)
    groups = _groups(session, new_year) or proposed_groups(old_groups)
    rows, came = _rows(session, old_year, new_year, old_groups)
    plan = YearPlan(
        old_year,
        new_year,
        date(int(new_year[:4]), 7, 31),
        old_groups,
        groups,
        rows,
        came,
    )
    return moved_up(plan, {row.pupil_id for row in rows})


def carry_out(session: Session, plan: YearPlan) -> int:
    """Write everything of a plan, noted so that it goes back as one. The caller commits.

    Raises ``UserError`` when pupils or groups have changed since it was made.
    """
    now = plan_year(session, plan.old_year)
    if _basis(now) != _basis(plan):
        raise UserError(
            _("Pupils or groups have changed since this proposal was made."),
            _("Open the page again and look through it once more."),
        )
    made = {group.key: group.id or uuid4() for group in plan.groups}
    writes = [
        *_group_writes(session, plan, made),
        *_enrolment_writes(plan, made),
        *_leaving_writes(session, plan),
    ]
    found = summed_up(plan)
    counts = {state.value: 0 for state in State}
    counts |= {State.CHANGED.value: found.up + found.stays, State.LEFT.value: found.leaves}
    run = ImportRun(
        kind=KIND,
        format=KIND,
        file_name=f"{plan.old_year} → {plan.new_year}",
        counts={"pupils": counts},
    )
    run_id = write_all(session, run, writes)
    if run_id is None:
        raise UserError(
            _("There is nothing to change: everybody has a place already."),
            _("The file of the new year decided it all."),
        )
    audit.note(session, "import", run_id)
    session.expire_all()
    return run_id


def take_year_back(session: Session, run_id: int) -> None:
    """As it was before; only while nothing was read in after it. The caller commits."""
    refusal = UserError(
        _("The change of year cannot be taken back here: something was read in after it."),
        _("Take that back first, under Read in."),
    )
    take_back(session, run_id, refusal)


def _groups(session: Session, year: str) -> tuple[YearGroup, ...]:
    members = defaultdict(list)
    query = select(Enrolment.group_id, Enrolment.grade).where(Enrolment.school_year == year)
    for group_id, grade in session.exec(query):
        members[group_id].append(grade)
    found = [
        YearGroup(
            str(group.id),
            group.name,
            group.grade,
            covers_of(group.grade, members[group.id]),
            id=group.id,
        )
        for group in session.exec(select(Group).where(Group.school_year == year))
    ]
    return tuple(sorted(found, key=lambda group: ((*group.covers, 99)[0], group.name)))


def _rows(
    session: Session, old_year: str, new_year: str, old_groups: tuple[YearGroup, ...]
) -> tuple[tuple[YearRow, ...], int]:
    """Everybody of the old year, and how many the new one has besides."""
    by_id = {group.id: group for group in old_groups}
    query = select(Enrolment).where(Enrolment.school_year == new_year)
    read = {row.pupil_id: row for row in session.exec(query)}
    joined = select(Pupil, Enrolment).join(Enrolment, col(Enrolment.pupil_id) == Pupil.id)
    joined = joined.where(Enrolment.school_year == old_year)
    rows = []
    for pupil, enrolment in session.exec(joined.order_by(col(Pupil.sort_name), col(Pupil.number))):
        then = read.pop(pupil.id, None)
        left_early = date(int(new_year[:4]), _JUNE, 1)
        if then is None and pupil.left_on is not None and pupil.left_on < left_early:
            continue  # left in the middle of the year
        rows.append(_row(pupil, enrolment, then, by_id.get(enrolment.group_id)))
    return tuple(sorted(rows, key=_place)), len(read)


def _row(
    pupil: Pupil, enrolment: Enrolment, then: Enrolment | None, group: YearGroup | None
) -> YearRow:
    grade = enrolment.grade if enrolment.grade is not None else group.grade if group else None
    fate, is_read = Fate.UP, False
    if then is not None:
        is_read = True
        fate = Fate.STAYS if grade is not None and then.grade == grade else Fate.UP
    elif pupil.left_on is not None:
        fate, is_read = Fate.LEAVES, True
    return YearRow(
        pupil_id=pupil.id,
        number=pupil.number,
        name=_list_name(pupil),
        group_id=group.id if group else None,
        group=group.name if group else "",
        grade=grade,
        fate=fate,
        to_grade=then.grade if then else None,
        to=str(then.group_id) if then and then.group_id else None,
        is_read=is_read,
    )


def _list_name(pupil: Pupil) -> str:
    """As it stands in lists: Windt, Jaïr de."""
    first = " ".join(part for part in (pupil.call_name, pupil.infix) if part)
    return ", ".join(part for part in (pupil.last_name, first) if part)


def _place(row: YearRow) -> tuple[bool, int, str]:
    """By year and group; within it the order of the list stays."""
    return row.group_id is None, 99 if row.grade is None else row.grade, row.group


def _basis(plan: YearPlan) -> tuple[object, ...]:
    """What a plan rests on."""
    rows = {(row.pupil_id, row.group_id, row.grade, row.is_read) for row in plan.rows}
    known = {(group.id, group.name) for group in plan.groups if group.id is not None}
    return rows, {group.id for group in plan.old_groups}, known


def _group_writes(session: Session, plan: YearPlan, made: dict[str, UUID]) -> list[Write]:
    """The groups that are not there yet; a class that goes on keeps its teachers."""
    teachers = defaultdict(list)
    here = {row["id"] for row in all_rows(session, "staff") if row["left_on"] is None}
    for row in all_rows(session, "group_teacher"):
        if row["staff_id"] in here:
            teachers[row["group_id"]].append(row["staff_id"])
    writes = []
    for group in plan.groups:
        if group.id is not None:
            continue
        after: dict[str, Any] = {"id": made[group.key], "school_year": plan.new_year}
        writes.append(
            Write("school_group", None, {**after, "name": group.name, "grade": group.grade})
        )
        writes += [
            Write("group_teacher", None, {"group_id": made[group.key], "staff_id": staff_id})
            for staff_id in teachers.get(group.like, ())
        ]
    return writes


def _enrolment_writes(plan: YearPlan, made: dict[str, UUID]) -> list[Write]:
    return [
        Write(
            "enrolment",
            None,
            {
                "pupil_id": row.pupil_id,
                "school_year": plan.new_year,
                "group_id": made.get(row.to or ""),
                "grade": row.to_grade,
            },
        )
        for row in plan.undecided
        if row.fate is not Fate.LEAVES
    ]


def _leaving_writes(session: Session, plan: YearPlan) -> list[Write]:
    gone = {row.pupil_id for row in plan.undecided if row.fate is Fate.LEAVES}
    return [
        Write("pupil", row, {**row, "left_on": plan.last_day})
        for row in all_rows(session, "pupil")
        if row["id"] in gone
    ]


def is_early(plan: YearPlan, day: date | None = None) -> bool:
    """Whether the new year is still far away: more than four months before it begins."""
    begins = date(int(plan.new_year[:4]), 8, 1)
    return ((day or clock.today()) - begins).days < -120
