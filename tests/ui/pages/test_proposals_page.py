"""Who needs an approach: the order of talking, and what was chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.forms.own_questionnaire import sealed
from npo_desktop.content.load import load_content
from npo_desktop.queries.answering.own_questionnaires import add_own
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.planning.group_plans import group_plan_list
from npo_desktop.queries.planning.plans import NewPlan, add_plan
from npo_desktop.queries.planning.ranking_choices import choose_constant
from npo_desktop.queries.scans import scan_for
from ui.app import App, Said, Topic
from ui.pages.proposals_page import ALL, MEETING, ProposalsPage, chosen_text
from ui.proposals.proposal_group import approach_text
from ui.tables.record_table import IconRole


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
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
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


def test_an_answer_to_a_list_of_the_school_itself_asks_for_a_talk_as_well(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    built_in = load_content().questionnaires["parent"]
    scale = replace(built_in.scales[0], scored=False)
    asked = scale.items[0].id
    own = sealed(
        replace(built_in, code="thuis", scales=(scale,), critical={asked: (0,)}, is_own=True)
    )
    with app.writing(Topic.ANSWERS) as session:
        own = add_own(session, own, "thuis.xlsx").questionnaire
        for name, value in (("Jaydienne", 0), ("Ruthsella", 1)):
            scan_id = scan_for(session, scanned.pupils[name], scanned.round, own)
            record_answer(session, scan_id, asked, value)
    page = shown(qtbot, app)
    assert names(page) == ["Jaydienne", "Noa", "Shurandy", "Emely"]
    icon = page.table.columns[0].roles[IconRole]
    assert [bool(icon(row)) for row in page.table.rows] == [True, True, False, False]


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


def test_a_class_that_needs_the_same_gets_an_approach_before_single_plans(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app)
    (line,) = [line for line in page.groups.lines if line[0].group == "Groep 5"]
    approach, see, _plan = line
    assert set(approach.pupils) == {scanned.pupils["Emely"], scanned.pupils["Shurandy"]}
    assert page.groups.isVisible() and "serves 2 of 2 pupils" in approach_text(approach, {})
    see.click()
    assert names(page) == ["Shurandy", "Emely"] and page.only.isVisible()
    page.only_off.click()
    assert names(page) == ["Noa", "Shurandy", "Emely"] and not page.only.isVisible()


def test_the_plan_of_a_class_is_made_with_one_press_and_undone(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    said: list[Said] = []
    page = shown(qtbot, app)
    app.said.connect(said.append)
    approach = page.groups.lines[0][0]
    with app.writing(Topic.PLANS) as session:
        day = date(2026, 11, 30)
        own = NewPlan(scanned.pupils["Emely"], scanned.round, approach.intervention.id, day, day)
        plan_id = add_plan(session, own)
        ended = replace(own, state="done")
        add_plan(session, replace(ended, pupil_id=scanned.pupils["Shurandy"]))
    plan = page.groups.lines[0][2]
    plan.click()
    with app.reading() as session:
        (made,) = group_plan_list(session, round_id=scanned.round)
    assert (made.intervention, made.group_id) == (approach.intervention.id, approach.group_id)
    assert made.state == "concept" and made.plan_ids == (plan_id,)  # hers hangs on it
    assert made.starts_on == date(2026, 11, 30) and made.review_on > made.starts_on
    assert page.groups.lines[0][2].isHidden()  # it has a plan now
    assert said[-1].rest == "It stands under Plans. 1 plan of a pupil hangs on it."
    assert said[-1].undo is not None
    said[-1].undo()
    with app.reading() as session:
        assert group_plan_list(session, round_id=scanned.round) == []
    assert not page.groups.lines[0][2].isHidden()


def test_a_plan_changes_the_list_without_weighing_everybody_again(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page, day = shown(qtbot, app), date(2026, 11, 30)
    before = page._weighing
    with app.writing(Topic.PLANS) as session:
        add_plan(session, NewPlan(scanned.pupils["Luis"], scanned.round, "feedback", day, day))
    assert page._weighing is before
    with app.writing(Topic.SCHOOL) as session:
        choose_constant(session, "hourly_rate", 60.0)
    assert page._weighing is not before


def test_the_page_fits_the_smallest_screen(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    width, height = shown(qtbot, app).minimumSizeHint().toTuple()
    assert width <= 1174 and height <= 584


def test_without_signals_the_page_points_to_the_scans(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page, opened = shown(qtbot, app), []
    app.opened.connect(lambda name, args: opened.append(name))
    assert page.empty.isVisible() and page.fill_in.isVisible()
    page.fill_in.click()
    assert opened == ["scans"]
