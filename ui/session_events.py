"""The computer is locked, goes to sleep, or another user comes: told by Windows to a window.

Elsewhere nothing tells us: Linux would need a message bus that not every desktop has. There the
clock shows a sleep afterwards (``ui/lock.py``), and the idle time stays.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtWidgets import QApplication, QWidget

SESSION_CHANGE, POWER = 0x02B1, 0x0218  # messages of Windows
_SESSION = {0x2: "screen", 0x4: "screen", 0x6: "screen", 0x7: "screen"}  # away, logged off, locked
_POWER = {0x4: "sleep"}


def why_to_lock(message: int, detail: int) -> str:
    """What a message of Windows means for us; empty: nothing."""
    known = {SESSION_CHANGE: _SESSION, POWER: _POWER}
    return known.get(message, {}).get(detail, "")


class SessionEvents(QAbstractNativeEventFilter):
    """Calls ``ask`` with the reason; lives as long as somebody holds it."""

    def __init__(self, ask: Callable[[str], None]) -> None:
        super().__init__()
        self._ask = ask

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if sys.platform == "win32":
            from ctypes.wintypes import MSG

            told = MSG.from_address(int(message))
            if why := why_to_lock(int(told.message), int(told.wParam)):
                self._ask(why)
        return False, 0


def listen(window: QWidget, ask: Callable[[str], None]) -> SessionEvents | None:
    """Have the system tell ``ask``; ``None`` where no system does. Keep what is returned."""
    if sys.platform == "win32":
        import ctypes

        this_session = 0
        ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), this_session)
        events = SessionEvents(ask)
        application = QApplication.instance()
        assert application is not None
        application.installNativeEventFilter(events)
        return events
    return None
