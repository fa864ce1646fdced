"""The loudspeaker and the microphone of this computer. The library is loaded when one is used.

Calls wait until the sound is over, so they belong on a thread of their own. One device is kept for
all sounds: the library gives a device's thread back only when the program ends.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Sequence
from importlib import import_module
from threading import Event, Lock
from time import monotonic
from typing import Any

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.voices.sound import LONGEST, RATE, Sound, from_bytes, loudness

_LOOK = 0.02  # seconds between two looks whether to stop
_PLAY_BUFFER, _RECORD_BUFFER = 60, 40  # milliseconds
_DRAIN = 0.2  # seconds that the last buffer still sounds
_PATIENCE = 3.0  # seconds beyond a sound's length, for a device that takes no more of it
_APP = "NPO Desktop"


class Loudspeaker:
    """``backends``: of the library; empty is what this system has."""

    def __init__(self, backends: Sequence[Any] = ()) -> None:
        self._backends = list(backends)
        self._lock = Lock()
        self._device: Any = None  # the library carries no type information

    def play(self, sound: Sound, stop: Event) -> None:
        """Play to the end, or until ``stop``. Raises ``UserError`` without a working device."""
        library = _library()
        with self._lock:
            over = Event()
            stream = _samples(sound, over)
            next(stream)
            try:
                device = self._opened(library, sound.rate)
                device.start(stream)
                self._wait(sound, over, stop)
                device.stop()
            except library.MiniaudioError as error:
                self._shut()
                raise no_loudspeaker() from error

    def close(self) -> None:
        """Give the device back."""
        with self._lock:
            self._shut()

    def _wait(self, sound: Sound, over: Event, stop: Event) -> None:
        until = monotonic() + sound.seconds + _PATIENCE
        while not over.is_set() and monotonic() < until:
            if stop.wait(_LOOK):
                return
        stop.wait(_DRAIN)

    def _opened(self, library: Any, rate: int) -> Any:
        if self._device is None or self._device.sample_rate != rate:
            self._shut()
            self._device = library.PlaybackDevice(
                library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=rate,
                buffersize_msec=_PLAY_BUFFER,
                backends=self._backends,
                app_name=_APP,
            )
        return self._device

    def _shut(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None


class Microphone:
    """Open only while something is recorded."""

    def __init__(self, backends: Sequence[Any] = ()) -> None:
        self._backends = list(backends)
        self._lock = Lock()
        self._device: Any = None

    def record(self, stop: Event, heard: Callable[[float], None]) -> Sound:
        """What is said until ``stop``, or for ``LONGEST`` seconds; ``heard``: loudness, 0 to 1.

        Raises ``UserError`` without a working microphone.
        """
        library = _library()
        with self._lock:
            taken = array("h")
            stream = _taking(taken, heard)
            next(stream)
            try:
                device = self._opened(library)
                device.start(stream)
                until = monotonic() + LONGEST
                while not stop.wait(_LOOK) and monotonic() < until:
                    pass
                device.stop()
            except library.MiniaudioError as error:
                self._shut()
                raise no_microphone() from error
        return Sound(RATE, taken[: round(LONGEST * RATE)])

    def close(self) -> None:
        """Give the device back."""
        with self._lock:
            self._shut()

    def _opened(self, library: Any) -> Any:
        if self._device is None:
            self._device = library.CaptureDevice(
                library.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=_RECORD_BUFFER,
                backends=self._backends,
                app_name=_APP,
            )
        return self._device

    def _shut(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None


def no_loudspeaker() -> UserError:
    """What to say without a device to play on."""
    return UserError(
        _("This computer has no loudspeaker or headphones that work now."),
        _("Connect them or switch the sound on, and try again."),
    )


def no_microphone() -> UserError:
    """What to say without a device to record with."""
    return UserError(
        _("This computer has no microphone that works now."),
        _("Connect one, allow programs to use it in the system's settings, and try again."),
    )


def _samples(sound: Sound, over: Event) -> Generator[array[int], int, None]:
    """What the library asks for, so many samples at a time; then silence."""
    samples, at = array("h", sound.samples), 0
    wanted = yield array("h")
    while at < len(samples):
        piece = samples[at : at + wanted]
        at += wanted
        wanted = yield piece
    over.set()
    while True:
        yield array("h")


def _taking(taken: array[int], heard: Callable[[float], None]) -> Generator[None, bytes, None]:
    """Keep what the library hands over."""
    while True:
        piece = from_bytes(bytes((yield)))
        taken.extend(piece)
        heard(loudness(piece))


def _library() -> Any:
    """Costs 0.1 s the first time."""
    try:
        return import_module("miniaudio")
    except (ImportError, OSError) as error:  # a wheel for another system
        raise UserError(
            _("Sound does not work on this computer."), _("Everything else does.")
        ) from error
