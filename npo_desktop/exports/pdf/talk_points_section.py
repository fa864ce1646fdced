"""What was agreed in the talk, to tick off: on as many pages as it takes."""

from npo_desktop.exports.parent_text import Agreements, TalkPoint
from npo_desktop.exports.pdf.blocks import BOX_INDENT, Heading, draw_lines, draw_tick_box
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK_SOFT, REGULAR, Sizes

LINES_A_BLOCK = 10  # a page may break after so many


def talk_points_section(agreements: Agreements, style: Sizes) -> list[Block]:
    """The heading stays with the first; nothing when no talk was held."""
    if not agreements.talk_points:
        return []
    heading = Heading("clipboard-check", agreements.talk_head, style)
    first, *rest = (
        block for point in agreements.talk_points for block in point_blocks(point, style)
    )

    def draw(pen: Pen, left: float, top: float) -> None:
        first.draw(pen, left, heading.draw(pen, left, top))

    return [Block(heading.height + first.height, draw, style.gap * 0.75), *rest]


def point_blocks(point: TalkPoint, style: Sizes) -> list[Block]:
    """A box with what was agreed beside it, and under that who and when."""
    room = BOX_WIDTH - BOX_INDENT
    lines = lines_of(point.text, REGULAR, style.body, room) or ("",)
    notes = lines_of(point.note, REGULAR, style.small, room, 2) if point.note else ()
    parts = [lines[at : at + LINES_A_BLOCK] for at in range(0, len(lines), LINES_A_BLOCK)]
    return [
        _part(part, notes if number == len(parts) - 1 else (), style, is_first=not number)
        for number, part in enumerate(parts)
    ]


def _part(lines: tuple[str, ...], notes: tuple[str, ...], style: Sizes, *, is_first: bool) -> Block:
    height = style.leading * len(lines) + style.small_leading * len(notes)

    def draw(pen: Pen, left: float, top: float) -> None:
        if is_first:
            draw_tick_box(pen, left, top, style.leading)
        with pen.tagged("L"), pen.tagged("LI"), pen.tagged("LBody"):
            x = left + BOX_INDENT
            top = draw_lines(pen, lines, x, top, style.body, style.leading)
            draw_lines(pen, notes, x, top, style.small, style.small_leading, colour=INK_SOFT)

    return Block(height, draw, (2 if style.is_tight else 4) if is_first else 0)
