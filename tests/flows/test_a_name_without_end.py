"""A name of 200 letters: no window grows wider than the screen and no page scrolls aside."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop import i18n
from npo_desktop.names import sort_name
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil
from ui import theme
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.evening_page import EveningPage
from ui.pages.pupil_page import PupilPage
from ui.pages.talk_page import TalkPage
from ui.parents.evening import NewEveningDialog
from ui.parents.parent_talk import ParentTalkDialog
from ui.parents.parent_talk_find import FindTalkDialog
from ui.preview import PreviewDialog
from ui.school_window import school_window
from ui.widgets.found_list import FoundList

FIRST = ("Wolfeschlegelsteinhausenberger" * 4)[:100]
LAST = ("Hubertblaineplessmanndorff" * 4)[:100]
GROUP = "Groep 5"
SCREEN = 1366  # pixels across


@pytest.fixture
def window(
    qtbot: QtBot, practice_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The practice school, where everybody is called like that."""
    monkeypatch.setenv("NPO_TODAY", date(2026, 11, 24).isoformat())
    i18n.use("nl")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if not application.styleSheet():
        theme.apply_theme(application, "light")
    store = open_store(practice_copy, PASSPHRASE)
    with store.writing() as session:
        for pupil in session.exec(select(Pupil)):
            pupil.call_name, pupil.last_name = FIRST, LAST
            pupil.sort_name = sort_name(FIRST, "", LAST)
    made = school_window(store, Errors())
    qtbot.addWidget(made)
    made.resize(SCREEN, 688)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.hide()
    made.close()
    store.close()


@pytest.fixture
def pupil(window: MainWindow) -> UUID:
    """Somebody with a scan, a talk today and a plan."""
    with window.app.reading() as session:
        return session.exec(select(Pupil.id).where(Pupil.number == "22001")).one()


def at_rest(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.app.jobs.busy)
    QApplication.processEvents()


def shown(qtbot: QtBot, kind: type[QDialog], window: MainWindow) -> QDialog:
    found: list[QDialog] = []

    def look() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(look)
    return found[0]


def too_wide(widget: QWidget) -> list[str]:
    """What is wider than the screen, or can be pushed aside."""
    found = []
    if max(widget.width(), widget.minimumSizeHint().width()) > SCREEN:
        found.append(f"{type(widget).__name__}: {widget.width()} pixels")
    for area in widget.findChildren(QAbstractScrollArea):
        if area.isVisible() and area.horizontalScrollBar().isVisible():
            owner = type(area.parent()).__name__
            found.append(f"a bar below {type(area).__name__} in {owner}")
    return found


def test_no_page_is_wider_than_the_screen(qtbot: QtBot, window: MainWindow, pupil: UUID) -> None:
    with window.app.reading() as session:
        group = pupil_facts(session, pupil, "2026-2027").group_id
    pages: tuple[tuple[object, ...], ...] = (
        ("today",),
        ("attention",),
        ("meeting",),
        ("groups", group, pupil),
        ("pupils",),
        ("scans",),
        ("scan", pupil, "teacher"),
        ("grid", group, "teacher"),
        ("proposals",),
        ("proposal", pupil),
        ("support",),
        ("plans",),
        ("review",),
        ("export", pupil),
        ("talk", pupil),
    )
    for name, *more in pages:
        window.open_page(str(name), *more)
        at_rest(qtbot, window)
        assert too_wide(window) == [], name
    window.open_page("pupil", pupil)
    page = window.page("pupil")
    assert isinstance(page, PupilPage)
    for tab in page.tabs.keys:
        page.show_tab(tab)
        at_rest(qtbot, window)
        assert too_wide(window) == [], tab


def test_a_name_of_100_letters_is_whole_in_the_tooltip_of_the_title(
    qtbot: QtBot, window: MainWindow, pupil: UUID
) -> None:
    window.open_page("pupil", pupil)
    at_rest(qtbot, window)
    assert f"{FIRST} {LAST}" in {one.toolTip() for one in window.findChildren(QWidget)}


def test_the_ways_to_the_talk_and_its_papers_fit_the_screen(
    qtbot: QtBot, window: MainWindow, pupil: UUID
) -> None:
    window.open_page("today")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClicks(field, "wolfe")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(FoundList)))
    assert too_wide(window) == []
    QTest.keyClick(field, Qt.Key.Key_Escape)

    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    finder = shown(qtbot, FindTalkDialog, window)
    assert isinstance(finder, FindTalkDialog)
    QTest.keyClicks(finder.name, "wolfe")
    assert too_wide(finder) == []
    finder.reject()

    window.open_page("talk", pupil)
    page = window.page("talk")
    assert isinstance(page, TalkPage)
    qtbot.waitUntil(lambda: page.facts is not None)
    at_rest(qtbot, window)
    page.write.click()
    form = shown(qtbot, ParentTalkDialog, window)
    assert too_wide(form) == []
    form.reject()
    page.print.click()
    preview = shown(qtbot, PreviewDialog, window)
    assert isinstance(preview, PreviewDialog)
    qtbot.waitUntil(lambda: preview.document is not None)
    at_rest(qtbot, window)
    assert too_wide(preview) == []
    preview.reject()


def test_an_evening_of_such_names_fits_the_screen(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("evening")
    at_rest(qtbot, window)
    page = window.page("evening")
    assert isinstance(page, EveningPage)
    page.start.click()
    dialog = shown(qtbot, NewEveningDialog, window)
    assert isinstance(dialog, NewEveningDialog)
    dialog.groups[GROUP].setChecked(True)
    assert too_wide(dialog) == []
    dialog.keep.click()
    at_rest(qtbot, window)
    assert too_wide(window) == []
