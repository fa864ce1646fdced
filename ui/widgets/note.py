"""A note: an icon, a bold first sentence, and what to do next."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.picture import Picture
from ui.widgets.text import set_tone, text

Tone = Literal["ok", "warn", "err", "info"]

ICONS = {"ok": "circle-check", "warn": "alert-triangle", "err": "circle-x", "info": "info-circle"}
TONES = {"ok": "accent", "warn": "warn", "err": "err", "info": "ink2"}


class Note(QFrame):
    """Tells something in place; ``tone`` decides its colours and its icon."""

    def __init__(
        self, tone: Tone = "info", first: str = "", rest: str = "", *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._picture = Picture("info-circle")
        self._first = text("", "primary", wrap=True)
        self._rest = text("", "body", wrap=True)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 10, 12, 10)
        self._line.setSpacing(12)
        self._line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._first)
        words.addWidget(self._rest)
        self._line.addLayout(words, 1)
        self.set_tone(tone)
        self.set_text(first, rest)

    def set_text(self, first: str, rest: str = "") -> None:
        """What happened in bold, then what to do."""
        self._first.setText(first)
        self._rest.setText(rest)
        self._rest.setVisible(bool(rest))
        self.setAccessibleName(f"{first} {rest}".strip())

    def set_tone(self, tone: Tone) -> None:
        """Another meaning: colours and icon."""
        set_tone(self, tone)
        words = TONES[tone] if tone != "info" else "ink"
        set_tone(self._first, words)
        set_tone(self._rest, words)
        self._picture.set_icon(ICONS[tone], TONES[tone])

    def add_action(self, widget: QWidget) -> None:
        """A button at the right."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
