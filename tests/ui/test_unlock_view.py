"""The passphrase is asked for calmly, and what is wrong is said."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.store.keys import ListedOpener
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


def test_one_who_opens_alone_has_nothing_to_choose(view: UnlockView) -> None:
    view.set_openers([ListedOpener(uuid4(), "Dianira Ortela", "coordinator")])
    assert not view.openers.isVisible()
    assert view.slot_id is None


def test_colleagues_choose_themselves_and_keep_the_choice_in_another_language(
    view: UnlockView,
) -> None:
    listed = [
        ListedOpener(uuid4(), "Dianira Ortela", "coordinator"),
        ListedOpener(uuid4(), "Marelva Frans", "teacher"),
    ]
    view.set_openers(listed)
    assert view.openers.isVisible() and view.slot_id == listed[0].slot_id
    view.openers.box.setCurrentIndex(1)
    assert view.slot_id == listed[1].slot_id
    i18n.use("nl")
    view.retranslate()
    assert view.slot_id == listed[1].slot_id
    assert "Marelva Frans" in view.openers.box.currentText()


def test_while_one_has_to_wait_nothing_is_tried_and_the_button_counts_down(
    qtbot: QtBot, view: UnlockView
) -> None:
    view.passphrase.setText("calm blue water")
    view.wait(0.6)
    assert view.is_waiting and not view.unlock.isEnabled()
    assert view.unlock.text() == "Again in 1 s"
    with qtbot.assertNotEmitted(view.submitted):
        qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)
        view.unlock.click()
    qtbot.waitUntil(lambda: not view.is_waiting)
    with qtbot.waitSignal(view.submitted):
        qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)


def test_a_wait_outlasts_being_busy(view: UnlockView) -> None:
    view.set_busy(True)
    view.wait(30)
    view.set_busy(False)
    assert not view.unlock.isEnabled()


def test_it_says_when_the_last_backup_was_and_offers_to_put_one_back(
    qtbot: QtBot, view: UnlockView
) -> None:
    assert [label.text() for label in (view.notes._backup,)] == ["Last backup: Friday"]
    view.notes.set_last_backup("")
    assert "No backup" in view.notes._backup.text()
    with qtbot.waitSignal(view.restore_asked):
        view.notes.restore.click()


def test_on_a_low_screen_the_button_can_still_be_reached(qtbot: QtBot, view: UnlockView) -> None:
    listed = [ListedOpener(uuid4(), name, "teacher") for name in ("A", "B")]
    view.set_openers(listed)
    view.set_error("This passphrase is not right.", "Check Caps Lock.")
    view.resize(910, 420)
    assert view.height() == 420, "it scrolls instead of growing"


def test_the_recovery_key_is_explained_and_capitals_are_no_mistake_in_it(
    qtbot: QtBot, view: UnlockView
) -> None:
    openers = [ListedOpener(uuid4(), name, "teacher") for name in ("Ann", "Bea")]
    view.set_openers(openers)
    view.forgot.click()
    assert "nine groups" in view._field.hint.text() and view._field.hint.isVisible()
    assert view.openers.label.text() == "Who gets a new passphrase"
    qtbot.keyClick(view.passphrase, "A")  # a capital without Shift, as it stands on the sheet
    assert not view._field.warning.isVisible()
    view.forgot.click()
    assert not view._field.hint.isVisible()
    assert view.openers.label.text() == "User"
    qtbot.keyClick(view.passphrase, "A")
    assert view._field.warning.isVisible()
