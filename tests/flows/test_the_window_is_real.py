"""The flows mean what they say only when a window system draws the window."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_a_window_is_shown_by_the_window_system(qtbot: QtBot) -> None:
    label = QLabel("Vandaag")
    qtbot.addWidget(label)
    with qtbot.waitExposed(label):
        label.show()

    assert QGuiApplication.platformName() == "xcb"
    assert label.screen().grabWindow(label.winId()).size() == label.size()
