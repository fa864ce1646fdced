"""How much lands on each child of a board, and would with one more group. Pure."""

from uuid import UUID

from npo_desktop.proposals.load_guard import Activity, Load, load_guard
from npo_desktop.proposals.support.support_board import BREAK, Board, BoardGroup


def activities_of(board: Board, pupil: UUID) -> list[Activity]:
    """Everything one child is in: groups of this block, and what there was already."""
    child = board.children[pupil]
    homes = board.homes.get(pupil, ())
    cards = (board.cards.get(group.programme) for group in homes)
    names = {*(group.name for group in homes), *(card.name for card in cards if card)}
    groups = [_activity(board, pupil, group) for group in homes]
    # A plan with the card of a group is the same thing on paper.
    return [*groups, *(one for one in child.activities if one.name not in names)]


def load_of(board: Board, pupil: UUID, more: BoardGroup | None = None) -> Load:
    """What one child carries in a week; ``more``: a group that is thought of."""
    planned = [] if more is None else [_activity(board, pupil, more)]
    nothing = Load(str(pupil), 0, 0, 0, 0, ())
    return load_guard(activities_of(board, pupil), planned).get(str(pupil), nothing)


def heavy_loads(board: Board) -> dict[UUID, Load]:
    """The children in a group on whom too much lands."""
    found = {pupil: load_of(board, pupil) for pupil in board.homes if pupil in board.children}
    return {pupil: load for pupil, load in found.items() if load.warnings}


def _activity(board: Board, pupil: UUID, group: BoardGroup) -> Activity:
    kept = board.children[pupil].kept
    breaks = sum(kept.get(period) == BREAK for period in group.periods)
    times = len(group.periods) or group.sessions_per_week
    return Activity(str(pupil), group.name, group.weekly_minutes, times - breaks, breaks)
