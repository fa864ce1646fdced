"""Rows of a page in two languages: the same thing twice, side by side, at the same height."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import Color

from npo_desktop.exports.pdf.blocks import ICON, INDENT, draw_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import fitting, lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_WIDTH,
    INK,
    REGULAR,
    SEMIBOLD,
    Sizes,
)

BETWEEN = 20.0
WIDTH = (BOX_WIDTH - BETWEEN) / 2
MOST_LINES = 14  # of one part; a longer text goes on in the row under it

Words = tuple[str, str]  # the same in both languages
Before = Callable[[Pen, float, float], None]  # an icon or a box, at the left top of a part


@dataclass(frozen=True, slots=True)
class Looks:
    """How the words of a row are set, and what they stand in."""

    size: float
    leading: float
    face: str = REGULAR
    colour: Color = INK
    tag: str = "P"
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Tongues:
    """The two languages, for who has the page read aloud."""

    first: str
    second: str


def body(style: Sizes, *, tag: str = "P", indent: float = 0.0, strong: bool = False) -> Looks:
    """Plain text; ``strong``: its head."""
    face = SEMIBOLD if strong else REGULAR
    return Looks(style.body, style.leading, face, INK, tag, indent)


def pair(
    words: Words, looks: Looks, tongues: Tongues, above: float, before: Before | None = None
) -> list[Block]:
    """Both texts, whole, in as many rows as it takes."""
    sides = [lines_of(text, looks.face, looks.size, WIDTH - looks.indent) for text in words]
    most = max(len(lines) for lines in sides)
    blocks = []
    for at in range(0, most, MOST_LINES):
        parts = [lines[at : at + MOST_LINES] for lines in sides]
        first = not at
        blocks.append(
            _row(parts, looks, tongues, above if first else 0.0, before if first else None)
        )
    return blocks


def pair_title(words: Words, size: float, tongues: Tongues, above: float, tag: str) -> Block:
    """As large as both fit; a long name on more, smaller lines."""
    choices = ((size, 2), (size * 0.75, 4), (size * 0.6, 12))
    found = [fitting(text, BOLD, choices, WIDTH)[0] for text in words]
    smallest = min(found)
    sides = [lines_of(text, BOLD, smallest, WIDTH, 12) for text in words]
    looks = Looks(smallest, smallest * 1.2, BOLD, INK, tag)
    return _row(sides, looks, tongues, above)


def pair_heading(icon: str, words: Words, style: Sizes, tongues: Tongues) -> Block:
    """The head of a section with its icon on both sides."""
    size = style.heading * 0.93
    looks = Looks(size, size * 1.25, BOLD, INK, "H2", INDENT)
    sides = [lines_of(text, BOLD, size, WIDTH - INDENT, 6) for text in words]

    def before(pen: Pen, left: float, top: float) -> None:
        pen.icon(icon, left, top - looks.leading / 2 - ICON / 2, ICON, ACCENT)

    row = _row(sides, looks, tongues, style.gap, before)
    down = max(0.0, ICON - looks.leading) / 2  # as ``Heading`` does

    def draw(pen: Pen, left: float, top: float) -> None:
        row.draw(pen, left, top - down)

    return Block(max(ICON, down + row.height) + 4, draw, row.above)


def together(heading: Block, rest: list[Block]) -> list[Block]:
    """The heading never stands alone at the foot of a page."""
    if not rest:
        return [heading]
    first, *more = rest

    def draw(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)
        first.draw(pen, left, top - heading.height - first.above)

    return [Block(heading.height + first.above + first.height, draw, heading.above), *more]


def _row(
    sides: Sequence[Sequence[str]],
    looks: Looks,
    tongues: Tongues,
    above: float,
    before: Before | None = None,
) -> Block:
    height = looks.leading * max(len(lines) for lines in sides)

    def draw(pen: Pen, left: float, top: float) -> None:
        for number, lines in enumerate(sides):
            x = left + number * (WIDTH + BETWEEN)
            if before is not None:
                before(pen, x, top)
            language = tongues.second if number else tongues.first
            with pen.tagged(looks.tag, language=language):
                x += looks.indent
                draw_lines(
                    pen, lines, x, top, looks.size, looks.leading,
                    face=looks.face, colour=looks.colour,
                )  # fmt: skip

    return Block(height, draw, above)
