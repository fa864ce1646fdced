"""Loudspeaker and microphone, on the library's device that makes no sound, and on none at all."""

import subprocess
import sys
from collections.abc import Generator
from importlib import import_module
from threading import Event, Timer
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from npo_desktop.errors import UserError
from npo_desktop.voices import devices
from npo_desktop.voices.devices import Loudspeaker, Microphone
from npo_desktop.voices.sound import RATE, Sound

miniaudio = import_module("miniaudio")  # it comes without types
NULL = [miniaudio.Backend.NULL]


def tone(seconds: float) -> Sound:
    return Sound(RATE, [900 if n % 50 < 25 else -900 for n in range(round(seconds * RATE))])


def test_a_sound_plays_to_its_end_and_another_after_it() -> None:
    loudspeaker = Loudspeaker(NULL)
    for _sound in range(2):
        begun = monotonic()
        loudspeaker.play(tone(0.3), Event())
        assert 0.3 <= monotonic() - begun < 10.0
    loudspeaker.play(Sound(16_000, tone(0.1).samples), Event())  # another rate
    loudspeaker.close()


def test_playing_stops_at_once_when_told() -> None:
    loudspeaker, stop = Loudspeaker(NULL), Event()
    Timer(0.1, stop.set).start()
    begun = monotonic()
    loudspeaker.play(tone(20), stop)
    assert monotonic() - begun < 10.0
    loudspeaker.close()


def test_the_microphone_listens_until_told_and_tells_how_loud_it_is() -> None:
    microphone, stop = Microphone(NULL), Event()
    heard: list[float] = []
    Timer(0.4, stop.set).start()
    sound = microphone.record(stop, heard.append)
    assert sound.rate == RATE and 0.1 < sound.seconds < 2.0
    assert heard and set(heard) == {0.0}  # this device hears only silence
    microphone.close()


def test_the_library_gets_every_sample_and_then_silence() -> None:
    """As the library asks: so many frames at a time, more than there are at the end."""
    sound, over = tone(0.1), Event()
    stream = devices._samples(sound, over)
    next(stream)
    got: list[int] = []
    while not over.is_set():
        got.extend(stream.send(512))
    assert got == list(sound.samples)
    assert len(stream.send(512)) == 0


class NoDevice(Exception):
    """As the library's own error."""


def nothing_there(*_args: Any, **_named: Any) -> None:
    raise NoDevice("failed to init device")


def test_without_a_device_there_is_one_calm_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    library = SimpleNamespace(
        PlaybackDevice=nothing_there,
        CaptureDevice=nothing_there,
        MiniaudioError=NoDevice,
        SampleFormat=miniaudio.SampleFormat,
    )
    monkeypatch.setattr(devices, "_library", lambda: library)
    with pytest.raises(UserError, match="loudspeaker") as caught:
        Loudspeaker().play(tone(0.1), Event())
    assert caught.value.hint
    with pytest.raises(UserError, match="microphone") as caught:
        Microphone().record(Event(), lambda _level: None)
    assert caught.value.hint


def test_without_the_library_there_is_one_calm_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "miniaudio", None)  # as a wheel for another system
    with pytest.raises(UserError, match="Sound does not work"):
        Loudspeaker().play(tone(0.1), Event())


def test_a_device_that_takes_nothing_more_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_PATIENCE", 0.1)

    def never_over(_sound: Sound, _over: Event) -> Generator[bytes, int, None]:
        while True:
            yield b""

    monkeypatch.setattr(devices, "_samples", never_over)
    loudspeaker = Loudspeaker(NULL)
    begun = monotonic()
    loudspeaker.play(tone(0.1), Event())
    assert monotonic() - begun < 10.0
    loudspeaker.close()


def test_nothing_of_audio_is_loaded_before_it_is_used() -> None:
    modules = ["npo_desktop.voices", "ui.reading_aloud", "ui.voices.record_voice", "ui.desk.voice"]
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "assert 'miniaudio' not in sys.modules and '_miniaudio' not in sys.modules\n"
        "from threading import Event\n"
        "from npo_desktop.voices.devices import _library\n"
        "_library()\n"
        "assert 'miniaudio' in sys.modules\n"  # the check would see it
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
