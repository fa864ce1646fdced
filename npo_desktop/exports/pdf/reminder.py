"""A friendly reminder on paper: one page a teacher, with numbers instead of names, and no score."""

import io

from npo_desktop.exports.pdf.blocks import draw_lines, paragraph
from npo_desktop.exports.pdf.bundle import Bundle, bundled
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import elided, lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.page_frame import (
    SMALL,
    draw_ends,
    draw_staff_foot,
    draw_watermark,
    foot_height,
)
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
    REGULAR,
    SEMIBOLD,
    Paper,
    sizes,
)
from npo_desktop.exports.reminder_facts import OpenGroup, OpenList, ReminderPage, Reminders
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.progress import Progress, silent

STYLE = sizes(0.95)
HEADER = 30.0  # points, with the space to the text
NUMBERS_LEFT, NUMBERS_SIZE, NUMBERS_LEADING = 170.0, 10.5, 14.0
BAR_WIDTH, BAR_HEIGHT = 96.0, 6.0


def reminders(facts: Reminders, *, paper: Paper = Paper.A4, progress: Progress = silent) -> Bundle:
    """A PDF in the language being spoken, each teacher on a page of her own."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), _title(facts), facts.school)
    pen = CanvasPen(canvas)
    for done, page in enumerate(facts.pages):
        progress(done, len(facts.pages), _("Reminders"))
        groups = ", ".join(group.name for group in page.groups)
        canvas.begin_one(page.teacher or groups)
        draw_reminder(pen, facts, page, paper)
    progress(len(facts.pages), len(facts.pages), _("Reminders"))
    return bundled(canvas, held)


def draw_reminder(pen: Pen, facts: Reminders, page: ReminderPage, paper: Paper) -> None:
    """The pages of one teacher: one, unless very much is open."""
    pages = paginate(_blocks(facts, page), BOX_HEIGHT - HEADER - foot_height())
    left, top = paper.corner
    for number, blocks in enumerate(pages, 1):
        if facts.is_practice:
            draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
        place = ", ".join(part for part in (facts.school, facts.place) if part)
        draw_ends(pen, left, top - 9, place, date_text(facts.made_on), SEMIBOLD, SMALL)
        pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
        said = _("Pupils stand here with their number, not with their name.")
        draw_page(pen, blocks, left, top - HEADER)
        draw_staff_foot(pen, left, top - BOX_HEIGHT, said, number, len(pages))
        pen.next_page()


def _blocks(facts: Reminders, page: ReminderPage) -> list[Block]:
    names = ", ".join(group.name for group in page.groups)
    dear = _("Dear {name},").format(name=page.teacher) if page.teacher else ""
    dear = dear or _("For the teacher of {group},").format(group=names)
    blocks = [
        title_block(_title(facts), STYLE, share=0.8),
        paragraph(dear, STYLE, above=14),
        paragraph(_thanks(page), STYLE, above=8),
        paragraph(
            _("Would you see to the rest by {date} at the latest?").format(
                date=long_date(facts.return_by, weekday=True)
            ),
            STYLE,
            above=4,
        ),
    ]
    for group in page.groups:
        blocks.append(_heading(group))
        blocks += [_row(one) for one in group.lists]
    return [*blocks, paragraph(_ending(facts), STYLE, above=22)]


def _title(facts: Reminders) -> str:
    return _("Lists of round {name}").format(name=facts.round)


def _thanks(page: ReminderPage) -> str:
    if not page.complete:
        return _("The lists of this round can be filled in. Below you see for whom.")
    return ngettext(
        "Thank you for the list that is in: {n} of {total}. Below you see which are still open.",
        "Thank you for the lists that are in: {n} of {total}. Below you see which are still open.",
        page.complete,
    ).format(n=page.complete, total=page.asked)


def _ending(facts: Reminders) -> str:
    ask = _("Is there no quiet moment for it, or is something not clear? Say so; we find a way.")
    if facts.coordinator:
        regards = _("With kind regards, {name}").format(name=facts.coordinator)
        return f"{ask} {regards}"
    return ask


def _heading(group: OpenGroup) -> Block:
    words = elided(group.name, BOLD, STYLE.heading, BOX_WIDTH)

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_lines(pen, [words], left, top, STYLE.heading, STYLE.heading * 1.3, face=BOLD)
        y = top - STYLE.heading * 1.3 - 3
        pen.line(left, y, left + BOX_WIDTH, y, 0.9, INK)

    return Block(STYLE.heading * 1.3 + 5, draw, 18)


def _row(one: OpenList) -> Block:
    """The list, how many are in as a bar and in figures, and whose are not."""
    numbers = lines_of(", ".join(one.numbers), REGULAR, NUMBERS_SIZE, BOX_WIDTH - NUMBERS_LEFT)
    height = max(34.0, NUMBERS_LEADING * (len(numbers) + 1) + 6)

    def draw(pen: Pen, left: float, top: float) -> None:
        title = elided(one.title, SEMIBOLD, 11, NUMBERS_LEFT - 12)
        pen.text(left, top - 13, title, SEMIBOLD, 11, INK)
        pen.rect(left, top - 26, BAR_WIDTH, BAR_HEIGHT, LINE)
        pen.rect(left, top - 26, BAR_WIDTH * one.complete / one.asked, BAR_HEIGHT, ACCENT)
        count = f"{one.complete} / {one.asked}"
        pen.text(left + BAR_WIDTH + 8, top - 26, count, REGULAR, 10, INK)
        n = len(one.numbers)
        still = ngettext("Still open, {n} pupil:", "Still open, {n} pupils:", n).format(n=n)
        pen.text(left + NUMBERS_LEFT, top - 13, still, REGULAR, 10, INK_SOFT)
        draw_lines(
            pen,
            numbers,
            left + NUMBERS_LEFT,
            top - 16,
            NUMBERS_SIZE,
            NUMBERS_LEADING,
        )
        pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.5, LINE)

    return Block(height, draw, 4)
