"""What our controls say, show and announce."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.progress import Progress
from npo_desktop.scoring.norms import Band
from ui.jobs import Jobs
from ui.scan.answer_key import AnswerKey
from ui.widgets.band_chip import BandChip, band_letter, band_size, band_text
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.find_field import FindField, Found
from ui.widgets.focus_ring import REACH, _Ring
from ui.widgets.icon_button import IconButton
from ui.widgets.job_bar import JobBar
from ui.widgets.key_button import KeyButton
from ui.widgets.message_bar import MessageBar
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented


@pytest.mark.parametrize(
    ("band", "strong", "letter"),
    [(Band.LOW, False, "H"), (Band.WATCH, False, "W"), (Band.FINE, False, "O"),
     (Band.FINE, True, "S"), (Band.NONE, False, "?")],
)  # fmt: skip
def test_a_band_has_its_letter(band: Band, strong: bool, letter: str) -> None:
    assert band_letter(band, strong) == letter
    assert band_text(band, strong).startswith(f"{letter} · ")


def test_a_strength_mark_shows_only_on_a_level_that_is_fine() -> None:
    assert band_letter(Band.LOW, True) == "H"


def test_a_chip_says_its_band_in_words_and_its_count(qtbot: QtBot) -> None:
    chip = BandChip(Band.LOW, count=2)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "Help needed: 2"
    assert chip.sizeHint() == band_size(Band.LOW, count=2)
    chip.set_band(Band.FINE, True, count=3)
    assert chip.accessibleName() == "Strong: 3"


def test_the_bands_differ_in_shape_also_in_grey(qtbot: QtBot) -> None:
    pictures = []
    fine = ((Band.FINE, False), (Band.FINE, True))
    for band, strong in ((Band.LOW, False), (Band.WATCH, False), *fine):
        chip = BandChip(band, strong)
        qtbot.addWidget(chip)
        pictures.append(chip.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8))
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[:n])


def test_an_icon_button_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = IconButton("lock", "Lock")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Lock", "Lock")


def test_the_cap_of_a_key_takes_its_room_and_the_key_presses_the_button(qtbot: QtBot) -> None:
    window = QWidget()
    line = QVBoxLayout(window)
    plain, capped = KeyButton("Later"), KeyButton("Later", "F", shortcut=True)
    line.addWidget(plain)
    line.addWidget(capped)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert capped.sizeHint().width() > plain.sizeHint().width() + 18
    capped.setText("Later on")  # must not take the key away
    with qtbot.waitSignal(capped.clicked):
        qtbot.keyClick(window, Qt.Key.Key_F)


def test_an_answer_key_says_digit_and_word(qtbot: QtBot) -> None:
    key = AnswerKey("3", "often")
    qtbot.addWidget(key)
    qtbot.mouseClick(key, Qt.MouseButton.LeftButton)
    assert key.isChecked()
    assert key.accessibleName() == "3 often"
    assert key.sizeHint().height() == 56


def test_a_choice_is_announced_when_clicked_but_not_when_set(qtbot: QtBot) -> None:
    choice = Segmented([("pupil", "Per pupil"), ("group", "Whole group")])
    qtbot.addWidget(choice)
    heard: list[object] = []
    choice.chosen.connect(heard.append)
    choice.set_value("group")
    assert (choice.value(), heard) == ("group", [])
    choice.group.button(0).click()
    assert heard == ["pupil"]


def test_a_field_shows_its_error_in_words_and_takes_it_back(qtbot: QtBot) -> None:
    edit = QLineEdit("31-02-2018")
    field = Field("Born", edit, "day-month-year")
    qtbot.addWidget(field)
    field.set_error("There is no 31 February.")
    assert field.has_error
    assert edit.accessibleDescription() == "There is no 31 February."
    field.set_message("day-month-year")
    assert not field.has_error


def test_a_cut_label_tells_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("Shurandyson Emmanuel van der Zeer-Arrindell")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_note_reads_as_one_sentence_after_the_other(qtbot: QtBot) -> None:
    note = Note("err", "The stick is full.", "Choose another stick.")
    qtbot.addWidget(note)
    assert note.accessibleName() == "The stick is full. Choose another stick."


def test_a_message_stays_until_it_is_closed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error("The file is empty.", "Choose another.")
    assert bar.shown_text == "The file is empty. Choose another."
    bar.dismiss()
    assert bar.shown_text == ""


def test_a_short_job_never_shows_the_bar_and_a_long_one_does(qtbot: QtBot) -> None:
    from threading import Event

    jobs = Jobs()
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(jobs.finished):
        jobs.start(lambda _progress: None, lambda _nothing: None, label="Reading")
    assert bar.isHidden()
    go_on = Event()

    def work(progress: Progress) -> None:
        go_on.wait(5)
        progress(1, 2)

    jobs.start(work, lambda _done: None, label="Long")
    qtbot.waitUntil(bar.isVisible)
    with qtbot.waitSignal(jobs.cancelled):
        bar.stop.click()
        go_on.set()
    qtbot.waitUntil(bar.isHidden)


def test_what_is_found_opens_with_enter(qtbot: QtBot) -> None:
    people = [
        Found("Jeandro Evertsz", "group 5", "pupil", (5,)),
        Found("Jean Croes", "", "pupil", (6,)),
    ]
    field = FindField(lambda words: [p for p in people if words in p.text.casefold()])
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "jea")
    qtbot.waitUntil(field.results.isVisible)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == [people[1]]
    assert field.text() == ""


def test_who_is_nobody_is_said_under_the_field_and_esc_leaves_it(qtbot: QtBot) -> None:
    window = QWidget()
    line = QVBoxLayout(window)
    field, left = FindField(lambda _words: []), list[None]()
    line.addWidget(field)
    qtbot.addWidget(window)
    away = QShortcut(QKeySequence("Esc"), window)
    away.activated.connect(lambda: left.append(None))
    window.resize(600, 200)
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "zz")
    qtbot.waitUntil(field.none.isVisible)
    assert field.none.geometry().top() - field.geometry().bottom() < 20
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "" and not field.none.isVisible() and left == []


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    for button in (KeyButton("Print"), IconButton("x", "Remove")):
        qtbot.addWidget(button)
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Return)


def test_the_ring_lies_around_what_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    line = QVBoxLayout(window)
    first, second = KeyButton("One"), KeyButton("Two")
    line.addWidget(first)
    line.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    for button in (first, second):
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        rings = [ring for ring in window.findChildren(_Ring) if ring.isVisible()]
        assert len(rings) == 1
        assert rings[0].geometry() == button.geometry().adjusted(-REACH, -REACH, REACH, REACH)
    second.hide()
