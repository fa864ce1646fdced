"""No window of ours in a screenshot, unless somebody shows it to a room."""

import sys

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.screen_capture import EVERYWHERE, NOWHERE, ScreenCapture, system_affinity


@pytest.fixture
def told() -> list[tuple[int, int]]:
    return []


@pytest.fixture
def capture(qapp: object, told: list[tuple[int, int]]) -> ScreenCapture:
    def tell(handle: int, affinity: int) -> bool:
        told.append((handle, affinity))
        return True

    return ScreenCapture(tell)


def shown(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_every_window_is_kept_out_and_a_new_one_too(
    qtbot: QtBot, capture: ScreenCapture, told: list[tuple[int, int]]
) -> None:
    first = shown(qtbot)
    capture.renew()
    assert (int(first.winId()), NOWHERE) in told
    second = shown(qtbot)
    capture.renew_soon()
    qtbot.waitUntil(lambda: (int(second.winId()), NOWHERE) in told)


def test_for_a_projector_it_can_be_allowed_and_forbidden_again(
    qtbot: QtBot, capture: ScreenCapture, told: list[tuple[int, int]]
) -> None:
    widget = shown(qtbot)
    window = int(widget.winId())
    capture.renew()
    capture.allow(True)
    assert dict(told)[window] == EVERYWHERE
    capture.allow(False)
    assert dict(told)[window] == NOWHERE


def test_elsewhere_than_on_windows_it_says_that_it_cannot(qapp: object) -> None:
    assert sys.platform != "win32"  # where these tests run
    assert system_affinity() is None
    assert not ScreenCapture(system_affinity()).is_possible
