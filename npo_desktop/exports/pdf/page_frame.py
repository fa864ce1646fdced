"""What stands on every page: header, footer, and for the practice school its watermark."""

from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.lettering import clean, elided, width_of
from npo_desktop.exports.pdf.pen import Pen, picture_size
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
    WHITE,
    Paper,
)
from npo_desktop.i18n import COMPLETE, _, current

HEADER_HEIGHT = 36.0
HEADER_SPACE = 14.0  # under its rule
FOOTER_HEIGHT = 18.0
NOTE_LEADING = 12.0
ABOVE_FOOT = 4.0  # between the page and its footer, however full the page is
FOOT, FOOT_RULE = 22.0, 14.0  # of a page of staff: with the space to the text; its rule
SIZE, SMALL = 11.0, 9.5
BADGE = 13.0  # radius
BETWEEN = 12.0  # the two sides of the head
LOGO_WIDTH, LOGO_HEIGHT = 96.0, 31.0  # points, at most
WATERMARK_SLOPE = 52.0  # degrees


def content_height(text: ParentText) -> float:
    """What header and footer leave, in points."""
    return BOX_HEIGHT - HEADER_HEIGHT - HEADER_SPACE - _footer_height(text)


def content_top(paper: Paper) -> float:
    """Where the blocks of a page begin."""
    return paper.corner[1] - HEADER_HEIGHT - HEADER_SPACE


def _footer_height(text: ParentText) -> float:
    return FOOTER_HEIGHT + NOTE_LEADING * len(text.notes) + ABOVE_FOOT


def draw_frame(pen: Pen, text: ParentText, paper: Paper, page: int) -> None:
    """Drawn first, so that the watermark lies under everything."""
    left, top = paper.corner
    if text.watermark:
        draw_watermark(pen, text.watermark, paper)
    if page == 1:
        _draw_first_header(pen, text, left, top)
    else:
        draw_next_head(pen, left, top, (text.pupil, text.school), (text.day, text.version_words))


def draw_footer(pen: Pen, text: ParentText, paper: Paper, page: int, pages: int) -> None:
    """Drawn last: it is read after the page."""
    left, top = paper.corner
    if page == 1:
        _draw_footer(pen, text, left, top - BOX_HEIGHT, page, pages)
    else:
        with pen.tagged("Artifact"):
            _draw_footer(pen, text, left, top - BOX_HEIGHT, page, pages)


def draw_watermark(pen: Pen, text: str, paper: Paper) -> None:
    """Across the whole page."""
    width, height = paper.size
    size = min(38.0, 700.0 / width_of(text, BOLD, 1.0))
    pen.turned_text(width / 2, height / 2, WATERMARK_SLOPE, text, BOLD, size, WATERMARK)


def _draw_first_header(pen: Pen, text: ParentText, left: float, top: float) -> None:
    head = text.letterhead or Letterhead(text.school, text.place)
    draw_letterhead(pen, head, left, top, (text.day, text.people))


def draw_letterhead(
    pen: Pen, head: Letterhead, left: float, top: float, right: tuple[str, str]
) -> None:
    """Logo or badge, the school and how to reach it; two lines at the right; a rule under them."""
    indent = _draw_sign(pen, head, left, top) + 10
    sizes = (SIZE, SIZE) if not head.reach else (SIZE, SMALL, SMALL)
    baselines = (11.0, 25.0) if not head.reach else (9.5, 20.5, 31.0)
    faces = (SEMIBOLD, REGULAR, REGULAR)
    lines = list(zip((head.school, head.place, head.reach), faces, sizes, baselines, strict=False))
    wanted = max(width_of(clean(words), face, size) for words, face, size, _down in lines)
    beside = max(width_of(clean(words), REGULAR, SIZE) for words in right)
    share = _share(indent + wanted + 1, beside)  # a hair more: sums are not exact
    for words, face, size, down in lines:
        with pen.tagged("P"):
            shown = elided(words, face, size, share - indent)
            colour = INK if face == SEMIBOLD else INK_SOFT
            pen.text(left + indent, top - down, shown, face, size, colour)
    for words, down in zip(right, (11.0, 25.0), strict=True):
        _text_right(pen, words, left + BOX_WIDTH, top - down, BOX_WIDTH - BETWEEN - share)
    _draw_rule(pen, left, top)


def _share(first: float, last: float) -> float:
    """How much of the width the left side takes: at most half, and what the right leaves it."""
    return min(first, max(BOX_WIDTH / 2, BOX_WIDTH - BETWEEN - last))


def _draw_sign(pen: Pen, head: Letterhead, left: float, top: float) -> float:
    """The logo, or a badge for every school alike; the width that it takes."""
    logo = head.logo
    if logo is None:
        centre = top - BADGE - 1
        pen.circle(left + BADGE + 0.5, centre, BADGE, WHITE, ACCENT, 1.2)
        pen.icon("school", left + BADGE + 0.5 - 8.5, centre - 8.5, 17, ACCENT)
        return 2 * BADGE
    across, down = picture_size(logo)
    scale = min(LOGO_WIDTH / across, LOGO_HEIGHT / down)
    width, height = across * scale, down * scale
    with pen.tagged("Figure", alt=_("Logo of {school}").format(school=head.school)):
        pen.picture(logo, left, top - LOGO_HEIGHT / 2 - height / 2, width, height)
    return width


def draw_next_head(
    pen: Pen, left: float, top: float, first: tuple[str, str], last: tuple[str, str]
) -> None:
    """Of the pages that follow: whose it is, the school, and two short lines at the right."""
    (name, school), downs = first, (11.0, 25.0)
    with pen.tagged("Artifact"):  # what the first page said already
        shown = [elided(words, REGULAR, SIZE, BOX_WIDTH / 2) for words in last]
        rooms = [BOX_WIDTH - width_of(words, REGULAR, SIZE) - 16 for words in shown]
        pen.text(left, top - downs[0], elided(name, SEMIBOLD, SIZE, rooms[0]), SEMIBOLD, SIZE, INK)
        school = elided(school, REGULAR, SIZE, rooms[1])
        pen.text(left, top - downs[1], school, REGULAR, SIZE, INK_SOFT)
        for words, down in zip(shown, downs, strict=True):
            _text_right(pen, words, left + BOX_WIDTH, top - down, BOX_WIDTH)
        _draw_rule(pen, left, top)


def _draw_rule(pen: Pen, left: float, top: float) -> None:
    y = top - HEADER_HEIGHT + 1
    pen.line(left, y, left + BOX_WIDTH, y, 1.4, ACCENT)


def _draw_footer(
    pen: Pen, text: ParentText, left: float, bottom: float, page: int, pages: int
) -> None:
    rule = bottom + FOOTER_HEIGHT - 4
    y = rule + 5 + len(text.notes) * NOTE_LEADING
    for note in text.notes:
        y -= NOTE_LEADING
        pen.text(left, y, elided(note, SEMIBOLD, SMALL, BOX_WIDTH), SEMIBOLD, SMALL, INK)
    words = text.footer_first if page == 1 else text.keeps_safe
    draw_foot(pen, left, bottom, FOOTER_HEIGHT - 4, words, page, pages)


def draw_foot(
    pen: Pen, left: float, bottom: float, rule: float, words: str, page: int, pages: int
) -> None:
    """What it is and which page, under a rule ``rule`` points above the bottom of the box."""
    pen.line(left, bottom + rule, left + BOX_WIDTH, bottom + rule, 0.6, LINE)
    number = _("Page {page} of {pages}").format(page=page, pages=pages)
    draw_ends(pen, left, bottom + 3, words, number, REGULAR, SMALL)


def foot_height() -> float:
    """What ``draw_staff_foot`` takes of a page, with the space to the text."""
    return FOOT + (NOTE_LEADING if draft_line() else 0)


def draw_staff_foot(
    pen: Pen, left: float, bottom: float, words: str, page: int, pages: int
) -> None:
    """What it is and which page, below the line of a draft."""
    draw_draft_line(pen, left, bottom + FOOT_RULE + 5)
    draw_foot(pen, left, bottom, FOOT_RULE, words, page, pages)


def draft_line() -> str:
    """Said on every page until a native speaker has read the language spoken; else empty."""
    if current() in COMPLETE:
        return ""
    return _("This translation is a draft. Is something unclear? Ask us.")


def draw_draft_line(pen: Pen, left: float, y: float, room: float = BOX_WIDTH) -> None:
    """Nothing where the language is no draft."""
    if words := draft_line():
        pen.text(left, y, elided(words, SEMIBOLD, SMALL, room), SEMIBOLD, SMALL, INK)


def draw_ends(
    pen: Pen, left: float, y: float, first: str, last: str, face: str, size: float
) -> None:
    """One line with words at both ends; the first is cut where it would reach the last."""
    room = BOX_WIDTH - width_of(last, REGULAR, size) - 16
    colour = INK if face == SEMIBOLD else INK_SOFT
    pen.text(left, y, elided(first, face, size, room), face, size, colour)
    _text_right(pen, last, left + BOX_WIDTH, y, BOX_WIDTH, size)


def _text_right(
    pen: Pen, string: str, right: float, y: float, room: float, size: float = SIZE
) -> None:
    string = elided(string, REGULAR, size, room)
    pen.text(right - width_of(string, REGULAR, size), y, string, REGULAR, size, INK_SOFT)
