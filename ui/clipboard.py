"""What is copied stays off the clipboard's history and cloud, and does not lie there for long.

Source: SAFETY.md, section 6 (clipboard); the marks are those that Windows documents.
"""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT = 30_000  # milliseconds
EXCLUDED = "ExcludeClipboardContentFromMonitorProcessing"
MARKS = (
    (EXCLUDED, b"1"),
    ("CanIncludeInClipboardHistory", b"\0\0\0\0"),
    ("CanUploadToCloudClipboard", b"\0\0\0\0"),
    ("x-kde-passwordManagerHint", b"secret"),  # the same wish under Linux
)


class ClipboardGuard(QObject):
    """Marks whatever this program copies, also from a text field, and takes it away after a while.

    One for the whole program; what another program copied is left alone.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        *,
        kept: int = KEPT,
        is_ours: Callable[[], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._is_ours = is_ours or clipboard.ownsClipboard  # without a screen nobody owns it
        self._ours = ""  # what lies there, while it is ours
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._mark)

    def copy(self, text: str) -> None:
        """Put text there, marked."""
        held = QMimeData()
        held.setText(text)
        for name, value in MARKS:
            held.setData(name, QByteArray(value))
        self._clipboard.setMimeData(held)
        self._ours = text
        self._timer.start()

    @Slot()
    def clear(self) -> None:
        """Take away what we put there, unless it was replaced since."""
        self._timer.stop()
        if self._ours and self._clipboard.text() == self._ours:
            self._clipboard.clear()
        self._ours = ""

    @Slot()
    def _mark(self) -> None:
        """A text field copies by itself, without our marks: copy it again with them."""
        if not self._is_ours():
            self._timer.stop()  # somebody else's now
            self._ours = ""
            return
        text = self._clipboard.text()  # nothing when it was emptied
        if text and not self._clipboard.mimeData().hasFormat(EXCLUDED):
            self.copy(text)


def guard_clipboard() -> ClipboardGuard:
    """The program's one guard; it empties the clipboard when the program ends."""
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    found = application.findChild(ClipboardGuard)
    if isinstance(found, ClipboardGuard):
        return found
    guard = ClipboardGuard(QGuiApplication.clipboard(), parent=application)
    application.aboutToQuit.connect(guard.clear)
    return guard
