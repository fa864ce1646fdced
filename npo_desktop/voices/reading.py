"""Reading one or more texts aloud, on a thread of its own that can be stopped at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.voices.sound import LARGEST, read_wav
from npo_desktop.voices.system_voice import Player, Voice, speak

PAUSE = 0.35  # seconds between two texts


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is to be heard: a clip where there is one, else the words by a voice of the system."""

    words: str
    clip: Path | None


class Reading:
    """Begins with ``start``. ``error`` is set before ``ended`` when it failed."""

    def __init__(self, parts: Sequence[Spoken], voice: Voice | None, player: Player) -> None:
        self._parts, self._voice, self._player = tuple(parts), voice, player
        self._stop, self.ended = Event(), Event()
        self.error: UserError | None = None
        self._thread = Thread(target=self._run, name="reading aloud", daemon=True)

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to stop."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begin; this returns at once."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread; whether it has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Silence now; the thread ends by itself a moment later."""
        self._stop.set()

    def _run(self) -> None:
        try:
            for place, part in enumerate(self._parts):
                if self._stop.is_set() or (place and self._stop.wait(PAUSE)):
                    return
                self._say(part)
        except UserError as error:
            self.error = error
        finally:
            self.ended.set()

    def _say(self, part: Spoken) -> None:
        if part.clip is not None:
            try:
                with part.clip.open("rb") as file:
                    content = file.read(LARGEST)
            except OSError as error:
                raise _not_heard() from error
            self._player.play(read_wav(content), self._stop)
        elif self._voice is not None:
            speak(self._voice, part.words, self._stop, self._player)


def _not_heard() -> UserError:
    return UserError(
        _("This text could not be read aloud."), _("Read it aloud yourself, or record it again.")
    )
