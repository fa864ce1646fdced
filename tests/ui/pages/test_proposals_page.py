"""Who needs an approach: the order of talking, and what was chosen."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.plans import NewPlan, add_plan
from ui.app import App, Topic
from ui.pages.proposals_page import ALL, MEETING, ProposalsPage, chosen_text


def low(*subscales: str) -> dict[str, int | None]:
    form = load_content().questionnaires["teacher"]
    items = [item for code in subscales for item in form.scale(code).items]
    return {item.id: 4 if item.reverse else 0 for item in items}


@pytest.fixture
def scanned(school: SimpleNamespace, answer: Callable[..., UUID]) -> SimpleNamespace:
    pupils = school.pupils
    answer(pupils["Emely"], school.round, low("EF-INI", "EF-PLA", "EF-ORG"))
    answer(pupils["Shurandy"], school.round, low("EF-INI", "EF-PLA", "EF-ORG", "EF-TIM"))
    answer(pupils["Luis"], school.round, low("EF-INI"))
    answer(pupils["Noa"], school.round, {"P-SE-SAF-1": 0}, "pupil")
    return school


def shown(qtbot: QtBot, app: App) -> ProposalsPage:
    page = ProposalsPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy, timeout=5000)
    return page


def names(page: ProposalsPage) -> list[str]:
    return [row.dossier.pupil.call_name for row in page.table.rows]


def test_a_talk_comes_first_then_most_help_needed(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app)
    assert names(page) == ["Noa", "Shurandy", "Emely"]
    page.which.set_value(ALL)
    page.which.chosen.emit(ALL)
    assert names(page) == ["Noa", "Shurandy", "Emely", "Luis"]


def test_an_agreed_plan_leaves_the_list_but_not_the_meeting(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page, day = shown(qtbot, app), date(2026, 11, 30)
    with app.writing(Topic.PLANS) as session:
        for name, state in (("Shurandy", "agreed"), ("Emely", "concept")):
            new = NewPlan(scanned.pupils[name], scanned.round, "feedback", day, day, state=state)
            add_plan(session, new)
    assert names(page) == ["Noa", "Emely"]
    page.which.set_value(MEETING)
    page.which.chosen.emit(MEETING)
    states = {row.dossier.pupil.call_name: chosen_text(row) for row in page.table.rows}
    assert states == {"Noa": "", "Shurandy": "1 plan", "Emely": "concept"}


def test_enter_opens_the_proposal(qtbot: QtBot, app: App, scanned: SimpleNamespace) -> None:
    page, opened = shown(qtbot, app), []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert opened == [("proposal", (scanned.pupils["Shurandy"],))]


def test_every_row_says_why(qtbot: QtBot, app: App, scanned: SimpleNamespace) -> None:
    page = shown(qtbot, app)
    row = page.table.rows[1]
    assert row.needs == "Getting started, Planning, Organising and 1 more"
    assert "three or more times help needed" in row.why
    assert row.first


def test_without_signals_the_page_points_to_the_scans(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page, opened = shown(qtbot, app), []
    app.opened.connect(lambda name, args: opened.append(name))
    assert page.empty.isVisible() and page.fill_in.isVisible()
    page.fill_in.click()
    assert opened == ["scans"]
