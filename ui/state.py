"""What the window remembers between runs: its place, its language, widths. Never anyone's data."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import LANGUAGES
from npo_desktop.paths import data_dir


def restore_window(window: QWidget) -> None:
    """Put a window back where it was left."""
    place = _settings().value("window/geometry")
    if isinstance(place, QByteArray):
        window.restoreGeometry(place)


def remember_window(window: QWidget) -> None:
    """Keep where a window stands."""
    _settings().setValue("window/geometry", window.saveGeometry())


def language(default: str = "nl") -> str:
    """The language of the window; the school's own, or Dutch, until another was chosen."""
    chosen = str(_settings().value("language", default))
    return chosen if chosen in LANGUAGES else default


def set_language(code: str) -> None:
    """Keep the language of the window."""
    _settings().setValue("language", code)


def scheme() -> Literal["light", "dark"] | None:
    """The colours the user chose; ``None`` follows the system."""
    chosen = _settings().value("scheme", "")
    if chosen == "light":
        return "light"
    return "dark" if chosen == "dark" else None


def set_scheme(chosen: Literal["light", "dark"] | None) -> None:
    """Keep the colours the user chose."""
    _settings().setValue("scheme", chosen or "")


def lock_minutes(default: int = 5) -> int:
    """After how many minutes the store that was open last locks: said before one is open."""
    kept = str(_settings().value("lock/minutes", default))
    return int(kept) if kept.isdecimal() and 1 <= int(kept) <= 15 else default


def set_lock_minutes(minutes: int) -> None:
    """Keep what the unlock form says; the store itself decides."""
    _settings().setValue("lock/minutes", minutes)


def column_widths(name: str) -> list[int]:
    """The widths in pixels that the user gave a list's columns; empty when none."""
    text = str(_settings().value(f"columns/{name}", ""))
    return [int(part) for part in text.split() if part.isdecimal()]


def set_column_widths(name: str, widths: Sequence[int]) -> None:
    """Keep the widths in pixels of a list's columns."""
    _settings().setValue(f"columns/{name}", " ".join(str(width) for width in widths))


def choice(name: str, default: str = "") -> str:
    """How somebody last liked to look at something: an order, a filter, what is folded away."""
    return str(_settings().value(f"choices/{name}", default))


def set_choice(name: str, value: str) -> None:
    """Keep a way of looking; a name of a pupil or of a group never belongs here."""
    _settings().setValue(f"choices/{name}", value)


def _settings() -> QSettings:
    return QSettings(str(data_dir() / "window.ini"), QSettings.Format.IniFormat)
