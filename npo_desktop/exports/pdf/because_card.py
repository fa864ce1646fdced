"""The because-card on one page: which answers, which rule, what research says, what it costs.

For staff. The same facts give the same bytes.
"""

from collections.abc import Iterator, Sequence

from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.document_frame import ROOM, Sheet, document_pdf
from npo_desktop.exports.pdf.flow import Block, paginate, spread
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
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
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, ngettext, speaking
from npo_desktop.proposals.words.because import (
    Line,
    Section,
    because_sections,
    because_title,
)
from npo_desktop.proposals.words.card import untranslated_note

NAMES, INDENT, DEEPER = 128.0, 22.0, 10.0  # the column of headings, and within it
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
    """A PDF of one page, in the language of its head."""
    with speaking(facts.head.language):
        title = facts.card.intervention.name
        sheet = card_sheet(facts)
    named = f"{title} {facts.card.dossier.pupil.number}"
    return document_pdf(facts.head, [sheet], title=named, paper=paper)


def card_sheet(facts: BecausePaper) -> Sheet:
    """The page."""
    pupil = facts.card.dossier.pupil
    whose = f"{pupil.full_name} ({pupil.number})"
    foot = _("{name} ({number}). For the team: own list without norms, no diagnosis.")
    words = foot.format(name=pupil.full_name, number=pupil.number)
    return Sheet(whose, words, spread(_fitting(facts), ROOM))


def _fitting(facts: BecausePaper) -> list[Block]:
    """On one page: first smaller, then with fewer answers."""
    sections = because_sections(facts.card, facts.names)
    for style in TRIES:
        blocks = list(_blocks(facts, sections, style))
        if len(paginate(blocks, ROOM)) == 1:
            return blocks
    for kept in ANSWERS_KEPT:
        blocks = list(_blocks(facts, _shortened(sections, kept), TRIES[-1]))
        if len(paginate(blocks, ROOM)) == 1:
            break
    return blocks


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
    yield title_block(card.intervention.name, style, share=0.8)
    told = _("{place}, in {round}.").format(
        place=because_title(card), round=card.dossier.round.name
    )
    if card.looked_at is not None:
        seen = _("The newest answer is of {date}.").format(date=long_date(card.looked_at))
        told = f"{told} {seen}"
    yield paragraph(told, style, colour=INK_SOFT, above=2)
    reasons = card.intervention.target_reasons.values()
    harms = (one.texts for one in card.intervention.contraindications)
    if note := untranslated_note((*harms, *reasons)):
        yield paragraph(note, style, small=True, above=2)
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

    return Block(height, draw, style.gap * (0.2 if style.is_tight else 0.5))


def _width(line: Line) -> float:
    return BOX_WIDTH - NAMES - (DEEPER if line.deep else 0)
