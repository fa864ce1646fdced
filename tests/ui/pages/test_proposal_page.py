"""Choosing: from the ranked proposals to a plan in the store, and back again."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from npo_desktop.clock import today
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.planning.choices import drafted
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.planning.signing import sign
from ui.app import App, Topic
from ui.menukaart.intervention_card import InterventionCard
from ui.pages.proposal_page import ProposalPage
from ui.proposals.proposal_card import OptionCard


@pytest.fixture
def page(qtbot: QtBot, app: App, emely: UUID) -> Iterator[ProposalPage]:
    made = ProposalPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show_args(emely)
    made.show()
    qtbot.waitUntil(lambda: made.dossiers.is_ready and not app.jobs.busy)
    yield made


def plans(app: App) -> list[PlanFacts]:
    with app.reading() as session:
        return plan_list(session)


def test_three_are_shown_with_nothing_extra_beside_them(page: ProposalPage) -> None:
    assert page.proposals is not None
    ranked = [p.intervention.id for p in page.proposals.ranked]
    assert page.list.order[:4] == [*ranked[:3], NOTHING_EXTRA]
    assert page.shown == ranked[0]
    figureless = {p.intervention.id for p in page.proposals.no_figure}
    assert set(page.list.order[4:]) <= figureless and page.list.order[4:]


def test_every_card_stays_reachable_after_unfolding(page: ProposalPage) -> None:
    assert page.proposals is not None
    page.list._show_all_cards()
    page.list._show_all_unmeasured()
    shown = set(page.list.order) - {NOTHING_EXTRA}
    everything = {p.intervention.id for p in (*page.proposals.ranked, *page.proposals.no_figure)}
    assert shown == everything
    assert [card.key for card in page.list.cards if card.is_shown] == [page.shown]


def test_the_form_keeps_exactly_what_was_proposed_with_its_basis(
    qtbot: QtBot, app: App, page: ProposalPage
) -> None:
    """The same as the command makes: the window adds only that it is agreed."""
    assert page.dossier is not None and page.proposals is not None
    expected = drafted(page.dossier, page.proposals, page.shown, app.content, today())
    qtbot.keyClick(page.form.goal, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(plans(app)))  # a button pressed by its key goes down first
    (kept,) = plans(app)
    assert kept.state == "agreed"
    for part in ("intervention", "starts_on", "review_on", "sessions_per_week", "minutes", "weeks",
                 "group_size", "who", "first_step", "in_parent_summary"):  # fmt: skip
        assert getattr(kept, part) == getattr(expected, part), part
    assert kept.goals == expected.goals
    assert kept.goals[0].text.startswith("Emely ")
    assert kept.basis == expected.basis and kept.basis["ranking"]["place"] == 1


def test_what_is_typed_is_kept(app: App, page: ProposalPage) -> None:
    form = page.form
    form.goal.setPlainText("Emely starts by herself.")
    form.measure.choose("EF-PLA")
    form.sessions.setValue(2)
    form.who.setEditText("juf Teacher5")
    form.review.setDate(QDate(2027, 1, 29))
    form.words.setText("I want to do it alone.")
    form.in_summary.setChecked(False)
    form.concept.click()
    (kept,) = plans(app)
    assert (kept.state, kept.sessions_per_week, kept.who) == ("concept", 2, "juf Teacher5")
    assert (kept.review_on, kept.pupil_words) == (date(2027, 1, 29), "I want to do it alone.")
    assert not kept.in_parent_summary
    (goal,) = kept.goals
    assert (goal.text, goal.subscale, goal.start_value) == ("Emely starts by herself.", "EF-PLA", 0)
    assert goal.target_value == 28  # the first value above measurement error


def test_a_concept_can_be_changed_and_then_fixed(app: App, page: ProposalPage) -> None:
    page.form.concept.click()
    page.form.minutes.setValue(20)
    page.form.fix.click()
    (kept,) = plans(app)
    assert (kept.state, kept.minutes) == ("agreed", 20)
    assert not page.form.fix.isVisible()  # a fixed plan is changed at its review
    assert page.form.goal.isReadOnly()


@pytest.mark.parametrize("state", ["concept", "agreed"])
def test_undo_takes_a_choice_back(qtbot: QtBot, app: App, page: ProposalPage, state: str) -> None:
    (page.form.concept if state == "concept" else page.form.fix).click()
    assert len(plans(app)) == 1 and page.told.isVisible()
    page.undo.click()
    assert plans(app) == [] and not page.told.isVisible()


def test_undo_puts_back_the_concept_that_was_fixed(app: App, page: ProposalPage) -> None:
    page.form.concept.click()
    before = plans(app)[0]
    page.form.minutes.setValue(25)
    page.form.fix.click()
    page.undo.click()
    (after,) = plans(app)
    assert (after.state, after.minutes, after.goals) == ("concept", before.minutes, before.goals)


def test_no_is_as_easy_as_yes(app: App, page: ProposalPage) -> None:
    first, second = page.list.order[:2]
    page.form.drop.click()
    assert page.shown == second and plans(app) == []
    page.show_option(first)
    page.form.concept.click()
    page.form.drop.click()
    assert plans(app) == []
    page.undo.click()
    assert [plan.intervention for plan in plans(app)] == [first]


def test_nothing_extra_is_a_choice_like_any_other(app: App, page: ProposalPage) -> None:
    page.show_option(NOTHING_EXTRA)
    assert not page.form.goal_field.isVisible()
    page.form.fix.click()
    (kept,) = plans(app)
    assert (kept.intervention, kept.goals, kept.review_on) == (
        NOTHING_EXTRA,
        (),
        date(2027, 2, 5),
    )


def test_nothing_extra_says_which_plans_go_on(page: ProposalPage) -> None:
    page.form.fix.click()
    page.show_option(page.list.order[1])
    page.form.concept.click()  # a concept does not run
    page.show_option(NOTHING_EXTRA)
    page.form.fix.click()
    told = [label.text() for label in page.told.findChildren(QLabel)]
    assert {"The plan is agreed.", "1 plan of Emely goes on."} <= {*told}


def test_a_signed_plan_is_called_signed(app: App, page: ProposalPage) -> None:
    page.form.fix.click()
    assert page.form.tag.accessibleName() == "agreed"
    with app.writing(Topic.PLANS) as session:
        sign(session, plans(app)[0].id, "mother", today(), without_words="ill")
    assert page.form.tag.accessibleName() == "signed"


def test_a_second_one_can_be_chosen_also(qtbot: QtBot, app: App, page: ProposalPage) -> None:
    first, second = page.list.order[:2]
    page.form.fix.click()
    card = page.list.cards[1]
    assert card.button.text() == "Choose also"
    qtbot.mouseClick(card.button, Qt.MouseButton.LeftButton)
    page.form.concept.click()
    assert {plan.intervention: plan.state for plan in plans(app)} == {
        first: "agreed",
        second: "concept",
    }


def test_number_keys_choose_an_option(qtbot: QtBot, page: ProposalPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert page.shown == page.list.order[2]


def test_an_edit_survives_a_look_at_another_option(page: ProposalPage) -> None:
    first = page.shown
    page.form.goal.setPlainText("Half a thought")
    page.show_option(NOTHING_EXTRA)
    page.refresh()
    page.show_option(first)
    assert page.form.goal.toPlainText() == "Half a thought"


def test_the_review_moves_with_the_start_until_it_was_chosen(page: ProposalPage) -> None:
    form = page.form
    drafted = form.plan()
    assert drafted is not None
    form.starts.setDate(form.starts.date().addDays(42))
    moved = form.plan()
    assert moved is not None
    assert moved.review_on - drafted.review_on == moved.starts_on - drafted.starts_on
    form.review.setDate(form.review.date().addDays(7))
    form.starts.setDate(form.starts.date().addDays(-14))
    chosen = form.plan()
    assert chosen is not None
    assert (chosen.review_on - moved.review_on).days == 7


def test_the_value_to_reach_comes_with_what_the_review_may_ask_besides(page: ProposalPage) -> None:
    said = page.form.measure.hint.text()
    assert said.startswith("From ") and "larger than the measurement error" in said
    assert "The review may ask for more" in said


def test_what_cannot_be_is_said_beside_the_field(app: App, page: ProposalPage) -> None:
    page.form.goal.setPlainText("  ")
    page.form.fix.click()
    assert page.form.goal_field._message.text() == "Write the goal, or choose an example."
    page.form.goal.setPlainText("Emely starts.")
    page.form.review.setDate(QDate(2026, 11, 1))
    page.form.fix.click()
    assert page.form.review_field.has_error and plans(app) == []


def test_answers_on_the_card_change_the_proposal_at_once(
    qtbot: QtBot, app: App, page: ProposalPage
) -> None:
    key = page.shown
    page._show_card(key)
    (card,) = page.window().findChildren(InterventionCard)
    asked = card.questions["trained"]
    asked.group.button(1).click()  # no
    with app.reading() as session:
        assert feasibility_answers(session) == {key: {"trained": False}}
    assert page.proposals is not None
    (proposal,) = [p for p in page.proposals.ranked if p.intervention.id == key]
    assert proposal.missing == ("trained",) and proposal.ranked.feasibility == 0.6
    asked.group.button(2).click()  # not known after all
    with app.reading() as session:
        assert feasibility_answers(session) == {}
    card.close()


def test_the_page_fits_the_smallest_screen(page: ProposalPage) -> None:
    width, height = page.minimumSizeHint().toTuple()
    assert width <= 1174 and height <= 584


def test_a_pupil_who_is_not_there_is_not_shown_with_the_signals_of_another(
    page: ProposalPage,
) -> None:
    assert page.chips.accessibleName() not in ("", "No signals")
    page.show_args(uuid4())
    assert page.dossier is None and page.chips.accessibleName() == "No signals"


def test_a_fourth_thing_on_one_child_is_warned_about_before_it_is_agreed(
    app: App, page: ProposalPage
) -> None:
    too_much = "A fourth thing at once is too much for one child."
    cards = [key for key in page.list.order if key != NOTHING_EXTRA][:4]
    for key in cards:
        page.show_option(key)
        told = [label.text() for label in page.form.dose.findChildren(QLabel)]
        assert any(too_much in words for words in told) is (key == cards[3])
        if key != cards[3]:
            page.form.fix.click()
    assert len(plans(app)) == 3


def test_what_was_chosen_stands_above_the_button_not_in_its_place(
    qtbot: QtBot, page: ProposalPage
) -> None:
    """In Dutch "See plan", "chosen", "Why" and "More" have no room on one line."""
    key = page.shown
    page.form.fix.click()
    page.show_option(next(other for other in page.list.order if other != key))

    def card() -> OptionCard:
        return next(one for one in page.list.cards if one.key == key)

    assert card().state.isVisibleTo(card()) and card().button.text() == "See plan"
    qtbot.waitUntil(lambda: card().state.geometry().bottom() < card().button.geometry().top())
