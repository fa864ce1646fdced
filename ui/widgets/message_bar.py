"""The bar above the page: what happened and what to do, until it is closed."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.note import ICONS, TONES, Tone
from ui.widgets.picture import Picture
from ui.widgets.text import set_tone, text


class MessageBar(QFrame):
    """Hidden until there is something to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._picture = Picture("info-circle")
        self._first = text("", "primary")
        self._rest = text("", wrap=True)
        self.action = KeyButton("", size="row")
        self._act: Callable[[], None] | None = None
        self.goes_with_page = False  # it is about the page that is shown, and means nothing beyond
        self._close = IconButton("x", _("Close this message"))
        self.action.clicked.connect(self._do)
        self._close.clicked.connect(self.dismiss)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 6, 16, 6)
        line.setSpacing(8)
        for widget in (self._picture, self._first):
            line.addWidget(widget)
        line.addWidget(self._rest, 1)
        line.addWidget(self.action)
        line.addWidget(self._close)
        self.hide()

    @property
    def shown_text(self) -> str:
        """What the bar says; empty when it is closed."""
        return "" if self.isHidden() else self.accessibleName()

    def show_message(self, tone: Tone, first: str, rest: str = "", *, seconds: int = 0) -> None:
        """Tell it; after ``seconds`` it goes by itself, with 0 it stays."""
        set_tone(self, tone)
        words = TONES[tone] if tone != "info" else "ink"
        for label in (self._first, self._rest):
            set_tone(label, words)
        self._picture.set_icon(ICONS[tone], TONES[tone])
        self._first.setText(first)
        self._rest.setText(rest)
        self.setAccessibleName(f"{first} {rest}".strip())
        self._act = None
        self.goes_with_page = False
        self.action.hide()
        self.show()
        self._timer.stop()
        if seconds:
            self._timer.start(1000 * seconds)

    def show_said(
        self,
        first: str,
        rest: str,
        undo: Callable[[], None] | None,
        *,
        warns: bool,
        seconds: int = 0,
    ) -> None:
        """What was done, with Undo when it can be taken back; a warning goes with its page."""
        self.show_message("warn" if warns else "ok", first, rest, seconds=seconds)
        self.goes_with_page = warns
        if undo is not None:
            self.offer(_("Undo"), undo)

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """A button beside what is told now, for example to undo it; pressing it closes the bar."""
        self._act = act
        self.action.setText(words)
        self.action.show()

    def show_error(self, first: str, rest: str = "") -> None:
        """Something failed; it stays until it is closed."""
        self.show_message("err", first, rest)

    def dismiss(self) -> None:
        """Close the bar."""
        self._timer.stop()
        self.hide()

    def _do(self) -> None:
        act, self._act = self._act, None
        self.dismiss()
        if act is not None:
            act()
