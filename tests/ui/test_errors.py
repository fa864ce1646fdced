"""Everything that goes wrong comes out of one funnel, and never names anybody."""

import logging
import sys

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.logs import report_of
from ui.errors import Errors, install_hooks


def _raised(error: Exception) -> Exception:
    pupil = "Jeandro Evertsz"
    with pytest.raises(type(error)) as caught:  # to have a traceback with a local in it
        raise error
    assert pupil
    return caught.value


def test_a_user_error_is_shown_with_what_to_do() -> None:
    shown: list[tuple[str, str]] = []
    errors = Errors()
    errors.show_in(lambda first, rest: shown.append((first, rest)))

    errors.tell(UserError("The file is empty.", "Choose another file."))

    assert shown == [("The file is empty.", "Choose another file.")]


def test_stop_is_nobodys_fault() -> None:
    shown: list[str] = []
    errors = Errors()
    errors.show_in(lambda first, _rest: shown.append(first))

    errors.tell(Cancelled())

    assert shown == []


def test_the_report_of_our_mistake_holds_the_place_but_no_values(
    caplog: pytest.LogCaptureFixture, qtbot: QtBot
) -> None:
    error = _raised(ValueError("no such pupil: Jeandro Evertsz"))
    with caplog.at_level(logging.DEBUG):
        Errors().tell(error)

    report = report_of(error)
    assert "test_errors.py" in report
    assert "ValueError" in report
    assert "Jeandro" not in report.replace('pupil = "Jeandro Evertsz"', "")
    assert "no such pupil" not in caplog.text
    _close_dialogs()


def test_our_mistake_gets_an_apology_with_a_report_to_copy(qtbot: QtBot) -> None:
    errors = Errors()
    errors.tell(_raised(KeyError("x")))

    dialogs = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]
    assert len(dialogs) == 1
    assert "KeyError" in dialogs[0].findChildren(QPlainTextEdit)[0].toPlainText()

    errors.tell(_raised(KeyError("y")))
    assert _open_dialogs() == dialogs
    _close_dialogs()


def test_an_uncaught_exception_ends_in_the_funnel() -> None:
    shown: list[str] = []
    errors = Errors()
    errors.show_in(lambda first, _rest: shown.append(first))
    undo = install_hooks(errors)
    try:
        error = _raised(UserError("Group 5 is full."))
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        undo()

    assert shown == ["Group 5 is full."]


def _open_dialogs() -> list[QDialog]:
    windows = QApplication.topLevelWidgets()
    return [w for w in windows if isinstance(w, QDialog) and w.isVisible()]


def _close_dialogs() -> None:
    for dialog in _open_dialogs():
        dialog.close()
