"""The school's contact sheet for the wall: whom to call, readable from a step away."""

from npo_desktop.exports.contact_facts import ContactLine, ContactSheet
from npo_desktop.exports.pdf.blocks import paragraph
from npo_desktop.exports.pdf.document_frame import ROOM, Sheet, document_pdf
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, fitting, width_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    Paper,
    sizes,
)
from npo_desktop.i18n import _, speaking

STYLE = sizes(1.0)
OPENING = 96.0  # points, with the space to the lines
TALLEST, LOWEST = 72.0, 32.0  # of a line; with many people they stand closer together
PHONE_LEFT, ICON = 0.66, 14.0  # share of the width; points


def contact_sheet(facts: ContactSheet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head: one page for up to sixteen people."""
    with speaking(facts.head.language):
        return document_pdf(facts.head, [contact_page(facts)], title=_title(), paper=paper)


def contact_page(facts: ContactSheet) -> Sheet:
    """What stands on it."""
    foot = _("Check once a year whether the numbers are still right.")
    return Sheet("", foot, _blocks(facts), again=_title())


def _title() -> str:
    return _("Worried about a child? Call")


def _blocks(facts: ContactSheet) -> list[Block]:
    height = min(TALLEST, max(LOWEST, (ROOM - OPENING) / max(1, len(facts.lines))))
    blocks = [title_block(_title(), STYLE)]
    if any(line.for_pupils for line in facts.lines):
        words = _("Children may talk with those who have a heart before their name.")
        blocks.append(paragraph(words, STYLE, colour=INK_SOFT, above=4))
    lines = [_line(line, height) for line in facts.lines]
    return [*blocks, Block(0, _nothing, 12), *lines]


def _nothing(_pen: Pen, _left: float, _top: float) -> None:
    """Only the space above it."""


def _line(one: ContactLine, height: float) -> Block:
    """Who and for what at the left; the number large, with when it is answered, at the right."""
    size = min(20.0, height * 0.3)
    small = size * 0.72
    middle = BOX_WIDTH * PHONE_LEFT
    indent = ICON + 8

    def draw(pen: Pen, left: float, top: float) -> None:
        first, second = top - height * 0.42, top - height * 0.42 - small * 1.5
        if one.for_pupils:
            pen.icon("heart", left, first - 2, ICON, ACCENT)
        name = elided(one.name, BOLD, size, middle - indent - 12)
        pen.text(left + indent, first, name, BOLD, size, INK)
        role = elided(one.role, REGULAR, small, middle - indent - 12)
        pen.text(left + indent, second, role, REGULAR, small, INK_SOFT)
        room = BOX_WIDTH - middle
        phone = elided(one.phone, SEMIBOLD, size, room)
        pen.text(left + BOX_WIDTH - width_of(phone, SEMIBOLD, size), first, phone, SEMIBOLD, size,
                 INK)  # fmt: skip
        free = BOX_WIDTH - indent - width_of(role, REGULAR, small) - 16  # what the role leaves
        choices = ((small, 1), (small * 0.8, 1))
        smaller, shown = fitting(one.reach, REGULAR, choices, max(room, free))
        for reach in shown:  # one line, or none
            x = left + BOX_WIDTH - width_of(reach, REGULAR, smaller)
            pen.text(x, second, reach, REGULAR, smaller, INK_SOFT)
        pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.6, LINE)

    return Block(height, draw)
