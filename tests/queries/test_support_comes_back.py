"""Plans, meetings and support groups when a pupil, plan or round goes to the bin and comes back."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.queries.privacy.bin import put_back, to_bin
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import (
    GroupPlan,
    GroupPlanMember,
    Meeting,
    MeetingPoint,
    PlanReview,
    PlanSession,
    PlanVersion,
)
from npo_desktop.store.support_tables import PairRule, SupportGroup, SupportPlace
from npo_desktop.store.tables import Plan, Pupil

DAY = date(2026, 11, 2)
Add = Callable[..., list[Any]]


def followed_by(session: Session, pupil: Any, round_id: UUID) -> UUID:
    """The plan that came of the review of this pupil's first."""
    new = Plan(
        pupil_id=pupil.id,
        round_id=round_id,
        intervention="nothing-extra",
        starts_on=DAY,
        review_on=DAY,
    )
    session.add(new)
    session.flush()
    review_of(session, pupil.plan).next_plan_id = new.id
    session.flush()
    return new.id


def review_of(session: Session, plan_id: UUID) -> PlanReview:
    return session.exec(select(PlanReview).where(PlanReview.plan_id == plan_id)).one()


def test_a_plan_comes_back_with_all_that_hangs_on_it(store: Store, add_pupils: Add) -> None:
    one, other = add_pupils(2)
    with store.writing() as session:
        binned = to_bin(session, "plan", one.plan)
        for column in (
            *(PlanSession.plan_id, PlanReview.plan_id),
            *(PlanVersion.plan_id, GroupPlanMember.plan_id),
        ):
            assert session.exec(select(column)).all() == [other.plan]
        back = put_back(session, binned.bin_id)
    assert {name: n for name, n in back.items() if name != "goal"} == {
        **{"plan": 1, "plan_session": 1, "plan_review": 1, "plan_version": 1},
        "group_plan_member": 1,
    }


def test_the_plan_that_followed_is_known_again_when_it_is_back(
    store: Store, add_pupils: Add
) -> None:
    (one,) = add_pupils(1)
    with store.writing() as session:
        spring = add_round(session, "2027-1", date(2027, 3, 1), date(2027, 3, 26)).id
        new = followed_by(session, one, spring)
    for kind, subject in (("plan", new), ("round", spring)):
        with store.writing() as session:
            binned = to_bin(session, kind, subject)
            session.expire_all()
            assert review_of(session, one.plan).next_plan_id is None
            put_back(session, binned.bin_id)
            assert review_of(session, one.plan).next_plan_id == new, kind


def test_a_pupil_comes_back_though_the_group_or_the_meeting_is_gone(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    first, one = add_pupils(2)
    with store.writing() as session:
        binned = to_bin(session, "pupil", one.id)
    with store.writing() as session:  # divided anew, and a meeting that was never held
        for table, row_id in (
            (SupportGroup, small_school.support_group),
            (GroupPlan, small_school.group_plan),
            (Meeting, small_school.meeting),
        ):
            session.delete(session.get_one(table, row_id))
        session.delete(session.get_one(Pupil, first.id))
    with store.writing() as session:
        back = put_back(session, binned.bin_id)
        assert session.get(Pupil, one.id) is not None
        assert session.exec(select(PairRule)).first() is None
    assert back["plan"] == back["plan_review"] == back["mention"] == 1
    assert not back.keys() & {"support_place", "meeting_point", "group_plan_member", "pair_rule"}


def test_of_two_with_a_rule_each_comes_back_in_either_order(store: Store, add_pupils: Add) -> None:
    one, other = add_pupils(2)
    with store.reading() as session:
        before = canonical_dump(session, without=("audit_entry", "setting"))
    for order in ((0, 1), (1, 0)):
        with store.writing() as session:
            bins = [to_bin(session, "pupil", each.id).bin_id for each in (one, other)]
            for at in order:
                put_back(session, bins[at])
    with store.reading() as session:
        after = canonical_dump(session, without=("audit_entry", "setting"))
    rules = before.pop("pair_rule"), after.pop("pair_rule")
    assert after == before
    assert len(rules[0]) == 1 and len(rules[1]) <= 1


def test_a_support_group_that_is_left_with_one_pupil_stays_whole(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    pupils = add_pupils(3)
    with store.reading() as session:
        before = session.get_one(SupportGroup, small_school.support_group).model_dump()
    erase_pupils(store, [pupil.id for pupil in pupils[:2]])
    with store.reading() as session:
        group = session.get_one(SupportGroup, small_school.support_group)
        assert group.model_dump() == before
        places = session.exec(select(SupportPlace).order_by(col(SupportPlace.pupil_id))).all()
        assert [place.pupil_id for place in places] == [pupils[2].id]
        assert session.get(GroupPlan, small_school.group_plan) is not None
        points = session.exec(select(MeetingPoint)).all()
        assert [point.pupil_id for point in points] == [pupils[2].id]
