"""The passphrase is asked for calmly, and what is wrong is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from ui.unlock_view import UnlockView


@pytest.fixture
def view(qtbot: QtBot) -> UnlockView:
    made = UnlockView(school="Kaya Korá", last_backup="Friday")
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    return made


def test_enter_submits_the_passphrase(qtbot: QtBot, view: UnlockView) -> None:
    qtbot.keyClicks(view.passphrase, "calm blue water")
    with qtbot.waitSignal(view.submitted) as submitted:
        qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
    assert submitted.args == ["calm blue water"]


def test_nothing_is_submitted_twice_while_it_opens(qtbot: QtBot, view: UnlockView) -> None:
    view.passphrase.setText("calm blue water")
    view.set_busy(True)
    with qtbot.assertNotEmitted(view.submitted, wait=20):
        view.unlock.click()
        view.passphrase.returnPressed.emit()


def test_a_wrong_passphrase_is_said_and_can_be_typed_over(view: UnlockView) -> None:
    view.passphrase.setText("wrong")
    view.set_error("This is not the right passphrase.", "Try again.")
    assert view.passphrase.selectedText() == view.passphrase.text()


def test_caps_lock_is_noticed_from_what_is_typed(qtbot: QtBot, view: UnlockView) -> None:
    qtbot.keyClick(view.passphrase, "A")  # a capital without Shift
    assert view._field.warning.isVisible()
    qtbot.keyClick(view.passphrase, "a")
    assert not view._field.warning.isVisible()


def test_the_passphrase_shows_only_on_request(view: UnlockView) -> None:
    assert view.passphrase.echoMode() is QLineEdit.EchoMode.Password
    view._field.edit.reveal.click()
    assert view.passphrase.echoMode() is QLineEdit.EchoMode.Normal


def test_one_who_forgot_it_enters_the_recovery_key(qtbot: QtBot, view: UnlockView) -> None:
    view.forgot.click()
    qtbot.keyClicks(view.passphrase, "ABCD-EFGH")
    with qtbot.waitSignal(view.recovery_submitted) as submitted:
        view.unlock.click()
    assert submitted.args == ["ABCD-EFGH"]


def test_the_language_is_announced_and_spoken_after_that(qtbot: QtBot, view: UnlockView) -> None:
    with qtbot.waitSignal(view.language_chosen) as chosen:
        view.languages.group.button(0).click()
    assert chosen.args == ["nl"]
    i18n.use("nl")
    view.retranslate()
    assert view.languages.value() == "nl"
