"""The parent summary: strengths first, how it goes now, what is agreed. Made in memory.

Looks: VISUAL.md, section 11. The same facts give the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.exports.parent_text import ParentText, parent_text, second_text
from npo_desktop.exports.pdf.agreements_section import agreements_section
from npo_desktop.exports.pdf.bundle import Bundle, bundled
from npo_desktop.exports.pdf.changes_section import changes_section
from npo_desktop.exports.pdf.child_says_section import child_says_section
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate, spread
from npo_desktop.exports.pdf.now_section import now_section
from npo_desktop.exports.pdf.opening_section import opening_section
from npo_desktop.exports.pdf.page_frame import (
    content_height,
    content_top,
    draw_footer,
    draw_frame,
)
from npo_desktop.exports.pdf.pen import CanvasPen, Mark, Pen, RecordingPen
from npo_desktop.exports.pdf.signatures_section import signatures_section
from npo_desktop.exports.pdf.strengths_section import strengths_section
from npo_desktop.exports.pdf.style import REGULAR, Paper, Sizes, register_faces, sizes
from npo_desktop.exports.pdf.tags import TaggedCanvas
from npo_desktop.exports.pdf.talk_points_section import talk_points_section
from npo_desktop.exports.pdf.talk_section import next_talk_section, tell_us_section
from npo_desktop.exports.pdf.two_languages import TwoLanguages
from npo_desktop.i18n import _, speaking
from npo_desktop.progress import Progress, silent

Part = Callable[[Sizes], list[Block]]

# A full page is set smaller, then closer, before it runs over.
TRIES = (sizes(), sizes(0.92), sizes(0.92, is_tight=True), sizes(0.85, is_tight=True))


def parent_summary(facts: ParentSummary, *, paper: Paper = Paper.A4) -> bytes:
    """One pupil's summary as a PDF, in the language of its facts."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, facts.language, _title(facts), facts.school)
    draw_summary(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def parent_summaries_in_one(
    summaries: Sequence[ParentSummary],
    *,
    paper: Paper = Paper.A4,
    progress: Progress = silent,
) -> Bundle:
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
        canvas.begin_one(facts.dossier.pupil.full_name or facts.name)
        with pen.tagged("Sect", language=facts.language):  # each may be in another
            draw_summary(pen, facts, paper)
    progress(len(summaries), len(summaries), title)
    return bundled(canvas, held)


def _title(facts: ParentSummary) -> str:
    with speaking(facts.language):
        return _("How {name} is doing").format(name=facts.name)


def marks_of(facts: ParentSummary, *, paper: Paper = Paper.A4) -> list[Mark]:
    """Every primitive mark of a summary, in order; ``pen.replay`` draws them again."""
    pen = RecordingPen()
    draw_summary(pen, facts, paper)
    return pen.marks


def new_canvas(
    target: io.BytesIO, paper: Paper, language: str, title: str, author: str
) -> TaggedCanvas:
    """An empty document of this paper, without a time in it."""
    register_faces()
    first: Any = (
        REGULAR  # the default is Helvetica, which no PDF embeds; the stub has its type wrong
    )
    canvas = TaggedCanvas(
        target, pagesize=paper.size, invariant=1, lang=language, initialFontName=first
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    return canvas


def draw_summary(pen: Pen, facts: ParentSummary, paper: Paper) -> None:
    """All pages of one summary, in one language or with a second one beside it."""
    text = parent_text(facts)
    second = second_text(facts) if facts.second_language else None
    if second is not None:
        text = replace(text, notes=tuple(dict.fromkeys((*text.notes, *second.notes))))
    room = content_height(text)
    if second is not None:
        pages = _pages_of(lambda style: TwoLanguages(text, second, style).blocks(), room, 3)
    else:
        pages = _pages_of(lambda style: _first_part(text, style), room)
        pages += _pages_of(lambda style: _second_part(text, style), room)
    left, top = paper.corner[0], content_top(paper)
    with speaking(text.language):
        for number, blocks in enumerate(pages, 1):
            draw_frame(pen, text, paper, number)
            draw_page(pen, spread(blocks, room), left, top)
            draw_footer(pen, text, paper, number, len(pages))
            pen.next_page()


def _pages_of(part: Part, room: float, aim: int = 1) -> list[list[Block]]:
    """On so many pages when a smaller size makes that possible, else on as few as it takes.

    Always in the largest letters that take so many.
    """
    tried = []
    for style in TRIES:
        pages = paginate(part(style), room)
        if len(pages) <= aim:
            return pages
        tried.append(pages)
    return min(tried, key=len)


def _first_part(text: ParentText, style: Sizes) -> list[Block]:
    blocks = opening_section(text, style)
    if text.chart is not None:
        blocks += strengths_section(text, style)
    blocks += now_section(text, style)
    blocks += changes_section(text, style)
    blocks += child_says_section(text, style)
    if text.agreements is None:
        blocks += tell_us_section(text, style)
    return blocks


def _second_part(text: ParentText, style: Sizes) -> list[Block]:
    if text.agreements is None:
        return []
    return [
        *agreements_section(text.agreements, style),
        *talk_points_section(text.agreements, style),
        *next_talk_section(text.agreements, style),
        *tell_us_section(text, style),
        *signatures_section(text, style),
    ]
