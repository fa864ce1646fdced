"""The group view on paper, landscape: letters on patterns that a black-and-white printer keeps.

All text stays in a box of 245 x 180 mm, so that A4 and Letter both hold it. The head of the map is
repeated on every page; the profile of the group follows on a page of its own.
"""

import io

from reportlab.pdfgen.canvas import Canvas

from npo_desktop.charts.heat_map import HeatRow
from npo_desktop.charts.heat_words import (
    cell_change_text,
    cell_text,
    complete_text,
    domain_text,
    signals_name,
)
from npo_desktop.exports.group_facts import GroupView, choice_texts, notice_text
from npo_desktop.exports.pdf.group_view_cells import draw_legend, draw_map_cell
from npo_desktop.exports.pdf.group_view_profile import draw_profile
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.page_frame import draft_line
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    PALE,
    REGULAR,
    SEMIBOLD,
    WATERMARK,
    Paper,
)
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, current
from npo_desktop.progress import Progress, silent

WIDTH, HEIGHT = BOX_HEIGHT, BOX_WIDTH  # of the box, in points: it lies on its side
TITLE, HEAD, LEGEND, FOOT = 36.0, 88.0, 16.0, 18.0  # heights
ROW, BAR = 12.6, 13.0
NAME, COUNT, GAP, WIDEST = 118.0, 26.0, 5.0, 30.0  # widths
BODY, SMALL = 9.0, 8.0  # sizes


def group_pdf(view: GroupView, *, paper: Paper = Paper.A4, progress: Progress = silent) -> bytes:
    """A PDF in the language being spoken."""
    held = io.BytesIO()
    title = " · ".join((view.group, view.round.name))
    canvas = new_canvas(held, paper, current(), title, view.school)
    _lay_down(canvas, paper)
    draw_group_view(CanvasPen(canvas), view, paper, progress)
    canvas.save()
    return held.getvalue()


def draw_group_view(pen: Pen, view: GroupView, paper: Paper, progress: Progress = silent) -> None:
    """The pages of the map, then one of the profile."""
    left, top = _corner(paper)
    room = HEIGHT - TITLE - HEAD - LEGEND - FOOT
    most = int(room // ROW)
    rows = view.shown.rows
    parts = [rows[at : at + most] for at in range(0, len(rows), most)] or [()]
    pages = len(parts) + 1
    for page, part in enumerate(parts, 1):
        progress(page, pages, view.group)
        _draw_head(pen, view, paper, page)
        _draw_map(pen, view, part, left, top - TITLE)
        draw_legend(pen, left, top - HEIGHT + FOOT + 4)
        _draw_foot(pen, paper, page, pages)
        pen.next_page()
    _draw_head(pen, view, paper, pages)
    draw_profile(pen, view, left, top - TITLE - 4, WIDTH, HEIGHT - TITLE - FOOT - 8)
    _draw_foot(pen, paper, pages, pages)
    pen.next_page()


def _lay_down(canvas: Canvas, paper: Paper) -> None:
    width, height = paper.size
    canvas.setPageSize((height, width))


def _corner(paper: Paper) -> tuple[float, float]:
    """The left top of the box on a sheet that lies on its side."""
    height, width = paper.size
    return (width - WIDTH) / 2, (height + HEIGHT) / 2


def _draw_head(pen: Pen, view: GroupView, paper: Paper, page: int) -> None:
    left, top = _corner(paper)
    if view.is_practice:
        height, width = paper.size
        words = _("EXAMPLE SCHOOL: no real pupils")
        size = min(38.0, 560.0 / width_of(words, BOLD, 1.0))
        pen.turned_text(width / 2, height / 2, 34.0, words, BOLD, size, WATERMARK)
    shown = view.shown
    head = " · ".join(part for part in (view.group, view.teachers, view.round.name) if part)
    with pen.tagged("H1" if page == 1 else "P"):
        pen.text(left, top - 12, elided(head, BOLD, 14, WIDTH - 200), BOLD, 14, INK)
    school = elided(f"{view.school} · {date_text(view.made_on)}", REGULAR, BODY, 190)
    right = left + WIDTH
    pen.text(right - width_of(school, REGULAR, BODY), top - 12, school, REGULAR, BODY, INK_SOFT)
    chosen = (*choice_texts(view), complete_text(shown.complete, shown.asked), *view.editions)
    words = elided(" · ".join(chosen), REGULAR, BODY, WIDTH)
    pen.text(left, top - 26, words, REGULAR, BODY, INK_SOFT)
    pen.line(left, top - 31, right, top - 31, 1.2, ACCENT)


def _draw_foot(pen: Pen, paper: Paper, page: int, pages: int) -> None:
    left, top = _corner(paper)
    right, bottom = left + WIDTH, top - HEIGHT
    pen.line(left, bottom + 13, right, bottom + 13, 0.6, LINE)
    said = " ".join(filter(None, (notice_text(), draft_line())))
    pen.text(left, bottom + 3, elided(said, SEMIBOLD, SMALL, WIDTH - 80), SEMIBOLD, SMALL, INK)
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    x = right - width_of(number, REGULAR, SMALL)
    pen.text(x, bottom + 3, number, REGULAR, SMALL, INK_SOFT)


def _cell_width(view: GroupView) -> float:
    gaps = GAP * len(view.shown.bars)
    return min(WIDEST, (WIDTH - NAME - COUNT - gaps) / max(1, len(view.shown.columns)))


def _lefts(view: GroupView) -> list[float]:
    """Where each column begins, from the left of the box."""
    width, places = _cell_width(view), []
    x = NAME + COUNT
    starts = {first for _domain, first, _count in view.shown.bars}
    for place in range(len(view.shown.columns)):
        x += GAP if place in starts else 0
        places.append(x)
        x += width
    return places


def _draw_map(
    pen: Pen, view: GroupView, rows: tuple[HeatRow, ...], left: float, top: float
) -> None:
    width, places = _cell_width(view), _lefts(view)
    for domain, first, count in view.shown.bars:
        x = left + places[first]
        bar = count * width
        pen.rect(x, top - BAR, bar - 1, BAR, PALE)
        words = elided(domain_text(domain), SEMIBOLD, BODY, bar - 6)
        middle = x + (bar - width_of(words, SEMIBOLD, BODY)) / 2
        pen.text(middle, top - BAR + 3.5, words, SEMIBOLD, BODY, INK)
    pen.line(left, top - HEAD, left + places[-1] + width if places else left + NAME,
             top - HEAD, 0.6, LINE)  # fmt: skip
    with pen.tagged("Table"):
        with pen.tagged("TR"):
            _draw_heads(pen, view, left, top - HEAD + 3, places)
        for number, row in enumerate(rows):
            with pen.tagged("TR"):
                _draw_row(pen, view, row, left, top - HEAD - number * ROW, places)


def _draw_heads(pen: Pen, view: GroupView, left: float, foot: float, places: list[float]) -> None:
    with pen.tagged("TH"):
        pen.text(left, foot, _("Pupil"), SEMIBOLD, BODY, INK_SOFT)
    signals = signals_name()
    x = left + NAME + COUNT - 8 - width_of(signals, SEMIBOLD, BODY)
    with pen.tagged("TH"):
        pen.text(x, foot, signals, SEMIBOLD, BODY, INK_SOFT)
    for place, column in zip(places, view.shown.columns, strict=True):
        words = elided(column.name, REGULAR, BODY, HEAD - BAR - 6)
        middle = foot + width_of(words, REGULAR, BODY) / 2
        across = left + place + _cell_width(view) / 2
        with pen.tagged("TH"):
            pen.turned_text(across, middle, 90, words, REGULAR, BODY, INK)


def _draw_row(
    pen: Pen, view: GroupView, row: HeatRow, left: float, top: float, places: list[float]
) -> None:
    width, base = _cell_width(view), top - ROW + 3.4
    name = elided(row.pupil.list_name, REGULAR, BODY, NAME - 4)
    with pen.tagged("TH", row=True):
        pen.text(left, base, name, REGULAR, BODY, INK)
    words = str(row.signals) if row.signals else "–"
    right = left + NAME + COUNT - 8
    with pen.tagged("TD"):
        pen.text(right - width_of(words, SEMIBOLD, BODY), base, words, SEMIBOLD, BODY, INK)
    for place, cell in zip(places, row.cells, strict=True):
        said = cell_text(cell)
        if view.changes and (changed := cell_change_text(cell)):
            said = f"{said}, {changed}"
        with pen.tagged("TD", alt=said):
            draw_map_cell(pen, left + place, top - ROW + 1, width - 1, ROW - 1, cell, view.changes)
