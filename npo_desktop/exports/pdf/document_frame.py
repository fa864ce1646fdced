"""A document of the school: letterhead on its first page, a small head on the others, a foot."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.bundle import Bundle, bundled
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.page_frame import (
    HEADER_HEIGHT,
    draw_letterhead,
    draw_next_head,
    draw_staff_foot,
    draw_watermark,
)
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    BOX_HEIGHT,
    Paper,
    Sizes,
    sizes,
)
from npo_desktop.exports.pdf.tags import TaggedCanvas
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, speaking

BELOW_HEAD, FOOTER = 14.0, 36.0  # points, with the space to the text
TRIES = (sizes(0.92), sizes(0.92, is_tight=True), sizes(0.85, is_tight=True))
ROOM = BOX_HEIGHT - HEADER_HEIGHT - BELOW_HEAD - FOOTER


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document, or one of several in a file: its blocks under a head of its own."""

    about: str  # under the date
    foot: str  # what it is, at the bottom of each page
    blocks: Sequence[Block]
    bookmark: str = ""  # in the outline of a file with several
    again: str = ""  # the head of the pages that follow; else what it is about


def fitted(make: Callable[[Sizes], Iterable[Block]]) -> list[Block]:
    """On one page when a smaller size makes that possible, else as it is meant."""
    for style in TRIES:
        blocks = list(make(style))
        if len(paginate(blocks, ROOM)) <= 1:
            return blocks
    return list(make(TRIES[0]))


def new_document(held: io.BytesIO, head: PaperHead, paper: Paper, title: str) -> TaggedCanvas:
    """An empty one, with title and language."""
    return new_canvas(held, paper, head.language, title, head.letterhead.school)


def document_pdf(
    head: PaperHead, sheets: Sequence[Sheet], *, title: str, paper: Paper = Paper.A4
) -> bytes:
    """A PDF in the language of its head."""
    return document_bundle(head, sheets, title=title, paper=paper).pdf


def document_bundle(
    head: PaperHead, sheets: Sequence[Sheet], *, title: str, paper: Paper = Paper.A4
) -> Bundle:
    """A sheet each for several; each counts its own pages."""
    held = io.BytesIO()
    canvas = new_document(held, head, paper, title)
    pen = CanvasPen(canvas)
    with speaking(head.language):
        for sheet in sheets:
            canvas.begin_one(sheet.bookmark)
            draw_sheet(pen, head, sheet, paper)
    return bundled(canvas, held)


def draw_sheet(pen: Pen, head: PaperHead, sheet: Sheet, paper: Paper) -> None:
    """All its pages."""
    pages = paginate(sheet.blocks, ROOM)
    left, top = paper.corner
    for page, blocks in enumerate(pages, 1):
        if head.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        day = long_date(head.made_on)
        if page == 1:
            draw_letterhead(pen, head.letterhead, left, top, (day, sheet.about))
        else:
            named = (sheet.again or sheet.about, head.letterhead.school)
            draw_next_head(pen, left, top, named, (day, sheet.about if sheet.again else ""))
        draw_page(pen, blocks, left, top - HEADER_HEIGHT - BELOW_HEAD)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, sheet.foot, page, len(pages))
        pen.next_page()
