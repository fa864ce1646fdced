"""The desk stays in front: nothing of the program behind it, every screen covered, back at once.

What an ordinary program cannot do stands in ARCHITECTURE.md: the system's own keys are the
system's. Whatever they bring up, no window of ours with a name in it is there to be found.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.desk import look

ALONE = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.CustomizeWindowHint
)
_BACK = 300  # milliseconds between two tries to come back


class ScreenCover(QWidget):
    """Another screen: the same colour, nothing on it."""

    def __init__(self, screen: QScreen) -> None:
        super().__init__(None, ALONE)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setStyleSheet(f"background: {look.colour('kiosk').name()};")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


class InFront(QObject):
    """Keeps one window before all others of ours, from ``begin`` to ``end``."""

    def __init__(self, desk: QMainWindow, behind: QMainWindow) -> None:
        super().__init__(desk)
        self._desk, self._behind = desk, behind
        self.covers: dict[str, ScreenCover] = {}
        self._back = QTimer(self)
        self._back.setInterval(_BACK)
        self._back.timeout.connect(self.come)
        self._is_on = False

    def begin(self) -> None:
        """Hide the rest, and stand there."""
        self._is_on = True
        self._behind.installEventFilter(self)
        self._desk.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._look)
        application.screenAdded.connect(self._cover_screens)
        application.screenRemoved.connect(self._cover_screens)
        self._desk.setGeometry(self._behind.screen().geometry())
        self._desk.showFullScreen()
        self._behind.hide()
        self._cover_screens()
        self.come()

    def end(self) -> None:
        """The rest may be seen again."""
        if not self._is_on:
            return
        self._is_on = False
        self._back.stop()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.disconnect(self._look)
        application.screenAdded.disconnect(self._cover_screens)
        application.screenRemoved.disconnect(self._cover_screens)
        self._behind.removeEventFilter(self)
        self._desk.removeEventFilter(self)
        self._grab_keys(False)
        for cover in self.covers.values():
            cover.close()
            cover.deleteLater()
        self.covers.clear()

    @Slot()
    def come(self) -> None:
        """Full screen, above everything, with the keys; a few times until the system gives in."""
        desk = self._desk
        if not self._is_on or not desk.isEnabled():
            return
        whole = desk.screen().geometry()
        if desk.geometry() != whole:  # where nobody manages windows, full screen is only a word
            desk.setGeometry(whole)
        if not desk.isVisible() or not self._is_whole():
            desk.showFullScreen()
        desk.raise_()
        desk.activateWindow()
        if desk.isActiveWindow() and self._is_whole():
            self._back.stop()
            self._grab_keys(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever shows the main window: it goes again; whatever puts the desk away: it comes."""
        kind = event.type()
        if watched is self._behind and kind == QEvent.Type.Show:
            QTimer.singleShot(0, self, self._hide_behind)
        elif watched is self._desk and kind in (
            QEvent.Type.WindowStateChange,
            QEvent.Type.ActivationChange,
        ):
            self._come_soon()
        return False

    def _come_soon(self) -> None:
        if self._is_on and not (self._desk.isActiveWindow() and self._is_whole()):
            QTimer.singleShot(0, self, self.come)
            self._back.start()

    def _is_whole(self) -> bool:
        """A window that was put away still calls itself full screen."""
        return self._desk.isFullScreen() and not self._desk.isMinimized()

    @Slot()
    def _hide_behind(self) -> None:
        if self._is_on:
            self._behind.hide()
            self.come()

    @Slot(QWindow)
    def _look(self, window: QWindow | None) -> None:
        """A window of ours came to the front: a dialog of the main window must not."""
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and _hangs_on(widget, self._behind):
                widget.hide()
        self._come_soon()
        if window is not None and self._desk.isActiveWindow():
            self._grab_keys(True)

    @Slot()
    def _cover_screens(self) -> None:
        """Every screen but the desk's own, also one that is plugged in just now."""
        mine = self._desk.screen().name()
        there = {screen.name(): screen for screen in QGuiApplication.screens()}
        for name in set(self.covers) - set(there):
            self.covers.pop(name).deleteLater()
        for name, screen in there.items():
            if name != mine and name not in self.covers:
                self.covers[name] = ScreenCover(screen)
                self.covers[name].showFullScreen()

    def _grab_keys(self, grab: bool) -> None:
        """Under X11 the keys then come here first, also Alt+Tab; elsewhere a program may not."""
        window = self._desk.windowHandle()
        if window is not None and QGuiApplication.platformName() == "xcb":
            window.setKeyboardGrabEnabled(grab)


def _hangs_on(widget: QWidget, window: QWidget) -> bool:
    """Whether a window was opened from another one."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        above = above.parentWidget()
    return above is window
