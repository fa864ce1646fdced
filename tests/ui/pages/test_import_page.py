"""The page with earlier imports, and taking the newest back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.import_page import ImportPage

LOGGED = ("audit_entry", "setting")  # what was done stays written down

FILES = Path(__file__).parents[2] / "files" / "exchange" / "made-here"


@pytest.fixture
def page(qtbot: QtBot, app: App) -> ImportPage:
    made = ImportPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    return made


def read_in(qtbot: QtBot, page: ImportPage) -> None:
    page.view.open_file(FILES / "edexml-2.1-bes-quirks.xml")
    qtbot.waitUntil(lambda: page.view.can_apply)
    assert page.apply.isVisible() and page.apply.text() == "Read 5 pupils in"
    with qtbot.waitSignal(page.view.applied):
        page.apply.click()
    qtbot.waitUntil(lambda: not page.view.is_busy)


def test_an_import_is_listed_and_can_be_taken_back_whole(
    qtbot: QtBot, page: ImportPage, store: Store
) -> None:
    with store.reading() as session:
        before = canonical_dump(session, without=LOGGED)
    assert not page.earlier.isVisible()
    read_in(qtbot, page)
    qtbot.waitUntil(page.earlier.isVisible)
    assert len(page.earlier.table.rows) == 1
    page.take_back.click()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.yes.click()

    with store.reading() as session:
        assert canonical_dump(session, without=LOGGED) == before
    assert not page.earlier.isVisible()


def test_saying_no_takes_nothing_back(qtbot: QtBot, page: ImportPage, store: Store) -> None:
    read_in(qtbot, page)
    page.ask_take_back()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.no.click()
    assert len(page.earlier.table.rows) == 1


def test_esc_leaves_the_file_without_reading_it_in(
    qtbot: QtBot, page: ImportPage, store: Store
) -> None:
    page.view.open_file(FILES / "edexml-2.1-bes-quirks.xml")
    qtbot.waitUntil(lambda: page.view.can_apply)
    assert page.go_back()
    assert not page.view.is_open
    assert not page.go_back()
    with store.reading() as session:
        assert pupil_list(session, "2026-2027") == []


def results_read_in(qtbot: QtBot, page: ImportPage) -> None:
    read_in(qtbot, page)
    page.view.open_file(FILES / "toetsresultaten-lang-utf8bom.csv")
    qtbot.waitUntil(lambda: page.view.can_apply)
    assert page.apply.text() == "Read 5 results in"
    with qtbot.waitSignal(page.view.applied):
        page.apply.click()
    qtbot.waitUntil(lambda: not page.view.is_busy)


def test_tests_of_a_file_are_filed_once_and_never_asked_again(
    qtbot: QtBot, page: ImportPage, store: Store
) -> None:
    assert not page.filing.isVisible()
    results_read_in(qtbot, page)
    qtbot.waitUntil(page.filing.isVisible)
    boxes = page.filing.boxes
    assert {test: box.currentData() for test, box in boxes.items()} == {
        "Begrijpend lezen": "COG-COM",
        "Rekenen-Wiskunde": "COG-MAT",
        "Spelling": "COG-SPE",
    }
    boxes["Spelling"].setCurrentIndex(0)  # say later
    page.filing.keep.click()
    assert list(page.filing.boxes) == ["Spelling"] and page.filing.isVisible()
    with store.reading() as session:
        filed = {row["test"]: row["subscale"] for row in canonical_dump(session)["test_result"]}
    assert filed == {
        "Begrijpend lezen": "COG-COM",
        "Rekenen-Wiskunde": "COG-MAT",
        "Spelling": None,
    }
    page.ask_take_back()
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.yes.click()

    assert not page.filing.isVisible()


def test_results_out_of_a_file_count_once_somebody_says_so(
    qtbot: QtBot, page: ImportPage, store: Store
) -> None:
    results_read_in(qtbot, page)
    qtbot.waitUntil(page.unchecked.isVisible)
    page.unchecked.confirm.click()

    assert not page.unchecked.isVisible()
    with store.reading() as session:
        assert all(row["is_checked"] for row in canonical_dump(session)["test_result"])


def test_earlier_imports_are_told_in_the_words_of_their_kind(
    qtbot: QtBot, page: ImportPage
) -> None:
    results_read_in(qtbot, page)
    qtbot.waitUntil(lambda: len(page.earlier.table.rows) == 2)
    table = page.earlier.table
    told = [table.index(row, table.columnCount() - 1).data() for row in range(2)]
    assert told == ["Test results: 5 new, 1 not read.", "Pupils: 5 new, 1 who left."]
