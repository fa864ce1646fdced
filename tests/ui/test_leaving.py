"""Locking covers at once, keeps what was typed, lets go of the store, and ends the process."""

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from npo_desktop.progress import Progress
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.contacts import contact_list, typed_contacts
from npo_desktop.queries.school import set_setting
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from ui import state
from ui.app import App, Topic
from ui.concern.contact_sheet import ContactSheetDialog
from ui.errors import Errors
from ui.leaving import Leaving
from ui.lock import MINUTES_SETTING, minutes_of
from ui.main_window import MainWindow
from ui.school_window import school_window
from ui.widgets.blank import Blank

PASSPHRASE = "a passphrase for tests"  # of the fixture ``store``


class Acts:
    """What locking did, in its order, instead of ending this process."""

    def __init__(self, store: Store) -> None:
        self.done: list[str] = []
        self._store = store

    def let_go(self) -> None:
        self.done.append("let go")
        self._store.close()

    def start_fresh(self, why: str, at_desk: bool) -> None:
        self.done.append(f"fresh: {why}" + (" at the desk" if at_desk else ""))

    def end(self) -> None:
        self.done.append("end")


@pytest.fixture
def own(tmp_path: object, store: Store) -> Iterator[Store]:
    """The store opened anew, so that a test may close it."""
    store.close()
    opened = open_store(store.path, PASSPHRASE)
    yield opened
    opened.engine.dispose()
    again = open_store(store.path, PASSPHRASE)  # locking left it whole; the fixture closes it
    store.engine = again.engine


@pytest.fixture
def window(qtbot: QtBot, own: Store) -> Iterator[MainWindow]:
    made = school_window(own, Errors())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.app.jobs.shutdown()


@pytest.fixture
def acts(own: Store) -> Acts:
    return Acts(own)


@pytest.fixture
def leaving(window: MainWindow, acts: Acts) -> Iterator[Leaving]:
    made = Leaving(acts.let_go, start_fresh=acts.start_fresh, end=acts.end)
    made.guard(window)
    yield made
    made.lock.stop()


EVERYTHING = ["let go", "fresh: key", "end"]


def test_locking_covers_lets_go_starts_a_fresh_process_and_ends_this_one(
    window: MainWindow, leaving: Leaving, acts: Acts, store: Store
) -> None:
    window.lock_asked.emit()
    assert acts.done == EVERYTHING
    assert not window.isVisible()
    again = open_store(store.path, PASSPHRASE)
    with again.reading() as session:
        assert [row.action for row in audit_rows(session, limit=2)] == ["opened", "locked"]
    again.close()


def test_it_locks_once(window: MainWindow, leaving: Leaving, acts: Acts) -> None:
    leaving.leave("key")
    leaving.leave("screen")
    assert acts.done == EVERYTHING


def test_the_key_that_hides_everything_says_so_to_the_next_process(
    window: MainWindow, leaving: Leaving, acts: Acts
) -> None:
    window.blank_asked.emit()
    assert acts.done[1] == "fresh: blank"


def test_what_was_typed_is_kept_and_a_page_that_cannot_holds_nobody_up(
    window: MainWindow, leaving: Leaving, acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    today, scans = window.page("today"), window.page("scans")

    def fail() -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(today, "keep_draft", fail)
    monkeypatch.setattr(scans, "keep_draft", lambda: kept.append("scans"))
    monkeypatch.setattr(today, "may_leave", lambda: False)
    window.open_page("today")
    leaving.leave("key")
    assert kept == ["scans"]
    assert acts.done == EVERYTHING and not window.isVisible()


def test_lines_of_the_contact_sheet_come_back_after_the_lock(
    qtbot: QtBot, window: MainWindow, leaving: Leaving, store: Store
) -> None:
    dialog = ContactSheetDialog(window.app, window)
    dialog.open()
    qtbot.keyClicks(dialog.rows.lines[0].edits["phone"], "717 0000")  # whose is not typed yet
    leaving.leave("idle")

    again = open_store(store.path, PASSPHRASE)
    app = App(again)
    with app.reading() as session:
        assert contact_list(session) == ()
    behind = QWidget()
    qtbot.addWidget(behind)
    found = ContactSheetDialog(app, behind)
    found.show()
    assert [line.phone for line in found.rows.facts()] == ["717 0000"]
    assert "not kept yet" in found.told.accessibleName() and found.told.isVisible()
    qtbot.keyClicks(found.rows.lines[0].edits["name"], "Rosa Martina")
    found.keep.click()
    with app.reading() as session:
        assert [one.phone for one in contact_list(session)] == ["717 0000"]
        assert typed_contacts(session) is None
    app.jobs.shutdown()
    again.close()


def test_an_open_dialog_is_hidden_with_the_rest(
    qtbot: QtBot, window: MainWindow, leaving: Leaving, acts: Acts, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = QDialog(window)
    dialog.open()
    seen: list[tuple[bool, bool]] = []

    def kept() -> None:
        (blank,) = window.findChildren(Blank)
        seen.append((dialog.isVisible(), blank.isVisible() and blank.size() == window.size()))

    monkeypatch.setattr(window.page("today"), "keep_draft", kept)
    leaving.leave("screen")
    assert seen == [(False, True)], "before anything slower"


def blocked(window: MainWindow, go_on: Event, ended: list[str]) -> None:
    """A task on the worker that waits for us."""

    def work(progress: Progress) -> None:
        while not go_on.wait(0.01):
            progress(0, 1)

    window.app.jobs.start(work, lambda _nothing: ended.append("whole"))


def test_idle_waits_covered_for_the_end_of_a_task(
    qtbot: QtBot, window: MainWindow, leaving: Leaving, acts: Acts
) -> None:
    go_on, ended = Event(), list[str]()
    blocked(window, go_on, ended)
    leaving.leave("idle")
    assert acts.done == []
    assert [blank.isVisible() for blank in window.findChildren(Blank)] == [True]
    body = window.centralWidget()
    assert body is not None and not body.isEnabled()
    go_on.set()
    qtbot.waitUntil(lambda: "end" in acts.done)
    assert ended == ["whole"] and acts.done[1] == "fresh: idle"


def test_who_asks_to_lock_does_not_wait_for_a_task(
    window: MainWindow, leaving: Leaving, acts: Acts
) -> None:
    ended: list[str] = []
    blocked(window, Event(), ended)
    leaving.leave("key")
    assert acts.done == EVERYTHING
    QApplication.processEvents()
    assert ended == []


@pytest.mark.parametrize(
    ("kept", "minutes"), [("", 5), ("3", 3), ("0", 1), ("900", 15), ("soon", 5)]
)
def test_the_school_chooses_the_minutes_within_bounds(
    window: MainWindow, leaving: Leaving, kept: str, minutes: int
) -> None:
    with window.app.writing(Topic.SCHOOL) as session:
        set_setting(session, MINUTES_SETTING, kept)
    assert minutes_of(window.app) == minutes
    assert leaving.lock.limit == 60 * minutes
    assert state.lock_minutes() == minutes


def test_the_warning_goes_when_somebody_is_there(window: MainWindow, leaving: Leaving) -> None:
    leaving.lock.warned.emit(12)
    assert "12" in window.notices.shown_text
    leaving.lock.touch()
    assert window.notices.shown_text == ""
