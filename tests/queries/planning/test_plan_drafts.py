"""A change to a plan that waits while the program is locked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from npo_desktop.queries.papers.record_drafts import keep_record_draft
from npo_desktop.queries.planning.plan_drafts import (
    forget_typed_change,
    keep_typed_change,
    typed_change,
)
from npo_desktop.queries.planning.plans import GoalFacts, as_new, plan_facts
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.school import setting
from npo_desktop.store.engine import Store

Add = Callable[..., list[Any]]


def test_what_was_typed_comes_back_as_it_was_until_it_is_forgotten(
    store: Store, add_pupils: Add
) -> None:
    one, other = add_pupils(2)
    with store.reading() as session:
        plan, beside = plan_facts(session, one.plan), plan_facts(session, other.plan)
        assert typed_change(session, plan) is None
    goals = (
        GoalFacts("Leest één bladzij", "CO-TEC", 20.0, 45.5, None, "hardop"),
        GoalFacts("Rust"),
    )
    new = replace(
        as_new(plan), goals=goals, minutes=None, who="juf Ana", review_on=date(2027, 3, 5)
    )
    with store.writing() as session:
        keep_typed_change(session, plan, new, "Te kort")
    with store.reading() as session:
        assert typed_change(session, plan) == (new, "Te kort")
        assert typed_change(session, beside) is None
        assert typed_change(session, replace(plan, version=plan.version + 1)) is None
    with store.writing() as session:
        forget_typed_change(session, plan)
    with store.reading() as session:
        assert typed_change(session, plan) is None


def test_a_draft_of_another_program_is_nothing_and_an_erased_pupil_has_none(
    store: Store, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.reading() as session:
        plan = plan_facts(session, pupil.plan)
    odd = {"plan": plan.id.hex, "version": str(plan.version), "why": "", "form": '{"minutes": 5}'}
    with store.writing() as session:
        keep_record_draft(session, "plan-change", pupil.id, odd)
    with store.reading() as session:
        assert typed_change(session, plan) is None
    with store.writing() as session:
        keep_typed_change(session, plan, as_new(plan), "Waarom")
    erase_pupils(store, [pupil.id])
    with store.reading() as session:
        assert setting(session, f"plan-change-{pupil.id.hex}") == ""
