"""A choice between two to four things, all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import icons


class Segmented(QWidget):
    """One of the options is on, unless ``set_none``; arrow keys move between them."""

    chosen = Signal(object)  # the value, when the user changed it

    def __init__(
        self,
        options: Sequence[tuple[object, str]],
        value: object = None,
        *,
        name: str = "",
        icon_names: Sequence[str] = (),
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values = [option for option, _words in options]
        self._icons = list(icon_names)
        self.group = QButtonGroup(self)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        for place, (_value, words) in enumerate(options):
            button = self._segment(place, words, len(options))
            button.setProperty("fit", "row" if small else "")
            self.group.addButton(button, place)
            line.addWidget(button)
        self.group.idToggled.connect(self._dress)
        self.set_value(value if value is not None else self._values[0])
        self.group.idClicked.connect(self._announce)

    def value(self) -> object:
        """What is chosen; ``None`` after ``set_none``."""
        place = self.group.checkedId()
        return self._values[place] if place >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose without announcing it; an unknown value leaves it as it is."""
        if value in self._values:
            self.group.button(self._values.index(value)).setChecked(True)

    def set_none(self) -> None:
        """None of them is on: what is so now is none of these."""
        self.group.setExclusive(False)
        for button in self.group.buttons():
            button.setChecked(False)
        self.group.setExclusive(True)

    def _segment(self, place: int, words: str, count: int) -> QPushButton:
        button = QPushButton()
        button.setText(words)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(words)
        button.setProperty("role", "segment")
        ends = {0: "first", count - 1: "last"}
        button.setProperty("place", "only" if count == 1 else ends.get(place, "middle"))
        if self._icons:
            icons.set_icon(button, self._icons[place], "ink")
        return button

    def _dress(self, place: int, on: bool) -> None:
        if self._icons:
            icons.set_icon(
                self.group.button(place), self._icons[place], "onAccent" if on else "ink"
            )

    def _announce(self, place: int) -> None:
        self.chosen.emit(self._values[place])
