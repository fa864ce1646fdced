"""A statement over the whole width of a paper questionnaire, with what its kind wants beneath."""

from collections.abc import Sequence

from npo_desktop.content.entry_keys import entry_digits, is_ladder, ladder_words, may_be_unknown
from npo_desktop.content.questionnaire import Item, Kind
from npo_desktop.exports.paper_facts import FormText, NumberedItem
from npo_desktop.exports.pdf.blocks import draw_lines, draw_writing_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, lines_of, width_of
from npo_desktop.exports.pdf.paper.marks import draw_answer, draw_box, draw_unknown
from npo_desktop.exports.pdf.paper.parts import NUMBER, draw_centred, draw_number, statement
from npo_desktop.exports.pdf.paper.stairs import stairs
from npo_desktop.exports.pdf.paper.style import RowSizes
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK, INK_SOFT, LINE, REGULAR

WRITING = 22.0  # points between two lines to write on
LONG_WORDS = 3  # lines for an answer in words


def single(text: FormText, one: NumberedItem, sizes: RowSizes) -> Block:
    """A statement over the whole width, with what its kind wants beneath it."""
    item = one.item
    lines = statement(text, item, sizes, BOX_WIDTH - NUMBER - 6)
    hint = _hint(text, item)
    below = _below(text, item)
    head = len(lines) * sizes.leading + (11 if hint else 0)
    height = head + below.height + sizes.air + 8

    def draw(pen: Pen, left: float, top: float) -> None:
        at = top - 4 - sizes.air / 2
        if one.number:
            draw_number(pen, one.number, left, at - sizes.leading / 2, sizes)
        at = draw_lines(pen, lines, left + NUMBER, at, sizes.words, sizes.leading)
        if hint:
            at = draw_lines(pen, [hint], left + NUMBER, at, 8.5, 11, colour=INK_SOFT)
        below.draw(pen, left + NUMBER, at)
        pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.5, LINE)

    return Block(height, draw)


def _hint(text: FormText, item: Item) -> str:
    if item.kind is Kind.SEVERAL:
        return text.words("several")
    if item.kind is Kind.NUMBER and item.limits is not None:
        low, high = (f"{limit:g}" for limit in item.limits)
        return text.words("number", low=low, high=high)
    return text.of(item.hints)


def _below(text: FormText, item: Item) -> Block:
    """Circles, boxes or lines, to draw beside the column of the numbers."""
    room = BOX_WIDTH - NUMBER
    if item.kind is Kind.NOTE:
        return Block(0, lambda _pen, _left, _top: None)
    if item.kind is Kind.NUMBER:
        return _number(_written(text, item))
    if item.kind is Kind.WORDS or not text.questionnaire.options_of(item):
        return _words(_written(text, item), room)
    labels = [text.of(option) for option in text.questionnaire.options_of(item)]
    if is_ladder(item):
        given = [text.chosen(item, place) for place in range(len(labels))]
        return stairs([ladder_words(label) for label in labels], room, given)
    if all(len(label) <= 3 for label in labels):
        return _ladder(text, item, labels, room)
    return _listed(text, item, labels, room)


def _written(text: FormText, item: Item) -> str:
    """What was written, on a form that shows it."""
    given = text.given(item)
    return (given.words or "") if given else ""


def _number(written: str) -> Block:
    """A box with room for a number."""

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.rect(left, top - 23, 90, 20, None, INK, 0.9, 2)
        if written:
            pen.text(left + 8, top - 17, elided(written, REGULAR, 11, 76), REGULAR, 11, INK)

    return Block(24, draw)


def _words(written: str, room: float) -> Block:
    """Lines to write on, as many as what was written takes."""
    lines = lines_of(written, REGULAR, 11, room - 4) if written else ()
    count = max(LONG_WORDS, len(lines))

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_writing_lines(pen, left, top, room, count, WRITING)
        for place, line in enumerate(lines, 1):
            pen.text(left + 2, top - place * WRITING + 4, line, REGULAR, 11, INK)

    return Block(count * WRITING, draw)


def _ladder(text: FormText, item: Item, labels: Sequence[str], room: float) -> Block:
    """Many short answers in one line, the digit in the circle."""
    digits = entry_digits(text.questionnaire, item)
    step = min(38.0, (room - 20) / len(labels))

    def draw(pen: Pen, left: float, top: float) -> None:
        for place, (digit, label) in enumerate(zip(digits, labels, strict=True)):
            x = left + step * (place + 0.5)
            draw_answer(pen, x, top - 14, 9.5, digit, given=text.chosen(item, place))
            draw_centred(pen, [label], x, top - 36)

    return Block(38, draw)


def _listed(text: FormText, item: Item, labels: Sequence[str], room: float) -> Block:
    """An answer a line, in two columns when they are short."""
    digits = entry_digits(text.questionnaire, item)
    unknown = item.kind is Kind.CHOICE and may_be_unknown(text.questionnaire, item)
    marks = [*zip(digits, labels, strict=True)]
    if unknown:
        marks.append(("0", text.of(text.questionnaire.dont_know)))
    two = len(marks) > 3 and all(width_of(label, REGULAR, 10) < room / 2 - 34 for label in labels)
    deep = -(-len(marks) // 2) if two else len(marks)
    width = room / 2 if two else room

    def draw(pen: Pen, left: float, top: float) -> None:
        for place, (digit, label) in enumerate(marks):
            x = left + (place // deep) * width
            y = top - 10 - (place % deep) * 19
            if item.kind is Kind.SEVERAL:
                draw_box(pen, x + 8, y, 15, digit, given=text.chosen(item, place))
            elif digit == "0":
                draw_unknown(pen, x + 8, y, 7.5, given=text.chosen(item, None))
            else:
                draw_answer(pen, x + 8, y, 7.5, digit, given=text.chosen(item, place))
            words = lines_of(label, REGULAR, 10, width - 30, 1)
            pen.text(x + 22, y - 3.4, words[0] if words else "", REGULAR, 10, INK)

    return Block(deep * 19 + 3, draw)
