"""What a voice pack is: one list in one language, read by one person, as clips."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from npo_desktop.voices.sound import LONGEST, Sound, wav_bytes

SUFFIX = ".npovoice"
MANIFEST = "voice.json"
FORMAT, VERSION = "npo-voice", 1
MOST_CLIPS = 299  # and the manifest; SAFETY.md, section 6, has 300 entries for any zip

_CLIP_NAME = re.compile(r"[0-9a-f]{24}\.wav")
_SHA = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_LONGEST_NAME, _LONGEST_WORDS = 160, 4_000


class NotAPack(ValueError):
    """A manifest that says something else than it should; what, in the words of a programmer."""


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """One text, as it was read."""

    text: str  # an item's id, or one of the fixed ids of texts.py
    words: str  # what stood there when it was recorded
    file: str  # its name in the pack, after its content
    seconds: float
    sha256: str  # of the file, as hex digits


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """What the manifest says."""

    questionnaire: str
    edition: str
    language: str
    recorded_by: str  # as that person wants to be called; may be empty
    recorded_on: date  # the newest clip
    clips: tuple[ClipFacts, ...] = ()

    def clip_of(self, text: str) -> ClipFacts | None:
        """The clip of one text."""
        return next((clip for clip in self.clips if clip.text == text), None)


@dataclass(frozen=True, slots=True)
class VoicePack:
    """A manifest with its sounds, by file name."""

    facts: VoiceFacts
    sounds: Mapping[str, bytes] = field(repr=False)


def made_clip(text: str, words: str, sound: Sound) -> tuple[ClipFacts, bytes]:
    """A clip and its file; the name follows from the content, so that nothing is overwritten."""
    content = wav_bytes(sound)
    digest = hashlib.sha256(content).hexdigest()
    facts = ClipFacts(text, words, f"{digest[:24]}.wav", round(sound.seconds, 2), digest)
    return facts, content


def manifest_bytes(facts: VoiceFacts) -> bytes:
    """The manifest as a file."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "questionnaire": facts.questionnaire,
        "edition": facts.edition,
        "language": facts.language,
        "recorded_by": facts.recorded_by,
        "recorded_on": facts.recorded_on.isoformat(),
        "clips": [
            {
                "text": clip.text,
                "words": clip.words,
                "file": clip.file,
                "seconds": clip.seconds,
                "sha256": clip.sha256,
            }
            for clip in facts.clips
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> VoiceFacts:
    """Raises NotAPack for anything that ``manifest_bytes`` would not have written."""
    try:
        document = json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise NotAPack("no JSON") from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise NotAPack("no manifest of a voice")
    if document.get("version") != VERSION:
        raise NotAPack("another version")
    clips = document.get("clips")
    if not isinstance(clips, list) or len(clips) > MOST_CLIPS:
        raise NotAPack("no list of clips, or too many")
    found = tuple(_clip(entry) for entry in clips)
    if len({clip.text for clip in found}) < len(found):
        raise NotAPack("one text twice")
    try:
        day = date.fromisoformat(_words(document, "recorded_on", 10))
    except ValueError as error:
        raise NotAPack("no date") from error
    language = _words(document, "language", 20)
    if not _LANGUAGE.fullmatch(language):
        raise NotAPack("no language")
    return VoiceFacts(
        _words(document, "questionnaire"),
        _words(document, "edition"),
        language,
        _words(document, "recorded_by", empty=True),
        day,
        found,
    )


def _clip(entry: object) -> ClipFacts:
    if not isinstance(entry, dict):
        raise NotAPack("a clip that is none")
    seconds = entry.get("seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise NotAPack("no length")
    if not 0 <= seconds <= LONGEST:
        raise NotAPack("an odd length")
    file, sha = _words(entry, "file"), _words(entry, "sha256")
    if not _CLIP_NAME.fullmatch(file) or not _SHA.fullmatch(sha):
        raise NotAPack("an odd name")
    words = _words(entry, "words", _LONGEST_WORDS, empty=True)
    return ClipFacts(_words(entry, "text"), words, file, float(seconds), sha)


def _words(
    document: Mapping[str, object], key: str, longest: int = _LONGEST_NAME, *, empty: bool = False
) -> str:
    found = document.get(key)
    if not isinstance(found, str) or len(found) > longest or not (found or empty):
        raise NotAPack(f"no {key}")
    if longest == _LONGEST_NAME and found and not found.isprintable():
        raise NotAPack(f"an odd {key}")
    return found
