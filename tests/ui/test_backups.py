"""Backups without anybody asking: due, quiet, at closing, and after a failure."""

import gc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, Timer

import pytest
from pytestqt.qtbot import QtBot

import ui.backup_work
import ui.backups
from npo_desktop.errors import UserError
from npo_desktop.progress import Progress
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.store.backups import apart, places
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.folder import newest
from npo_desktop.store.backups.schedule import GiveBack, run_backup, set_second_place
from npo_desktop.store.engine import Damaged, Store
from ui.app import App, Topic
from ui.backups import BackupAtClose, backups_of
from ui.dialogs.closing import ClosingDialog
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.safety.backup_words import size_text, status_text
from ui.safety_watch import SafetyWatch

PATIENCE = 20_000  # milliseconds


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store, errors=Errors())
    made.errors.show_in(lambda _first, _rest: None)  # a window has its message bar
    yield made
    made.jobs.shutdown()


@pytest.fixture
def window(qtbot: QtBot, app: App) -> MainWindow:
    made = MainWindow(app, ())
    qtbot.addWidget(made)
    SafetyWatch(made)
    BackupAtClose(made)
    made.show()
    return made


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock, moved by hand."""
    moment = [1_000_000.0]
    monkeypatch.setattr(ui.backups, "monotonic", lambda: moment[0])
    return moment


class Share:
    """A second place that holds whoever copies to it until ``answer`` is set."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.begun, self.answer = folder, Event(), Event()
        self._copy = places._copy

    def copy(self, source: Path, target: Path, progress: Progress) -> None:
        self.begun.set()
        assert self.answer.wait(60)
        self._copy(source, target, progress)


@pytest.fixture
def share(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    folder = tmp_path / "share"
    folder.mkdir()
    set_second_place(app.store, folder)
    made = Share(folder)
    monkeypatch.setattr(places, "_copy", made.copy)
    monkeypatch.setattr(apart, "GRACE", 0.1)
    yield made
    made.answer.set()
    app.jobs.shutdown()
    come_back(folder)
    backups_of(app)._release_behind()


def come_back(place: Path) -> None:
    if (thread := apart._left.get(place)) is not None:
        thread.join(20)
        assert not thread.is_alive()


def made(app: App) -> int:
    return len(list_backups(backup_folder(app.store.path)))


def at_rest(qtbot: QtBot, app: App) -> None:
    qtbot.waitUntil(lambda: not app.jobs.busy)


def work(app: App, number: int = 1) -> None:
    with app.writing(Topic.ROUNDS) as session:
        add_round(session, f"2026-{number}", date(2026, number, 1), date(2026, number, 9))


def test_there_is_one_to_an_app(app: App) -> None:
    assert backups_of(app) is backups_of(app)


def test_it_waits_for_quiet_then_makes_one_and_then_no_more(
    qtbot: QtBot, app: App, clock: list[float]
) -> None:
    backups = backups_of(app)
    work(app)
    backups.look()
    at_rest(qtbot, app)
    assert made(app) == 0  # somebody is at work just now
    clock[0] += ui.backups.QUIET
    backups.look()
    at_rest(qtbot, app)
    assert made(app) == 1
    work(app, 2)
    clock[0] += 60.0
    backups.look()
    at_rest(qtbot, app)
    assert made(app) == 1  # not within half an hour of the last


def test_who_never_stops_gets_one_all_the_same(qtbot: QtBot, app: App, clock: list[float]) -> None:
    backups = backups_of(app)
    for number in range(1, 13):
        work(app, number)
        backups.look()
        clock[0] += ui.backups.PATIENCE / 10
    at_rest(qtbot, app)
    assert made(app) == 1


def test_an_answer_given_meanwhile_is_kept_and_not_refused(
    qtbot: QtBot, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    real = run_backup

    def slow(store: Store, progress: Progress, *, give_back: GiveBack) -> object:
        begun.set()
        assert go_on.wait(20)
        return real(store, progress, give_back=give_back)

    monkeypatch.setattr(ui.backup_work, "run_backup", slow)
    backups_of(app).make()
    assert begun.wait(20)
    Timer(1.0, go_on.set).start()  # longer than anybody else may make one wait
    work(app)
    at_rest(qtbot, app)
    assert made(app) == 1
    with app.reading() as session:
        assert len(round_list(session)) == 1


def test_an_answer_is_kept_at_once_while_a_share_does_not_answer(
    qtbot: QtBot, app: App, share: Share
) -> None:
    backups_of(app).make()
    assert share.begun.wait(20)
    assert app.jobs.busy and not app.is_lent
    work(app)  # would be refused after six seconds
    with app.reading() as session:
        assert len(round_list(session)) == 1
    assert made(app) == 1 and not share.answer.is_set()
    share.answer.set()
    at_rest(qtbot, app)
    state = backups_of(app).state
    assert state is not None and state.last_elsewhere == state.last
    assert [one.verified for one in list_backups(share.folder)] == [True]
    assert backups_of(app).is_due_at_close  # what was answered meanwhile is in no backup yet


def test_a_look_and_a_check_hold_nobody_either(
    qtbot: QtBot, app: App, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, answer, stood = Event(), Event(), newest

    def slow(folder: Path, database: str) -> object:
        begun.set()
        assert answer.wait(60)
        return stood(folder, database)

    def slow_check(*_anything: object, **_named: object) -> object:
        begun.set()
        assert answer.wait(60)
        return None, ()

    monkeypatch.setattr(places, "newest", slow)
    monkeypatch.setattr(places, "newest_good", slow_check)
    monkeypatch.setattr(ui.backups, "due_now", lambda _store: False)  # so that it checks
    for number, begin in enumerate((backups_of(app).renew, backups_of(app).look), start=1):
        begin()
        assert begun.wait(20)
        work(app, number)
        answer.set()
        at_rest(qtbot, app)
        begun.clear()
        answer.clear()
    with app.reading() as session:
        assert len(round_list(session)) == 2


def test_stop_is_heard_while_a_share_does_not_answer(qtbot: QtBot, app: App, share: Share) -> None:
    backups_of(app).make()
    assert share.begun.wait(20)
    with qtbot.waitSignal(app.jobs.cancelled):
        app.jobs.cancel()
    at_rest(qtbot, app)
    assert not share.answer.is_set() and made(app) == 1
    assert not gc.isenabled()  # what was left behind could collect a widget when it comes back
    share.answer.set()
    come_back(share.folder)
    backups_of(app).look()
    at_rest(qtbot, app)
    assert gc.isenabled()
    assert list(share.folder.iterdir()) == []


def test_a_lock_does_not_wait_for_a_share(app: App, window: MainWindow, share: Share) -> None:
    backups_of(app).make()
    assert share.begun.wait(20)
    window.lock_up()
    app.jobs.shutdown()
    assert not window.isVisible() and not share.answer.is_set()
    work(app)  # the lock writes that it locked
    assert made(app) == 1


def test_closing_waits_for_the_copy_that_is_on_its_way(
    qtbot: QtBot, app: App, window: MainWindow, share: Share
) -> None:
    backups_of(app).make()
    assert share.begun.wait(20)
    window.close()
    closing = window.findChild(ClosingDialog)
    assert window.isVisible() and closing is not None and closing.isVisible()
    share.answer.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert made(app) == 1 and len(list_backups(share.folder)) == 1  # one was enough


def test_closing_makes_another_when_something_was_answered_meanwhile(
    qtbot: QtBot, app: App, window: MainWindow, share: Share
) -> None:
    backups_of(app).make()
    assert share.begun.wait(20)
    work(app)
    window.close()
    share.answer.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert made(app) == 2 and len(list_backups(share.folder)) == 2


def test_closing_need_not_wait_for_a_share(
    qtbot: QtBot, app: App, window: MainWindow, share: Share
) -> None:
    work(app)
    window.close()
    assert share.begun.wait(20)
    closing = window.findChild(ClosingDialog)
    assert closing is not None
    closing.close_now.click()
    assert not window.isVisible() and not share.answer.is_set()
    assert made(app) == 1


def test_one_that_failed_is_not_tried_again_at_once(
    qtbot: QtBot, app: App, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail(*_anything: object, **_named: object) -> None:
        tries.append(1)
        raise UserError("The disk is full.")

    monkeypatch.setattr(ui.backup_work, "run_backup", fail)
    backups = backups_of(app)
    work(app)
    for _look in range(5):
        clock[0] += ui.backups.QUIET
        backups.look()
        at_rest(qtbot, app)
    assert len(tries) == 1
    clock[0] += ui.backups.AGAIN
    backups.look()
    at_rest(qtbot, app)
    assert len(tries) == 2


def test_the_weekly_check_sets_a_damaged_one_aside_and_makes_another(
    qtbot: QtBot, app: App, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = backups_of(app)
    backups.make()
    at_rest(qtbot, app)
    (only,) = list_backups(backup_folder(app.store.path))
    content = bytearray(only.path.read_bytes())
    content[-3000] ^= 1
    only.path.write_bytes(content)
    told: list[object] = []
    app.errors.told.connect(told.append)
    backups.look()
    at_rest(qtbot, app)
    assert len(told) == 1 and "damaged" in str(told[0])
    assert len(list(only.path.parent.glob("*.damaged"))) == 1  # kept, but offered no longer
    assert made(app) == 1


def test_closing_by_hand_makes_the_backup_first(qtbot: QtBot, app: App, window: MainWindow) -> None:
    work(app)
    window.close()
    assert window.isVisible()  # not yet
    qtbot.waitUntil(lambda: not window.isVisible())
    assert made(app) == 1


def test_closing_without_anything_new_is_immediate(
    qtbot: QtBot, app: App, window: MainWindow
) -> None:
    backups_of(app).make()
    at_rest(qtbot, app)
    window.close()
    assert not window.isVisible() and made(app) == 1


def test_a_lock_waits_for_no_backup(app: App, window: MainWindow) -> None:
    work(app)
    window.lock_up()
    assert not window.isVisible() and made(app) == 0


def test_a_backup_that_fails_at_closing_is_told_and_need_not_be_waited_for(
    qtbot: QtBot, app: App, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_anything: object, **_named: object) -> None:
        raise UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr(ui.backup_work, "run_backup", fail)
    told: list[object] = []
    app.errors.told.connect(told.append)
    work(app)
    window.close()
    qtbot.waitUntil(lambda: bool(told))
    at_rest(qtbot, app)
    assert window.isVisible()
    closing = window.findChild(ClosingDialog)
    assert closing is not None
    closing.close_now.click()
    assert not window.isVisible()


def test_the_status_line_tells_the_age(qtbot: QtBot, app: App, window: MainWindow) -> None:
    backups_of(app).renew()
    at_rest(qtbot, app)
    assert status_of(window) == "No backup yet"
    backups_of(app).make()
    at_rest(qtbot, app)
    assert status_of(window).startswith("Backup: today ")


def test_after_putting_back_it_asks_once_whether_all_is_right(
    qtbot: QtBot, app: App, window: MainWindow
) -> None:
    from npo_desktop.store.backups.restore import pause_rotation, rotation_pause

    pause_rotation(app.store.path)
    backups_of(app).renew()
    at_rest(qtbot, app)
    assert "Are the data right?" in window.messages.shown_text
    window.messages.action.click()
    at_rest(qtbot, app)
    assert not rotation_pause(app.store.path).exists()
    assert not window.messages.shown_text


def test_a_doubtful_clock_is_told_and_can_be_confirmed(
    qtbot: QtBot, app: App, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from npo_desktop.store import audit

    with store.writing() as session:
        audit.note(session, "opened")
    monkeypatch.setenv("NPO_TODAY", "2020-01-01")
    window = MainWindow(app, ())
    qtbot.addWidget(window)
    SafetyWatch(window)
    assert "clock" in window.messages.shown_text
    window.messages.action.click()
    with store.reading() as session:
        assert not audit.clock_doubted(session)


def test_a_damaged_file_offers_the_way_back(qtbot: QtBot, app: App, window: MainWindow) -> None:
    app.errors.tell(UserError("Something else."))
    assert window.messages.action.isHidden()
    app.errors.tell(Damaged("The data file is damaged.", "Put back your newest backup."))
    with qtbot.waitSignal(app.restore_wanted):
        window.messages.action.click()


def test_a_right_clock_is_not_mentioned(window: MainWindow) -> None:
    assert not window.messages.shown_text


def test_words_for_sizes_and_dates() -> None:
    assert size_text(6_149_000) == "6.1 MB" and size_text(38_400_000) == "38 MB"
    assert status_text(None) == "No backup yet"


def status_of(window: MainWindow) -> str:
    return window.status.backup_text
