"""The list of pupils: found by name or number, by group, and opened with the keyboard."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.planning.plans import NewPlan, add_plan
from ui.app import App, Topic
from ui.pages.pupils_page import PupilsPage, plan_text


@pytest.fixture
def opened(app: App) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    app.opened.connect(lambda name, args: found.append((name, *args)))
    return found


def shown(qtbot: QtBot, app: App) -> PupilsPage:
    page = PupilsPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
    return page


def names(page: PupilsPage) -> list[str]:
    return [row.facts.call_name for row in page.pupils.rows]


def test_an_empty_school_offers_to_read_pupils_in(
    qtbot: QtBot, app: App, opened: list[tuple[object, ...]]
) -> None:
    page = shown(qtbot, app)
    button = page.first_focus()
    assert button is not None and button.isVisible()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert opened == [("import",)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", 8),
        ("hernandez", ["Luis"]),
        ("luis h", ["Luis"]),
        ("P4", ["Emely"]),
        ("ANTHONY", ["Jaydienne", "Zoë"]),
        ("nobody", []),
    ],
)
def test_a_pupil_is_found_by_name_or_number_without_accents(
    qtbot: QtBot, app: App, school: SimpleNamespace, typed: str, found: int | list[str]
) -> None:
    page = shown(qtbot, app)
    qtbot.keyClicks(page.search, typed)
    assert (len(names(page)) if isinstance(found, int) else sorted(names(page))) == found


def test_a_group_can_be_chosen(qtbot: QtBot, app: App, school: SimpleNamespace) -> None:
    page = shown(qtbot, app)
    page.groups.setCurrentIndex(page.groups.findText("Groep 7"))
    page.groups.activated.emit(page.groups.currentIndex())
    assert sorted(names(page)) == ["Luis", "Noa"]
    with app.writing(Topic.PUPILS):
        pass
    assert sorted(names(page)) == ["Luis", "Noa"]  # the choice survives a refresh


def test_down_and_enter_open_a_pupil(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: list[tuple[object, ...]]
) -> None:
    page = shown(qtbot, app)
    qtbot.keyClicks(page.search, "pourier")
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert opened == [("pupil", school.pupils["Emely"])] * 2


def test_signals_appear_as_soon_as_answers_are_there(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., UUID]
) -> None:
    page = shown(qtbot, app)
    emely = school.pupils["Emely"]
    items = load_content().questionnaires["teacher"].scale("EF-INI").items
    low = {item.id: 4 if item.reverse else 0 for item in items}
    answer(emely, school.round, low)
    with qtbot.waitSignal(page.dossiers.loaded), app.writing(Topic.ANSWERS):
        pass
    row = next(row for row in page.pupils.rows if row.facts.id == emely)
    assert row.signals is not None and row.signals.low == 1
    assert plan_text(row) == "proposal ready"


def test_the_state_of_the_plan_is_shown(qtbot: QtBot, app: App, school: SimpleNamespace) -> None:
    page = shown(qtbot, app)
    day = date(2026, 11, 30)
    with app.writing(Topic.PLANS) as session:
        for name, state in (("Emely", "agreed"), ("Noa", "concept")):
            new = NewPlan(school.pupils[name], school.round, "feedback", day, day, state=state)
            add_plan(session, new)
    states = {row.facts.call_name: plan_text(row) for row in page.pupils.rows}
    assert (states["Emely"], states["Noa"], states["Luis"]) == ("agreed", "concept", "")
