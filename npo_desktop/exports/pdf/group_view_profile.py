"""The profile of a group on paper: a bar a subscale, and what holds for the whole group."""

from dataclasses import dataclass

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
from npo_desktop.exports.pdf.lettering import elided, fitting, lines_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOLD, INK, INK_SOFT, REGULAR, SEMIBOLD
from npo_desktop.i18n import _

ROW, SIZE, NOTE = 17.0, 8.5, 12.0  # of a row, of the letters, of a line below
NAME, BAR, WIDE_BAR, MEANS, GAP = 92.0, 210.0, 420.0, 116.0, 10.0
WARN = HexColor(0x6B4300)


@dataclass(frozen=True, slots=True)
class _Places:
    """Of the columns, in points; nobody is told a thing when the last column is left out."""

    left: float
    right: float
    step: float  # height of a row
    is_told: bool

    @property
    def bar(self) -> float:
        return BAR if self.is_told else WIDE_BAR

    @property
    def means(self) -> float:
        return self.left + NAME + self.bar + GAP

    @property
    def told(self) -> float:
        return self.means + MEANS + GAP


def draw_profile(
    pen: Pen, view: GroupView, left: float, top: float, width: float, height: float
) -> None:
    """In one page: a remark that does not fit on its lines ends in an ellipsis."""
    with pen.tagged("H2"):
        pen.text(left, top - 10, _("Group profile"), BOLD, 12, INK)
    y = top - 24
    nothing = () if any(line.stands_out for line in view.lines) else (nothing_text(),)
    notes = (*nothing, *lines_of(class_notice_text(), REGULAR, SIZE, width))
    step = min(ROW, (height - 34 - NOTE * len(notes)) / max(1, len(view.lines)))
    at = _Places(left, left + width, step, any(map(remarks, view.lines)))
    heads = [(left, _("Subscale")), (left + NAME, _("How the pupils are spread"))]
    heads.append((at.means, _("Class and school")))
    if at.is_told:
        heads.append((at.told, _("What stands out")))
    with pen.tagged("Table"):
        with pen.tagged("TR"):
            for x, words in heads:
                with pen.tagged("TH"):
                    pen.text(x, y, words, SEMIBOLD, SIZE, INK_SOFT)
        y -= 6
        for line in view.lines:
            y -= step
            with pen.tagged("TR"):
                _draw_line(pen, line, y, at)
    for words in notes:
        y -= NOTE
        pen.text(left, y, words, REGULAR, SIZE, INK_SOFT)


def _draw_line(pen: Pen, line: ProfileLine, y: float, at: _Places) -> None:
    face = SEMIBOLD if line.stands_out else REGULAR
    base = y + (at.step - SIZE * 0.68) / 2
    with pen.tagged("TH", row=True):
        pen.text(at.left, base, elided(line.column.name, face, SIZE, NAME - 4), face, SIZE, INK)
    with pen.tagged("TD", alt=count_text(line)):
        draw_spread(pen, at.left + NAME, y + 1.2, at.bar, at.step - 2.4, line)
    with pen.tagged("TD"):
        if words := means_text(line):
            pen.text(at.means, base, elided(words, REGULAR, SIZE, MEANS), REGULAR, SIZE, INK)
    if at.is_told:
        with pen.tagged("TD"):
            _draw_remarks(pen, " ".join(remarks(line)), y, at)


def _draw_remarks(pen: Pen, said: str, y: float, at: _Places) -> None:
    """What stands out, in one line, or in two small ones: as large as the row is high."""
    small = min(7.2, 0.44 * at.step)
    size, lines = fitting(said, REGULAR, ((SIZE, 1), (small, 2)), at.right - at.told)
    base = y + (at.step - SIZE * 0.68) / 2
    for place, words in enumerate(lines):
        low = base if len(lines) == 1 else y + at.step - size - place * size * 1.04
        pen.text(at.told, low, words, REGULAR, size, WARN)
