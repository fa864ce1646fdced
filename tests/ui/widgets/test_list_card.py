"""A list in a card shows whole rows only; the others are one press away."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.tables.record_table import Column
from ui.widgets.list_card import ListCard

ROWS = [f"row {n}" for n in range(9)]


def card(qtbot: QtBot, height: int, *, elsewhere: bool = False) -> ListCard[str]:
    made: ListCard[str] = ListCard(
        "Nine", (Column("Name", lambda row: row),), "Nothing.", whole_elsewhere=elsewhere
    )
    qtbot.addWidget(made)
    made.set_rows(ROWS)
    made.resize(300, height)
    made.show()
    return made


def shown(made: ListCard[str]) -> int:
    return sum(not made.view.isRowHidden(row) for row in range(made.table.rowCount()))


def test_rows_that_do_not_fit_whole_wait_behind_a_link(qtbot: QtBot) -> None:
    made = card(qtbot, 190)
    assert shown(made) == 3
    assert made.every.isVisible() and "9" in made.every.text()
    assert not made.view.verticalScrollBar().isVisible()

    qtbot.mouseClick(made.every, Qt.MouseButton.LeftButton)
    assert shown(made) == len(ROWS)
    qtbot.waitUntil(made.view.verticalScrollBar().isVisible)
    assert not made.every.isVisible()


def test_a_card_that_is_high_enough_shows_every_row_without_a_scroll_bar(qtbot: QtBot) -> None:
    made = card(qtbot, 100)
    made.resize(300, made.height_for_rows())

    assert shown(made) == len(ROWS)
    assert not made.every.isVisible() and not made.view.verticalScrollBar().isVisible()


def test_rows_of_a_folded_list_come_closer_together_all_of_them(qtbot: QtBot) -> None:
    made = card(qtbot, 190)
    made.set_density("dense")
    made.resize(300, made.height_for_rows())

    assert {made.view.rowHeight(row) for row in range(len(ROWS))} == {26}


def test_a_list_that_stands_whole_on_a_page_of_its_own_has_no_second_link(qtbot: QtBot) -> None:
    made = card(qtbot, 190, elsewhere=True)

    assert shown(made) == 3 and not made.every.isVisible()
