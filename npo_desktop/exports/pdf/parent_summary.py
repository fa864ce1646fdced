"""The parent summary: strengths first, how it goes now, what is agreed. Made in memory.

Looks: design/VISUAL.md, section 11. The same facts give the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.parent_text import ParentText, parent_text
from npo_desktop.exports.pdf.agreements_section import agreements_section
from npo_desktop.exports.pdf.child_says_section import child_says_section
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate, spread
from npo_desktop.exports.pdf.now_section import now_section
from npo_desktop.exports.pdf.opening_section import opening_section
from npo_desktop.exports.pdf.page_frame import content_height, content_top, draw_frame
from npo_desktop.exports.pdf.pen import CanvasPen, Mark, Pen, RecordingPen
from npo_desktop.exports.pdf.signatures_section import signatures_section
from npo_desktop.exports.pdf.strengths_section import strengths_section
from npo_desktop.exports.pdf.style import REGULAR, Paper, Sizes, register_faces, sizes
from npo_desktop.exports.pdf.talk_section import next_talk_section, tell_us_section
from npo_desktop.i18n import _, speaking
from npo_desktop.progress import Progress, silent

Part = Callable[[ParentText, Sizes], list[Block]]

# A full page is set smaller, then closer, before it runs over.
TRIES = (sizes(), sizes(0.92), sizes(0.92, is_tight=True), sizes(0.85, is_tight=True))


def parent_summary(facts: ParentSummary, *, paper: Paper = Paper.A4) -> bytes:
    """One pupil's summary as a PDF, in the language of its facts."""
    text = parent_text(facts)
    held = io.BytesIO()
    canvas = new_canvas(held, paper, text.language, text.title, facts.school)
    draw_summary(CanvasPen(canvas), text, paper)
    canvas.save()
    return held.getvalue()


def parent_summaries_in_one(
    summaries: Sequence[ParentSummary],
    *,
    paper: Paper = Paper.A4,
    progress: Progress = silent,
) -> bytes:
    """All summaries in one PDF, with a bookmark each; each counts its own pages."""
    held = io.BytesIO()
    language = summaries[0].language if summaries else "nl"
    school = summaries[0].school if summaries else ""
    with speaking(language):
        title = _("Parent summaries")
    canvas = new_canvas(held, paper, language, title, school)
    pen = CanvasPen(canvas)
    for done, facts in enumerate(summaries):
        progress(done, len(summaries), title)
        key = f"pupil-{done}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(facts.dossier.pupil.full_name or facts.name, key)
        draw_summary(pen, parent_text(facts), paper)
    progress(len(summaries), len(summaries), title)
    canvas.save()
    return held.getvalue()


def marks_of(facts: ParentSummary, *, paper: Paper = Paper.A4) -> list[Mark]:
    """Every primitive mark of a summary, in order; ``pen.replay`` draws them again."""
    pen = RecordingPen()
    draw_summary(pen, parent_text(facts), paper)
    return pen.marks


def new_canvas(target: io.BytesIO, paper: Paper, language: str, title: str, author: str) -> Canvas:
    """An empty document of this paper, without a time in it."""
    register_faces()
    first: Any = (
        REGULAR  # the default is Helvetica, which no PDF embeds; the stub has its type wrong
    )
    canvas = Canvas(target, pagesize=paper.size, invariant=1, lang=language, initialFontName=first)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    return canvas


def draw_summary(pen: Pen, text: ParentText, paper: Paper) -> None:
    """All pages of one summary."""
    room = content_height(text)
    pages = _pages(_first_part, text, room)
    pages += _pages(_second_part, text, room)
    left, top = paper.corner[0], content_top(paper)
    with speaking(text.language):
        for number, blocks in enumerate(pages, 1):
            draw_frame(pen, text, paper, number, len(pages))
            draw_page(pen, spread(blocks, room), left, top)
            pen.next_page()


def _pages(part: Part, text: ParentText, room: float) -> list[list[Block]]:
    """On one page when a smaller size makes that possible, else on as many as it takes."""
    for style in TRIES:
        pages = paginate(part(text, style), room)
        if len(pages) <= 1:
            return pages
    return pages


def _first_part(text: ParentText, style: Sizes) -> list[Block]:
    blocks = opening_section(text, style)
    if text.chart is not None:
        blocks += strengths_section(text, style)
    blocks += now_section(text, style)
    blocks += child_says_section(text, style)
    if text.agreements is None:
        blocks += tell_us_section(text, style)
    return blocks


def _second_part(text: ParentText, style: Sizes) -> list[Block]:
    if text.agreements is None:
        return []
    return [
        *agreements_section(text.agreements, style),
        *next_talk_section(text.agreements, style),
        *tell_us_section(text, style),
        *signatures_section(text, style),
    ]
