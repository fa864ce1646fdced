"""What has changed since the round before: subjects, and one sentence on them."""

from npo_desktop.exports.parent_changes import ParentChange
from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.blocks import Heading, draw_lines
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import lines_of, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import BOX_WIDTH, REGULAR, SEMIBOLD, Sizes

BETWEEN = 6.0  # of a subject and the sentence behind it


def changes_section(text: ParentText, style: Sizes) -> list[Block]:
    """One block, or nothing when there is nothing to compare with."""
    if not text.changes:
        return []
    heading = Heading("history", text.changes_head, style)
    told = [_Told(change, style) for change in text.changes]
    height = heading.height + sum(one.height for one in told)

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        for one in told:
            one.draw(pen, left, top)
            top -= one.height

    return [Block(height, draw, style.gap)]


class _Told:
    """The sentence stands behind its subjects when both fit on one line, else under them."""

    def __init__(self, change: ParentChange, style: Sizes) -> None:
        self._style = style
        self._subjects = lines_of(", ".join(change.subjects), SEMIBOLD, style.body, BOX_WIDTH)
        self._beside = width_of(self._subjects[-1], SEMIBOLD, style.body) + BETWEEN
        room = BOX_WIDTH - self._beside
        self._is_beside = width_of(change.sentence, REGULAR, style.body) <= room
        self._sentence = lines_of(change.sentence, REGULAR, style.body, BOX_WIDTH)
        lines = len(self._subjects) + (0 if self._is_beside else len(self._sentence))
        self.height = style.leading * lines + (0 if style.is_tight else 2)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        size, leading = self._style.body, self._style.leading
        with pen.tagged("P"):
            top = draw_lines(pen, self._subjects, left, top, size, leading, face=SEMIBOLD)
            if self._is_beside:
                left, top = left + self._beside, top + leading
            draw_lines(pen, self._sentence, left, top, size, leading)
