"""The statements of a paper questionnaire: rows of circles under a head, and what is no choice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from npo_desktop.content.entry_keys import (
    entry_digits,
    is_circled,
    may_be_unknown,
)
from npo_desktop.content.questionnaire import Informant, Item, Texts
from npo_desktop.exports.paper_facts import (
    FormText,
    NumberedItem,
)
from npo_desktop.exports.pdf.blocks import draw_lines, draw_writing_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import TOGETHER, lines_of, width_of
from npo_desktop.exports.pdf.paper.marks import draw_answer, draw_glass, draw_unknown
from npo_desktop.exports.pdf.paper.parts import (
    LABEL,
    LABEL_LEADING,
    NUMBER,
    draw_centred,
    draw_number,
    statement,
)
from npo_desktop.exports.pdf.paper.single import WRITING, single
from npo_desktop.exports.pdf.paper.style import GROUND, GROUND_SOFT, RowSizes
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK, LINE, REGULAR, SEMIBOLD

WIDEST = 250.0  # points, all answers of a row together
MOST_COLUMNS = 7  # answers side by side under a head; more stand under their own statement
WIDEST_UNKNOWN = 52.0  # points, the column of "don't know"
HEAD_WORDS = 9.5
GLASS = 22.0


@dataclass(frozen=True, slots=True)
class Row:
    """One block, and the head that stands above it when it begins a page."""

    block: Block
    head: Block | None = None
    is_head: bool = False  # never the last of a page


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the circles of a form stand, from the left of the box, in points."""

    middles: tuple[float, ...]
    unknown: float | None
    words: float  # room for a statement


def rows_of(text: FormText, sizes: RowSizes) -> list[Row]:
    """All statements of a form, each section under its head."""
    found: list[Row] = []
    for section in _sections(text):
        if _goes_in_columns(text, section[0].item):
            found += _circle_rows(text, section, sizes)
        else:
            found += [Row(single(text, one, sizes)) for one in section]
    return found


def fill_pages(rows: Sequence[Row], first: float, following: float) -> list[list[Block]]:
    """Blocks by page; a page that begins in the middle of a section repeats its head."""
    pages: list[list[Block]] = [[]]
    room = first
    for place, row in enumerate(rows):
        needed = row.block.height
        if row.is_head and place + 1 < len(rows):
            needed += rows[place + 1].block.height
        if pages[-1] and needed > room:
            pages.append([])
            room = following
            if row.head is not None and not row.is_head:
                pages[-1].append(row.head)
                room -= row.head.height
        pages[-1].append(row.block)
        room -= row.block.height
    return pages


def remark_block(words: str, lines: int) -> Block:
    """Room to write something that was not asked."""

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.text(left, top - 20, words, SEMIBOLD, 10.5, INK)
        draw_writing_lines(pen, left, top - 20, BOX_WIDTH, lines, WRITING)

    return Block(24 + lines * WRITING, draw)


def _sections(text: FormText) -> Iterator[list[NumberedItem]]:
    """Items after one another with the same answers, and for teachers of the same domain."""

    def kin(one: NumberedItem) -> tuple[object, ...]:
        item = one.item
        if not _goes_in_columns(text, item):
            return ("alone",)
        options = tuple(text.of(option) for option in text.questionnaire.options_of(item))
        return (options, may_be_unknown(text.questionnaire, item), _domain(text, item))

    for _kin, section in groupby(text.form.items, kin):
        yield list(section)


def _goes_in_columns(text: FormText, item: Item) -> bool:
    questionnaire = text.questionnaire
    return is_circled(questionnaire, item) and len(questionnaire.options_of(item)) <= MOST_COLUMNS


def _domain(text: FormText, item: Item) -> str:
    """A block's own heading; of the built-in only for staff: others read no names of scales."""
    if item.block:
        return text.of(text.questionnaire.blocks.get(item.block, {}))
    if text.informant is not Informant.TEACHER or text.questionnaire.is_own:
        return ""
    return text.words.domain(item.scale.partition("-")[0])


def _circle_rows(text: FormText, section: list[NumberedItem], sizes: RowSizes) -> list[Row]:
    options = text.questionnaire.options_of(section[0].item)
    is_unknown = may_be_unknown(text.questionnaire, section[0].item)
    columns = _columns(text, options, is_unknown, sizes)
    head = _head(text, section, options, columns)
    rows = [Row(head, head, is_head=True)]
    is_staff, shade = text.informant is Informant.TEACHER, False  # others see no scales
    scale = section[0].item.scale
    for one in section:
        if is_staff:
            shade, scale = shade ^ (one.item.scale != scale), one.item.scale
        rows.append(Row(_circle_row(text, one, columns, sizes, is_shaded=shade), head))
    return rows


def _columns(
    text: FormText, options: Sequence[Texts], is_unknown: bool, sizes: RowSizes
) -> Columns:
    """As wide as the longest word of any label on the form, so that all sections line up."""
    every = {
        text.of(option)
        for one in text.form.items
        if _goes_in_columns(text, one.item)
        for option in text.questionnaire.options_of(one.item)
    }
    least = 2 * sizes.radius + (12 if text.informant is Informant.TEACHER else 20)
    each = max([least, *(_widest_word(label) + 5 for label in every)])
    each = min(each, WIDEST / max(len(options), 1))
    unknown = max(least, _unknown_width(text.of(text.questionnaire.dont_know)), 46.0)
    right = BOX_WIDTH - (unknown if is_unknown else 0.0)
    first = right - each * len(options)
    middles = tuple(first + each * (place + 0.5) for place in range(len(options)))
    middle = BOX_WIDTH - unknown / 2 if is_unknown else None
    return Columns(middles, middle, first - NUMBER - 8)


def _unknown_width(label: str) -> float:
    """Room for its longest word, or for each side of a stroke on a line when that costs little."""
    sides = label.replace(" / ", " /\n").splitlines()
    widest = max((width_of(side, SEMIBOLD, LABEL) for side in sides), default=0.0) + 5
    return widest if len(sides) > 1 and widest <= WIDEST_UNKNOWN else _widest_word(label) + 8


def _widest_word(label: str) -> float:
    return max((width_of(word, SEMIBOLD, LABEL) for word in label.split()), default=0.0)


def _head(
    text: FormText, section: list[NumberedItem], options: Sequence[Texts], columns: Columns
) -> Block:
    """The section's name and the words above the circles, on a ground of grey."""
    judged = section[0].item.judgement
    domain, stem = _domain(text, section[0].item), text.of(text.questionnaire.stem)
    said = [line for line in lines_of(domain, SEMIBOLD, HEAD_WORDS, columns.words) if line]
    if stem and not judged:
        said += lines_of(f"{stem} …", REGULAR, HEAD_WORDS, columns.words)
    each = columns.middles[1] - columns.middles[0] if len(columns.middles) > 1 else 60.0
    labels = [lines_of(text.of(option), SEMIBOLD, LABEL, each - 2) for option in options]
    if columns.unknown is not None:
        said_so = text.of(text.questionnaire.dont_know).replace(" /", f"{TOGETHER}/")
        room = 2 * (BOX_WIDTH - columns.unknown) - 4
        labels = [*labels, lines_of(said_so, SEMIBOLD, LABEL, room)]
    glasses = GLASS + 5 if text.informant is Informant.PUPIL and len(options) > 1 else 0.0
    deepest = max((len(lines) for lines in labels), default=1)
    height = max(deepest * LABEL_LEADING, len(said) * 11.5) + 8 + glasses

    def draw(pen: Pen, left: float, top: float) -> None:
        bottom = top - height
        pen.rect(left, bottom, BOX_WIDTH, height, GROUND)
        pen.line(left, bottom, left + BOX_WIDTH, bottom, 1.0, INK)
        at = bottom + 4 + 11.5 * len(said)
        for place, line in enumerate(said):
            face = SEMIBOLD if domain and place == 0 else REGULAR
            at = draw_lines(pen, [line], left + NUMBER, at, HEAD_WORDS, 11.5, face=face)
        spots = [*columns.middles, *([columns.unknown] if columns.unknown is not None else [])]
        for spot, lines in zip(spots, labels, strict=True):
            draw_centred(pen, lines, left + spot, bottom + 4)
        if glasses:
            for place, spot in enumerate(columns.middles):
                part = place / (len(columns.middles) - 1)
                draw_glass(pen, left + spot, top - GLASS - 4, GLASS, part)

    return Block(height, draw)


def _circle_row(
    text: FormText, one: NumberedItem, columns: Columns, sizes: RowSizes, *, is_shaded: bool
) -> Block:
    lines = statement(text, one.item, sizes, columns.words)
    height = max(2 * sizes.radius + sizes.air, len(lines) * sizes.leading + sizes.air)
    digits = entry_digits(text.questionnaire, one.item)

    def draw(pen: Pen, left: float, top: float) -> None:
        middle = top - height / 2
        if is_shaded:
            pen.rect(left, top - height, BOX_WIDTH, height - 0.5, GROUND_SOFT)
        draw_number(pen, one.number, left, middle, sizes)
        begin = middle + len(lines) * sizes.leading / 2
        draw_lines(pen, lines, left + NUMBER, begin, sizes.words, sizes.leading)
        for place, (spot, digit) in enumerate(zip(columns.middles, digits, strict=True)):
            given = text.chosen(one.item, place)
            draw_answer(pen, left + spot, middle, sizes.radius, digit, given=given)
        if columns.unknown is not None:
            edge = left + 2 * columns.unknown - BOX_WIDTH
            pen.line(edge, top - height, edge, top, 0.5, LINE)
            given = text.chosen(one.item, None)
            draw_unknown(pen, left + columns.unknown, middle, sizes.radius, given=given)
        pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.5, LINE)

    return Block(height, draw)
