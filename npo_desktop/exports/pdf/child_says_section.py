"""The child's own words, when somebody wrote them down."""

from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.blocks import Heading, draw_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, BOX_WIDTH, PALE, REGULAR, Sizes

MOST_LINES = 8
PADDING = 11.0
BAR = 4.0


def child_says_section(text: ParentText, style: Sizes) -> list[Block]:
    """A quote, or nothing at all."""
    if not text.child_says:
        return []
    heading = Heading("message", text.child_says_head, style)
    room = BOX_WIDTH - BAR - 2 * PADDING
    lines = lines_of(f"“{text.child_says}”", REGULAR, style.body, room, MOST_LINES)
    height = style.leading * len(lines) + 2 * PADDING - 4

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        pen.rect(left, top - height, BOX_WIDTH, height, PALE)
        pen.rect(left, top - height, BAR, height, ACCENT)
        x = left + BAR + PADDING
        draw_lines(pen, lines, x, top - PADDING + 2, style.body, style.leading)

    return [Block(heading.height + height, draw, style.gap)]
