"""Below the passphrase: what protects the data, the last backup, and when the program locks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from npo_desktop import __version__
from npo_desktop.i18n import _, ngettext
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

_TOP = Qt.AlignmentFlag.AlignTop


class UnlockNotes(QWidget):
    """Three lines with a picture each, and the version."""

    restore_asked = Signal()

    def __init__(self, last_backup: str, minutes: int) -> None:
        super().__init__()
        self.last_backup, self.minutes = last_backup, minutes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._safe, self._backup, self._lock = (
            _add_line(column, icon) for icon in ("shield-lock", "usb", "hourglass")
        )
        self.restore = KeyButton("", kind="link")
        self.restore.clicked.connect(self.restore_asked)
        beside = self._backup.parentWidget()
        assert isinstance(beside, QWidget)
        words = beside.layout()
        assert isinstance(words, QHBoxLayout)
        words.addWidget(self.restore, 0, _TOP)
        column.addSpacing(16)
        self._version = text("", "help", "ink3")
        column.addWidget(self._version)
        self.retranslate()

    def set_last_backup(self, when: str) -> None:
        """When the last one was made, in words; empty: none was found."""
        self.last_backup = when
        self.retranslate()

    def set_minutes(self, minutes: int) -> None:
        """After how long it locks."""
        self.minutes = minutes
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language of this moment."""
        self._safe.setText(
            _("Without the passphrase or the recovery key nobody can read the data.")
            + " "
            + _("Not even the maker of the program.")
        )
        known = _("Last backup: {when}").format(when=self.last_backup)
        self._backup.setText(known if self.last_backup else _("No backup was found here yet."))
        self.restore.setText(_("Put a backup back"))
        locks = ngettext(
            "The program locks itself after {n} minute without use, with Ctrl+L at once.",
            "The program locks itself after {n} minutes without use, with Ctrl+L at once.",
            self.minutes,
        )
        self._lock.setText(locks.format(n=self.minutes))
        version = _("Version {number} · works without internet").format(number=__version__)
        self._version.setText(version)


def _add_line(column: QVBoxLayout, icon: str) -> QLabel:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 5, 0, 5)
    line.setSpacing(10)
    words = text("", "help", "ink2", wrap=True)
    line.addWidget(Picture(icon, "ink2", 16), 0, _TOP)
    line.addWidget(words, 1)
    column.addWidget(holder)
    return words
