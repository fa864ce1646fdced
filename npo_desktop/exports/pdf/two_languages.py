"""The parent summary in two languages, side by side: school and home read the same page."""

from itertools import zip_longest

from npo_desktop.exports.parent_agreements import SchoolHelp
from npo_desktop.exports.parent_chart import ParentChart
from npo_desktop.exports.parent_text import Agreements, ParentText
from npo_desktop.exports.pdf.blocks import BOX_INDENT, draw_tick_box, draw_writing_lines
from npo_desktop.exports.pdf.child_says_section import quote_blocks
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.now_section import picture_block
from npo_desktop.exports.pdf.pair_rows import (
    Before,
    Looks,
    Tongues,
    Words,
    body,
    pair,
    pair_heading,
    pair_title,
    together,
)
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.signatures_section import signature_lines_block
from npo_desktop.exports.pdf.style import BOX_WIDTH, INK_SOFT, Sizes
from npo_desktop.exports.pdf.talk_points_section import point_blocks
from npo_desktop.exports.pdf.talk_section import LINES_TO_ASK

WRITING = 19.0  # between two lines to write on
TITLE_SHARE = 0.72  # of a title over the whole width


class TwoLanguages:
    """All blocks of the page, from the same words in two languages."""

    def __init__(self, first: ParentText, second: ParentText, style: Sizes) -> None:
        self._first, self._second, self._style = first, second, style
        self._tongues = Tongues(first.language, second.language)

    def blocks(self) -> list[Block]:
        """In the order of the page in one language."""
        first, second = self._first, self._second
        blocks = [self._title((first.title, second.title), "H1", 0.0)]
        blocks += self._words((first.greeting, second.greeting), 4, colour_soft=True)
        if first.chart is not None:
            blocks += self._strengths()
        blocks += self._now()
        blocks += self._changes()
        blocks += self._child_says()
        if first.agreements is not None and second.agreements is not None:
            blocks += self._agreements(first.agreements, second.agreements)
        blocks += self._tell_us()
        return blocks + self._signatures()

    def _title(self, words: Words, tag: str, above: float) -> Block:
        return pair_title(words, self._style.title * TITLE_SHARE, self._tongues, above, tag)

    def _heading(self, icon: str, words: Words) -> Block:
        return pair_heading(icon, words, self._style, self._tongues)

    def _words(self, words: Words, above: float, *, colour_soft: bool = False) -> list[Block]:
        looks = body(self._style)
        if colour_soft:
            looks = Looks(looks.size, looks.leading, colour=INK_SOFT)
        return pair(words, looks, self._tongues, above)

    def _small(self, words: Words, above: float) -> list[Block]:
        style = self._style
        looks = Looks(style.small, style.small_leading, colour=INK_SOFT)
        return pair(words, looks, self._tongues, above)

    def _headed(self, head: Words, words: Words, above: float) -> list[Block]:
        """A small head with its text right under it."""
        strong = body(self._style, tag="H3", strong=True)
        heads = pair(head, strong, self._tongues, above)
        return together(heads[-1], self._words(words, 0))

    def _ticked(self, words: Words, above: float) -> list[Block]:
        looks = body(self._style, tag="P", indent=BOX_INDENT)
        return pair(words, looks, self._tongues, above, self._tick)

    def _tick(self, pen: Pen, left: float, top: float) -> None:
        draw_tick_box(pen, left, top, self._style.leading)

    def _strengths(self) -> list[Block]:
        first, second = self._first, self._second
        if not first.strengths_shown:
            return []
        heading = self._heading("sun", (first.strengths_head, second.strengths_head))
        if not first.strengths:
            asked = self._words((first.strengths_unknown, second.strengths_unknown), 0)
            return together(heading, [*asked, _writing(2)])
        rest = []
        for one, other in zip(first.strengths, second.strengths, strict=True):
            rest += self._headed((one.head, other.head), (one.text, other.text), 3)
        return together(heading, rest)

    def _now(self) -> list[Block]:
        first, second = self._first, self._second
        heading = self._heading("plant", (first.now_head, second.now_head))
        if first.chart is None or second.chart is None:
            return together(heading, self._words((first.unknown, second.unknown), 0))
        if not first.chart_shown:
            return []
        return together(heading, [self._picture(first.chart, second.chart)])

    def _picture(self, chart: ParentChart, other: ParentChart) -> Block:
        """With what explains it above and under it."""
        words = self._words((chart.explanation, other.explanation), 0)
        notice = self._small((self._first.own_list, self._second.own_list), 1)
        return _stacked([*words, picture_block((chart, other), self._style), *notice])

    def _changes(self) -> list[Block]:
        first, second = self._first, self._second
        if not first.changes:
            return []
        rest = []
        for one, other in zip(first.changes, second.changes, strict=True):
            heads = (", ".join(one.subjects), ", ".join(other.subjects))
            rest += self._headed(heads, (one.sentence, other.sentence), 2)
        heading = self._heading("history", (first.changes_head, second.changes_head))
        return together(heading, rest)

    def _child_says(self) -> list[Block]:
        """The child's own words stand there once: nobody translates them."""
        first, second = self._first, self._second
        if not first.child_says:
            return []
        heading = self._heading("message", (first.child_says_head, second.child_says_head))
        return together(heading, quote_blocks(first.child_says, self._style))

    def _agreements(self, first: Agreements, second: Agreements) -> list[Block]:
        gap = self._style.gap * 1.3
        rest = self._list((first.goal_head, second.goal_head), first.goals, second.goals, "")
        helps = zip_longest(first.school, second.school, fillvalue=SchoolHelp("", ()))
        head = pair(
            (first.school_head, second.school_head),
            body(self._style, tag="H3", strong=True),
            self._tongues,
            8,
        )
        school = [block for one, other in helps for block in self._help(one, other)]
        rest += together(head[0], school or [_writing(3)])
        if first.shows_home:
            heads = (first.home_head, second.home_head)
            rest += self._list(heads, first.home, second.home, "tick")
        rest += self._list((first.child_head, second.child_head), (), (), "")
        blocks = together(self._title((first.title, second.title), "H2", gap), rest)
        return blocks + self._talk_points(first, second) + self._next_talk(first, second)

    def _help(self, one: SchoolHelp, other: SchoolHelp) -> list[Block]:
        """One thing the school does: a box before its first line."""
        lines = list(zip_longest((one.head, *one.lines), (other.head, *other.lines), fillvalue=""))
        blocks: list[Block] = []
        for first, second in lines:
            if not first and not second:
                continue
            is_head = bool(one.head) and (first, second) == lines[0]
            tick: Before | None = None if blocks else self._tick
            looks = body(self._style, strong=is_head, indent=BOX_INDENT)
            above = 0 if blocks else 3
            blocks += pair((first, second), looks, self._tongues, above, tick)
        return blocks

    def _list(
        self, head: Words, first: tuple[str, ...], second: tuple[str, ...], before: str
    ) -> list[Block]:
        """A head with what stands under it, or with lines to write on."""
        heads = pair(head, body(self._style, tag="H3", strong=True), self._tongues, 8)
        rest = []
        for words in zip_longest(first, second, fillvalue=""):
            rest += self._ticked(words, 3) if before else self._words(words, 2)
        return together(_stacked(heads), rest or [_writing(2)])

    def _talk_points(self, first: Agreements, second: Agreements) -> list[Block]:
        """What was written down in the talk, once: as it was said."""
        if not first.talk_points:
            return []
        heading = self._heading("clipboard-check", (first.talk_head, second.talk_head))
        rest: list[Block] = []
        for one, other in zip(first.talk_points, second.talk_points, strict=True):
            note = " / ".join(dict.fromkeys(filter(None, (one.note, other.note))))
            rest += point_blocks(type(one)(one.text, note), self._style)
        return together(heading, rest)

    def _next_talk(self, first: Agreements, second: Agreements) -> list[Block]:
        heading = self._heading("calendar", (first.next_head, second.next_head))
        if first.next_talk:
            rest = self._words((first.next_talk, second.next_talk), 0)
        else:
            rest = [_writing(1)]
        rest += self._words((first.call_earlier, second.call_earlier), 1)
        return [_stacked([heading, *rest])]

    def _tell_us(self) -> list[Block]:
        first, second = self._first, self._second
        lines = 1 if first.agreements else LINES_TO_ASK
        rest = []
        for words in zip(first.questions, second.questions, strict=True):
            rest += [*self._words(words, 2), _writing(lines)]
        heading = self._heading("pencil", (first.tell_head, second.tell_head))
        return [_stacked([heading, *rest])] if rest else []

    def _signatures(self) -> list[Block]:
        first, second = self._first, self._second
        rest: list[Block] = []
        if first.signers and first.agreements is not None:  # else there is nothing to sign
            for words in zip(first.agree, second.agree, strict=True):
                rest += self._ticked(words, 2)
            rest += self._small((first.no_hurry, second.no_hurry), 2)
            rest.append(signature_lines_block(first, self._style, second))
            heading = self._heading("signature", (first.sign_head, second.sign_head))
            rest.insert(0, heading)
        return [_stacked([*rest, *self._small((first.keeps_safe, second.keeps_safe), 6)])]


def _stacked(blocks: list[Block]) -> Block:
    """Blocks that stay on one page."""
    height = blocks[0].height + sum(block.above + block.height for block in blocks[1:])

    def draw(pen: Pen, left: float, top: float) -> None:
        for number, block in enumerate(blocks):
            top -= block.above if number else 0.0
            block.draw(pen, left, top)
            top -= block.height

    return Block(height, draw, blocks[0].above)


def _writing(lines: int) -> Block:
    """Room to write by hand, over the whole width: in whichever language."""

    def draw(pen: Pen, left: float, top: float) -> None:
        draw_writing_lines(pen, left, top, BOX_WIDTH, lines, WRITING)

    return Block(lines * WRITING + 2, draw, 1)
