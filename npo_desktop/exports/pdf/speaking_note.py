"""What the coordinator holds in a talk with parents, on a page. For her own eyes."""

from collections.abc import Iterator, Sequence

from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_writing_lines, paragraph
from npo_desktop.exports.pdf.document_frame import ROOM, Sheet, document_pdf
from npo_desktop.exports.pdf.document_parts import MOST_LINES, together
from npo_desktop.exports.pdf.flow import Block, paginate, spread
from npo_desktop.exports.pdf.lettering import lines_of, width_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    BOX_WIDTH,
    INK,
    INK_SOFT,
    REGULAR,
    SEMIBOLD,
    Paper,
    Sizes,
    sizes,
)
from npo_desktop.exports.speaking_note_facts import (
    NotePart,
    SpeakingNote,
    note_lead,
    note_parts,
    note_title,
)
from npo_desktop.i18n import _, ngettext, speaking

TRIES = (  # to fit on one page, with so many lines to write on
    (sizes(0.9), 4),
    (sizes(0.84), 4),
    (sizes(0.84, is_tight=True), 3),
    (sizes(0.8, is_tight=True), 2),
    (sizes(0.8, is_tight=True), 0),
    (sizes(0.76, is_tight=True), 0),
)
OVER_PAGES = (sizes(0.84), 4)
INDENT = 13.0  # of the text beside its bullet
ROOM_TO_WRITE = 18.0  # of a line
MOST_LEAD = 3  # lines under the title


def speaking_note(facts: SpeakingNote, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head."""
    with speaking(facts.head.language):
        title = note_title(facts)
        foot = _("Confidential: for the coordinator only. Shred it after the talk.")
        sheet = Sheet(_("Confidential"), foot, _fitting(facts))
        number = facts.summary.dossier.pupil.number
        named = _("Speaking note {number}").format(number=number)
    return document_pdf(facts.head, [sheet], title=named if number else title, paper=paper)


def _fitting(facts: SpeakingNote) -> Sequence[Block]:
    """On one page where smaller letters bring it there, well apart; else on several."""
    for style, lines in TRIES:
        blocks = tuple(_blocks(facts, style, lines))
        if len(paginate(blocks, ROOM)) == 1:
            return spread(blocks, ROOM)
    return tuple(_blocks(facts, *OVER_PAGES))


def _blocks(facts: SpeakingNote, style: Sizes, lines: int) -> Iterator[Block]:
    yield title_block(note_title(facts), style, share=0.75)
    if lead := note_lead(facts):
        yield paragraph(lead, style, colour=INK_SOFT, above=2, most=MOST_LEAD)
    for part in note_parts(facts):
        yield from _part(part, style)
    if lines:
        yield _room(style, lines)


def _part(part: NotePart, style: Sizes) -> Iterator[Block]:
    """A heading with its minutes at the right, never alone at the end of a page."""
    heading = Heading(part.icon, part.head, style)
    minutes = _minutes(part)

    def draw(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)
        if minutes:
            x = left + BOX_WIDTH - width_of(minutes, SEMIBOLD, style.small)
            with pen.tagged("P"):
                pen.text(x, top - heading.baseline, minutes, SEMIBOLD, style.small, INK_SOFT)

    blocks = [block for line in part.lines for block in _line(line, style)]
    if blocks:  # a line that holds only spaces is none
        yield together(Block(heading.height, draw, style.gap * 0.7), blocks[0])
        yield from blocks[1:]


def _minutes(part: NotePart) -> str:
    if not part.minutes:
        return ""
    return ngettext("{n} minute", "{n} minutes", part.minutes).format(n=part.minutes)


def _line(words: str, style: Sizes) -> Iterator[Block]:
    lines = lines_of(words, REGULAR, style.body, BOX_WIDTH - INDENT)
    for at in range(0, len(lines), MOST_LINES):
        yield _bullet(lines[at : at + MOST_LINES], style, is_first=at == 0)


def _bullet(lines: tuple[str, ...], style: Sizes, *, is_first: bool) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        if is_first:
            pen.circle(left + 3.5, top - style.leading / 2, 1.6, INK, INK, 0.5)
        with pen.tagged("P"):
            draw_lines(pen, lines, left + INDENT, top, style.body, style.leading)

    return Block(style.leading * len(lines), draw, 2.0 * is_first)


def _room(style: Sizes, lines: int) -> Block:
    """What is heard is written down in the program afterwards, so a few lines are enough."""
    heading = Heading("pencil", _("Heard"), style)

    def draw(pen: Pen, left: float, top: float) -> None:
        below = heading.draw(pen, left, top)
        draw_writing_lines(pen, left, below, BOX_WIDTH, lines, ROOM_TO_WRITE)

    return Block(heading.height + lines * ROOM_TO_WRITE, draw, style.gap * 0.7)
