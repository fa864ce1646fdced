"""The access file on paper: everything that is kept of one pupil, table by table.

Made in memory. What is held back is left out, and the paper says that something was.
"""

from collections.abc import Collection, Iterator

from npo_desktop.exports.access_facts import (
    AccessFile,
    AccessRow,
    AccessTable,
    is_released,
    released_rows,
)
from npo_desktop.exports.access_wording import column_title, table_title
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.document_frame import Sheet, document_pdf
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    BOLD,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    REGULAR,
    SEMIBOLD,
    Paper,
    register_faces,
    sizes,
)
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, ngettext, speaking

STYLE = sizes(0.85)
MOST_LINES = 40  # of one row in one block; a longer row goes on in the next block
BETWEEN = " · "


def render(facts: AccessFile, release: Collection[str] = (), *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of the facts. ``release``: ids or kinds that may be given."""
    register_faces()
    with speaking(facts.language):
        title = _("Access file")
        foot = _("Access file of {name} ({number}). Confidential.").format(
            name=facts.name, number=facts.number
        )
        sheet = Sheet(facts.name, foot, tuple(_blocks(facts, release)))
    letterhead = facts.letterhead or Letterhead(facts.school, facts.place)
    head = PaperHead(letterhead, facts.is_practice, facts.made_on, facts.language)
    return document_pdf(head, [sheet], title=f"{title} {facts.number}", paper=paper)


def _blocks(facts: AccessFile, release: Collection[str]) -> Iterator[Block]:
    yield title_block(_("Everything we keep of {name}").format(name=facts.name), STYLE)
    told = _("Made on {date} for who may see this file, as it is in our program on that day.")
    yield paragraph(told.format(date=long_date(facts.made_on)), STYLE, colour=INK_SOFT, above=4)
    left_out = 0
    for table in facts.tables:
        rows = released_rows(table, release)
        left_out += sum(
            not is_released(table, row, cell, release) for row in rows for cell in row.cells
        )
        if rows:
            yield from _table_blocks(table, rows, release)
    if left_out:
        words = ngettext(
            "{n} part is not given: it is about somebody else, or is a colleague's own note.",
            "{n} parts are not given: they are about somebody else, or are colleagues' own notes.",
            left_out,
        )
        yield paragraph(words.format(n=left_out), STYLE, above=STYLE.gap)
    rights = _("You may ask us to correct or delete something. Your words then stand beside ours.")
    yield paragraph(rights, STYLE, above=6)


def _table_blocks(
    table: AccessTable, rows: Collection[AccessRow], release: Collection[str]
) -> Iterator[Block]:
    head = f"{table_title(table.name)} ({len(rows)})"
    first, *rest = _row_blocks(table, rows, release)
    yield _kept_together(_line(head, BOLD, STYLE.heading, above=STYLE.gap, kind="H2"), first)
    yield from rest


def _row_blocks(
    table: AccessTable, rows: Collection[AccessRow], release: Collection[str]
) -> Iterator[Block]:
    under = ""
    for row in rows:
        blocks = list(_words(_row_text(table, row, release)))
        if row.under != under:
            under = row.under
            head = _line(under, SEMIBOLD, STYLE.small, above=6, kind="H3")
            blocks[0] = _kept_together(head, blocks[0])
        yield from blocks


def _row_text(table: AccessTable, row: AccessRow, release: Collection[str]) -> str:
    """A row in one run of text; an answer after its question."""
    shown = {
        cell.column: cell.shown if is_released(table, row, cell, release) else _("[not given]")
        for cell in row.cells
        if cell.shown
    }
    if "question" in shown:
        return f"{shown['question'].rstrip('.')}: {shown['answer']}"
    told = (f"{column_title(column, table.name)}: {words}" for column, words in shown.items())
    return BETWEEN.join(told) or _("(technical values only)")


def _words(text: str) -> Iterator[Block]:
    lines = lines_of(text, REGULAR, STYLE.small, BOX_WIDTH)
    for at in range(0, len(lines), MOST_LINES):
        yield _lines(lines[at : at + MOST_LINES], REGULAR, STYLE.small, 0.0 if at else 3.0)


def _line(text: str, face: str, size: float, above: float, kind: str) -> Block:
    return _lines(lines_of(text, face, size, BOX_WIDTH, 2), face, size, above, kind)


def _lines(lines: tuple[str, ...], face: str, size: float, above: float, kind: str = "P") -> Block:
    leading = size * 1.28

    def draw(pen: Pen, left: float, top: float) -> None:
        with pen.tagged(kind):
            draw_lines(pen, lines, left, top, size, leading, face=face, colour=INK)

    return Block(leading * len(lines), draw, above)


def _kept_together(head: Block, first: Block) -> Block:
    """A heading is never the last line of a page."""

    def draw(pen: Pen, left: float, top: float) -> None:
        head.draw(pen, left, top)
        first.draw(pen, left, top - head.height - first.above)

    return Block(head.height + first.above + first.height, draw, head.above)
