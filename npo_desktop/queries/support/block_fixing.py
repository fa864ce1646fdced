"""Fixing a block: from a concept to something that stands, with a plan for everybody in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.support.board_conflicts import findings
from npo_desktop.proposals.support.support_board import Board
from npo_desktop.queries.support.blocks import BlockBefore, block_before, put_block_back
from npo_desktop.queries.support.support_group_plans import (
    MadeForGroup,
    plan_for_support_group,
    undo_support_group_plans,
)
from npo_desktop.store.support_tables import Block


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing a block made: ``undo_fix`` takes it back."""

    before: BlockBefore
    made: tuple[MadeForGroup, ...]

    @property
    def plans(self) -> int:
        """How many plans of pupils were made now."""
        return sum(len(one.made) for one in self.made)

    @property
    def refused(self) -> dict[UUID, str]:
        """Pupils for whom none could be made, and why."""
        return {pupil: why for one in self.made for pupil, why in one.refused.items()}


def fix_block(
    session: Session, board: Board, content: Content, dossiers: Mapping[UUID, Dossier]
) -> Fixed:
    """From now on it stands: a plan for every group, and a concept for every pupil in it.

    ``dossiers`` of the block's round, by pupil. Refused while anything stops it.
    """
    stopping = [finding.words for finding in findings(board) if finding.stops]
    if stopping:
        raise UserError(
            ngettext(
                "{n} thing must be solved first: {what}",
                "{n} things must be solved first: {what}",
                len(stopping),
            ).format(n=len(stopping), what=stopping[0]),
            _("Look at the list of conflicts at the right; each says what can be done."),
        )
    if not board.groups:
        raise UserError(
            _("There are no groups in this block yet."),
            _("Divide automatically, or make a group by hand."),
        )
    before = block_before(session, board.block.id)
    made = tuple(
        plan_for_support_group(session, group.id, content, dossiers, holidays=board.days_off)
        for group in board.groups
    )
    session.get_one(Block, board.block.id).state = "fixed"
    session.flush()
    return Fixed(before, made)


def undo_fix(session: Session, fixed: Fixed) -> None:
    """A concept again, without the plans that were made."""
    for made in fixed.made:
        undo_support_group_plans(session, made)
    put_block_back(session, fixed.before)


def reopen_block(session: Session, block_id: UUID) -> BlockBefore:
    """A concept again, to be changed; the plans that were made stay."""
    before = block_before(session, block_id)
    session.get_one(Block, block_id).state = "concept"
    session.flush()
    return before
