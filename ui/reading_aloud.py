"""Reads a text aloud: a recorded clip first, else a voice of the system in that language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from npo_desktop.voices.devices import Loudspeaker, no_loudspeaker
from npo_desktop.voices.reading import Reading, Spoken
from npo_desktop.voices.system_voice import Player, Voice, find_voices, voice_for
from ui.jobs import hold_collection, release_collection

LOOK = 30  # milliseconds between two looks whether it is over; so no thread touches Qt
PATIENCE = 3_000  # milliseconds that a device may take to fall silent
LAST_WAIT = 1.0  # seconds for a thread when the program ends


class _Voices:
    """The system's voices, looked for once and on a thread: that takes up to seconds."""

    def __init__(self, find: Callable[[], Sequence[Voice]]) -> None:
        self._find = find
        self.ended = Event()
        self.found: Sequence[Voice] = ()
        hold_until(self.ended)
        self.thread = Thread(target=self._run, name="looking for voices", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.found = self._find()
        finally:
            self.ended.set()


_known: dict[Callable[[], Sequence[Voice]], _Voices] = {}


class ReadingAloud(QObject):
    """One thing at a time: what is said next silences what is being said."""

    finished = Signal()  # the last thing said is over; not after ``stop``
    failed = Signal(object)  # UserError: no device, or a voice that does not answer
    voices_found = Signal()  # ask ``can_read`` again

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        player: Player | None = None,
        find: Callable[[], Sequence[Voice]] = find_voices,
    ) -> None:
        super().__init__(parent)
        self._player = player or Loudspeaker()
        if find not in _known:
            _known[find] = _Voices(find)
        self._voices = _known[find]
        self._told_voices = False
        self._now: list[Reading] = []  # at most one; a list, for whoever outlives this object
        self._next: tuple[Sequence[Spoken], Voice | None] | None = None
        self._waited = 0  # milliseconds for the one that was stopped
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self.destroyed.connect(partial(_silence, self._now))
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shut)

    @property
    def is_reading(self) -> bool:
        """Whether something is heard, or will be in a moment."""
        now = bool(self._now) and not self._now[0].is_stopped
        return now or self._next is not None

    def can_read(self, language: str, clip: Path | None = None) -> bool:
        """Whether there is a clip, or a voice for the language; see ``voices_found``."""
        return clip is not None or self._voice(language) is not None

    def say(self, words: str, language: str, clip: Path | None = None) -> None:
        """Read one text, and silence what is being read."""
        self.say_all([Spoken(words, clip)], language)

    def say_all(self, parts: Sequence[Spoken], language: str) -> None:
        """Read several texts with a short pause between; what nobody can read is left out."""
        voice = self._voice(language)
        heard = [part for part in parts if part.clip is not None or voice is not None]
        self.stop()
        if heard:
            self._next = (heard, voice)
            self._look()
            self._timer.start()

    @Slot()
    def stop(self) -> None:
        """Silence, at once."""
        self._next = None
        for reading in self._now:
            reading.stop()

    @Slot()
    def shut(self) -> None:
        """Silence, and wait for the thread: the program ends, or nobody listens any more."""
        self.stop()
        silent = all(reading.wait(LAST_WAIT) for reading in self._now)
        if isinstance(self._player, Loudspeaker) and silent:
            self._player.close()

    def _voice(self, language: str) -> Voice | None:
        return voice_for(language, self._voices.found)

    @Slot()
    def _look(self) -> None:
        self._look_for_voices()
        if self._now:
            self._look_at(self._now[0])
        if not self._now and self._next is not None:
            (parts, voice), self._next = self._next, None
            self._waited = 0
            reading = Reading(parts, voice, self._player)
            hold_until(reading.ended)
            reading.start()
            self._now.append(reading)
        if not self._now and self._told_voices:
            self._timer.stop()

    def _look_at(self, reading: Reading) -> None:
        if reading.ended.is_set():
            self._now.remove(reading)
            if reading.is_stopped:
                return
            if reading.error is not None:
                self.failed.emit(reading.error)
            elif self._next is None:
                self.finished.emit()
        elif reading.is_stopped and self._next is not None:
            self._waited += LOOK
            if self._waited > PATIENCE:  # a device that hangs: say so once, and do not wait on
                self._waited, self._next = 0, None
                self.failed.emit(no_loudspeaker())

    def _look_for_voices(self) -> None:
        if not self._told_voices and self._voices.ended.is_set():
            self._told_voices = True
            self.voices_found.emit()


def no_voices() -> tuple[Voice, ...]:
    """For where only recordings are to be heard."""
    return ()


def hold_until(ended: Event) -> None:
    """While such a thread runs no cycles are collected: a widget must not die on it."""
    hold_collection(ended)
    _release_when(ended)


def _release_when(ended: Event) -> None:
    if ended.is_set():
        release_collection(ended)
    else:
        QTimer.singleShot(LOOK, partial(_release_when, ended))


def _silence(readings: list[Reading], *_: object) -> None:
    for reading in readings:
        reading.stop()
