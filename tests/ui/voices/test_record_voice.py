"""Recording what is read aloud: space, stop, listen, next; on disk after each; in and out."""

from array import array
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from npo_desktop.store.engine import Store
from npo_desktop.voices import (
    VoiceFacts,
    clip,
    installed,
    pack_of,
    read_pack,
    voice_of,
    write_pack,
)
from npo_desktop.voices.devices import no_microphone
from npo_desktop.voices.pack_folder import keep_clip
from npo_desktop.voices.sound import RATE, Sound, read_wav
from npo_desktop.voices.texts import spoken_texts
from ui.app import App
from ui.dialogs.confirm import ConfirmDialog
from ui.pupil.file_actions import RoundActions
from ui.voices.level_meter import LevelMeter
from ui.voices.record_voice import RecordVoiceDialog

Space, Enter = Qt.Key.Key_Space, Qt.Key.Key_Return


class Teacher:
    """Stands for the microphone: half a second of voice between two silences of two seconds."""

    def __init__(self) -> None:
        self.height, self.seconds, self.error = 6_000, 0.5, UserError("", "")
        self.fails = self.is_open = False

    def record(self, stop: Event, heard: Callable[[float], None]) -> Sound:
        if self.fails:
            raise self.error
        self.is_open = True
        heard(0.2)
        assert stop.wait(20)
        self.is_open = False
        heights = (self.height, -self.height)
        voice = array("h", [heights[n % 100 < 50] for n in range(round(self.seconds * RATE))])
        quiet = array("h", bytes(4 * RATE))
        return Sound(RATE, quiet + voice + quiet)


class Tape:
    """Stands for the loudspeaker."""

    def __init__(self) -> None:
        self.heard: list[float] = []
        self.go_on = Event()

    def play(self, sound: Sound, stop: Event) -> None:
        self.heard.append(sound.seconds)
        while not self.go_on.is_set() and not stop.wait(0.005):
            pass


@pytest.fixture
def app(qapp: object, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def teacher() -> Teacher:
    return Teacher()


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def dialog(qtbot: QtBot, app: App, teacher: Teacher, tape: Tape) -> RecordVoiceDialog:
    made = RecordVoiceDialog(app, None, ear=teacher, player=tape)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    made.picker.language.group.button(2).click()  # Papiamentu
    return made


def record(qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher) -> None:
    qtbot.keyClick(dialog.view, Space)
    qtbot.waitUntil(lambda: teacher.is_open)
    qtbot.keyClick(dialog.card.record, Space)
    qtbot.waitUntil(lambda: dialog.take is None)


def shown(dialog: RecordVoiceDialog) -> str:
    row = dialog.view.current_row()
    assert row is not None
    return row.text.id


def test_space_records_space_stops_and_it_is_on_disk_trimmed(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    item = shown(dialog)
    dialog.picker.reader.setText("juf Marelva")
    record(qtbot, dialog, teacher)
    voice = voice_of("pupil", dialog.picker.questionnaire.edition, "pap")
    assert voice is not None
    assert (voice.recorded_by, voice.recorded_on.isoformat()) == ("juf Marelva", "2026-11-24")
    path = clip("pupil", voice.edition, item, "pap")
    assert path is not None
    assert read_wav(path.read_bytes()).seconds == pytest.approx(0.87, abs=0.03)
    texts = spoken_texts(dialog.picker.questionnaire, "pap")
    button = dialog.picker.language.group.button(2)
    assert f"1/{len(texts)}" in button.text()
    assert shown(dialog) == item  # listen first


def test_the_microphone_is_open_only_while_recording_and_nothing_else_can_be_chosen(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    assert not teacher.is_open
    qtbot.keyClick(dialog.view, Space)
    qtbot.waitUntil(lambda: teacher.is_open)
    for widget in (dialog.view, dialog.picker, dialog.export, dialog.card.next):
        assert not widget.isEnabled()
    qtbot.waitUntil(lambda: dialog.card.meter.word() == "Good")
    qtbot.keyClick(dialog.card.record, Space)
    qtbot.waitUntil(lambda: dialog.take is None)
    assert not teacher.is_open and dialog.view.isEnabled()
    assert dialog.card.meter.word() == "Microphone off"


def test_a_whole_language_takes_three_keys_a_text(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    texts = spoken_texts(dialog.picker.questionnaire, "pap")
    for _text in texts:
        record(qtbot, dialog, teacher)
        dialog.card.next.click()
    assert f"{len(texts)}/{len(texts)}" in dialog.picker.language.group.button(2).text()
    assert all(row.is_current for row in dialog.texts.rows)


def test_enter_plays_what_was_recorded_and_enter_silences_it(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher, tape: Tape
) -> None:
    assert not dialog.card.listen.isEnabled()
    record(qtbot, dialog, teacher)
    qtbot.keyClick(dialog.view, Enter)
    qtbot.waitUntil(lambda: tape.heard == [pytest.approx(0.87, abs=0.03)])
    assert dialog.card.listen.text() == "Stop"
    qtbot.keyClick(dialog.view, Enter)
    assert dialog.card.listen.text() == "Listen"
    tape.go_on.set()
    dialog.card.listen.click()
    qtbot.waitUntil(lambda: len(tape.heard) == 2 and dialog.card.listen.text() == "Listen")


def test_recording_again_replaces_and_removing_takes_it_away(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    record(qtbot, dialog, teacher)
    first = dialog.picker.voice.clips[0]
    teacher.seconds = 0.7
    record(qtbot, dialog, teacher)
    (second,) = dialog.picker.voice.clips
    assert second.text == first.text and second.file != first.file
    dialog.card.drop.click()
    assert dialog.picker.voice.clips == ()
    assert not dialog.export.isEnabled() and not dialog.clear.isEnabled()


def test_where_nothing_is_heard_it_is_told_and_the_old_recording_stays(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    record(qtbot, dialog, teacher)
    before = dialog.picker.voice
    teacher.height = 0
    record(qtbot, dialog, teacher)
    assert dialog.note.isVisible() and "Nothing was heard." in dialog.note.accessibleName()
    assert dialog.picker.voice == before


def test_without_a_microphone_there_is_one_calm_sentence(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    teacher.fails, teacher.error = True, no_microphone()
    qtbot.keyClick(dialog.view, Space)
    qtbot.waitUntil(lambda: dialog.take is None)
    assert "microphone" in dialog.note.accessibleName()
    assert installed() == () and dialog.view.isEnabled()


def test_closing_in_the_middle_keeps_nothing(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    qtbot.keyClick(dialog.view, Space)
    qtbot.waitUntil(lambda: teacher.is_open)
    take = dialog.take
    assert take is not None
    dialog.reject()
    qtbot.waitUntil(take.ended.is_set)
    assert not dialog.isVisible() and installed() == ()


def test_space_in_the_name_is_a_blank(qtbot: QtBot, dialog: RecordVoiceDialog) -> None:
    dialog.picker.reader.setFocus()
    qtbot.keyClicks(dialog.picker.reader, "juf Els")
    assert dialog.picker.reader.text() == "juf Els" and dialog.take is None


def test_one_file_out_and_in_again_on_another_computer(
    qtbot: QtBot,
    dialog: RecordVoiceDialog,
    teacher: Teacher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(qtbot, dialog, teacher)
    voice = dialog.picker.voice
    path = tmp_path / "pap"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog.export.click()
    made = tmp_path / "pap.npovoice"  # the ending is put behind it
    qtbot.waitUntil(lambda: dialog.note.isVisible())
    assert read_pack(made).facts.clips == voice.clips

    (other := tmp_path / "other computer").mkdir()
    monkeypatch.setenv("NPO_HOME", str(other))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(made), ""))
    dialog.picker.language.group.button(0).click()
    dialog.take_in.click()
    qtbot.waitUntil(lambda: dialog.picker.language.value() == "pap")
    assert dialog.picker.voice.clips == voice.clips
    assert [row.is_current for row in dialog.texts.rows].count(True) == 1


def test_reading_in_over_recordings_asks_first(
    qtbot: QtBot,
    dialog: RecordVoiceDialog,
    teacher: Teacher,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record(qtbot, dialog, teacher)
    path = tmp_path / "a.npovoice"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    dialog.export.click()
    qtbot.waitUntil(path.exists)
    dialog.card.next.click()
    record(qtbot, dialog, teacher)
    assert len(dialog.picker.voice.clips) == 2

    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.take_in.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ConfirmDialog)))
    question = dialog.findChildren(ConfirmDialog)[0]
    assert len(dialog.picker.voice.clips) == 2
    question.yes.click()
    qtbot.waitUntil(lambda: len(dialog.picker.voice.clips) == 1)


@pytest.mark.parametrize("kind", ["rubbish", "another list", "another edition"])
def test_a_pack_that_does_not_belong_here_is_told_and_changes_nothing(
    qtbot: QtBot,
    dialog: RecordVoiceDialog,
    app: App,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    path, elsewhere = tmp_path / "a.npovoice", tmp_path / "elsewhere"
    code, edition = ("dance", "1") if kind == "another list" else ("pupil", "99")
    facts = VoiceFacts(code, edition, "nl", "", date(2026, 1, 1))
    sound = Sound(RATE, [5] * 900)
    facts = keep_clip(facts, "A", "words", sound, date(2026, 1, 1), elsewhere)
    write_pack(path, pack_of(facts, elsewhere))
    if kind == "rubbish":
        path.write_bytes(b"rubbish")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    dialog.take_in.click()
    qtbot.waitUntil(lambda: dialog.note.isVisible())
    said = dialog.note.accessibleName()
    assert {
        "rubbish": "not a voice pack",
        "another list": "“dance”",
        "another edition": "edition 99",
    }[kind] in said
    assert installed() == ()


def test_removing_a_language_asks_first(
    qtbot: QtBot, dialog: RecordVoiceDialog, teacher: Teacher
) -> None:
    record(qtbot, dialog, teacher)
    dialog.clear.click()
    question = dialog.findChildren(ConfirmDialog)[0]
    question.no.click()
    assert len(installed()) == 1
    dialog.clear.click()
    qtbot.waitUntil(lambda: bool(dialog.findChildren(ConfirmDialog)))
    dialog.findChildren(ConfirmDialog)[-1].yes.click()
    assert installed() == ()
    assert not any(row.clip for row in dialog.texts.rows)


def test_the_menu_of_the_scans_opens_it(qtbot: QtBot, app: App) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    RoundActions(app, page).record.trigger()
    (opened,) = page.findChildren(RecordVoiceDialog)
    assert opened.isVisible()
    assert opened.picker.questionnaire.code == "pupil"  # what children hear comes first
    opened.reject()


def test_the_meter_says_in_words_what_it_shows(qtbot: QtBot) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    assert meter.word() == "Microphone off"
    meter.set_on(True)
    for loudness, word in ((0.0, "Too soft"), (0.01, "Too soft"), (0.1, "Good"), (0.6, "Too loud")):
        meter.set_loudness(loudness)
        assert meter.word() == meter.accessibleName() == word
