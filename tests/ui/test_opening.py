"""From the form to an open store, with the core itself behind it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop.progress import Progress
from npo_desktop.store import keys
from npo_desktop.store.backups.backup import backup_folder, backup_name, make_backup
from npo_desktop.store.colleagues import add_colleague
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from ui.errors import Errors
from ui.jobs import Jobs
from ui.opening import Opening
from ui.start import Start

SECRET, NEW = "four words or more", "a whole new sentence"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    """A closed store with a backup beside it, and its recovery key."""
    path = tmp_path / "store" / "a.npo"
    store, key = create_store(path, SECRET, NewSchool("S", "saba"), cost=keys.Cost(64, 1, 1))
    backup_folder(path).mkdir()
    make_backup(store, backup_folder(path) / backup_name(path))
    store.close()
    return path, key


@pytest.fixture
def opening(qtbot: QtBot, made: tuple[Path, str]) -> Iterator[Opening]:
    jobs = Jobs()
    form = Opening(made[0], jobs, lambda then: then(), (), practice=False)
    qtbot.addWidget(form.view)
    jobs.failed.connect(form.refused)
    yield form
    jobs.shutdown()


@pytest.mark.parametrize("damaged", [False, True])
def test_the_recovery_sheet_lets_in_under_a_new_passphrase_also_with_both_slots_damaged(
    qtbot: QtBot,
    opening: Opening,
    made: tuple[Path, str],
    monkeypatch: pytest.MonkeyPatch,
    damaged: bool,
) -> None:
    monkeypatch.setattr("ui.dialogs.new_passphrase.ask_new_passphrase", lambda _parent: NEW)
    path, key = made
    for file in keys.key_files(path) if damaged else ():
        file.write_bytes(b"{")
    with qtbot.waitSignal(opening.entered) as entered:
        opening.view.recovery_submitted.emit(key)
    assert entered.args is not None
    store = entered.args[0]
    assert isinstance(store, Store)
    store.close()
    assert keys.unlocked(keys.read_keys(path), NEW).data_key == store.data_key


def test_for_a_sheet_that_is_not_right_nobody_thinks_up_a_passphrase(
    qtbot: QtBot, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("ui.dialogs.new_passphrase.ask_new_passphrase", asked.append)
    opening.view.recovery_submitted.emit(keys.new_recovery_key())
    qtbot.waitUntil(lambda: opening.failures == 1)
    assert opening.view.is_waiting and not asked


@pytest.mark.parametrize("at_desk", [False, True])
def test_the_form_after_a_lock_at_the_desk_names_nobody_and_still_lets_each_colleague_in(
    qtbot: QtBot, made: tuple[Path, str], at_desk: bool
) -> None:
    path, _key = made
    store = open_store(path, SECRET)
    add_colleague(store, "Dianira Ortela", "teacher", NEW, cost=keys.Cost(64, 1, 1))
    store.close()
    start = Start(Errors(), path, practice=False, locked=True, at_desk=at_desk)
    with qtbot.waitSignal(start.dressed):
        start.show_first()
    assert start.first is not None and start.opening is not None
    qtbot.addWidget(start.first)
    view = start.opening.view
    listed = [view.openers.box.itemText(n) for n in range(view.openers.box.count())]
    hers = next((n for n, words in enumerate(listed) if "Dianira" in words), None)
    assert (hers is None) == at_desk
    assert view.openers.isVisibleTo(view) is not at_desk
    if hers is not None:
        view.openers.box.setCurrentIndex(hers)
    with qtbot.waitSignal(start.opened):
        start.submit(NEW)
    assert start.window is not None and start.window.app.opener.role == "teacher"
    qtbot.addWidget(start.window)
    start.close()


def test_the_store_is_not_closed_while_the_window_has_it_at_work(
    qtbot: QtBot, made: tuple[Path, str]
) -> None:
    start = Start(Errors(), made[0], practice=False, locked=True)
    with qtbot.waitSignal(start.dressed):
        start.show_first()
    assert start.first is not None
    qtbot.addWidget(start.first)
    with qtbot.waitSignal(start.opened):
        start.submit(SECRET)
    assert start.window is not None
    qtbot.addWidget(start.window)
    begun, ended, never = Event(), Event(), Event()

    def work(store: Store, progress: Progress) -> None:
        begun.set()
        try:
            while not never.wait(0.01):  # until somebody asks it to stop
                with store.reading():
                    progress(0, 1)
        finally:
            ended.set()

    start.window.app.start_with_store(work, lambda _nothing: None)
    assert begun.wait(60)
    start.close()  # and the window was not: the system ends the program
    assert ended.is_set()
