"""The text to read aloud now: its words, how loud it is, and record, listen, next."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.voices.texts import Part, SpokenText
from ui.voices.level_meter import LevelMeter
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.text import set_tone, text


class At(Enum):
    """What goes on."""

    REST = auto()
    RECORDING = auto()
    KEEPING = auto()  # it is trimmed and written
    PLAYING = auto()


class RecorderCard(Card):
    """Decides nothing; press its buttons and tell it what goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", parent=parent)
        self.words = text("", "statement", wrap=True)
        self.draft = text(
            _("Draft: no native speaker has read this translation yet."), "help", "warn", wrap=True
        )
        self.status = text("", "lead", "ink2", wrap=True)
        self.meter = LevelMeter()
        self.record = KeyButton("", _("Space"), kind="primary", icon="microphone")
        self.listen = KeyButton(_("Listen"), "Enter", icon="volume")
        self.drop = IconButton("trash", _("Remove this recording"), kind="bordered")
        self.next = KeyButton(_("Next"), "PgDn", icon="arrow-right", shortcut=True)
        self._seconds: float | None = None
        self._build()
        self.show_text(None, 0, 0, None)

    def show_text(
        self, one: SpokenText | None, place: int, total: int, seconds: float | None
    ) -> None:
        """Which text, where it stands, the seconds of its recording; ``None``: there is none."""
        title = part_name(one.part) if one is not None else " "
        self.set_title(title)
        self.set_subtitle(_("{n} of {total}").format(n=place, total=total) if one else "")
        self.words.setText(one.words if one else "")
        self.draft.setVisible(one is not None and one.is_draft)
        self._seconds = seconds
        self.setEnabled(one is not None)
        self.show_state(At.REST)

    def show_state(self, at: At) -> None:
        """Buttons, meter and a sentence that fit."""
        recording, rest = at is At.RECORDING, at is At.REST
        has_clip = self._seconds is not None
        again = _("Record again") if has_clip else _("Record")
        self.record.setText(_("Stop") if recording else again)
        self.record.setEnabled(rest or recording)
        self.listen.setText(_("Stop") if at is At.PLAYING else _("Listen"))
        self.listen.setEnabled(has_clip and (rest or at is At.PLAYING))
        self.drop.setEnabled(has_clip and rest)
        self.next.setEnabled(rest)
        self.meter.set_on(recording)
        self.status.setText(self._sentence(at))
        set_tone(self.status, "accent" if recording else "ink2")

    def _sentence(self, at: At) -> str:
        if at is At.RECORDING:
            return _("Read it aloud now. Press the space bar when you are done.")
        if at is At.KEEPING:
            return _("Trimming and keeping the recording")
        if at is At.PLAYING:
            return _("Playing the recording")
        if self._seconds is None:
            return _("Not recorded yet. Press the space bar and read it aloud.")
        seconds = number(self._seconds, 1)
        return _("Recorded, {seconds} seconds.").format(seconds=seconds)

    def _build(self) -> None:
        holder, area = QWidget(), QScrollArea()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(8)
        for label in (self.words, self.draft):
            inner.addWidget(label)
        inner.addStretch()
        holder.setProperty("role", "canvas")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        self.body.setSpacing(12)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.status)
        self.body.addWidget(self.meter)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.record)
        line.addWidget(self.listen)
        line.addWidget(self.drop)
        line.addStretch()
        line.addWidget(self.next)
        self.body.addLayout(line)


def part_name(part: Part) -> str:
    """Where a text stands."""
    names = {
        Part.ITEM: _("Statement"),
        Part.ANSWER: _("Answer"),
        Part.DESK: _("Words of the pupil desk"),
    }
    return names[part]
