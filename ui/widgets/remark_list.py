"""Remarks below each other, each as long as it needs; the keyboard walks along them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QSizePolicy

from ui import icons
from ui.widgets.card import Card
from ui.widgets.text import text

_LEAST = 48  # pixels: two lines


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, and how it is meant."""

    words: str
    icon: str
    tone: str


class RemarkCard(Card):
    """A list of remarks, or a sentence while there are none."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__(title, flush=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(_LEAST)  # the page scrolls only when even that is too much
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.nothing = text(nothing, "body", "ink2", wrap=True)
        self.nothing.setContentsMargins(8, 8, 8, 8)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(8, 4, 4, 4)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing, 1)
        self.show_remarks(())

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """These instead."""
        self.list.clear()
        for one in remarks:
            self.list.addItem(QListWidgetItem(icons.icon(one.icon, one.tone, 16), one.words))
        self.set_subtitle(str(len(remarks)) if remarks else "")
        self.list.setVisible(bool(remarks))
        self.nothing.setVisible(not remarks)

    def texts(self) -> list[str]:
        """What it says."""
        return [self.list.item(row).text() for row in range(self.list.count())]
