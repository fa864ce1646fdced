"""Backups without anybody asking: due, quiet, at closing, and after a failure."""

from collections.abc import Iterator
from datetime import date
from threading import Event, Timer

import pytest
from pytestqt.qtbot import QtBot

import ui.backups
from npo_desktop.errors import UserError
from npo_desktop.progress import Progress
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.engine import Damaged, Store
from ui.app import App, Topic
from ui.backups import BackupAtClose, backups_of
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.safety_watch import SafetyWatch
from ui.widgets.backup_words import size_text, status_text

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


def made(app: App) -> int:
    return len(list_backups(backup_folder(app.store.path)))


def at_rest(qtbot: QtBot, app: App) -> None:
    qtbot.waitUntil(lambda: not app.jobs.busy, timeout=PATIENCE)


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
    real = ui.backups.run_backup

    def slow(store: Store, progress: Progress) -> object:
        begun.set()
        assert go_on.wait(20)
        return real(store, progress)

    monkeypatch.setattr(ui.backups, "run_backup", slow)
    backups_of(app).make()
    assert begun.wait(20)
    Timer(1.0, go_on.set).start()  # longer than anybody else may make one wait
    work(app)
    at_rest(qtbot, app)
    assert made(app) == 1
    with app.reading() as session:
        assert len(round_list(session)) == 1


def test_one_that_failed_is_not_tried_again_at_once(
    qtbot: QtBot, app: App, clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []

    def fail(*_anything: object) -> None:
        tries.append(1)
        raise ui.backups.UserError("The disk is full.")

    monkeypatch.setattr(ui.backups, "run_backup", fail)
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
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
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
    def fail(*_anything: object) -> None:
        raise ui.backups.UserError("The disk is full.", "Free some space.")

    monkeypatch.setattr(ui.backups, "run_backup", fail)
    told: list[object] = []
    app.errors.told.connect(told.append)
    work(app)
    window.close()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    at_rest(qtbot, app)
    assert window.isVisible()
    closing = window.findChild(ui.backups.ClosingDialog)
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
