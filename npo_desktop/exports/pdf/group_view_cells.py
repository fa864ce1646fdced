"""Cells of the group view on paper: letter, pattern and shade, so that no colour is needed."""

from reportlab.lib.colors import Color, HexColor

from npo_desktop.band_words import band_letter, band_text
from npo_desktop.charts.group_profile import ProfileLine
from npo_desktop.charts.heat_cells import NO_SIGNAL, HeatCell, Shown
from npo_desktop.charts.heat_words import cell_letter
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import INK, INK_SOFT, REGULAR, SEMIBOLD, WHITE
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

LETTER, WORDS = 8.5, 7.5  # sizes in points
_GROUNDS: dict[str, tuple[Color, Color]] = {
    "strong": (HexColor(0xC2E0F2), HexColor(0x0C3B5C)),
    "fine": (WHITE, HexColor(0x5A6D73)),
    "watch": (HexColor(0xF2B03A), HexColor(0x422A00)),
    "low": (HexColor(0x7D2A55), WHITE),
}
_THIN, _PATTERN, _EDGE = HexColor(0xC3CDCF), HexColor(0x8F6204), HexColor(0x7C8D92)


def draw_map_cell(
    pen: Pen, x: float, y: float, width: float, height: float, cell: HeatCell, changes: bool
) -> None:
    """``x`` and ``y``: the left bottom; all in points."""
    ink = INK_SOFT
    if cell.shown is Shown.BAND:
        style = "strong" if cell.strong and cell.band is Band.FINE else cell.band.value
        ground, ink = _GROUNDS[style]
        edge = (_THIN, 0.5) if style == "fine" else (None, 0.0)
        pen.rect(x, y, width, height, ground, *edge)
        if style == "watch":
            _hatch(pen, x, y, width, height, 3.4, _PATTERN)
            pen.rect(
                x + width / 2 - 4.5, y + 1.6, 9, height - 3.2, ground
            )  # the letter stays clear
    elif cell.shown is Shown.FEW:
        _hatch(pen, x, y, width, height, 2.6, _EDGE)
        pen.rect(x + width / 2 - 3.5, y + 1.6, 7, height - 3.2, WHITE)
    elif cell.shown is Shown.OPEN:
        _dash_around(pen, x, y, width, height)
    elif cell.shown in NO_SIGNAL:
        pen.rect(x, y, width, height, None, _THIN, 0.5)
    _draw_letter(pen, x, y, width, height, cell, ink, changes)


def _draw_letter(
    pen: Pen,
    x: float,
    y: float,
    width: float,
    height: float,
    cell: HeatCell,
    ink: Color,
    changes: bool,
) -> None:
    letter = cell_letter(cell)
    face = SEMIBOLD if cell.is_signal or cell.strong else REGULAR
    wide = width_of(letter, face, LETTER) if letter else 0.0
    certain = changes and cell.change in (Verdict.IMPROVED, Verdict.DECLINED)
    start = x + (width - wide - (6.5 if certain else 0)) / 2
    base = y + (height - LETTER * 0.68) / 2
    if letter:
        pen.text(start, base, letter, face, LETTER, ink)
    if certain:
        up = cell.change is Verdict.IMPROVED
        _draw_triangle(pen, start + wide + 4.2, y + height / 2, ink, up=up)


def _draw_triangle(pen: Pen, x: float, y: float, ink: Color, *, up: bool) -> None:
    """Up solid, down hollow."""
    half, sign = 2.6, 1 if up else -1
    points = ((x, y + sign * half), (x - half, y - sign * half * 0.8),
              (x + half, y - sign * half * 0.8))  # fmt: skip
    if up:
        pen.polygon(points, ink)
        return
    for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
        pen.line(x1, y1, x2, y2, 0.7, ink)


def _hatch(
    pen: Pen, x: float, y: float, width: float, height: float, step: float, colour: Color
) -> None:
    """Lines from the lower left to the upper right, cut at the edges."""
    at = -height + step / 2
    while at < width:
        x1, y1 = (x + at, y) if at >= 0 else (x, y - at)
        over = at + height - width
        x2, y2 = (x + at + height, y + height) if over <= 0 else (x + width, y + height - over)
        pen.line(x1, y1, x2, y2, 0.5, colour)
        at += step


def _dash_around(pen: Pen, x: float, y: float, width: float, height: float) -> None:
    step, dash = 3.0, 1.3
    for n in range(int(width // step)):
        left = x + n * step
        for edge in (y + 0.3, y + height - 0.3):
            pen.line(left, edge, left + dash, edge, 0.5, _EDGE)
    for n in range(int(height // step)):
        low = y + n * step
        for edge in (x + 0.3, x + width - 0.3):
            pen.line(edge, low, edge, low + dash, 0.5, _EDGE)


def draw_legend(pen: Pen, left: float, y: float) -> None:
    """In one line below the map."""
    entries = [
        (HeatCell(Shown.BAND, Band.LOW), band_text(Band.LOW)),
        (HeatCell(Shown.BAND, Band.WATCH), band_text(Band.WATCH)),
        (HeatCell(Shown.BAND, Band.FINE), band_text(Band.FINE)),
        (HeatCell(Shown.BAND, Band.FINE, True), band_text(Band.FINE, strong=True)),
        (HeatCell(Shown.FEW), _("too few answers")),
        (HeatCell(Shown.OPEN), _("not filled in")),
        (HeatCell(Shown.NOT_ASKED), _("not asked")),
        (HeatCell(Shown.ONE_QUESTION), _("no signal possible")),
    ]
    x = left
    for up, words in ((True, _("certain progress")), (False, _("certain decline"))):
        _draw_triangle(pen, x + 3, y + 4, INK, up=up)
        pen.text(x + 9, y + 1.5, words, REGULAR, WORDS, INK_SOFT)
        x += 9 + width_of(words, REGULAR, WORDS) + 10
    for cell, words in entries:
        text = words.partition(" · ")[2] or words
        draw_map_cell(pen, x, y - 1, 15, 10, cell, changes=False)
        pen.text(x + 18, y + 1.5, text, REGULAR, WORDS, INK_SOFT)
        x += 18 + width_of(text, REGULAR, WORDS) + 9


def draw_spread(
    pen: Pen, x: float, y: float, width: float, height: float, line: ProfileLine
) -> None:
    """Help needed, watch, on level, strong from the left; hatched where there are too few."""
    column = line.column
    if not line.is_shown:
        _hatch(pen, x, y, width, height, 4, _THIN)
        words = _("too few pupils to show")
        wide = width_of(words, REGULAR, WORDS)
        pen.rect(x + (width - wide) / 2 - 3, y, wide + 6, height, WHITE)
        pen.text(x + (width - wide) / 2, y + 3, words, REGULAR, WORDS, INK_SOFT)
        return
    counts = (column.low, column.watch, column.fine, column.strong)
    bands = ((Band.LOW, False), (Band.WATCH, False), (Band.FINE, False), (Band.FINE, True))
    left = x
    for (band, strong), style, count in zip(bands, _ORDER, counts, strict=True):
        wide = width * count / column.scored
        if not count:
            continue
        ground, ink = _GROUNDS[style]
        pen.rect(left, y, wide - 0.7, height, ground, _THIN, 0.4)
        if style == "watch":
            _hatch(pen, left, y, wide - 0.7, height, 3.4, _PATTERN)
        words = f"{band_letter(band, strong)} {count}"
        room = width_of(words, SEMIBOLD, WORDS)
        if room + 4 < wide:
            middle = left + (wide - room) / 2
            pen.rect(middle - 1.5, y + 1.2, room + 3, height - 2.4, ground)
            pen.text(middle, y + (height - WORDS * 0.68) / 2, words, SEMIBOLD, WORDS, ink)
        left += wide


_ORDER = ("low", "watch", "fine", "strong")
