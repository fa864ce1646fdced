"""The list of an evening of talks: what is missing on top, then who comes when. Staff only."""

import io

from npo_desktop.exports.evening_facts import EveningLine, EveningList
from npo_desktop.exports.pdf.blocks import (
    Heading,
    draw_lines,
    draw_tick_box,
    draw_writing_lines,
    paragraph,
)
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import elided, lines_of
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
from npo_desktop.exports.summary_gaps import Gap, gap_words
from npo_desktop.formats import clock_text, date_text, long_date
from npo_desktop.i18n import NAMES, _, current

STYLE = sizes(0.9)
HEADER = 30.0  # points, with the space to the text
TIME, NAME = 52.0, 250.0  # width of the time; where the room to write begins, from its end
ROW, PAUSE = 34.0, 22.0  # high
GAP_INDENT, MOST_LINES = 20.0, 40  # of what is missing


def evening_list(facts: EveningList, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), facts.name, facts.school)
    draw_evening(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_evening(pen: Pen, facts: EveningList, paper: Paper) -> None:
    """The page or pages."""
    pages = paginate(_blocks(facts), BOX_HEIGHT - HEADER - foot_height())
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        said_once = "Div" if number == 1 else "Artifact"
        with pen.tagged(said_once):
            _draw_head(pen, facts, paper)
        draw_page(pen, blocks, left, top - HEADER)
        with pen.tagged(said_once):
            _draw_foot(pen, facts, paper, number, len(pages))
        pen.next_page()


def _draw_head(pen: Pen, facts: EveningList, paper: Paper) -> None:
    left, top = paper.corner
    if facts.is_practice:
        draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
    place = ", ".join(part for part in (facts.school, facts.place) if part)
    draw_ends(pen, left, top - 9, place, _("Confidential: staff only"), SEMIBOLD, SMALL)
    pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)


def _draw_foot(pen: Pen, facts: EveningList, paper: Paper, number: int, pages: int) -> None:
    left, top = paper.corner
    said = _("Printed {date}. Shred it after the talks.").format(date=date_text(facts.made_on))
    draw_staff_foot(pen, left, top - BOX_HEIGHT, said, number, pages)


def _blocks(facts: EveningList) -> list[Block]:
    day = long_date(facts.held_on, weekday=True)
    begin = clock_text(facts.lines[0].starts_at) if facts.lines else ""
    end = clock_text(facts.ends_at)
    when = _("{day}, {begin} to {end}").format(day=day, begin=begin, end=end)
    blocks = [title_block(facts.name, STYLE, share=0.8)]
    blocks.append(paragraph(when[:1].upper() + when[1:], STYLE, colour=INK_SOFT, above=4))
    lacking = [line for line in facts.lines if line.gaps]
    if lacking:
        blocks.append(_heading("alert-triangle", _("Still missing")))
        blocks += [_gap(gap, lacking) for gap in Gap if any(gap in one.gaps for one in lacking)]
    else:
        words = _("Nothing is missing: every talk has a scan, a plan and a language.")
        blocks.append(paragraph(words, STYLE, above=8))
    blocks.append(_heading("clock", _("Who comes when")))
    blocks += [_row(line) if line.pupil else _pause(line) for line in facts.lines]
    return blocks


def _heading(icon: str, words: str) -> Block:
    heading = Heading(icon, words, STYLE)

    def draw(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)

    return Block(heading.height, draw, 14)


def _gap(gap: Gap, lacking: list[EveningLine]) -> Block:
    """What is missing, and at whose talks."""
    whose = [f"{one.pupil} ({clock_text(one.starts_at)})" for one in lacking if gap in one.gaps]
    words = gap_words(gap)
    told = f"{words[:1].upper()}{words[1:]}: {', '.join(whose)}."
    lines = lines_of(told, REGULAR, STYLE.small, BOX_WIDTH - GAP_INDENT, MOST_LINES)
    leading = STYLE.small_leading

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_tick_box(pen, left + 2, top, leading)
        with pen.tagged("P"):
            draw_lines(pen, lines, left + GAP_INDENT, top, STYLE.small, leading)

    return Block(leading * len(lines), draw, 5)


def _row(line: EveningLine) -> Block:
    """Time and name, under it group and language, and room to write at the right."""
    language = NAMES.get(line.language, line.language)
    below = " · ".join(part for part in (line.group, language) if part)
    name = elided(line.pupil, SEMIBOLD, STYLE.body, NAME - 8)
    below = elided(below, REGULAR, STYLE.small, NAME - 8)

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top, left + BOX_WIDTH, top, 0.6, LINE)
        x = left + TIME
        with pen.tagged("P"):
            pen.text(left, top - 14, clock_text(line.starts_at), BOLD, STYLE.body, INK)
            pen.text(x, top - 14, name, SEMIBOLD, STYLE.body, INK)
            pen.text(x, top - 27, below, REGULAR, STYLE.small, INK_SOFT)
        draw_writing_lines(pen, x + NAME, top - 4, BOX_WIDTH - TIME - NAME, 1, 22)

    return Block(ROW, draw)


def _pause(line: EveningLine) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top, left + BOX_WIDTH, top, 0.6, LINE)
        with pen.tagged("P"):
            pen.text(left, top - 14, clock_text(line.starts_at), REGULAR, STYLE.small, INK_SOFT)
            pen.text(left + TIME, top - 14, _("Break"), REGULAR, STYLE.small, INK_SOFT)

    return Block(PAUSE, draw)
