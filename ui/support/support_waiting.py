"""Pupils who need an approach and have no place yet, each with what stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.support.support_board import Board
from ui.support.support_drop import SupportDrop
from ui.support.support_row import SupportRow
from ui.widgets.key_button import KeyButton, KeyCap
from ui.widgets.page_area import scrolling_down
from ui.widgets.tag import Tag
from ui.widgets.text import rule, text

WIDTH = 232  # pixels


class SupportWaiting(SupportDrop):
    """Dropped here, a pupil has no place any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.setFixedWidth(WIDTH)
        self.rows: list[SupportRow] = []
        self._count = Tag()
        self._none = text(_("Everybody who needs a place has one."), "body", "ink2", wrap=True)
        self._unscanned = text("", "help", "ink2", wrap=True)
        self.divide = KeyButton(_("Divide automatically"), icon="refresh")
        self._told = text(_("Pinned places stay"), "help", "ink2")
        self.reached = text("", "help", "ink2", wrap=True)
        self._hint = _hint()
        self._list = QVBoxLayout()
        self._list.setContentsMargins(8, 8, 8, 8)
        self._list.setSpacing(6)
        self._build()

    def hasHeightForWidth(self) -> bool:
        return False  # its list scrolls: else the whole page would, for a line of words more

    def show_rows(self, board: Board, rows: list[SupportRow]) -> None:
        """Those without a place, worst first."""
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = rows
        for place, row in enumerate(rows):
            self._list.insertWidget(place, row)
            row.show()  # at once: it may get the focus
        self._count.set(str(len(rows)), "warn" if rows else "neutral", "")
        self._none.setVisible(not rows)
        self._hint.setVisible(bool(rows) and not board.block.is_fixed)
        without = sum(not child.is_scanned for child in board.children.values())
        words = ngettext(
            "{n} pupil has no list filled in yet: nothing can be proposed.",
            "{n} pupils have no list filled in yet: nothing can be proposed.",
            without,
        ).format(n=without)
        self._unscanned.setText(words)
        self._unscanned.setVisible(without > 0)
        for widget in (self.divide, self._told):
            widget.setVisible(not board.block.is_fixed)
        self.setAccessibleName(_("No place yet: {n}").format(n=len(rows)))

    def show_reached(self, words: str) -> None:
        """What the last division reached; no words hides it."""
        self.reached.setText(words)
        self.reached.setVisible(bool(words))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.addWidget(text(_("No place yet"), "cardTitle"))
        head.addStretch()
        head.addWidget(self._count)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        inner.setLayout(self._list)
        for widget in (self._none, self._hint, self._unscanned):
            self._list.addWidget(widget)
        self._list.addStretch()
        area = scrolling_down(inner)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(6)
        foot.addWidget(self.reached)
        foot.addWidget(self.divide)
        foot.addWidget(self._told, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(area, 1)
        column.addLayout(foot)
        self.reached.hide()


def _hint() -> QWidget:
    """How to move somebody without a mouse."""
    box = QWidget()
    line = QVBoxLayout(box)
    line.setContentsMargins(4, 4, 4, 4)
    line.setSpacing(2)
    line.addWidget(
        text(_("Drag to a group, or choose a pupil and press"), "help", "ink2", wrap=True)
    )
    for keys, words in ((("G",), _("to choose a group")), (("P", "Del"), _("to pin, to take out"))):
        row = QHBoxLayout()
        row.setSpacing(4)
        for key in keys:
            row.addWidget(KeyCap(key))
        row.addWidget(text(words, "help", "ink2"), 1)
        line.addLayout(row)
    return box
