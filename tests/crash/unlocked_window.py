"""The whole program, driven from outside its code: unlocked, looked around in, then locked.

Started by ``memory.py``. Says ``open`` when pupils have been on the screen; locks when told to.
"""

import os
import select
import sys
from collections.abc import Callable
from unittest.mock import patch

import school
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

import ui.start
from ui.__main__ import main

PATIENCE_MS = 60_000
PAGES = ("pupils", "today", "scans", "pupils")


def shown(kind: type[QWidget]) -> QWidget | None:
    """The window of this kind that is on the screen."""
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible():
            if isinstance(widget, kind):
                return widget
            if (inner := widget.findChild(kind)) is not None and inner.isVisible():
                return inner
    return None


class Driver:
    """One small step a tick, so that the event loop of the program is the program's own."""

    def __init__(self) -> None:
        self.step: Callable[[], None] = self.unlock
        self.pages = list(PAGES)
        self.timer: QTimer | None = None

    def begin(self) -> None:
        """As soon as there is an application."""
        self.timer = QTimer()
        self.timer.timeout.connect(lambda: self.step())
        self.timer.start(20)
        QTimer.singleShot(PATIENCE_MS, lambda: os._exit(71))

    def unlock(self) -> None:
        from ui.unlock_view import UnlockView

        view = shown(UnlockView)
        if isinstance(view, UnlockView) and isinstance(field := view.passphrase, QLineEdit):
            QTest.keyClicks(field, school.PASSPHRASE)
            QTest.keyClick(field, Qt.Key.Key_Return)
            self.step = self.look_around

    def look_around(self) -> None:
        from ui.main_window import MainWindow

        window = shown(MainWindow)
        if not isinstance(window, MainWindow):
            return
        if self.pages:
            window.open_page(self.pages.pop())
            return
        sys.stdout.write("open\n")
        sys.stdout.flush()
        self.step = self.lock

    def lock(self) -> None:
        from ui.main_window import MainWindow

        window = shown(MainWindow)
        if isinstance(window, MainWindow) and select.select([sys.stdin], [], [], 0)[0]:
            self.step = lambda: None
            QTest.mouseClick(window.lock, Qt.MouseButton.LeftButton)


class Driven(QApplication):
    """The application with the driver in its event loop."""

    driver: type[Driver] = Driver

    @staticmethod
    def exec() -> int:
        driver = Driven.driver()
        driver.begin()
        return QApplication.exec()


if __name__ == "__main__":
    sys.argv = ["ui", "--store", sys.argv[1]]
    patch.object(ui.start, "QApplication", Driven).start()  # the only way in from outside
    sys.exit(main(sys.argv[1:]))
