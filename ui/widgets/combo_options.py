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


def of_names(combo: QComboBox, letters: int = 20) -> None:
    """As wide as its place, however long the names in it; the chosen one is in its tooltip."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(letters)
    combo.currentTextChanged.connect(combo.setToolTip)
    combo.setToolTip(combo.currentText())
    if (edit := combo.lineEdit()) is not None:  # shows where a name begins, not where it ends
        combo.currentIndexChanged.connect(lambda _place: edit.home(False))


def place_of(combo: QComboBox, value: object) -> int:
    """Where a value stands, -1 for nowhere; Qt's own search knows only the very same object."""
    return next((n for n in range(combo.count()) if combo.itemData(n) == value), -1)
