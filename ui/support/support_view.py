"""The board on the screen: who has no place, the groups, hours and conflicts; one pupil chosen."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.support.board_findings import Finding
from npo_desktop.proposals.support.board_load import activities_of, load_of
from npo_desktop.proposals.support.board_question import has_consent
from npo_desktop.proposals.support.board_suggestion import Suggestion
from npo_desktop.proposals.support.board_words import load_text, obstacle_short
from npo_desktop.proposals.support.obstacle_words import obstacle_hint, obstacle_text
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Child
from ui.support.support_canvas import SupportCanvas
from ui.support.support_card import SupportCard
from ui.support.support_row import SupportRow
from ui.support.support_side import SupportSide
from ui.support.support_waiting import SupportWaiting

MOST_NEEDS = 2  # named in a row of the waiting


class SupportView(QWidget):
    """Asks, and writes nothing: what is asked goes to the page."""

    move_asked = Signal(object, object, object)  # pupil, out of which group, into which
    pin_asked = Signal(object, object, bool)  # pupil, group, to be pinned
    edit_asked = Signal(object)  # a group

    def __init__(self, names: dict[str, SubscaleNames], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.board: Board | None = None
        self.chosen: SupportRow | None = None
        self._follow: UUID | None = None  # whose row gets the focus after the next change
        self.waiting, self.canvas, self.side = SupportWaiting(), SupportCanvas(), SupportSide()
        middle = QVBoxLayout()
        middle.addWidget(self.canvas)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.waiting)
        line.addLayout(middle, 1)
        line.addWidget(self.side)
        self.waiting.dropped.connect(self._drop)
        self.canvas.card_made.connect(self._connect_card)

    def show_board(
        self, board: Board, findings: Sequence[Finding], suggestion: Suggestion | None
    ) -> None:
        """Everything as it is now; who was chosen is chosen still."""
        follow = self._follow or self._focused()
        chosen = self.chosen.pupil_id if self.chosen else None
        self.board, self.chosen, self._follow = board, None, None
        self.waiting.show_rows(board, [self._waiting_row(board, one) for one in board.waiting])
        self.canvas.show_board(board, findings, lambda group: self._group_rows(board, group))
        self.canvas.new_group.suggest(board, suggestion)
        self.side.show_board(board, findings)
        if follow is not None and (row := self.row_of(follow)) is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
        row = self.row_of(chosen) if chosen is not None else None
        self.choose(row if row is not None and row.group_id is None else None)  # else: has a place

    def row_of(self, pupil_id: UUID, group_id: UUID | None = None) -> SupportRow | None:
        """Where a pupil stands; in this group, if one is named."""
        rows = [row for rows in self._lists() for row in rows if row.pupil_id == pupil_id]
        return next((row for row in rows if group_id in (None, row.group_id)), None)

    def choose(self, row: SupportRow | None) -> None:
        """One pupil at a time; the same again: nobody."""
        if self.chosen is not None and self.chosen is not row:
            self.chosen.setChecked(False)
        self.chosen = row
        if row is not None:
            row.setChecked(True)
        self._offer()

    def follow(self, pupil_id: UUID) -> None:
        """After the next change the focus goes with this pupil."""
        self._follow = pupil_id

    def group_menu(self, row: SupportRow) -> QMenu:
        """Every group this pupil could go to, with a number to press; those that suit first."""
        assert self.board is not None
        menu, child = QMenu(self), self.board.children[row.pupil_id]
        menu.setAccessibleName(_("Choose a group for {name}").format(name=child.name))
        others = [group for group in self.board.groups if row.pupil_id not in group.pupils]
        others.sort(key=lambda group: -child.scores.get(group.programme, 0))
        for number, group in enumerate(others, 1):
            words = self._group_words(group, child)
            entry = menu.addAction(f"&{number}  {words}" if number < 10 else words)
            entry.triggered.connect(
                lambda _on=False, to=group.id: self._move(row.pupil_id, row.group_id, to)
            )
        if row.group_id is not None:
            self._add_other_ways(menu, row, others)
        return menu

    def _add_other_ways(self, menu: QMenu, row: SupportRow, others: list[BoardGroup]) -> None:
        second = menu.addMenu(_("A second group as well"))
        for group in others:
            entry = second.addAction(group.name)
            entry.triggered.connect(
                lambda _on=False, to=group.id: self._move(row.pupil_id, None, to)
            )
        menu.addSeparator()
        out = menu.addAction(_("Take out of the group"))
        out.triggered.connect(lambda: self._move(row.pupil_id, row.group_id, None))

    def _group_words(self, group: BoardGroup, child: Child) -> str:
        suits = "" if child.scores.get(group.programme, 0) > 0 else _(" · not proposed")
        assert self.board is not None
        most = self.board.block.limits.largest
        count = _("{n} of {most}").format(n=len(group.pupils), most=most)
        return f"{group.name}  ({count}){suits}"

    def _waiting_row(self, board: Board, child: Child) -> SupportRow:
        needs = [self._subscale(code) for code in child.stands_out[:MOST_NEEDS]]
        reason = board.reasons.get(child.id) or _plain_reason(board, child)
        told = reason or not needs  # what stops it, else what it is for
        why = obstacle_short(reason) if told else ", ".join(needs)
        row = SupportRow(child.id, child.name, child.band, why=why)
        stop = [obstacle_text(Obstacle(reason)), obstacle_hint(Obstacle(reason))] if reason else []
        tips = [child.name, child.class_name, ", ".join(needs), *stop]
        return self._dressed(board, row, "\n".join(tip for tip in tips if tip), is_pinned=False)

    def _group_rows(self, board: Board, group: BoardGroup) -> list[SupportRow]:
        rows = []
        for pupil in group.pupils:
            if (child := board.children.get(pupil)) is not None:
                band = child.band_for(group.programme)
                row = SupportRow(pupil, child.name, band, group_id=group.id)
                pinned = pupil in group.pinned
                rows.append(self._dressed(board, row, child.class_name, is_pinned=pinned))
        return rows

    def _dressed(self, board: Board, row: SupportRow, tip: str, *, is_pinned: bool) -> SupportRow:
        load = load_of(board, row.pupil_id)
        told = load_text(load, activities_of(board, row.pupil_id)) if load.things else ""
        row.mark(is_pinned=is_pinned, is_heavy=bool(load.warnings), tip=f"{tip}\n{told}".strip())
        row.can_move = not board.block.is_fixed
        row.clicked.connect(lambda: self.choose(row if row.isChecked() else None))
        row.keyed.connect(self._press)
        return row

    def _press(self, row: SupportRow, word: str) -> None:
        if word in ("up", "down", "left", "right"):
            self._walk(row, word)
        elif self.board is None or self.board.block.is_fixed:
            return
        elif word == "group":
            self.choose(row)
            menu = self.group_menu(row)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(row.mapToGlobal(row.rect().bottomLeft()))
        elif row.group_id is not None and word == "pin":
            self.follow(row.pupil_id)
            self.pin_asked.emit(row.pupil_id, row.group_id, not row.is_pinned)
        elif row.group_id is not None and word == "out":
            self._move(row.pupil_id, row.group_id, None)

    def _walk(self, row: SupportRow, word: str) -> None:
        lists = [rows for rows in self._lists() if rows]
        at = next(n for n, rows in enumerate(lists) if row in rows)
        place = lists[at].index(row)
        if word in ("up", "down"):
            place += 1 if word == "down" else -1
        else:
            at += 1 if word == "right" else -1
        if 0 <= at < len(lists) and place >= 0:
            rows = lists[at]
            if word in ("left", "right") or place < len(rows):
                rows[min(place, len(rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None) -> None:
        self.follow(pupil_id)
        self.move_asked.emit(pupil_id, from_id, to_id)

    def _drop(self, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None) -> None:
        if self.board is not None and not self.board.block.is_fixed and from_id != to_id:
            self._move(pupil_id, from_id, to_id)

    def _place_chosen(self, group_id: UUID) -> None:
        if self.chosen is not None:
            self._move(self.chosen.pupil_id, self.chosen.group_id, group_id)

    def _offer(self) -> None:
        """Where the one who is chosen could go: what suits, and has room."""
        board, chosen = self.board, self.chosen
        if board is None:
            return
        child = board.children.get(chosen.pupil_id) if chosen else None

        def suits(group_id: UUID) -> bool:
            group = board.group(group_id)
            return (
                child is not None
                and not board.block.is_fixed
                and child.id not in group.pupils
                and len(group.pupils) < board.block.limits.largest
                and child.scores.get(group.programme, 0) > 0
            )

        self.canvas.offer(child, suits)

    def _connect_card(self, card: SupportCard) -> None:
        card.dropped.connect(self._drop)
        card.place_asked.connect(self._place_chosen)
        card.edit_asked.connect(self.edit_asked)

    def _lists(self) -> list[list[SupportRow]]:
        return [self.waiting.rows, *(card.rows for card in self.canvas.cards.values())]

    def _focused(self) -> UUID | None:
        focus = QApplication.focusWidget()
        inside = isinstance(focus, SupportRow) and self.isAncestorOf(focus)
        return focus.pupil_id if isinstance(focus, SupportRow) and inside else None

    def _subscale(self, code: str) -> str:
        return pick(self._names[code].staff) if code in self._names else code


def _plain_reason(board: Board, child: Child) -> str:
    """What is certain without dividing; empty: nobody tried yet."""
    if child.grade is None:
        return Obstacle.NO_GRADE
    if not has_consent(board, child):
        return Obstacle.NO_CONSENT
    offered = [card for card in child.scores if child.scores[card] > 0 and card in board.cards]
    if not offered:
        return Obstacle.NO_PROGRAMME
    if not any(card in person.skills for card in offered for person in board.people):
        trained = any(board.trained.get(card) for card in offered)
        return Obstacle.TRAINED_NO_HOURS if trained else Obstacle.NOT_TRAINED
    return ""
