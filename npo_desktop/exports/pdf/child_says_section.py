"""The child's own words, when somebody wrote them down."""

from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.blocks import Heading, draw_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, BOX_WIDTH, PALE, REGULAR, Sizes

LINES_A_BLOCK = 10  # a page may break after so many
PADDING = 11.0
BAR = 4.0


def child_says_section(text: ParentText, style: Sizes) -> list[Block]:
    """A quote, or nothing at all."""
    if not text.child_says:
        return []
    heading = Heading("message", text.child_says_head, style)
    first, *rest = quote_blocks(text.child_says, style)

    def draw(pen: Pen, left: float, top: float) -> None:
        first.draw(pen, left, heading.draw(pen, left, top))

    return [Block(heading.height + first.height, draw, style.gap), *rest]


def quote_blocks(words: str, style: Sizes) -> list[Block]:
    """On a tint, with a bar before it; every word, however many there are."""
    room = BOX_WIDTH - BAR - 2 * PADDING
    lines = lines_of(f"“{words}”", REGULAR, style.body, room)
    parts = [lines[at : at + LINES_A_BLOCK] for at in range(0, len(lines), LINES_A_BLOCK)]
    return [_quoted(part, style) for part in parts]


def _quoted(lines: tuple[str, ...], style: Sizes) -> Block:
    height = style.leading * len(lines) + 2 * PADDING - 4

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - height, BOX_WIDTH, height, PALE)
        pen.rect(left, top - height, BAR, height, ACCENT)
        x = left + BAR + PADDING
        with pen.tagged("BlockQuote"):
            draw_lines(pen, lines, x, top - PADDING + 2, style.body, style.leading)

    return Block(height, draw)
