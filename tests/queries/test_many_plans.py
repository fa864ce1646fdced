"""The list of plans of a large school: counted with statements and work, not with a clock."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from sqlalchemy import event
from sqlmodel import Session

from npo_desktop.proposals import school_weeks
from npo_desktop.queries.planning.plan_board import plan_board
from npo_desktop.queries.planning.plans import NewPlan, insert_plan
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import Holiday, PlanSession

DAY = date(2026, 11, 24)
CHRISTMAS = Holiday(name="Kerst", starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 8))


def put_plans(session: Session, small_school: Any, count: int) -> None:
    pupil = small_school.add(session, 1)
    for number in range(count):
        starts, ends = date(2026, 9, 7), DAY - timedelta(days=number % 5)
        new = NewPlan(
            pupil.id, small_school.round, "peer-tutoring", starts, ends, state="agreed",
            sessions_per_week=2,
        )  # fmt: skip
        plan_id = insert_plan(session, new)
        session.add(PlanSession(plan_id=plan_id, held_on=DAY, was_given=True, minutes=15))
    session.flush()


def test_a_long_list_takes_as_many_statements_as_a_short_one_and_counts_weeks_once(
    store: Store, small_school: Any
) -> None:
    with store.writing() as session:
        put_plans(session, small_school, 200)
        session.expunge_all()
        told: list[str] = []
        bound = session.connection()
        event.listen(bound, "before_cursor_execute", lambda *said: told.append(said[2]))
        school_weeks._counted.cache_clear()
        with patch.object(
            school_weeks, "_days_of_school", wraps=school_weeks._days_of_school
        ) as weeks:
            rows = plan_board(session, DAY, (CHRISTMAS,))
    assert len(rows) == 201
    assert sum(row.dose.given for row in rows) == 200
    assert len(told) <= 8
    assert weeks.call_count <= 5 * 12  # five different reviews, twelve weeks each at most


def test_weeks_that_are_remembered_follow_the_holidays() -> None:
    days = date(2026, 12, 14), date(2027, 1, 15)
    assert school_weeks.planned_sessions(2, *days, ()) == 10
    assert school_weeks.planned_sessions(2, *days, (CHRISTMAS,)) == 4  # over New Year
    assert school_weeks.planned_sessions(2, *days, ()) == 10
