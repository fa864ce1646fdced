"""Reviews at the practice school: the figures, the decision, the plan that follows, and undo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.demo import PASSPHRASE
from npo_desktop.dossiers.review import Because, Decision
from npo_desktop.dossiers.worked_here import Case, worked_here
from npo_desktop.errors import UserError
from npo_desktop.queries.attention import due_reviews
from npo_desktop.queries.planning.group_plans import group_plan_list
from npo_desktop.queries.planning.plan_reviews import (
    Decided,
    KnownNorms,
    NewReview,
    ReviewFacts,
    brought_nothing_before,
    decide,
    keep_review_draft,
    load_review,
    reviews_of,
    undo_review,
)
from npo_desktop.queries.planning.plan_sessions import sessions_of
from npo_desktop.queries.planning.plans import plan_facts, plan_list, reviews_by_pupil
from npo_desktop.queries.planning.signing import verify
from npo_desktop.queries.planning.worked_here import own_outcomes
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.dump import TABLES, canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil

DAY = date(2026, 11, 24)
ELSEWHERE = TABLES.keys() - {"plan", "goal", "plan_review", "plan_session", "plan_version"}


@pytest.fixture(autouse=True)
def the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@pytest.fixture(scope="module")
def practice(practice_copy: Path) -> Iterator[Store]:
    store = open_store(practice_copy, PASSPHRASE)
    yield store
    store.close()


@pytest.fixture(scope="module")
def norms() -> KnownNorms:
    return {}


@pytest.fixture
def session(practice: Store) -> Iterator[Session]:
    """Whatever a test does is taken back."""
    with practice.writing() as opened:
        yield opened
        opened.rollback()


def review(session: Session, content: Content, norms: KnownNorms, pupil: str) -> ReviewFacts:
    due = next(one for one in due_reviews(session, date(2027, 7, 1)) if one.pupil == pupil)
    return load_review(session, content, due.plan_id, DAY, (), norms)


@pytest.fixture
def dyllan(session: Session, content: Content, norms: KnownNorms) -> ReviewFacts:
    return review(session, content, norms, "Dyllan Clarenda")


def kept(session: Session, content: Content, facts: ReviewFacts, **other: Any) -> Decided:
    new = replace(NewReview(facts.plan.id, DAY, Decision.CONTINUE), **other)
    return decide(session, facts, new, content.questionnaires, DAY)


def test_the_overdue_review_shows_before_and_now_by_the_same_teacher(
    dyllan: ReviewFacts,
) -> None:
    (goal,) = dyllan.goals
    assert (goal.start, goal.verdict, goal.reached) == (25, Verdict.IMPROVED, True)
    assert goal.change is not None and goal.needed is not None and goal.change >= goal.needed
    assert goal.before is not None and goal.now is not None
    assert goal.before.edition == goal.now.edition
    assert goal.expectation is not None and goal.expectation.expected > goal.expectation.first
    assert dyllan.suggestion.because is Because.ALL_REACHED
    assert dyllan.dose.given > 0 and dyllan.dose.planned


def test_a_decision_sets_outcome_and_state_and_undo_takes_all_of_it_back(
    session: Session, content: Content, dyllan: ReviewFacts
) -> None:
    before = plan_facts(session, dyllan.plan.id)
    plans = len(plan_list(session))
    done = kept(session, content, dyllan, decision=Decision.STOP, attainment=1, note="Enough")
    after = plan_facts(session, dyllan.plan.id)
    assert (after.state, after.outcome) == ("done", "improved")
    assert done.next_plan_id is None and len(plan_list(session)) == plans
    row = reviews_of(session, [dyllan.plan.id])[dyllan.plan.id]
    assert (row.decision, row.attainment, row.note) == (Decision.STOP, 1, "Enough")
    assert row.figures[0]["before"] == 25 and row.figures[0]["verdict"] == "improved"
    assert Verdict.IMPROVED in {
        one.verdict for one in reviews_by_pupil(session)[dyllan.plan.pupil_id]
    }
    undo_review(session, done)
    assert plan_facts(session, dyllan.plan.id) == before
    assert reviews_of(session, [dyllan.plan.id]) == {}


@pytest.mark.parametrize("decision", [Decision.CONTINUE, Decision.ADJUST])
def test_going_on_makes_the_next_plan_as_a_concept_from_where_the_pupil_is_now(
    session: Session, content: Content, dyllan: ReviewFacts, decision: Decision
) -> None:
    done = kept(session, content, dyllan, decision=decision, pupil_words="I keep the card.")
    assert done.next_plan_id is not None and done.made_next
    following = plan_facts(session, done.next_plan_id)
    assert (following.state, following.intervention) == ("concept", dyllan.plan.intervention)
    assert following.starts_on == date(2026, 11, 30) and following.review_on > following.starts_on
    assert following.goals[0].start_value == dyllan.goals[0].value
    assert following.pupil_words == "I keep the card."
    target = following.goals[0].target_value
    assert target is None or target > (following.goals[0].start_value or 0)
    assert following.round_id != dyllan.plan.round_id  # the round that runs now
    undo_review(session, done)
    assert done.next_plan_id not in {plan.id for plan in plan_list(session)}


@pytest.mark.parametrize("decision", list(Decision))
def test_undo_of_a_decision_leaves_every_row_as_it_was_with_what_had_been_typed(
    session: Session, content: Content, dyllan: ReviewFacts, decision: Decision
) -> None:
    keep_review_draft(session, dyllan.plan.id, ["typed", "", "", ""])
    session.flush()
    before = canonical_dump(session, without=ELSEWHERE)
    done = kept(session, content, dyllan, decision=decision)
    assert canonical_dump(session, without=ELSEWHERE) != before
    undo_review(session, done)
    assert canonical_dump(session, without=ELSEWHERE) == before


def test_of_a_pupil_who_leaves_later_a_plan_still_follows(
    session: Session, content: Content, dyllan: ReviewFacts
) -> None:
    session.get_one(Pupil, dyllan.plan.pupil_id).left_on = DAY + timedelta(days=60)
    assert kept(session, content, dyllan).next_plan_id is not None


def test_adjusting_leaves_out_what_was_reached(
    session: Session, content: Content, dyllan: ReviewFacts
) -> None:
    open_goal = replace(dyllan.goals[0], aim=replace(dyllan.goals[0].aim, target=95))
    first = dyllan.plan.goals[0]
    second = replace(first, text="Another goal", target_value=95)
    both = replace(
        dyllan,
        goals=(dyllan.goals[0], open_goal),
        plan=replace(dyllan.plan, goals=(first, second)),
    )
    done = kept(session, content, both, decision=Decision.ADJUST)
    assert done.next_plan_id is not None
    assert [goal.text for goal in plan_facts(session, done.next_plan_id).goals] == ["Another goal"]


def test_a_plan_is_reviewed_once(session: Session, content: Content, dyllan: ReviewFacts) -> None:
    kept(session, content, dyllan, decision=Decision.STOP)
    with pytest.raises(UserError, match=r"reviewed on 24 Nov 2026 already"):
        kept(session, content, dyllan)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"held_on": DAY + timedelta(days=1)}, "still to come"),
        ({"attainment": 3}, "five steps"),
        ({"held_on": date(2026, 8, 1)}, "This plan begins on"),
    ],
)
def test_what_no_review_can_be_is_refused(
    session: Session, content: Content, dyllan: ReviewFacts, other: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        kept(session, content, dyllan, **other)
    assert plan_facts(session, dyllan.plan.id).outcome is None


def test_of_a_pupil_who_left_no_plan_follows(
    session: Session, content: Content, dyllan: ReviewFacts
) -> None:
    session.get_one(Pupil, dyllan.plan.pupil_id).left_on = date(2026, 11, 20)
    assert kept(session, content, dyllan).next_plan_id is None


def test_a_second_block_knows_that_the_first_brought_nothing(
    session: Session, content: Content, norms: KnownNorms
) -> None:
    """What follows from it is tested with the suggestions; here that it is seen at all."""
    facts = review(session, content, norms, "Shemar Balentien")
    same = NewReview(facts.plan.id, DAY, Decision.CONTINUE)
    done = decide(
        session, replace(facts, outcome=Verdict.UNCHANGED), same, content.questionnaires, DAY
    )
    assert done.next_plan_id is not None
    assert brought_nothing_before(session, plan_facts(session, done.next_plan_id))
    assert not brought_nothing_before(session, facts.plan)


def test_the_practice_school_shows_every_part(session: Session) -> None:
    plans = plan_list(session)
    logged = sessions_of(session, None)
    assert len(logged) >= 5 and any(not row.was_given for rows in logged.values() for row in rows)
    signed = [plan for plan in plans if plan.signed_on is not None]
    (one,) = signed
    paper = verify(session, one.code or "")
    assert paper is not None and paper.is_current and paper.is_unchanged
    (group,) = group_plan_list(session)
    assert len(group.plan_ids) == 2
    due = due_reviews(session, DAY + timedelta(days=7))
    assert len(due) >= 2 and due[0].days_late(DAY) > 0
    reviewed = reviews_of(session, [plan.id for plan in plans])
    assert {plan.id for plan in plans if plan.outcome} == set(reviewed)


def test_what_worked_here_is_silent_below_five_pupils(session: Session) -> None:
    found = own_outcomes(session)
    assert found and all(not one.may_be_said for one in found.values() if one.pupils < 5)
    assert all(one.middle is None and one.low is None for one in found.values() if one.pupils < 5)


def test_the_middle_and_the_spread_of_five_pupils_by_hand() -> None:
    ids = [uuid4() for _pupil in range(5)]
    cases = [
        Case("reading", pupil, (change,))
        for pupil, change in zip(ids, (-4.0, 0.0, 8.0, 20.0, 30.0), strict=True)
    ]
    found = worked_here(cases)["reading"]
    assert (found.pupils, found.middle, found.low, found.high) == (5, 8.0, 0.0, 20.0)
    assert worked_here(cases[:4])["reading"].middle is None
    # one pupil with five plans is one pupil, and weighs as one
    often = [Case("reading", ids[0], (1.0,)) for _plan in range(5)]
    assert not worked_here(often)["reading"].may_be_said
    weighed = worked_here([*cases, Case("reading", ids[4], (10.0,))])["reading"]
    assert (weighed.pupils, weighed.middle, weighed.high) == (5, 8.0, 20.0)
    assert worked_here([Case("reading", ids[0], ())]) == {}
