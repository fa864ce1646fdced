"""How far a round is, what waits, and the friendly question at entry."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.scan_progress import (
    ListProgress,
    board_of,
    count_of,
    has_pupils,
    last_touched,
    next_unfinished,
    round_progress,
)
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.attention import (
    due_reviews,
    planned_pupils,
    waiting_for_choice,
)
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.talks import open_talks
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil

STARTS = date(2026, 11, 2)
YEAR = "2026-2027"


@pytest.fixture
def this(store: Store) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-1", STARTS, date(2026, 12, 4))


@pytest.fixture
def pupils(store: Store) -> Mapping[str, UUID]:
    """Ann of 9 and Bob of 10 in group 6, Cas of 5 in group 2, Dee of 9 in no group."""
    found = {}
    with store.writing() as session:
        six = Group(school_year=YEAR, name="Group 6", grade=6)
        two = Group(school_year=YEAR, name="Group 2", grade=2)
        session.add(six)
        session.add(two)
        session.flush()
        for name, age, group in (
            ("Ann", 9, six.id),
            ("Bob", 10, six.id),
            ("Cas", 5, two.id),
            ("Dee", 9, None),
        ):
            born = date(STARTS.year - age, 1, 1)
            pupil = Pupil(number=name, call_name=name, sort_name=name.lower(), birth_date=born)
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group))
            found[name] = pupil.id
    return found


def answer(
    store: Store,
    content: Content,
    this: RoundFacts,
    pupil_id: UUID,
    answers: Mapping[str, int | None],
    code: str = "teacher",
) -> None:
    with store.writing() as session:
        scan_id = scan_for(session, pupil_id, this.id, content.questionnaires[code])
        for item, value in answers.items():
            record_answer(session, scan_id, item, value)


def progress(store: Store, content: Content, this: RoundFacts) -> list[ListProgress]:
    with store.reading() as session:
        return round_progress(session, content.questionnaires, this)


def of(lists: list[ListProgress], name: str, code: str = "teacher") -> ListProgress:
    return next(one for one in lists if (one.pupil.call_name, one.questionnaire) == (name, code))


def test_dont_know_counts_as_answered_and_other_ages_do_not(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    # planning is asked from six years on; Cas is five
    answers = {"T-EF-INH-1": 3, "T-EF-INH-2": None, "T-EF-PLA-1": 2}
    answer(store, content, this, pupils["Ann"], answers)
    answer(store, content, this, pupils["Cas"], answers)

    lists = progress(store, content, this)

    teacher = content.questionnaires["teacher"]
    ann, cas = of(lists, "Ann"), of(lists, "Cas")
    assert (ann.answered, ann.items) == (3, len(teacher.for_age(9)))
    assert (cas.answered, cas.items) == (2, len(teacher.for_age(5)))
    assert ann.items > cas.items


def test_a_list_of_another_round_does_not_count(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        later = add_round(session, "2026-2", date(2027, 2, 1), date(2027, 2, 26))
    answer(store, content, later, pupils["Ann"], {"T-EF-INH-1": 3})

    assert of(progress(store, content, this), "Ann").answered == 0


def test_the_board_has_the_youngest_group_first_and_no_group_last(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    items = content.questionnaires["teacher"].for_age(9)
    answer(store, content, this, pupils["Ann"], {item.id: 2 for item in items})
    answer(store, content, this, pupils["Bob"], {items[0].id: 2})

    board = board_of(progress(store, content, this))

    assert [row.group for row in board] == ["Group 2", "Group 6", ""]
    assert board[2].group_id is None
    six = board[1].lists["teacher"]
    assert (six.complete, six.begun, six.asked) == (1, 1, 2)
    assert board[0].lists["pupil"].asked == 0  # no self-report below eight
    assert not board[0].lists["pupil"].is_complete


def test_one_group_alone_gives_the_same_as_the_whole_school(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    answer(store, content, this, pupils["Ann"], {"T-EF-INH-1": 3})
    lists = progress(store, content, this)
    group_id = of(lists, "Ann").group_id

    with store.reading() as session:
        alone = round_progress(session, content.questionnaires, this, group_id=group_id)

    assert alone == [one for one in lists if one.group_id == group_id]
    assert count_of(alone).begun == 1


def test_who_left_before_the_round_is_not_in_it(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        session.get_one(Pupil, pupils["Bob"]).left_on = STARTS - timedelta(days=1)

    assert "Bob" not in {one.pupil.call_name for one in progress(store, content, this)}


def test_a_pupil_of_another_year_only_is_not_in_the_round(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        new = Pupil(number="Eve", call_name="Eve", sort_name="eve")
        loose = Pupil(number="Flo", call_name="Flo", sort_name="flo")  # in no year at all
        session.add(new)
        session.add(loose)
        session.flush()
        session.add(Enrolment(pupil_id=new.id, school_year="2027-2028"))

    names = {one.pupil.call_name for one in progress(store, content, this)}
    assert "Eve" not in names
    assert "Flo" in names


def test_where_one_stopped_is_the_unfinished_list_with_the_newest_answer(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    items = content.questionnaires["teacher"].for_age(10)
    answer(store, content, this, pupils["Ann"], {"T-EF-INH-1": 3})
    answer(store, content, this, pupils["Dee"], {"P-SE-WEL-1": 3}, "pupil")
    answer(store, content, this, pupils["Bob"], {item.id: 2 for item in items})  # complete
    assert last_touched([]) is None

    last = last_touched(progress(store, content, this))

    assert last is not None
    assert (last.pupil.call_name, last.questionnaire) == ("Dee", "pupil")


def test_after_the_last_pupil_comes_the_first_unfinished_one(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    items = content.questionnaires["teacher"].for_age(9)
    answer(store, content, this, pupils["Ann"], {item.id: 2 for item in items})
    lists = [one for one in progress(store, content, this) if one.questionnaire == "teacher"]

    following = next_unfinished(lists, pupils["Dee"])

    assert following is not None
    assert following.pupil.call_name == "Bob"
    assert next_unfinished(lists[:1], pupils["Ann"]) is None


def test_talks_are_for_critical_answers_only(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    answer(store, content, this, pupils["Ann"], {"T-SE-SAF-3": 4, "T-SE-SAF-1": 4})
    answer(store, content, this, pupils["Bob"], {"T-SE-SAF-3": 2})
    answer(store, content, this, pupils["Dee"], {"P-SE-SAF-1": 0}, "pupil")

    with store.reading() as session:
        talks = open_talks(session, content.questionnaires, this)

    assert {(talk.pupil, talk.item) for talk in talks} == {
        ("Ann", "T-SE-SAF-3"),
        ("Dee", "P-SE-SAF-1"),
    }


def test_reviews_come_due_in_order_and_closed_plans_do_not(
    store: Store, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        for name, day, state in (
            ("Ann", 27, "agreed"),
            ("Bob", 20, "concept"),
            ("Cas", 21, "done"),
            ("Dee", 30, "agreed"),
        ):
            review_on = date(2026, 11, day)
            goals = (GoalFacts(f"goal of {name}"),)
            plan = NewPlan(pupils[name], this.id, "x", STARTS, review_on, goals, state)
            add_plan(session, plan)

    with store.reading() as session:
        due = due_reviews(session, date(2026, 11, 28))
        planned = planned_pupils(session, this)

    assert [(row.pupil, row.goal) for row in due] == [
        ("Bob", "goal of Bob"),
        ("Ann", "goal of Ann"),
    ]
    assert [row.days_late(date(2026, 11, 24)) for row in due] == [4, -3]
    assert planned == set(pupils.values())


def test_who_waits_for_a_choice_has_a_complete_teachers_list_and_no_plan(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    for name in ("Ann", "Bob"):
        items = content.questionnaires["teacher"].for_age(10)
        answer(store, content, this, pupils[name], {item.id: 2 for item in items})
    answer(store, content, this, pupils["Dee"], {"T-EF-INH-1": 2})

    waiting = waiting_for_choice(progress(store, content, this), {pupils["Ann"]})

    assert [one.pupil.call_name for one in waiting] == ["Bob"]


def test_a_store_without_pupils_says_so(store: Store) -> None:
    with store.reading() as session:
        assert not has_pupils(session)


def test_a_school_of_180_with_9000_answers_is_read_at_once(
    store: Store, content: Content, this: RoundFacts
) -> None:
    """Four statements, not one a pupil: counted, because a clock is no judge on a busy machine."""
    from sqlalchemy import event

    teacher = content.questionnaires["teacher"]
    with store.writing() as session:
        for n in range(180):
            pupil = Pupil(number=str(n), call_name=str(n), sort_name=str(n))
            session.add(pupil)
            session.flush()
            scan_id = scan_for(session, pupil.id, this.id, teacher)
            session.add_all(
                Answer(scan_id=scan_id, item=item.id, value=2) for item in teacher.items[:50]
            )
    seen: list[str] = []

    def note(*args: object) -> None:
        seen.append(str(args[2]))

    event.listen(store.engine, "before_cursor_execute", note)
    lists = progress(store, content, this)
    event.remove(store.engine, "before_cursor_execute", note)

    assert sum(one.answered for one in lists) == 9000
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 4
