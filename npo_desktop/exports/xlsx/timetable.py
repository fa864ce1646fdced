"""The timetable of a block as a workbook: by colleague, by group, by moment, and by pupil."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.notes_sheet import keep_safe_text
from npo_desktop.exports.xlsx.plan_workbook import NOT_IN_FILE_NAMES
from npo_desktop.exports.xlsx.printing import Paper, PrintWords
from npo_desktop.exports.xlsx.wording import watermark_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value, workbook_bytes
from npo_desktop.formats import clock, date_text
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.proposals.support.board_words import moments, weekday
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Slot


@dataclass(frozen=True, slots=True)
class Timetable:
    """What the workbook is made from; nothing is asked of the store any more."""

    school: str
    is_practice: bool
    made_on: date
    board: Board


def timetable_workbook(facts: Timetable, *, paper: Paper = Paper.A4) -> bytes:
    """The file in memory, in the language being spoken. Saved by the caller."""
    block = facts.board.block
    made = _("Made on {date}").format(date=date_text(facts.made_on))
    pupils = len(facts.board.homes)
    words = PrintWords(
        left=f"{facts.school} · {block.name}",
        centre=watermark_text() if facts.is_practice else "",
        right=made,
        warning=keep_safe_text(pupils),
        page=_("Page {page} of {pages}"),
    )
    title = " · ".join((_("Timetable"), facts.school, block.name))
    return workbook_bytes(timetable_sheets(facts), title=title, words=words, paper=paper)


def timetable_sheets(facts: Timetable) -> tuple[Sheet, ...]:
    """The sheets before they are written."""
    board = facts.board
    span = f"{date_text(board.block.starts_on)} – {date_text(board.block.ends_on)}"

    def title(subject: str) -> str:
        state = "" if board.block.is_fixed else _("concept")
        parts = [subject, facts.school, board.block.name, span, state]
        shown = [part for part in parts if part]
        return " · ".join([watermark_text(), *shown] if facts.is_practice else shown)

    return (
        _by_colleague(board, title(_("By colleague"))),
        _by_group(board, title(_("By group"))),
        _by_moment(board, title(_("By moment"))),
        _by_pupil(board, title(_("By pupil"))),
    )


def timetable_file_name(block_name: str, made_on: date) -> str:
    """A name that says nothing about any pupil: timetable-block-2-20261124.xlsx."""
    parts = (_("Timetable").casefold(), block_name.casefold(), f"{made_on:%Y%m%d}")
    words = (NOT_IN_FILE_NAMES.sub("-", part).strip("-") for part in parts)
    return "-".join(word for word in words if word) + ".xlsx"


def _by_colleague(board: Board, title: str) -> Sheet:
    columns = (
        Column(_("Colleague"), 24),
        Column(_("Day"), 12),
        Column(_("Time"), 14),
        Column(_("Group"), 26, Look.WRAPPED),
        Column(_("Room"), 18),
        Column(_("Pupils"), 46, Look.WRAPPED),
        Column(_("Minutes"), 10, Look.WHOLE),
    )

    def rows() -> Iterator[Sequence[Value]]:
        for staff_id, groups in _led(board):
            name = board.staff_names.get(staff_id, "") if staff_id else _("nobody yet")
            for group, slot in _meetings(board, groups):
                yield (name, *_when(slot), *_what(board, group), group.minutes)

    total = sum(group.weekly_minutes for group in board.groups)
    return Sheet(_("By colleague"), title, columns, rows, (_("Together"), *[None] * 5, total), 1)


def _by_group(board: Board, title: str) -> Sheet:
    columns = (
        Column(_("Group"), 22, Look.WRAPPED),
        Column(_("Card"), 28, Look.WRAPPED),
        Column(_("Colleague"), 20, Look.WRAPPED),
        Column(_("Moments"), 20, Look.WRAPPED),
        Column(_("Room"), 14, Look.WRAPPED),
        Column(_("Minutes a week"), 9, Look.WHOLE),
        Column(_("How many pupils"), 9, Look.WHOLE),
        Column(_("Pupils"), 40, Look.WRAPPED),
    )

    def rows() -> Iterator[Sequence[Value]]:
        for group in board.groups:
            card = board.cards.get(group.programme)
            slots = [board.slots[at] for at in group.periods if at in board.slots]
            name, room, pupils = _what(board, group)
            yield (
                name,
                card.name if card else "",
                board.staff_names.get(group.staff_id, "") if group.staff_id else "",
                moments(slots),
                room,
                group.weekly_minutes,
                len(group.pupils),
                pupils,
            )

    return Sheet(_("By group"), title, columns, rows, frozen_columns=1)


def _by_moment(board: Board, title: str) -> Sheet:
    columns = (
        Column(_("Day"), 12),
        Column(_("Time"), 14),
        Column(_("Group"), 26, Look.WRAPPED),
        Column(_("Room"), 18),
        Column(_("Pupils"), 46, Look.WRAPPED),
        Column(_("Colleague"), 24),
    )

    def rows() -> Iterator[Sequence[Value]]:
        for slot in sorted(board.periods, key=_order):
            at = [group for group in board.groups if slot.id in group.periods]
            for group in at:
                who = board.staff_names.get(group.staff_id, "") if group.staff_id else ""
                yield (*_when(slot), *_what(board, group), who)
            if not at:
                yield (*_when(slot), "", "", "", "")

    return Sheet(_("By moment"), title, columns, rows)


def _by_pupil(board: Board, title: str) -> Sheet:
    columns = (
        Column(_("Pupil"), 28),
        Column(_("Class"), 16),
        Column(_("Group"), 26, Look.WRAPPED),
        Column(_("Moments"), 26, Look.WRAPPED),
        Column(_("Colleague"), 24),
    )

    def rows() -> Iterator[Sequence[Value]]:
        for pupil, child in sorted(board.children.items(), key=lambda one: folded(one[1].name)):
            for group in board.homes.get(pupil, ()):
                slots = [board.slots[at] for at in group.periods if at in board.slots]
                who = board.staff_names.get(group.staff_id, "") if group.staff_id else ""
                yield child.name, child.class_name, group.name, moments(slots), who

    return Sheet(_("By pupil"), title, columns, rows, frozen_columns=1)


def _led(board: Board) -> list[tuple[UUID | None, list[BoardGroup]]]:
    """The groups of each colleague, by name; those of nobody last."""
    by_staff: dict[UUID | None, list[BoardGroup]] = {}
    for group in board.groups:
        by_staff.setdefault(group.staff_id, []).append(group)
    names = board.staff_names
    return sorted(
        by_staff.items(), key=lambda led: (not led[0], names.get(led[0], "") if led[0] else "")
    )


def _meetings(board: Board, groups: Sequence[BoardGroup]) -> list[tuple[BoardGroup, Slot | None]]:
    """In the order of the week; a group without a moment once, at the end."""
    found: list[tuple[BoardGroup, Slot | None]] = []
    for group in groups:
        slots = [board.slots[at] for at in group.periods if at in board.slots]
        found += [(group, slot) for slot in slots] or [(group, None)]
    return sorted(found, key=lambda item: (item[1] is None, _order(item[1])))


def _order(slot: Slot | None) -> tuple[int, int]:
    return (slot.weekday, slot.starts_at) if slot else (0, 0)


def _when(slot: Slot | None) -> tuple[str, str]:
    if slot is None:
        return _("no time yet"), ""
    day = weekday(slot.weekday, short=False)
    return day, f"{clock(slot.starts_at)}–{clock(slot.ends_at)}"


def _what(board: Board, group: BoardGroup) -> tuple[str, str, str]:
    """Its name, its room and its pupils."""
    room = next((room.name for room in board.rooms if room.id == group.room_id), "")
    names = [board.children[pupil].name for pupil in group.pupils if pupil in board.children]
    return group.name, room, ", ".join(names)
