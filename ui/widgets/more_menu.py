"""A small button with a menu: what is done now and then, and takes no room otherwise."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from npo_desktop.i18n import _
from ui import icons
from ui.widgets.icon_button import IconButton


class MoreMenu(IconButton):
    """Entries stand in the order in which they are added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("dots", _("More"), kind="bordered", parent=parent)
        self.entries = QMenu(self)
        self.setMenu(self.entries)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")

    def add(self, words: str, icon: str, act: Callable[[], object]) -> QAction:
        """One entry; three dots at its end when a dialog comes first."""
        entry = self.entries.addAction(icons.icon(icon, "ink2", 16), words)
        entry.triggered.connect(lambda: act())
        return entry
