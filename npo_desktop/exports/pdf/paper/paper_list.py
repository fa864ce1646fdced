"""Questionnaires to fill in on paper, a pupil's pages together. Made in memory.

Looks: VISUAL.md, section 11. The same facts give the same bytes.
"""

import io

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.form_code import code_text
from npo_desktop.exports.paper_facts import FormText, PaperForm, PaperSet, form_text
from npo_desktop.exports.pdf.bundle import Bundle, bundled
from npo_desktop.exports.pdf.flow import Block, draw_page
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.paper.frame import (
    FOOT,
    draw_foot,
    draw_watermark,
    first_head,
    next_head,
)
from npo_desktop.exports.pdf.paper.rows import Row, fill_pages, remark_block, rows_of
from npo_desktop.exports.pdf.paper.style import TRIES
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Mark, Pen, RecordingPen
from npo_desktop.exports.pdf.style import BOX_HEIGHT, INK_SOFT, REGULAR, Paper, register_faces
from npo_desktop.i18n import _, speaking
from npo_desktop.progress import Progress, silent

LEAST_LINES, MOST_LINES = 2, 6  # to write a remark on


def paper_lists(
    facts: PaperSet,
    *,
    paper: Paper = Paper.A4,
    is_duplex: bool = False,
    progress: Progress = silent,
) -> Bundle:
    """All forms as one PDF.

    ``is_duplex``: an even number of pages a pupil, so that printing on both sides never puts two
    pupils on one sheet.
    """
    register_faces()
    held = io.BytesIO()
    language = facts.forms[0].language if facts.forms else "nl"
    with speaking(language):
        title = form_text(facts, facts.forms[0], "").title if facts.forms else _("Paper lists")
    if len(facts.forms) == 1:
        title = f"{title} {code_text(facts.forms[0].code)}"
    canvas = new_canvas(held, paper, language, f"{title} ({facts.round})", facts.school)
    pen = CanvasPen(canvas)
    for done, form in enumerate(facts.forms):
        progress(done, len(facts.forms), _("Paper lists"))
        canvas.begin_one(code_text(form.code))
        draw_form(pen, facts, form, paper, is_duplex=is_duplex)
    progress(len(facts.forms), len(facts.forms), _("Paper lists"))
    return bundled(canvas, held)


def marks_of_form(facts: PaperSet, form: PaperForm, *, paper: Paper = Paper.A4) -> list[Mark]:
    """Every primitive mark of a form, in order; ``pen.replay`` draws them again."""
    register_faces()
    pen = RecordingPen()
    draw_form(pen, facts, form, paper, is_duplex=False)
    return pen.marks


def draw_form(pen: Pen, facts: PaperSet, form: PaperForm, paper: Paper, *, is_duplex: bool) -> int:
    """One pupil's pages; returns how many."""
    text = form_text(facts, form, _watermark(facts, form))
    head, following = first_head(text), next_head(text)
    pages = _pages(text, head, following)
    total = len(pages) + (len(pages) % 2 if is_duplex and len(pages) > 1 else 0)
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        draw_watermark(pen, text.watermark, paper)
        draw_page(pen, [head if number == 1 else following, *blocks], left, top)
        draw_foot(pen, text, paper, number, total)
        pen.next_page()
    if total > len(pages):
        _draw_empty(pen, text, paper, total)
    return total


def _pages(text: FormText, head: Block, following: Block) -> list[list[Block]]:
    """In the largest size that takes no more pages than the smallest does.

    What is left of the last page goes to lines for a remark.
    """
    first = BOX_HEIGHT - FOOT - head.height
    rest = BOX_HEIGHT - FOOT - following.height
    made = [rows_of(text, sizes) for sizes in TRIES[text.informant]]
    least = min(len(fill_pages([*rows, *_remark(text)], first, rest)) for rows in made)
    tries = (
        fill_pages([*rows, *_remark(text, lines)], first, rest)
        for rows in made
        for lines in range(MOST_LINES, LEAST_LINES - 1, -1)
    )
    return next(pages for pages in tries if len(pages) == least)


def _remark(text: FormText, lines: int = LEAST_LINES) -> list[Row]:
    """Teachers and parents may add something; a pupil is asked nothing more.

    A remark that was made stays with the school: it is a note for colleagues.
    """
    if text.informant is Informant.PUPIL or text.is_filled:
        return []
    words = text.words(f"remark_{text.informant.value}")
    return [Row(remark_block(words, lines))]


def _draw_empty(pen: Pen, text: FormText, paper: Paper, page: int) -> None:
    """The back of the last sheet."""
    words = text.words("empty_page")
    width, height = paper.size
    pen.text((width - width_of(words, REGULAR, 10)) / 2, height / 2, words, REGULAR, 10, INK_SOFT)
    draw_foot(pen, text, paper, page, page)
    pen.next_page()


def _watermark(facts: PaperSet, form: PaperForm) -> str:
    if not facts.is_practice:
        return ""
    with speaking(form.language):
        return _("EXAMPLE SCHOOL: no real pupils")
