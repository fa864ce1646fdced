"""Plans on paper: one sheet each, with room to sign, or the code when it was signed."""

import io

from npo_desktop.exports.pdf.blocks import Heading, draw_lines, paragraph
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.page_frame import SMALL, draw_ends, draw_foot, draw_watermark
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen, Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOX_HEIGHT,
    BOX_WIDTH,
    INK,
    INK_SOFT,
    REGULAR,
    SEMIBOLD,
    Paper,
    sizes,
)
from npo_desktop.exports.plan_paper_facts import PlanPaper, PlanPapers
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, current

STYLE = sizes(0.92)
HEADER, FOOTER = 30.0, 24.0  # points, with the space to the text
SIGN_ROOM, BETWEEN = 34.0, 24.0


def plan_papers(facts: PlanPapers, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language being spoken, a new page for each plan."""
    held = io.BytesIO()
    canvas = new_canvas(held, paper, current(), _("Plans"), facts.school)
    draw_papers(CanvasPen(canvas), facts, paper)
    canvas.save()
    return held.getvalue()


def draw_papers(pen: Pen, facts: PlanPapers, paper: Paper) -> None:
    """All pages of all plans."""
    for plan in facts.plans:
        pages = paginate(_blocks(plan), BOX_HEIGHT - HEADER - FOOTER)
        left, top = paper.corner
        for page, blocks in enumerate(pages, 1):
            if facts.is_practice:
                draw_watermark(pen, _("EXAMPLE SCHOOL: no real pupils"), paper)
            made = date_text(facts.made_on)
            draw_ends(pen, left, top - 9, facts.school, made, SEMIBOLD, SMALL)
            pen.line(left, top - 16, left + BOX_WIDTH, top - 16, 1.2, ACCENT)
            draw_foot(pen, left, top - BOX_HEIGHT, 14, _foot(plan), page, len(pages))
            draw_page(pen, blocks, left, top - HEADER)
            pen.next_page()


def _foot(plan: PlanPaper) -> str:
    if plan.code:
        return _("Code {code} · version {version}").format(code=plan.code, version=plan.version)
    return _("Not signed yet · version {version}").format(version=plan.version)


def _blocks(plan: PlanPaper) -> list[Block]:
    days = _("from {start}, review on {review}").format(
        start=long_date(plan.starts_on), review=long_date(plan.review_on)
    )
    about = " · ".join(filter(None, (plan.approach, plan.group)))
    blocks = [
        title_block(_("Plan for {name}").format(name=plan.pupil), STYLE, share=0.8),
        paragraph(about, STYLE, colour=INK_SOFT, above=2),
    ]
    for place, goal in enumerate(plan.goals, 1):
        head = _("Goal") if len(plan.goals) == 1 else _("Goal {n}").format(n=place)
        blocks.append(_part("target", head, (goal.text, goal.observe, goal.measured)))
    how = (plan.dose, plan.who, days)
    blocks.append(_part("calendar", _("How"), how))
    if plan.first_step:
        blocks.append(_part("player-play", _("First step"), (plan.first_step,)))
    said = f"“{plan.pupil_words}”" if plan.pupil_words else _("Not asked yet.")
    if not plan.pupil_words and plan.why_no_words:
        said = _("Not asked: {why}").format(why=plan.why_no_words)
    own = _("In {name}'s own words").format(name=plan.call_name)
    blocks.append(_part("message", own, (said,)))
    blocks.append(_signing(plan))
    return blocks


def _part(icon: str, head: str, said: tuple[str, ...]) -> Block:
    """A heading with its lines: the first in ink, what belongs to it softer."""
    heading = Heading(icon, head, STYLE)
    parts = [lines_of(words, REGULAR, STYLE.body, BOX_WIDTH) for words in said if words]
    height = heading.height + STYLE.leading * sum(len(lines) for lines in parts)

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for place, lines in enumerate(parts):
            colour = INK_SOFT if place else INK
            top = draw_lines(pen, lines, left, top, STYLE.body, STYLE.leading, colour=colour)

    return Block(height, draw, STYLE.gap)


def _signing(plan: PlanPaper) -> Block:
    """Who signed when with the code, or four lines to sign on."""
    if plan.signed_on is not None:
        words = _("Signed on {date} by {who}.").format(
            date=long_date(plan.signed_on), who=plan.signed_by
        )
        code = _("Code {code}: it shows that this paper is the plan that was signed.")
        return _part("signature", _("Signed"), (words, code.format(code=plan.code)))
    heading = Heading("signature", _("We agree with this plan"), STYLE)
    width = (BOX_WIDTH - BETWEEN) / 2
    signers = (_("Parent or guardian"), plan.call_name, _("Teacher"), _("Care coordinator"))
    row = SIGN_ROOM + STYLE.small_leading

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for place, signer in enumerate(signers):
            x = left + place % 2 * (width + BETWEEN)
            y = top - place // 2 * row - SIGN_ROOM
            pen.line(x, y, x + width, y, 0.9, INK)
            pen.text(x, y - STYLE.small - 1, signer, REGULAR, STYLE.small, INK)

    return Block(heading.height + 2 * row, draw, STYLE.gap)
