"""The small drawings of a paper questionnaire: circles to cross, glasses of water, bars to scan."""

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color

from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import ACCENT, CONTROL, INK, INK_SOFT, PALE, REGULAR, WHITE

LINE = 1.0  # of a circle, in points
DASH = 1.6
SINKS = 0.345  # of the size of a digit, from its middle to its foot
BAR = 1.15  # points: the narrowest bar; 0.38 mm when printed at 94 %


def draw_answer(
    pen: Pen, x: float, y: float, radius: float, digit: str, *, given: str = ""
) -> None:
    """A circle with the key that is typed for it, its middle on the point.

    ``given``: the answer in words, when it is the one that was chosen: then it is crossed.
    """
    pen.circle(x, y, radius, WHITE, INK, LINE)
    _draw_digit(pen, x, y, radius, digit, INK)
    _draw_given(pen, x, y, radius, given)


def draw_unknown(pen: Pen, x: float, y: float, radius: float, *, given: str = "") -> None:
    """The circle of "don't know": broken, so that it never passes for an answer."""
    pen.circle(x, y, radius, WHITE, WHITE, 0.1)
    pen.ring(x, y, radius, INK_SOFT, LINE, DASH)
    _draw_digit(pen, x, y, radius, "0", INK_SOFT)
    _draw_given(pen, x, y, radius, given)


def _draw_given(pen: Pen, x: float, y: float, radius: float, given: str) -> None:
    """The cross of who filled it in, larger than the circle; read aloud as the answer."""
    if not given:
        return
    reach = radius * 0.95
    with pen.tagged("Figure", alt=given):
        pen.line(x - reach, y - reach, x + reach, y + reach, 2.4, INK)
        pen.line(x - reach, y + reach, x + reach, y - reach, 2.4, INK)


def _draw_digit(pen: Pen, x: float, y: float, radius: float, digit: str, colour: Color) -> None:
    size = radius * (1.3 if len(digit) == 1 else 1.1)
    left = x - width_of(digit, REGULAR, size) / 2
    pen.text(left, y - size * SINKS, digit, REGULAR, size, colour)


def draw_box(
    pen: Pen, x: float, y: float, side: float, digit: str = "", *, given: str = ""
) -> None:
    """A square to tick, its middle on the point."""
    pen.rect(x - side / 2, y - side / 2, side, side, WHITE, INK, LINE, 1.5)
    if digit:
        _draw_digit(pen, x, y, side / 2, digit, INK)
    _draw_given(pen, x, y, side / 2, given)


def draw_crossed(pen: Pen, x: float, y: float, radius: float) -> None:
    """An example of an answer that was given."""
    pen.circle(x, y, radius, WHITE, INK, LINE)
    reach = radius * 0.62
    pen.line(x - reach, y - reach, x + reach, y + reach, 1.8, INK)
    pen.line(x - reach, y + reach, x + reach, y - reach, 1.8, INK)


def draw_blackened(pen: Pen, x: float, y: float, radius: float) -> None:
    """An example of an answer that was taken back."""
    pen.circle(x, y, radius, INK, INK, LINE)


def draw_glass(pen: Pen, x: float, bottom: float, height: float, part: float) -> None:
    """A glass of water, filled for this part (0 to 1); ``x`` is its middle."""
    top, foot = height * 0.40, height * 0.28  # half its width above and below
    edge = foot + (top - foot) * part
    level = bottom + height * 0.9 * part
    rim = bottom + height
    pen.polygon(((x - top, rim), (x - foot, bottom), (x + foot, bottom), (x + top, rim)), PALE)
    if part > 0:
        water = ((x - edge, level), (x - foot, bottom), (x + foot, bottom), (x + edge, level))
        pen.polygon(water, ACCENT)
    else:
        pen.line(x - foot, bottom + 1.2, x + foot, bottom + 1.2, 0.6, CONTROL)
    for side in (-1, 1):
        pen.line(x + side * top, bottom + height, x + side * foot, bottom, 1.1, INK)
    pen.line(x - foot, bottom, x + foot, bottom, 1.1, INK)


def bars_width(digits: str) -> float:
    """Points that the bars of a code take, without the quiet room beside them."""
    return sum(width for width, _is_black in _bars(digits)) * BAR


def draw_bars(pen: Pen, x: float, bottom: float, height: float, digits: str) -> None:
    """The code for a scanner: Code 128, two digits a sign."""
    for width, is_black in _bars(digits):
        if is_black:
            pen.rect(x, bottom, width * BAR, height, INK)
        x += width * BAR


@lru_cache(maxsize=64)
def _bars(digits: str) -> tuple[tuple[int, bool], ...]:
    """Widths in modules; capitals are black."""
    from reportlab.graphics.barcode.code128 import Code128  # 30 ms, and only when printing

    code: Any = Code128(digits, humanReadable=0, quiet=0)  # its methods have no types
    code.validate()
    code.encode()
    code.decompose()
    return tuple(("abcd".index(sign.lower()) + 1, sign.isupper()) for sign in code.decomposed)
