"""What documents of the school are made of: a section that may run over pages, lines to sign on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from reportlab.lib.colors import Color

from npo_desktop.exports.pdf.blocks import Heading, draw_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, lines_of, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    PALE,
    REGULAR,
    SEMIBOLD,
    Sizes,
)
from npo_desktop.i18n import _

MOST_LINES = 24  # in one block: a page breaks between blocks, and every block fits on a page
SHORT = 6  # lines: a name
BULLET_INDENT = 13.0
SIGN_ROOM, BETWEEN = 30.0, 24.0
PAD = 10.0  # of a panel


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a section; ``is_soft``: it belongs to the one above it."""

    text: str
    is_soft: bool = False
    has_bullet: bool = False
    is_strong: bool = False

    @property
    def face(self) -> str:
        return SEMIBOLD if self.is_strong else REGULAR

    @property
    def indent(self) -> float:
        return BULLET_INDENT if self.has_bullet else 0.0


def section(
    icon: str, head: str, said: Sequence[Said], style: Sizes, *, is_whole: bool = False
) -> Iterator[Block]:
    """A heading with what stands under it; the heading never stands alone at the end of a page.

    ``is_whole``: a few short paragraphs that stay on one page.
    """
    blocks = list(_kept(said, style))
    heading = Heading(icon, head, style)

    def draw_head(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)

    above = Block(heading.height, draw_head, style.gap)
    if not blocks:
        yield above
        return
    first = together(above, replace(blocks[0], above=0.0))
    if is_whole:
        yield reduce(together, blocks[1:], first)
        return
    yield first
    yield from blocks[1:]


def _kept(said: Sequence[Said], style: Sizes) -> Iterator[Block]:
    """A name stays on the page of what is said about it."""
    name: Block | None = None
    for one in said:
        blocks = list(paragraph_blocks(one, style)) if one.text.strip() else []
        if not blocks:
            continue
        if name is not None and one.is_strong:
            yield name
        elif name is not None:
            blocks[0] = together(name, blocks[0])
        name = blocks.pop() if one.is_strong and blocks[0].height < SHORT * style.leading else None
        yield from blocks
    if name is not None:
        yield name


def free_text(text: str, style: Sizes, *, is_soft: bool = False, above: float) -> Iterator[Block]:
    """Somebody's own words, however many."""
    for place, block in enumerate(paragraph_blocks(Said(text, is_soft), style)):
        yield block if place else replace(block, above=above)


def paragraph_blocks(said: Said, style: Sizes, width: float = BOX_WIDTH) -> Iterator[Block]:
    """A paragraph, in as many blocks as it takes."""
    colour = INK_SOFT if said.is_soft else INK
    lines = lines_of(said.text, said.face, style.body, width - said.indent)
    for at in range(0, len(lines), MOST_LINES):
        part = lines[at : at + MOST_LINES]
        above = 0.0 if at or said.is_soft else 3.0
        yield _lines(part, said, style, colour, above, is_first=at == 0)


def _lines(
    lines: tuple[str, ...], said: Said, style: Sizes, colour: Color, above: float, *, is_first: bool
) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        if said.has_bullet and is_first:
            pen.circle(left + 3.5, top - style.leading / 2, 1.7, INK, INK, 0.5)
        x, size, leading = left + said.indent, style.body, style.leading
        with pen.tagged("P"):
            draw_lines(pen, lines, x, top, size, leading, face=said.face, colour=colour)

    return Block(style.leading * len(lines), draw, above)


def together(head: Block, first: Block) -> Block:
    """A heading is never the last line of a page."""

    def draw(pen: Pen, left: float, top: float) -> None:
        head.draw(pen, left, top)
        first.draw(pen, left, top - head.height - first.above)

    return Block(head.height + first.above + first.height, draw, head.above)


def panel(head: str, said: Sequence[str], style: Sizes) -> Block:
    """A few lines set apart: what somebody has to know before reading on."""
    width = BOX_WIDTH - 2 * PAD - 4
    first = lines_of(head, SEMIBOLD, style.body, width, 3)
    rest = tuple(
        line for words in said if words for line in lines_of(words, REGULAR, style.body, width, 8)
    )[:MOST_LINES]
    height = style.leading * (len(first) + len(rest)) + 2 * PAD - 4

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - height, BOX_WIDTH, height, PALE)
        pen.rect(left, top - height, 4, height, ACCENT)
        x, y = left + PAD + 4, top - PAD + 2
        with pen.tagged("P"):
            y = draw_lines(pen, first, x, y, style.body, style.leading, face=SEMIBOLD)
        with pen.tagged("P"):
            draw_lines(pen, rest, x, y, style.body, style.leading)

    return Block(height, draw, style.gap)


def signing(head: str, signers: Sequence[str], style: Sizes, *, said: str = "") -> Block:
    """A line for each to sign on, two beside each other. ``said``: what is signed for."""
    heading = Heading("signature", head, style)
    dated = _("Date")
    room = width_of(dated, REGULAR, style.small)
    words = lines_of(said, REGULAR, style.body, BOX_WIDTH) if said else ()
    width = (BOX_WIDTH - BETWEEN) / 2
    row = SIGN_ROOM + style.small_leading
    rows = (len(signers) + 1) // 2

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        if words:
            with pen.tagged("P"):
                top = draw_lines(pen, words, left, top, style.body, style.leading)
        for place, signer in enumerate(signers):
            x = left + place % 2 * (width + BETWEEN)
            y = top - place // 2 * row - SIGN_ROOM
            pen.line(x, y, x + width, y, 0.9, INK)
            y -= style.small + 1
            with pen.tagged("P"):
                who = elided(signer, REGULAR, style.small, width - room - 10)
                pen.text(x, y, who, REGULAR, style.small, INK)
                pen.text(x + width - room, y, dated, REGULAR, style.small, INK_SOFT)

    return Block(heading.height + style.leading * len(words) + rows * row, draw, style.gap)
