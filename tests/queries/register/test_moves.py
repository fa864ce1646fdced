"""Another class in mid-year, and leaving: what was made stays, what is open is asked elsewhere."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.queries.answering.class_entry import class_entry
from npo_desktop.queries.answering.class_lists import class_pupils
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.answering.scan_progress import ListProgress, round_progress
from npo_desktop.queries.answers import answers_of, record_answer
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.planning.plans import NewPlan, add_plan, plan_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.register.moves import (
    change_group,
    left_on,
    mark_back,
    mark_left,
    standing_of,
    undo_move,
)
from npo_desktop.queries.rows_before import RowsBefore
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import Enrolment, Pupil

YEAR = "2026-2027"
LOG = ("audit_entry", "setting")
TODAY = date(2026, 11, 24)


@pytest.fixture
def begun(store: Store, school: SimpleNamespace) -> UUID:
    """The first answer of Emely's teacher in the round that runs."""
    form = load_content().questionnaires["teacher"]
    with store.writing() as session:
        scan_id = scan_for(session, school.pupils["Emely"], school.round.id, form)
        record_answer(session, scan_id, "T-EF-INH-1", 2)
    return scan_id


def board(session: Session, school: SimpleNamespace, name: str) -> dict[str, ListProgress]:
    lists = round_progress(session, load_content().questionnaires, school.round)
    return {one.questionnaire: one for one in lists if one.pupil.id == school.pupils[name]}


def test_another_class_takes_everything_along(
    store: Store, school: SimpleNamespace, begun: UUID
) -> None:
    emely = school.pupils["Emely"]
    with store.writing() as session:
        change_group(session, emely, school.mixed, 6)
    with store.reading() as session:
        facts = pupil_facts(session, emely, YEAR)
        old = [one.id for one in class_pupils(session, school.round, school.five)]
        new = [one.id for one in class_pupils(session, school.round, school.mixed)]
        last = session.exec(select(AuditEntry.action, AuditEntry.object_id)).all()[-1]
        assert answers_of(session, begun) == {"T-EF-INH-1": 2}
        assert board(session, school, "Emely")["teacher"].answered == 1
    assert (facts.group, facts.grade) == ("Groep 6/7", 6)
    assert old == [] and emely in new
    assert last == ("pupil-moved", str(emely))


def test_a_combination_class_asks_for_the_own_year_and_the_same_class_is_refused(
    store: Store, school: SimpleNamespace
) -> None:
    noa, emely = school.pupils["Noa"], school.pupils["Emely"]
    with pytest.raises(UserError, match="combination"), store.writing() as session:
        change_group(session, emely, school.mixed)
    with pytest.raises(UserError, match="already"), store.writing() as session:
        change_group(session, noa, school.mixed, 6)
    with store.writing() as session:
        change_group(session, noa, school.mixed, 7)  # the same class, another year group
    with store.reading() as session:
        assert pupil_facts(session, noa, YEAR).grade == 7


def test_a_pupil_of_last_year_gets_an_enrolment_and_undo_takes_it_away(
    store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        pupil = Pupil(number="40", call_name="Tygo", sort_name="tygo")
        session.add(pupil)
        session.flush()
        tygo = pupil.id
        session.add(Enrolment(pupil_id=tygo, school_year="2025-2026", group_id=school.old, grade=4))
    with store.reading() as session:
        before = canonical_dump(session, without=LOG)
    with store.writing() as session:
        rows = change_group(session, tygo, school.five)
    with store.reading() as session:
        assert pupil_facts(session, tygo, YEAR).group == "Groep 5"
        assert pupil_facts(session, tygo, "2025-2026").group == "Groep 4"  # as it was then
    with store.writing() as session:
        undo_move(session, tygo, rows)
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) == before


def test_who_left_is_not_asked_any_more_and_what_was_filled_in_stays(
    store: Store, school: SimpleNamespace, begun: UUID
) -> None:
    emely, teacher = school.pupils["Emely"], load_content().questionnaires["teacher"]
    with store.reading() as session:
        assert board(session, school, "Emely")["teacher"].is_asked
    with store.writing() as session:
        mark_left(session, emely, TODAY)
    with store.reading() as session:
        lists = board(session, school, "Emely")
        paper = load_paper_set(session, teacher, school.round, group_ids=[school.five])
        assert not any(one.is_asked for one in lists.values())
        assert answers_of(session, begun) == {"T-EF-INH-1": 2}
        assert paper.forms == ()
        assert left_on(session, emely) == TODAY


def test_the_class_grid_keeps_who_left_only_with_a_list_that_was_begun(
    store: Store, school: SimpleNamespace
) -> None:
    teacher = load_content().questionnaires["teacher"]
    noa, luis = school.pupils["Noa"], school.pupils["Luis"]
    with store.writing() as session:
        record_answer(session, scan_for(session, noa, school.round.id, teacher), "T-EF-INH-1", 1)
        mark_left(session, noa, TODAY)
        mark_left(session, luis, TODAY)
    with store.reading() as session:
        rows = class_entry(session, teacher, school.round, school.mixed).rows
    assert [row.pupil.id for row in rows] == [noa]


def test_who_leaves_later_is_still_asked_until_then(store: Store, school: SimpleNamespace) -> None:
    with store.writing() as session:
        mark_left(session, school.pupils["Emely"], date(2026, 11, 30))
    with store.reading() as session:
        assert board(session, school, "Emely")["teacher"].is_asked
        assert [one.pupils for one in group_list(session, YEAR)] == [1, 2]
    with store.writing() as session:
        mark_left(session, school.pupils["Emely"], TODAY)
    with store.reading() as session:
        assert [one.pupils for one in group_list(session, YEAR)] == [0, 2]


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 8, 16), "before the first day"), (date(2028, 1, 1), "more than a year")],
)
def test_a_day_that_cannot_be_is_refused(
    store: Store, school: SimpleNamespace, day: date, words: str
) -> None:
    with store.writing() as session:
        session.get_one(Pupil, school.pupils["Noa"]).entered_on = date(2026, 8, 17)
    with pytest.raises(UserError, match=words), store.writing() as session:
        mark_left(session, school.pupils["Noa"], day)
    with store.reading() as session:
        assert left_on(session, school.pupils["Noa"]) is None


def test_what_runs_is_counted(store: Store, school: SimpleNamespace) -> None:
    emely, questionnaires = school.pupils["Emely"], load_content().questionnaires
    with store.writing() as session:
        add_plan(
            session,
            NewPlan(emely, school.round.id, "peer-tutoring", TODAY, date(2027, 1, 20)),
        )
        asked = sum(one.is_asked for one in board(session, school, "Emely").values())
    with store.reading() as session:
        standing = standing_of(session, questionnaires, emely)
        assert (standing.plans, standing.open_lists) == (1, asked)
        assert (standing.full_name, standing.group, standing.left_on) == (
            "Emely Pourier", "Groep 5", None,
        )  # fmt: skip
    with store.writing() as session:
        mark_left(session, emely, TODAY)
    with store.reading() as session:
        assert standing_of(session, questionnaires, emely).open_lists == 0
        assert len(plan_list(session, pupil_id=emely)) == 1  # it stays


@pytest.mark.parametrize(
    "act",
    [
        lambda session, school: change_group(session, school.pupils["Emely"], school.mixed, 6),
        lambda session, school: mark_left(session, school.pupils["Emely"], TODAY),
    ],
)
def test_undo_puts_back_exactly_what_was(
    store: Store,
    school: SimpleNamespace,
    begun: UUID,
    act: Callable[[Session, SimpleNamespace], RowsBefore],
) -> None:
    with store.reading() as session:
        before = canonical_dump(session, without=LOG)
    with store.writing() as session:
        rows = act(session, school)
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) != before
    with store.writing() as session:
        undo_move(session, school.pupils["Emely"], rows)
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) == before


def test_back_at_school_is_asked_again(store: Store, school: SimpleNamespace) -> None:
    emely = school.pupils["Emely"]
    with store.reading() as session:
        before = canonical_dump(session, without=LOG)
    with store.writing() as session:
        mark_left(session, emely, date(2026, 11, 10))
    with store.writing() as session:
        mark_back(session, emely)
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) == before
        assert board(session, school, "Emely")["teacher"].is_asked
