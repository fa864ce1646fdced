"""Sessions in two taps, group plans with the plans on them, and bulk changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.queries.planning.group_plans import (
    NewGroupPlan,
    add_group_plan,
    change_group_plan,
    group_plan_facts,
    group_plan_list,
    undo_group_change,
)
from npo_desktop.queries.planning.plan_board import overdue_plans, plan_board
from npo_desktop.queries.planning.plan_bulk import agree_plans, change_who, move_reviews, undo_bulk
from npo_desktop.queries.planning.plan_sessions import (
    REASONS,
    dose_given,
    log_session,
    reason_words,
    sessions_of,
    undo_sessions,
)
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan, plan_facts
from npo_desktop.queries.planning.signing import sign
from npo_desktop.queries.support.support_group_plans import (
    plan_for_support_group,
    undo_support_group_plans,
)
from npo_desktop.queries.years.holidays import holiday_list
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import Holiday
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Pupil

DAY = date(2026, 11, 24)
START, REVIEW = date(2026, 11, 2), date(2026, 12, 18)


@pytest.fixture(autouse=True)
def the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@pytest.fixture
def session(store: Store, small_school: object) -> Iterator[Session]:
    with store.writing() as opened:
        yield opened


@pytest.fixture
def new_plan(session: Session, small_school: Any) -> Callable[..., NewPlan]:
    numbers = iter(range(1, 50))

    def make(**other: Any) -> NewPlan:
        pupil = small_school.add(session, next(numbers))
        plan = NewPlan(
            pupil.id, small_school.round, "peer-tutoring", START, REVIEW,
            goals=(GoalFacts("Reads 5 of 10", "COG-TEC", 20, 60),), state="agreed",
            sessions_per_week=2, minutes=15, weeks=7, pupil_words="yes",
        )  # fmt: skip
        return replace(plan, **other)

    return make


@pytest.fixture
def plans(session: Session, new_plan: Callable[..., NewPlan]) -> list[UUID]:
    return [add_plan(session, new_plan()) for _one in range(3)]


def test_one_tap_logs_the_whole_group_and_one_undo_takes_it_back(
    session: Session, plans: list[UUID]
) -> None:
    made = log_session(session, plans, DAY, was_given=True)
    assert len(made) == 3
    logged = sessions_of(session, plans)
    assert {rows[0].minutes for rows in logged.values()} == {15}
    undo_sessions(session, made)
    assert sessions_of(session, plans) == {}


def test_twice_on_one_day_are_two_sessions(session: Session, plans: list[UUID]) -> None:
    for _time in range(2):
        log_session(session, plans[:1], DAY, was_given=True)
    (rows,) = sessions_of(session, plans).values()
    assert [row.number for row in rows] == [1, 2]


@pytest.mark.parametrize("reason", REASONS)
def test_a_session_that_was_not_given_keeps_why(
    session: Session, plans: list[UUID], reason: str
) -> None:
    log_session(session, plans[:1], DAY, was_given=False, reason=reason)
    (row,) = sessions_of(session, plans)[plans[0]]
    assert (row.was_given, row.minutes, row.reason) == (False, 0, reason)
    assert reason_words(reason) != reason


def test_what_cannot_be_logged_is_refused_for_all_with_what_to_do(
    session: Session, plans: list[UUID], new_plan: Callable[..., NewPlan]
) -> None:
    concept = add_plan(session, new_plan(state="concept"))
    later = add_plan(session, new_plan(starts_on=date(2026, 11, 30)))
    ended = add_plan(session, new_plan(state="stopped"))
    for ids, day, given, words in (
        ([], DAY, True, "No plan was chosen"),
        (plans, date(2026, 11, 25), True, "still to come"),
        (plans, DAY, False, "Why was the session not given"),
        ([*plans, concept], DAY, True, "concept has no sessions"),
        ([*plans, later], DAY, True, "begins on 30 Nov 2026"),
        ([*plans, ended], DAY, True, "has ended"),
    ):
        with pytest.raises(UserError, match=words) as refused:
            log_session(session, ids, day, was_given=given)
        assert refused.value.hint
    assert sessions_of(session, [*plans, concept, later, ended]) == {}


def test_planned_against_given_leaves_the_holidays_out(session: Session, plans: list[UUID]) -> None:
    session.add(Holiday(name="Week off", starts_on=date(2026, 11, 9), ends_on=date(2026, 11, 13)))
    session.flush()
    log_session(session, plans[:1], DAY, was_given=True)
    log_session(session, plans[:1], DAY, was_given=False, reason="no-time")
    logged = sessions_of(session, plans)[plans[0]]
    dose = dose_given(plan_facts(session, plans[0]), logged, DAY, holiday_list(session))
    assert (dose.given, dose.missed, dose.planned, dose.minutes) == (1, 1, 6, 15)  # 3 weeks of 4
    assert dose.marks == (True, False) and dose.share == pytest.approx(1 / 6)


def test_a_group_plan_carries_its_dates_to_unsigned_plans_with_one_undo(
    session: Session, plans: list[UUID], small_school: Any, new_plan: Callable[..., NewPlan]
) -> None:
    concept = add_plan(session, new_plan(state="concept"))
    sign(session, plans[2], "mother", DAY)
    new = NewGroupPlan(
        small_school.round, "peer-tutoring", START, REVIEW, group_id=small_school.group,
        name="Tables", state="agreed", sessions_per_week=2, minutes=15, weeks=7,
    )  # fmt: skip
    group = add_group_plan(session, new, [*plans, concept])
    before = {one: plan_facts(session, one) for one in (*plans, concept)}
    moved = replace(new, review_on=date(2027, 1, 29), minutes=20)
    change = change_group_plan(session, group, moved)
    for one in (*plans[:2], concept):
        now = plan_facts(session, one)
        assert (now.review_on, now.minutes) == (date(2027, 1, 29), 20)
        assert now.goals == before[one].goals
    assert plan_facts(session, plans[2]) == before[plans[2]] and change.left == (plans[2],)
    undo_group_change(session, change)
    assert {one: plan_facts(session, one) for one in before} == before
    assert group_plan_facts(session, group).minutes == 15


def test_a_group_plan_without_a_group_or_with_turned_dates_is_refused(
    session: Session, small_school: Any
) -> None:
    new = NewGroupPlan(small_school.round, "peer-tutoring", START, REVIEW)
    with pytest.raises(UserError, match="no group"):
        add_group_plan(session, new)
    with pytest.raises(UserError, match="before the start"):
        add_group_plan(
            session, replace(new, group_id=small_school.group, review_on=date(2026, 10, 1))
        )


def test_a_support_group_gets_a_plan_and_a_concept_for_each_pupil(
    session: Session, small_school: Any, content: Content, new_plan: Callable[..., NewPlan]
) -> None:
    had = new_plan()
    kept = add_plan(session, had)
    fresh, gone = small_school.add(session, 60), small_school.add(session, 61)
    session.get_one(Pupil, gone.id).left_on = date(2026, 11, 20)
    block = Block(round_id=small_school.round, name="Block 2", starts_on=date(2026, 11, 30),
                  ends_on=date(2027, 2, 26))  # fmt: skip
    session.add(block)
    session.flush()
    group = SupportGroup(
        block_id=block.id, intervention="peer-tutoring", staff_id=small_school.staff,
        periods=[str(uuid4()), str(uuid4())], minutes=30,
    )  # fmt: skip
    session.add(group)
    session.flush()
    for pupil in (had.pupil_id, fresh.id, gone.id):
        session.add(SupportPlace(support_group_id=group.id, pupil_id=pupil))
    session.flush()
    made = plan_for_support_group(session, group.id, content, {})
    assert made.linked == (kept,) and len(made.made) == 1
    assert "left the school" in made.refused[gone.id]
    plan = plan_facts(session, made.made[0])
    assert (plan.pupil_id, plan.state, plan.sessions_per_week, plan.minutes, plan.who) == (
        fresh.id, "concept", 2, 30, "Ines Pieters")  # fmt: skip
    assert (plan.starts_on, plan.review_on) == (block.starts_on, block.ends_on)
    assert set(group_plan_facts(session, made.group_plan_id).plan_ids) == {kept, plan.id}
    again = plan_for_support_group(session, group.id, content, {})
    assert again.group_plan_id == made.group_plan_id and again.made == ()
    assert [one.id for one in group_plan_list(session)].count(made.group_plan_id) == 1
    undo_support_group_plans(session, made)
    assert made.group_plan_id not in {one.id for one in group_plan_list(session)}
    assert plan_facts(session, kept).state == "agreed"


def test_bulk_changes_do_what_can_be_done_and_say_what_was_left(
    session: Session, plans: list[UUID], new_plan: Callable[..., NewPlan]
) -> None:
    concept = add_plan(session, new_plan(state="concept"))
    sign(session, plans[0], "mother", DAY)
    every = [*plans, concept]
    before = {one: plan_facts(session, one) for one in every}
    moved = move_reviews(session, every, date(2027, 1, 15))
    assert len(moved.before) == 3 and list(moved.left) == [plans[0]]
    assert plan_facts(session, plans[1]).review_on == date(2027, 1, 15)
    undo_bulk(session, moved)
    other = change_who(session, every, "meester Orson")
    assert plan_facts(session, concept).who == "meester Orson"
    undo_bulk(session, other)
    agreed = agree_plans(session, every)
    assert [one.id for one in agreed.before] == [concept]
    assert plan_facts(session, concept).state == "agreed"
    undo_bulk(session, agreed)
    assert {one: plan_facts(session, one) for one in every} == before


def test_a_review_in_the_past_of_the_start_is_left_with_why(
    session: Session, plans: list[UUID]
) -> None:
    done = move_reviews(session, plans, date(2026, 10, 1))
    assert done.before == () and len(done.left) == 3
    assert all("before the start" in why for why in done.left.values())


def test_the_board_puts_what_waits_longest_first_and_counts_what_is_late(
    session: Session, plans: list[UUID], new_plan: Callable[..., NewPlan]
) -> None:
    late = add_plan(session, new_plan(review_on=date(2026, 11, 20)))
    gone = new_plan(review_on=date(2026, 11, 20))
    gone_id = add_plan(session, gone)
    session.get_one(Pupil, gone.pupil_id).left_on = date(2026, 11, 21)
    session.flush()
    rows = [row for row in plan_board(session, DAY) if row.plan.intervention == "peer-tutoring"]
    by_id = {row.plan.id: row for row in rows}
    assert by_id[late].days_late(DAY) == 4 and not by_id[gone_id].is_open
    assert rows[0].plan.id == late
    others = overdue_plans(session, DAY)
    session.delete(session.get_one(Pupil, by_id[late].plan.pupil_id))
    session.flush()
    assert others - overdue_plans(session, DAY) == 2  # this one, and what else hung on the pupil
