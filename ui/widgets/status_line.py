"""The line at the bottom: saved, encrypted, last backup, no internet needed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from npo_desktop.i18n import _
from ui.widgets.picture import Picture
from ui.widgets.text import set_tone, text

HEIGHT = 24  # pixels


class StatusLine(QFrame):
    """Always visible, so that nobody wonders whether it is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "statusLine")
        self.setFixedHeight(HEIGHT)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(24, 0, 16, 0)
        self._line.setSpacing(20)
        self._saved = self._part("device-floppy", _("Everything is saved"))
        self._part("shield-check", _("Encrypted on this computer"))
        self._line.addStretch()
        self._backup = self._part("usb", "")
        self._part("wifi-off", _("Works without internet"))
        self.show_backup("")

    @property
    def saved_text(self) -> str:
        return self._saved.text()

    @property
    def backup_text(self) -> str:
        return self._backup.text()

    def show_saved(self, words: str, tone: str = "ink2") -> None:
        """Whether everything is on disk, and since when."""
        self._saved.setText(words)
        set_tone(self._saved, tone)

    def show_backup(self, words: str, tone: str = "ink2") -> None:
        """When the last backup was made; no words hides it."""
        self._backup.setText(words)
        set_tone(self._backup, tone)
        holder = self._backup.parentWidget()
        if isinstance(holder, QWidget):
            holder.setVisible(bool(words))

    def _part(self, icon: str, words: str) -> QLabel:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        label = text(words, "help", "ink2")
        line.addWidget(Picture(icon, "ink2", 14), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(label)
        self._line.addWidget(holder)
        return label
