"""The dialogs of the page of support groups, each opened with what it has to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_findings import Move, changed
from npo_desktop.proposals.support.board_load import activities_of, load_of
from npo_desktop.proposals.support.board_words import load_text
from npo_desktop.proposals.support.obstacle_words import load_text as warning_text
from npo_desktop.proposals.support.support_board import Board, DayOff, NewBlock
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.support.blocks import block_list
from npo_desktop.queries.support.support_groups import (
    group_draft,
    pair_rules,
    set_consent,
    set_pair,
)
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.support.support_block import BlockKnown, SupportBlockDialog, usual_block
from ui.support.support_consent import SupportConsentDialog
from ui.support.support_group import SupportGroupDialog
from ui.support.support_pairs import SupportPairsDialog
from ui.support.support_writing import SupportWriting

if TYPE_CHECKING:
    from ui.app import App


class SupportAsks:
    """Asks, and has ``writing`` keep what was answered."""

    def __init__(self, app: App, writing: SupportWriting, page: QWidget) -> None:
        self._app, self._writing, self._page = app, writing, page

    def new_block(self, round_id: UUID, then: Callable[[UUID], None]) -> None:
        """A block that rests on this round."""
        with self._app.reading() as session:
            taken = {block.name for block in block_list(session, round_id)}
        known = self._known()
        words = _("Block {n}")
        name = next(name for n in range(1, 99) if (name := words.format(n=n)) not in taken)
        block = usual_block(round_id, name, today(), known.days_off, ())

        def keep(new: NewBlock) -> None:
            then(self._writing.add_block(new))

        SupportBlockDialog(known, block, keep, self._page, is_new=True).open()

    def change_block(self, board: Board) -> None:
        """Its name, dates and limits."""

        def keep(new: NewBlock) -> None:
            self._writing.change_block(board.block.id, new)

        SupportBlockDialog(self._known(), board.block, keep, self._page, is_new=False).open()

    def remove_block(self, board: Board) -> None:
        """A concept, with its groups."""
        ConfirmDialog(
            _("Remove {name}?").format(name=board.block.name),
            _("Its groups go with it. No plans were made from it yet."),
            _("Remove this block"),
            lambda: self._writing.remove_block(board.block.id),
            self._page,
        ).open()

    def new_group(self, board: Board) -> None:
        """A group by hand."""
        SupportGroupDialog(
            board, None, lambda draft: self._writing.add(board.block.id, draft), self._page
        ).open()

    def change_group(self, board: Board, group_id: UUID) -> None:
        """A group as it is now."""
        with self._app.reading() as session:
            draft = group_draft(session, group_id)
        SupportGroupDialog(
            board,
            draft,
            lambda new: self._writing.change(group_id, new),
            self._page,
            remove=lambda: self._writing.remove(group_id),
        ).open()

    def consent(self, board: Board, pupils: tuple[UUID, ...] = ()) -> None:
        """What parents said; of these, or of everybody who needs a place or has one."""
        children = [
            child
            for child in board.children.values()
            if (child.id in pupils if pupils else child.wants or child.id in board.homes)
        ]
        SupportConsentDialog(children, self._keep_consent, self._page).open()

    def pairs(self, board: Board) -> None:
        """Who must be apart or together."""
        with self._app.reading() as session:
            rules = pair_rules(session)
        children = sorted(board.children.values(), key=lambda child: child.name)
        SupportPairsDialog(children, rules, self._keep_pairs, self._page).open()

    def move(self, board: Board, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None) -> None:
        """Move a pupil; first a question when more lands on this child than before is too much."""

        def go() -> None:
            self._writing.move(pupil_id, from_id, to_id)

        without = changed(board, Move(pupil_id, from_id, None)) if from_id else board
        if to_id is None:
            go()
            return
        load = load_of(without, pupil_id, board.group(to_id))
        if not set(load.warnings) - set(load_of(board, pupil_id).warnings):
            go()
            return
        after = changed(without, Move(pupil_id, None, to_id))
        child = board.children[pupil_id]
        ConfirmDialog(
            warning_text(load.warnings[0]),
            load_text(replace(load, warnings=load.warnings[1:]), activities_of(after, pupil_id)),
            _("Put {name} here all the same").format(name=child.call_name),
            go,
            self._page,
        ).open()

    def _keep_consent(self, said: Mapping[UUID, bool | None]) -> None:
        app = self._app
        with app.writing(Topic.PLANS) as session:
            before = set_consent(session, said)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                set_consent(session, before)

        app.say(_("What the parents said is noted."), undo=undo)

    def _keep_pairs(self, rules: Mapping[tuple[UUID, UUID], str | None]) -> None:
        app = self._app
        with app.writing(Topic.PLANS) as session:
            before = [set_pair(session, *pair, kind) for pair, kind in rules.items()]

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                for pair, kind in before:
                    set_pair(session, *pair, kind)

        app.say(_("The rules are kept."), undo=undo)

    def _known(self) -> BlockKnown:
        with self._app.reading() as session:
            days_off = [
                DayOff(one.name, one.starts_on, one.ends_on) for one in holiday_list(session)
            ]
            return BlockKnown(days_off, group_list(session, school_year_of(today())))
