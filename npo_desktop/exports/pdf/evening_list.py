"""The list of an evening of talks: what is missing on top, then who comes when. Staff only."""

from collections.abc import Iterator

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.exports.evening_facts import EveningLine, EveningList
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_tick_box, paragraph
from npo_desktop.exports.pdf.document_frame import ROOM, Sheet, document_pdf
from npo_desktop.exports.pdf.document_parts import together
from npo_desktop.exports.pdf.flow import Block, paginate
from npo_desktop.exports.pdf.lettering import elided, fitting, lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    BOLD,
    BOX_WIDTH,
    CONTROL,
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
from npo_desktop.i18n import _, speaking

STYLE = sizes(0.9)
TIME, NAME = 52.0, 250.0  # width of the time; where the room to write begins, from its end
ROWS, PAUSE = (34.0, 31.0), 22.0  # high; the lower where that saves a page
GAP_INDENT, MOST_LINES = 20.0, 40  # of what is missing


def evening_list(facts: EveningList, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head."""
    with speaking(facts.head.language):
        foot = _("Printed {date}. Shred it after the talks.")
        sheet = Sheet(
            about=_("Confidential: staff only"),
            foot=foot.format(date=date_text(facts.head.made_on)),
            blocks=_fitting(facts),
            again=_title(facts),
        )
    return document_pdf(facts.head, [sheet], title=facts.name, paper=paper)


def _title(facts: EveningList) -> str:
    """What it is, and of which evening."""
    kind = _("Parents' evening")
    return facts.name if kind.lower() in facts.name.lower() else f"{kind}: {facts.name}"


def _fitting(facts: EveningList) -> list[Block]:
    """On as few pages as it takes."""
    tried = (list(_blocks(facts, row)) for row in ROWS)
    return min(tried, key=lambda blocks: len(paginate(blocks, ROOM)))


def _blocks(facts: EveningList, row: float) -> Iterator[Block]:
    day = long_date(facts.held_on, weekday=True)
    first = clock_text(facts.lines[0].starts_at) if facts.lines else ""
    when = _("{day}, {begin} to {end}").format(day=day, begin=first, end=clock_text(facts.ends_at))
    yield title_block(_title(facts), STYLE, share=0.8)
    yield paragraph(when[:1].upper() + when[1:], STYLE, colour=INK_SOFT, above=4)
    lacking = [line for line in facts.lines if line.gaps]
    if lacking:
        gaps = [_gap(gap, lacking) for gap in Gap if any(gap in one.gaps for one in lacking)]
        yield from _part("alert-triangle", _("Still missing"), gaps)
    else:
        words = _("Nothing is missing: every talk has a scan, a plan and a language.")
        yield paragraph(words, STYLE, above=8)
    rows = [_row(line, row) if line.pupil else _pause(line) for line in facts.lines]
    yield from _part("clock", _("Who comes when"), rows)


def _part(icon: str, words: str, blocks: list[Block]) -> Iterator[Block]:
    """A heading, never alone at the end of a page."""
    if blocks:
        yield together(_heading(icon, words), blocks[0])
        yield from blocks[1:]


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


def _row(line: EveningLine, row: float) -> Block:
    """Time and name, under it group and language, and a line to write on at the right."""
    language = language_text(line.language) if line.language else ""
    below = " · ".join(part for part in (line.group, language) if part)
    choices = ((STYLE.body, 1), (STYLE.small, 2))
    size, name = fitting(line.pupil, SEMIBOLD, choices, NAME - 8)
    more = STYLE.small_leading * max(0, len(name) - 1)
    below = elided(below, REGULAR, STYLE.small, NAME - 8)

    def draw(pen: Pen, left: float, top: float) -> None:
        x, bottom = left + TIME, top - row - more
        pen.line(left, bottom, x + NAME - 8, bottom, 0.6, LINE)
        pen.line(x + NAME, bottom, left + BOX_WIDTH, bottom, 0.7, CONTROL)
        with pen.tagged("P"):
            pen.text(left, top - 14, clock_text(line.starts_at), BOLD, STYLE.body, INK)
            for number, words in enumerate(name):
                y = top - 14 - number * STYLE.small_leading
                pen.text(x, y, words, SEMIBOLD, size, INK)
            pen.text(x, top - 27 - more, below, REGULAR, STYLE.small, INK_SOFT)

    return Block(row + more, draw)


def _pause(line: EveningLine) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        pen.line(left, top - PAUSE, left + BOX_WIDTH, top - PAUSE, 0.6, LINE)
        with pen.tagged("P"):
            pen.text(left, top - 14, clock_text(line.starts_at), REGULAR, STYLE.small, INK_SOFT)
            pen.text(left + TIME, top - 14, _("Break"), REGULAR, STYLE.small, INK_SOFT)

    return Block(PAUSE, draw)
