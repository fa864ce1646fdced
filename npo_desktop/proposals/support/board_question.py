"""The question for the solver, from the board as it stands. Pure."""

from datetime import time

from npo_desktop.proposals.support.question import (
    Offer,
    Period,
    Person,
    Pin,
    Question,
    Room,
    Standing,
    Wish,
)
from npo_desktop.proposals.support.support_board import Board, Child, Colleague, Slot

_LAST_MINUTE = 24 * 60 - 1
_PINNED = 1  # the score of a place somebody pinned where nothing was proposed


def question_of(board: Board) -> Question:
    """Who wants what, what is offered, by whom, when, within which limits; pins stay."""
    block, limits = board.block, board.block.limits
    total = block.weekly_minutes
    return Question(
        wishes=tuple(
            _wish(board, child)
            for child in board.children.values()
            if child.grade is not None  # else: named as such on the page
            if not child.has_left and (child.wants or child.id in board.homes)
        ),
        offers=_offers(board),
        people=tuple(_person(board, person) for person in board.people),
        periods=tuple(_period(slot) for slot in board.periods),
        rooms=_rooms(board),
        staff_hours=None if total is None else total * board.weeks / 60,
        budget=board.budget,
        size=(limits.smallest, limits.largest),
        grade_spread=limits.grade_spread,
        apart=_pairs(board, board.apart),
        together=_pairs(board, board.together),
        standing=tuple(
            Standing(str(group.id), group.programme, tuple(str(p) for p in group.pupils))
            for group in board.groups
        ),
        pins=_pins(board),
    )


def has_consent(board: Board, child: Child) -> bool:
    """Whether this child may be placed, by what the parents said and what the block asks."""
    return bool(child.consent) or (child.consent is None and not board.block.limits.consent_first)


def _wish(board: Board, child: Child) -> Wish:
    scores = dict(child.scores)
    for group in board.homes.get(child.id, ()):
        if child.id in group.pinned:
            scores.setdefault(group.programme, _PINNED)
    return Wish(
        str(child.id),
        child.grade or 0,
        scores,
        dict(child.reds),
        has_consent(board, child),
        frozenset(child.kept) | child.taken,
    )


def _offers(board: Board) -> tuple[Offer, ...]:
    return tuple(
        Offer(
            card.id,
            card.sessions_per_week,
            card.minutes,
            max(1, board.weeks),
            card.material_usd,
            frozenset(
                str(id)
                for id in (
                    *(person.id for person in board.people if card.id in person.skills),
                    *board.trained.get(card.id, ()),
                )
            ),
        )
        for card in board.cards.values()
    )


def _person(board: Board, person: Colleague) -> Person:
    left = max(0, person.weekly_minutes - person.other_minutes)
    if person.periods is None and not person.taken:
        return Person(str(person.id), left)
    free = frozenset(slot.id for slot in board.periods if person.is_free(slot.id))
    return Person(str(person.id), left, free)


def _period(slot: Slot) -> Period:
    return Period(slot.id, slot.weekday - 1, _clock(slot.starts_at), _clock(slot.ends_at))


def _rooms(board: Board) -> tuple[Room, ...] | None:
    """Those that hold the largest group; where none does, all: who sits where is then looked at."""
    most = board.block.limits.largest
    large = [room for room in board.rooms if room.seats is None or room.seats >= most]
    return tuple(Room(str(room.id)) for room in large or board.rooms) or None


def _clock(minutes: int) -> time:
    return time(*divmod(min(minutes, _LAST_MINUTE), 60))


def _pins(board: Board) -> tuple[Pin, ...]:
    """The first pin of a child in two groups is the solver's; the second stays where it is."""
    pins: dict[str, Pin] = {}
    for group in board.groups:
        for pupil in group.pupils:
            if pupil in group.pinned:
                pins.setdefault(str(pupil), Pin(str(pupil), str(group.id)))
    return tuple(pins.values())


def _pairs(board: Board, pairs: frozenset[tuple[object, object]]) -> frozenset[tuple[str, str]]:
    known = {str(pupil) for pupil in board.children}
    found = ((str(first), str(second)) for first, second in pairs)
    return frozenset(pair for pair in found if known.issuperset(pair))
