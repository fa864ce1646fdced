"""A stick for the backups, a damaged file, and back again: at most four clicks, one passphrase."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import ui.start
from npo_desktop import i18n
from npo_desktop.names import folded
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.restore import rotation_pause
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Enrolment, Pupil
from ui.app import Topic
from ui.backups import BackupAtClose, backups_of
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.safety_page import SafetyPage
from ui.safety.backup_panel import BackupPanel
from ui.safety.restore_wizard import RestoreWizard

PASSPHRASE = "a passphrase for tests"
PATIENCE = 60.0  # seconds
LONGEST = 120.0  # seconds that putting back may take, from the first click
MOST_CLICKS = 4
LOG = ("audit_entry", "setting")


class Hand:
    """Clicks and types as a person does, and counts it."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, button: QWidget) -> None:
        until(lambda: button.isVisible() and button.isEnabled(), button.accessibleName())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.clicks += 1


def until(claim: Callable[[], object], what: str) -> None:
    deadline = monotonic() + PATIENCE
    while not claim():
        if monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed school with two pupils."""
    where = tmp_path / "data" / "school.npo"
    school = NewSchool("Basisschool Test", "bonaire", place="Kralendijk")
    store, _key = create_store(where, PASSPHRASE, school, cost=Cost(64, 1, 1))
    with store.writing() as session:
        for number, name in (("P1", "Winklaar"), ("P2", "Pourier")):
            pupil = Pupil(number=number, call_name="Noa", last_name=name, sort_name=folded(name))
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027"))
        add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    store.close()
    return where


@pytest.fixture
def start(qapp: QApplication, path: Path) -> Iterator[Callable[[], ui.start.Start]]:
    """Start the program, as often as one likes."""
    i18n.use("nl")
    begun: list[ui.start.Start] = []

    def begin() -> ui.start.Start:
        one = ui.start.Start(Errors(), path, practice=False, locked=False)
        begun.append(one)
        one.show_first()
        until(lambda: one.opening is not None and one.opening.view.isVisible(), "the passphrase")
        return one

    yield begin
    for one in begun:
        for window in (one.window, one.first):
            if window is not None:
                window.hide()
        one.close()


def unlock(one: ui.start.Start) -> MainWindow:
    assert one.opening is not None
    QTest.keyClicks(one.opening.view.passphrase, PASSPHRASE)
    QTest.keyClick(one.opening.view.passphrase, Qt.Key.Key_Return)
    until(lambda: one.window is not None and one.window.isVisible(), "the main window")
    assert one.window is not None
    return one.window


def at_rest(window: MainWindow) -> None:
    until(lambda: not window.app.jobs.busy, "the end of the job")


def backup_to(window: MainWindow, stick: Path) -> None:
    """Through the page: the dialog of the system is the only thing left out."""
    window.open_page("safety")
    page = window.page("safety")
    assert isinstance(page, SafetyPage) and isinstance(page.panel, BackupPanel)
    at_rest(window)
    backups_of(window.app).choose_place(stick)
    at_rest(window)
    QTest.mouseClick(page.panel.make, Qt.MouseButton.LeftButton)
    at_rest(window)


def within_wizard(act: Callable[[RestoreWizard], None]) -> None:
    """Do something in the wizard as soon as it is there: it has an event loop of its own."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, RestoreWizard):
            act(found)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def go_through(wizard: RestoreWizard, hand: Hand) -> None:
    until(lambda: wizard.choose.secret_field.edit.isVisible(), "the field")
    QTest.keyClicks(wizard.choose.secret_field.edit, PASSPHRASE)

    def is_at(step: int) -> bool:
        return wizard.step == step and not wizard.is_busy

    for step in (1, 2):
        hand.click(wizard.next)
        until(partial(is_at, step), f"step {step}")
    hand.click(wizard.next)


def test_a_damaged_file_comes_back_from_the_newest_backup(
    qtbot: QtBot, start: Callable[[], ui.start.Start], path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = start()
    window = unlock(first)
    backup_to(window, stick)
    with window.app.reading() as session:
        then = canonical_dump(session, without=LOG)
    assert "tweede plek" in window.status.backup_text or "second place" in window.status.backup_text
    window.close()
    first.close()
    assert [one.verified for one in list_backups(stick)]
    size = path.stat().st_size
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])  # the disk ate its first page
    damaged = path.read_bytes()
    assert len(damaged) == size

    second, hand, begun = start(), Hand(), monotonic()
    assert second.opening is not None
    view = second.opening.view
    QTest.keyClicks(view.passphrase, PASSPHRASE)
    within_wizard(lambda wizard: go_through(wizard, hand))  # it comes by itself
    QTest.keyClick(view.passphrase, Qt.Key.Key_Return)
    until(lambda: hand.clicks == 3, "the end of the wizard")
    window = unlock_again(second)
    took = monotonic() - begun
    print(f"put back in {hand.clicks} clicks and {took:.1f} s")

    assert hand.clicks <= MOST_CLICKS and took < LONGEST
    with window.app.reading() as session:
        assert canonical_dump(session, without=LOG) == then
        assert len(pupil_list(session, "2026-2027")) == 2
    kept = [one for one in path.parent.iterdir() if ".damaged-" in one.name]
    assert any(one.read_bytes() == damaged for one in kept)  # never thrown away
    backups_of(window.app).renew()
    at_rest(window)
    assert rotation_pause(path).exists()
    QTest.mouseClick(window.messages.action, Qt.MouseButton.LeftButton)  # yes, they are right
    at_rest(window)
    assert not rotation_pause(path).exists()


def unlock_again(one: ui.start.Start) -> MainWindow:
    """After putting back the form is another one."""
    until(lambda: one.opening is not None and one.opening.view.isVisible(), "the form")
    QTest.qWait(50)
    until(lambda: one.opening is not None and one.opening.view.passphrase.isEnabled(), "the form")
    return unlock(one)


def test_the_stick_alone_is_enough_on_a_new_computer(
    qtbot: QtBot, start: Callable[[], ui.start.Start], path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    first = start()
    window = unlock(first)
    backup_to(window, stick)
    window.close()
    first.close()
    shutil.rmtree(path.parent)
    elsewhere = tmp_path / "new" / "school.npo"
    wizard = RestoreWizard(elsewhere)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.choose.open_file(list_backups(stick)[0].path)
    go_through(wizard, Hand())
    store = open_store(elsewhere, PASSPHRASE)
    with store.reading() as session:
        assert len(pupil_list(session, "2026-2027")) == 2
    store.close()


def test_closing_the_window_leaves_a_backup_behind(
    start: Callable[[], ui.start.Start], path: Path
) -> None:
    one = start()
    window = unlock(one)
    BackupAtClose(window)  # as ``run`` does
    with window.app.writing(Topic.ROUNDS) as session:
        add_round(session, "2026-2", date(2027, 3, 1), date(2027, 3, 20))
    window.close()
    until(lambda: not window.isVisible(), "the end")
    one.close()
    newest = list_backups(backup_folder(path))[0]
    assert newest.verified and newest.counts["round"] == 2
