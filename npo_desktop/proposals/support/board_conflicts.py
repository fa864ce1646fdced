"""What is wrong with a board of support groups, worked out after every change. Pure.

Each check is a function and stands in ``CHECKS``. Source: SCORING.md, section 8; issue 5, point 8.
"""

from collections.abc import Iterator
from uuid import UUID

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.school_weeks import holiday_on
from npo_desktop.proposals.support.board_bookings import STAFF_CHECKS, TIME_CHECKS, other_room
from npo_desktop.proposals.support.board_findings import (
    AskConsent,
    Check,
    Drop,
    Finding,
    Kind,
    Move,
    Remedy,
    take_out_remedy,
)
from npo_desktop.proposals.support.board_load import heavy_loads
from npo_desktop.proposals.support.board_question import has_consent
from npo_desktop.proposals.support.board_words import hours_text
from npo_desktop.proposals.support.obstacle_words import load_text as warning_text
from npo_desktop.proposals.support.support_board import Board, BoardGroup


def findings(board: Board) -> tuple[Finding, ...]:
    """Everything that is wrong or asks for attention; first what stops the block."""
    found = [finding for check in CHECKS for finding in check(board)]
    return tuple(sorted(found, key=lambda finding: not finding.stops))


def _totals(board: Board) -> Iterator[Finding]:
    """More hours or money than there are together."""
    used, most = sum(group.weekly_minutes for group in board.groups), board.block.weekly_minutes
    if most is not None and used > most:
        words = _("All groups together take {used} a week; there are {most}.").format(
            used=hours_text(used), most=hours_text(most)
        )
        yield Finding(Kind.ALL_HOURS, True, words)
    cost = sum(group.material_usd for group in board.groups)
    if board.budget is not None and cost > board.budget:
        words = _("The material costs ${cost}; there is ${most}.").format(
            cost=number(cost), most=number(board.budget)
        )
        yield Finding(Kind.MONEY, True, words)


def _apart(board: Board) -> Iterator[Finding]:
    """Who must not be with whom."""
    for first, second in sorted(board.apart, key=str):
        for group in board.groups:
            if first in group.pupils and second in group.pupils and _known(board, first, second):
                names = _two_names(board, first, second)
                words = _("{names} must not be together in {group}.").format(
                    names=names, group=group.name
                )
                short = _("{names} must be apart").format(names=names)
                out = second if first in group.pinned else first
                mend = take_out_remedy(board, out, group)
                ids = (group.id,)
                yield Finding(Kind.APART, True, words, short, ids, (first, second), mend)


def _together(board: Board) -> Iterator[Finding]:
    """Who must be with whom."""
    for first, second in sorted(board.together, key=str):
        homes, others = board.homes.get(first, ()), board.homes.get(second, ())
        if (homes or others) and not set(homes) & set(others) and _known(board, first, second):
            words = _("{names} must be in one group.").format(
                names=_two_names(board, first, second)
            )
            to, who = (homes[0], second) if homes else (others[0], first)
            mend = _join_remedy(board, who, to)
            yield Finding(Kind.TOGETHER, True, words, "", (), (first, second), mend)


def _join_remedy(board: Board, pupil: UUID, group: BoardGroup) -> Remedy | None:
    if len(group.pupils) >= board.block.limits.largest:
        return None
    words = _("Put {name} in {group}").format(
        name=board.children[pupil].call_name, group=group.name
    )
    home = board.homes.get(pupil, ())
    return Remedy(words, Move(pupil, home[0].id if len(home) == 1 else None, group.id))


def _sizes(board: Board) -> Iterator[Finding]:
    """Too many, too few, too far apart, too little room."""
    limits = board.block.limits
    for group in board.groups:
        n, ids = len(group.pupils), (group.id,)
        mend: Remedy | None = None
        if n == 0:
            words = _("Nobody is in {group}.").format(group=group.name)
            mend = Remedy(_("Remove this group"), Drop(group.id))
            yield Finding(Kind.EMPTY, True, words, _("nobody is in it"), ids, (), mend)
        elif n > limits.largest:
            words = _("{group} has {n} pupils; the most is {most}.").format(
                group=group.name, n=n, most=limits.largest
            )
            loose = [pupil for pupil in group.pupils if pupil not in group.pinned]
            last = [pupil for pupil in loose if pupil in board.children][-1:]
            mend = take_out_remedy(board, last[0], group) if last else None
            short = _("{n} too many").format(n=n - limits.largest)
            yield Finding(Kind.TOO_MANY, True, words, short, ids, (), mend)
        elif n < limits.smallest:
            words = _("{group} has {n} of at least {least} pupils.").format(
                group=group.name, n=n, least=limits.smallest
            )
            yield Finding(Kind.TOO_FEW, False, words, "", ids)
        room = next((one for one in board.rooms if one.id == group.room_id), None)
        if room and room.seats is not None and n > room.seats:
            words = _("{room} has {seats} places; {group} has {n} pupils.").format(
                room=room.name, seats=room.seats, group=group.name, n=n
            )
            mend = other_room(board, group)
            yield Finding(Kind.SEATS, True, words, _("too little room"), ids, (), mend)
        if (spread := _spread(board, group)) is not None:
            yield spread


def _spread(board: Board, group: BoardGroup) -> Finding | None:
    graded = {
        pupil: board.children[pupil].grade or 0
        for pupil in group.pupils
        if pupil in board.children and board.children[pupil].grade is not None
    }
    most = board.block.limits.grade_spread
    if not graded or max(graded.values()) - min(graded.values()) <= most:
        return None
    low, high = min(graded.values()), max(graded.values())
    words = _("{group} runs from year group {low} to {high}; at most {most} apart.").format(
        group=group.name, low=low, high=high, most=most
    )
    middle = sorted(graded.values())[len(graded) // 2]
    far = max(graded, key=lambda pupil: abs(graded[pupil] - middle))
    short = _("year groups {low} to {high}").format(low=low, high=high)
    mend = take_out_remedy(board, far, group)
    return Finding(Kind.SPREAD, True, words, short, (group.id,), (far,), mend)


def _consent(board: Board) -> Iterator[Finding]:
    """Parents who said no, or were not asked where the block asks for it; children who left."""
    unasked: list[UUID] = []
    for group in board.groups:
        for pupil in group.pupils:
            child = board.children.get(pupil)
            if child is None:
                continue
            out = take_out_remedy(board, pupil, group)
            ids, who = (group.id,), (pupil,)
            if child.has_left:
                words = _("{name} has left the school, and is in {group}.").format(
                    name=child.name, group=group.name
                )
                short = _("{name} has left").format(name=child.call_name)
                yield Finding(Kind.LEFT, True, words, short, ids, who, out)
            elif child.consent is False:
                words = _("The parents of {name} do not agree with a group.").format(
                    name=child.name
                )
                short = _("{name}: no consent").format(name=child.call_name)
                yield Finding(Kind.REFUSED, True, words, short, ids, who, out)
            elif not has_consent(board, child):
                unasked.append(pupil)
    if unasked:
        each = tuple(dict.fromkeys(unasked))
        words = ngettext(
            "Of {n} pupil in a group it is not noted that the parents agree.",
            "Of {n} pupils in a group it is not noted that the parents agree.",
            len(each),
        ).format(n=len(each))
        mend = Remedy(_("Note what the parents said"), AskConsent(each))
        yield Finding(Kind.NOT_ASKED, True, words, "", (), each, mend)


def _dates(board: Board) -> Iterator[Finding]:
    """A block in the holidays."""
    block = board.block
    if board.weeks == 0:
        yield Finding(Kind.HOLIDAY, True, _("There is no week of school in this block."))
        return
    for day, words in (
        (block.starts_on, _("The block begins in the holidays.")),
        (block.ends_on, _("The block ends in the holidays.")),
    ):
        if holiday_on(day, board.days_off) is not None:
            yield Finding(Kind.HOLIDAY, False, words)


def _loads(board: Board) -> Iterator[Finding]:
    """What lands on one child."""
    for pupil, load in heavy_loads(board).items():
        name = board.children[pupil].name
        words = " ".join([f"{name}:", *(warning_text(warning) for warning in load.warnings)])
        ids = tuple(group.id for group in board.homes.get(pupil, ()))
        yield Finding(Kind.LOAD, False, words, "", ids, (pupil,))


def _known(board: Board, *pupils: UUID) -> bool:
    return all(pupil in board.children for pupil in pupils)


def _two_names(board: Board, first: UUID, second: UUID) -> str:
    return _("{first} and {second}").format(
        first=board.children[first].call_name, second=board.children[second].call_name
    )


CHECKS: tuple[Check, ...] = (
    *STAFF_CHECKS,
    _consent,
    _apart,
    _together,
    _sizes,
    *TIME_CHECKS,
    _totals,
    _dates,
    _loads,
)
