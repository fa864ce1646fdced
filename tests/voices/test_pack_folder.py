"""The voices of this computer: found, recorded clip by clip, replaced, taken away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from npo_desktop.errors import UserError
from npo_desktop.voices import (
    VoiceFacts,
    VoicePack,
    clip,
    install,
    install_pack,
    installed,
    pack_folder,
    pack_of,
    read_pack,
    remove,
    voice_of,
    voices_dir,
    write_pack,
)
from npo_desktop.voices.pack import MANIFEST
from npo_desktop.voices.pack_folder import drop_clip, keep_clip
from npo_desktop.voices.sound import Sound, read_wav

DAY = date(2026, 11, 24)


def files() -> set[str]:
    return {str(path.relative_to(voices_dir())) for path in voices_dir().rglob("*.*")}


def test_without_a_pack_there_is_no_recording(home: Path) -> None:
    assert clip("pupil", "1", "P-SE-BEL-1", "pap") is None
    assert installed() == ()
    assert not voices_dir().exists()  # looking makes nothing


def test_an_installed_pack_is_found_by_list_edition_item_and_language(
    tmp_path: Path, pack: VoicePack
) -> None:
    write_pack(tmp_path / "a.npovoice", pack)
    assert install_pack(tmp_path / "a.npovoice") == pack.facts

    found = clip("pupil", "1", "P-SE-BEL-1", "pap")
    assert found is not None and voices_dir() in found.parents
    assert found.read_bytes() == pack.sounds[pack.facts.clips[0].file]
    for other in (
        ("parent", "1", "P-SE-BEL-1", "pap"),
        ("pupil", "2", "P-SE-BEL-1", "pap"),
        ("pupil", "1", "P-SE-BEL-9", "pap"),
        ("pupil", "1", "P-SE-BEL-1", "nl"),
    ):
        assert clip(*other) is None
    assert installed() == (pack.facts,)


def test_a_recording_of_other_words_is_none(pack: VoicePack) -> None:
    install(pack)
    assert clip("pupil", "1", "P-SE-BEL-2", "pap", words="Mi tin amigu.") is not None
    assert clip("pupil", "1", "P-SE-BEL-2", "pap", words="Mi no tin amigu.") is None


def test_an_installed_voice_goes_out_as_it_came_in(tmp_path: Path, pack: VoicePack) -> None:
    install(pack)
    write_pack(tmp_path / "b.npovoice", pack_of(pack.facts))
    assert read_pack(tmp_path / "b.npovoice") == pack


def test_what_is_recorded_is_there_at_once_and_again_after_a_start(
    wave: Callable[..., Sound],
) -> None:
    voice = VoiceFacts("pupil", "1", "nl", "juf Els", DAY)
    for text in ("A", "B", "A"):
        voice = keep_clip(voice, text, f"words of {text}", wave(0, 0.2, 0), DAY)
        pack_folder._manifest.cache_clear()  # another run of the program
        assert voice_of("pupil", "1", "nl") == voice
    assert [one.text for one in voice.clips] == ["B", "A"]
    found = clip("pupil", "1", "A", "nl")
    assert found is not None and read_wav(found.read_bytes()).seconds == pytest.approx(0.2)


def test_a_new_recording_takes_the_place_of_the_old_one(wave: Callable[..., Sound]) -> None:
    voice = VoiceFacts("pupil", "1", "nl", "", DAY)
    voice = keep_clip(voice, "A", "words", wave(0, 0.2, 0), DAY)
    before = clip("pupil", "1", "A", "nl")
    voice = keep_clip(voice, "A", "words", wave(0, 0.4, 0), DAY)
    after = clip("pupil", "1", "A", "nl")
    assert before is not None and after is not None and before != after
    assert not before.exists() and after.exists()
    assert drop_clip(voice, "A").clips == ()
    assert not after.exists()


def test_a_replaced_voice_leaves_nothing_of_the_old_one(
    pack: VoicePack, wave: Callable[..., Sound]
) -> None:
    voice = VoiceFacts("pupil", "1", "pap", "", DAY)
    keep_clip(voice, "old", "old words", wave(0, 0.3, 0), DAY)
    install(pack)
    assert files() == {
        f"pupil_1_pap/{MANIFEST}",
        *(f"pupil_1_pap/{one.file}" for one in pack.facts.clips),
    }


def test_a_pack_that_is_refused_changes_nothing(
    tmp_path: Path, pack: VoicePack, wave: Callable[..., Sound]
) -> None:
    voice = keep_clip(
        VoiceFacts("pupil", "1", "pap", "", DAY), "mine", "words", wave(0, 0.3, 0), DAY
    )
    before = files()
    write_pack(tmp_path / "a.npovoice", pack)
    content = bytearray((tmp_path / "a.npovoice").read_bytes())
    content[200] ^= 255
    (tmp_path / "a.npovoice").write_bytes(content)
    with pytest.raises(UserError):
        install_pack(tmp_path / "a.npovoice")
    assert files() == before and voice_of("pupil", "1", "pap") == voice


def test_a_file_in_the_way_is_a_sentence(home: Path, pack: VoicePack) -> None:
    voices_dir().write_text("in the way")
    with pytest.raises(UserError):
        install(pack)


def test_a_kill_between_clip_and_manifest_keeps_the_old_recording(
    wave: Callable[..., Sound], monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = VoiceFacts("pupil", "1", "nl", "", DAY)
    voice = keep_clip(voice, "A", "words", wave(0, 0.2, 0), DAY)
    old = clip("pupil", "1", "A", "nl")

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(pack_folder, "_put", killed)
        with pytest.raises(KeyboardInterrupt):
            keep_clip(voice, "A", "words", wave(0, 0.5, 0), DAY)
    assert clip("pupil", "1", "A", "nl") == old
    keep_clip(voice, "B", "words", wave(0, 0.3, 0), DAY)
    assert len(files()) == 3  # what the killed one left is gone


def test_a_removed_voice_is_gone(pack: VoicePack) -> None:
    install(pack)
    remove(pack.facts)
    assert installed() == () and files() == set()
    remove(pack.facts)  # twice is no fault


def test_a_damaged_manifest_is_no_voice_and_no_crash(pack: VoicePack) -> None:
    install(pack)
    (voices_dir() / "pupil_1_pap" / MANIFEST).write_bytes(b"{")
    assert clip("pupil", "1", "P-SE-BEL-1", "pap") is None
    assert installed() == ()


@pytest.mark.parametrize(
    ("code", "edition"), [("../../up", "1"), ("COM1", "a/b"), ("Lijst één", ".."), ("x" * 90, "2")]
)
def test_odd_names_of_lists_stay_in_the_folder(pack: VoicePack, code: str, edition: str) -> None:
    install(replace(pack, facts=replace(pack.facts, questionnaire=code, edition=edition)))
    found = clip(code, edition, "P-SE-BEL-1", "pap")
    assert found is not None and found.parent.parent == voices_dir()
    assert clip(code.casefold() + "x", edition, "P-SE-BEL-1", "pap") is None


def test_names_that_look_alike_stay_apart(pack: VoicePack) -> None:
    for code in ("my list", "my-list", "My list", "my_list"):
        install(replace(pack, facts=replace(pack.facts, questionnaire=code)))
    assert len(list(voices_dir().iterdir())) == 4
