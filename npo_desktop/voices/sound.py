"""Sound as plain numbers: one channel of 16 bits. Trimming, levelling, and the WAV form."""

import io
import math
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

RATE = 22_050  # samples a second of what we record
RATES = (16_000, RATE)  # that a clip may have
LONGEST = 30.0  # seconds of one clip
LARGEST = int(LONGEST * RATE) * 2 + 1024  # bytes of one clip as a file, with its head

TOP = 32_767  # the largest sample
_WINDOW = 0.01  # seconds over which loudness is measured
_STEADY = 5  # windows: a voice lasts that long, the click of a key does not
_FLOOR = 0.006  # loudness, of 1: below it there is only the room
_BEFORE, _AFTER = 0.12, 0.25  # seconds that stay around the voice: consonants are soft
_SPEECH, _PEAK = 0.12, 0.89  # loudness of the voice, and the highest sample, of 1
_MOST_GAIN = 12.0  # beyond it the noise of the room would be all one hears
_FADE = 0.005  # seconds


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples from -32768 to 32767, so many a second."""

    rate: int
    samples: Sequence[int] = field(repr=False)  # an array of type "h"

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


def loudness(samples: Sequence[int]) -> float:
    """Root of the mean square, from 0 to 1; silence for no samples."""
    if not samples:
        return 0.0
    return math.sqrt(sum(value * value for value in samples) / len(samples)) / TOP


def trimmed(sound: Sound) -> Sound:
    """Without the silence at both ends; without any sample when nothing was said."""
    step = round(sound.rate * _WINDOW)
    limit = _threshold(sound)
    loud = [window > limit for window in _windows(sound)]
    runs = [at for at in range(len(loud) - _STEADY + 1) if all(loud[at : at + _STEADY])]
    if not runs:
        return Sound(sound.rate, array("h"))
    first = runs[0] * step - round(_BEFORE * sound.rate)
    last = (runs[-1] + _STEADY) * step + round(_AFTER * sound.rate)
    return Sound(sound.rate, array("h", sound.samples[max(first, 0) : last]))


def levelled(sound: Sound) -> Sound:
    """As loud as all other clips, never clipped, with soft ends."""
    if not sound.samples:
        return sound
    middle = round(sum(sound.samples) / len(sound.samples))  # cheap microphones are off centre
    centred = Sound(sound.rate, array("h", (_cut(value - middle) for value in sound.samples)))
    limit = _threshold(centred)
    spoken = [window for window in _windows(centred) if window > limit]
    peak = max(map(abs, centred.samples)) / TOP
    if not spoken or not peak:
        return centred
    speech = math.sqrt(sum(window * window for window in spoken) / len(spoken))
    gain = min(_SPEECH / speech, _PEAK / peak, _MOST_GAIN)
    fade = min(round(_FADE * sound.rate), len(sound.samples) // 2)
    count = len(centred.samples)
    made = array("h", (_cut(round(value * gain)) for value in centred.samples))
    for place in range(fade):
        made[place] = round(made[place] * place / fade)
        made[count - 1 - place] = round(made[count - 1 - place] * place / fade)
    return Sound(sound.rate, made)


def wav_bytes(sound: Sound) -> bytes:
    """The sound as a WAV file."""
    samples = array("h", sound.samples)
    if sys.byteorder == "big":
        samples.byteswap()
    memory = io.BytesIO()
    with wave.open(memory, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(samples.tobytes())
    return memory.getvalue()


def read_wav(content: bytes) -> Sound:
    """The sound of a WAV file of one channel, 16 bits, a rate of ours, at most ``LONGEST`` seconds.

    Raises UserError for any other.
    """
    try:
        with wave.open(io.BytesIO(content), "rb") as file:
            kind = (file.getnchannels(), file.getsampwidth(), file.getcomptype())
            rate, count = file.getframerate(), file.getnframes()
            fits = kind == (1, 2, "NONE") and rate in RATES and 0 < count <= LONGEST * rate
            frames = file.readframes(count) if fits else b""
    except (wave.Error, EOFError, ValueError) as error:
        raise _no_clip() from error
    if not fits or len(frames) != 2 * count:
        raise _no_clip()
    return Sound(rate, from_bytes(frames))


def from_bytes(frames: bytes) -> "array[int]":
    """Samples as they stand in a WAV file."""
    samples = array("h", frames[: len(frames) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def _no_clip() -> UserError:
    return UserError(
        _("A recording is no WAV sound of one channel, 16 bits and at most 30 seconds."),
        _("Export the voice pack again on the computer where it was recorded."),
    )


def _windows(sound: Sound) -> list[float]:
    step = round(sound.rate * _WINDOW)
    return [
        loudness(sound.samples[at : at + step])
        for at in range(0, len(sound.samples) - step + 1, step)
    ]


def _threshold(sound: Sound) -> float:
    """What is louder than the room: that is the quiet tenth, unless somebody spoke all along."""
    windows = sorted(_windows(sound))
    if not windows:
        return _FLOOR
    room, loudest = windows[len(windows) // 10], windows[-1]
    return max(min(3 * room, 0.25 * loudest), 0.05 * loudest, _FLOOR)


def _cut(value: int) -> int:
    return max(-TOP - 1, min(TOP, value))
