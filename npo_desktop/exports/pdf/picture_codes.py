"""The picture codes of a group: cards to cut out, two beside each other, the name on each."""

from io import BytesIO

from npo_desktop.content.pictures import picture_word
from npo_desktop.exports.pdf.bundle import Bundle
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.page_frame import NOTE_LEADING, draft_line, draw_draft_line
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_HEIGHT,
    BOX_WIDTH,
    CONTROL,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    WATERMARK,
    Paper,
    register_faces,
)
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, current

COLUMNS, ROWS = 2, 7
HEADER, FOOTER, GAP = 44.0, 20.0, 8.0  # points
_CARD_WIDTH = (BOX_WIDTH - GAP) / COLUMNS
_PAD, _ICON = 10.0, 34.0
_SLOPE = 52.0  # degrees, of the watermark


def picture_codes(sheet: PictureSheet, *, paper: Paper = Paper.A4) -> Bundle:
    """As many pages as it takes; they are cut up, so each begins on a sheet of its own."""
    register_faces()
    made = BytesIO()
    canvas = new_canvas(made, paper, current(), _("Picture codes"), sheet.school)
    pen = CanvasPen(canvas)
    draw_pages(pen, sheet, paper)
    canvas.save()
    pages = canvas.page_count
    return Bundle(made.getvalue(), pages, tuple(range(pages)))


def draw_pages(pen: Pen, sheet: PictureSheet, paper: Paper) -> None:
    """Every page, each with its frame."""
    fit = COLUMNS * ROWS
    pages = max(1, -(-len(sheet.strips) // fit))
    left, top = paper.corner
    foot = FOOTER + (NOTE_LEADING if draft_line() else 0)
    high = (BOX_HEIGHT - HEADER - foot - (ROWS - 1) * GAP) / ROWS
    for page in range(pages):
        _draw_head(pen, sheet, paper, page + 1)
        for place, strip in enumerate(sheet.strips[page * fit : (page + 1) * fit]):
            row, column = divmod(place, COLUMNS)
            x = left + column * (_CARD_WIDTH + GAP)
            y = top - HEADER - row * (high + GAP) - high
            _draw_card(pen, strip, x, y, high)
        _draw_foot(pen, sheet, paper, page + 1, pages)
        pen.next_page()


def _draw_card(pen: Pen, strip: PictureStrip, x: float, y: float, high: float) -> None:
    """The left bottom corner on the point."""
    pen.rect(x, y, _CARD_WIDTH, high, None, CONTROL, 0.8, radius=5)
    name = elided(strip.name, SEMIBOLD, 12, _CARD_WIDTH - 2 * _PAD)
    with pen.tagged("P"):
        pen.text(x + _PAD, y + high - 18, name, SEMIBOLD, 12, INK)
    room = (_CARD_WIDTH - 2 * _PAD) / max(1, len(strip.code))
    for place, picture in enumerate(strip.code):
        middle = x + _PAD + (place + 0.5) * room
        pen.icon(picture, middle - _ICON / 2, y + 22, _ICON, INK)
        word = elided(picture_word(picture), REGULAR, 10, room - 4)
        pen.text(middle - width_of(word, REGULAR, 10) / 2, y + 9, word, REGULAR, 10, INK)


def _draw_head(pen: Pen, sheet: PictureSheet, paper: Paper, page: int) -> None:
    left, top = paper.corner
    if sheet.is_practice:
        width, height = paper.size
        words = _("EXAMPLE SCHOOL: no real pupils")
        size = min(38.0, 700.0 / width_of(words, BOLD, 1.0))
        pen.turned_text(width / 2, height / 2, _SLOPE, words, BOLD, size, WATERMARK)
    title = _("Picture codes")
    title = f"{title} · {sheet.group}" if sheet.group else title
    with pen.tagged("H1" if page == 1 else "P"):
        pen.text(left, top - 12, elided(title, SEMIBOLD, 14, BOX_WIDTH - 90), SEMIBOLD, 14, INK)
    _text_right(pen, date_text(sheet.made_on), left + BOX_WIDTH, top - 12)
    lead = _("Cut out, and give every child its own card. Collect them afterwards.")
    pen.text(left, top - 27, elided(lead, REGULAR, 10, BOX_WIDTH), REGULAR, 10, INK_SOFT)
    pen.line(left, top - 34, left + BOX_WIDTH, top - 34, 1.2, ACCENT)


def _draw_foot(pen: Pen, sheet: PictureSheet, paper: Paper, page: int, pages: int) -> None:
    left, top = paper.corner
    bottom = top - BOX_HEIGHT
    draw_draft_line(pen, left, bottom + 17)
    pen.line(left, bottom + 13, left + BOX_WIDTH, bottom + 13, 0.6, LINE)
    place = ", ".join(part for part in (sheet.school, sheet.place) if part)
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    room = BOX_WIDTH - width_of(number, REGULAR, 9.5) - 16
    pen.text(left, bottom + 2, elided(place, REGULAR, 9.5, room), REGULAR, 9.5, INK_SOFT)
    _text_right(pen, number, left + BOX_WIDTH, bottom + 2)


def _text_right(pen: Pen, words: str, right: float, y: float) -> None:
    pen.text(right - width_of(words, REGULAR, 9.5), y, words, REGULAR, 9.5, INK_SOFT)
