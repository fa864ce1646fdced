"""The system's own voices: what they list, which is taken, and how the text reaches them."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest

from npo_desktop.errors import UserError
from npo_desktop.voices import system_voice
from npo_desktop.voices.sound import Sound
from npo_desktop.voices.system_voice import (
    Voice,
    find_voices,
    read_espeak,
    read_sapi,
    read_say,
    read_spd,
    speak,
    voice_for,
)

ESPEAK = """Pty Language       Age/Gender VoiceName          File          Other Languages
 5  es              --/M      Spanish_(Spain)    roa/es
 5  es-419          --/M      Spanish_(Latin_America) roa/es-419      (es-mx 6)(es 6)
 5  nl              --/M      Dutch              gmw/nl
 5  pap             --/M      Papiamento         roa/pap
"""
SAY = """Xander              nl_NL    # Hallo, mijn naam is Xander.
Ellen               nl_BE    # Hallo, mijn naam is Ellen.
Eddy (English (US)) en_US    # Hello! My name is Eddy.
Monica              es_ES    # Hola.
"""
SPD = """                     NAME                 LANGUAGE                  VARIANT
                Dutch+Adam                       nl                     Adam
         Latin America Two                   es-419                     none
"""
SAPI = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Voices\\Frank\tnl-NL\r\n\r\nrubbish\r\n"

needs_scripts = pytest.mark.skipif(os.name == "nt", reason="a script cannot stand for a program")


class Heard:
    """Stands for the loudspeaker."""

    def __init__(self) -> None:
        self.sounds: list[Sound] = []

    def play(self, sound: Sound, _stop: Event) -> None:
        self.sounds.append(sound)


def test_lists_of_voices_are_read() -> None:
    assert ("nl", "nl") in read_espeak(ESPEAK) and ("pap", "pap") in read_espeak(ESPEAK)
    assert read_say(SAY)[:3] == [
        ("Xander", "nl-nl"),
        ("Ellen", "nl-be"),
        ("Eddy (English (US))", "en-us"),
    ]
    assert read_spd(SPD) == [("nl", "nl"), ("es-419", "es-419")]
    assert read_sapi(SAPI) == [("HKEY_LOCAL_MACHINE\\SOFTWARE\\Voices\\Frank", "nl-nl")]
    for read in (read_espeak, read_say, read_spd, read_sapi):
        assert read("") == [] and read("no such thing\n") == []


def test_the_voice_speaks_the_language_and_never_another() -> None:
    voices = [Voice("say", "say", name, tongue) for name, tongue in read_say(SAY)]
    dutch, spanish = voice_for("nl", voices), voice_for("es", voices)
    assert dutch is not None and dutch.name == "Xander"  # not the Flemish one
    assert spanish is not None and spanish.name == "Monica"
    assert voice_for("pap", voices) is None
    latin = [Voice("espeak-ng", "x", name, tongue) for name, tongue in read_espeak(ESPEAK)]
    found = voice_for("es", latin)
    assert found is not None and found.language == "es-419"


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """A script that stands for one of the system's programs."""

    def made(body: str) -> str:
        path = tmp_path / "voice program"  # with a blank, as under Program Files
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return made


@needs_scripts
def test_the_text_goes_in_as_it_is_and_the_sound_comes_back(
    program: Callable[[str], str], tmp_path: Path
) -> None:
    path = program(
        f"while not os.path.exists({str(tmp_path / 'looked')!r}): time.sleep(0.01)\n"
        "text = sys.stdin.buffer.read()\n"
        f"open({str(tmp_path / 'got')!r}, 'wb').write(text)\n"
        f"open({str(tmp_path / 'args')!r}, 'w').write(repr(sys.argv[1:]))\n"
        "head = bytes(24) + (22050).to_bytes(4, 'little') + bytes(16)\n"
        "sys.stdout.buffer.write(head + b'\\x10\\x00' * 500)"
    )

    class Looked(Event):
        """Asked whether to stop, somebody has looked in vain: only then the program listens."""

        def is_set(self) -> bool:
            (tmp_path / "looked").touch()
            return super().is_set()

    heard = Heard()
    text = 'Één vraag; $(touch evil) `touch evil` <b>& "klaar"?'
    speak(Voice("espeak-ng", path, "nl", "nl"), text, Looked(), heard)
    assert (tmp_path / "got").read_bytes().decode() == text
    assert "vraag" not in (tmp_path / "args").read_text()  # not for others to see in the list
    assert [(sound.rate, list(sound.samples)) for sound in heard.sounds] == [(22_050, [16] * 500)]


@needs_scripts
def test_speaking_stops_at_once_when_told(program: Callable[[str], str]) -> None:
    path, stop, heard = program("time.sleep(60)"), Event(), Heard()
    Timer(0.2, stop.set).start()
    begun = monotonic()
    speak(Voice("say", path, "Xander", "nl-nl"), "een lange zin", stop, heard)
    assert monotonic() - begun < 10
    assert heard.sounds == []


@needs_scripts
@pytest.mark.parametrize("kind", ["say", "espeak-ng", "spd-say", "sapi"])
def test_a_voice_that_fails_is_one_calm_sentence(program: Callable[[str], str], kind: str) -> None:
    for path in (program("sys.exit(3)"), "/no/such/program"):
        with pytest.raises(UserError, match="does not answer") as caught:
            speak(Voice(kind, path, "nl", "nl"), "tekst", Event(), Heard())
        assert caught.value.hint


@needs_scripts
def test_voices_are_found_where_the_program_lists_them(
    program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = program(f"print({ESPEAK!r})")
    monkeypatch.setattr(system_voice, "_programs", lambda: [("espeak-ng", path)])
    assert "pap" in [voice.language for voice in find_voices()]
    monkeypatch.setattr(system_voice, "_programs", lambda: [("espeak-ng", "/no/such/program")])
    assert find_voices() == ()
    monkeypatch.setattr(system_voice, "_programs", list)
    assert find_voices() == ()
