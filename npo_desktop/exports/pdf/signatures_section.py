"""Two boxes to tick and four places to sign."""

from collections.abc import Sequence

from npo_desktop.exports.parent_text import ParentText, Signer
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_tick_box
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, lines_of, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK, INK_SOFT, REGULAR, Sizes

BETWEEN = 28.0
WIDTH = (BOX_WIDTH - BETWEEN) / 2
ROOM_TO_SIGN, LEAST_ROOM_TO_SIGN = 28.0, 20.0
INDENT = 17.0


def signatures_section(text: ParentText, style: Sizes) -> list[Block]:
    """One block: nobody signs a page that holds half of it. Nothing when it is left out."""
    if not text.signers:
        return []
    heading = Heading("signature", text.sign_head, style)
    boxes = [lines_of(words, REGULAR, style.body, WIDTH - INDENT) for words in text.agree]
    ticks = style.leading * max(len(lines) for lines in boxes)
    hurry = lines_of(text.no_hurry, REGULAR, style.small, BOX_WIDTH)
    lines_to_sign = signature_lines_block(text, style)
    height = heading.height + ticks + style.small_leading * len(hurry) + lines_to_sign.height + 2

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for number, lines in enumerate(boxes):
            x = left + number * (WIDTH + BETWEEN)
            draw_tick_box(pen, x, top, style.leading, 10)
            with pen.tagged("P"):
                draw_lines(pen, lines, x + INDENT, top, style.body, style.leading)
        top -= ticks + 2
        top = draw_lines(pen, hurry, left, top, style.small, style.small_leading, colour=INK_SOFT)
        lines_to_sign.draw(pen, left, top)

    return [Block(height, draw, style.gap * 0.75)]


def signature_lines_block(
    text: ParentText, style: Sizes, second: ParentText | None = None
) -> Block:
    """Four places to sign, two by two; their words in a second language behind the first."""
    texts = (text, second) if second else (text,)
    date_word = " / ".join(dict.fromkeys(one.date_word for one in texts))
    beside = WIDTH - width_of(date_word, REGULAR, style.small) - 10
    row = _room(style) + style.leading + (style.small_leading if second else 0)

    def draw(pen: Pen, left: float, top: float) -> None:
        for number, signers in enumerate(zip(*(one.signers for one in texts), strict=True)):
            x = left + number % 2 * (WIDTH + BETWEEN)
            words = _who_signs(signers, style.small, beside)
            _draw_line(pen, words, date_word, x, top - number // 2 * row, style)

    return Block(2 * row, draw, 4)


def _who_signs(signers: Sequence[Signer], size: float, room: float) -> tuple[str, ...]:
    """On one line, where names give way to the role; in two languages the roles have their own."""
    name = signers[0].name
    roles = " / ".join(dict.fromkeys(signer.role for signer in signers))
    if len(signers) > 1:
        return tuple(filter(None, (roles, name)))
    if not name:
        return (roles,)
    role = f", {roles.lower()}"
    return (elided(name, REGULAR, size, room - width_of(role, REGULAR, size)) + role,)


def _room(style: Sizes) -> float:
    return LEAST_ROOM_TO_SIGN if style.is_tight else ROOM_TO_SIGN


def _draw_line(
    pen: Pen, words: Sequence[str], date_word: str, left: float, top: float, style: Sizes
) -> None:
    y = top - _room(style)
    size = style.small
    pen.line(left, y, left + WIDTH, y, 0.9, INK)
    dated = width_of(date_word, REGULAR, size)
    baseline = y - size - 1
    with pen.tagged("P"):
        for number, line in enumerate(words):
            shown = elided(line, REGULAR, size, WIDTH - dated - 10)
            pen.text(left, baseline - number * style.small_leading, shown, REGULAR, size, INK)
        pen.text(left + WIDTH - dated, baseline, date_word, REGULAR, size, INK_SOFT)
