"""Two boxes to tick and four places to sign."""

from npo_desktop.exports.parent_text import ParentText, Signer
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_tick_box
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK, INK_SOFT, REGULAR, Sizes

BETWEEN = 28.0
WIDTH = (BOX_WIDTH - BETWEEN) / 2
ROOM_TO_SIGN, LEAST_ROOM_TO_SIGN = 28.0, 20.0
INDENT = 17.0


def signatures_section(text: ParentText, style: Sizes) -> list[Block]:
    """One block: nobody signs a page that holds half of it."""
    heading = Heading("signature", text.sign_head, style)
    boxes = [lines_of(words, REGULAR, style.body, WIDTH - INDENT) for words in text.agree]
    ticks = style.leading * max(len(lines) for lines in boxes)
    hurry = lines_of(text.no_hurry, REGULAR, style.small, BOX_WIDTH)
    row = _room(style) + style.leading
    height = heading.height + ticks + style.small_leading * len(hurry) + 2 * row + 2

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for number, lines in enumerate(boxes):
            x = left + number * (WIDTH + BETWEEN)
            draw_tick_box(pen, x, top, style.leading, 10)
            draw_lines(pen, lines, x + INDENT, top, style.body, style.leading)
        top -= ticks + 2
        top = draw_lines(pen, hurry, left, top, style.small, style.small_leading, colour=INK_SOFT)
        for number, signer in enumerate(text.signers):
            x = left + number % 2 * (WIDTH + BETWEEN)
            _draw_line(pen, signer, text.date_word, x, top - number // 2 * row, style)

    return [Block(height, draw, style.gap * 0.75)]


def _room(style: Sizes) -> float:
    return LEAST_ROOM_TO_SIGN if style.is_tight else ROOM_TO_SIGN


def _draw_line(
    pen: Pen, signer: Signer, date_word: str, left: float, top: float, style: Sizes
) -> None:
    y = top - _room(style)
    pen.line(left, y, left + WIDTH, y, 0.9, INK)
    words = f"{signer.name}, {signer.role.lower()}" if signer.name else signer.role
    words = elided(words, REGULAR, style.small, WIDTH * 0.7)
    baseline = y - style.small - 1
    pen.text(left, baseline, words, REGULAR, style.small, INK)
    pen.text(left + WIDTH * 0.78, baseline, date_word, REGULAR, style.small, INK_SOFT)
