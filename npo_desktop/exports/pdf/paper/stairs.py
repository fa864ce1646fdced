"""A mark as a step of stairs: our own picture, the lowest at the left."""

from collections.abc import Sequence

from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, width_of
from npo_desktop.exports.pdf.paper.marks import draw_answer
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import INK, INK_SOFT, REGULAR

WIDEST, HEIGHT = 36.0, 44.0  # points: a step, and all of them together
RADIUS, WORDS = 9.0, 9.0


def stairs(words: Sequence[str], room: float, given: Sequence[str] = ()) -> Block:
    """A step for each mark from 0; what it means in words stands below it, mostly at the ends.

    ``given``: for each step its words when it was chosen, else empty.
    """
    wide = min(WIDEST, (room - 20) / len(words))
    rise = HEIGHT / len(words)

    def draw(pen: Pen, left: float, top: float) -> None:
        bottom = top - 24 - HEIGHT
        for place, word in enumerate(words):
            x, y = left + wide * place, bottom + rise * (place + 1)
            pen.line(x, y - rise, x, y, 1.2, INK)
            pen.line(x, y, x + wide, y, 1.2, INK)
            chosen = given[place] if given else ""
            middle = x + wide / 2
            draw_answer(pen, middle, y + RADIUS + 3, RADIUS, str(place), given=chosen)
            shown = elided(word, REGULAR, WORDS, 4 * wide)
            ends = x + wide - width_of(shown, REGULAR, WORDS) if place else x
            pen.text(ends, min(y, bottom + rise) - 12, shown, REGULAR, WORDS, INK_SOFT)

    return Block(HEIGHT + 38, draw)
