"""Trimming and levelling, on waves made by hand; and the WAV form."""

import io
import math
import wave as wav
from array import array
from collections.abc import Callable

import pytest

from npo_desktop.errors import UserError
from npo_desktop.voices.sound import (
    RATE,
    TOP,
    Sound,
    levelled,
    loudness,
    read_wav,
    trimmed,
    wav_bytes,
)

Wave = Callable[..., Sound]


def test_loudness_of_a_square_wave_is_its_height() -> None:
    assert loudness(array("h", [1000, -1000] * 50)) == pytest.approx(1000 / TOP)
    assert loudness(array("h")) == 0.0


def test_silence_at_both_ends_goes_and_a_little_room_stays(wave: Wave) -> None:
    cut = trimmed(wave(2.0, 1.0, 3.0))
    assert cut.seconds == pytest.approx(0.12 + 1.0 + 0.25, abs=0.03)
    assert not any(cut.samples[: round(0.1 * RATE)])  # before the voice
    assert max(cut.samples) == 6_000  # nothing is changed but the ends


def test_a_pause_in_the_middle_stays(wave: Wave) -> None:
    first, second = wave(0.5, 0.6, 0.9), wave(0.0, 0.6, 1.0)
    both = Sound(RATE, array("h", [*first.samples, *second.samples]))
    assert trimmed(both).seconds == pytest.approx(0.12 + 0.6 + 0.9 + 0.6 + 0.25, abs=0.03)


def test_the_click_of_a_key_is_no_voice(wave: Wave) -> None:
    click = wave(0.0, 0.00998, 0.0, 20_000).samples[:220]  # 10 ms, loud
    sound = array("h", [*click, *wave(1.0, 1.0, 1.0).samples[220:]])
    assert trimmed(Sound(RATE, sound)).seconds == pytest.approx(1.37, abs=0.03)


def test_noise_of_the_room_is_not_taken_for_a_voice(wave: Wave) -> None:
    sound = wave(1.0, 1.0, 1.0)
    noisy = array("h", (value + (150 if n % 2 else -150) for n, value in enumerate(sound.samples)))
    assert trimmed(Sound(RATE, noisy)).seconds == pytest.approx(1.37, abs=0.03)


def test_somebody_who_spoke_all_along_loses_nothing(wave: Wave) -> None:
    assert trimmed(wave(0.0, 1.0, 0.0)).seconds == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("height", [0, 100])
def test_where_nothing_was_said_nothing_is_left(wave: Wave, height: int) -> None:
    assert not trimmed(wave(0.5, 1.0, 0.5, height)).samples
    assert not levelled(trimmed(wave(0.5, 1.0, 0.5, height))).samples


@pytest.mark.parametrize("height", [600, 3_000, 12_000, 32_000])
def test_soft_and_loud_voices_end_up_equally_loud(wave: Wave, height: int) -> None:
    sound = levelled(trimmed(wave(0.3, 1.0, 0.3, height)))
    spoken = sound.samples[round(0.3 * RATE) : round(0.9 * RATE)]
    assert loudness(spoken) == pytest.approx(0.12, rel=0.06)


def test_a_whisper_is_not_blown_up_beyond_twelve_times(wave: Wave) -> None:
    sound = levelled(wave(0.3, 1.0, 0.3, 300))
    assert max(sound.samples) == pytest.approx(3_600, abs=20)


def test_nothing_is_ever_clipped(wave: Wave) -> None:
    sound = array("h", wave(0.2, 1.0, 0.2, 900).samples)
    sound[RATE // 2] = 30_000  # a crack in a soft voice
    assert max(map(abs, levelled(Sound(RATE, sound)).samples)) <= 0.9 * TOP


def test_a_microphone_off_centre_is_put_right(wave: Wave) -> None:
    sound = wave(0.3, 1.0, 0.3)
    shifted = Sound(RATE, array("h", (value + 700 for value in sound.samples)))
    made = levelled(shifted).samples
    assert abs(sum(made) / len(made)) < 30


def test_both_ends_are_soft(wave: Wave) -> None:
    sound = levelled(wave(0.0, 1.0, 0.0, 20_000))
    assert sound.samples[0] == 0 and sound.samples[-1] == 0


def test_a_sound_reads_back_as_it_was_written(wave: Wave) -> None:
    sound = wave(0.1, 0.2, 0.1)
    assert read_wav(wav_bytes(sound)) == sound


def _wav(channels: int, width: int, rate: int, seconds: float) -> bytes:
    memory = io.BytesIO()
    with wav.open(memory, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(math.ceil(seconds * rate) * channels * width))
    return memory.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"not a sound at all",
        _wav(2, 2, RATE, 1),
        _wav(1, 1, RATE, 1),
        _wav(1, 2, 44_100, 1),
        _wav(1, 2, RATE, 31),
        _wav(1, 2, RATE, 0),
        _wav(1, 2, RATE, 1)[:-50],
    ],
    ids=["empty", "cut", "text", "stereo", "8 bits", "44 kHz", "31 s", "no sound", "cut short"],
)
def test_any_other_sound_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UserError, match="WAV"):
        read_wav(content)
