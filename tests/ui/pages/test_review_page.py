"""Looking back in the window: letters choose, words are not lost, undo takes all of it back."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.dossiers.review import Decision
from npo_desktop.queries.planning.plan_reviews import reviews_of
from npo_desktop.queries.planning.plan_sessions import sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_facts
from ui.app import App, Said
from ui.pages.plans_page import PlansPage
from ui.pages.review_page import ReviewPage

TODAY = date(2026, 11, 24)


def kept(app: App, plan_id: UUID) -> PlanFacts:
    with app.reading() as session:
        return plan_facts(session, plan_id)


def logged(app: App) -> dict[UUID, list[tuple[bool, str]]]:
    with app.reading() as session:
        found = sessions_of(session, None)
    return {plan: [(row.was_given, row.reason) for row in rows] for plan, rows in found.items()}


def shown(page: PlansPage) -> list[str]:
    return [row.call_name for row in page.plans.rows]


def choose(page: PlansPage, plan_id: UUID) -> None:
    assert page.view.select_key(plan_id)


@pytest.fixture
def review(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    three_plans: dict[str, UUID],
    answer: Callable[..., UUID],
) -> ReviewPage:
    form = load_content().questionnaires["teacher"]
    for round_id, level in ((school.earlier, 1), (school.round, 4)):
        answers: dict[str, int | None] = {
            item.id: form.top - level if item.reverse else level for item in form.items
        }
        answer(school.pupils["Emely"], round_id, answers)
    made = ReviewPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show_args(three_plans["Emely"])
    made.show()
    qtbot.waitUntil(lambda: made.facts is not None and not app.jobs.busy)
    return made


def test_the_review_shows_before_and_now_and_what_the_program_suggests(
    review: ReviewPage,
) -> None:
    (row,) = review.body.chart._chart.rows
    assert (row.before, row.now, row.reached) == ("25", "100", True)
    assert row.change.startswith("yes, +75")
    assert review.choice.decision is None and not review.choice.keep.isEnabled()
    assert review.body.given.text() == "No session was logged"
    assert review.body.pupil.placeholderText() == "Not asked yet"


def test_a_letter_chooses_and_ctrl_s_keeps_with_the_next_plan_and_undo(
    qtbot: QtBot, app: App, review: ReviewPage, three_plans: dict[str, UUID], said: list[Said]
) -> None:
    review.body.teacher.setPlainText("The card works.")
    review.queue.view.setFocus()
    qtbot.keyClick(review.queue.view, Qt.Key.Key_C)
    assert review.choice.decision is Decision.CONTINUE
    qtbot.keyClick(review.queue.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: kept(app, three_plans["Emely"]).outcome == "improved")
    with app.reading() as session:
        row = reviews_of(session, [three_plans["Emely"]])[three_plans["Emely"]]
    assert row.teacher_words == "The card works." and row.next_plan_id is not None
    assert "next plan" in said[-1].rest and said[-1].undo is not None
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert review.plan_id == three_plans["Shurandy"]  # the next one of the queue
    said[-1].undo()
    assert kept(app, three_plans["Emely"]).outcome is None
    qtbot.waitUntil(lambda: not app.jobs.busy)


def test_letters_typed_in_a_field_choose_nothing(qtbot: QtBot, review: ReviewPage) -> None:
    review.choice.note.setFocus()
    qtbot.keyClicks(review.choice.note, "case")
    assert review.choice.note.text() == "case" and review.choice.decision is None


def test_words_typed_survive_a_look_at_another_plan(
    qtbot: QtBot, app: App, review: ReviewPage, three_plans: dict[str, UUID]
) -> None:
    review.body.parents.setPlainText("We see it at home too.")
    review.show_plan(three_plans["Shurandy"])
    qtbot.waitUntil(lambda: review.facts is not None and review.facts.call_name == "Shurandy")
    assert review.body.parents.toPlainText() == ""
    review.show_plan(three_plans["Emely"])
    qtbot.waitUntil(lambda: review.body.parents.toPlainText() == "We see it at home too.")
    qtbot.waitUntil(lambda: not app.jobs.busy)


def test_what_was_typed_when_the_window_locked_stands_there_again(
    qtbot: QtBot, app: App, review: ReviewPage, three_plans: dict[str, UUID]
) -> None:
    review.body.teacher.setPlainText("Half a sentence")
    review.choice.note.setFocus()
    qtbot.keyClicks(review.choice.note, "later")
    review.keep_draft()
    again = ReviewPage(app)
    qtbot.addWidget(again)
    again.show_args(three_plans["Emely"])
    again.show()
    qtbot.waitUntil(lambda: again.facts is not None and not app.jobs.busy)
    assert again.body.teacher.toPlainText() == "Half a sentence"
    assert again.choice.note.text() == "later"
    again.choice.set_decision(Decision.STOP)
    again.choice.keep.click()
    qtbot.waitUntil(lambda: kept(app, three_plans["Emely"]).outcome is not None)
    assert "review_draft" not in kept(app, three_plans["Emely"]).basis
    qtbot.waitUntil(lambda: not app.jobs.busy)
