"""Hand-made waves, and a small pack of them."""

import math
from array import array
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from npo_desktop.i18n import speaking
from npo_desktop.voices.pack import VoiceFacts, VoicePack, made_clip
from npo_desktop.voices.sound import RATE, Sound

Wave = Callable[..., Sound]


def tone(seconds: float, height: int, hertz: float = 220.0) -> "array[int]":
    """A pure tone; ``height`` is its highest sample."""
    count = round(seconds * RATE)
    return array(
        "h", (round(height * math.sin(2 * math.pi * hertz * n / RATE)) for n in range(count))
    )


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Tests read the sentences as they stand in the code."""
    with speaking("en"):
        yield


@pytest.fixture
def wave() -> Wave:
    """Silence, a tone, silence: seconds of each."""

    def made(before: float, spoken: float, after: float, height: int = 6_000) -> Sound:
        quiet = [array("h", bytes(2 * round(seconds * RATE))) for seconds in (before, after)]
        return Sound(RATE, quiet[0] + tone(spoken, height) + quiet[1])

    return made


@pytest.fixture
def pack() -> VoicePack:
    """Two statements and the closing words, in Papiamentu."""
    said = {
        "P-SE-BEL-1": ("Mi ta sinti mi bon na skol.", tone(0.4, 6_000)),
        "P-SE-BEL-2": ("Mi tin amigu.", tone(0.3, 5_000, 330)),
        "desk-closing": ("Danki.", tone(0.2, 7_000, 440)),
    }
    made = [made_clip(text, words, Sound(RATE, one)) for text, (words, one) in said.items()]
    facts = VoiceFacts(
        *("pupil", "1", "pap", "juf Marelva", date(2026, 11, 24)),
        clips=tuple(clip for clip, _content in made),
    )
    return VoicePack(facts, {clip.file: content for clip, content in made})
