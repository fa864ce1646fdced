"""When to lock: nobody was there for a while, the computer slept, the system was locked, a key.

Input is seen where Qt first gets it, at the native windows: a filter on the whole application would
cost a call for every event of every widget. What locking does is in ``ui/start.py``.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from ui.app import App

MINUTES, FEWEST, MOST = 5, 1, 15  # of idleness: usual, least, most
MINUTES_SETTING = "lock.minutes"  # the school's choice, in the store
WARNING = 30.0  # seconds before the end
NAP = 2.0  # seconds of sleep that count as one
BLANK_KEY = "F9"

_INPUT = (
    QEvent.Type.KeyPress,
    QEvent.Type.ShortcutOverride,  # all that is seen of a key that is a shortcut
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
)


def minutes_of(app: App) -> int:
    """After how many minutes without use this school's window locks."""
    from npo_desktop.queries.school import setting  # the rest of this needs no database

    with app.reading() as session:
        kept = setting(session, MINUTES_SETTING)
    return min(MOST, max(FEWEST, int(kept))) if kept.isdecimal() else MINUTES


def seconds() -> float:
    """A clock that nobody can set, and that goes on while the computer sleeps where it can."""
    counting_sleep: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if counting_sleep is None else time.clock_gettime(counting_sleep)


class Lock(QObject):
    """Watches; whoever owns the school locks it."""

    asked = Signal(str)  # lock now, and why: "idle", "sleep", "screen", "key" or "blank"
    warned = Signal(int)  # seconds that are left
    touched = Signal()  # somebody is there after all, or still

    def __init__(
        self,
        limit: float = 60.0 * MINUTES,
        *,
        clock: Callable[[], float] = seconds,
        awake: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._awake = clock, awake
        self._limit, self._last = limit, clock()
        self._slept = clock() - awake()
        self._mouse = QPointF()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self.set_limit(limit)

    @property
    def limit(self) -> float:
        """After how many seconds without input it is locked."""
        return self._limit

    def set_limit(self, limit: float) -> None:
        """Another limit, in seconds; what has passed counts."""
        self._limit = limit
        self._timer.setInterval(round(1000 * min(1.0, limit / 10)))

    def start(self) -> None:
        """Begin to count."""
        self._last, self._slept = self._clock(), self._clock() - self._awake()
        self._timer.start()
        self._watch_windows()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()

    @Slot()
    def touch(self) -> None:
        """Somebody did something."""
        self._last = self._clock()
        self.touched.emit()

    @Slot(str)
    def ask(self, why: str) -> None:
        """The system, or a key, wants it locked."""
        if self._timer.isActive():
            self.asked.emit(why)

    @Slot()
    def look(self) -> None:
        """See whether it is time."""
        self._watch_windows()
        slept = self._clock() - self._awake()
        napped, self._slept = slept - self._slept > NAP, slept
        left = self._limit - (self._clock() - self._last)
        if napped:
            self.asked.emit("sleep")
        elif left <= 0:
            self.asked.emit("idle")
        elif left <= min(WARNING, self._limit / 4):
            self.warned.emit(math.ceil(left))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _INPUT or not self._timer.isActive():
            return False
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.globalPosition() == self._mouse:
                return False  # a window moved below the mouse, nobody moved the mouse
            self._mouse = event.globalPosition()
        self.touch()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if why := _lock_key(event):  # the window's own shortcuts sleep below a dialog or a menu
            self.asked.emit(why)
        return bool(why)

    def _watch_windows(self) -> None:
        """Dialogs come and go; installing twice is installing once."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)


def _lock_key(event: QKeyEvent) -> str:
    if event.isAutoRepeat():
        return ""
    if event.key() == Qt.Key.Key_F9:
        return "blank"
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return "key" if event.key() == Qt.Key.Key_L and control else ""
