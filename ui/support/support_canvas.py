"""The groups of a block as cards in two columns, and one more that could be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_findings import Finding
from npo_desktop.proposals.support.board_suggestion import Suggestion
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Child
from ui.support.support_card import SupportCard
from ui.support.support_row import SupportRow
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

GAP, NARROW = 12, 540  # pixels; below it one column
Rows = Callable[[BoardGroup], list[SupportRow]]


class SupportCanvas(QScrollArea):
    """Cards stay the same widgets for as long as their groups are there."""

    card_made = Signal(object)  # a SupportCard, to be connected

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[UUID, SupportCard] = {}
        self.new_group = NewGroup()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setSpacing(GAP)
        self.setWidget(inner)
        self._columns = 2

    def show_board(self, board: Board, findings: Sequence[Finding], rows: Rows) -> None:
        """The groups as they are now."""
        gone = set(self.cards) - {group.id for group in board.groups}
        for group_id in gone:
            card = self.cards.pop(group_id)
            card.hide()
            card.deleteLater()
        for group in board.groups:
            if group.id not in self.cards:
                self.cards[group.id] = SupportCard(group.id, self.widget())
                self.card_made.emit(self.cards[group.id])
            self.cards[group.id].show_group(board, group, findings, rows(group))
            self.cards[group.id].show()
        self.cards = {group.id: self.cards[group.id] for group in board.groups}
        self.new_group.setVisible(not board.block.is_fixed)
        self._place()

    def offer(self, child: Child | None, suits: Callable[[UUID], bool]) -> None:
        """Where the pupil who is chosen could go."""
        for group_id, card in self.cards.items():
            card.offer(child if child is not None and suits(group_id) else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 1 if self.viewport().width() < NARROW else 2
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        while self._grid.takeAt(0) is not None:
            pass
        shown: list[QWidget] = [*self.cards.values(), self.new_group]
        for place, widget in enumerate(shown):
            self._grid.addWidget(widget, place // self._columns, place % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        last = -(-len(shown) // self._columns)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 1 if row == last else 0)


class NewGroup(QFrame):
    """A group that could be made of those without a place, or an empty one."""

    asked = Signal()  # an empty one, by hand
    agreed = Signal(object)  # the Suggestion

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "dashed")
        self._suggestion: Suggestion | None = None
        self._words = text("", "help", "ink2", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.make = KeyButton(_("Make this group"), size="row")
        self.by_hand = KeyButton(_("New group"), size="row", kind="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch()
        column.addWidget(Picture("plus", "accent", 20), 0, centre)
        column.addWidget(text(_("New group"), "primary"), 0, centre)
        column.addWidget(self._words)
        column.addWidget(self.make, 0, centre)
        column.addWidget(self.by_hand, 0, centre)
        column.addStretch()
        self.make.clicked.connect(lambda: self.agreed.emit(self._suggestion))
        self.by_hand.clicked.connect(self.asked)

    def suggest(self, board: Board, suggestion: Suggestion | None) -> None:
        """Who could be helped with what, and by whom."""
        self._suggestion = suggestion
        self.make.setVisible(suggestion is not None)
        self.by_hand.setText(_("Another group") if suggestion else _("Make a group"))
        if suggestion is None:
            self._words.setText(_("Choose a card and a colleague, then put pupils in it."))
            return
        names = [board.children[pupil].call_name for pupil in suggestion.pupils]
        together = _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
        self._words.setText(
            _("Suggestion: {names} together for {card}, with {colleague}").format(
                names=together,
                card=board.cards[suggestion.programme].name,
                colleague=board.staff_names.get(suggestion.staff_id, ""),
            )
        )
