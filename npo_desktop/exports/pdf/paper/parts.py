"""What every statement of a paper questionnaire shares: its number, its words, its labels."""

from collections.abc import Sequence

from npo_desktop.content.questionnaire import Item
from npo_desktop.exports.paper_facts import FormText
from npo_desktop.exports.pdf.lettering import lines_of, width_of
from npo_desktop.exports.pdf.paper.style import RowSizes
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import INK, INK_SOFT, REGULAR, SEMIBOLD

NUMBER = 26.0  # points, the column of the numbers
LABEL, LABEL_LEADING = 8.2, 9.4


def draw_centred(pen: Pen, lines: Sequence[str], middle: float, bottom: float) -> None:
    """Lines that end at ``bottom``."""
    y = bottom + 2 + len(lines) * LABEL_LEADING
    for line in lines:  # from the top: drawn as it is read
        y -= LABEL_LEADING
        pen.text(middle - width_of(line, SEMIBOLD, LABEL) / 2, y, line, SEMIBOLD, LABEL, INK)


def statement(text: FormText, item: Item, sizes: RowSizes, room: float) -> tuple[str, ...]:
    """Its words in lines, and a word on when it is asked."""
    lines = lines_of(text.of(item.texts), REGULAR, sizes.words, room)
    if item.relevant:
        lines += lines_of(f"({text.words('only_if')})", REGULAR, sizes.words, room)
    return lines


def draw_number(pen: Pen, number: int, left: float, middle: float, sizes: RowSizes) -> None:
    """At the right of its column, in the middle of its row."""
    words, size = str(number), sizes.words
    x = left + NUMBER - 9 - width_of(words, REGULAR, size)
    pen.text(x, middle - size * 0.33, words, REGULAR, size, INK_SOFT)
