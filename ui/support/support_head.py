"""The head of the page of support groups: which block, the timetable, more, and fixing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.support.support_board import BlockFacts, Board
from ui.widgets.combo_options import place_of
from ui.widgets.key_button import KeyButton
from ui.widgets.more_menu import MoreMenu
from ui.widgets.text import text

NEW = "new"  # the last line of the choice of blocks


class SupportHead(QObject):
    """Holds the widgets; the page gives them to the window's header."""

    block_chosen = Signal(object)  # its id
    new_asked = Signal()
    asked = Signal(str)  # an entry of the menu: "block", "consent", "pairs", "remove", "reopen"

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.blocks = QComboBox()
        self.blocks.setAccessibleName(_("Block"))
        self.blocks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sheet = KeyButton(_("Timetable in Excel"), icon="file-spreadsheet")
        self.fix, self.why_not = (
            KeyButton(_("Fix this block"), kind="primary"),
            text("", "help", "err"),
        )
        self.more = MoreMenu()
        self.entries = {
            word: self.more.add(words, icon, partial(self.asked.emit, word))
            for word, words, icon in (
                ("block", _("Change this block..."), "pencil"),
                ("consent", _("Consent of parents..."), "signature"),
                ("pairs", _("Apart and together..."), "users"),
                ("hours", _("People and hours"), "clock"),
                ("remove", _("Remove this block..."), "trash"),
                ("reopen", _("Open this block again"), "lock-open"),
            )
        }
        self._shown: UUID | None = None
        self.blocks.activated.connect(self._choose)

    def widgets(self, board: Board | None) -> Sequence[QWidget]:
        """What stands in the header now."""
        if board is None:
            return (self.blocks,) if self.blocks.count() > 1 else ()
        fixing = () if board.block.is_fixed else (self.fix, self.why_not)
        return (self.blocks, self.sheet, self.more, *fixing)

    def show_blocks(self, blocks: Sequence[BlockFacts], shown: BlockFacts | None) -> None:
        """All blocks; the one on the page is chosen."""
        self._shown = shown.id if shown else None
        with QSignalBlocker(self.blocks):
            self.blocks.clear()
            for block in blocks:
                state = _("fixed") if block.is_fixed else _("concept")
                self.blocks.addItem(f"{block.name}, {state}", block.id)
            self.blocks.addItem(_("New block..."), NEW)
            self.blocks.setCurrentIndex(place_of(self.blocks, self._shown) if shown else -1)

    def show_state(self, board: Board, stops: int) -> None:
        """Whether it can be fixed, and why not."""
        words = ngettext("first solve {n} conflict", "first solve {n} conflicts", stops)
        why = words.format(n=stops) if stops else "" if board.groups else _("no groups yet")
        self.fix.setEnabled(not why)
        self.fix.setToolTip(why or _("Keep these groups and make a plan for everybody in them"))
        self.fix.setAccessibleDescription(why)
        self.why_not.setText(why)
        for word, entry in self.entries.items():
            entry.setVisible(word == "hours" or (word == "reopen") == board.block.is_fixed)

    def _choose(self) -> None:
        chosen = self.blocks.currentData()
        if chosen == NEW:
            place = place_of(self.blocks, self._shown) if self._shown else -1
            self.blocks.setCurrentIndex(place)
            self.new_asked.emit()
        else:
            self.block_chosen.emit(chosen)
