"""The sidebar: school above, pages, settings and help below, and who is at work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _, ngettext
from ui import icons, theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.text import rule

if TYPE_CHECKING:
    from ui.pages.page import PageEntry

WIDTH, ITEM_HEIGHT = 192, 36  # pixels
LOWEST = 28  # of an item, where a screen at 125 % leaves no room for all


class NavItem(QAbstractButton):
    """One page: icon, name, and how many things wait there."""

    def __init__(self, icon: str, words: str, hint: str = "") -> None:
        super().__init__()
        self._icon, self._hint, self._badge = icon, hint, 0
        self.setText(words)
        self.setCheckable(True)
        self.setMinimumHeight(LOWEST)
        self.setMaximumHeight(ITEM_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setProperty("ring", "inside")
        self.setProperty("ringToken", "sideMark")
        self.set_badge(0)

    def set_badge(self, count: int) -> None:
        """Show how many things wait; 0 shows nothing."""
        self._badge = count
        waiting = ngettext("{n} waits", "{n} wait", count).format(n=count) if count else ""
        self.setAccessibleName(", ".join(part for part in (self.text(), waiting) if part))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, ITEM_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        if on or self.underMouse():
            painter.fillRect(self.rect(), theme.colour("sideSel" if on else "sideHover"))
        if on:
            painter.fillRect(0, 0, 3, self.height(), theme.colour("sideMark"))
        icons.paint(painter, QRectF(16, (self.height() - 18) / 2, 18, 18), self._icon, _ink(on))
        right = self._paint_right(painter)
        painter.setFont(theme.font("control"))
        painter.setPen(theme.colour(_ink(on)))
        room = right - 46 - 4
        words = QFontMetrics(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room
        )
        area = self.rect().adjusted(46, 0, 0, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_right(self, painter: QPainter) -> int:
        """Badge or key at the right; where the words must end."""
        painter.setFont(theme.font("smallest"))
        if not self._badge:
            painter.setPen(theme.colour("sideMuted"))
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(self.rect().adjusted(0, 0, -23, 0), int(side), self._hint)
            width = QFontMetrics(painter.font()).horizontalAdvance(self._hint)
            return self.width() - (23 + width if self._hint else 8)
        shown = str(self._badge)
        width = max(22, QFontMetrics(painter.font()).horizontalAdvance(shown) + 12)
        pill = QRectF(self.width() - 16 - width, (self.height() - 18) / 2, width, 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sideMark" if self.isChecked() else "sideSel"))
        painter.setOpacity(0.25 if self.isChecked() else 1.0)
        painter.drawRoundedRect(pill, 9, 9)
        painter.setOpacity(1.0)
        painter.setPen(theme.colour("onSide"))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
        return int(pill.left())


class Sidebar(QFrame):
    """Announces which page was asked for; the window decides."""

    asked = Signal(str)  # the page's key
    help_asked = Signal()

    def __init__(
        self, entries: Sequence[PageEntry], school: tuple[str, str], user: tuple[str, str]
    ) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self.items: dict[str, NavItem] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_two_lines(school, (16, 10, 12, 10)))
        column.addSpacing(8)
        for entry in entries:
            if entry.place.name == "TOP":
                column.addWidget(self._item(entry))
        column.addStretch()
        for entry in entries:
            if entry.place.name == "BOTTOM":
                column.addWidget(self._item(entry))
        column.addWidget(self._help())
        if user[0]:
            column.addWidget(rule("sideRule"))
            column.addWidget(_user_block(user))

    def show_current(self, key: str) -> None:
        """Light up a page, without announcing it; no such page lights up nothing."""
        self._group.setExclusive(False)
        for name, item in self.items.items():
            item.setChecked(name == key)
        self._group.setExclusive(True)

    def _help(self) -> NavItem:
        item = NavItem("help-circle", _("Help"), "F1")
        item.setCheckable(False)
        item.clicked.connect(self.help_asked)
        return item

    def _item(self, entry: PageEntry) -> NavItem:
        item = NavItem(entry.icon, entry.title())
        item.clicked.connect(lambda: self.asked.emit(entry.key))
        self._group.addButton(item)
        self.items[entry.key] = item
        return item


class _Initials(QWidget):
    """Who is at work, in two letters."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._letters = "".join(part[0] for part in name.split()[:1] + name.split()[1:][-1:])
        self.setFixedSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sideSel"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setPen(theme.colour("onSide"))
        painter.setFont(theme.font("smallest"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._letters.upper())


def _ink(on: bool) -> str:
    return "onSide" if on else "sideText"


def _two_lines(words: tuple[str, str], margins: tuple[int, int, int, int]) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(*margins)
    column.setSpacing(0)
    column.addWidget(ElidedLabel(words[0], "primary", "onSide"))
    column.addWidget(ElidedLabel(words[1], "help", "sideMuted"))
    return block


def _user_block(user: tuple[str, str]) -> QWidget:
    block = QWidget()
    line = QHBoxLayout(block)
    line.setContentsMargins(16, 10, 12, 12)
    line.setSpacing(10)
    line.addWidget(_Initials(user[0]))
    line.addWidget(_two_lines(user, (0, 0, 0, 0)), 1)
    return block
