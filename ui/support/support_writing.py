"""Everything the page of support groups writes, and taking it back step by step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.support.board_findings import Finding
from npo_desktop.proposals.support.board_suggestion import Suggestion
from npo_desktop.proposals.support.support_board import Board, NewBlock
from npo_desktop.queries.support.block_fixing import Fixed, fix_block, reopen_block, undo_fix
from npo_desktop.queries.support.blocks import (
    BlockBefore,
    add_block,
    change_block,
    put_block_back,
    remove_block,
)
from npo_desktop.queries.support.support_groups import (
    GroupDraft,
    add_group,
    apply_change,
    change_group,
    keep_arrangement,
    move_pupil,
    pin_pupil,
    remove_group,
)
from ui.app import Topic

if TYPE_CHECKING:
    from npo_desktop.dossiers.round_scores import ScoredRound
    from npo_desktop.proposals.support.support_groups import Arrangement
    from ui.app import App, Session

MOST_STEPS = 100


class SupportWriting:
    """One step a write; ``undo`` takes the last one back, whichever block it was in."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._steps: list[BlockBefore | Fixed] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def move(self, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None) -> None:
        """From a group, or none, to another, or none."""
        self._write(lambda session: move_pupil(session, pupil_id, from_id, to_id))

    def pin(self, pupil_id: UUID, group_id: UUID, *, is_pinned: bool) -> None:
        """Dividing again leaves a pinned pupil there."""
        self._write(lambda session: pin_pupil(session, pupil_id, group_id, is_pinned=is_pinned))

    def add(self, block_id: UUID, draft: GroupDraft) -> None:
        """One more group."""
        self._write(lambda session: add_group(session, block_id, draft), _("Group made."))

    def agree(self, block_id: UUID, one: Suggestion) -> None:
        """The group that was suggested."""
        draft = GroupDraft(one.programme, staff_id=one.staff_id, periods=one.periods)
        self._write(
            lambda session: add_group(session, block_id, draft, one.pupils), _("Group made.")
        )

    def change(self, group_id: UUID, draft: GroupDraft) -> None:
        """Another name, card, colleague, room or other times."""
        self._write(lambda session: change_group(session, group_id, draft))

    def remove(self, group_id: UUID) -> None:
        """Its pupils have no place then."""
        self._write(lambda session: remove_group(session, group_id), _("Group removed."))

    def mend(self, finding: Finding) -> None:
        """Carry the remedy of a finding out."""
        if (remedy := finding.remedy) is not None:
            words = _("Done: {what}").format(what=remedy.words)
            self._write(lambda session: apply_change(session, remedy.change), words)

    def keep(self, block_id: UUID, arrangement: Arrangement) -> None:
        """The groups as they were divided."""
        n = sum(len(group.pupils) for group in arrangement.groups)
        words = ngettext("{n} pupil has a place.", "{n} pupils have a place.", n).format(n=n)
        self._write(lambda session: keep_arrangement(session, block_id, arrangement), words)

    def add_block(self, new: NewBlock) -> UUID:
        """A new block; its id."""
        made: list[UUID] = []

        def add(session: Session) -> BlockBefore:
            before = add_block(session, new)
            made.append(before.block_id)
            return before

        self._write(add)
        return made[0]

    def change_block(self, block_id: UUID, new: NewBlock) -> None:
        """Another name, other dates or limits."""
        self._write(lambda session: change_block(session, block_id, new))

    def remove_block(self, block_id: UUID) -> None:
        """A concept, with its groups."""
        self._write(lambda session: remove_block(session, block_id), _("Block removed."))

    def fix(self, board: Board, scored: ScoredRound) -> Fixed:
        """From now on it stands, with a plan for everybody in it."""
        content = self._app.content
        with self._app.writing(Topic.PLANS) as session:
            fixed = fix_block(session, board, content, scored.dossiers)
        self._steps.append(fixed)
        words = ngettext("{n} plan was made.", "{n} plans were made.", fixed.plans)
        told = [words.format(n=fixed.plans), *fixed.refused.values()]
        self._app.say(_("The block is fixed."), " ".join(told), self.taking_back())
        return fixed

    def reopen(self, block_id: UUID) -> None:
        """A concept again; the plans that were made stay."""
        words = _("The block is a concept again. The plans that were made stay.")
        self._write(lambda session: reopen_block(session, block_id), words)

    def undo(self) -> None:
        """Take the last step back."""
        if not self._steps:
            return
        step = self._steps.pop()
        with self._app.writing(Topic.PLANS) as session:
            if isinstance(step, Fixed):
                undo_fix(session, step)
            else:
                put_block_back(session, step)

    def _write(self, work: Callable[[Session], BlockBefore | None], words: str = "") -> None:
        with self._app.writing(Topic.PLANS) as session:
            before = work(session)
        if before is None:
            return
        self._steps = [*self._steps, before][-MOST_STEPS:]
        if words:
            self._app.say(words, undo=self.taking_back())

    def taking_back(self) -> Callable[[], None]:
        """Undo of this very step: pressed later, after others, those go back with it."""
        return partial(self._undo_to, len(self._steps) - 1)

    def _undo_to(self, count: int) -> None:
        while len(self._steps) > count:
            self.undo()
