"""It locks when nobody is there, by a clock that cannot be set, and by what the system says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.lock import Lock
from ui.session_events import POWER, SESSION_CHANGE, listen, why_to_lock

FIVE = 300.0  # seconds


class Clocks:
    """Two clocks that tests set: one counts sleep, the other does not."""

    def __init__(self) -> None:
        self.now = self.awake = 1000.0

    def pass_by(self, seconds: float, *, asleep: bool = False) -> None:
        self.now += seconds
        self.awake += 0 if asleep else seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def lock(qapp: QApplication, clocks: Clocks) -> Iterator[Lock]:
    made = Lock(FIVE, clock=lambda: clocks.now, awake=lambda: clocks.awake)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def asked(lock: Lock) -> list[str]:
    found: list[str] = []
    lock.asked.connect(found.append)
    return found


def test_after_five_minutes_without_input_it_is_asked_and_not_before(
    lock: Lock, clocks: Clocks, asked: list[str]
) -> None:
    clocks.pass_by(FIVE - 1)
    lock.look()
    assert asked == []
    clocks.pass_by(1)
    lock.look()
    assert asked == ["idle"]


def test_a_key_or_a_moved_mouse_begins_the_count_again(
    lock: Lock, clocks: Clocks, asked: list[str]
) -> None:
    window = QWindow()
    for event in (key(Qt.Key.Key_A), moved_to(5, 5)):
        clocks.pass_by(FIVE - 1)
        lock.eventFilter(window, event)
        clocks.pass_by(2)
        lock.look()
    assert asked == []


def test_a_mouse_that_lies_still_is_nobody(lock: Lock, clocks: Clocks, asked: list[str]) -> None:
    window = QWindow()
    lock.eventFilter(window, moved_to(5, 5))
    clocks.pass_by(FIVE)
    lock.eventFilter(window, moved_to(5, 5))  # as when a window opens below it
    lock.look()
    assert asked == ["idle"]


def test_the_last_half_minute_is_warned_of(lock: Lock, clocks: Clocks, qtbot: QtBot) -> None:
    warned: list[int] = []
    lock.warned.connect(warned.append)
    clocks.pass_by(FIVE - 31)
    lock.look()
    assert warned == []
    clocks.pass_by(11)
    lock.look()
    assert warned == [20]


def test_a_sleep_locks_although_little_time_passed(
    lock: Lock, clocks: Clocks, asked: list[str]
) -> None:
    clocks.pass_by(20)
    lock.look()
    assert asked == []
    clocks.pass_by(20, asleep=True)
    lock.look()
    assert asked == ["sleep"]


def test_another_limit_counts_from_the_last_input(
    lock: Lock, clocks: Clocks, asked: list[str]
) -> None:
    clocks.pass_by(61)
    lock.set_limit(60)
    lock.look()
    assert asked == ["idle"]


def test_it_sees_input_in_a_window_that_came_later(
    qtbot: QtBot, lock: Lock, clocks: Clocks, asked: list[str]
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    lock.look()
    clocks.pass_by(FIVE)
    QApplication.sendEvent(widget.windowHandle(), key(Qt.Key.Key_A))
    lock.look()
    assert asked == []


def test_the_lock_keys_work_above_a_dialog(qtbot: QtBot, lock: Lock, asked: list[str]) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.setModal(True)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert not lock.eventFilter(dialog.windowHandle(), key(Qt.Key.Key_A))
    assert lock.eventFilter(dialog.windowHandle(), key(Qt.Key.Key_F9))
    control = Qt.KeyboardModifier.ControlModifier
    assert lock.eventFilter(dialog.windowHandle(), key(Qt.Key.Key_L, control))
    assert asked == ["blank", "key"]


def test_what_the_system_tells_is_a_reason_only_while_it_watches(
    lock: Lock, asked: list[str]
) -> None:
    lock.ask("screen")
    lock.stop()
    lock.ask("screen")
    assert asked == ["screen"]


@pytest.mark.parametrize(
    ("message", "detail", "why"),
    [
        (SESSION_CHANGE, 0x7, "screen"),  # locked
        (SESSION_CHANGE, 0x2, "screen"),  # another user at this computer
        (SESSION_CHANGE, 0x8, ""),  # unlocked
        (POWER, 0x4, "sleep"),
        (POWER, 0x12, ""),  # woken
        (0x0100, 0x7, ""),  # a key
    ],
)
def test_messages_of_windows_are_understood(message: int, detail: int, why: str) -> None:
    assert why_to_lock(message, detail) == why


def test_where_no_system_tells_nothing_is_promised(qtbot: QtBot, lock: Lock) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert listen(widget, lock.ask) is None  # these tests do not run on Windows


def key(which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, which, held)


def moved_to(x: float, y: float) -> QMouseEvent:
    place, none = QPointF(x, y), Qt.MouseButton.NoButton
    held = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, held)
