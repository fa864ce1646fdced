"""What goes well comes first: two cards, or room for what the parents know."""

from npo_desktop.exports.parent_text import ParentText, Strength
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_writing_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, BOX_WIDTH, REGULAR, SEMIBOLD, WHITE, Sizes

ICONS = {"COG": "book", "EF": "bulb", "SE": "users"}
BETWEEN = 14.0
PADDING = 11.0
ICON = 20.0
ROOM_TO_WRITE = 24.0


def strengths_section(text: ParentText, style: Sizes) -> list[Block]:
    """One block, or nothing when the school leaves it out."""
    heading = Heading("sun", text.strengths_head, style)
    if not text.strengths_shown:
        return []
    if not text.strengths:
        return [_asked_block(text, style, heading)]
    cards = [_Card(strength, style) for strength in text.strengths]
    height = max(card.height for card in cards)

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for number, card in enumerate(cards):
            card.draw(pen, left + number * (_Card.WIDTH + BETWEEN), top, height)

    return [Block(heading.height + height, draw, style.gap)]


def _asked_block(text: ParentText, style: Sizes, heading: Heading) -> Block:
    """Nothing stands out yet: the parents know."""
    lines = lines_of(text.strengths_unknown, REGULAR, style.body, BOX_WIDTH)
    height = heading.height + style.leading * len(lines) + 2 * ROOM_TO_WRITE

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        top = draw_lines(pen, lines, left, top, style.body, style.leading)
        draw_writing_lines(pen, left, top, BOX_WIDTH, 2, ROOM_TO_WRITE)

    return Block(height, draw, style.gap)


class _Card:
    WIDTH = (BOX_WIDTH - BETWEEN) / 2

    def __init__(self, strength: Strength, style: Sizes) -> None:
        self._style = style
        self._icon = ICONS.get(strength.domain, "star")
        room = self.WIDTH - 3 * PADDING - ICON
        self._head = lines_of(strength.head, SEMIBOLD, style.body, room, 3)
        self._text = lines_of(strength.text, REGULAR, style.body, room)
        lines = len(self._head) + len(self._text)
        self.height = lines * style.leading + 2 * PADDING - 3

    def draw(self, pen: Pen, left: float, top: float, height: float) -> None:
        pen.rect(left, top - height, self.WIDTH, height, WHITE, ACCENT, 1.1, 5)
        pen.icon(self._icon, left + PADDING, top - PADDING - ICON + 2, ICON, ACCENT)
        x, top = left + 2 * PADDING + ICON, top - PADDING + 2
        size, leading = self._style.body, self._style.leading
        with pen.tagged("H3"):
            top = draw_lines(pen, self._head, x, top, size, leading, face=SEMIBOLD)
        with pen.tagged("P"):
            draw_lines(pen, self._text, x, top, size, leading)
