"""Which code is whose: a page for who hands the forms out. It goes apart from the forms."""

import io

from npo_desktop.dossiers.form_code import code_text
from npo_desktop.exports.paper_facts import PaperForm, PaperSet, spoken
from npo_desktop.exports.pdf.blocks import draw_tick_box, paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.page_frame import draw_draft_line
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
HEAD, FOOT = 20.0, 18.0
NUMBER, CODE, GROUP, LANGUAGE = 26.0, 100.0, 84.0, 80.0
GIVEN, BACK, TICK = 66.0, 26.0, 10.0  # the two boxes, from the right, and a side of one


def name_list(facts: PaperSet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken, which is the staff's."""
    register_faces()
    held = io.BytesIO()
    title = _("Who gets which form")
    canvas = new_canvas(held, paper, current(), title, facts.school)
    pen = CanvasPen(canvas)
    watermark = _("EXAMPLE SCHOOL: no real pupils") if facts.is_practice else ""
    with_groups = len({form.group for form in facts.forms}) > 1
    head = _head(with_groups=with_groups)
    rows = [_row(place, form, with_groups) for place, form in enumerate(facts.forms, 1)]
    opening = _opening(facts, title)
    pages = paginate([*opening, head, *rows], BOX_HEIGHT - FOOT)
    if len(pages) > 1:  # a head again on each of the others
        first, *rest = pages
        others = paginate([block for page in rest for block in page], BOX_HEIGHT - FOOT - HEAD)
        pages = [first, *([head, *page] for page in others)]
    left, top = paper.corner
    for number, page in enumerate(pages, 1):
        draw_watermark(pen, watermark, paper)
        draw_page(pen, page, left, top)
        draw_draft_line(pen, left, top - BOX_HEIGHT + 3, BOX_WIDTH - 90)
        said = _("Page {page} of {pages}").format(page=number, pages=len(pages))
        pen.text(
            left + BOX_WIDTH - width_of(said, REGULAR, 9),
            top - BOX_HEIGHT + 3,
            said,
            REGULAR,
            9,
            INK_SOFT,
        )
        pen.next_page()
    canvas.save()
    return held.getvalue()


def _opening(facts: PaperSet, title: str) -> list[Block]:
    groups = {form.group for form in facts.forms}
    parts = [spoken(facts.questionnaire.titles, current()), facts.round, facts.school]
    what = " · ".join([*parts, *groups] if len(groups) == 1 and "" not in groups else parts)
    back = _("Back by {date}.").format(date=long_date(facts.return_by, weekday=True))
    apart = _(
        "This page holds names: keep it apart from the forms, and destroy it when all are in."
    )
    return [
        title_block(title, STYLE),
        paragraph(what, STYLE, colour=INK_SOFT, above=2),
        paragraph(f"{back} {apart}", STYLE, above=4),
    ]


def _head(*, with_groups: bool) -> Block:
    def draw(pen: Pen, left: float, top: float) -> None:
        y, right = top - 16, left + BOX_WIDTH
        name, group, code, language = _places(left, with_groups)
        over = [(name, _("Pupil")), (code, _("Code")), (language, _("Language"))]
        if with_groups:
            over.append((group, _("Group")))
        for x, words in over:
            pen.text(x, y, elided(words, SEMIBOLD, 9, 90), SEMIBOLD, 9, INK_SOFT)
        for x, words in ((right - GIVEN, _("given")), (right - BACK, _("back"))):
            shown = elided(words, SEMIBOLD, 9, GIVEN - BACK - 4)
            middle = x + TICK / 2 - width_of(shown, SEMIBOLD, 9) / 2
            pen.text(middle, y, shown, SEMIBOLD, 9, INK_SOFT)
        pen.line(left, top - HEAD, right, top - HEAD, 1.0, INK)

    return Block(HEAD, draw, 8)


def _row(place: int, form: PaperForm, with_groups: bool) -> Block:
    """One pupil, with the place that the class sheet gives."""
    number = str(place)

    def draw(pen: Pen, left: float, top: float) -> None:
        name, group, code, language = _places(left, with_groups)
        y, right = top - 14, left + BOX_WIDTH
        pen.text(name - 8 - width_of(number, REGULAR, 9), y, number, REGULAR, 9, INK_SOFT)
        pen.text(name, y, elided(form.name, REGULAR, 10.5, group - name - 8), REGULAR, 10.5, INK)
        if with_groups:
            shown = elided(form.group, REGULAR, 10.5, code - group - 8)
            pen.text(group, y, shown, REGULAR, 10.5, INK)
        pen.text(code, y, code_text(form.code), SEMIBOLD, 10.5, INK)
        pen.text(language, y, NAMES[form.language], REGULAR, 10.5, INK_SOFT)
        for x in (right - GIVEN, right - BACK):
            draw_tick_box(pen, x, top, ROW, TICK)
        pen.line(left, top - ROW, right, top - ROW, 0.5, LINE)

    return Block(ROW, draw)


def _places(left: float, with_groups: bool) -> tuple[float, float, float, float]:
    """Where name, group, code and language begin."""
    language = left + BOX_WIDTH - GIVEN - LANGUAGE - 18
    code = language - CODE
    return left + NUMBER, code - (GROUP if with_groups else 0.0), code, language
