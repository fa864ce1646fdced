"""What is copied is marked as nobody's business, and is gone after a while."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.clipboard import EXCLUDED, KEPT, ClipboardGuard

SHORT = 50  # milliseconds


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[QClipboard]:
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()


def test_copied_text_is_marked_and_goes_away_by_itself(qtbot: QtBot, clipboard: QClipboard) -> None:
    guard = ClipboardGuard(clipboard, kept=SHORT, is_ours=lambda: True)

    guard.copy("Jeandro Evertsz")

    assert clipboard.text() == "Jeandro Evertsz"
    assert clipboard.mimeData().hasFormat(EXCLUDED)
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_what_is_copied_from_a_field_is_marked_too(qtbot: QtBot, clipboard: QClipboard) -> None:
    guard = ClipboardGuard(clipboard, kept=SHORT, is_ours=lambda: True)
    assert guard is not None  # kept
    field = QLineEdit("een opmerking")
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()

    assert clipboard.mimeData().hasFormat(EXCLUDED)
    assert clipboard.text() == "een opmerking"
    qtbot.waitUntil(lambda: clipboard.text() == "")


def test_what_another_program_copied_is_left_alone(qtbot: QtBot, clipboard: QClipboard) -> None:
    ours = [True]
    guard = ClipboardGuard(clipboard, kept=SHORT, is_ours=lambda: ours[0])
    guard.copy("Jeandro Evertsz")
    ours[0] = False
    clipboard.setText("of another program")
    guard.clear()

    assert clipboard.text() == "of another program"
    assert not clipboard.mimeData().hasFormat(EXCLUDED)


def test_half_a_minute_is_what_it_stays() -> None:
    assert KEPT == 30_000


def test_without_the_guard_a_copy_is_not_marked(qtbot: QtBot, clipboard: QClipboard) -> None:
    field = QLineEdit("een opmerking")
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()

    assert not clipboard.mimeData().hasFormat(EXCLUDED)
