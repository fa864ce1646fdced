"""What a finding about a board is, what may be done about it, and applying that. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from npo_desktop.formats import clock
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_times import other_leads, other_times
from npo_desktop.proposals.support.board_words import moment
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Slot


class Kind(StrEnum):
    """What is wrong. A word of data, for tests and marks."""

    CHILD_TWICE = "child_twice"
    STAFF_TWICE = "staff_twice"
    ROOM_TWICE = "room_twice"
    STAFF_HOURS = "staff_hours"
    ALL_HOURS = "all_hours"
    MONEY = "money"
    NO_STAFF = "no_staff"
    NOT_TRAINED = "not_trained"
    STAFF_AWAY = "staff_away"
    APART = "apart"
    TOGETHER = "together"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    EMPTY = "empty"
    SEATS = "seats"
    SPREAD = "spread"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    KEPT_LESSON = "kept_lesson"
    LOST_BREAK = "lost_break"
    SHORT = "short"
    NO_TIMES = "no_times"
    HOLIDAY = "holiday"
    LOAD = "load"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody else leads a group."""

    group_id: UUID
    staff_id: UUID


@dataclass(frozen=True, slots=True)
class Times:
    """A group meets at other moments."""

    group_id: UUID
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sit:
    """A group sits in another room."""

    group_id: UUID
    room_id: UUID


@dataclass(frozen=True, slots=True)
class Move:
    """A child goes from one group, or from none, to another, or to none."""

    pupil_id: UUID
    from_id: UUID | None
    to_id: UUID | None


@dataclass(frozen=True, slots=True)
class Drop:
    """A group goes."""

    group_id: UUID


@dataclass(frozen=True, slots=True)
class AskConsent:
    """What the parents say is to be noted: by a person."""

    pupils: tuple[UUID, ...]


Change = Lead | Times | Sit | Move | Drop | AskConsent


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing that mends it, in words for a link."""

    words: str
    change: Change


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a board; ``stops``: the block cannot be fixed like this."""

    kind: Kind
    stops: bool
    words: str
    short: str = ""  # for the foot of a group's card
    groups: tuple[UUID, ...] = ()
    pupils: tuple[UUID, ...] = ()
    remedy: Remedy | None = None


Check = Callable[[Board], Iterable[Finding]]


def changed(board: Board, change: Change) -> Board:
    """The board as it would be; what only a person can say changes nothing."""
    if isinstance(change, Lead):
        return board.with_group(replace(board.group(change.group_id), staff_id=change.staff_id))
    if isinstance(change, Times):
        return board.with_group(replace(board.group(change.group_id), periods=change.periods))
    if isinstance(change, Sit):
        return board.with_group(replace(board.group(change.group_id), room_id=change.room_id))
    if isinstance(change, Drop):
        return replace(board, groups=tuple(g for g in board.groups if g.id != change.group_id))
    if isinstance(change, Move):
        return _moved(board, change)
    return board


def other_time_remedy(board: Board, groups: Iterable[BoardGroup], slot: Slot) -> Remedy | None:
    """The first of these groups that can meet at another moment instead of about this one."""
    for group in groups:
        for period in group.periods:
            if period not in board.slots or not board.slots[period].meets(slot):
                continue
            if (times := other_times(board, group, period)) is not None:
                to = board.slots[times[group.periods.index(period)]]
                same_day = to.weekday == slot.weekday
                when = clock(to.starts_at) if same_day else moment(to)
                words = _("Put {group} at {when}").format(group=group.name, when=when)
                return Remedy(words, Times(group.id, times))
    return None


def other_lead_remedy(board: Board, groups: Iterable[BoardGroup]) -> Remedy | None:
    """The first of these groups that somebody else can lead."""
    for group in groups:
        for person in other_leads(board, group):
            words = _("Let {name} lead {group}").format(name=person.name, group=group.name)
            return Remedy(words, Lead(group.id, person.id))
    return None


def take_out_remedy(board: Board, pupil_id: UUID, group: BoardGroup) -> Remedy:
    """A child back to those without a place."""
    words = _("Take {name} out").format(name=board.children[pupil_id].call_name)
    return Remedy(words, Move(pupil_id, group.id, None))


def _moved(board: Board, move: Move) -> Board:
    if move.from_id is not None:
        group = board.group(move.from_id)
        pupils = tuple(pupil for pupil in group.pupils if pupil != move.pupil_id)
        board = board.with_group(
            replace(group, pupils=pupils, pinned=group.pinned - {move.pupil_id})
        )
    if move.to_id is not None:
        group = board.group(move.to_id)
        if move.pupil_id not in group.pupils:
            board = board.with_group(replace(group, pupils=(*group.pupils, move.pupil_id)))
    return board
