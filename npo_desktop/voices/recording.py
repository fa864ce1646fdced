"""Recording one text, on a thread of its own: taken, trimmed and levelled."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import Protocol

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.voices.sound import Sound, levelled, trimmed


class Ear(Protocol):
    """Records until it is told to stop; ``heard`` gets the loudness, 0 to 1."""

    def record(self, stop: Event, heard: Callable[[float], None]) -> Sound: ...


class Recording:
    """Begins with ``start``. After ``ended``: a ``sound``, an ``error``, or it was dropped."""

    def __init__(self, ear: Ear) -> None:
        self._ear = ear
        self._stop, self.ended = Event(), Event()
        self.loudness = 0.0  # of the last moment, 0 to 1
        self.is_dropped = False
        self.sound: Sound | None = None
        self.error: UserError | None = None
        self._thread = Thread(target=self._run, name="recording", daemon=True)

    def start(self) -> None:
        """Begin; this returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """That was it; the sound is ready a moment later."""
        self._stop.set()

    def drop(self) -> None:
        """Stop, and keep nothing."""
        self.is_dropped = True
        self._stop.set()

    def _run(self) -> None:
        try:
            raw = self._ear.record(self._stop, self._note)
            if self.is_dropped:
                return
            sound = levelled(trimmed(raw))
            if sound.samples:
                self.sound = sound
            else:
                self.error = nothing_heard()
        except UserError as error:
            self.error = error
        finally:
            self.ended.set()

    def _note(self, loudness: float) -> None:
        self.loudness = loudness


def nothing_heard() -> UserError:
    """What to say when there is only the noise of the room."""
    return UserError(
        _("Nothing was heard."),
        _("Check that the microphone is on, come closer to it, and speak up."),
    )
