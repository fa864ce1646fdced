"""The agenda of the support team on paper: a pupil a block, with room to write. Staff only."""

import io

from npo_desktop.exports.agenda_facts import Agenda, AgendaAction, AgendaLine
from npo_desktop.exports.pdf.blocks import (
    Heading,
    draw_lines,
    draw_tick_box,
    draw_writing_lines,
    paragraph,
)
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import lines_of, width_of
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
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, current

STYLE = sizes(0.9)
HEADER = 30.0  # points, with the space to the text
INDENT, SPACING, LINES = 20.0, 18.0, 2  # of a pupil; of the lines to write on
MOST_LINES = 6  # of a reason


def meeting_agenda(facts: Agenda, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), _title(facts), facts.school)
    draw_agenda(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_agenda(pen: Pen, facts: Agenda, paper: Paper) -> None:
    """The page or pages."""
    pages = paginate(_blocks(facts), BOX_HEIGHT - HEADER - foot_height())
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        if facts.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        place = ", ".join(part for part in (facts.school, facts.place) if part)
        marked = _("Confidential: staff only")
        draw_ends(pen, left, top - 9, place, marked, SEMIBOLD, SMALL)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
        said = _("Printed {date}. Shred it after the meeting.").format(
            date=date_text(facts.made_on)
        )
        draw_page(pen, blocks, left, top - HEADER)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, said, number, len(pages))
        pen.next_page()


def _title(facts: Agenda) -> str:
    return facts.name or _("Meeting of the support team")


def _blocks(facts: Agenda) -> list[Block]:
    day = long_date(facts.held_on, weekday=True)
    blocks = [title_block(_title(facts), STYLE, share=0.8)]
    blocks.append(paragraph(day[:1].upper() + day[1:], STYLE, colour=INK_SOFT, above=4))
    if facts.present:
        words = _("Present: {names}").format(names=facts.present)
        blocks.append(paragraph(words, STYLE, above=4))
    note = _("Own screening list, not normed; no diagnosis. The order is an order of talking.")
    blocks.append(paragraph(note, STYLE, small=True, colour=INK_SOFT, above=6))
    blocks += [_line(number, one) for number, one in enumerate(facts.lines, 1)]
    if facts.open_actions:
        heading = Heading("clipboard-list", _("Still to be done"), STYLE)
        blocks.append(Block(heading.height, lambda *where: _draw(heading, *where), 16))
        blocks += [_action(one) for one in facts.open_actions]
    return blocks


def _draw(heading: Heading, pen: Pen, left: float, top: float) -> None:
    heading.draw(pen, left, top)


def _line(number: int, one: AgendaLine) -> Block:
    """Number and name, why, the next step, then what was said or room to write it."""
    room = BOX_WIDTH - INDENT
    why = lines_of(one.why, REGULAR, STYLE.small, room, MOST_LINES)
    step = lines_of(
        _("Next step: {words}").format(words=one.next_step), SEMIBOLD, STYLE.small, room, 2
    )
    said = lines_of(one.minutes, REGULAR, STYLE.small, room, 40) if one.minutes else []
    leading = STYLE.small_leading
    below = leading * len(said) if said else LINES * SPACING
    height = STYLE.leading + leading * (len(why) + len(step)) + below + 8

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top, left + BOX_WIDTH, top, 0.6, LINE)
        x, y = left + INDENT, top - 4
        draw_lines(pen, [f"{number}"], left, y, STYLE.body, STYLE.leading, face=BOLD)
        pen.text(
            left + BOX_WIDTH - width_of(one.group, REGULAR, STYLE.small),
            y - STYLE.leading * 0.66,
            one.group,
            REGULAR,
            STYLE.small,
            INK_SOFT,
        )
        y = draw_lines(pen, [one.pupil], x, y, STYLE.body, STYLE.leading, face=BOLD)
        y = draw_lines(pen, why, x, y, STYLE.small, leading)
        y = draw_lines(pen, step, x, y, STYLE.small, leading, face=SEMIBOLD, colour=ACCENT)
        if said:
            draw_lines(pen, said, x, y, STYLE.small, leading, colour=INK)
        else:
            draw_writing_lines(pen, x, y, room, LINES, SPACING)

    return Block(height, draw, 10)


def _action(one: AgendaAction) -> Block:
    until = _("until {date}").format(date=date_text(one.due_on)) if one.due_on else ""
    words = " · ".join(part for part in (one.pupil, one.words, one.who, until) if part)
    lines = lines_of(words, REGULAR, STYLE.small, BOX_WIDTH - INDENT, 3)

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_tick_box(pen, left + 2, top, STYLE.small_leading)
        draw_lines(pen, lines, left + INDENT, top, STYLE.small, STYLE.small_leading)

    return Block(STYLE.small_leading * len(lines), draw, 4)
