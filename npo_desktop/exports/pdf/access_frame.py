"""What stands on every page of an access file: a smaller frame than that of a parent summary."""

from npo_desktop.exports.access_facts import AccessFile
from npo_desktop.exports.pdf.page_frame import SMALL, draw_ends, draw_foot, draw_watermark
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, BOX_HEIGHT, BOX_WIDTH, SEMIBOLD, Paper
from npo_desktop.formats import date_text
from npo_desktop.i18n import _

HEADER, FOOTER = 28.0, 22.0  # points, with the space to the text


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
        draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
    place = ", ".join(part for part in (facts.school, facts.place) if part)
    draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD, SMALL)
    pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
    whose = _("Access file of {name} ({number}). Confidential.").format(
        name=facts.name, number=facts.number
    )
    draw_foot(pen, left, top - BOX_HEIGHT, 14, whose, page, pages)
