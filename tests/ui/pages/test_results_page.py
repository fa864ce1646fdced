"""The grid of test results behaves like a spreadsheet, and keeps nothing that does not fit."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App
from ui.pages.results_page import ResultsPage
from ui.results.result_cells import FIRST

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SCORE, RAW, LEVEL, PERCENTILE, FUNCTIONAL, DLE = range(FIRST, FIRST + 6)


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> Iterator[ResultsPage]:
    made = ResultsPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    made.show_args(school.groups["Groep 5"])
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def grid(page: ResultsPage) -> Any:
    page.conditions.test.setText("Rekenen M5")
    page.conditions.test.editingFinished.emit()
    page.grid.setFocus()
    return page.grid


def go(page: ResultsPage, row: int, column: int) -> None:
    page.grid.setCurrentIndex(page.cells.index(row, column))


def type_in(page: ResultsPage, words: str, key: Key = Key.Key_Return) -> None:
    """The first letter opens the cell, as in a spreadsheet; the others go into it."""
    before = set(page.grid.findChildren(QLineEdit))
    QTest.keyClicks(page.grid, words[0])
    (editor,) = set(page.grid.findChildren(QLineEdit)) - before
    QTest.keyClicks(editor, words[1:])
    QTest.keyClick(editor, key)


def paste(page: ResultsPage, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(page.grid, Key.Key_V, CONTROL)


def stored(store: Store) -> list[dict[str, Any]]:
    with store.reading() as session:
        return canonical_dump(session)["test_result"]


def told(page: ResultsPage) -> str:
    return page.refusal.accessibleName() if page.refusal.isVisible() else ""


def here(page: ResultsPage) -> tuple[int, int]:
    index = page.grid.currentIndex()
    return index.row(), index.column()


def test_without_a_test_no_cell_can_be_typed_in(page: ResultsPage, store: Store) -> None:
    QTest.keyClicks(page.grid, "98")
    assert stored(store) == []
    assert page.saved.text().startswith("Write above")


def test_typing_writes_at_once_and_enter_goes_down(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    type_in(page, "98,5")
    type_in(page, "77", Key.Key_Tab)

    assert sorted(row["score"] for row in stored(store)) == [77.0, 98.5]
    assert {(row["test"], row["moment"], row["is_checked"]) for row in stored(store)} == {
        ("Rekenen", "M5", True)
    }
    assert here(page) == (1, RAW)
    assert page.conditions.moment.text() == "M5"


def test_arrows_enter_and_tab_walk_through_the_cells_and_never_into_the_names(
    page: ResultsPage, grid: Any
) -> None:
    go(page, 0, SCORE)
    QTest.keyClick(grid, Key.Key_Left)
    assert here(page) == (0, SCORE)
    QTest.keyClick(grid, Key.Key_Right)
    QTest.keyClick(grid, Key.Key_Down)
    assert here(page) == (1, RAW)
    QTest.keyClick(grid, Key.Key_Return)
    assert here(page) == (2, RAW)
    go(page, 0, DLE)
    QTest.keyClick(grid, Key.Key_Tab)
    assert here(page) == (1, SCORE)
    QTest.keyClick(grid, Key.Key_Backtab)
    assert here(page) == (0, DLE)


def test_f2_edits_what_is_there_and_esc_leaves_it(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    type_in(page, "98")
    go(page, 0, SCORE)
    for key, expected in ((Key.Key_Escape, 98.0), (Key.Key_Return, 987.0)):
        before = set(grid.findChildren(QLineEdit))
        QTest.keyClick(grid, Key.Key_F2)
        (editor,) = set(grid.findChildren(QLineEdit)) - before
        assert editor.text() == "98"
        editor.setCursorPosition(2)
        editor.deselect()
        QTest.keyClicks(editor, "7")
        QTest.keyClick(editor, key)
        assert [row["score"] for row in stored(store)] == [expected]


def test_delete_empties_the_chosen_cells_and_undo_brings_them_back(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    paste(page, "98\t31\tII\n77\t20\tIV\n")
    before = stored(store)
    assert len(before) == 2
    grid.selectAll()
    QTest.keyClick(grid, Key.Key_Delete)
    assert stored(store) == []
    QTest.keyClick(grid, Key.Key_Z, CONTROL)

    assert stored(store) == before
    QTest.keyClick(grid, Key.Key_Z, CONTROL)
    assert stored(store) == []


def test_a_block_out_of_excel_is_pasted_and_copied_back_the_same(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    block = "98,5\t31\tII\t62\tM5\t27\n77\t-\tIV\t<5\t<M3\t<10\n"
    go(page, 1, SCORE)
    paste(page, block.replace("\n", "\r\n"))
    assert told(page) == ""
    assert len(stored(store)) == 2
    grid.clearSelection()
    for row in (1, 2):
        for column in range(SCORE, DLE + 1):
            grid.selectionModel().select(
                page.cells.index(row, column), grid.selectionModel().SelectionFlag.Select
            )
    QTest.keyClick(grid, Key.Key_C, CONTROL)

    assert QGuiApplication.clipboard().text() == block.replace("98,5", "98.5").replace(
        "\t-\t", "\t\t"
    )


def test_one_cell_pasted_fills_all_that_are_chosen(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    grid.clearSelection()
    for row in range(3):
        grid.selectionModel().select(
            page.cells.index(row, LEVEL), grid.selectionModel().SelectionFlag.Select
        )
    paste(page, "III")
    assert [row["level"] for row in stored(store)] == ["III"] * 3


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("98\tII\n77\tZ\n", 'Row 2, Raw score: "II" does not fit.'),
        ("98\t31\tII\n77\t20\tVI\n", 'Row 3, Level: "VI" does not fit.'),
        ("98\t31\tII\t101\n", 'Row 2, Percentile: "101" does not fit.'),
        (
            "1\n2\n3\n4\n",
            "The pasted block has 4 rows and 1 column; from row 2 there is room for 3 rows",
        ),
        ("1\t2\tI\t4\tM5\t6\t7\n", "The pasted block has 1 row and 7 columns"),
    ],
)
def test_a_block_that_does_not_fit_is_one_sentence_and_nothing_is_half_done(
    page: ResultsPage, grid: Any, store: Store, block: str, words: str
) -> None:
    go(page, 1, SCORE)
    paste(page, block)

    assert told(page).startswith(words) and "Nothing was pasted." in told(page)
    assert stored(store) == []
    assert page.cells.refused == 0


def test_a_whole_book_on_the_clipboard_is_one_sentence(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    paste(page, '"' + "9" * 200_000)
    assert told(page).startswith("What was copied is far larger") and stored(store) == []


def test_a_typed_cell_that_does_not_fit_stays_in_sight_unsaved_until_it_is_mended(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, LEVEL)
    type_in(page, "Z")
    assert told(page).startswith('Row 1, Level: "Z" does not fit.')
    assert here(page) == (0, LEVEL) and page.cells.text(0, LEVEL) == "Z"
    assert stored(store) == [] and "saved" not in page.saved.text()
    type_in(page, "3")

    assert told(page) == "" and page.cells.refused == 0
    assert [(row["level"], row["level_scale"]) for row in stored(store)] == [("III", "I-V")]


def test_esc_lets_go_of_cells_that_do_not_fit(page: ResultsPage, grid: Any) -> None:
    go(page, 0, LEVEL)
    type_in(page, "Z")
    assert page.go_back()
    assert page.cells.refused == 0 and page.cells.text(0, LEVEL) == ""


def test_digits_are_levels_on_the_scale_that_is_chosen(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    page.conditions.scale.group.button(1).click()
    go(page, 0, LEVEL)
    type_in(page, "3")
    assert [(row["level"], row["level_scale"]) for row in stored(store)] == [("C", "A-E")]


def test_a_score_above_the_highest_is_refused(page: ResultsPage, grid: Any, store: Store) -> None:
    page.conditions.raw_top.setText("40")
    page.conditions.raw_top.editingFinished.emit()
    go(page, 0, RAW)
    type_in(page, "41")
    assert "above the highest" in told(page) and stored(store) == []
    type_in(page, "40")

    assert [(row["raw_score"], row["raw_top"]) for row in stored(store)] == [(40.0, 40.0)]


def test_language_and_norms_hold_for_all_results_that_are_there(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    paste(page, "98\n77\n")
    combo = page.conditions.language
    combo.setCurrentIndex(combo.findData("pap"))
    combo.activated.emit(combo.currentIndex())
    page.conditions.norm_group.setText("Bonaire")
    page.conditions.norm_group.editingFinished.emit()

    assert {(row["language"], row["norm_group"]) for row in stored(store)} == {("pap", "Bonaire")}


def test_another_day_is_another_grid_and_the_first_comes_back(
    page: ResultsPage, grid: Any, store: Store
) -> None:
    go(page, 0, SCORE)
    type_in(page, "98")
    page.conditions.day.setDate(page.conditions.day.date().addDays(-7))
    assert page.cells.text(0, SCORE) == ""
    held = page.conditions.held
    assert held.count() == 2
    held.setCurrentIndex(1)
    held.activated.emit(1)

    assert page.cells.text(0, SCORE) == "98"
    assert len(stored(store)) == 1


def test_the_page_opens_on_the_group_of_a_pupil_at_that_pupil(
    page: ResultsPage, grid: Any, school: SimpleNamespace
) -> None:
    go(page, 0, SCORE)
    type_in(page, "98")
    page.show_args(None, school.pupils["Emely"])

    assert page.group.currentText() == "Groep 5"
    assert page.cells.rows[here(page)[0]].name.endswith("Emely")
