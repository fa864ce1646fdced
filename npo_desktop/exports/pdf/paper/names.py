"""Which code is whose: a page for who hands the forms out. It goes apart from the forms."""

import io

from npo_desktop.dossiers.form_code import code_text
from npo_desktop.exports.paper_facts import PaperForm, PaperSet, spoken
from npo_desktop.exports.pdf.blocks import draw_tick_box, paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import elided
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.paper.frame import draw_watermark
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    Paper,
    register_faces,
    sizes,
)
from npo_desktop.formats import long_date
from npo_desktop.i18n import NAMES, _, current

STYLE = sizes(0.85)
ROW = 21.0  # points
CODE, LANGUAGE, TICKS = 100.0, 80.0, 64.0


def name_list(facts: PaperSet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken, which is the staff's."""
    register_faces()
    held = io.BytesIO()
    title = _("Who gets which form")
    canvas = new_canvas(held, paper, current(), title, facts.school)
    pen = CanvasPen(canvas)
    watermark = _("EXAMPLE SCHOOL: no real pupils") if facts.is_practice else ""
    blocks = [*_opening(facts, title), *(_row(form) for form in facts.forms)]
    for page in paginate(blocks, BOX_HEIGHT):
        draw_watermark(pen, watermark, paper)
        draw_page(pen, page, *paper.corner)
        pen.next_page()
    canvas.save()
    return held.getvalue()


def _opening(facts: PaperSet, title: str) -> list[Block]:
    what = " · ".join((spoken(facts.questionnaire.titles, current()), facts.round, facts.school))
    back = _("Back by {date}.").format(date=long_date(facts.return_by, weekday=True))
    apart = _(
        "This page holds names: keep it apart from the forms, and destroy it when all are in."
    )
    return [
        title_block(title, STYLE),
        paragraph(what, STYLE, colour=INK_SOFT, above=2),
        paragraph(f"{back} {apart}", STYLE, above=4),
        _head(),
    ]


def _head() -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        y = top - 16
        for x, words in zip(_places(left), (_("Pupil"), _("Code"), _("Language")), strict=True):
            pen.text(x, y, elided(words, SEMIBOLD, 9, 90), SEMIBOLD, 9, INK_SOFT)
        right = left + BOX_WIDTH
        for x, words in ((right - TICKS - 12, _("given")), (right - 36, _("back"))):
            pen.text(x, y, elided(words, SEMIBOLD, 9, 46), SEMIBOLD, 9, INK_SOFT)
        pen.line(left, top - 20, right, top - 20, 1.0, INK)

    return Block(20, draw, 8)


def _row(form: PaperForm) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        name, code, language = _places(left)
        y, right = top - 14, left + BOX_WIDTH
        pen.text(name, y, elided(form.name, REGULAR, 10.5, code - name - 8), REGULAR, 10.5, INK)
        pen.text(code, y, code_text(form.code), SEMIBOLD, 10.5, INK)
        pen.text(language, y, NAMES[form.language], REGULAR, 10.5, INK_SOFT)
        for x in (right - TICKS - 2, right - 26):
            draw_tick_box(pen, x, top, ROW, 10)
        pen.line(left, top - ROW, right, top - ROW, 0.5, LINE)

    return Block(ROW, draw)


def _places(left: float) -> tuple[float, float, float]:
    """Where name, code and language begin."""
    language = left + BOX_WIDTH - TICKS - LANGUAGE - 20
    return left, language - CODE, language
