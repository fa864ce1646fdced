"""The voices that the operating system brings: found and used without a network or a library.

The text goes to the system's own program by standard input where that reads it, never through a
shell. With espeak-ng the sound comes back and goes through our loudspeaker; the others play it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Protocol

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.voices.sound import Sound, from_bytes

_LOOK = 0.05  # seconds
_PATIENCE = 15.0  # seconds that listing the voices may take
_LONGEST = 120.0  # seconds of one text
_SLOW = "140"  # words a minute; espeak-ng speaks 175 to grown-ups
_HEAD = 44  # bytes before the samples in a WAV stream of espeak-ng

# Which of several voices of one language is taken; any other comes after these.
PREFERRED: Mapping[str, Sequence[str]] = {
    "nl": ("nl-nl", "nl"),
    "en": ("en-us", "en-gb", "en"),
    "es": ("es-419", "es-mx", "es-us", "es-co", "es-es", "es"),
}


class Player(Protocol):
    """Plays a sound, and waits until it is over."""

    def play(self, sound: Sound, stop: Event) -> None: ...


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of one of the system's programs."""

    program: str  # "espeak-ng", "say", "spd-say", "sapi"
    path: str
    name: str
    language: str  # "nl-nl", in small letters


def find_voices() -> tuple[Voice, ...]:
    """Every voice of this system; takes up to seconds, so never on the thread of the window."""
    found: list[Voice] = []
    for program, path in _programs():
        output = _output(_LISTS[program](path))
        found += [Voice(program, path, name, tongue) for name, tongue in _READS[program](output)]
        if found:
            break
    return tuple(found)


def voice_for(language: str, voices: Sequence[Voice]) -> Voice | None:
    """The best voice for a language; never one of another language."""
    mine = [one for one in voices if one.language.partition("-")[0] == language]
    order = PREFERRED.get(language, (language,))
    rank = {name: place for place, name in enumerate(order)}
    return min(mine, key=lambda one: rank.get(one.language, len(rank)), default=None)


def speak(voice: Voice, text: str, stop: Event, player: Player) -> None:
    """Say it, until it is over or ``stop``. Raises ``UserError`` when the program fails."""
    command, goes_in, environment = _COMMANDS[voice.program](voice, text)
    code, output = _run(command, text if goes_in else "", stop, environment)
    if stop.is_set():
        if voice.program == "spd-say":  # its server goes on talking by itself
            _output((voice.path, "-C"))
        return
    if code != 0:
        raise UserError(
            _("The voice of this computer does not answer."),
            _("Read the text aloud yourself, or record it."),
        )
    if voice.program == "espeak-ng":
        player.play(_streamed(output), stop)


# --- which programs there are, and what voices they list ---


def _programs() -> list[tuple[str, str]]:
    if sys.platform == "win32":
        root = os.environ.get("SYSTEMROOT", r"C:\Windows")
        shell = Path(root, "System32", "WindowsPowerShell", "v1.0", "powershell.exe")
        return [("sapi", str(shell))] if shell.is_file() else []
    if sys.platform == "darwin":
        return [("say", "/usr/bin/say")]
    names = {"espeak-ng": "espeak-ng", "espeak": "espeak-ng", "spd-say": "spd-say"}
    return [(kind, path) for name, kind in names.items() if (path := shutil.which(name))]


def read_espeak(output: str) -> list[tuple[str, str]]:
    """``--voices``: priority, language, age and sex, name, file."""
    lines = (line.split() for line in output.splitlines()[1:])
    return [(parts[1], parts[1].lower()) for parts in lines if len(parts) >= 4]


def read_say(output: str) -> list[tuple[str, str]]:
    """``say -v ?``: a name that may hold spaces, a language like nl_NL, a sentence after a #."""
    found = re.finditer(r"^(\S.*?)\s+([a-z]{2,3}(?:_[A-Za-z0-9]+)*)\s+#", output, re.MULTILINE)
    return [(match[1], match[2].replace("_", "-").lower()) for match in found]


def read_spd(output: str) -> list[tuple[str, str]]:
    """``spd-say -L``: name, language, variant; the language is what is asked for."""
    lines = (line.split() for line in output.splitlines()[1:])
    return [(parts[-2], parts[-2].lower()) for parts in lines if len(parts) >= 3]


def read_sapi(output: str) -> list[tuple[str, str]]:
    """Of our own script: a token's id, a tab, a language like nl-NL."""
    lines = (line.strip().partition("\t") for line in output.splitlines())
    return [(name, tongue.lower()) for name, tab, tongue in lines if tab and tongue]


# The older voices and those that come with a language of Windows 10 stand in two places.
_SAPI_LIST = r"""
[Console]::OutputEncoding = [Text.Encoding]::UTF8
foreach ($place in 'Speech_OneCore', 'Speech') {
  $all = New-Object -ComObject SAPI.SpObjectTokenCategory
  $key = 'HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\' + $place + '\Voices'
  try { $all.SetId($key, $false) } catch { continue }
  foreach ($one in $all.EnumerateTokens()) {
    $code = [Convert]::ToInt32(($one.GetAttribute('Language') -split ';')[0], 16)
    $one.Id + [char]9 + [Globalization.CultureInfo]::GetCultureInfo($code).Name
  }
}
"""
_SAPI_SPEAK = r"""
[Console]::InputEncoding = [Text.Encoding]::UTF8
$voice = New-Object -ComObject SAPI.SpVoice
$token = New-Object -ComObject SAPI.SpObjectToken
$token.SetId($env:NPO_VOICE)
$voice.Voice = $token
$voice.Rate = -1
$plain = 16
[void]$voice.Speak([Console]::In.ReadToEnd(), $plain)
"""


def _powershell(path: str, script: str) -> tuple[str, ...]:
    return (path, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script)


_LISTS: Mapping[str, Callable[[str], Sequence[str]]] = {
    "espeak-ng": lambda path: (path, "--voices"),
    "say": lambda path: (path, "-v", "?"),
    "spd-say": lambda path: (path, "-L"),
    "sapi": lambda path: _powershell(path, _SAPI_LIST),
}
_READS: Mapping[str, Callable[[str], list[tuple[str, str]]]] = {
    "espeak-ng": read_espeak,
    "say": read_say,
    "spd-say": read_spd,
    "sapi": read_sapi,
}

# --- how each is told what to say: command, whether the text goes in, what is set besides ---

Order = tuple[Sequence[str], bool, Mapping[str, str]]


def _espeak(voice: Voice, _text: str) -> Order:
    return (voice.path, "-v", voice.name, "-s", _SLOW, "-b", "1", "--stdin", "--stdout"), True, {}


def _say(voice: Voice, _text: str) -> Order:
    return (voice.path, "-v", voice.name, "-f", "-"), True, {}


def _spd(voice: Voice, text: str) -> Order:
    return (voice.path, "-w", "-l", voice.name, "--", text), False, {}


def _sapi(voice: Voice, _text: str) -> Order:
    return _powershell(voice.path, _SAPI_SPEAK), True, {"NPO_VOICE": voice.name}


_COMMANDS: Mapping[str, Callable[[Voice, str], Order]] = {
    "espeak-ng": _espeak,
    "say": _say,
    "spd-say": _spd,
    "sapi": _sapi,
}


def _output(command: Sequence[str]) -> str:
    """What a program prints; nothing when it fails."""
    stop = Event()
    try:
        code, output = _run(command, "", stop, {}, _PATIENCE)
    except UserError:
        return ""
    return output.decode(errors="replace") if code == 0 else ""


def _run(
    command: Sequence[str],
    text: str,
    stop: Event,
    environment: Mapping[str, str],
    longest: float = _LONGEST,
) -> tuple[int, bytes]:
    """Exit code and output; ended at once when ``stop`` is set, or after ``longest`` seconds."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise UserError(
            _("The voice of this computer does not answer."),
            _("Read the text aloud yourself, or record it."),
        ) from error
    said: bytes | None = text.encode()
    for _look in range(round(longest / _LOOK)):
        try:
            output, _errors = process.communicate(said, timeout=_LOOK)
        except subprocess.TimeoutExpired:
            said = None  # it is on its way, and must not be given twice
            if stop.is_set():
                break
        else:
            return process.returncode, output
    process.kill()
    process.communicate()
    return -1, b""


def _streamed(output: bytes) -> Sound:
    """The sound of a WAV stream: its head states no length, for it was not known yet."""
    rate = int.from_bytes(output[24:28], "little") or 22_050
    return Sound(rate, from_bytes(output[_HEAD:]))
