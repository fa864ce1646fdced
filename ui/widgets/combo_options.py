"""Filling a list to choose from anew, with what was chosen before still chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox


def refill(combo: QComboBox, options: Sequence[tuple[str, object]]) -> None:
    """These words, each with its value; without a word about it, and the first if it is gone."""
    before = combo.currentData()
    with QSignalBlocker(combo):
        combo.clear()
        for words, value in options:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(place_of(combo, before), 0) if options else -1)


def place_of(combo: QComboBox, value: object) -> int:
    """Where a value stands, -1 for nowhere; Qt's own search knows only the very same object."""
    return next((n for n in range(combo.count()) if combo.itemData(n) == value), -1)
