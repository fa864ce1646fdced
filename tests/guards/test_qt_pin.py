"""PySide6 6.12.0 on Python 3.11 loses a reference to None at every call. It must not come back."""

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from ui.guard import refuse_broken_qt

CALLS = 1_000


def test_a_thousand_calls_cost_no_reference_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)

    for number in range(CALLS):
        label.setText(str(number))

    assert abs(sys.getrefcount(None) - before) < CALLS // 10


def test_the_broken_pair_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError) as refused:
        refuse_broken_qt("6.12.0", (3, 11))

    assert "6.12.0" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(("version", "python"), [("6.12.0", (3, 12)), ("6.11.3", (3, 11))])
def test_a_sound_pair_is_let_through(version: str, python: tuple[int, int]) -> None:
    refuse_broken_qt(version, python)


def test_what_is_installed_here_is_let_through() -> None:
    refuse_broken_qt(PySide6.__version__, sys.version_info[:2])
