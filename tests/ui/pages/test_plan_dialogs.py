"""Around one plan: signing, a code on paper, a change with why, what worked here."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.dossiers.worked_here import WorkedHere
from npo_desktop.queries.planning.plan_sessions import sessions_of
from npo_desktop.queries.planning.plans import GoalFacts, PlanFacts, plan_facts
from npo_desktop.queries.planning.signing import sign
from npo_desktop.queries.school import setting
from ui.app import App, Said, Topic
from ui.menukaart.worked_here import CardRow, WorkedHereDialog, found_text
from ui.pages.plans_page import PlansPage
from ui.plans.plan_asks import ask_code
from ui.plans.plan_change import ChangePlanDialog
from ui.plans.plan_signing import SigningDialog

TODAY = date(2026, 11, 24)


@pytest.fixture
def page(qtbot: QtBot, app: App, three_plans: dict[str, UUID]) -> Iterator[PlansPage]:
    made = PlansPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    yield made


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


def test_signing_asks_for_the_pupils_words_or_why_not(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID], said: list[Said]
) -> None:
    dialog = SigningDialog(app, three_plans["Emely"], "Emely", page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.who.setText("mother")
    dialog.sign.click()
    assert dialog.wrong.isVisible() and kept(app, three_plans["Emely"]).signed_on is None
    dialog.words.setText("I want to begin by myself")
    assert not dialog.without_field.isVisible()
    dialog.sign.click()
    signed = kept(app, three_plans["Emely"])
    assert signed.signed_on == TODAY and signed.pupil_words == "I want to begin by myself"
    assert signed.code is not None and signed.code in said[-1].first
    choose(page, three_plans["Emely"])
    assert not page.card.sign.isEnabled() and not page.card.change.isEnabled()
    assert page.card.version.isVisible() and not page.card.change.isVisible()
    assert signed.code in page.card.facts.text()


def test_who_agreed_is_not_asked_twice_when_the_program_locks(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    def opened(name: str) -> SigningDialog:
        dialog = SigningDialog(app, three_plans[name], name, page)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    before = opened("Emely")
    before.who.setText("mother")
    before.without.setText("too young")
    before.keep_draft()
    again = opened("Emely")
    assert (again.who.text(), again.without.text()) == ("mother", "too young")
    others = [name for name in three_plans if name != "Emely"]
    assert [opened(name).who.text() for name in others] == [""] * len(others)
    again.sign.click()
    assert kept(app, three_plans["Emely"]).signed_on == TODAY
    with app.reading() as session:
        assert "too young" not in setting(session, f"signing-{_pupil(app, three_plans)}")


def test_once_signed_nothing_of_it_waits_for_the_next_lock(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    dialog = SigningDialog(app, three_plans["Emely"], "Emely", page)
    dialog.open()
    dialog.who.setText("mother")
    dialog.without.setText("too young")
    with qtbot.waitSignal(dialog.destroyed):
        dialog.sign.click()
    assert page.findChildren(SigningDialog) == []


def _pupil(app: App, plans: dict[str, UUID]) -> str:
    return kept(app, plans["Emely"]).pupil_id.hex


def test_a_code_on_paper_is_compared_in_place(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    with app.store.writing() as session:
        code = sign(session, three_plans["Emely"], "mother", TODAY, without_words="ill")
    ask = ask_code(page, page.acts._compared)
    qtbot.addWidget(ask)
    ask.show()
    for typed, words in ((code.lower(), "Right: this is the plan"), ("0000-0000", "No plan here")):
        assert isinstance(ask.first, QLineEdit)
        ask.first.setText(typed)
        ask.yes.click()
        assert ask.isVisible() and any(words in label for label in texts(ask))


def texts(widget: object) -> list[str]:

    assert isinstance(widget, QWidget)
    return [label.text() for label in widget.findChildren(QLabel)]


def test_an_agreed_plan_is_changed_with_why(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID], said: list[Said]
) -> None:
    choose(page, three_plans["Emely"])
    dialog = ChangePlanDialog(app, page.chosen[0], "Peer tutoring", page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.form.fix.isVisible()  # its own foot is for new plans
    dialog.form.minutes.setValue(25)
    dialog.keep.click()
    assert dialog.wrong.isVisible() and kept(app, three_plans["Emely"]).minutes == 20
    dialog.why.setText("Longer lessons")
    dialog.keep.click()
    changed = kept(app, three_plans["Emely"])
    assert (changed.minutes, changed.version) == (25, 2)
    assert changed.goals == (GoalFacts("Emely starts in 4 of 5 lessons", "EF-INI", 20, 60, 59),)
    assert said[-1].undo is not None
    said[-1].undo()
    assert (kept(app, three_plans["Emely"]).minutes, kept(app, three_plans["Emely"]).version) == (
        20,
        1,
    )


def test_a_change_half_typed_waits_for_whoever_opens_it_again(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    def opened(name: str) -> ChangePlanDialog:
        choose(page, three_plans[name])
        dialog = ChangePlanDialog(app, page.chosen[0], "Peer tutoring", page)
        dialog.show()  # closing deletes it
        return dialog

    untouched = opened("Emely")
    untouched.keep_draft()
    untouched.reject()
    before = opened("Emely")
    assert (before.form.minutes.value(), before.why.text()) == (20, "")
    before.form.minutes.setValue(25)
    before.form.goal.setPlainText("Emely begins by herself")
    before.why.setText("Longer less")
    before.keep_draft()
    again = opened("Emely")
    assert (again.form.minutes.value(), again.why.text()) == (25, "Longer less")
    assert again.form.goal.toPlainText() == "Emely begins by herself"
    again.keep_draft()  # locked a second time, with nothing typed in between
    assert opened("Noa").why.text() == ""
    last = opened("Emely")
    last.keep.click()
    changed = kept(app, three_plans["Emely"])
    assert (changed.minutes, changed.version) == (25, 2)
    assert opened("Emely").why.text() == ""


def test_a_change_that_is_left_waits_no_more(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    choose(page, three_plans["Emely"])
    row = page.chosen[0]
    for typed, waiting in (("Longer less", ""), ("", "Longer less"), ("", "")):
        dialog = ChangePlanDialog(app, row, "Peer tutoring", page)
        assert dialog.why.text() == waiting
        if typed:
            dialog.why.setText(typed)
            dialog.keep_draft()
            dialog.deleteLater()  # as the lock does: nobody pressed anything
        else:
            dialog.reject()


def test_a_goal_below_its_start_is_said_in_the_form_and_not_kept(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    choose(page, three_plans["Emely"])
    dialog = ChangePlanDialog(app, page.chosen[0], "Peer tutoring", page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.measure.target.setValue(10)
    assert "The target 10 is below the start 20." in dialog.form.goals.remarks.text()
    dialog.why.setText("why")
    dialog.keep.click()
    assert dialog.form.goal_field.has_error and kept(app, three_plans["Emely"]).version == 1
    said = "The target 10 is below the start 20."
    assert said in dialog.form.goal.accessibleDescription()
    assert said not in dialog.form.goals.remarks.text()  # once is enough
    dialog.form.measure.target.setValue(12)
    assert dialog.form.goal.accessibleDescription() == ""  # it is not so any more
    assert "The target 12 is below the start 20." in dialog.form.goals.remarks.text()


def test_a_signed_plan_offers_a_new_version_where_another_is_changed(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    with app.writing(Topic.PLANS) as session:
        sign(session, three_plans["Emely"], "mother", TODAY, without_words="ill")
    choose(page, three_plans["Shurandy"])
    assert page.card.change.isVisible() and not page.card.version.isVisible()
    choose(page, three_plans["Emely"])
    assert page.card.version.isEnabled() and not page.card.change.isVisible()
    qtbot.mouseClick(page.card.version, Qt.MouseButton.LeftButton)
    assert page.acts.asked is not None
    qtbot.addWidget(page.acts.asked)
    (why,) = page.acts.asked.findChildren(QLineEdit)
    why.setText("More sessions from January")
    page.acts.asked.yes.click()
    assert kept(app, three_plans["Emely"]).version == 2
    assert page.card.change.isVisible() and page.card.change.isEnabled()


def test_a_second_goal_is_added_and_kept_in_its_order(
    qtbot: QtBot, app: App, page: PlansPage, three_plans: dict[str, UUID]
) -> None:
    choose(page, three_plans["Noa"])
    dialog = ChangePlanDialog(app, page.chosen[0], "Peer tutoring", page)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.goals.more.click()
    dialog.form.goal.setPlainText("Noa helps another child twice a week")
    dialog.form.goals.observe.setText("Tally on the card")
    dialog.keep.click()
    first, second = kept(app, three_plans["Noa"]).goals
    assert first.subscale == "EF-INI" and second.text.startswith("Noa helps")
    assert (second.subscale, second.observe) == (None, "Tally on the card")


def test_what_worked_here_says_nothing_of_few_pupils(qtbot: QtBot, page: PlansPage) -> None:

    few, enough = WorkedHere(4), WorkedHere(6, 12.0, 3.0, 20.0)
    assert found_text(few) == "too few to say"
    assert found_text(enough) == "+12 (half of the pupils: +3 to +20)"
    dialog = WorkedHereDialog([CardRow("A", few), CardRow("B", enough)], page)
    qtbot.addWidget(dialog)
    assert [row.name for row in dialog.table.rows] == ["B", "A"]
    assert "This does not show what caused it." in texts(dialog)
