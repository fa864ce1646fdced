"""The title and the greeting."""

from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import fitting
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOLD, BOX_WIDTH, INK_SOFT, Sizes


def title_block(title: str, style: Sizes, *, share: float = 1.0, tag: str = "H1") -> Block:
    """As large as it fits; a very long name on more, smaller lines."""
    largest = style.title * share
    choices = ((largest, 1), (largest * 0.8, 2), (largest * 0.64, 4))
    size, lines = fitting(title, BOLD, choices, BOX_WIDTH)
    leading = size * 1.2

    def draw(pen: Pen, left: float, top: float) -> None:
        with pen.tagged(tag):
            draw_lines(pen, lines, left, top, size, leading, face=BOLD)

    return Block(leading * len(lines), draw)


def opening_section(text: ParentText, style: Sizes) -> list[Block]:
    """How {name} is doing; dear parents."""
    greeting = paragraph(text.greeting, style, colour=INK_SOFT, above=4)
    return [title_block(text.title, style), greeting]
