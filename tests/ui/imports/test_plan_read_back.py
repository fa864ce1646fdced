"""The Excel plan read back in the window: look, decide, read in, undo."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.jobs.export_jobs import load_plan, render_plan
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.imports.pupil_files import list_imports
from npo_desktop.queries.planning.plan_bulk import move_reviews
from npo_desktop.queries.planning.plan_sessions import log_session, sessions_of
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan, plan_facts
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil
from ui.app import App, Said, Topic
from ui.imports.import_plan_rows import TICK
from ui.imports.plan_read_back import PlanReadBackDialog, read_plan_back
from ui.pages.import_page import ImportPage
from ui.pages.plans_page import PlansPage

TODAY = date(2026, 11, 24)
NAMES = (("Emely", "Pourier"), ("Shurandy", "Winklaar"), ("Noa", "Vries"))


@pytest.fixture
def app(qapp: object, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("NPO_TODAY", TODAY.isoformat())
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def plans(app: App) -> dict[str, UUID]:
    found = {}
    with app.store.writing() as session:
        this = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4)).id
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        session.add(group)
        for number, (call_name, last_name) in enumerate(NAMES, 1):
            pupil = Pupil(
                number=f"P{number}", call_name=call_name, last_name=last_name,
                sort_name=folded(f"{last_name} {call_name}"), birth_date=date(2017, 3, number),
            )  # fmt: skip
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
            new = NewPlan(
                pupil.id, this, "peer-tutoring", date(2026, 10, 5), date(2026, 12, 18),
                state="agreed", sessions_per_week=2, minutes=20, weeks=6,
                goals=(GoalFacts(f"{call_name} starts in 4 of 5 lessons", "EF-INI", 20, 60, 59),),
            )  # fmt: skip
            found[call_name] = add_plan(session, new)
    return found


@pytest.fixture
def workbook(app: App, plans: dict[str, UUID], tmp_path: Path) -> Path:
    """Emely: 4 sessions. Shurandy: a later review, moved here too. Noa: a status of nothing."""
    content = app.content
    with app.reading() as session:
        this = plan_facts(session, plans["Noa"]).round_id
        facts: PlanWorkbook = load_plan(session, content, round_facts(session, this))
    path = tmp_path / "plan.xlsx"
    render_plan(facts, path)
    book = openpyxl.load_workbook(path)
    keys: dict[Any, Any] = {row[0].value: row[1].value for row in book["npo"].iter_rows()}
    sheet: Any = book[keys["plans.sheet"]]
    head = next(row for row in sheet.iter_rows() if keys["plans.id"] in [c.value for c in row])
    at = {cell.value: cell.column for cell in head}
    rows = {
        sheet.cell(line, at[keys["plans.id"]]).value: line
        for line in range(head[0].row + 1, sheet.max_row + 1)
    }
    for name, key, value in (
        ("Emely", "sessions_given", 4),
        ("Shurandy", "review_on", date(2027, 1, 15)),
        ("Noa", "status", "Busy"),
    ):
        sheet.cell(rows[plans[name].hex], at[keys[f"plans.{key}"]]).value = value
    book.save(path)
    with app.store.writing() as session:
        move_reviews(session, [plans["Shurandy"]], date(2027, 1, 8))
    return path


@pytest.fixture
def said(app: App) -> list[Said]:
    found: list[Said] = []
    app.said.connect(found.append)
    return found


def _dialog(qtbot: QtBot) -> PlanReadBackDialog:
    def there() -> list[PlanReadBackDialog]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, PlanReadBackDialog) and one.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


@pytest.fixture
def opened(qtbot: QtBot, app: App, workbook: Path) -> Iterator[PlanReadBackDialog]:
    """Dropped on the page for reading files in: it is known for what it is."""
    page = ImportPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show()
    page.view.open_file(workbook)
    yield _dialog(qtbot)  # the page, whose window it hangs on, stays until the test is over


def _given(app: App, plan_id: UUID) -> int:
    with app.reading() as session:
        return len(sessions_of(session, [plan_id]).get(plan_id, ()))


def test_what_must_be_decided_stands_first_and_is_not_taken(
    opened: PlanReadBackDialog, plans: dict[str, UUID]
) -> None:
    states = [(one.state, one.taken) for one in opened.rows.table.rows]
    assert states == [(State.DOUBTFUL, False), (State.FAULTY, False), (State.CHANGED, True)]
    assert opened.sum.text() == "1 change will be read in."
    assert opened.left.text() == (
        "1 asks for your decision. 1 cannot be read: mend it in the file, or leave it."
    )
    assert opened.go.text() == "Read 1 change in"
    assert "Changed here too since the workbook was made" in opened.detail.text()


def test_the_keyboard_decides_and_one_undo_takes_it_all_back(
    qtbot: QtBot,
    app: App,
    opened: PlanReadBackDialog,
    plans: dict[str, UUID],
    said: list[Said],
) -> None:
    opened.rows.setCurrentIndex(opened.rows.table.index(0, 1))
    qtbot.keyClick(opened.rows, Qt.Key.Key_Space)
    assert opened.go.text() == "Read 2 changes in"
    opened.go.click()
    qtbot.waitUntil(lambda: bool(said))
    with app.reading() as session:
        assert plan_facts(session, plans["Shurandy"]).review_on == date(2027, 1, 15)
        assert [run.kind for run in list_imports(session)] == ["plans"]
    assert _given(app, plans["Emely"]) == 4
    assert said[-1].first == "2 changes are read in."
    undo: Callable[[], None] | None = said[-1].undo
    assert undo is not None
    undo()
    assert _given(app, plans["Emely"]) == 0
    with app.reading() as session:
        assert plan_facts(session, plans["Shurandy"]).review_on == date(2027, 1, 8)


def test_the_same_workbook_a_second_time_changes_nothing(
    qtbot: QtBot,
    app: App,
    opened: PlanReadBackDialog,
    workbook: Path,
    plans: dict[str, UUID],
    said: list[Said],
) -> None:
    opened.go.click()
    qtbot.waitUntil(lambda: bool(said) and not app.jobs.busy)
    window = QWidget()
    qtbot.addWidget(window)
    read_plan_back(app, workbook, window)
    again = _dialog(qtbot)
    assert again.sum.text().startswith("0 changes will be read in.")
    assert not again.go.isEnabled()
    again.cancel.click()
    assert _given(app, plans["Emely"]) == 4


def test_what_changed_while_somebody_looked_is_said_and_nothing_is_written(
    qtbot: QtBot, app: App, opened: PlanReadBackDialog, plans: dict[str, UUID]
) -> None:
    with app.writing(Topic.PLANS) as session:
        log_session(session, [plans["Emely"]], TODAY, was_given=True)
    opened.go.click()
    qtbot.waitUntil(lambda: "while you were looking" in opened.left.text())
    assert opened.isVisible() and not opened.go.isEnabled()
    assert _given(app, plans["Emely"]) == 1


def test_a_box_is_pressed_and_nothing_left_cannot_be_read_in(
    qtbot: QtBot, app: App, opened: PlanReadBackDialog, plans: dict[str, UUID]
) -> None:
    index = opened.rows.table.index(2, TICK)
    place = opened.rows.visualRect(index).center()
    qtbot.mouseClick(opened.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not opened.go.isEnabled() and opened.go.text() == "Read in"
    opened.cancel.click()
    assert _given(app, plans["Emely"]) == 0


def test_the_page_of_plans_offers_it(qtbot: QtBot, app: App, plans: dict[str, UUID]) -> None:
    page = PlansPage(app)
    qtbot.addWidget(page)
    offered = [one.text() for one in page.more.entries.actions()]
    assert offered == ["What worked here", "Read the Excel plan back..."]
    assert page.more in page.head_actions()
