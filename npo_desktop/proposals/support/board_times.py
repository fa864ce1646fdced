"""Who is free when on a board of support groups, and who could lead what. Pure."""

from collections.abc import Iterator
from uuid import UUID

from npo_desktop.proposals.support.support_board import BREAK, Board, BoardGroup, Colleague, Slot


def at_once(board: Board, group: BoardGroup, slot: Slot) -> list[BoardGroup]:
    """The other groups that meet at this moment."""
    return [other for other, at in board.sessions(but=group.id) if at.meets(slot)]


def fits_at(board: Board, group: BoardGroup, slot: Slot) -> bool:
    """Whether the whole group, its colleague and its room are free then; no break is given up."""
    return (
        slot.minutes >= group.minutes
        and _staff_free(board, group, slot)
        and not any(_clash(group, other) for other in at_once(board, group, slot))
        and not any(misses(board, pupil, slot.id) for pupil in group.pupils)
    )


def misses(board: Board, pupil: UUID, period: str) -> bool:
    """Whether a child of the board is not to be taken out then."""
    child = board.children.get(pupil)
    return child is not None and (period in child.kept or period in child.taken)


def is_break(board: Board, group: BoardGroup, period: str) -> bool:
    """Whether anybody in it would give up a break."""
    children = (board.children[pupil] for pupil in group.pupils if pupil in board.children)
    return any(child.kept.get(period) == BREAK for child in children)


def other_times(board: Board, group: BoardGroup, instead_of: str) -> tuple[str, ...] | None:
    """The periods of a group with one replaced by a moment that suits all; the same day first."""
    kept = [at for at in group.periods if at != instead_of]
    found = _free_slot(board, group, kept, board.slots.get(instead_of))
    if found is None:
        return None
    return tuple(found.id if at == instead_of else at for at in group.periods)


def one_more_time(board: Board, group: BoardGroup) -> tuple[str, ...] | None:
    """The periods of a group and one more, on a day it has none yet if there is one."""
    found = _free_slot(board, group, list(group.periods), None)
    return None if found is None else (*group.periods, found.id)


def other_leads(board: Board, group: BoardGroup) -> Iterator[Colleague]:
    """Colleagues who are trained, have the hours and are free when the group meets."""
    for person in board.people:
        spare = person.weekly_minutes - board.minutes_of(person.id)
        busy = [
            at
            for other, at in board.sessions(but=group.id)
            if other.staff_id == person.id
            for period in group.periods
            if period in board.slots and at.meets(board.slots[period])
        ]
        if (
            person.id != group.staff_id
            and group.programme in person.skills
            and spare >= group.weekly_minutes
            and not busy
            and all(person.is_free(period) for period in group.periods)
        ):
            yield person


def _free_slot(board: Board, group: BoardGroup, kept: list[str], like: Slot | None) -> Slot | None:
    days = {board.slots[at].weekday for at in kept if at in board.slots}
    held = [board.slots[at] for at in kept if at in board.slots]

    def order(slot: Slot) -> tuple[bool, bool, int, int, int]:
        other_day = like is not None and slot.weekday != like.weekday
        apart = abs(slot.starts_at - like.starts_at) if like else 0
        return (slot.weekday in days, other_day, apart, slot.weekday, slot.starts_at)

    for slot in sorted(board.periods, key=order):
        is_other = like is None or slot.id != like.id
        if is_other and not any(slot.meets(one) for one in held) and fits_at(board, group, slot):
            return slot
    return None


def _staff_free(board: Board, group: BoardGroup, slot: Slot) -> bool:
    person = board.colleague(group.staff_id)
    return person is None or person.is_free(slot.id)


def _clash(group: BoardGroup, other: BoardGroup) -> bool:
    return bool(
        (group.staff_id is not None and group.staff_id == other.staff_id)
        or (group.room_id is not None and group.room_id == other.room_id)
        or set(group.pupils) & set(other.pupils)
    )
