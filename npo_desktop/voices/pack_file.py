"""A voice pack as one file that travels: a zip of a manifest and its clips.

Limits: SAFETY.md, section 6, through ``importers/zip_check.py``.
"""

import hashlib
import io
import zipfile
import zlib
from collections import Counter
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.zip_check import BROKEN_ZIP, checked_parts
from npo_desktop.safe_file import write_bytes
from npo_desktop.voices.pack import (
    MANIFEST,
    SUFFIX,
    ClipFacts,
    NotAPack,
    VoiceFacts,
    VoicePack,
    manifest_bytes,
    read_manifest,
)
from npo_desktop.voices.sound import LARGEST, read_wav

MOST_BYTES = 64 * 1024 * 1024  # of the file; a list of a hundred sentences takes about 20 MB
_MOST_MANIFEST = 1024 * 1024  # bytes
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the same clips make the same file


def read_pack(path: Path) -> VoicePack:
    """The whole pack, every clip checked; raises ``UserError`` for what is none, or is damaged."""
    content = _content(path)
    try:
        facts, sounds = _unpacked(content)
    except (NotAPack, zlib.error, *BROKEN_ZIP) as error:
        raise _not_one(path) from error
    except UserError as error:  # of the zip check: it speaks of workbooks
        raise _not_one(path) from error
    for clip in facts.clips:
        _check_clip(path, clip, sounds.get(clip.file))
    return VoicePack(facts, sounds)


def write_pack(path: Path, pack: VoicePack) -> None:
    """Whole or not at all. Raises ``UserError`` when the file cannot be written."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {MANIFEST: manifest_bytes(pack.facts), **pack.sounds}
        for name, content in sorted(files.items()):
            part = zipfile.ZipInfo(name, _FIXED_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    if memory.tell() > MOST_BYTES:
        raise UserError(
            _("This voice pack would be larger than 64 MB."),
            _("Record shorter clips, or leave some out."),
        )
    write_bytes(path, memory.getvalue())


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            _("{file} cannot be read.").format(file=path.name),
            _("Check that it is there and not open in another program."),
        ) from error
    if len(content) > MOST_BYTES:
        raise UserError(
            _("{file} is larger than 64 MB: too large for a voice pack.").format(file=path.name),
            _("Choose a file that ends in {suffix}.").format(suffix=SUFFIX),
        )
    return content


def _unpacked(content: bytes) -> tuple[VoiceFacts, dict[str, bytes]]:
    """Manifest and files. Names in the zip are only compared: nothing is unpacked to a path."""
    sizes = Counter(part.filename for part in checked_parts(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sizes[MANIFEST] != 1:
            raise NotAPack("no manifest")
        facts = read_manifest(_part(archive, MANIFEST, _MOST_MANIFEST))
        named = {clip.file for clip in facts.clips}
        if set(sizes) - named - {MANIFEST} or max(sizes.values()) > 1:
            raise NotAPack("parts that the manifest does not name, or one twice")
        sounds = {name: _part(archive, name, LARGEST) for name in named if name in sizes}
    return facts, sounds


def _part(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise NotAPack("a part that is too large")
    return content


def _check_clip(path: Path, clip: ClipFacts, content: bytes | None) -> None:
    names = {"file": path.name, "text": clip.text}
    again = _("Export it again on the computer where it was recorded.")
    if content is None:
        raise UserError(_("{file}: the recording of “{text}” is missing.").format(**names), again)
    if hashlib.sha256(content).hexdigest() != clip.sha256:
        raise UserError(
            _("{file}: the recording of “{text}” is damaged, or not the one that was made.").format(
                **names
            ),
            again,
        )
    if abs(read_wav(content).seconds - clip.seconds) > 0.1:
        raise UserError(
            _("{file}: the recording of “{text}” is longer or shorter than stated.").format(
                **names
            ),
            again,
        )


def _not_one(path: Path) -> UserError:
    return UserError(
        _("{file} is not a voice pack, or it is damaged.").format(file=path.name),
        _("Choose a file that ends in {suffix}.").format(suffix=SUFFIX),
    )
