"""The adult's way out: the secret that opened the store, longer waits after wrong ones."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.desk.buttons import BigButton
from ui.desk.calm_screen import label, put_in_the_middle
from ui.widgets.passphrase_field import PassphraseField

_BEAT = 200  # milliseconds between two looks at the clock while one has to wait
_WIDEST = 720  # pixels
_CLIPBOARD = (
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
)


class LeaveScreen(QWidget):
    """``submitted`` with what was typed; knows nothing of the store."""

    submitted = Signal(str)
    called_off = Signal()

    def __init__(self, *, with_recovery_key: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._may_try_at = 0.0  # of the monotonic clock
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT)
        self._beat.timeout.connect(self._look)
        self.title = label("question", _("For the adult"))
        words = _("Only the one who started the desk can leave it here.")
        more = _("Ctrl+L locks the program for anybody: answers are kept.")
        self.body = label("", f"{words} {more}")
        self.field = PassphraseField(_("Passphrase"))
        if with_recovery_key:
            self.field.ask_for_recovery_key()
        self.field.edit.installEventFilter(self)
        self.field.edit.setAcceptDrops(False)
        self.field.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.wrong = label("trouble")
        self.wrong.hide()
        self.leave = BigButton(kind="primary", icon="lock-open")
        self.stay = BigButton(_("Back to the desk"))
        self._build()
        self.field.edit.returnPressed.connect(self.submit)
        self.leave.clicked.connect(self.submit)
        self.stay.clicked.connect(self._call_off)
        self._look()

    @property
    def is_waiting(self) -> bool:
        """Whether one has to wait before the next try."""
        return self._beat.isActive()

    def start(self) -> None:
        """Nothing typed yet; a wait that runs goes on."""
        self.field.edit.clear()
        self.wrong.hide()
        self._look()

    def set_busy(self, busy: bool) -> None:
        """While the secret is tried nothing can be pressed."""
        self._busy = busy
        self.field.setEnabled(not busy)
        self._look()

    def refuse(self, words: str, seconds: float) -> None:
        """It was not right; so many seconds until the next try."""
        self._may_try_at = time.monotonic() + seconds
        if seconds > 0:
            self._beat.start()
        self.field.edit.clear()
        self.wrong.setText(words)
        self.wrong.show()
        self.set_busy(False)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Try what is typed, unless one has to wait."""
        typed = self.field.edit.text()
        if typed and not self._busy and not self.is_waiting:
            self.wrong.hide()
            self.submitted.emit(typed)

    def first_focus(self) -> QWidget:
        """Where one types."""
        return self.field.edit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._busy:
            self._call_off()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing of the clipboard comes in: it may hold what an adult copied, a name perhaps."""
        if isinstance(event, QKeyEvent) and any(event.matches(key) for key in _CLIPBOARD):
            event.accept()
            return True
        if isinstance(event, QMouseEvent):
            return event.button() == Qt.MouseButton.MiddleButton
        return False

    def _call_off(self) -> None:
        self.field.edit.clear()
        self.called_off.emit()

    def _look(self) -> None:
        left = self._may_try_at - time.monotonic()
        if left <= 0:
            self._beat.stop()
        words = _("Leave the desk")
        if self._busy:
            words = _("Trying...")
        elif left > 0:
            words = _("Again in {n} s").format(n=max(1, math.ceil(left)))
        self.leave.set_words(words)
        self.leave.setEnabled(not self._busy and left <= 0)
        self.stay.setEnabled(not self._busy)

    def _build(self) -> None:
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setSpacing(16)
        for widget in (self.title, self.body, self.field, self.wrong):
            form.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.stay)
        buttons.addStretch()
        form.addLayout(buttons)
        put_in_the_middle(self, inner, _WIDEST)
