"""People and hours, rooms, periods and budget lines: kept, refused, told, undone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.demo.hours import hours_rows
from npo_desktop.demo.people import Rows
from npo_desktop.errors import UserError
from npo_desktop.proposals.rules import BESIDE_LESSONS
from npo_desktop.queries.rows_before import put_rows_back
from npo_desktop.queries.support.budget import (
    add_budget_line,
    budget_lines,
    change_budget_line,
    money_left,
    remove_budget_line,
)
from npo_desktop.queries.support.hours import (
    colleague_hours,
    colleague_named,
    set_free,
    set_hours,
    set_hours_note,
    set_skills,
    staffing,
)
from npo_desktop.queries.support.periods import (
    BREAK,
    add_period,
    change_period,
    groups_at,
    keep_lesson,
    kept_lessons,
    period_list,
    remove_period,
)
from npo_desktop.queries.support.rooms import add_room, change_room, remove_room, room_list
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import Block, SupportGroup
from npo_desktop.store.tables import Group, Round, Staff

NINE, HALF_PAST = 9 * 60, 9 * 60 + 30


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.writing() as session:
        yield session


@pytest.fixture
def ann(session: Session) -> UUID:
    return colleague(session, "Ann", "Alva")


def colleague(session: Session, first: str, last: str, left_on: date | None = None) -> UUID:
    member = Staff(first_name=first, last_name=last, left_on=left_on)
    session.add(member)
    session.flush()
    return member.id


def support_group(
    session: Session, *, ends_on: date = date(2027, 2, 26), state: str = "fixed", **fields: Any
) -> UUID:
    """A group in a block of its own; what it costs is 20 dollars of material."""
    day = date(2026, 11, 2)
    round_ = Round(name=str(uuid4())[:8], school_year="2026-2027", starts_on=day, ends_on=day)
    session.add(round_)
    session.flush()
    block = Block(round_id=round_.id, name="Blok 2", starts_on=date(2026, 11, 30), ends_on=ends_on)
    block.state = state
    session.add(block)
    session.flush()
    group = SupportGroup(block_id=block.id, intervention="small-group-tuition", **fields)
    session.add(group)
    session.flush()
    return group.id


def only_period(session: Session, weekday: int = 2) -> UUID:
    add_period(session, weekday, NINE, HALF_PAST)
    return next(one.id for one in period_list(session) if one.weekday == weekday)


def refused(words: str, call: object, *args: object) -> None:
    assert callable(call)
    with pytest.raises(UserError) as caught:
        call(*args)
    assert words in caught.value.message
    assert caught.value.hint


# --- people ---


def test_a_colleague_has_hours_skills_and_moments(session: Session, ann: UUID) -> None:
    period = only_period(session)
    set_hours(session, ann, 210)
    set_hours_note(session, ann, " vanaf januari ")
    set_skills(session, ann, {"mentoring", "feedback"})
    set_free(session, ann, {period})

    (row,) = colleague_hours(session)

    assert (row.name, row.weekly_minutes, row.note) == ("Ann Alva", 210, "vanaf januari")
    assert row.skills == {"mentoring", "feedback"}
    assert row.periods == {period}
    assert not row.left


def test_every_change_of_a_colleague_can_be_undone_and_redone(session: Session, ann: UUID) -> None:
    period = only_period(session)
    empty = colleague_hours(session)
    changes = [
        set_hours(session, ann, 210),
        set_hours_note(session, ann, "x"),
        set_skills(session, ann, {"mentoring"}),
        set_free(session, ann, {period}),
    ]
    full = colleague_hours(session)

    redo = [put_rows_back(session, one) for one in reversed(changes)]
    assert colleague_hours(session) == empty

    for one in reversed(redo):
        put_rows_back(session, one)
    assert colleague_hours(session) == full


def test_who_left_is_not_offered_and_gets_no_hours(session: Session, ann: UUID) -> None:
    gone = colleague(session, "Bea", "Boer", today())
    leaving = colleague(session, "Cor", "Cijn", today() + timedelta(days=9))

    assert [one.staff_id for one in colleague_hours(session)] == [ann, leaving]
    assert [one.left for one in colleague_hours(session, with_left=True)] == [False, True, False]
    refused("Bea Boer", set_hours, session, gone, 60)


def test_hours_nobody_has_are_refused(session: Session, ann: UUID) -> None:
    for minutes in (-1, 3001):
        with pytest.raises(UserError):
            set_hours(session, ann, minutes)
    assert colleague_hours(session)[0].weekly_minutes == 0


def test_hours_without_a_moment_are_told(session: Session, ann: UUID) -> None:
    set_hours(session, ann, 60)
    assert colleague_hours(session)[0].lacks_periods
    set_free(session, ann, {only_period(session)})
    assert not colleague_hours(session)[0].lacks_periods


def test_staffing_counts_who_has_the_skill_and_the_hours(session: Session, ann: UUID) -> None:
    bea = colleague(session, "Bea", "Boer")
    gone = colleague(session, "Cor", "Cijn", today())
    assert staffing(session) is None, "nothing filled in: nothing can be said"
    set_skills(session, ann, {"mentoring", "feedback"})
    set_skills(session, bea, {"mentoring"})
    set_hours(session, ann, 60)
    assert gone

    found = staffing(session)

    assert found is not None
    assert (found["mentoring"].trained, found["mentoring"].weekly_minutes) == (1, 60)
    set_hours(session, bea, 90)
    again = staffing(session)
    assert again is not None
    assert (again["mentoring"].trained, again["mentoring"].weekly_minutes) == (2, 150)
    assert "one-to-one-tuition" not in again


def test_a_colleague_is_found_by_part_of_the_name(session: Session, ann: UUID) -> None:
    colleague(session, "Ann", "Boer")
    assert colleague_named(session, "alva").staff_id == ann
    assert colleague_named(session, "Ann Alva").staff_id == ann
    for name in ("Ann", "Zoë", " "):
        with pytest.raises(UserError):
            colleague_named(session, name)


# --- periods ---


def test_periods_stand_in_the_order_of_the_week(session: Session) -> None:
    for weekday, starts in ((3, 540), (1, 630), (1, 540)):
        add_period(session, weekday, starts, starts + 30)
    assert [(one.weekday, one.hours, one.minutes) for one in period_list(session)] == [
        (1, "9.00–9.30", 30),
        (1, "10.30–11.00", 30),
        (3, "9.00–9.30", 30),
    ]


def test_a_period_that_cannot_be_is_refused(session: Session) -> None:
    for weekday, starts, ends in (
        *((6, 540, 570), (1, 570, 540), (1, 540, 540)),
        *((1, 30 * 60, 31 * 60), (1, 540, 840), (1, 0, 3)),
        *((1, 23 * 60, 30), (1, 75, 120), (1, 1300, 1380)),  # past midnight, and at night
    ):
        with pytest.raises(UserError) as caught:
            add_period(session, weekday, starts, ends)
        assert caught.value.hint
    assert period_list(session) == []


def test_the_same_period_twice_is_refused_but_one_may_stay_as_it_is(session: Session) -> None:
    period = only_period(session, 2)
    with pytest.raises(UserError):
        add_period(session, 2, NINE, HALF_PAST)
    change_period(session, period, 2, NINE, HALF_PAST)
    change_period(session, period, 4, NINE, HALF_PAST + 15)
    assert [(one.weekday, one.minutes) for one in period_list(session)] == [(4, 45)]


def test_a_period_comes_back_with_all_that_hung_on_it(session: Session, ann: UUID) -> None:
    period = only_period(session)
    group = Group(school_year="2026-2027", name="Groep 5", grade=5)
    session.add(group)
    session.flush()
    keep_lesson(session, group.id, period, BREAK)
    set_free(session, ann, {period})
    support = support_group(session, periods=[str(period), "another"])

    assert groups_at(session, period) == 1
    before = remove_period(session, period)

    assert period_list(session) == []
    assert kept_lessons(session) == {}
    assert colleague_hours(session)[0].periods == frozenset()
    assert session.get_one(SupportGroup, support).periods == ["another"]
    put_rows_back(session, before)
    assert kept_lessons(session) == {group.id: {period: BREAK}}
    assert colleague_hours(session)[0].periods == {period}
    assert session.get_one(SupportGroup, support).periods == [str(period), "another"]


def test_a_class_keeps_its_pupils_until_it_lets_them_go(session: Session) -> None:
    period = only_period(session)
    group = Group(school_year="2026-2027", name="Groep 5", grade=5)
    session.add(group)
    session.flush()
    keep_lesson(session, group.id, period, " rekenen ")
    assert kept_lessons(session) == {group.id: {period: "rekenen"}}
    before = keep_lesson(session, group.id, period, None)
    assert kept_lessons(session) == {}
    put_rows_back(session, before)
    assert kept_lessons(session) == {group.id: {period: "rekenen"}}
    refused("", keep_lesson, session, group.id, period, "x" * 101)


# --- rooms ---


def test_a_room_comes_back_with_the_groups_that_sat_there(session: Session) -> None:
    add_room(session, "Kamer 4", 5)
    (room,) = room_list(session)
    support = support_group(session, room_id=room.id)
    assert room_list(session)[0].groups == 1

    before = remove_room(session, room.id)
    assert room_list(session) == []
    assert session.get_one(SupportGroup, support).room_id is None
    put_rows_back(session, before)
    assert (room_list(session)[0].name, room_list(session)[0].groups) == ("Kamer 4", 1)


def test_a_room_needs_a_name_of_its_own_and_places_that_can_be(session: Session) -> None:
    add_room(session, "Kamer 4", None)
    (room,) = room_list(session)
    for name, places in (("", None), ("kamer 4", None), ("x" * 101, None), ("Zaal", 0)):
        with pytest.raises(UserError):
            add_room(session, name, places)
    change_room(session, room.id, "Kamer 4", 6)
    assert [(one.name, one.places) for one in room_list(session)] == [("Kamer 4", 6)]


# --- money ---


def test_groups_take_the_material_of_their_card_from_a_line(
    session: Session, content: Content
) -> None:
    add_budget_line(session, "NPO", "bestuur", 100, date(2026, 12, 31))
    (line,) = budget_lines(session, content.catalogue)
    support_group(session, budget_line_id=line.id)
    support_group(session, budget_line_id=line.id, state="concept", ends_on=date(2026, 12, 31))
    support_group(session)

    (line,) = budget_lines(session, content.catalogue)

    assert (line.taken_usd, line.planned_usd, line.left_usd) == (20, 20, 60)
    assert line.outlasted_by == ("Blok 2",)
    assert line.ends_soon(date(2026, 11, 24)) and not line.has_ended(date(2026, 12, 31))
    assert line.has_ended(date(2027, 1, 1))
    assert money_left(session, content.catalogue, date(2026, 11, 24)) == 60
    assert money_left(session, content.catalogue, date(2027, 1, 1)) == 0


def test_a_line_comes_back_with_the_groups_that_were_paid_from_it(
    session: Session, content: Content
) -> None:
    assert money_left(session, content.catalogue) is None
    add_budget_line(session, "NPO", "", 100, None)
    (line,) = budget_lines(session, content.catalogue)
    support_group(session, budget_line_id=line.id)
    whole = budget_lines(session, content.catalogue)

    before = remove_budget_line(session, line.id)

    assert budget_lines(session, content.catalogue) == []
    put_rows_back(session, before)
    assert budget_lines(session, content.catalogue) == whole
    undo = change_budget_line(session, line.id, "Anders", "x", 5, None)
    put_rows_back(session, undo)
    assert budget_lines(session, content.catalogue) == whole


def test_a_line_without_a_name_or_with_less_than_nothing_is_refused(session: Session) -> None:
    add_budget_line(session, "NPO", "", 100, None)
    for name, source, amount in (("", "", 1), ("npo", "", 1), ("Z", "", -1), ("Z", "y" * 201, 1)):
        with pytest.raises(UserError):
            add_budget_line(session, name, source, amount, None)


# --- the practice school ---


def test_the_practice_school_has_all_of_it(content: Content) -> None:
    rows: Rows = defaultdict(list)
    hours_rows(rows)
    assert {table: len(rows[table]) for table in ("staff_time", "support_period", "room")} == {
        **{"staff_time": 6, "support_period": 10, "room": 3}
    }
    assert len(rows["budget_line"]) == 2
    assert len({row["group_id"] for row in rows["kept_lesson"]}) == 2
    periods = {row["id"] for row in rows["support_period"]}
    assert {row["period_id"] for row in rows["staff_period"] + rows["kept_lesson"]} <= periods
    cards = {card.id: card for card in content.catalogue.interventions}
    levels = {cards[row["intervention"]].level for row in rows["staff_skill"]}
    assert levels <= set(BESIDE_LESSONS)
    days = sorted((row["starts_on"], row["ends_on"]) for row in rows["holiday"])
    assert all(ends < starts for (_first, ends), (starts, _last) in pairwise(days))
