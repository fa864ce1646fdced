"""The first tab of a pupil: the profile, and beside it what people see and the last days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.concern.talk_note import TalkNote
from ui.pupil.corrections_card import CorrectionsCard
from ui.pupil.own_strengths import OwnStrengthsCard
from ui.pupil.profile_card import ProfileCard
from ui.pupil.pupil_cards import InformantsCard
from ui.pupil.timeline_card import TimelineCard
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

SIDE = 408  # pixels: the right column keeps its width


class PupilOverview(QWidget):
    """The page fills its cards; here they only stand in their places."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.profile, self.informants = ProfileCard(), InformantsCard()
        self.talk, self.corrections = TalkNote(app), CorrectionsCard()
        self.own_strengths, self.timeline = OwnStrengthsCard(app), TimelineCard()
        self.side = QWidget()
        right = QVBoxLayout(self.side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        for card in (self.talk, self.corrections, self.informants, self.own_strengths):
            right.addWidget(card)
        right.addWidget(self.timeline)
        right.addStretch()
        self.columns = TwoColumns(self.profile, self.side, SIDE, spacing=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns)
        self.corrections.resized.connect(self.keep_whole)
        self.informants.more.clicked.connect(self.keep_whole)
        self.own_strengths.every.clicked.connect(self.keep_whole)

    def keep_whole(self) -> None:
        """Rather scroll than cut a card: a scroll area does not ask how high wrapped words are."""
        right = self.side.layout()
        assert right is not None
        right.activate()
        self.side.setMinimumHeight(
            max(right.minimumHeightForWidth(SIDE), right.minimumSize().height())
        )

    def minimumSizeHint(self) -> QSize:
        return self.columns.minimumSizeHint()
