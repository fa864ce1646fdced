"""From the heat map to what is proposed for a pupil, by keys in a real window."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.names import sort_name
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil
from ui import theme
from ui.errors import Errors
from ui.group.heat_view import HeatView
from ui.main_window import MainWindow
from ui.pages.groups_page import GroupsPage
from ui.pages.proposal_page import ProposalPage
from ui.school_window import school_window

NAMES = ("Anthony", "Pourier", "Winklaar")
WEAK = ("EF-INI", "EF-PLA", "EF-ORG")  # of the second of them


@pytest.fixture
def group(store: Store, content: Content) -> UUID:
    """Three of Groep 6, all scanned; one of them has signals."""
    form = content.questionnaires["teacher"]
    with store.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        made = Group(school_year="2026-2027", name="Groep 6", grade=6)
        session.add(made)
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
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=made.id))
            scan = scan_for(session, pupil.id, this.id, form)
            for item in form.for_age(9):
                is_weak = name == "Pourier" and item.scale in WEAK
                record_answer(session, scan, item.id, 0 if is_weak is not item.reverse else 4)
        return made.id


@pytest.fixture
def window(
    qtbot: QtBot, store: Store, group: UUID, monkeypatch: pytest.MonkeyPatch
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


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    """Each to whatever has the keyboard."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, key)


def test_three_keys_lead_from_the_group_to_a_pupils_proposal_and_back(
    qtbot: QtBot, window: MainWindow, store: Store
) -> None:
    window.open_page("groups")
    page = window.page("groups")
    assert isinstance(page, GroupsPage)
    focus(qtbot, HeatView)  # by itself, as soon as the round is scored
    assert page.shown is not None and page.shown.rows[0].pupil.last_name == "Pourier"
    assert page.side.name.isVisible()
    qtbot.waitUntil(lambda: page.side.name.text() == "Kim Pourier")
    press(qtbot, Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_P)
    qtbot.waitUntil(lambda: window.current_key == "proposal")
    proposal = window.page("proposal")
    assert isinstance(proposal, ProposalPage)
    qtbot.waitUntil(lambda: not window.app.jobs.busy)
    assert "Kim Pourier" in f"{proposal.title()} {proposal.crumb()}"
    press(qtbot, Qt.Key.Key_Escape)
    assert window.current_key == "groups"
    focus(qtbot, HeatView)
    assert page.view.row is not None and page.view.row.pupil.last_name == "Pourier"


def test_f2_fills_in_and_the_map_shows_it(qtbot: QtBot, window: MainWindow, store: Store) -> None:
    window.open_page("groups")
    page = window.page("groups")
    assert isinstance(page, GroupsPage)
    focus(qtbot, HeatView)
    press(qtbot, Qt.Key.Key_Down, Qt.Key.Key_F2)
    assert window.current_key == "scan"
    press(qtbot, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.current_key == "groups")
    assert page.view.row is not None and page.view.row.pupil.last_name == "Anthony"
