"""The school's contact sheet for the wall: whom to call, readable from a step away."""

import io

from npo_desktop.exports.contact_facts import ContactLine, ContactSheet
from npo_desktop.exports.pdf.blocks import paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.page_frame import (
    SMALL,
    draw_ends,
    draw_staff_foot,
    draw_watermark,
    foot_height,
)
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    Paper,
    sizes,
)
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, current

STYLE = sizes(1.0)
HEADER, OPENING = 30.0, 96.0  # points, with the space to the text
TALLEST, LOWEST = 72.0, 34.0  # of a line; with many people they stand closer together
PHONE_LEFT, ICON = 0.66, 14.0  # share of the width; points


def contact_sheet(facts: ContactSheet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken: one page for up to sixteen people."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), _title(), facts.school)
    draw_sheet(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_sheet(pen: Pen, facts: ContactSheet, paper: Paper) -> None:
    """The page or pages."""
    pages = paginate(_blocks(facts), BOX_HEIGHT - HEADER - foot_height())
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        if facts.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        place = ", ".join(part for part in (facts.school, facts.place) if part)
        draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD, SMALL)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
        said = _("Check once a year whether the numbers are still right.")
        draw_page(pen, blocks, left, top - HEADER)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, said, number, len(pages))
        pen.next_page()


def _title() -> str:
    return _("Worried about a child? Call")


def _blocks(facts: ContactSheet) -> list[Block]:
    room = BOX_HEIGHT - HEADER - foot_height() - OPENING
    height = min(TALLEST, max(LOWEST, room / max(1, len(facts.lines))))
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
        reach = elided(one.reach, REGULAR, small, room)
        pen.text(left + BOX_WIDTH - width_of(reach, REGULAR, small), second, reach, REGULAR, small,
                 INK_SOFT)  # fmt: skip
        pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.6, LINE)

    return Block(height, draw)
