"""Undo after each action on plans leaves the store as it was, row for row; signatures stay."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.queries.attention import due_reviews
from npo_desktop.queries.planning.choices import drop_concept, put_concept_back, take_back
from npo_desktop.queries.planning.group_plans import (
    NewGroupPlan,
    add_group_plan,
    as_new_group_plan,
    change_group_plan,
    end_group_plan,
    group_plan_facts,
    undo_group_change,
)
from npo_desktop.queries.planning.plan_board import overdue_plans, plan_board
from npo_desktop.queries.planning.plan_bulk import agree_plans, change_who, move_reviews, undo_bulk
from npo_desktop.queries.planning.plan_changes import begin_version, change_plan, put_plan_back
from npo_desktop.queries.planning.plan_sessions import log_session, undo_sessions
from npo_desktop.queries.planning.plans import (
    GoalFacts,
    NewPlan,
    add_plan,
    as_new,
    plan_facts,
    set_state,
)
from npo_desktop.queries.planning.signing import NOT_ASKED, code_of, sign, unsign
from npo_desktop.queries.support.support_group_plans import (
    plan_for_support_group,
    undo_support_group_plans,
)
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Pupil

DAY = date(2026, 11, 24)
GOALS = (
    GoalFacts("Reads 5 of 10", "COG-TEC", 20, 60),
    GoalFacts("Begins in 2 minutes", "EF-INI", 25, 50),
)
Making = Callable[..., UUID]


@pytest.fixture(autouse=True)
def the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@pytest.fixture
def session(store: Store, small_school: object) -> Iterator[Session]:
    with store.writing() as opened:
        yield opened


@pytest.fixture
def make(session: Session, small_school: Any) -> Making:
    numbers = iter(range(1, 50))

    def made(**other: Any) -> UUID:
        pupil = small_school.add(session, next(numbers))
        plan = NewPlan(
            pupil.id, small_school.round, "peer-tutoring", date(2026, 11, 2), date(2026, 11, 20),
            goals=GOALS, state="agreed", sessions_per_week=2, minutes=15, weeks=7,
            pupil_words="yes",
        )  # fmt: skip
        return add_plan(session, replace(plan, **other))

    return made


def _changed(session: Session, plan_id: UUID) -> Callable[[], None]:
    new = replace(as_new(plan_facts(session, plan_id)), goals=GOALS[:1], minutes=20)
    before = change_plan(session, plan_id, new, "why")
    return lambda: put_plan_back(session, before)


def _without_goals(session: Session, plan_id: UUID) -> Callable[[], None]:
    before = change_plan(
        session, plan_id, replace(as_new(plan_facts(session, plan_id)), goals=()), "w"
    )
    return lambda: put_plan_back(session, before)


def _signed(session: Session, plan_id: UUID) -> Callable[[], None]:
    before = plan_facts(session, plan_id)
    sign(session, plan_id, "mother", DAY)
    return lambda: unsign(session, before)


def _logged(session: Session, plan_id: UUID) -> Callable[[], None]:
    made = [
        one for _tap in range(2) for one in log_session(session, [plan_id], DAY, was_given=True)
    ]
    return lambda: undo_sessions(session, made)


def _bulk(session: Session, plan_id: UUID) -> Callable[[], None]:
    moved = move_reviews(session, [plan_id], date(2027, 1, 15))
    other = change_who(session, [plan_id], "meester Orson")

    def undo() -> None:
        undo_bulk(session, other)
        undo_bulk(session, moved)

    return undo


def _dropped(session: Session, plan_id: UUID) -> Callable[[], None]:
    dropped = drop_concept(session, plan_id)
    return lambda: put_concept_back(session, dropped)


def _agreed(session: Session, plan_id: UUID) -> Callable[[], None]:
    done = agree_plans(session, [plan_id])
    return lambda: undo_bulk(session, done)


def _chosen_again(session: Session, plan_id: UUID) -> Callable[[], None]:
    before = as_new(plan_facts(session, plan_id))
    change_plan(session, plan_id, replace(before, state="agreed", goals=GOALS[:1]))
    return lambda: take_back(session, plan_id, before)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (_changed, "agreed"), (_without_goals, "agreed"), (_signed, "agreed"),
        (_signed, "concept"), (_logged, "agreed"), (_bulk, "agreed"), (_bulk, "concept"),
        (_dropped, "concept"), (_agreed, "concept"), (_chosen_again, "concept"),
    ],
)  # fmt: skip
def test_undo_leaves_every_row_as_it_was(
    session: Session, small_school: Any, make: Making, act: Any, state: str
) -> None:
    plan_id = make(state=state)
    group = NewGroupPlan(small_school.round, "peer-tutoring", DAY, DAY, group_id=small_school.group)
    add_group_plan(session, group, [plan_id])
    before = canonical_dump(session)
    undo = act(session, plan_id)
    session.flush()
    assert canonical_dump(session) != before
    undo()
    session.flush()
    session.expire_all()
    assert canonical_dump(session) == before


def test_an_older_undo_never_takes_a_signature_away(session: Session, make: Making) -> None:
    one, two = make(), make()
    undo_change = _changed(session, one)
    done = move_reviews(session, [two], date(2027, 1, 15))
    for plan_id in (one, two):
        sign(session, plan_id, "mother", DAY)
    signed = plan_facts(session, one), plan_facts(session, two)
    for undo in (undo_change, lambda: undo_bulk(session, done)):
        with pytest.raises(UserError, match="was signed on"):
            undo()
    assert (plan_facts(session, one), plan_facts(session, two)) == signed


def test_the_undo_of_a_first_signature_leaves_the_second_alone(
    session: Session, make: Making
) -> None:
    plan_id = make()
    undo_first = _signed(session, plan_id)
    begin_version(session, plan_id, "another class")
    with pytest.raises(UserError, match="went on"):
        undo_first()
    sign(session, plan_id, "father", DAY)
    signed = plan_facts(session, plan_id)
    with pytest.raises(UserError, match="went on"):
        undo_first()
    assert plan_facts(session, plan_id) == signed and code_of(signed) == signed.code


def test_an_undo_does_not_open_a_plan_that_ended(session: Session, make: Making) -> None:
    plan_id = make()
    undo = _changed(session, plan_id)
    set_state(session, plan_id, "done")
    session.flush()
    with pytest.raises(UserError, match="has ended"):
        undo()


def test_words_that_were_asked_later_take_the_reason_for_none_away(
    session: Session, make: Making
) -> None:
    plan_id = make(pupil_words="")
    sign(session, plan_id, "mother", DAY, without_words="ill")
    begin_version(session, plan_id, "asked now")
    new = replace(as_new(plan_facts(session, plan_id)), pupil_words="I want the card.")
    change_plan(session, plan_id, new, "asked")
    sign(session, plan_id, "mother", DAY)
    assert NOT_ASKED not in plan_facts(session, plan_id).basis


def test_a_group_goes_on_when_one_of_its_pupils_left(
    session: Session, small_school: Any, make: Making
) -> None:
    stays, gone = make(), make()
    new = NewGroupPlan(
        small_school.round, "peer-tutoring", DAY, DAY, group_id=small_school.group, state="agreed"
    )
    group = add_group_plan(session, new, [stays, gone])
    session.get_one(Pupil, plan_facts(session, gone).pupil_id).left_on = date(2026, 11, 20)
    session.flush()
    before = canonical_dump(session)
    later = replace(as_new_group_plan(group_plan_facts(session, group)), review_on=date(2027, 1, 8))
    done = change_group_plan(session, group, later)
    assert done.left == (gone,) and plan_facts(session, stays).review_on == date(2027, 1, 8)
    undo_group_change(session, done)
    session.flush()
    assert canonical_dump(session) == before


def test_a_group_plan_that_ended_is_neither_changed_nor_ended_again(
    session: Session, small_school: Any
) -> None:
    new = NewGroupPlan(
        small_school.round, "peer-tutoring", DAY, DAY, group_id=small_school.group, state="agreed"
    )
    group = add_group_plan(session, new)
    end_group_plan(session, group, "Het lezen ging vlotter.")
    before = canonical_dump(session)
    later = replace(as_new_group_plan(group_plan_facts(session, group)), review_on=date(2027, 1, 8))
    with pytest.raises(UserError):
        change_group_plan(session, group, later)
    with pytest.raises(UserError):
        end_group_plan(session, group, "Nog iets.")
    assert canonical_dump(session) == before


def test_who_leaves_later_is_still_waited_for_and_counted_the_same_everywhere(
    session: Session, make: Making
) -> None:
    late, gone = make(), make()
    for plan_id, days in ((late, 30), (gone, 0)):
        pupil = session.get_one(Pupil, plan_facts(session, plan_id).pupil_id)
        pupil.left_on = DAY + timedelta(days=days)
    session.flush()
    board = {row.plan.id for row in plan_board(session, DAY) if row.days_late(DAY) > 0}
    due = {one.plan_id for one in due_reviews(session, DAY) if one.days_late(DAY) > 0}
    assert board == due and late in board and gone not in board
    assert overdue_plans(session, DAY) == len(board)


@pytest.mark.parametrize("hung", [True, False])
def test_undo_of_a_support_groups_plans_leaves_every_row_as_it_was(
    session: Session, small_school: Any, content: Content, make: Making, hung: bool
) -> None:
    kept = make()
    if hung:
        other = NewGroupPlan(
            small_school.round, "peer-tutoring", DAY, DAY, group_id=small_school.group
        )
        add_group_plan(session, other, [kept])
    block = Block(
        round_id=small_school.round, name="2", starts_on=DAY, ends_on=DAY + timedelta(days=60)
    )
    session.add(block)
    session.flush()
    group = SupportGroup(block_id=block.id, intervention="peer-tutoring")
    session.add(group)
    session.flush()
    for pupil in (plan_facts(session, kept).pupil_id, small_school.add(session, 60).id):
        session.add(SupportPlace(support_group_id=group.id, pupil_id=pupil))
    session.flush()
    before = canonical_dump(session)
    made = plan_for_support_group(session, group.id, content, {})
    there = canonical_dump(session)
    assert len(made.made) == 1 and made.linked == (kept,)
    again = plan_for_support_group(session, group.id, content, {})
    undo_support_group_plans(session, again)
    session.flush()
    assert canonical_dump(session) == there  # what was there already stays
    undo_support_group_plans(session, made)
    session.flush()
    assert canonical_dump(session) == before
