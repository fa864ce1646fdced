"""Findings about people, rooms and moments of a board of support groups. Pure."""

from collections.abc import Iterator
from itertools import combinations
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_findings import (
    Check,
    Finding,
    Kind,
    Remedy,
    Sit,
    Times,
    other_lead_remedy,
    other_time_remedy,
)
from npo_desktop.proposals.support.board_times import one_more_time
from npo_desktop.proposals.support.board_words import hours_text, moment
from npo_desktop.proposals.support.support_board import BREAK, Board, BoardGroup, Slot


def _double_bookings(board: Board) -> Iterator[Finding]:
    """A child, colleague or room that is wanted twice at one moment."""
    told: set[tuple[Kind, object, str]] = set()
    for (group, slot), (other, at) in combinations(list(board.sessions()), 2):
        if group.id == other.id or not slot.meets(at):
            continue
        for finding, key in _at_both(board, (group, other), slot):
            if (finding.kind, key, slot.id) not in told:
                told.add((finding.kind, key, slot.id))
                yield finding


def _at_both(
    board: Board, pair: tuple[BoardGroup, BoardGroup], slot: Slot
) -> Iterator[tuple[Finding, object]]:
    group, other = pair
    ids, when = (group.id, other.id), moment(slot)
    again = other_time_remedy(board, pair, slot)
    for pupil in set(group.pupils) & set(other.pupils):
        if (child := board.children.get(pupil)) is not None:
            words = _("{name} is in two groups at {when}: {first} and {second}.").format(
                name=child.name, when=when, first=group.name, second=other.name
            )
            short = _("{when}: {name} is double").format(when=when, name=child.call_name)
            yield Finding(Kind.CHILD_TWICE, True, words, short, ids, (pupil,), again), pupil
    if group.staff_id is not None and group.staff_id == other.staff_id:
        name = board.staff_names.get(group.staff_id, "")
        words = _("{name} has two groups at {when}: {first} and {second}.").format(
            name=name, when=when, first=group.name, second=other.name
        )
        short = _("{when}: {name} is double").format(when=when, name=name)
        mend = again or other_lead_remedy(board, pair)
        yield Finding(Kind.STAFF_TWICE, True, words, short, ids, (), mend), group.staff_id
    if group.room_id is not None and group.room_id == other.room_id:
        room = next((one.name for one in board.rooms if one.id == group.room_id), "")
        words = _("Two groups sit in {room} at {when}: {first} and {second}.").format(
            room=room, when=when, first=group.name, second=other.name
        )
        short = _("{when}: {name} is double").format(when=when, name=room)
        mend = other_room(board, other) or again
        yield Finding(Kind.ROOM_TWICE, True, words, short, ids, (), mend), group.room_id


def other_room(board: Board, group: BoardGroup) -> Remedy | None:
    """A room that is free whenever the group meets, and large enough."""
    mine = [board.slots[at] for at in group.periods if at in board.slots]
    for room in board.rooms:
        taken = any(
            other.room_id == room.id and at.meets(slot)
            for other, at in board.sessions(but=group.id)
            for slot in mine
        )
        if room.id != group.room_id and not taken and (room.seats or 99) >= len(group.pupils):
            words = _("Put {group} in {room}").format(group=group.name, room=room.name)
            return Remedy(words, Sit(group.id, room.id))
    return None


def _staff_hours(board: Board) -> Iterator[Finding]:
    """Who gives more hours than there are."""
    for person in board.people:
        over = board.minutes_of(person.id) - person.weekly_minutes
        mine = [group for group in board.groups if group.staff_id == person.id]
        if over > 0 and mine:
            words = _("{name} has {hours} too many.").format(
                name=person.name, hours=hours_text(over)
            )
            short = _("{name}: {hours} too many").format(name=person.name, hours=hours_text(over))
            smallest_first = sorted(mine, key=lambda group: group.weekly_minutes)
            enough = [group for group in smallest_first if group.weekly_minutes >= over]
            mend = other_lead_remedy(board, enough or smallest_first)
            ids = tuple(group.id for group in (enough or smallest_first)[-1:])
            yield Finding(Kind.STAFF_HOURS, True, words, short, ids, (), mend)


def _staff_of_groups(board: Board) -> Iterator[Finding]:
    """Nobody leads, or somebody who was not trained, has no hours, or is not there."""
    for group in board.groups:
        who = board.staff_names.get(group.staff_id, "") if group.staff_id else ""
        person, mend = board.colleague(group.staff_id), other_lead_remedy(board, (group,))
        if not who:
            words = _("Nobody leads {group} yet.").format(group=group.name)
            yield Finding(
                Kind.NO_STAFF, True, words, _("nobody leads it yet"), (group.id,), (), mend
            )
        elif person is None:
            words = _("{name} leads {group}, but has no hours for support.").format(
                name=who, group=group.name
            )
            short = _("{name} has no hours").format(name=who)
            yield Finding(Kind.STAFF_HOURS, True, words, short, (group.id,), (), mend)
        elif group.programme not in person.skills:
            words = _("{name} is not trained for {group}.").format(name=who, group=group.name)
            short = _("{name} is not trained").format(name=who)
            yield Finding(Kind.NOT_TRAINED, True, words, short, (group.id,), (), mend)
        for period in group.periods if person else ():
            slot = board.slots.get(period)
            if person and slot and not person.is_free(period):
                words = _("{name} is not free at {when} for {group}.").format(
                    name=who, when=moment(slot), group=group.name
                )
                short = _("{when}: {name} is not free").format(when=moment(slot), name=who)
                again = other_time_remedy(board, (group,), slot) or mend
                yield Finding(Kind.STAFF_AWAY, True, words, short, (group.id,), (), again)


def _times(board: Board) -> Iterator[Finding]:
    """Lessons and breaks that are kept, moments too short, moments still to be chosen."""
    for group in board.groups:
        slots = [board.slots[at] for at in group.periods if at in board.slots]
        for slot in slots:
            yield from _missed(board, group, slot)
            if slot.minutes < group.minutes:
                words = _("{when} lasts {n} minutes; {group} takes {most}.").format(
                    when=moment(slot), n=slot.minutes, group=group.name, most=group.minutes
                )
                yield Finding(Kind.SHORT, False, words, "", (group.id,))
        if board.periods and len(slots) < group.sessions_per_week:
            words = _("{group} meets {n} of {most} times a week.").format(
                group=group.name, n=len(slots), most=group.sessions_per_week
            )
            more, mend = one_more_time(board, group), None
            if more is not None:
                when = moment(board.slots[more[-1]])
                mend = Remedy(_("Add {when}").format(when=when), Times(group.id, more))
            yield Finding(Kind.NO_TIMES, False, words, "", (group.id,), (), mend)


def _missed(board: Board, group: BoardGroup, slot: Slot) -> Iterator[Finding]:
    children = [board.children[pupil] for pupil in group.pupils if pupil in board.children]
    by_lesson: dict[str, list[UUID]] = {}
    for child in children:
        if slot.id in child.taken:
            by_lesson.setdefault(_("a group of another block"), []).append(child.id)
        elif slot.id in child.kept:
            by_lesson.setdefault(child.kept[slot.id], []).append(child.id)
    for lesson, pupils in by_lesson.items():
        names = ", ".join(board.children[pupil].call_name for pupil in pupils)
        mend = other_time_remedy(board, (group,), slot)
        if lesson == BREAK:
            words = _("{when}: {names} would give up a break for {group}.").format(
                when=moment(slot), names=names, group=group.name
            )
            kind, short = Kind.LOST_BREAK, ""
        else:
            words = _("{when}: {names} would miss {lesson} for {group}.").format(
                when=moment(slot),
                names=names,
                lesson=lesson or _("a lesson that is kept"),
                group=group.name,
            )
            kind, short = Kind.KEPT_LESSON, _("{when}: a kept lesson").format(when=moment(slot))
        stops = kind is Kind.KEPT_LESSON
        yield Finding(kind, stops, words, short, (group.id,), tuple(pupils), mend)


STAFF_CHECKS: tuple[Check, ...] = (_staff_hours, _double_bookings, _staff_of_groups)
TIME_CHECKS: tuple[Check, ...] = (_times,)
