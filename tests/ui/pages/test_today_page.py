"""The start page: the next step, and what waits."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil, School
from ui.app import App
from ui.pages.today_page import TodayPage
from ui.rounds.new_round import NewRoundDialog

CONTENT = load_content()
Answering = Callable[..., UUID]


@pytest.fixture
def opened(qtbot: QtBot, app: App) -> Callable[[], TodayPage]:
    def show() -> TodayPage:
        page = TodayPage(app)
        qtbot.addWidget(page)
        page.resize(1174, 632)
        page.show()
        return page

    return show


def test_the_banner_goes_on_where_one_stopped(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Answering,
    opened: Callable[[], TodayPage],
) -> None:
    answer(school.pupils["Emely"], school.round, {"T-EF-INH-1": 2, "T-EF-INH-2": None})
    page = opened()
    assert page.banner.first.text() == "Go on: Groep 5, Teacher questionnaire"
    assert "4 of 4 pupils to go." in page.banner.rest.text()
    assert "Emely Pourier: 2 of 58" in page.banner.rest.text()

    with qtbot.waitSignal(app.opened) as asked:
        qtbot.keyClick(page.banner.button, Qt.Key.Key_Return)

    expected = (school.pupils["Emely"], "teacher", school.groups["Groep 5"])
    assert asked.args == ["scan", expected]


def test_a_fresh_round_starts_with_the_youngest_group(
    school: SimpleNamespace, opened: Callable[[], TodayPage]
) -> None:
    page = opened()

    assert page.banner.first.text() == "Start: Groep 1, Teacher questionnaire"
    assert page.banner.button.text() == "Start"


def test_when_everything_is_filled_in_the_proposals_are_next(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Answering,
    opened: Callable[[], TodayPage],
) -> None:
    for pupil_id in school.pupils.values():
        for code, questionnaire in CONTENT.questionnaires.items():
            values = {item.id: n % 3 for n, item in enumerate(questionnaire.items)}
            answer(pupil_id, school.round, values, code)
    page = opened()
    assert page.banner.button.text() == "To the proposals"
    assert page.choices.table.rowCount() == len(school.pupils)

    with qtbot.waitSignal(app.opened) as asked:
        page.banner.button.click()
    assert asked.args == ["proposals", ()]


def test_a_store_without_pupils_offers_to_read_them_in(
    qtbot: QtBot, app: App, opened: Callable[[], TodayPage]
) -> None:
    page = opened()
    assert page.no_pupils.isVisible()
    assert not page.body.isVisible()

    with qtbot.waitSignal(app.opened) as asked:
        page.read_in.click()
    assert asked.args == ["import", ()]


def test_pupils_without_a_round_get_one_planned(
    store: Store, opened: Callable[[], TodayPage]
) -> None:
    with store.writing() as session:
        session.add(Pupil(number="1", call_name="Ann"))
    page = opened()
    assert page.banner.button.text() == "Plan a round"

    page.banner.button.click()
    dialog = page.findChild(NewRoundDialog)
    assert dialog is not None
    dialog.plan.click()

    assert page.banner.button.text() == "Start"


def test_a_critical_answer_names_the_pupil_but_not_the_answer(
    school: SimpleNamespace, answer: Answering, opened: Callable[[], TodayPage]
) -> None:
    answer(school.pupils["Emely"], school.round, {"P-SE-SAF-2": 3}, "pupil")
    page = opened()
    shown = [page.talks.table.index(0, column).data() for column in range(3)]
    assert shown == ["Emely Pourier", "Groep 5", "Pupil"]
    assert page.talks.table.rowCount() == 1


def test_a_review_that_is_late_says_by_how_much(
    store: Store, school: SimpleNamespace, opened: Callable[[], TodayPage]
) -> None:
    with store.writing() as session:
        for name, day in (("Noa", 20), ("Luis", 26)):
            review_on = date(2026, 11, day)
            goals = (GoalFacts(f"{name} reads"),)
            add_plan(
                session,
                NewPlan(
                    school.pupils[name], school.earlier, "x", date(2026, 9, 1), review_on, goals
                ),
            )

    page = opened()

    assert [page.reviews.table.index(n, 3).data() for n in range(2)] == [
        "20 Nov 2026 · 4 days late",
        "26 Nov 2026",
    ]
    assert page.reviews.tag.accessibleName() == "1 late"


def test_the_coordinator_is_greeted_by_first_name(
    store: Store, school: SimpleNamespace, opened: Callable[[], TodayPage]
) -> None:
    with store.writing() as session:
        session.get_one(School, 1).coordinator = "Dianira Ortela"

    page = opened()

    assert page.title().endswith(", Dianira")
    assert page.crumb() == "Tuesday 24 November 2026"


def test_a_group_on_the_card_opens_its_unfinished_list(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[[], TodayPage]
) -> None:
    page = opened()

    with qtbot.waitSignal(app.opened) as asked:
        page.round_card.view.row_activated.emit(page.round_card.table.rows[1])

    assert asked.args == ["scans", (school.groups["Groep 5"], "teacher")]
