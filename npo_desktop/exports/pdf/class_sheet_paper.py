"""What a teacher does from tomorrow on: steps and call names, and never why."""

from collections.abc import Iterator
from dataclasses import dataclass

from npo_desktop.exports.group_plan_facts import ClassSheet, ClassStep
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, draw_tick_box, paragraph
from npo_desktop.exports.pdf.document_frame import Sheet, document_pdf
from npo_desktop.exports.pdf.document_parts import Said, free_text, section, together
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    BOX_WIDTH,
    INK,
    INK_SOFT,
    LINE,
    REGULAR,
    SEMIBOLD,
    Paper,
    Sizes,
    sizes,
)
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, ngettext, speaking

STYLE = sizes(0.92)
INDENT, SIDE = 20.0, 10.0  # of the text beside its box; of the box
WIDTH = BOX_WIDTH - INDENT
MOST_LINES = 24  # in one block


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: str
    size: float
    leading: float


def class_sheet(facts: ClassSheet, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head."""
    with speaking(facts.head.language):
        title = _("Class sheet")
    title = f"{title} {facts.group}"
    return document_pdf(facts.head, [class_page(facts)], title=title, paper=paper)


def class_page(facts: ClassSheet) -> Sheet:
    """What stands on it."""
    with speaking(facts.head.language):
        foot = _("Steps only: why, and what was measured, stands in the plans.")
        blocks = tuple(_blocks(facts))
        return Sheet(", ".join(facts.teachers), foot, blocks, again=_title(facts))


def _title(facts: ClassSheet) -> str:
    return _("From tomorrow: {group}").format(group=facts.group)


def missing_in(facts: ClassSheet) -> tuple[str, ...]:
    """What a teacher would look for and not find, one sentence each."""
    said = []
    if not facts.for_all and not facts.for_some:
        said.append(_("No plan was agreed for this class yet."))
    bare = [step for step in (*facts.for_all, *facts.for_some) if not step.what]
    if bare:
        words = ngettext("{n} plan has no first step.", "{n} plans have no first step.", len(bare))
        said.append(words.format(n=len(bare)))
    if not facts.teachers:
        said.append(_("It is not known who teaches this class."))
    return tuple(said)


def _blocks(facts: ClassSheet) -> Iterator[Block]:
    yield title_block(_title(facts), STYLE, share=0.8)
    opening = _("What we agreed to do in class. Tick what you have started.")
    yield paragraph(opening, STYLE, colour=INK_SOFT, above=2)
    person = facts.coordinator or _("the Care Coordinator")
    if facts.is_empty:
        words = _("There is nothing agreed for this class yet. Ask {person} what comes first.")
        yield from free_text(words.format(person=person), STYLE, above=STYLE.gap)
        return
    yield from _part("users", _("With the whole class"), facts.for_all, STYLE)
    yield from _part("user", _("With these pupils"), facts.for_some, STYLE)
    if facts.ask_about:
        names = ", ".join(facts.ask_about)
        words = _("Ask {person} about: {names}.").format(person=person, names=names)
        yield from section("message", _("To talk about first"), (Said(words),), STYLE)


def _part(icon: str, head: str, steps: tuple[ClassStep, ...], style: Sizes) -> Iterator[Block]:
    if not steps:
        return
    first, *rest = (block for step in steps for block in _step(step, style))
    yield together(_heading(icon, head, style), first)
    yield from rest


def _heading(icon: str, head: str, style: Sizes) -> Block:
    heading = Heading(icon, head, style)

    def draw(pen: Pen, left: float, top: float) -> None:
        heading.draw(pen, left, top)

    return Block(heading.height, draw, style.gap)


def _step(step: ClassStep, style: Sizes) -> Iterator[Block]:
    """A box to tick, with whom, what to do, how often and until when; a long one runs over."""
    until = _("look back on {date}").format(date=long_date(step.until))
    approach = step.approach if step.what else ""
    about = " · ".join(filter(None, (approach, step.dose, step.who, until)))
    lines = [
        *_set(", ".join(step.pupils), SEMIBOLD, style.body, style.leading),
        *_set(step.what or step.approach, REGULAR, style.body, style.leading),
        *_set(about, REGULAR, style.small, style.small_leading),
    ]
    for at in range(0, len(lines), MOST_LINES):
        part = lines[at : at + MOST_LINES]
        yield _step_lines(part, is_first=at == 0, is_last=at + MOST_LINES >= len(lines))


def _set(words: str, face: str, size: float, leading: float) -> list[_Line]:
    if not words:
        return []
    return [_Line(line, face, size, leading) for line in lines_of(words, face, size, WIDTH)]


def _step_lines(lines: list[_Line], *, is_first: bool, is_last: bool) -> Block:
    height = sum(line.leading for line in lines) + 4 + 6 * is_last

    def draw(pen: Pen, left: float, top: float) -> None:
        if is_first:
            draw_tick_box(pen, left, top - 4, lines[0].leading, SIDE)
        y = top - 4
        with pen.tagged("P"):
            for line in lines:
                colour = INK if line.size >= STYLE.body else INK_SOFT
                x, step = left + INDENT, line.leading
                y = draw_lines(
                    pen, (line.text,), x, y, line.size, step, face=line.face, colour=colour
                )
        if is_last:
            pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.6, LINE)

    return Block(height, draw, 2.0 * is_first)
