"""What we agree: the goal, and what school, home and child do."""

from collections.abc import Sequence
from dataclasses import dataclass

from npo_desktop.exports.parent_agreements import SchoolHelp
from npo_desktop.exports.parent_text import Agreements
from npo_desktop.exports.pdf.blocks import (
    BOX_INDENT,
    draw_lines,
    draw_tick_box,
    draw_writing_lines,
)
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOX_WIDTH,
    CONTROL,
    PALE,
    REGULAR,
    SEMIBOLD,
    WHITE,
    Sizes,
)

GOAL_LINES = 18  # in one box
HELPS_A_COLUMN = 3
MOST_LINES = 5  # of one sentence in a column; a longer one stands under the columns
LINES_A_BLOCK = 10  # a page may break after so many
PADDING = 10.0
BETWEEN = 11.0
ICON = 18.0
WRITING = 22.0  # between two lines to write on
LEAST_LINES = 3
EVEN, WIDE_FIRST = (1 / 3, 1 / 3, 1 / 3), (0.42, 0.31, 0.27)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing to tick: lines with the face of each."""

    lines: tuple[tuple[str, str], ...]

    def height(self, style: Sizes) -> float:
        return style.leading * len(self.lines) + _between(style)


def _between(style: Sizes) -> float:
    return style.leading * (0.3 if style.is_tight else 0.45)


def agreements_section(agreements: Agreements, style: Sizes) -> list[Block]:
    """Title, goals, three columns; what does not fit in a column stands under them."""
    blocks = [title_block(agreements.title, style, share=0.8, tag="H2")]
    room = BOX_WIDTH - 3 * PADDING - ICON
    goals = [
        line for goal in agreements.goals for line in lines_of(goal, REGULAR, style.body, room)
    ]
    for first in range(0, max(1, len(goals)), GOAL_LINES):
        blocks.append(_goal_block(agreements, goals[first : first + GOAL_LINES], style))
    beside = [one for one in agreements.school if _fits(one, style)][:HELPS_A_COLUMN]
    blocks.append(_columns_block(agreements, beside, style))
    for one in agreements.school:
        if one not in beside:
            blocks += _more_help(one, style)
    return blocks


def _fits(one: SchoolHelp, style: Sizes) -> bool:
    """Whether every sentence of it is short enough for the narrowest column it can stand in."""
    room = (BOX_WIDTH - 2 * BETWEEN) * EVEN[0] - 2 * PADDING - BOX_INDENT
    return all(len(lines_of(text, REGULAR, style.body, room)) <= MOST_LINES for text in one.lines)


def _goal_block(agreements: Agreements, lines: Sequence[str], style: Sizes) -> Block:
    indent = 2 * PADDING + ICON
    room = BOX_WIDTH - indent - PADDING
    body = style.leading * len(lines) if lines else WRITING
    height = style.leading + body + 2 * PADDING - 3

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - height, BOX_WIDTH, height, WHITE, ACCENT, 1.4, 5)
        pen.icon("target", left + PADDING, top - PADDING - ICON, ICON, ACCENT)
        x, top = left + indent, top - PADDING + 2
        head = (agreements.goal_head,)
        with pen.tagged("H3"):
            top = draw_lines(pen, head, x, top, style.body, style.leading, face=SEMIBOLD)
        with pen.tagged("P"):
            draw_lines(pen, lines, x, top, style.body, style.leading)
        if not lines:
            draw_writing_lines(pen, x, top, room, 1, WRITING - 4)

    return Block(height, draw, 8)


def _columns_block(agreements: Agreements, helps: Sequence[SchoolHelp], style: Sizes) -> Block:
    shares = EVEN if len(helps) < 2 else WIDE_FIRST
    if not agreements.shows_home:
        shares = (0.6, 0.0, 0.4)
    gaps = BETWEEN * (2 if agreements.shows_home else 1)
    school, home, child = ((BOX_WIDTH - gaps) * share for share in shares)
    beside = 2 * PADDING + BOX_INDENT
    entries = _help_entries(helps, school - beside, style)
    columns = [_Column("school", agreements.school_head, entries, school, style)]
    if agreements.shows_home:
        tips = tuple(_plain_entry(tip, home - beside, style) for tip in agreements.home)
        columns.append(_Column("home-heart", agreements.home_head, tips, home, style))
    columns.append(_Column("mood-smile", agreements.child_head, (), child, style))
    head = max(column.head_height for column in columns)
    body = max(column.body_height for column in columns)

    def draw(pen: Pen, left: float, top: float) -> None:
        for column in columns:
            column.draw(pen, left, top, head, body)
            left += column.width + BETWEEN

    return Block(head + body, draw, 10)


def _plain_entry(text: str, room: float, style: Sizes) -> _Entry:
    return _Entry(tuple((line, REGULAR) for line in lines_of(text, REGULAR, style.body, room)))


def _help_entries(helps: Sequence[SchoolHelp], room: float, style: Sizes) -> tuple[_Entry, ...]:
    entries = []
    for one in helps:
        lines = [(line, SEMIBOLD) for line in lines_of(one.head, SEMIBOLD, style.body, room)]
        for text in one.lines:
            lines += [(line, REGULAR) for line in lines_of(text, REGULAR, style.body, room)]
        entries.append(_Entry(tuple(lines)))
    return tuple(entries)


def _more_help(one: SchoolHelp, style: Sizes) -> list[Block]:
    """Over the whole width, on as many pages as it takes."""
    (entry,) = _help_entries((one,), BOX_WIDTH - BOX_INDENT, style)
    return [
        _part_of_help(_Entry(entry.lines[at : at + LINES_A_BLOCK]), style, is_first=not at)
        for at in range(0, len(entry.lines), LINES_A_BLOCK)
    ]


def _part_of_help(entry: _Entry, style: Sizes, *, is_first: bool) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        with pen.tagged("L"):
            _draw_entry(pen, entry, left, top, style, is_ticked=is_first)

    return Block(entry.height(style), draw, 6 if is_first else 0)


def _draw_entry(
    pen: Pen, entry: _Entry, x: float, top: float, style: Sizes, *, is_ticked: bool = True
) -> float:
    if is_ticked:
        draw_tick_box(pen, x, top, style.leading)
    with pen.tagged("LI"), pen.tagged("LBody"):
        for line, face in entry.lines:
            lines = (line,)
            top = draw_lines(pen, lines, x + BOX_INDENT, top, style.body, style.leading, face=face)
    return top - _between(style)


class _Column:
    """A head on a tint, and what to tick under it; without entries, lines to write on."""

    def __init__(
        self, icon: str, head: str, entries: tuple[_Entry, ...], width: float, style: Sizes
    ) -> None:
        self._icon, self._entries, self.width, self._style = icon, entries, width, style
        room = width - 2 * PADDING - ICON - 6
        self._head = lines_of(head, SEMIBOLD, style.body, room, 6)
        self.head_height = style.leading * len(self._head) + 10
        filled = sum(entry.height(style) for entry in entries)
        self.body_height = max(filled, 0 if entries else LEAST_LINES * WRITING) + PADDING + 4

    def draw(self, pen: Pen, left: float, top: float, head: float, body: float) -> None:
        style = self._style
        pen.rect(left, top - head - body, self.width, head + body, WHITE, CONTROL, 1.0, 5)
        pen.rect(left + 0.5, top - head, self.width - 1, head - 0.5, PALE, None, 0, 4.5)
        pen.line(left, top - head, left + self.width, top - head, 0.8, CONTROL)
        pen.icon(self._icon, left + PADDING, top - head / 2 - ICON / 2, ICON, ACCENT)
        start = top - (head - style.leading * len(self._head)) / 2
        x = left + PADDING + ICON + 6
        with pen.tagged("H3"):
            draw_lines(pen, self._head, x, start, style.body, style.leading, face=SEMIBOLD)
        top -= head + PADDING - 2
        with pen.tagged("L"):
            for entry in self._entries:
                top = _draw_entry(pen, entry, left + PADDING, top, style)
        if not self._entries:
            count = max(LEAST_LINES, int((body - PADDING) / WRITING))
            x, room = left + PADDING, self.width - 2 * PADDING
            draw_writing_lines(pen, x, top, room, count, WRITING - 1)
