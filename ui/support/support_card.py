"""A support group: who leads it and when, who is in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.support.board_findings import Finding
from npo_desktop.proposals.support.board_words import hours_text, moments
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Child
from ui.support.support_drop import SupportDrop
from ui.support.support_row import SupportRow
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import restyle, rule, text


class SupportCard(SupportDrop):
    """One group; its rows are made anew when the board changed."""

    edit_asked = Signal(object)  # the group's id
    place_asked = Signal(object)  # the chosen pupil is to come here

    def __init__(self, group_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(group_id, parent)
        self.rows: list[SupportRow] = []
        self.title, self.count = ElidedLabel("", "cardTitle"), text("", "help", "ink2")
        self.lead, self.hours = ElidedLabel("", "help", "ink2"), text("", "head")
        self.edit = IconButton("pencil", _("Change this group"))
        self.edit.setFixedSize(24, 24)
        self.here = KeyButton("", size="row")
        self.here.setProperty("kind", "slot")
        self.room = text("", "help", "ink2")
        self.room.setProperty("box", "slot")
        self._body, self._foot = QVBoxLayout(), _Foot()
        self._body.setContentsMargins(5, 4, 5, 4)
        self._body.setSpacing(0)
        self._build()
        self.edit.clicked.connect(lambda: self.edit_asked.emit(self.group_id))
        self.here.clicked.connect(lambda: self.place_asked.emit(self.group_id))

    def show_group(
        self, board: Board, group: BoardGroup, findings: Sequence[Finding], rows: list[SupportRow]
    ) -> None:
        """The group as it is now; ``rows`` are its pupils, in list order."""
        most = board.block.limits.largest
        self.title.setText(group.name)
        self.count.setText(_("{n} of {most}").format(n=len(group.pupils), most=most))
        self.lead.setText(lead_text(board, group))
        self.hours.setText(hours_text(group.weekly_minutes))
        self.edit.setVisible(not board.block.is_fixed)
        self._show_rows(rows)
        parts = (group.name, self.count.text(), self.lead.text(), room_text(board, group))
        self.setAccessibleName(", ".join(part for part in (*parts, self.hours.text()) if part))
        self.setToolTip("\n".join(part for part in (group.name, *parts[2:]) if part))
        stops = [one for one in findings if one.stops and group.id in one.groups]
        is_full = len(group.pupils) == most
        if stops:
            shown = stops[0].short or stops[0].words
            more = _(" (and {n} more)").format(n=len(stops) - 1) if len(stops) > 1 else ""
            self._foot.show_words(shown + more, "err", "\n".join(one.words for one in stops))
        elif is_full:
            self._foot.show_words(_("Full, and it fits"), "ok", "")
        else:
            self._foot.hide()
        self.setProperty("tone", "err" if stops else "")
        restyle(self)
        left = most - len(group.pupils)
        words = ngettext("room for {n} more", "room for {n} more", left).format(n=left)
        self.room.setText(words)
        self._has_room = left > 0 and not stops
        self.offer(None)

    def offer(self, child: Child | None) -> None:
        """Room for the pupil who is chosen, or for whoever comes."""
        self.here.setVisible(child is not None)
        if child is not None:
            self.here.setText(_("Put {name} here").format(name=child.call_name))
        self.room.setVisible(child is None and self._has_room)

    def _show_rows(self, rows: list[SupportRow]) -> None:
        for old in self.rows:
            self._body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = rows
        for place, row in enumerate(rows):
            self._body.insertWidget(place, row)
            row.show()  # at once: it may get the focus

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for line, first, second in (
            (above, self.title, self.count),
            (below, self.lead, self.hours),
        ):
            line.setSpacing(8)
            line.addWidget(first, 1)
            line.addWidget(second)
        above.addWidget(self.edit)
        head = QVBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(0)
        head.addLayout(above)
        head.addLayout(below)
        below.setContentsMargins(0, 0, 4, 0)
        for slot in (self.here, self.room):
            self._body.addWidget(slot)
        self._body.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addLayout(self._body, 1)
        column.addWidget(self._foot)


class _Foot(QFrame):
    """What is wrong, or that nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "cardFoot")
        self._picture, self._words = Picture("check", "accent", 16), ElidedLabel("", "label")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._words, 1)
        self.hide()

    def show_words(self, words: str, tone: str, whole: str) -> None:
        """``tone``: "ok" or "err"."""
        ink = "accent" if tone == "ok" else "err"
        self._picture.set_icon("check" if tone == "ok" else "circle-x", ink)
        self._words.setProperty("tone", ink)
        self._words.setText(words)
        self.setToolTip(whole)
        self.setProperty("tone", tone)
        restyle(self)
        restyle(self._words)
        self.show()


def lead_text(board: Board, group: BoardGroup) -> str:
    """Who leads it, and when."""
    name = board.staff_names.get(group.staff_id, "") if group.staff_id else ""
    slots = [board.slots[at] for at in group.periods if at in board.slots]
    times = moments(slots) or (_("no time yet") if board.periods else "")
    return " · ".join(part for part in (name or _("nobody yet"), times) if part)


def room_text(board: Board, group: BoardGroup) -> str:
    """Where it sits; empty when nobody said."""
    return next((room.name for room in board.rooms if room.id == group.room_id), "")
