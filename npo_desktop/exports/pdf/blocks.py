"""Small pieces that several sections are made of."""

from collections.abc import Sequence

from reportlab.lib.colors import Color

from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_WIDTH,
    CONTROL,
    INK,
    REGULAR,
    WHITE,
    Sizes,
)

HEADING_LINES = 3
INDENT = 26.0  # of a heading beside its icon
ICON = 18.0
BOX_SIDE = 8.0  # of a box to tick
BOX_INDENT = 15.0


def draw_lines(
    pen: Pen,
    lines: Sequence[str],
    x: float,
    top: float,
    size: float,
    leading: float,
    *,
    face: str = REGULAR,
    colour: Color = INK,
) -> float:
    """Lines under one another, the first just under ``top``; where the next would begin."""
    baseline = top - leading / 2 - size * 0.33
    for line in lines:
        pen.text(x, baseline, line, face, size, colour)
        baseline -= leading
    return top - leading * len(lines)


class Heading:
    """The head of a section, beside its icon."""

    def __init__(self, icon: str, text: str, style: Sizes) -> None:
        self._icon = icon
        self._size = style.heading
        self._leading = style.heading * 1.25
        self._lines = lines_of(text, BOLD, style.heading, BOX_WIDTH - INDENT, HEADING_LINES)
        # small letters stand halfway their icon, which else would rise into what is above it
        self._down = max(0.0, ICON - self._leading) / 2
        self.height = max(ICON, self._down + self._leading * len(self._lines)) + 5
        self.baseline = self._down + self._leading / 2 + self._size * 0.33  # under the top

    def draw(self, pen: Pen, left: float, top: float) -> float:
        """Where what stands under it begins."""
        first, x = top - self._down, left + INDENT
        pen.icon(self._icon, left, first - self._leading / 2 - ICON / 2, ICON, ACCENT)
        with pen.tagged("H2"):
            draw_lines(pen, self._lines, x, first, self._size, self._leading, face=BOLD)
        return top - self.height


def paragraph(
    text: str,
    style: Sizes,
    *,
    small: bool = False,
    colour: Color = INK,
    above: float = 0.0,
    most: int = 999,
) -> Block:
    """Plain text over the whole width."""
    size, leading = (style.small, style.small_leading) if small else (style.body, style.leading)
    lines = lines_of(text, REGULAR, size, BOX_WIDTH, most)

    def draw(pen: Pen, left: float, top: float) -> None:
        with pen.tagged("P"):
            draw_lines(pen, lines, left, top, size, leading, colour=colour)

    return Block(leading * len(lines), draw, above)


def draw_tick_box(pen: Pen, x: float, top: float, leading: float, side: float = BOX_SIDE) -> None:
    """An empty box beside a line of text that begins at ``top``."""
    pen.rect(x, top - leading / 2 - side / 2, side, side, WHITE, INK, 1.1, 1.2)


def draw_writing_lines(
    pen: Pen, x: float, top: float, width: float, count: int, spacing: float
) -> None:
    """Room to write by hand."""
    for line in range(1, count + 1):
        pen.line(x, top - line * spacing, x + width, top - line * spacing, 0.7, CONTROL)
