"""The profile of a group on paper: a bar a subscale, and what holds for the whole group."""

from reportlab.lib.colors import HexColor

from npo_desktop.charts.group_profile import (
    ProfileLine,
    class_notice_text,
    count_text,
    means_text,
    nothing_text,
    remarks,
)
from npo_desktop.exports.group_facts import GroupView
from npo_desktop.exports.pdf.group_view_cells import draw_spread
from npo_desktop.exports.pdf.lettering import elided, lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOLD, INK, INK_SOFT, REGULAR, SEMIBOLD
from npo_desktop.i18n import _

ROW, SIZE, LEADING = 14.4, 8.5, 10.0
NAME, BAR, MEANS, GAP = 92.0, 210.0, 116.0, 10.0
WARN = HexColor(0x6B4300)


def draw_profile(
    pen: Pen, view: GroupView, left: float, top: float, width: float, height: float
) -> None:
    """In one page: a remark that does not fit on one line ends in an ellipsis."""
    with pen.tagged("H2"):
        pen.text(left, top - 10, _("Group profile"), BOLD, 12, INK)
    y = top - 24
    heads = ((0.0, _("Subscale")), (NAME, _("How the pupils are spread")),
             (NAME + BAR + GAP, _("Class and school")),
             (NAME + BAR + MEANS + 2 * GAP, _("What stands out")))  # fmt: skip
    step = min(ROW, (height - 44) / max(1, len(view.lines)))
    with pen.tagged("Table"):
        with pen.tagged("TR"):
            for x, words in heads:
                with pen.tagged("TH"):
                    pen.text(left + x, y, words, SEMIBOLD, SIZE, INK_SOFT)
        y -= 6
        for line in view.lines:
            y -= step
            with pen.tagged("TR"):
                _draw_line(pen, line, left, y, width, step)
    if not any(line.stands_out for line in view.lines):
        y -= LEADING + 2
        pen.text(left, y, nothing_text(), REGULAR, SIZE, INK_SOFT)
    for words in lines_of(class_notice_text(), REGULAR, SIZE, width):
        y -= LEADING + 2
        pen.text(left, y, words, REGULAR, SIZE, INK_SOFT)


def _draw_line(
    pen: Pen, line: ProfileLine, left: float, y: float, width: float, step: float
) -> None:
    face = SEMIBOLD if line.stands_out else REGULAR
    base = y + (step - SIZE * 0.68) / 2
    with pen.tagged("TH", row=True):
        pen.text(left, base, elided(line.column.name, face, SIZE, NAME - 4), face, SIZE, INK)
    with pen.tagged("TD", alt=count_text(line)):
        draw_spread(pen, left + NAME, y + 1.2, BAR, step - 2.4, line)
    x = left + NAME + BAR + GAP
    with pen.tagged("TD"):
        if words := means_text(line):
            pen.text(x, base, elided(words, REGULAR, SIZE, MEANS), REGULAR, SIZE, INK)
    with pen.tagged("TD"):
        _draw_remarks(pen, line, x + MEANS + GAP, left + width, y, step)


def _draw_remarks(
    pen: Pen, line: ProfileLine, x: float, right: float, y: float, step: float
) -> None:
    """What stands out, in one line, or in two small ones."""
    base = y + (step - SIZE * 0.68) / 2
    said = " ".join(remarks(line))
    room = right - x
    size = SIZE
    lines = lines_of(said, REGULAR, size, room, 1) if said else ()
    if said and len(lines_of(said, REGULAR, SIZE, room)) > 1:
        size = 6.4
        lines = lines_of(said, REGULAR, size, room, 2)
    for place, words in enumerate(lines):
        low = base if len(lines) == 1 else y + step - 6.2 - place * 6.6
        pen.text(x, low, words, REGULAR, size, WARN)
