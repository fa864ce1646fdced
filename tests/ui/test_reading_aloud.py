"""Reading aloud: one thing at a time, stopped at once, a recording before a voice of the system."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from npo_desktop.voices import reading
from npo_desktop.voices.devices import no_loudspeaker
from npo_desktop.voices.reading import Spoken
from npo_desktop.voices.sound import RATE, Sound, wav_bytes
from npo_desktop.voices.system_voice import Player, Voice
from ui import reading_aloud
from ui.reading_aloud import ReadingAloud

DUTCH = Voice("say", "say", "Xander", "nl-nl")


class Tape:
    """Stands for the loudspeaker: plays until told to go on, and notes what happened when."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.go_on = Event()
        self.threads: set[Thread] = set()
        self.error: UserError | None = None
        self.playing = 0

    def play(self, sound: Sound, stop: Event) -> None:
        self.sound_of(str(len(sound.samples)), stop)

    def sound_of(self, name: str, stop: Event) -> None:
        self.threads.add(current_thread())
        if self.error is not None:
            raise self.error
        self.playing += 1
        assert self.playing == 1, "two at once"
        self.events.append(f"begin {name}")
        while not self.go_on.is_set() and not stop.wait(0.005):
            pass
        self.events.append(f"{'cut' if stop.is_set() else 'end'} {name}")
        self.playing -= 1


@pytest.fixture
def tape(monkeypatch: pytest.MonkeyPatch) -> Tape:
    made = Tape()

    def speak(voice: Voice, text: str, stop: Event, player: Player) -> None:
        assert player is made
        made.sound_of(f"{voice.name}: {text}", stop)

    monkeypatch.setattr(reading, "speak", speak)
    monkeypatch.setattr(reading, "PAUSE", 0.0)
    return made


@pytest.fixture
def aloud(qtbot: QtBot, tape: Tape) -> Iterator[ReadingAloud]:
    def find() -> list[Voice]:
        return [DUTCH]

    made = ReadingAloud(player=tape, find=find)
    qtbot.waitUntil(lambda: made.can_read("nl"))
    yield made
    made.shut()


@pytest.fixture
def clip(tmp_path: Path) -> Callable[[int], Path]:
    """A recording of so many samples."""

    def made(samples: int) -> Path:
        path = tmp_path / f"{samples}.wav"
        path.write_bytes(wav_bytes(Sound(RATE, [1] * samples)))
        return path

    return made


def test_the_button_is_offered_for_a_recording_or_a_voice(
    aloud: ReadingAloud, clip: Callable[[int], Path]
) -> None:
    assert aloud.can_read("nl")
    assert not aloud.can_read("pap")
    assert aloud.can_read("pap", clip(100))


def test_the_recording_comes_before_the_voice(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    tape.go_on.set()
    with qtbot.waitSignal(aloud.finished):
        aloud.say("een vraag", "nl", clip(100))
    with qtbot.waitSignal(aloud.finished):
        aloud.say("een vraag", "nl", None)
    assert tape.events == [
        *("begin 100", "end 100"),
        *("begin Xander: een vraag", "end Xander: een vraag"),
    ]
    assert main_thread() not in tape.threads


def test_without_recording_and_voice_nothing_happens(aloud: ReadingAloud, tape: Tape) -> None:
    aloud.say("un pregunta", "pap", None)
    assert not aloud.is_reading and tape.events == []


def test_several_texts_follow_each_other(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    tape.go_on.set()
    with qtbot.waitSignal(aloud.finished):
        aloud.say_all([Spoken("", clip(100)), Spoken("twee", None), Spoken("", clip(300))], "nl")
    begun = [event for event in tape.events if event.startswith("begin")]
    assert begun == ["begin 100", "begin Xander: twee", "begin 300"]


def test_a_second_click_silences_the_first_and_they_never_overlap(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    aloud.say("", "nl", clip(100))
    qtbot.waitUntil(lambda: tape.events == ["begin 100"])
    aloud.say("", "nl", clip(200))
    aloud.say("", "nl", clip(300))  # at once: the second was never heard
    qtbot.waitUntil(lambda: "begin 300" in tape.events)
    assert tape.events == ["begin 100", "cut 100", "begin 300"]
    tape.go_on.set()
    with qtbot.waitSignal(aloud.finished):
        pass
    assert tape.events[-1] == "end 300"


def test_stop_silences_at_once_and_says_nothing_of_an_end(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    with qtbot.assertNotEmitted(aloud.finished, wait=100):
        aloud.say_all([Spoken("", clip(100)), Spoken("", clip(200))], "nl")
        qtbot.waitUntil(lambda: tape.events == ["begin 100"])
        aloud.stop()
        assert not aloud.is_reading
        qtbot.waitUntil(lambda: "cut 100" in tape.events)
    assert tape.events == ["begin 100", "cut 100"]


def test_stop_before_anything_is_heard(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    aloud.stop()
    aloud.say("", "nl", clip(100))
    aloud.stop()
    aloud.stop()
    qtbot.waitUntil(lambda: tape.playing == 0 and not aloud._now)
    assert "end 100" not in tape.events


def test_without_a_device_it_is_told_and_not_raised(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    tape.error = no_loudspeaker()
    with qtbot.waitSignal(aloud.failed) as told:
        aloud.say("", "nl", clip(100))
    assert told.args == [tape.error]
    tape.error = None
    tape.go_on.set()
    with qtbot.waitSignal(aloud.finished):  # a loudspeaker was plugged in
        aloud.say("", "nl", clip(100))


@pytest.mark.parametrize("content", [None, b"", b"no sound"])
def test_a_recording_that_cannot_be_read_is_told(
    qtbot: QtBot, aloud: ReadingAloud, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "x.wav"
    if content is not None:
        path.write_bytes(content)
    with qtbot.waitSignal(aloud.failed) as told:
        aloud.say("", "nl", path)
    assert isinstance(told.args[0], UserError) and told.args[0].hint


def test_a_device_that_hangs_is_told_and_not_waited_for(
    qtbot: QtBot,
    aloud: ReadingAloud,
    tape: Tape,
    clip: Callable[[int], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    release = Event()

    def hang(_sound: Sound, _stop: Event) -> None:
        release.wait(30)

    monkeypatch.setattr(reading_aloud, "PATIENCE", 60)
    monkeypatch.setattr(tape, "play", hang)
    aloud.say("", "nl", clip(100))
    qtbot.waitUntil(lambda: bool(aloud._now))
    with qtbot.waitSignal(aloud.failed):
        aloud.say("", "nl", clip(200))
    assert not aloud.is_reading
    release.set()
    qtbot.waitUntil(lambda: not aloud._now)


def test_leaving_in_the_middle_falls_silent(
    qtbot: QtBot, tape: Tape, clip: Callable[[int], Path]
) -> None:
    desk = QObject()
    child = ReadingAloud(desk, player=tape, find=list)
    child.say("", "nl", clip(100))
    qtbot.waitUntil(lambda: tape.events == ["begin 100"])
    desk.deleteLater()
    qtbot.waitUntil(lambda: "cut 100" in tape.events)


def test_no_cycles_are_collected_while_its_thread_runs(
    qtbot: QtBot, aloud: ReadingAloud, tape: Tape, clip: Callable[[int], Path]
) -> None:
    aloud.say("", "nl", clip(100))
    qtbot.waitUntil(lambda: tape.events == ["begin 100"])
    assert not gc.isenabled()
    tape.go_on.set()
    qtbot.waitUntil(gc.isenabled)


def test_the_voices_are_looked_for_off_the_window_and_once(qtbot: QtBot) -> None:
    looked: list[Thread] = []

    def find() -> list[Voice]:
        looked.append(current_thread())
        return [DUTCH]

    first = ReadingAloud(find=find)
    with qtbot.waitSignal(first.voices_found):
        pass
    second = ReadingAloud(find=find)
    assert second.can_read("nl")
    assert len(looked) == 1 and main_thread() not in looked
