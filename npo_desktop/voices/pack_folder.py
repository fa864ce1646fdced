"""The voices of this computer: a folder for each list, edition and language; clips lie open in it.

The manifest decides what is there. Clips are written before it and named after their content, so a
kill in between leaves the old state and at most a file that nobody names, which goes next time.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.paths import data_dir
from npo_desktop.safe_file import cannot_write, clear_leftovers, write_bytes
from npo_desktop.voices.pack import (
    MANIFEST,
    MOST_CLIPS,
    NotAPack,
    VoiceFacts,
    VoicePack,
    made_clip,
    manifest_bytes,
    read_manifest,
)
from npo_desktop.voices.pack_file import read_pack
from npo_desktop.voices.sound import Sound

log = logging.getLogger(__name__)

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_UNSAFE = re.compile(r"[^a-z0-9-]+")


def voices_dir() -> Path:
    """Where the voices lie: beside the store, not in it. Nothing here is about a pupil."""
    return data_dir() / "voices"


def clip(
    questionnaire: str,
    edition: str,
    item: str,
    language: str,
    *,
    words: str | None = None,
    folder: Path | None = None,
) -> Path | None:
    """The recording of an item, or of a fixed text; ``None`` without one.

    ``words``: what stands on the screen; a recording of other words is none.
    """
    place = _place(questionnaire, edition, language, folder)
    facts = _read(place)
    found = facts.clip_of(item) if facts else None
    if found is None or words not in (None, found.words):
        return None
    path = place / found.file
    return path if path.is_file() else None


def voice_of(
    questionnaire: str, edition: str, language: str, folder: Path | None = None
) -> VoiceFacts | None:
    """What is recorded of one list in one language; ``None``: nothing."""
    return _read(_place(questionnaire, edition, language, folder))


def installed(folder: Path | None = None) -> tuple[VoiceFacts, ...]:
    """Every voice of this computer."""
    root = folder or voices_dir()
    found = (_read(path.parent) for path in sorted(root.glob(f"*/{MANIFEST}")))
    return tuple(facts for facts in found if facts is not None)


def pack_of(facts: VoiceFacts, folder: Path | None = None) -> VoicePack:
    """An installed voice with its sounds, to be written as one file."""
    place = _place_of(facts, folder)
    try:
        sounds = {one.file: (place / one.file).read_bytes() for one in facts.clips}
    except OSError as error:
        raise UserError(
            _("A recording is not there any more."), _("Record it again, or read the pack in anew.")
        ) from error
    return VoicePack(facts, sounds)


def install_pack(path: Path, folder: Path | None = None) -> VoiceFacts:
    """Read a pack file and put it in the place of what was there of this list and language."""
    return install(read_pack(path), folder)


def install(pack: VoicePack, folder: Path | None = None) -> VoiceFacts:
    """Put a pack in its place: all of it, or nothing changes."""
    place = _place_of(pack.facts, folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(place, error) from error
    for name, content in pack.sounds.items():
        write_bytes(place / name, content)
    _put(place, pack.facts)
    return pack.facts


def keep_clip(
    facts: VoiceFacts, text: str, words: str, sound: Sound, day: date, folder: Path | None = None
) -> VoiceFacts:
    """Add or replace one recording, on disk when this returns; the voice as it now is."""
    new, content = made_clip(text, words, sound)
    others = tuple(one for one in facts.clips if one.text != text)
    if len(others) >= MOST_CLIPS:
        raise UserError(
            _("There are as many recordings as a voice pack can hold."),
            _("Remove one of a text that is not asked any more."),
        )
    renewed = replace(facts, clips=(*others, new), recorded_on=day)
    return install(VoicePack(renewed, {new.file: content}), folder)


def drop_clip(facts: VoiceFacts, text: str, folder: Path | None = None) -> VoiceFacts:
    """Take one recording away; the voice as it now is."""
    renewed = replace(facts, clips=tuple(one for one in facts.clips if one.text != text))
    return install(VoicePack(renewed, {}), folder)


def remove(facts: VoiceFacts, folder: Path | None = None) -> None:
    """Take a whole voice off this computer. The manifest goes first: then nothing finds the rest.

    Raises ``UserError`` when the system does not let it go.
    """
    place = _place_of(facts, folder)
    try:
        (place / MANIFEST).unlink(missing_ok=True)
    except OSError as error:
        raise cannot_write(place / MANIFEST, error) from error
    shutil.rmtree(place, ignore_errors=True)


def _put(place: Path, facts: VoiceFacts) -> None:
    write_bytes(place / MANIFEST, manifest_bytes(facts))
    named = {one.file for one in facts.clips}
    for path in place.glob("*.wav"):
        if path.name not in named:
            with suppress(OSError):  # a scanner holds it: it goes next time
                path.unlink()
    clear_leftovers(place)


def _place_of(facts: VoiceFacts, folder: Path | None) -> Path:
    return _place(facts.questionnaire, facts.edition, facts.language, folder)


def _place(questionnaire: str, edition: str, language: str, folder: Path | None) -> Path:
    parts = (questionnaire, edition, language.casefold())
    return (folder or voices_dir()) / "_".join(_plain(part) for part in parts)


def _plain(name: str) -> str:
    """As part of a folder's name on any system; what is changed stays apart by its hash."""
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', name.casefold())[:30]}-{digest}".lstrip("-")


def _read(place: Path) -> VoiceFacts | None:
    path = place / MANIFEST
    try:
        stamp = path.stat()
        return _manifest(path, stamp.st_mtime_ns, stamp.st_size)
    except FileNotFoundError:
        return None
    except (OSError, NotAPack) as error:
        log.warning("a voice on this computer cannot be read: %s", type(error).__name__)
        return None


@lru_cache(maxsize=32)
def _manifest(path: Path, _changed: int, _size: int) -> VoiceFacts:
    return read_manifest(path.read_bytes())
