"""A new passphrase, a question before something goes, and help."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.help import PURPOSES, show_help
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.widgets.new_passphrase import refusal, strength_words


def test_twelve_characters_or_four_words_will_do() -> None:
    assert refusal("zeegraswierx") is None
    assert refusal("pet rif mes hut") is None
    assert refusal("zeegraswier") is not None
    assert refusal("pet rif mes") is not None


def test_the_strength_is_told_by_rule() -> None:
    assert strength_words("kaya")[1] == "warn"
    assert strength_words("zeegraswierx")[0].startswith("Good enough")
    assert strength_words("zon zee wind zout kaya")[0] == "Strong: 5 words, 22 characters."


def test_a_passphrase_that_everybody_tries_first_is_refused_in_words() -> None:
    words, tone = strength_words("welkom welkom welkom")
    assert tone == "warn" and "first" in words


def test_the_dialog_waits_for_two_equal_passphrases(qtbot: QtBot) -> None:
    dialog = NewPassphraseDialog(None)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.fields.first.edit, "zon zee wind zout")
    assert not dialog.agree.isEnabled()
    qtbot.keyClicks(dialog.fields.again.edit, "zon zee wind zout")
    assert dialog.agree.isEnabled()


def test_a_question_shows_the_key_that_says_no_and_that_key_does(qtbot: QtBot) -> None:
    asked, answered = QWidget(), list[str]()
    qtbot.addWidget(asked)
    dialog = ConfirmDialog("Away?", "It goes.", "Away", lambda: answered.append("yes"), asked)
    dialog.rejected.connect(lambda: answered.append("no"))
    dialog.show()
    assert dialog.no.key == "Esc"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert answered == ["no"]


def test_help_tells_what_each_page_is_for(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for page, purpose in PURPOSES.items():
        dialog = show_help(window, page)
        assert purpose() in [label.text() for label in dialog.findChildren(QLabel)]
        dialog.close()
