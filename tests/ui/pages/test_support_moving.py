"""Moving pupils between support groups: keys, a click, the mouse, a suggestion."""

from uuid import UUID

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from npo_desktop.queries.support.support_groups import GroupDraft
from ui.app import App
from ui.pages.support_page import SupportPage
from ui.support.support_row import MIME

CARD = "oral-language-interventions"
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


def inside(page: SupportPage) -> dict[str, set[str]]:
    assert page.board is not None
    children = page.board.children
    return {
        group.name: {children[pupil].call_name for pupil in group.pupils}
        for group in page.board.groups
    }


def test_keys_walk_choose_and_take_out(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    page.writing.add(support_block, GroupDraft(CARD, name="Words"))
    assert page.board is not None
    top, below = page.view.waiting.rows[:2]
    page.activateWindow()
    top.setFocus()
    QTest.keyClick(top, Qt.Key.Key_Down)
    assert page.focusWidget() is below
    pupil = below.pupil_id
    menu = page.view.group_menu(below)
    assert [entry.text() for entry in menu.actions()] == ["&1  Words  (0 of 6)"]
    menu.actions()[0].trigger()
    moved = page.view.row_of(pupil)
    assert moved is not None and moved.group_id == page.board.groups[0].id
    assert page.focusWidget() is moved  # the focus goes with the pupil
    QTest.keyClick(moved, Qt.Key.Key_Delete)
    assert page.board.homes == {}


def test_put_somebody_here_stands_where_it_suits(
    qtbot: QtBot, app: App, support_block: UUID
) -> None:
    page = shown(qtbot, app)
    page.writing.add(support_block, GroupDraft(CARD, name="Words"))
    page.writing.add(support_block, GroupDraft("homework-support", name="Homework"))
    row = page.view.waiting.rows[0]
    row.click()
    assert page.board is not None
    words, homework = (page.view.canvas.cards[group.id] for group in page.board.groups)
    assert words.here.text() == f"Put {row.name.split()[0]} here"
    assert words.here.isVisible() and not homework.here.isVisible()
    words.here.click()
    assert inside(page)["Words"] == {row.name.split()[0]}


def test_dropping_a_pupil_moves_it(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    page.writing.add(support_block, GroupDraft(CARD, name="Words"))
    assert page.board is not None
    card = page.view.canvas.cards[page.board.groups[0].id]
    row = page.view.waiting.rows[0]
    data = QMimeData()
    data.setData(MIME, f"{row.pupil_id} ".encode())
    card.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert page.board.groups[0].pupils == (row.pupil_id,)


def test_a_suggestion_is_made_with_one_click(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    page.view.canvas.new_group.make.click()
    assert list(inside(page).values()) == [set(FOUR)]
