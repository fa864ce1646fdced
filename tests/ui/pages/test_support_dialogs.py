"""Around the support groups: consent, blocks and groups by hand, the timetable, what is missing."""

from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from npo_desktop.queries.support.support_groups import set_consent
from ui.app import App, Topic
from ui.pages.support_page import SupportPage
from ui.support.support_block import SupportBlockDialog
from ui.support.support_consent import SupportConsentDialog
from ui.support.support_group import SupportGroupDialog

FOUR = ("Jaydienne", "Emely", "Ruthsella", "Shurandy")


def shown(qtbot: QtBot, app: App) -> SupportPage:
    page = SupportPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show()
    rest(qtbot, page)
    return page


def rest(qtbot: QtBot, page: SupportPage) -> None:
    def is_at_rest() -> bool:
        ready = page.dossiers.is_ready and (
            page.dossiers.scored is None or page.solver.needs is not None
        )
        return ready and not page.app.jobs.busy

    qtbot.waitUntil(is_at_rest)


def divide(qtbot: QtBot, page: SupportPage) -> None:
    page.view.waiting.divide.click()
    qtbot.waitUntil(lambda: not page.app.jobs.busy and page.view.isEnabled())


def waiting(page: SupportPage) -> list[str]:
    return [row.name.split()[0] for row in page.view.waiting.rows]


def inside(page: SupportPage) -> dict[str, set[str]]:
    assert page.board is not None
    children = page.board.children
    return {
        group.name: {children[pupil].call_name for pupil in group.pupils}
        for group in page.board.groups
    }


def dialog(kind: type) -> object:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def test_who_may_not_be_placed_says_why(
    qtbot: QtBot, app: App, support_block: UUID, support_staffed: SimpleNamespace
) -> None:
    with app.writing(Topic.PLANS) as session:
        set_consent(session, {support_staffed.pupils["Emely"]: None})
    page = shown(qtbot, app)
    divide(qtbot, page)
    assert waiting(page) == ["Emely"]
    assert page.view.waiting.rows[0].why == "no consent yet"
    page._ask("consent")
    asked = dialog(SupportConsentDialog)
    assert isinstance(asked, SupportConsentDialog)
    asked.all.click()
    asked.yes.click()
    divide(qtbot, page)
    assert waiting(page) == []


def test_the_timetable_is_a_workbook(
    qtbot: QtBot, app: App, support_block: UUID, tmp_path: Path
) -> None:
    page = shown(qtbot, app)
    divide(qtbot, page)
    assert page.board is not None
    page.saving.save(page.board, tmp_path / "timetable.xlsx")
    qtbot.waitUntil(lambda: page.saving.made is not None)
    book = load_workbook(tmp_path / "timetable.xlsx")
    assert book.sheetnames == ["By colleague", "By group", "By moment", "By pupil"]
    pupils = [row[0].value for row in book["By pupil"].iter_rows(min_row=3)]
    assert sorted(str(name).split()[0] for name in pupils) == sorted(FOUR)


def test_a_block_is_made_in_a_dialog_and_a_group_by_hand(
    qtbot: QtBot, app: App, support_staffed: SimpleNamespace
) -> None:
    page = shown(qtbot, app)
    assert page.empty.isVisible() and page.go.text() == "New block..."
    page.go.click()
    made = dialog(SupportBlockDialog)
    assert isinstance(made, SupportBlockDialog)
    assert "weeks of school" in made.weeks.text()
    made.smallest.setValue(9)
    made.largest.setValue(4)
    made.yes.click()
    assert made.isVisible() and "9 to 4" in made.wrong.accessibleName()
    made.smallest.setValue(2)
    made.yes.click()
    assert page.view.isVisible() and page.board is not None
    assert page.board.block.limits.smallest == 2
    page.view.canvas.new_group.by_hand.click()
    group = dialog(SupportGroupDialog)
    assert isinstance(group, SupportGroupDialog)
    group.name.setText("By hand")
    group.yes.click()
    assert list(inside(page)) == ["By hand"]
    page.view.edit_asked.emit(page.board.groups[0].id)
    again = dialog(SupportGroupDialog)
    assert isinstance(again, SupportGroupDialog)
    again.remove.click()
    assert page.board.groups == ()


@pytest.mark.parametrize(
    ("state", "title", "button"),
    [
        ("nothing", "There is no round yet", "To the scans"),
        ("round", "No list is filled in yet in this round", "To the scans"),
        ("scanned", "Nobody has hours for support yet", "People and hours"),
    ],
)
def test_what_is_missing_is_said_with_where_to_go(
    qtbot: QtBot, app: App, request: pytest.FixtureRequest, state: str, title: str, button: str
) -> None:
    if state == "round":
        request.getfixturevalue("school")
    elif state == "scanned":
        request.getfixturevalue("support_scanned")
    page = shown(qtbot, app)
    assert page.empty.isVisible() and page.view.isHidden()
    assert page.empty.accessibleName().startswith(title)
    assert page.go.text() == button
