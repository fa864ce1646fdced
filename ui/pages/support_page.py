"""Support groups and hours: who gets what together, from whom and when. Pinned places stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_conflicts import findings
from npo_desktop.proposals.support.board_findings import AskConsent, Finding
from npo_desktop.proposals.support.board_needs import Needs
from npo_desktop.proposals.support.board_suggestion import Suggestion, suggest_group
from npo_desktop.proposals.support.support_board import BlockFacts, Board, BoardGroup
from npo_desktop.proposals.support.support_groups import Arrangement
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.support.blocks import block_list
from npo_desktop.queries.support.hours import colleague_hours
from npo_desktop.queries.support.support_board import board_of
from ui.app import Topic
from ui.pages.page import Page
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.support.support_asks import SupportAsks
from ui.support.support_head import SupportHead
from ui.support.support_missing import NEW_BLOCK, what_is_missing
from ui.support.support_saving import SupportSaving
from ui.support.support_solver import SupportSolver, conflict_texts, reached_text
from ui.support.support_view import SupportView
from ui.support.support_writing import SupportWriting
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App, Session


class SupportPage(Page):
    """``show_args(block_id)``; none: the last block of the round in view."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL
    shows_find = False

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self.solver, self.writing = SupportSolver(app), SupportWriting(app)
        self.asks, self.saving = SupportAsks(app, self.writing, self), SupportSaving(app, self)
        self.board: Board | None = None
        self.found: tuple[Finding, ...] = ()
        self._block_id: UUID | None = None
        self._blocks: list[BlockFacts] = []
        self._needs: Mapping[UUID, Needs] | None = None
        self._has_people = False
        self._classes: dict[UUID, str] = {}
        self._reached = ""  # by the last division, as long as its groups stand
        self._divided: tuple[BoardGroup, ...] | None = None
        self.head, self.view = SupportHead(self), SupportView(dict(app.content.subscales))
        self.go = KeyButton("", kind="primary")
        self.empty = EmptyState("puzzle", "", "", self.go)
        self._where = ""  # what the button of the empty state opens
        column = self.column(0)
        column.addWidget(self.view)
        column.addWidget(self.empty)
        self.view.hide()
        self._connect()

    def title(self) -> str:
        return _("Support groups and hours")

    def crumb(self) -> str:
        if self.board is None:
            return self.dossiers.scored.round.name if self.dossiers.scored else ""
        block = self.board.block
        span = _("{first} to {last}").format(
            first=date_text(block.starts_on), last=date_text(block.ends_on)
        )
        classes = [self._classes[id] for id in block.limits.classes if id in self._classes]
        return " · ".join([block.name, span, ", ".join(classes) or _("all classes")])

    def head_actions(self) -> Sequence[QWidget]:
        return self.head.widgets(self.board)

    def first_focus(self) -> QWidget | None:
        if self.view.isHidden():
            return self.go
        rows = self.view.waiting.rows
        return rows[0] if rows else self.view.waiting.divide

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            self._block_id = args[0]
            self.renew()

    def go_back(self) -> bool:
        was_chosen = self.view.chosen is not None
        self.view.choose(None)
        return was_chosen

    def refresh(self) -> None:
        if self.solver.is_dividing:
            return  # what comes of it is shown when it is there
        self.dossiers.load()
        with self.app.reading() as session:
            self.board = self._read(session)
        if self.board is not None and (self.board.people or self.board.groups):
            self._show_board(self.board)
        else:
            self._show_empty()

    def divide(self) -> None:
        """Divide automatically around the pins; taken back in one step."""
        board = self.board
        if board is None or board.block.is_fixed or self.solver.is_dividing:
            return

        def keep(arrangement: Arrangement) -> None:
            self.solver.is_dividing = False
            self.writing.keep(board.block.id, arrangement)
            self._reached, self._divided = reached_text(arrangement), None
            if conflicts := conflict_texts(board, arrangement):
                self.app.say(
                    _("Not every wish could be kept."),
                    " ".join(conflicts),
                    undo=self.writing.taking_back(),
                    warns=True,
                )

        self.view.setEnabled(False)
        self.solver.divide(board, keep, self._end_dividing)

    def _end_dividing(self) -> None:
        self.view.setEnabled(True)
        self.renew()
        self.view.waiting.divide.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, session: Session) -> Board | None:
        self._blocks = block_list(session)
        scored = self.dossiers.scored
        if scored is None:
            self.head.show_blocks((), None)
            return None
        year = school_year_of(scored.round.starts_on)
        self._classes = {one.id: one.name for one in group_list(session, year)}
        mine = [block for block in self._blocks if block.round_id == scored.round.id]
        chosen = next((block for block in mine if block.id == self._block_id), None)
        block = chosen or (mine[-1] if mine else None)
        self._block_id = block.id if block else None
        self.head.show_blocks(self._blocks, block)
        self._needs = self.solver.look(session, scored)
        self._has_people = any(one.weekly_minutes > 0 for one in colleague_hours(session))
        if self._needs is None or block is None:
            return None
        return board_of(session, self.app.content.catalogue, block.id, self._needs)

    def _show_board(self, board: Board) -> None:
        self.found = findings(board)
        suggestion = None if board.block.is_fixed else suggest_group(board)
        self.view.show_board(board, self.found, suggestion)
        self._divided = board.groups if self._divided is None else self._divided
        stands = board.groups == self._divided and not board.block.is_fixed
        self.view.waiting.show_reached(self._reached if stands else "")
        self.head.show_state(board, sum(finding.stops for finding in self.found))
        self.view.show()
        self.empty.hide()

    def _show_empty(self) -> None:
        """What is missing, and where it is filled in."""
        missing = what_is_missing(
            is_ready=self.dossiers.is_ready,
            has_round=self.dossiers.scored is not None,
            needs=self._needs,
            has_people=self._has_people,
        )
        self.view.hide()
        self.empty.show()
        self.empty.set_text(missing.title, missing.words)
        self._where = missing.where
        self.go.setText(missing.button)
        self.go.setVisible(bool(missing.button))

    def _choose_block(self, block_id: UUID) -> None:
        self._block_id = block_id
        block = next((one for one in self._blocks if one.id == block_id), None)
        if block is not None:
            self.app.choose_round(block.round_id)
        self.renew()

    def _new_block(self) -> None:
        if self.dossiers.scored is not None:
            self.asks.new_block(self.dossiers.scored.round.id, self.show_args)

    def _fix(self) -> None:
        if self.board is not None and self.dossiers.scored is not None:
            self.writing.fix(self.board, self.dossiers.scored)

    def _mend(self, finding: Finding) -> None:
        remedy = finding.remedy
        if remedy is not None and isinstance(remedy.change, AskConsent):
            if self.board is not None:
                self.asks.consent(self.board, remedy.change.pupils)
        else:
            self.writing.mend(finding)

    def _ask(self, word: str) -> None:
        """An entry of the menu."""
        board = self.board
        if word == "hours":
            self.app.open("hours")
        elif board is not None and word == "reopen":
            self.writing.reopen(board.block.id)
        elif board is not None:
            {
                "block": self.asks.change_block,
                "consent": self.asks.consent,
                "pairs": self.asks.pairs,
                "remove": self.asks.remove_block,
            }[word](board)

    def _go(self) -> None:
        if self._where == NEW_BLOCK:
            self._new_block()
        else:
            self.app.open(self._where)

    def _agree(self, suggestion: Suggestion) -> None:
        if self.board is not None:
            self.writing.agree(self.board.block.id, suggestion)

    def _new_group(self) -> None:
        if self.board is not None:
            self.asks.new_group(self.board)

    def _edit(self, group_id: UUID) -> None:
        if self.board is not None:
            self.asks.change_group(self.board, group_id)

    def _move(self, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None) -> None:
        if self.board is not None:
            self.asks.move(self.board, pupil_id, from_id, to_id)

    def _pin(self, pupil_id: UUID, group_id: UUID, is_pinned: bool) -> None:
        self.writing.pin(pupil_id, group_id, is_pinned=is_pinned)

    def _undo(self) -> None:
        if self.writing.can_undo and not self.solver.is_dividing:
            self.writing.undo()
            self.app.say(_("The last step is taken back."))

    def _save_sheet(self) -> None:
        if self.board is not None:
            self.saving.ask(self.board)

    def _connect(self) -> None:
        view, head = self.view, self.head
        view.move_asked.connect(self._move)
        view.pin_asked.connect(self._pin)
        view.edit_asked.connect(self._edit)
        view.side.mended.connect(self._mend)
        view.side.hours_asked.connect(lambda: self.app.open("hours"))
        view.waiting.divide.clicked.connect(self.divide)
        view.canvas.new_group.asked.connect(self._new_group)
        view.canvas.new_group.agreed.connect(self._agree)
        head.block_chosen.connect(self._choose_block)
        head.new_asked.connect(self._new_block)
        head.asked.connect(self._ask)
        head.sheet.clicked.connect(self._save_sheet)
        head.fix.clicked.connect(self._fix)
        self.go.clicked.connect(self._go)
        self.dossiers.loaded.connect(self.renew)
        self.solver.loaded.connect(self.renew)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self._undo)
