"""One list for a whole class on a few sheets: statements as columns, all pupils as rows."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from npo_desktop.content.entry_keys import entry_digits, is_circled, may_be_unknown
from npo_desktop.content.paper_words import PaperWords
from npo_desktop.content.questionnaire import Item
from npo_desktop.dossiers.form_code import code_text
from npo_desktop.errors import UserError
from npo_desktop.exports.paper_facts import (
    FormText,
    PaperSet,
    form_text,
    spoken,
)
from npo_desktop.exports.pdf.blocks import draw_lines
from npo_desktop.exports.pdf.bundle import Bundle, bundled
from npo_desktop.exports.pdf.lettering import elided, lines_of, width_of
from npo_desktop.exports.pdf.paper.frame import draw_watermark
from npo_desktop.exports.pdf.paper.style import GROUND
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
    Paper,
    register_faces,
)
from npo_desktop.i18n import _, speaking
from npo_desktop.progress import Progress, silent

MOST_COLUMNS = 13  # statements on a page
FEWEST_WIDE = 6  # fewer statements leave room at the right
MOST_ANSWERS = 9  # each is one digit
PLACE, CODE = 20.0, 84.0  # points: a pupil's place in the list, and the code
ROW, LEAST_ROW = 17.0, 14.0
WORDS, LEADING = 9.0, 11.2
FOOT = 26.0


@dataclass(frozen=True, slots=True)
class Column:
    """One statement: its number in the whole list."""

    number: int
    item: Item


def class_sheet(
    facts: PaperSet,
    *,
    paper: Paper = Paper.A4,
    is_duplex: bool = False,
    progress: Progress = silent,
) -> Bundle:
    """The sheets of one group as a PDF, one piece; ``is_duplex`` changes nothing here."""
    register_faces()
    held = io.BytesIO()
    text = form_text(facts, facts.forms[0], "")
    canvas = new_canvas(held, paper, text.form.language, text.title, facts.school)
    pages = list(_pages(facts))
    if not pages:
        raise UserError(
            _("This list has no statements that fit a class sheet."), _("Print a form a pupil.")
        )
    pen, watermark = CanvasPen(canvas), _watermark(facts, text)
    for number, (columns, rows) in enumerate(pages, 1):
        progress(number - 1, len(pages), _("Paper lists"))
        draw_watermark(pen, watermark, paper)
        _draw_page(pen, facts, text, columns, rows, paper.corner)
        _draw_foot(pen, text, paper.corner, number, len(pages))
        pen.next_page()
    progress(len(pages), len(pages), _("Paper lists"))
    return bundled(canvas, held)


def _pages(facts: PaperSet) -> Iterator[tuple[Sequence[Column], range]]:
    """Statements with the same answers, evenly over pages; then the pupils that fit under them."""
    asked = {one.item.id for form in facts.forms for one in form.items}
    items = [item for item in facts.questionnaire.items if item.id in asked]
    fitting = [
        Column(number, item)
        for number, item in enumerate(items, 1)
        if is_circled(facts.questionnaire, item)
        and len(facts.questionnaire.options_of(item)) <= MOST_ANSWERS
    ]
    section: list[Column] = []
    for column in [*fitting, None]:
        if section and (column is None or _answers(facts, column) != _answers(facts, section[0])):
            yield from _even(facts, section)
            section = []
        if column is not None:
            section.append(column)


def _answers(facts: PaperSet, column: Column) -> object:
    questionnaire = facts.questionnaire
    return questionnaire.options_of(column.item), may_be_unknown(questionnaire, column.item)


def _even(facts: PaperSet, section: Sequence[Column]) -> Iterator[tuple[Sequence[Column], range]]:
    count = -(-len(section) // MOST_COLUMNS)
    each = -(-len(section) // count)
    for start in range(0, len(section), each):
        columns = section[start : start + each]
        most = int((BOX_HEIGHT - FOOT - 230) // LEAST_ROW)
        for first in range(0, len(facts.forms), most):
            yield columns, range(first, min(first + most, len(facts.forms)))


def _draw_page(
    pen: Pen,
    facts: PaperSet,
    text: FormText,
    columns: Sequence[Column],
    rows: range,
    corner: tuple[float, float],
) -> None:
    left, top = corner
    at = _draw_head(pen, facts, text, columns, left, top)
    room = at - (top - BOX_HEIGHT) - FOOT - 20
    height = min(ROW, room / len(rows))
    each = (BOX_WIDTH - PLACE - CODE) / max(len(columns), FEWEST_WIDE)
    pen.rect(left, at - 18, PLACE + CODE + each * len(columns), 18, GROUND)
    _draw_middle(pen, text.words("code"), left + PLACE + CODE / 2, at - 12, SEMIBOLD)
    for place, column in enumerate(columns):
        middle = left + PLACE + CODE + each * (place + 0.5)
        _draw_middle(pen, str(column.number), middle, at - 12, SEMIBOLD)
    at -= 18
    for row in rows:
        form = facts.forms[row]
        asked = {one.item.id for one in form.items}
        base = at - height / 2 - 3.2
        _draw_middle(pen, str(row + 1), left + PLACE / 2, base, REGULAR)
        _draw_middle(pen, code_text(form.code), left + PLACE + CODE / 2, base, REGULAR)
        for place, column in enumerate(columns):
            x = left + PLACE + CODE + each * place
            fill = None if column.item.id in asked else GROUND
            pen.rect(x, at - height, each, height, fill, CONTROL, 0.6)
        pen.line(left, at - height, left + PLACE + CODE, at - height, 0.5, LINE)
        at -= height


def _draw_head(
    pen: Pen,
    facts: PaperSet,
    text: FormText,
    columns: Sequence[Column],
    left: float,
    top: float,
) -> float:
    """Title, the meaning of the digits, and the statements in words; where the table begins."""
    pen.text(left, top - 9, elided(text.origin, REGULAR, 10, BOX_WIDTH), REGULAR, 10, INK_SOFT)
    with pen.tagged("H1"):
        pen.text(left, top - 27, elided(text.title, BOLD, 16, BOX_WIDTH - 150), BOLD, 16, INK)
    day = f"{text.words('date')} ____________"
    pen.text(left + BOX_WIDTH - width_of(day, REGULAR, 10), top - 27, day, REGULAR, 10, INK_SOFT)
    at = top - 36
    for words, face in (
        (f"{text.return_by}", SEMIBOLD),
        (_legend(facts, columns[0].item, text.words), REGULAR),
    ):
        lines = lines_of(words, face, WORDS, BOX_WIDTH)
        at = draw_lines(pen, lines, left, at, WORDS, LEADING, face=face)
    pen.line(left, at - 3, left + BOX_WIDTH, at - 3, 0.8, ACCENT)
    at -= 6
    stem = text.of(facts.questionnaire.stem)
    if stem and not columns[0].item.judgement:
        at = draw_lines(pen, [f"{stem} …"], left + PLACE, at, WORDS, LEADING, colour=INK_SOFT)
    for column in columns:
        number = str(column.number)
        right = left + PLACE - 6 - width_of(number, SEMIBOLD, WORDS)
        draw_lines(pen, [number], right, at, WORDS, LEADING, face=SEMIBOLD)
        lines = lines_of(text.of(column.item.texts), REGULAR, WORDS, BOX_WIDTH - PLACE, 2)
        at = draw_lines(pen, lines, left + PLACE, at, WORDS, LEADING)
    return at - 6


def _legend(facts: PaperSet, item: Item, words: PaperWords) -> str:
    questionnaire, language = facts.questionnaire, words.language
    options = questionnaire.options_of(item)
    parts = [
        f"{digit} {spoken(option, language)}"
        for digit, option in zip(entry_digits(questionnaire, item), options, strict=True)
    ]
    if may_be_unknown(questionnaire, item):
        parts.append(f"0 {spoken(questionnaire.dont_know, language)}")
    return " · ".join(part.replace(" ", "\u00a0") for part in parts)


def _draw_foot(
    pen: Pen, text: FormText, corner: tuple[float, float], page: int, pages: int
) -> None:
    left, bottom = corner[0], corner[1] - BOX_HEIGHT
    pen.line(left, bottom + 14, left + BOX_WIDTH, bottom + 14, 0.6, LINE)
    number = text.words("page", page=page, pages=pages)
    taken = width_of(number, REGULAR, 9)
    pen.text(left + BOX_WIDTH - taken, bottom + 3, number, REGULAR, 9, INK_SOFT)
    note = elided(text.note, REGULAR, 8, BOX_WIDTH - taken - 16)
    pen.text(left, bottom + 3, note, REGULAR, 8, INK_SOFT)


def _draw_middle(pen: Pen, words: str, middle: float, y: float, face: str) -> None:
    pen.text(middle - width_of(words, face, 9.5) / 2, y, words, face, 9.5, INK)


def _watermark(facts: PaperSet, text: FormText) -> str:
    if not facts.is_practice:
        return ""
    with speaking(text.form.language):
        return _("EXAMPLE SCHOOL: no real pupils")
