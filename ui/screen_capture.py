"""Keep our windows out of screenshots, recordings and shared screens, where the system can.

Windows shows black in their place. A projector that mirrors the screen is not a capture, but
meeting programs and some wireless ones are: there it can be switched off.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QWindow

NOWHERE, EVERYWHERE = 0x11, 0x0  # WDA_EXCLUDEFROMCAPTURE, WDA_NONE
SetAffinity = Callable[[int, int], bool]  # window handle, where it may be seen


def system_affinity() -> SetAffinity | None:
    """How this system is told; ``None``: it cannot be."""
    if sys.platform == "win32":
        import ctypes

        def tell(handle: int, affinity: int) -> bool:
            return bool(ctypes.windll.user32.SetWindowDisplayAffinity(handle, affinity))

        return tell
    return None


class ScreenCapture(QObject):
    """Covers every window there is, and those that come; ``renew`` after anything may have."""

    def __init__(self, tell: SetAffinity | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._allowed = False
        self._told: dict[int, bool] = {}  # by handle
        application = QGuiApplication.instance()
        if tell is not None and isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self.renew)

    @property
    def is_possible(self) -> bool:
        """Whether this system can do it at all."""
        return self._tell is not None

    @property
    def is_allowed(self) -> bool:
        """Whether the windows may be captured now."""
        return self._allowed

    def allow(self, allowed: bool) -> None:
        """For a projector or a shared screen; holds until the program is locked or closed."""
        self._allowed = allowed
        self.renew()

    @Slot()
    def renew_soon(self) -> None:
        """After what is being handled now: a list that it opens is then there."""
        if self._tell is not None:
            QTimer.singleShot(0, self.renew)

    @Slot()
    def renew(self) -> None:
        """Cover what is not covered yet."""
        if self._tell is None:
            return
        there = [int(window.winId()) for window in shown_windows()]
        for handle in there:
            if self._told.get(handle) != self._allowed:
                self._tell(handle, EVERYWHERE if self._allowed else NOWHERE)
        self._told = dict.fromkeys(there, self._allowed)  # numbers of dead windows come back


def shown_windows() -> list[QWindow]:
    """Every window on the screen: also dialogs, menus and lists that hang open."""
    return [w for w in QGuiApplication.topLevelWindows() if w.isVisible()]
