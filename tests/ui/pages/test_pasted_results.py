"""A block out of Excel with names in front goes to those pupils; without names it is told whom."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App
from ui.pages.results_page import ResultsPage
from ui.results.pasted_block import block_in, names_pupils, rows_by_name
from ui.results.result_cells import FIRST

SCORE, LEVEL = FIRST, FIRST + 2
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> Iterator[ResultsPage]:
    made = ResultsPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    made.show_args(school.groups["Groep 5"])
    made.conditions.test.setText("Rekenen M5")
    made.conditions.test.editingFinished.emit()
    made.grid.setFocus()
    yield made
    QGuiApplication.clipboard().clear()


def paste(page: ResultsPage, text: str, row: int = 0, column: int = SCORE) -> None:
    page.grid.setCurrentIndex(page.cells.index(row, column))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(page.grid, Qt.Key.Key_V, CONTROL)


def scores(page: ResultsPage) -> list[str]:
    return [page.cells.text(row, SCORE) for row in range(page.cells.rowCount())]


def names(page: ResultsPage) -> list[str]:
    return [row.name for row in page.cells.rows]


def stored(store: Store) -> int:
    with store.reading() as session:
        return len(canonical_dump(session)["test_result"])


def told(page: ResultsPage) -> str:
    return page.refusal.accessibleName() if page.refusal.isVisible() else ""


def test_names_in_front_bring_each_row_to_its_own_pupil_in_any_order(page: ResultsPage) -> None:
    first, second, third, fourth = names(page)
    last, call = second.split(", ")
    block = f"{fourth.upper()}\t40\n{call}  {last}\t20\n\t\n{first.replace(', ', ' ,')}\t10\n"
    paste(page, block, row=3)

    assert told(page) == ""
    assert scores(page) == ["10", "20", "", "40"]
    assert "3 pasted rows went to the pupils they name." in page.saved.text()
    QTest.keyClick(page.grid, Qt.Key.Key_Z, CONTROL)
    assert scores(page) == [""] * 4
    assert "pasted" not in page.saved.text()
    assert third not in page.saved.text()


def test_names_in_front_also_serve_another_column(page: ResultsPage) -> None:
    first, second, *_rest = names(page)
    paste(page, f"{second}\tII\t62\n{first}\tI\t81\n", column=LEVEL)
    assert [page.cells.text(row, LEVEL) for row in range(3)] == ["I", "II", ""]
    assert [page.cells.text(row, LEVEL + 1) for row in range(3)] == ["81", "62", ""]


def test_a_name_that_fits_nobody_or_comes_twice_is_named_and_nothing_is_pasted(
    page: ResultsPage, store: Store
) -> None:
    first, second, *_rest = names(page)
    paste(page, f"{first}\t10\nStrange, Who\t20\nOther, Too\t30\n")
    assert told(page).startswith(
        "These pasted rows fit nobody in this group: 2 (Strange, Who), 3 (Other, Too)."
    )
    assert "Nothing was pasted." in told(page)
    paste(page, f"{second}\t10\n{first}\t20\n{second}\t30\n")
    assert told(page).startswith(
        f"A pupil stands in more than one pasted row: 1 ({second}), 3 ({second})."
    )
    paste(page, f"{first}\t1\t2\tI\t4\tM5\t6\t7\n")
    assert told(page).startswith(
        "Beside the names the pasted block has 7 columns; there is room for 6 columns."
    )
    assert stored(store) == 0


def test_without_names_it_is_told_whom_the_first_and_the_last_row_went_to(
    page: ResultsPage,
) -> None:
    _first, second, third, fourth = names(page)
    paste(page, "10\n20\n30\n", row=1)
    assert scores(page) == ["", "10", "20", "30"]
    assert page.saved.text().endswith(
        f"The first pasted row went to {second}, the last to {fourth}."
    )
    paste(page, "11\t5\n", row=2)
    assert page.saved.text().endswith(f"The pasted row went to {third}.")
    paste(page, "1\n2\n3\n", row=2)
    assert "went to" not in page.saved.text()  # nothing of it was pasted


def test_a_pupil_number_of_four_signs_or_more_names_a_pupil_too() -> None:
    known = [{"windt, jair de", "jair de windt", "10024"}, {"pourier, emely"}]
    assert names_pupils([["10024", "98"]], known)
    assert not names_pupils([["98", "31"]], known)
    assert not names_pupils([["10024"]], known)
    assert rows_by_name([["Pourier,Emely", "1"], ["10024", "2"]], known) == {0: 1, 1: 0}


def test_two_pupils_of_one_name_are_not_guessed_between() -> None:
    known = [{"croes, ana"}, {"croes, ana"}, {"croes, ben"}]
    told = rows_by_name([["Croes, Ben", "1"], ["Croes, Ana", "2"]], known)
    assert told == "This pasted row fits more than one pupil: 2 (Croes, Ana)."


def test_a_sentence_names_few_rows_and_not_more_of_a_name_than_can_be_read() -> None:
    told = rows_by_name([[f"{n}" + "x" * 99, "1"] for n in range(6)], [{"croes, ben"}])
    assert isinstance(told, str) and told.count("…") == 5 and len(told) < 230


def test_a_block_is_read_as_excel_writes_it() -> None:
    assert block_in("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]
    assert block_in('"a\nb"\tc\n\n\n') == [["a\nb", "c"]]
    assert block_in("") == []
