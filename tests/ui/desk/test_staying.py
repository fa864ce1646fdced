"""The desk cannot be left, put away or looked behind; only what opened the store opens the rest."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.store.colleagues import add_colleague
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from ui.desk.desk_window import DeskWindow
from ui.errors import Errors
from ui.leaving import Leaving
from ui.main_window import MainWindow
from ui.start import Start
from ui.widgets.blank import Blank

PASSPHRASE = "a passphrase for tests"  # of the fixture ``store``
COLLEAGUE = "cactus wolk lantaarn zeven"

Opening = Callable[..., DeskWindow]
Key = Qt.Key
Modifier = Qt.KeyboardModifier


def ours(window: MainWindow, desk: DeskWindow) -> list[QWidget]:
    """Every window of the program that can be seen, but the desk."""
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not desk]


def try_secret(desk: DeskWindow, words: str) -> None:
    desk.leave.field.edit.clear()
    QTest.keyClicks(desk.leave.field.edit, words)
    QTest.keyClick(desk.leave.field.edit, Key.Key_Return)


def test_nothing_else_of_the_program_is_there_to_be_found(
    qtbot: QtBot, open_desk: Opening, window: MainWindow
) -> None:
    desk = open_desk()
    assert desk.isFullScreen() and not window.isVisible() and ours(window, desk) == []
    flags = desk.windowFlags()
    assert flags & Qt.WindowType.FramelessWindowHint
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert not flags & Qt.WindowType.WindowMinimizeButtonHint
    window.show()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert desk.isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Key.Key_Escape, Modifier.NoModifier),
        *((Key(Key.Key_F1 + n), Modifier.NoModifier) for n in range(12)),
        (Key.Key_F4, Modifier.AltModifier),
        (Key.Key_Tab, Modifier.AltModifier),
        (Key.Key_Space, Modifier.AltModifier),
        (Key.Key_Meta, Modifier.MetaModifier),
        (Key.Key_D, Modifier.MetaModifier),
        (Key.Key_Q, Modifier.ControlModifier),
        (Key.Key_W, Modifier.ControlModifier),
        (Key.Key_K, Modifier.ControlModifier),
        (Key.Key_1, Modifier.ControlModifier),
        (Key.Key_Delete, Modifier.ControlModifier | Modifier.AltModifier),
        (Key.Key_F1, Modifier.ControlModifier | Modifier.AltModifier),
    ],
)
def test_no_key_that_reaches_the_desk_leads_out_of_it(
    open_desk: Opening, window: MainWindow, key: Key, modifiers: Modifier
) -> None:
    desk = open_desk("Emely")
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    for target in (desk, desk.focusWidget() or desk, desk.windowHandle()):
        QTest.keyClick(target, key, modifiers)
    assert desk.isVisible() and desk.isFullScreen() and ours(window, desk) == []
    assert desk.stack.currentWidget() is desk.question


def test_it_does_not_close_and_does_not_stay_put_away(
    qtbot: QtBot, open_desk: Opening, window: MainWindow
) -> None:
    desk = open_desk()
    assert not desk.close()
    assert not desk.windowHandle().close() and desk.isVisible()
    desk.showMinimized()
    qtbot.waitUntil(lambda: desk.isFullScreen() and not desk.isMinimized())
    desk.hide()
    desk.come_forward()
    assert desk.isVisible() and not window.isVisible()


def test_a_dialog_of_the_main_window_does_not_come_above_it(
    qtbot: QtBot, open_desk: Opening, window: MainWindow
) -> None:
    desk = open_desk()
    dialog = QDialog(window)
    dialog.setWindowTitle("Evertsz")
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert desk.isVisible()


def test_the_adults_keys_ask_for_the_secret_and_escape_goes_back(open_desk: Opening) -> None:
    desk = open_desk("Emely")
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    QTest.keySequence(desk, QKeySequence("Ctrl+Shift+E"))
    assert desk.stack.currentWidget() is desk.leave and not desk.head.isVisible()
    QTest.keyClicks(desk.leave.field.edit, "half")
    QTest.keyClick(desk.leave.field.edit, Key.Key_Escape)
    assert desk.stack.currentWidget() is desk.question and desk.head.isVisible()
    assert desk.leave.field.edit.text() == ""


def test_a_wrong_secret_makes_one_wait_longer_each_time_also_after_going_back(
    qtbot: QtBot, open_desk: Opening, window: MainWindow, store: Store
) -> None:
    add_colleague(store, "Juf Maduro", "teacher", COLLEAGUE, cost=Cost(64, 1, 1))
    desk = open_desk()
    desk.ask_to_leave()
    for wrong in ("not this one", COLLEAGUE):
        try_secret(desk, wrong)
        qtbot.waitUntil(lambda: desk.leave.is_waiting)
        assert desk.leave.wrong.isVisible() and desk.leave.field.edit.text() == ""
        desk.leave.stay.click()
        desk.ask_to_leave()
        assert desk.leave.is_waiting and not desk.leave.leave.isEnabled()
        try_secret(desk, PASSPHRASE)  # while one has to wait even the right one is not tried
        assert desk.isVisible() and not window.app.jobs.busy
        qtbot.waitUntil(lambda: not desk.leave.is_waiting)
    assert not window.isVisible()
    try_secret(desk, PASSPHRASE)
    qtbot.waitUntil(window.isVisible)
    with store.reading() as session:
        newest = audit_rows(session, limit=1)[0]
    assert newest.action == "wrong-passphrase" and "2" in newest.words


def test_the_right_secret_gives_the_window_back_as_it_was(
    qtbot: QtBot, open_desk: Opening, window: MainWindow
) -> None:
    window.open_page("scans")
    desk = open_desk("Emely")
    desk.note_error(UserError("The disk is full.", "Make room."))
    desk.ask_to_leave()
    with qtbot.waitSignal(desk.left):
        try_secret(desk, PASSPHRASE)
    assert window.isVisible() and window.current_key == "scans" and window.app.desk is None
    assert "The disk is full." in window.messages.shown_text, "the adult reads what went wrong"
    assert not desk.isVisible()
    window.app.errors.tell(UserError("Later."))
    qtbot.waitUntil(lambda: "Later." in window.messages.shown_text)


def test_nothing_comes_in_from_the_clipboard_and_nothing_can_be_dropped_or_asked_with_a_menu(
    open_desk: Opening,
) -> None:
    desk = open_desk()
    QGuiApplication.clipboard().setText("Evertsz, Jeandro")
    desk.ask_to_leave()
    edit = desk.leave.field.edit
    for key in (Key.Key_V, Key.Key_Insert):
        held = Modifier.ControlModifier if key == Key.Key_V else Modifier.ShiftModifier
        QTest.keyClick(edit, key, held)
    QTest.mouseClick(edit, Qt.MouseButton.MiddleButton)
    assert edit.text() == ""
    assert not edit.acceptDrops() and not desk.acceptDrops()
    data = QMimeData()
    data.setText("Evertsz")
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Modifier.NoModifier,
    )
    QApplication.sendEvent(edit, drop)
    assert edit.text() == ""
    for widget in (desk, edit, desk.codes, desk.foot.leave):
        where = QPoint(5, 5)
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
        QApplication.sendEvent(widget, menu)
        assert QApplication.activePopupWidget() is None


@pytest.fixture
def fresh() -> list[tuple[str, bool]]:
    """How the next process was begun: why, and whether from the desk."""
    return []


@pytest.fixture
def leaving(window: MainWindow, fresh: list[tuple[str, bool]]) -> Iterator[Leaving]:
    made = Leaving(lambda: None, start_fresh=lambda *told: fresh.append(told), end=lambda: None)
    made.guard(window)
    yield made
    made.lock.stop()


def test_locking_covers_the_desk_and_the_warning_is_told_to_the_child(
    open_desk: Opening, window: MainWindow, leaving: Leaving
) -> None:
    desk = open_desk("Emely")
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    calm = desk.foot.words.text()
    leaving.lock.warned.emit(20)
    assert desk.foot.words.text() != calm
    leaving.lock.touch()
    assert desk.foot.words.text() == calm
    leaving.leave("idle")
    (blank,) = desk.findChildren(Blank)
    assert blank.isVisible() and blank.size() == desk.size() and not window.isVisible()


def test_ctrl_l_leads_a_child_to_the_adults_screen_and_locks_only_there(
    qtbot: QtBot, open_desk: Opening, leaving: Leaving, fresh: list[tuple[str, bool]]
) -> None:
    desk = open_desk("Emely")
    qtbot.waitUntil(desk.windowHandle().isExposed)
    leaving.lock.look()  # the desk's window is seen as well
    QTest.keyClick(desk.windowHandle(), Key.Key_L, Modifier.ControlModifier)
    assert desk.stack.currentWidget() is desk.leave and not fresh
    QTest.keyClick(desk.leave, Key.Key_Escape)
    assert desk.stack.currentWidget() is not desk.leave and not fresh

    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_L, Modifier.ControlModifier, autorep=True)
    QTest.keyClick(desk.windowHandle(), Key.Key_L, Modifier.ControlModifier)
    QApplication.sendEvent(desk.windowHandle(), held)
    assert desk.stack.currentWidget() is desk.leave and not fresh
    QTest.keyClick(desk.windowHandle(), Key.Key_L, Modifier.ControlModifier)
    assert fresh == [("key", True)]


@pytest.mark.parametrize("why", ["idle", "sleep", "screen", "blank"])
def test_whatever_locks_at_the_desk_the_next_process_knows_that_a_child_sits_there(
    open_desk: Opening, leaving: Leaving, fresh: list[tuple[str, bool]], why: str
) -> None:
    open_desk("Emely")
    leaving.leave(why)
    assert fresh == [(why, True)]


def test_a_second_start_raises_the_desk_and_not_what_is_behind_it(
    tmp_path: object, open_desk: Opening, window: MainWindow, store: Store
) -> None:
    desk = open_desk()
    start = Start(Errors(), store.path, practice=False, locked=True)
    start.window = window
    desk.hide()
    start.come_forward()
    assert desk.isVisible() and not window.isVisible()


def test_the_codes_of_the_queue_are_all_that_the_desk_knows_of_others(
    open_desk: Opening, school: SimpleNamespace
) -> None:
    desk = open_desk()
    assert "Evertsz" not in repr(desk.flow.plan) and "Jeandro" not in repr(desk.flow.plan)
