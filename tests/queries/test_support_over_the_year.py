"""The change of year leaves blocks, group plans and meetings alone, and undo eats none of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from npo_desktop.errors import UserError
from npo_desktop.queries.years.year_change import carry_out, plan_year, take_year_back
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import GroupPlan
from npo_desktop.store.support_tables import KeptLesson, SupportPeriod
from npo_desktop.store.tables import Group

Add = Callable[..., list[Any]]
OLD, NEW = "2026-2027", "2027-2028"
CHANGES = ("school_group", "group_teacher", "enrolment", "pupil", "import_run", "import_change")
DAY = date(2027, 8, 16)


@pytest.fixture(autouse=True)
def in_june(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", "2027-06-15")


@pytest.fixture
def school(store: Store, small_school: Any, add_pupils: Add) -> Any:
    """With an open block, and a plan and a kept lesson of a class."""
    add_pupils(4)
    with store.writing() as session:
        session.add(
            GroupPlan(
                round_id=small_school.round,
                group_id=small_school.group,
                intervention="nothing-extra",
                starts_on=DAY,
                review_on=DAY,
            )
        )
        period = session.exec(select(SupportPeriod)).one()
        session.add(KeptLesson(group_id=small_school.group, period_id=period.id))
    return small_school


def dump(store: Store, *without: str) -> dict[str, Any]:
    with store.reading() as session:
        return canonical_dump(session, without=("audit_entry", "setting", *without))


def test_open_blocks_group_plans_and_meetings_stay_as_they_are(store: Store, school: Any) -> None:
    before, rest = dump(store), dump(store, *CHANGES)
    assert all(rest[name] for name in ("block", "support_place", "group_plan", "meeting_point"))
    with store.writing() as session:
        run_id = carry_out(session, plan_year(session, OLD))
    assert dump(store, *CHANGES) == rest
    assert len(dump(store)["school_group"]) > len(before["school_group"])
    with store.writing() as session:
        take_year_back(session, run_id)
    assert dump(store) == before


def test_a_year_in_which_a_class_has_a_plan_already_is_not_taken_back(
    store: Store, school: Any
) -> None:
    with store.writing() as session:
        run_id = carry_out(session, plan_year(session, OLD))
        group = session.exec(select(Group).where(Group.school_year == NEW)).first()
        assert group is not None
        session.add(
            GroupPlan(
                round_id=school.round,
                group_id=group.id,
                intervention="nothing-extra",
                starts_on=DAY,
                review_on=DAY,
            )
        )
    before = dump(store)
    with pytest.raises(UserError), store.writing() as session:
        take_year_back(session, run_id)
    assert dump(store) == before
