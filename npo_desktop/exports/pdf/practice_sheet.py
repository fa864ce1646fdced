"""One card of the menukaart on one page, for the colleague who is going to do it."""

import io
from collections.abc import Iterator

from npo_desktop.content.card_fields import level_text
from npo_desktop.content.catalogue import PRACTICE_FIELDS
from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate, spread
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
    INK_SOFT,
    LINE,
    PALE,
    SEMIBOLD,
    Paper,
    Sizes,
    sizes,
)
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, current, pick
from npo_desktop.proposals.words.card import (
    card_dose_text,
    figure_lines,
    grades_text,
    island_text,
    months_note,
    origin_text,
    own_text,
    practice_title,
    untranslated_note,
)
from npo_desktop.proposals.words.proposed import dose_note, goal_area_text

HEADER = 30.0  # points, with the space to the text
FACTORS = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)  # the largest that fits on one page
STRIP_PAD = 7.0


def practice_sheet(facts: PracticeSheet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF of one page in the language being spoken."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), facts.card.name, facts.school)
    draw_sheet(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_sheet(pen: Pen, facts: PracticeSheet, paper: Paper) -> None:
    """The page; a card that fills more than one even in small letters gets a second."""
    room = BOX_HEIGHT - HEADER - foot_height()
    pages = _pages(facts, room)
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        if facts.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        place = ", ".join(part for part in (facts.school, facts.place) if part)
        draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD, SMALL)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
        draw_page(pen, spread(blocks, room), left, top - HEADER)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, _("Practice sheet"), number, len(pages))
        pen.next_page()


def _pages(facts: PracticeSheet, room: float) -> list[list[Block]]:
    pages: list[list[Block]] = []
    for factor in FACTORS:
        pages = paginate(list(_blocks(facts, sizes(factor))), room)
        if len(pages) == 1:
            break
    return pages


def _blocks(facts: PracticeSheet, style: Sizes) -> Iterator[Block]:
    card = facts.card
    yield title_block(card.name, style, share=0.85)
    area = f"{card.category} · {goal_area_text(card.goal_area)}"
    line = " · ".join((area, level_text(card.level), grades_text(card)))
    yield paragraph(line, style, small=True, colour=INK_SOFT, above=2)
    harms, facts_here = card.contraindications, card.island_facts
    texts = [*(one.texts for one in harms), *(one.texts for one in facts_here)]
    if note := untranslated_note([*texts, *card.practice.values()]):
        yield paragraph(note, style, small=True, above=2)
    for warning in card.contraindications:
        yield _warning(pick(warning.texts), style)
    yield _strip(facts, style)
    yield from _part(_("How often and how long"), _dose(facts), style)
    for field in PRACTICE_FIELDS:
        yield from _part(practice_title(field), pick(card.practice.get(field, {})), style)
    yield from _part(_("Works on"), _targets(facts), style)
    yield from _part(_("On our island"), island_text(card), style)
    above = 9.0
    for said in filter(None, (own_text(card, facts.shipped), origin_text(card), months_note())):
        yield paragraph(said, style, small=True, colour=INK_SOFT, above=above)
        above = 3.0


def _dose(facts: PracticeSheet) -> str:
    said = card_dose_text(facts.card)
    if not said:
        return dose_note(None)
    is_own = facts.card.is_own or "dose" in facts.card.own_fields
    return f"{said}." if is_own else f"{said}. {dose_note(facts.card.dose)}"


def _targets(facts: PracticeSheet) -> str:
    found = [code for code, match in facts.card.targets.items() if match > 0]
    names = facts.subscales
    return ", ".join(pick(names[code].staff) if code in names else code for code in found)


def _part(title: str, text: str, style: Sizes) -> Iterator[Block]:
    """A head with its text, which are never parted; nothing when there is nothing to say."""
    if not text:
        return
    leading = style.body * 1.2
    body = paragraph(text, style)

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_lines(pen, [title], left, top, style.body, leading, face=BOLD, colour=ACCENT)
        body.draw(pen, left, top - leading)

    yield Block(leading + body.height, draw, 7)


def _warning(text: str, style: Sizes) -> Block:
    indent = 20.0
    lines = lines_of(text, SEMIBOLD, style.body, BOX_WIDTH - indent, 6)

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.icon("alert-triangle", left, top - style.leading / 2 - 7, 14, ACCENT)
        draw_lines(pen, lines, left + indent, top, style.body, style.leading, face=SEMIBOLD)

    return Block(style.leading * len(lines), draw, 6)


def _strip(facts: PracticeSheet, style: Sizes) -> Block:
    """The figures beside one another, each under its name."""
    figures = figure_lines(facts.card)
    height = style.small_leading + style.leading + 2 * STRIP_PAD
    width = BOX_WIDTH / len(figures)

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - height, BOX_WIDTH, height, PALE, LINE, 0.6, 4)
        for place, (label, words) in enumerate(figures):
            x, y = left + place * width + 10, top - STRIP_PAD
            draw_lines(pen, [label], x, y, style.small, style.small_leading, colour=INK_SOFT)
            size = min(style.body, style.body * (width - 16) / width_of(words, BOLD, style.body))
            draw_lines(pen, [words], x, y - style.small_leading, size, style.leading, face=BOLD)

    return Block(height, draw, 8)
