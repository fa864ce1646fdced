"""Few actions in a real window: from a due review to its decision, from a pupil to a signed plan.

An action is one click, one key, one shortcut or one field typed full: what a hand does.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.dossiers.review import Decision
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.attention import due_reviews
from npo_desktop.queries.planning.plan_reviews import reviews_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_facts, plan_list
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from ui import theme
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.groups_page import GroupsPage
from ui.pages.proposal_page import ProposalPage
from ui.pages.review_page import ReviewPage
from ui.pages.today_page import TodayPage
from ui.plans.plan_signing import SigningDialog
from ui.school_window import school_window

DAY = date(2026, 11, 24)


@dataclass
class Hand:
    """What a person does, counted."""

    qtbot: QtBot
    done: list[str] = field(default_factory=list)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.qtbot.waitUntil(lambda: widget.isVisible() and widget.isEnabled())
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())
        self.done.append(f"click {widget.accessibleName()}")

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Where the focus is, as the keyboard does."""
        widget = QApplication.focusWidget()
        assert widget is not None
        held = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget, key, held)
        self.done.append(f"key {key.name}")

    def type_in(self, words: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, words)
        self.done.append("typed")


@pytest.fixture
def practice(practice_made_once: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(practice_made_once.parent, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path / practice_made_once.name, PASSPHRASE)
    yield store
    store.close()


@pytest.fixture
def window(qtbot: QtBot, practice: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application, "light")
    i18n.use("nl")
    made = school_window(practice, Errors())
    made.resize(1366, 688)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.app.jobs.busy)
    made.close()


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    return Hand(qtbot)


def wait(qtbot: QtBot, claim: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(claim()))


def row_at(view: QAbstractItemView, row: int) -> QPoint:
    model = view.model()
    return view.visualRect(model.index(row, 0)).center()


def test_from_a_due_review_to_its_decision_in_at_most_four_actions(
    qtbot: QtBot, window: MainWindow, hand: Hand
) -> None:
    window.open_page("today")
    today = window.page("today")
    assert isinstance(today, TodayPage)
    with window.app.reading() as session:
        due = due_reviews(session, DAY)[0]
    wait(qtbot, lambda: today.reviews.table.rowCount() and not window.app.jobs.busy)
    assert today.reviews.table.rows[0].plan_id == due.plan_id
    hand.click(today.reviews.view.viewport(), row_at(today.reviews.view, 0))
    page = window.page("review")
    assert isinstance(page, ReviewPage)
    wait(qtbot, lambda: page.facts is not None and not window.app.jobs.busy)
    hand.press(Qt.Key.Key_S)  # "Stoppen": its first letter in Dutch
    assert page.choice.decision is Decision.STOP
    hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def decided() -> bool:
        with window.app.reading() as session:
            return due.plan_id in reviews_of(session, [due.plan_id])

    wait(qtbot, decided)
    sys.stdout.write(f"actions: {hand.done}\n")
    assert len(hand.done) <= 4, hand.done
    with window.app.reading() as session:
        assert plan_facts(session, due.plan_id).outcome is not None


def test_from_the_heat_map_to_a_signed_plan_in_at_most_twelve_actions(
    qtbot: QtBot, window: MainWindow, hand: Hand
) -> None:
    window.open_page("groups")
    groups = window.page("groups")
    assert isinstance(groups, GroupsPage)
    wait(qtbot, lambda: groups.scored is not None and not window.app.jobs.busy)
    hand.press(Qt.Key.Key_Down)  # a pupil in the map
    hand.press(Qt.Key.Key_P)  # straight to the proposal
    page = window.page("proposal")
    assert isinstance(page, ProposalPage)
    wait(qtbot, lambda: page.isVisible() and page.dossier and not window.app.jobs.busy)
    assert page.dossier is not None
    pupil_id = page.dossier.pupil.id
    hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)  # agree the best option
    wait(qtbot, lambda: page.form.sign.isVisible() and page.form.sign.isEnabled())
    hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)  # sign...
    wait(qtbot, lambda: window.findChild(SigningDialog) is not None)
    dialog = window.findChild(SigningDialog)
    assert dialog is not None
    wait(qtbot, lambda: dialog.who.hasFocus())
    hand.type_in("moeder, leerkracht")
    hand.press(Qt.Key.Key_Tab)
    assert dialog.words.hasFocus()
    hand.type_in("Ik wil het zelf doen.")
    hand.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    def signed() -> PlanFacts | None:
        with window.app.reading() as session:
            plans = plan_list(session, pupil_id=pupil_id)
        return next((plan for plan in plans if plan.signed_on == DAY), None)

    wait(qtbot, signed)
    sys.stdout.write(f"actions: {hand.done}\n")
    assert len(hand.done) <= 12, hand.done
    found = signed()
    assert found is not None and found.code and found.pupil_words == "Ik wil het zelf doen."
