"""The agenda of the support team on paper: a pupil a block, with room to write. Staff only."""

from npo_desktop.exports.agenda_facts import Agenda, AgendaAction, AgendaLine
from npo_desktop.exports.pdf.blocks import (
    Heading,
    draw_lines,
    draw_tick_box,
    draw_writing_lines,
    paragraph,
)
from npo_desktop.exports.pdf.document_frame import Sheet, document_pdf
from npo_desktop.exports.pdf.document_parts import together
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of, width_of
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
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, speaking

STYLE = sizes(0.9)
INDENT, SPACING, LINES = 20.0, 18.0, 2  # of a pupil; of the lines to write on
MOST_LINES = 6  # of a reason


def meeting_agenda(facts: Agenda, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head."""
    with speaking(facts.head.language):
        return document_pdf(facts.head, [_sheet(facts)], title=_title(facts), paper=paper)


def _sheet(facts: Agenda) -> Sheet:
    foot = _("Printed {date}. Shred it after the meeting.")
    printed = foot.format(date=date_text(facts.head.made_on))
    return Sheet(_("Confidential: staff only"), printed, _blocks(facts))


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
        first, *others = [_action(one) for one in facts.open_actions]
        blocks += [together(_heading(), first), *others]
    return blocks


def _heading() -> Block:
    heading = Heading("clipboard-list", _("Still to be done"), STYLE)

    def draw(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)

    return Block(heading.height, draw, 16)


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
    height = STYLE.leading + leading * (len(why) + len(step)) + below + 6

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

    return Block(height, draw, 8)


def _action(one: AgendaAction) -> Block:
    until = _("until {date}").format(date=date_text(one.due_on)) if one.due_on else ""
    words = " · ".join(part for part in (one.pupil, one.words, one.who, until) if part)
    lines = lines_of(words, REGULAR, STYLE.small, BOX_WIDTH - INDENT, 3)

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_tick_box(pen, left + 2, top, STYLE.small_leading)
        draw_lines(pen, lines, left + INDENT, top, STYLE.small, STYLE.small_leading)

    return Block(STYLE.small_leading * len(lines), draw, 4)
