"""From one school year to the next: who moved, stayed, left; carried out and taken back."""

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils, undo_last
from npo_desktop.queries.privacy.retention import purge_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.years.year_change import (
    carry_out,
    is_early,
    plan_year,
    take_year_back,
    usual_year,
)
from npo_desktop.queries.years.year_plan import (
    Fate,
    YearPlan,
    YearRow,
    kept_back,
    left,
    moved_up,
    put_in,
    summed_up,
    with_group,
)
from npo_desktop.store.dump import TABLES, plain
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff

OLD, NEW = "2026-2027", "2027-2028"
CLASSES = (
    ("Groep 3", 3, (3, 3)),
    ("Groep 4/5", None, (4, 4, 5)),
    ("Groep 6a", 6, (6,)),
    ("Groep 6b", 6, (6,)),
    ("Groep 7a", 7, (7,)),
    ("Groep 7b", 7, (7,)),
    ("Groep 8", 8, (8, 8)),
)


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch, dutch: None) -> None:
    monkeypatch.setenv("NPO_TODAY", "2027-06-21")
    i18n.use("en")


@pytest.fixture
def school(store: Store) -> Store:
    """Pupils are called after their class and place in it: "Groep 3.1"."""
    with store.writing() as session:
        for name, grade, members in CLASSES:
            group, teacher = Group(school_year=OLD, name=name, grade=grade), Staff(last_name=name)
            session.add_all((group, teacher))
            session.flush()
            session.add(GroupTeacher(group_id=group.id, staff_id=teacher.id))
            for place, own in enumerate(members, start=1):
                number = f"{name}.{place}"
                pupil = Pupil(number=number, call_name=number, sort_name=number.lower())
                session.add(pupil)
                session.flush()
                session.add(
                    Enrolment(pupil_id=pupil.id, school_year=OLD, group_id=group.id, grade=own)
                )
    return store


def planned(store: Store) -> YearPlan:
    with store.reading() as session:
        return plan_year(session, OLD)


def of(plan: YearPlan, number: str) -> YearRow:
    return next(row for row in plan.rows if row.number == number)


def target(plan: YearPlan, number: str) -> tuple[Fate, str, int | None]:
    row = of(plan, number)
    group = plan.group(row.to)
    return row.fate, group.name if group else "", row.to_grade


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as session:
        return {
            name: sorted(
                (tuple(map(plain, row)) for row in session.execute(table.select())), key=repr
            )
            for name, table in TABLES.items()
            if name != "audit_entry"
        }


def test_every_class_goes_a_year_up_the_highest_leaves_and_a_combination_class_stays_one(
    school: Store,
) -> None:
    plan = planned(school)

    assert target(plan, "Groep 3.1") == (Fate.UP, "Groep 4/5", 4)
    assert target(plan, "Groep 4/5.1") == (Fate.UP, "Groep 4/5", 5)  # its youngest stay in it
    assert target(plan, "Groep 4/5.3")[1:] == ("Groep 6a", 6)
    assert target(plan, "Groep 6a.1") == (Fate.UP, "Groep 7a", 7)
    assert target(plan, "Groep 6b.1") == (Fate.UP, "Groep 7b", 7)
    assert target(plan, "Groep 7b.1") == (Fate.UP, "Groep 8", 8)
    assert target(plan, "Groep 8.2") == (Fate.LEAVES, "", None)
    found = summed_up(plan)
    assert (found.up, found.stays, found.leaves) == (9, 0, 2)
    assert sum(count for _group, count in found.groups) == 9


def test_a_year_for_which_there_is_no_class_gets_one(store: Store) -> None:
    with store.writing() as session:
        group = Group(school_year=OLD, name="Groep 2", grade=2)
        session.add(group)
        session.flush()
        pupil = Pupil(number="1", call_name="Ann")
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year=OLD, group_id=group.id))

    assert target(planned(store), "1") == (Fate.UP, "Groep 3", 3)


def test_the_coordinator_corrects_one_and_many(school: Store) -> None:
    plan = planned(school)
    plan = kept_back(plan, {of(plan, "Groep 7a.1").pupil_id})
    plan = left(plan, {of(plan, "Groep 3.2").pupil_id})
    plan = moved_up(plan, {of(plan, "Groep 3.2").pupil_id})
    both = {of(plan, "Groep 6a.1").pupil_id, of(plan, "Groep 6b.1").pupil_id}
    eight = next(group.key for group in plan.groups if group.name == "Groep 8")
    plan = put_in(plan, both, eight)
    plan = with_group(plan, "Groep 4", 4)
    four = next(group.key for group in plan.groups if group.name == "Groep 4")
    plan = put_in(plan, {of(plan, "Groep 3.1").pupil_id}, four)

    assert target(plan, "Groep 7a.1") == (Fate.STAYS, "Groep 7a", 7)
    assert target(plan, "Groep 3.2") == (Fate.UP, "Groep 4/5", 4)
    assert target(plan, "Groep 6b.1") == (Fate.UP, "Groep 8", 8)
    assert target(plan, "Groep 3.1") == (Fate.UP, "Groep 4", 4)
    assert summed_up(plan).stays == 1


def test_carrying_out_writes_what_the_summary_says_and_undo_gives_exactly_the_old_state(
    school: Store,
) -> None:
    before = everything(school)
    plan = planned(school)
    plan = kept_back(plan, {of(plan, "Groep 7a.1").pupil_id})
    found = summed_up(plan)

    with school.writing() as session:
        run_id = carry_out(session, plan)

    with school.reading() as session:
        enrolled = session.exec(select(Enrolment).where(Enrolment.school_year == NEW)).all()
        query = select(Group).where(Group.school_year == NEW)
        groups = {group.id: group.name for group in session.exec(query)}
        assert len(enrolled) == found.up + found.stays
        sizes = Counter(groups[one.group_id] for one in enrolled if one.group_id)
        assert sizes == {group.name: n for group, n in found.groups if n}
        gone = session.exec(select(Pupil).where(col(Pupil.left_on).is_not(None)))
        assert {(pupil.number, pupil.left_on) for pupil in gone} == {
            ("Groep 8.1", date(2027, 7, 31)),
            ("Groep 8.2", date(2027, 7, 31)),
        }
        links = select(GroupTeacher).where(col(GroupTeacher.group_id).in_(groups))
        assert len(session.exec(links).all()) == len(groups)  # every class keeps its teacher
    assert everything(school) != before
    with school.writing() as session:
        take_year_back(session, run_id)
    assert everything(school) == before


def test_who_left_keeps_the_data_until_the_retention_clock_has_run(school: Store) -> None:
    with school.writing() as session:
        run_id = carry_out(session, plan_year(session, OLD))
        assert run_id
        assert purge_list(session, date(2029, 7, 30)) == ()
        due = purge_list(session, date(2032, 7, 31))
        assert {one.number for one in due} == {"Groep 8.1", "Groep 8.2"}
        assert {one.since for one in due} == {date(2027, 7, 31)}


def test_nothing_is_written_when_the_school_changed_meanwhile(school: Store) -> None:
    plan = planned(school)
    with school.writing() as session:
        moved = session.get_one(Enrolment, (plan.rows[0].pupil_id, OLD))
        moved.grade = 8
    before = everything(school)

    with pytest.raises(UserError, match="changed since"), school.writing() as session:
        carry_out(session, plan)

    assert everything(school) == before


def test_twice_is_refused_because_everybody_has_a_place(school: Store) -> None:
    with school.writing() as session:
        carry_out(session, plan_year(session, OLD))
    again = planned(school)

    assert again.undecided == ()
    with pytest.raises(UserError, match="nothing to change"), school.writing() as session:
        carry_out(session, again)


def test_a_change_of_year_whose_groups_are_in_use_is_not_taken_back(school: Store) -> None:
    with school.writing() as session:
        run_id = carry_out(session, plan_year(session, OLD))
        group = session.exec(select(Group).where(Group.school_year == NEW)).first()
        assert group is not None
        newcomer = Pupil(number="N", call_name="N")
        session.add(newcomer)
        session.flush()
        session.add(Enrolment(pupil_id=newcomer.id, school_year=NEW, group_id=group.id))
    with pytest.raises(UserError), school.writing() as session:
        take_year_back(session, run_id)


EDEXML = """<?xml version="1.0" encoding="UTF-8"?>
<EDEX><school><schooljaar>2027-2028</schooljaar><brincode>99XX</brincode>
<aanmaakdatum>2027-08-20T10:00:00</aanmaakdatum></school>
<groepen>
<groep key="g4"><naam>Groep 4</naam><jaargroep>4</jaargroep></groep>
<groep key="g3"><naam>Groep 3</naam><jaargroep>3</jaargroep></groep>
</groepen><leerlingen>
<leerling key="Groep 3.1"><achternaam>Een</achternaam><roepnaam>Groep 3.1</roepnaam>
<jaargroep>4</jaargroep><groep key="g4"/></leerling>
<leerling key="Groep 3.2"><achternaam>Twee</achternaam><roepnaam>Groep 3.2</roepnaam>
<jaargroep>3</jaargroep><groep key="g3"/></leerling>
<leerling key="N1"><achternaam>Nieuw</achternaam><roepnaam>Nina</roepnaam>
<jaargroep>3</jaargroep><groep key="g3"/></leerling>
</leerlingen></EDEX>"""


def test_a_read_in_edexml_of_the_new_year_shows_who_moved_stayed_and_came_and_leaves_the_rest_open(
    school: Store, tmp_path: Path
) -> None:
    file = tmp_path / "EDEX.XML"
    file.write_text(EDEXML, encoding="utf-8")
    with school.writing() as session:
        for number, last_name in (("Groep 3.1", "Een"), ("Groep 3.2", "Twee")):
            session.exec(select(Pupil).where(Pupil.number == number)).one().last_name = last_name
    with school.writing() as session:
        preview = preview_pupils(session, read_pupils(file), today=date(2027, 8, 23))
        apply_pupils(session, preview)

    plan = planned(school)

    assert of(plan, "Groep 3.1").is_read and target(plan, "Groep 3.1") == (Fate.UP, "Groep 4", 4)
    assert target(plan, "Groep 3.2") == (Fate.STAYS, "Groep 3", 3)
    assert plan.came == 1
    assert len(plan.undecided) == len(plan.rows) - 2
    assert target(plan, "Groep 8.1")[0] is Fate.LEAVES  # proposed
    with school.writing() as session:
        assert usual_year(session, date(2027, 8, 23)) == OLD
        carry_out(session, plan)
        moved: UUID = of(plan, "Groep 3.1").pupil_id
        assert pupil_facts(session, moved, NEW).group == "Groep 4"
        undo_last(session)  # only the change of year, not the file


def test_the_page_says_when_it_is_early(school: Store) -> None:
    plan = planned(school)
    assert is_early(plan, date(2026, 11, 24))
    assert not is_early(plan, date(2027, 6, 21))
