"""A pack travels as one file, and nothing else is taken for one."""

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.errors import UserError
from npo_desktop.voices import VoicePack, read_pack, write_pack
from npo_desktop.voices.pack import MANIFEST, manifest_bytes
from npo_desktop.voices.sound import RATE, Sound, wav_bytes


def test_a_pack_reads_back_as_it_was_written(tmp_path: Path, pack: VoicePack) -> None:
    path = tmp_path / "kinderen.npovoice"
    write_pack(path, pack)
    assert read_pack(path) == pack


def test_the_same_recordings_make_the_same_file(tmp_path: Path, pack: VoicePack) -> None:
    write_pack(tmp_path / "a.npovoice", pack)
    write_pack(tmp_path / "b.npovoice", pack)
    assert (tmp_path / "a.npovoice").read_bytes() == (tmp_path / "b.npovoice").read_bytes()


def test_a_pack_says_what_it_is_and_nothing_of_pupils(tmp_path: Path, pack: VoicePack) -> None:
    path = tmp_path / "a.npovoice"
    write_pack(path, pack)
    with zipfile.ZipFile(path) as archive:
        said = json.loads(archive.read(MANIFEST))
    assert set(said) == {
        *("format", "version", "questionnaire", "edition", "language"),
        *("recorded_by", "recorded_on", "clips"),
    }
    assert said["clips"][0]["text"] == "P-SE-BEL-1"


def _zip(path: Path, parts: list[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


def _parts(pack: VoicePack) -> list[tuple[str, bytes]]:
    return [(MANIFEST, manifest_bytes(pack.facts)), *pack.sounds.items()]


def _refused(path: Path, *words: str) -> None:
    with pytest.raises(UserError) as caught:
        read_pack(path)
    for word in (path.name, *words):
        assert word in caught.value.message
    assert caught.value.hint
    assert "workbook" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", b"a letter to the parents", b"\x00" * 4096, b"PK\x05\x06" + bytes(18)],
    ids=["empty", "two letters", "text", "zeros", "an empty zip"],
)
def test_what_is_no_pack_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foto.npovoice"
    path.write_bytes(content)
    _refused(path, "not a voice pack")


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    _refused(tmp_path / "weg.npovoice", "cannot be read")


def test_a_pack_cut_off_anywhere_is_refused(tmp_path: Path, pack: VoicePack) -> None:
    write_pack(tmp_path / "a.npovoice", pack)
    content = (tmp_path / "a.npovoice").read_bytes()
    for length in range(0, len(content), len(content) // 40):
        path = tmp_path / "cut.npovoice"
        path.write_bytes(content[:length])
        _refused(path)


def test_every_flipped_byte_of_a_recording_is_noticed(tmp_path: Path, pack: VoicePack) -> None:
    write_pack(tmp_path / "a.npovoice", pack)
    content = bytearray((tmp_path / "a.npovoice").read_bytes())
    for place in range(40, len(content), len(content) // 60):
        changed = bytearray(content)
        changed[place] ^= 0x55
        path = tmp_path / "flip.npovoice"
        path.write_bytes(changed)
        try:
            assert read_pack(path) == pack  # a byte that means nothing: a date, an attribute
        except UserError as error:
            assert error.hint


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, pack: VoicePack) -> None:
    bomb = ("0" * 24 + ".wav", bytes(150 * 1024 * 1024))
    _refused(_zip(tmp_path / "a.npovoice", [*_parts(pack), bomb]), "not a voice pack")


def test_a_clip_that_is_larger_than_stated_is_refused(tmp_path: Path, pack: VoicePack) -> None:
    """The table of contents says little, the data says much."""
    large = wav_bytes(Sound(RATE, [n % 999 for n in range(40 * RATE)]))
    name = next(iter(pack.sounds))
    parts = [(one, large if one == name else content) for one, content in _parts(pack)]
    path = _zip(tmp_path / "a.npovoice", parts)
    content = path.read_bytes()
    stated = struct.pack("<L", len(large))
    path.write_bytes(content.replace(stated, struct.pack("<L", 9_000)))
    _refused(path)


@pytest.mark.parametrize(
    "name",
    ["../../evil.wav", "..\\evil.wav", "/etc/passwd", "C:\\evil.wav", "a/../../b.wav", "extra.wav"],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, pack: VoicePack, name: str) -> None:
    path = _zip(tmp_path / "a.npovoice", [*_parts(pack), (name, b"x")])
    _refused(path, "not a voice pack")
    assert not any("evil" in found.name for found in tmp_path.parent.rglob("*"))


def _with(pack: VoicePack, change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(manifest_bytes(pack.facts))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(format="something else"),
        lambda d: d.update(version=2),
        lambda d: d.update(language="../nl"),
        lambda d: d.update(questionnaire=""),
        lambda d: d.update(questionnaire="pupil\n"),
        lambda d: d.update(edition=7),
        lambda d: d.update(recorded_on="yesterday"),
        lambda d: d.update(clips={}),
        lambda d: d.update(clips=[3]),
        lambda d: d.update(clips=d["clips"] * 200),
        lambda d: d["clips"].append(dict(d["clips"][0])),
        lambda d: d["clips"][0].update(file="../x.wav"),
        lambda d: d["clips"][0].update(sha256="zz"),
        lambda d: d["clips"][0].update(seconds=1e9),
        lambda d: d["clips"][0].update(seconds="1"),
        lambda d: d["clips"][0].update(text="x" * 500),
        lambda d: d["clips"][0].pop("words"),
    ],
)
def test_a_manifest_that_says_something_odd_is_refused(
    tmp_path: Path, pack: VoicePack, change: Callable[[dict[str, Any]], object]
) -> None:
    parts = [(MANIFEST, _with(pack, change)), *pack.sounds.items()]
    _refused(_zip(tmp_path / "a.npovoice", parts), "not a voice pack")


@pytest.mark.parametrize("manifest", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"])
def test_a_manifest_that_is_none_is_refused(
    tmp_path: Path, pack: VoicePack, manifest: bytes
) -> None:
    parts = [(MANIFEST, manifest), *pack.sounds.items()]
    _refused(_zip(tmp_path / "a.npovoice", parts), "not a voice pack")


def test_a_pack_without_a_manifest_is_refused(tmp_path: Path, pack: VoicePack) -> None:
    _refused(_zip(tmp_path / "a.npovoice", list(pack.sounds.items())), "not a voice pack")


def test_a_missing_recording_is_named(tmp_path: Path, pack: VoicePack) -> None:
    gone = pack.facts.clips[1]
    parts = [part for part in _parts(pack) if part[0] != gone.file]
    _refused(_zip(tmp_path / "a.npovoice", parts), "P-SE-BEL-2", "missing")


def test_another_recording_than_stated_is_named(tmp_path: Path, pack: VoicePack) -> None:
    first, second = pack.facts.clips[0].file, pack.facts.clips[1].file
    swapped = {**pack.sounds, first: pack.sounds[second]}
    parts = [(MANIFEST, manifest_bytes(pack.facts)), *swapped.items()]
    _refused(_zip(tmp_path / "a.npovoice", parts), "P-SE-BEL-1", "damaged")


def test_a_recording_of_another_length_than_stated_is_named(
    tmp_path: Path, pack: VoicePack
) -> None:
    longer = replace(pack.facts.clips[0], seconds=9.0)
    facts = replace(pack.facts, clips=(longer, *pack.facts.clips[1:]))
    parts = [(MANIFEST, manifest_bytes(facts)), *pack.sounds.items()]
    _refused(_zip(tmp_path / "a.npovoice", parts), "P-SE-BEL-1", "longer or shorter")


def test_a_recording_that_is_no_sound_is_refused(tmp_path: Path, pack: VoicePack) -> None:
    content = b"MZ this is a program"
    digest = hashlib.sha256(content).hexdigest()
    odd = replace(pack.facts.clips[0], sha256=digest, file=f"{digest[:24]}.wav")
    facts = replace(pack.facts, clips=(odd,))
    path = _zip(tmp_path / "a.npovoice", [(MANIFEST, manifest_bytes(facts)), (odd.file, content)])
    with pytest.raises(UserError, match="WAV"):
        read_pack(path)


def test_a_file_beyond_64_megabytes_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.npovoice"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    _refused(path, "64 MB")


def test_a_pack_locked_with_a_password_is_refused(tmp_path: Path, pack: VoicePack) -> None:
    write_pack(tmp_path / "a.npovoice", pack)
    content = bytearray((tmp_path / "a.npovoice").read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    path = tmp_path / "locked.npovoice"
    path.write_bytes(content)
    _refused(path, "not a voice pack")


def test_a_pack_that_cannot_be_written_leaves_nothing(tmp_path: Path, pack: VoicePack) -> None:
    with pytest.raises(UserError):
        write_pack(tmp_path / "no such folder" / "a.npovoice", pack)
    assert not any("npovoice" in found.name for found in tmp_path.rglob("*"))


def test_a_pack_without_recordings_travels_too(tmp_path: Path, pack: VoicePack) -> None:
    empty = VoicePack(replace(pack.facts, clips=(), recorded_on=date(2026, 1, 2)), {})
    write_pack(tmp_path / "a.npovoice", empty)
    assert read_pack(tmp_path / "a.npovoice") == empty
