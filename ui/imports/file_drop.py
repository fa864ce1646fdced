"""A place to choose a file, or to drop one on."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from npo_desktop.i18n import _
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.text import restyle


class FileDrop(QFrame):
    """Announces the file; whoever listens reads it."""

    chosen = Signal(object)  # Path

    def __init__(self, title: str, words: str, endings: Sequence[str], kinds: str = "") -> None:
        """``kinds``: what such files are called where one is chosen; else files with pupils."""
        super().__init__()
        self._title, self._endings = title, tuple(endings)
        self._kinds = kinds or _("Files with pupils")
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self.button = KeyButton(_("Choose a file..."), icon="file-import")
        self.button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.addWidget(EmptyState("file-import", title, words, self.button))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self._light_up(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._light_up(False)
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def _light_up(self, on: bool) -> None:
        """The frame of a note that says yes."""
        self.setProperty("role", "note" if on else "card")
        self.setProperty("tone", "ok" if on else "")
        restyle(self)

    def _ask(self) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        patterns = " ".join(f"*{ending} *{ending.upper()}" for ending in self._endings)
        kinds = f"{self._kinds} ({patterns});;" + _("All files") + " (*)"
        name, _kind = QFileDialog.getOpenFileName(self, self._title, start, kinds)
        if name:
            self.chosen.emit(Path(name))
