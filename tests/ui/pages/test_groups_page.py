"""The group view: travelled by keys, remembered, told apart, and never more than a role may see."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from npo_desktop.charts.heat_cells import Shown
from npo_desktop.charts.heat_map import Sort
from npo_desktop.content.load import load_content
from npo_desktop.store.engine import Opener
from ui import theme
from ui.app import App, Topic
from ui.group.heat_tools import SCHOOL
from ui.pages.groups_page import GroupsPage
from ui.preview import PreviewDialog
from ui.widgets.combo_options import place_of

Key = Qt.Key
Answering = Callable[..., UUID]
LOW, HIGH = 0, 4


@pytest.fixture
def opened(app: App) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    app.opened.connect(lambda name, args: found.append((name, *args)))
    return found


def answers(low: tuple[str, ...] = (), age: int = 9) -> dict[str, int | None]:
    """A whole teacher's list: weak on these subscales, strong on all others."""
    form = load_content().questionnaires["teacher"]
    return {
        item.id: LOW if (item.scale in low) is not item.reverse else HIGH
        for item in form.for_age(age)
    }


@pytest.fixture
def scanned(school: SimpleNamespace, answer: Answering) -> SimpleNamespace:
    """Two of Groep 5 are scanned: Emely weak on three, Ruthsella on one; two are not."""
    answer(school.pupils["Emely"], school.round, answers(("EF-INI", "EF-PLA", "SE-WEL")))
    answer(school.pupils["Ruthsella"], school.round, answers(("EF-INI",)))
    return school


def shown(qtbot: QtBot, app: App, *args: object, width: int = 1174) -> GroupsPage:
    page = GroupsPage(app)
    qtbot.addWidget(page)
    page.resize(width, 584)
    page.show_args(*args)
    page.show()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
    return page


def names(page: GroupsPage) -> list[str]:
    return [row.pupil.call_name for row in page.shown.rows] if page.shown else []


def choose(page: GroupsPage, group: object) -> None:
    page.tools.groups.setCurrentIndex(place_of(page.tools.groups, group))
    page.tools.groups.activated.emit(page.tools.groups.currentIndex())


def at(page: GroupsPage) -> tuple[str, str]:
    row = page.view.row
    return (row.pupil.call_name if row else "", page.view.subscale)


def test_a_group_is_shown_with_who_needs_most_attention_first(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    assert page.title() == "Groep 5"
    assert names(page)[:2] == ["Emely", "Ruthsella"] and len(names(page)) == 4
    assert "4 pupils" in page.crumb() and "2 of 4 complete" in page.crumb()
    assert "Teacher5" in page.crumb()
    last = page.shown.rows[3].cells if page.shown else ()
    assert {cell.shown for cell in last} == {Shown.OPEN}


def test_keys_travel_through_the_map_and_open_what_stands_there(
    qtbot: QtBot, app: App, scanned: SimpleNamespace, opened: list[tuple[object, ...]]
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    view = page.view
    assert page.first_focus() is view
    assert at(page) == ("Emely", "COG-TEC")
    qtbot.keyClick(view, Key.Key_Right)
    assert at(page) == ("Emely", "COG-COM")
    qtbot.keyClick(view, Key.Key_End)
    assert at(page) == ("Emely", "SE-RES")
    qtbot.keyClick(view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert at(page)[0] == names(page)[-1]
    qtbot.keyClick(view, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert at(page) == ("Emely", "COG-TEC")
    qtbot.keyClick(view, Key.Key_Down)
    for key in (Key.Key_Return, Key.Key_F2, Key.Key_P):
        qtbot.keyClick(view, key)
    who = scanned.pupils["Ruthsella"]
    group = scanned.groups["Groep 5"]
    assert opened == [("pupil", who), ("scan", who, "teacher", group), ("proposal", who)]


def test_what_stands_behind_a_cell_is_told_beside_it(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"], scanned.pupils["Emely"])
    page.view.stand(scanned.pupils["Emely"], "EF-INI")
    side = page.side
    qtbot.waitUntil(lambda: side.subscale.text() == "Getting started")
    assert side.name.text() == "Emely Pourier" and side.value.text() == "0"
    assert "teacher" in side.basis.text() and "3 of 3 answers" in side.basis.text()
    assert "error" in side.basis.text()
    assert side.verdict.text().startswith("First round")
    assert [words.isVisibleTo(side) for words, _answer in side.statements] == [True] * 3
    assert side.statements[0][1].text() == "(almost) never"
    assert "2 pupils not filled in yet" in side.place.text()
    assert "too few" in side.spread.toolTip() or side.spread.toolTip() == "Getting started"


def test_sorting_on_a_column_by_its_head_and_back(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    assert page.shown is not None
    place = page.shown.place_of("EF-INI")
    page.view.column_clicked.emit(place)
    by_column = page.shown.choice
    assert by_column.sort is Sort.COLUMN and by_column.column == "EF-INI"
    assert page.tools.sorts.currentText() == "By Getting started"
    page.view.column_clicked.emit(place)
    assert page.shown.choice.sort is Sort.ATTENTION


def test_what_was_chosen_is_remembered_and_no_group_is(
    qtbot: QtBot, app: App, scanned: SimpleNamespace, home: Path
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    page.tools.domains.group.button(2).click()
    page.tools.changes.click()
    page.tools.only.click()
    page.tools.sources.setCurrentIndex(place_of(page.tools.sources, "teacher"))
    page.tools.sources.activated.emit(1)
    assert names(page) == ["Emely", "Ruthsella"]
    again = shown(qtbot, app).tools
    assert again.choice() == page.tools.choice() and not again.changes.isChecked()
    kept = (home / "window.ini").read_text(encoding="utf-8")
    assert "Groep" not in kept and str(scanned.groups["Groep 5"]) not in kept


def test_nobody_with_a_signal_is_said(qtbot: QtBot, app: App, scanned: SimpleNamespace) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 7"])
    assert page.first_focus() is page.frame.to_scans  # nobody was scanned in this group
    choose(page, scanned.groups["Groep 5"])
    page.tools.domains.group.button(1).click()  # cognitive: all strong
    page.tools.only.click()
    assert names(page) == [] and not page.view.isVisibleTo(page)
    assert not page.side.isVisibleTo(page)
    page.tools.only.click()
    assert len(names(page)) == 4 and page.view.isVisibleTo(page)


def test_an_empty_school_and_an_unscanned_group_lead_to_the_scans(
    qtbot: QtBot, app: App, opened: list[tuple[object, ...]]
) -> None:
    page = shown(qtbot, app)
    button = page.first_focus()
    assert button is page.frame.plan_round and button.isVisible()
    qtbot.keyClick(button, Key.Key_Space)
    assert opened == [("scans",)]


def test_an_unscanned_group_leads_to_its_scans(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: list[tuple[object, ...]]
) -> None:
    page = shown(qtbot, app, school.groups["Groep 7"])
    button = page.first_focus()
    assert button is page.frame.to_scans and button.isVisible()
    qtbot.keyClick(button, Key.Key_Space)
    assert opened == [("scans", school.groups["Groep 7"])]


def test_the_whole_school_stands_in_one_map(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    choose(page, SCHOOL)
    assert page.title() == "Whole school" and len(names(page)) == 8


def test_a_teacher_sees_her_own_groups_only(
    qtbot: QtBot,
    app: App,
    scanned: SimpleNamespace,
    opened: list[tuple[object, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(app.store, "opener", Opener(name="juf", role="teacher"))
    monkeypatch.setattr(
        "npo_desktop.queries.permitted.permitted_groups",
        lambda *_args: {scanned.groups["Groep 5"]},
    )
    page = shown(qtbot, app, scanned.groups["Groep 7"])
    assert page.title() == "Groep 5" and len(names(page)) == 4
    assert place_of(page.tools.groups, SCHOOL) < 0
    assert not page.tools.print.isVisibleTo(page) and not page.tools.excel.isVisibleTo(page)
    qtbot.keyClick(page.view, Key.Key_P)
    assert not opened
    qtbot.keyClick(page.view, Key.Key_F2)
    assert [one[0] for one in opened] == ["scan"]


def test_the_side_is_folded_on_a_narrow_page_until_f4(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"], width=900)
    assert not page.side.isVisible()
    qtbot.keyClick(page.view, Key.Key_F4)
    assert page.side.isVisible()
    again = shown(qtbot, app, scanned.groups["Groep 5"], width=900)
    assert again.side.isVisible()  # as it was left


def test_every_cell_is_heard_as_it_is_seen(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    table, place = page.view.table, page.shown.place_of("EF-INI") if page.shown else -1
    said = table.data(table.index(0, place), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Emely Pourier, getting started, help needed, no certain change"
    side, top = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
    role = Qt.ItemDataRole.AccessibleTextRole
    assert table.headerData(0, side, role) == "Emely Pourier, 3 signals"
    assert table.headerData(place, top, role) == "Getting started"  # two pupils: no counts
    assert not table.index(9, 0, QModelIndex()).isValid()


def test_the_map_is_painted_anew_in_the_dark(
    qtbot: QtBot, app: App, scanned: SimpleNamespace, qapp: object
) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    place = page.shown.place_of("EF-INI") if page.shown else 0
    rect = page.view.visualRect(page.view.table.index(1, place))

    def ground() -> str:
        return (
            page.view.viewport().grab().toImage().pixelColor(rect.left() + 3, rect.top() + 2).name()
        )

    light = theme.colour("lowFill").name()
    assert ground() == light
    theme.apply_theme(qapp, "dark")
    try:
        assert ground() == theme.colour("lowFill").name() != light
    finally:
        theme.apply_theme(qapp, "light")


def test_the_profile_leads_back_to_the_pupils(
    qtbot: QtBot, app: App, scanned: SimpleNamespace
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    page.tabs.group.button(1).click()
    assert page.profile.isVisible() and not page.side.isVisible()
    assert len(page.profile.table.rows) == 24 and not page.tools.sorts.isVisible()
    assert all(not line.is_shown for line in page.profile.table.rows)  # two of four were scanned
    page.profile.view.select_key("EF-INI")
    qtbot.keyClick(page.profile.view, Key.Key_Return)
    assert page.view.isVisible() and at(page) == ("Emely", "EF-INI")
    assert page.tools.choice().sort is Sort.COLUMN


def test_an_answer_elsewhere_is_seen_here(
    qtbot: QtBot, app: App, scanned: SimpleNamespace, answer: Answering
) -> None:
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    page.view.stand(scanned.pupils["Ruthsella"], "EF-PLA")
    answer(
        scanned.pupils["Shurandy"], scanned.round, answers(("EF-INI", "EF-PLA", "EF-ORG", "EF-TIM"))
    )
    with qtbot.waitSignal(page.dossiers.loaded), app.writing(Topic.ANSWERS):
        pass
    assert names(page)[0] == "Shurandy"
    assert at(page) == ("Ruthsella", "EF-PLA")  # one stays with the pupil, not with the row


def test_the_workbook_is_written_and_told_and_the_paper_is_shown(
    qtbot: QtBot,
    app: App,
    scanned: SimpleNamespace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    previewed: Callable[[], PreviewDialog],
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()))
    said: list[str] = []
    app.said.connect(lambda one: said.append(f"{one.first} {one.rest}"))
    page = shown(qtbot, app, scanned.groups["Groep 5"])
    page.steps.files.folder = tmp_path / "out"
    page.tools.excel.click()
    qtbot.waitUntil(lambda: not app.jobs.busy and not page.steps.files.is_busy)
    file = tmp_path / "out" / "groep-5-2026-2-20261124.xlsx"
    assert file.is_file() and seen[-1] == str(file) and str(file) in said[-1]
    page.tools.print.click()
    document = previewed().document
    assert document is not None and document.file_name == "groep-5-2026-2-20261124.pdf"
    assert page.shown is not None
    assert set(document.pupils) == {row.pupil.id for row in page.shown.rows}
