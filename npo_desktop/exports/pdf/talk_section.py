"""When we talk again, and what the parents want to tell."""

from npo_desktop.exports.parent_text import Agreements, ParentText
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_writing_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, BOX_WIDTH, REGULAR, SEMIBOLD, Sizes

INDENT = 30.0
ICON = 20.0
ROOM_TO_WRITE = 20.0
DATE_ROOM = 150.0
LINES_TO_ASK = 3  # under each question, where nothing is known yet


def next_talk_section(agreements: Agreements, style: Sizes) -> list[Block]:
    """The date, or a line for it; and that anybody may call earlier."""
    head = lines_of(agreements.next_head, SEMIBOLD, style.body, BOX_WIDTH - INDENT)
    rest = lines_of(agreements.call_earlier, REGULAR, style.body, BOX_WIDTH - INDENT)
    beside = INDENT + width_of(head[0], SEMIBOLD, style.body) + 5
    fits = beside + width_of(agreements.next_talk, REGULAR, style.body) <= BOX_WIDTH
    if not fits:
        rest = (
            *lines_of(agreements.next_talk, REGULAR, style.body, BOX_WIDTH - INDENT),
            *rest,
        )
    height = style.leading * (len(head) + len(rest))

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.icon("calendar", left, top - height / 2 - ICON / 2, ICON, ACCENT)
        size, leading = style.body, style.leading
        with pen.tagged("P"):
            below = draw_lines(pen, head, left + INDENT, top, size, leading, face=SEMIBOLD)
            if not agreements.next_talk:
                draw_writing_lines(pen, left + beside, top, DATE_ROOM, 1, leading - 2)
            elif fits:
                draw_lines(pen, (agreements.next_talk,), left + beside, top, size, leading)
            draw_lines(pen, rest, left + INDENT, below, size, leading)

    return [Block(height, draw, style.gap * 0.75)]


def tell_us_section(text: ParentText, style: Sizes) -> list[Block]:
    """Three questions with room to write, or nothing when they are left out.

    A page that can say nothing yet leaves more room: it is there to ask.
    """
    if not text.questions:
        return []
    heading = Heading("pencil", text.tell_head, style)
    lines = 1 if text.agreements else LINES_TO_ASK
    heights = [_question_height(question, style, lines) for question in text.questions]

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for question, height in zip(text.questions, heights, strict=True):
            if style.is_tight:
                _beside(pen, question, left, top, style)
            else:
                _under(pen, question, left, top, style, lines)
            top -= height

    return [Block(heading.height + sum(heights), draw, style.gap * 0.75)]


def _question_height(question: str, style: Sizes, lines: int) -> float:
    if style.is_tight:
        return style.leading + 8
    return style.leading * len(_asked(question, style)) + ROOM_TO_WRITE * lines


def _asked(question: str, style: Sizes) -> tuple[str, ...]:
    return lines_of(question, REGULAR, style.body, BOX_WIDTH)


def _under(pen: Pen, question: str, left: float, top: float, style: Sizes, lines: int) -> None:
    top = draw_lines(pen, _asked(question, style), left, top, style.body, style.leading)
    draw_writing_lines(pen, left, top + 3, BOX_WIDTH, lines, ROOM_TO_WRITE)


def _beside(pen: Pen, question: str, left: float, top: float, style: Sizes) -> None:
    """The questions hold no name, so that half a line always is enough."""
    taken = width_of(question, REGULAR, style.body) + 6
    draw_lines(pen, (question,), left, top - 6, style.body, style.leading)
    room = BOX_WIDTH - taken
    draw_writing_lines(pen, left + taken, top - 6, room, 1, style.leading - 2)
