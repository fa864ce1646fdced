"""A whole group's lists in one read: the same as pupil by pupil, and as quick for 30 as for 8."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import event

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER, Why
from npo_desktop.names import sort_name
from npo_desktop.queries.answering.class_entry import ClassEntry, class_entry
from npo_desktop.queries.answering.entering import enter
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for, set_remark
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Enrolment, Group, GroupTeacher, Pupil, Round, Staff

YEAR = "2026-2027"
EARLIER, STARTS = date(2026, 9, 1), date(2026, 11, 2)


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


@pytest.fixture
def earlier(store: Store) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-1", EARLIER, date(2026, 9, 30))


@pytest.fixture
def this(store: Store, earlier: RoundFacts) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-2", STARTS, date(2026, 12, 4))


def group_of(
    store: Store, people: list[tuple[str, int, int | None]], name: str = "Groep 3/4"
) -> UUID:
    """People: last name, age, and the year group they are in."""
    with store.writing() as session:
        group = Group(school_year=YEAR, name=name)
        staff = Staff(first_name="juf", last_name=name)
        session.add(group)
        session.add(staff)
        session.flush()
        session.add(GroupTeacher(group_id=group.id, staff_id=staff.id))
        for last_name, age, grade in people:
            pupil = Pupil(
                number=f"{name} {last_name}",
                call_name="Kim",
                last_name=last_name,
                sort_name=sort_name("Kim", "", last_name),
                birth_date=date(STARTS.year - age, 1, 1),
            )
            session.add(pupil)
            session.flush()
            enrolment = Enrolment(
                pupil_id=pupil.id, school_year=YEAR, group_id=group.id, grade=grade
            )
            session.add(enrolment)
        return group.id


def some(count: int) -> list[tuple[str, int, int | None]]:
    return [(f"Name{n:02}", 9, None) for n in range(count)]


def fill(
    store: Store,
    this: RoundFacts,
    pupil_id: UUID,
    asked: Questionnaire,
    answers: Mapping[str, int | None],
) -> None:
    with store.writing() as session:
        scan_id = scan_for(session, pupil_id, this.id, asked, language="en")
        session.add_all(
            Answer(scan_id=scan_id, item=item, value=value) for item, value in answers.items()
        )
        set_remark(session, scan_id, "a remark")


def read(store: Store, asked: Questionnaire, this: RoundFacts, group_id: UUID) -> ClassEntry:
    with store.reading() as session:
        return class_entry(session, asked, this, group_id)


def same_as_one_by_one(
    store: Store, asked: Questionnaire, this: RoundFacts, found: ClassEntry
) -> None:
    """What the single view reads of each pupil, but for the look back."""
    with store.reading() as session:
        for row in found.rows:
            one = scan_entry(session, asked, this, row.pupil.id)
            assert one is not None
            assert row.entry == replace(one, earlier_round=None, earlier={})
            assert row.asked == {item.id for item in one.items}


@pytest.mark.parametrize("code", ["teacher", "pupil", "parent"])
def test_every_row_is_what_the_single_view_reads(
    store: Store, content: Content, this: RoundFacts, code: str, chance: Random
) -> None:
    asked = content.questionnaires[code]
    ages = chance.sample(range(4, 13), 9)  # each once: some are asked this list, some are not
    group_id = group_of(store, [(f"Name{n:02}", age, None) for n, age in enumerate(ages)])
    for row in read(store, asked, this, group_id).rows[::2]:
        items = chance.sample(row.entry.items, len(row.entry.items) // 2)
        answers = {item.id: chance.choice([None, 0, 1, 2, 3]) for item in items}
        fill(store, this, row.pupil.id, asked, answers)

    found = read(store, asked, this, group_id)

    assert len(found.rows) == 9 and any(row.entry.answers for row in found.rows)
    same_as_one_by_one(store, asked, this, found)


def test_in_two_tiers_too_every_row_is_what_the_single_view_reads(
    store: Store, teacher: Questionnaire, earlier: RoundFacts, this: RoundFacts
) -> None:
    group_id = group_of(store, some(4))
    first, second, third, newcomer = (
        row.pupil.id for row in read(store, teacher, this, group_id).rows
    )
    for pupil_id, value in ((first, 4), (second, 4), (third, 0)):
        # every statement the same answer: what is keyed the other way round comes out low
        fill(store, earlier, pupil_id, teacher, {item.id: value for item in teacher.for_age(9)})
    with store.writing() as session:
        session.get_one(Round, this.id).form = TWO_TIER
    fill(store, this, second, teacher, {"T-EF-INH-1": 1, "T-EF-WME-1": None})

    found = read(store, teacher, this, group_id)

    assert [row.entry.form for row in found.rows] == [TWO_TIER, TWO_TIER, TWO_TIER, FULL]
    same_as_one_by_one(store, teacher, this, found)
    why = {one.item.id: one.why for one in found.rows[1].entry.asked}
    assert why["T-EF-INH-2"] is Why.LOW_MARKER and why["T-EF-WME-2"] is Why.UNKNOWN_MARKER
    assert not found.rows[0].is_asked("T-EF-INH-2") and found.rows[1].is_asked("T-EF-INH-2")
    assert found.rows[3].is_asked("T-EF-INH-2"), newcomer


def test_it_is_read_in_as_many_statements_for_thirty_as_for_two(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    counts = []
    for size in (2, 30):
        group_id = group_of(store, some(size), f"of {size}")
        for row in read(store, teacher, this, group_id).rows:
            fill(store, this, row.pupil.id, teacher, {item.id: 2 for item in teacher.items})
        seen: list[str] = []

        def note(*args: object, seen: list[str] = seen) -> None:
            seen.append(str(args[2]))

        event.listen(store.engine, "before_cursor_execute", note)
        found = read(store, teacher, this, group_id)
        event.remove(store.engine, "before_cursor_execute", note)
        assert len(found.rows) == size and found.is_complete
        counts.append(len([one for one in seen if one.startswith("SELECT")]))

    assert counts[0] == counts[1] <= 8, counts


def test_a_combination_class_stands_by_year_and_then_by_name(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    group_id = group_of(
        store, [("Zand", 6, 3), ("Aal", 7, 4), ("Berg", 6, 3), ("Yde", 7, 4), ("Nu", 8, None)]
    )

    found = read(store, teacher, this, group_id)

    shown = [(row.pupil.grade, row.pupil.last_name) for row in found.rows]
    assert shown == [(3, "Berg"), (3, "Zand"), (4, "Aal"), (4, "Yde"), (None, "Nu")]
    assert found.is_combined


def test_two_groups_of_one_name_and_each_its_own_year_are_one_class(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    older = group_of(store, [("Aal", 8, 4), ("Yde", 8, 4)], "De Dolfijnen")
    younger = group_of(store, [("Zand", 7, 3)], " de dolfijnen ")

    for asked_for in (older, younger):
        found = read(store, teacher, this, asked_for)
        assert [row.pupil.last_name for row in found.rows] == ["Zand", "Aal", "Yde"]
        same_as_one_by_one(store, teacher, this, found)
    with store.reading() as session:
        mine = class_entry(session, teacher, this, older, shown={older})
    assert [row.pupil.last_name for row in mine.rows] == ["Aal", "Yde"]


def test_two_groups_of_one_name_and_year_stay_apart(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    first = group_of(store, [("Aal", 8, 4)], "4")
    second = group_of(store, [("Yde", 8, 4)], "4 ")

    assert [row.pupil.last_name for row in read(store, teacher, this, first).rows] == ["Aal"]
    assert [row.pupil.last_name for row in read(store, teacher, this, second).rows] == ["Yde"]


def test_a_pupil_who_is_excepted_is_asked_nothing(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    group_id = group_of(store, some(3))
    ill = read(store, teacher, this, group_id).rows[1].pupil.id
    with store.writing() as session:
        set_exception(session, this.id, ill, teacher.code, False, "ill for months")

    found = read(store, teacher, this, group_id)

    assert [bool(row.asked) for row in found.rows] == [True, False, True]
    assert found.counts(found.items[0]) == (0, 2)
    same_as_one_by_one(store, teacher, this, found)


def test_what_is_not_asked_at_an_age_counts_for_nobody(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    group_id = group_of(store, [("Jong", 5, 2), ("Oud", 7, 3)])

    found = read(store, teacher, this, group_id)

    planning = found.items[found.place_of("T-EF-PLA-1")]  # from six years on
    assert [row.is_asked(planning.id) for row in found.rows] == [False, True]
    assert found.counts(planning) == (0, 1)
    assert found.first_open_row(planning) == 1


def test_it_goes_on_at_the_first_open_statement_and_comes_back_to_what_was_passed_by(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    group_id = group_of(store, some(2))
    found = read(store, teacher, this, group_id)
    ids = [item.id for item in found.items]
    one, other = (row.pupil.id for row in found.rows)
    assert found.next_open(-1) == 0 and not found.is_complete
    fill(store, this, one, teacher, {item: 2 for item in ids if item != ids[4]})
    fill(store, this, other, teacher, {item: None for item in ids if item != ids[1]})

    found = read(store, teacher, this, group_id)

    assert found.next_open(-1) == 1
    assert found.next_open(1) == 4
    assert found.next_open(4) == 1
    assert found.first_open_row(found.items[1]) == 1
    assert found.first_open_row(found.items[4]) == 0
    assert found.next_open(len(ids) - 1) == 1


def test_a_low_marker_brings_its_follow_up_questions_behind_the_markers(
    store: Store, teacher: Questionnaire, earlier: RoundFacts, this: RoundFacts
) -> None:
    group_id = group_of(store, some(2))
    for row in read(store, teacher, this, group_id).rows:
        strong = {item.id: 0 if item.reverse else 4 for item in teacher.for_age(9)}
        fill(store, earlier, row.pupil.id, teacher, strong)
    with store.writing() as session:
        session.get_one(Round, this.id).form = TWO_TIER
    before = read(store, teacher, this, group_id)
    assert before.place_of("T-EF-INH-2") == -1

    with store.writing() as session:
        entered = enter(
            session, teacher, before.rows[1].entry, "T-EF-INH-1", 1, language="nl", way="grid"
        )
    after = before.with_list(entered.entry)

    assert after == read(store, teacher, this, group_id)
    assert [item.id for item in after.items] == [
        *(item.id for item in before.items),
        "T-EF-INH-2",
        "T-EF-INH-3",
    ]
    assert [row.is_asked("T-EF-INH-3") for row in after.rows] == [False, True]


def test_a_group_that_is_not_there_has_no_rows(
    store: Store, teacher: Questionnaire, this: RoundFacts
) -> None:
    found = read(store, teacher, this, this.id)

    assert found.rows == () and found.items == () and not found.is_complete
    assert found.next_open(-1) is None
