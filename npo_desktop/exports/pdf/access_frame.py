"""What stands on every page of an access file."""

from npo_desktop.exports.access_facts import AccessFile
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOLD,
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    WATERMARK,
    Paper,
)
from npo_desktop.formats import date_text
from npo_desktop.i18n import _

HEADER, FOOTER = 28.0, 22.0  # points, with the space to the text
SIZE = 9.5
SLOPE = 52.0  # degrees, of the watermark


def content_height() -> float:
    """What header and footer leave, in points."""
    return BOX_HEIGHT - HEADER - FOOTER


def content_top(paper: Paper) -> float:
    """Where the blocks of a page begin."""
    return paper.corner[1] - HEADER


def draw_frame(pen: Pen, facts: AccessFile, paper: Paper, page: int, pages: int) -> None:
    """Drawn first, so that the watermark lies under everything."""
    left, top = paper.corner
    if facts.is_practice:
        _draw_watermark(pen, paper)
    place = ", ".join(part for part in (facts.school, facts.place) if part)
    _draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD)
    pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
    bottom = top - BOX_HEIGHT
    pen.line(left, bottom + 14, left + BOX_WIDTH, bottom + 14, 0.6, LINE)
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    whose = _("Access file of {name} ({number}). Confidential.").format(
        name=facts.name, number=facts.number
    )
    _draw_ends(pen, left, bottom + 3, whose, number, REGULAR)


def _draw_ends(pen: Pen, left: float, y: float, first: str, last: str, face: str) -> None:
    taken = width_of(last, REGULAR, SIZE)
    room = BOX_WIDTH - taken - 16
    colour = INK if face == SEMIBOLD else INK_SOFT
    pen.text(left, y, elided(first, face, SIZE, room), face, SIZE, colour)
    pen.text(left + BOX_WIDTH - taken, y, last, REGULAR, SIZE, INK_SOFT)


def _draw_watermark(pen: Pen, paper: Paper) -> None:
    width, height = paper.size
    text = _("EXAMPLE SCHOOL: no real pupils")
    size = min(38.0, 700.0 / width_of(text, BOLD, 1.0))
    pen.turned_text(width / 2, height / 2, SLOPE, text, BOLD, size, WATERMARK)
