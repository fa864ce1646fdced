"""The because-card on one page: which answers, which rule, what research says, what it costs.

For staff. The same facts give the same bytes.
"""

import io
from collections.abc import Iterator, Sequence

from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate, spread
from npo_desktop.exports.pdf.lettering import lines_of
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
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    Paper,
    Sizes,
    sizes,
)
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, ngettext, speaking
from npo_desktop.proposals.words.because import (
    Line,
    Section,
    because_sections,
    because_title,
)

HEADER = 28.0  # points, with the space to the text
NAMES, INDENT, DEEPER = 124.0, 22.0, 10.0  # the column of headings, and within it
ICON, ABOVE = 14.0, 5.0
# A full card is set smaller before answers are left to the program.
TRIES = (sizes(0.92), sizes(0.85), sizes(0.85, is_tight=True))
ANSWERS_KEPT = (
    10,
    8,
    6,
    4,
    3,
    2,
    1,
    0,
)  # lines below the needs, when even the smallest is too large


def because_card(facts: BecausePaper, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF of one page, in the language of the facts."""
    held = io.BytesIO()
    with speaking(facts.language):
        title = facts.card.intervention.name
        number = facts.card.dossier.pupil.number
        canvas = new_canvas(held, paper, facts.language, f"{title} {number}", facts.school)
        draw_card(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_card(pen: Pen, facts: BecausePaper, paper: Paper) -> None:
    """The page."""
    room = BOX_HEIGHT - HEADER - foot_height()
    pages = _fitting(facts, room)
    left, top = paper.corner
    pupil = facts.card.dossier.pupil
    for number, blocks in enumerate(pages, 1):
        if facts.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        place = ", ".join(part for part in (facts.school, facts.place) if part)
        draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD, SMALL)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
        foot = _("{name} ({number}). For the team: own list without norms, no diagnosis.")
        words = foot.format(name=pupil.full_name, number=pupil.number)
        draw_page(pen, spread(blocks, room), left, top - HEADER)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, words, number, len(pages))
        pen.next_page()


def _fitting(facts: BecausePaper, room: float) -> list[list[Block]]:
    """On one page: first smaller, then with fewer answers."""
    sections = because_sections(facts.card, facts.names)
    for style in TRIES:
        pages = paginate(list(_blocks(facts, sections, style)), room)
        if len(pages) == 1:
            return pages
    for kept in ANSWERS_KEPT:
        pages = paginate(list(_blocks(facts, _shortened(sections, kept), TRIES[-1])), room)
        if len(pages) == 1:
            break
    return pages


def _shortened(sections: Sequence[Section], kept: int) -> list[Section]:
    """The same with at most so many answers; how many are left out is said."""
    found = []
    for section in sections:
        deep = [line for line in section.lines if line.deep][kept:]
        lines = [line for line in section.lines if line not in deep]
        if deep:
            words = ngettext(
                "{n} more answer stands in the program.",
                "{n} more answers stand in the program.",
                len(deep),
            )
            lines.append(Line(words.format(n=len(deep)), deep=True))
        found.append(Section(section.icon, section.title, tuple(lines)))
    return found


def _blocks(facts: BecausePaper, sections: Sequence[Section], style: Sizes) -> Iterator[Block]:
    card = facts.card
    yield title_block(card.intervention.name, style)
    told = _("{place}, in {round}.").format(
        place=because_title(card), round=card.dossier.round.name
    )
    if card.looked_at is not None:
        seen = _("The newest answer is of {date}.").format(date=long_date(card.looked_at))
        told = f"{told} {seen}"
    yield paragraph(told, style, colour=INK_SOFT, above=2)
    for section in sections:
        yield _section(section, style)


def _section(section: Section, style: Sizes) -> Block:
    """Its name at the left, its lines at the right; a deep line stands further in."""
    small, leading = style.small, style.small_leading
    title = lines_of(section.title, SEMIBOLD, small, NAMES - INDENT - 8)
    rows = [(line, lines_of(line.words, REGULAR, small, _width(line))) for line in section.lines]
    taken = sum(len(lines) for _line, lines in rows)
    height = leading * max(taken, len(title)) + ABOVE

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top, left + BOX_WIDTH, top, 0.6, LINE)
        below = top - ABOVE
        pen.icon(section.icon, left, below - leading / 2 - ICON / 2, ICON, ACCENT)
        draw_lines(pen, title, left + INDENT, below, small, leading, face=SEMIBOLD)
        for line, lines in rows:
            x = left + NAMES + (DEEPER if line.deep else 0)
            colour = INK_SOFT if line.deep else INK
            below = draw_lines(pen, lines, x, below, small, leading, colour=colour)

    return Block(height, draw, style.gap * (0.35 if style.is_tight else 0.5))


def _width(line: Line) -> float:
    return BOX_WIDTH - NAMES - (DEEPER if line.deep else 0)
