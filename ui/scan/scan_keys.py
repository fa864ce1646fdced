"""What the keys do while a list is filled in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

Key = Qt.Key


class Wish(Enum):
    """What somebody at the keyboard wants."""

    UNDO = auto()
    GO_ON = auto()  # what the end of the list offers
    NEXT_PUPIL = auto()
    PUPIL_BEFORE = auto()
    BACK = auto()
    FORWARD = auto()
    CLEAR = auto()
    ANSWER = auto()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A wish; ``value`` is the answer, ``None`` for "don't know"."""

    wish: Wish
    value: int | None = None


_PLAIN = {
    Key.Key_PageDown: Wish.NEXT_PUPIL,
    Key.Key_PageUp: Wish.PUPIL_BEFORE,
    Key.Key_Down: Wish.FORWARD,
    Key.Key_Up: Wish.BACK,
    Key.Key_Backspace: Wish.CLEAR,
}


def pressed(event: QKeyEvent, *, at_end: bool, answers: int) -> Pressed | None:
    """What a key means here; ``None`` when it means nothing. ``answers``: how many there are.

    A digit that was held down is one answer, not a row of them.
    """
    key = Key(event.key())
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    enter = key in (Key.Key_Return, Key.Key_Enter)
    if event.matches(QKeySequence.StandardKey.Undo):
        return Pressed(Wish.UNDO)
    if enter and at_end:
        return Pressed(Wish.GO_ON)
    if enter and control:
        return Pressed(Wish.NEXT_PUPIL)
    if key in _PLAIN:
        return Pressed(_PLAIN[key])
    if Key.Key_0 <= key <= Key.Key_9 and not control and not event.isAutoRepeat():
        digit = key - Key.Key_0
        if digit <= answers:
            return Pressed(Wish.ANSWER, digit - 1 if digit else None)
    return None
