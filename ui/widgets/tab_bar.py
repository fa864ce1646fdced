"""Tabs above the parts of one page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui import icons


class TabBar(QWidget):
    """One of the tabs is always on; the arrow keys move along them."""

    chosen = Signal(str)  # the key, when the user changed it

    def __init__(self, tabs: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """Each tab is its key, its words and its icon."""
        super().__init__(parent)
        self._keys = [key for key, _words, _icon in tabs]
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for place, (_key, words, icon) in enumerate(tabs):
            button = QToolButton()
            button.setText(words)
            button.setAccessibleName(words)
            button.setCheckable(True)
            button.setProperty("role", "tab")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            icons.set_icon(button, icon, "ink2")
            self._group.addButton(button, place)
            line.addWidget(button)
        line.addStretch()
        self.set_value(self._keys[0])
        self._group.idClicked.connect(self._announce)

    @property
    def keys(self) -> list[str]:
        """Those there are, in order."""
        return list(self._keys)

    def value(self) -> str:
        """The key of the tab that is on."""
        return self._keys[self._group.checkedId()]

    def set_value(self, key: str) -> None:
        """Choose without announcing it."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def button(self, key: str) -> QToolButton:
        """The tab with this key."""
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, QToolButton)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        place = (self._group.checkedId() + step) % len(self._keys)
        self._group.button(place).setFocus(Qt.FocusReason.OtherFocusReason)
        self._group.button(place).click()

    def _announce(self, place: int) -> None:
        self.chosen.emit(self._keys[place])
