"""A class is filled in statement by statement, by keys in a real window, and stands on the disk."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.names import sort_name
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.rounds import add_round, round_facts
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil, Scan
from ui import theme
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.grid_page import GridPage
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.school_window import school_window

NAMES = ("Anthony", "Pourier", "Winklaar")
KEYS = "3145023"  # some of each answer, and "don't know"


@pytest.fixture
def this(store: Store) -> UUID:
    """A round, and a group of three who are nine."""
    with store.writing() as session:
        made = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year="2026-2027", name="Groep 6", grade=6)
        session.add(group)
        session.flush()
        for name in NAMES:
            pupil = Pupil(
                number=name,
                call_name="Kim",
                last_name=name,
                sort_name=sort_name("Kim", "", name),
                birth_date=date(2017, 5, 1),
            )
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
    return made.id


@pytest.fixture
def window(
    qtbot: QtBot, store: Store, this: UUID, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application, "light")
    i18n.use("nl")
    made = school_window(store, Errors())
    made.resize(1366, 688)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.is_locking = True
    made.close()


def focus(qtbot: QtBot, wanted: type[QWidget]) -> QWidget:
    """Where keys go now, once the window system has given it the keyboard."""
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), wanted))
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_class_is_filled_in_by_keys_and_stands_on_the_disk(
    qtbot: QtBot, window: MainWindow, store: Store, content: Content, this: UUID
) -> None:
    window.open_page("scans")
    scans = window.page("scans")
    assert isinstance(scans, ScansPage)
    QTest.mouseClick(scans.lists.grid, Qt.MouseButton.LeftButton)
    assert window.current_key == "grid"
    page = window.page("grid")
    assert isinstance(page, GridPage) and page.visit.group is not None
    grid = focus(qtbot, type(page.grid))
    assert window.grab().size() == window.size()

    items = [item.id for item in page.visit.group.items]
    keys = 0
    while page.visit.group.next_open(-1) is not None:
        QTest.keyClicks(grid, KEYS[keys % len(KEYS)])
        keys += 1
    assert keys == len(items) * len(NAMES)

    QTest.mouseClick(page.ways.group.button(0), Qt.MouseButton.LeftButton)
    assert window.current_key == "scan"
    single = window.page("scan")
    assert isinstance(single, ScanPage) and single.visit.entry is not None
    assert single.visit.entry.is_complete
    QTest.mouseClick(single.ways.group.button(1), Qt.MouseButton.LeftButton)
    assert window.current_key == "grid"
    QTest.keyClick(focus(qtbot, type(page.grid)), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.current_key == "scans")

    with store.reading() as session:
        asked = {"teacher": content.questionnaires["teacher"]}
        lists = round_progress(session, asked, round_facts(session, this))
        scan_ids = session.exec(select(Scan.id).join(Pupil).order_by(Pupil.sort_name)).all()
        found = [answers_of(session, scan_id) for scan_id in scan_ids]
    assert all(one.is_complete for one in lists) and len(lists) == len(NAMES)
    typed = [KEYS[n % len(KEYS)] for n in range(keys)]
    for row, answers in enumerate(found):
        given = [int(key) - 1 if key != "0" else None for key in typed[row :: len(NAMES)]]
        assert answers == dict(zip(items, given, strict=True))
    assert Path(store.path).stat().st_size > 0
