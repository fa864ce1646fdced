"""How it is going now: three zones that differ by word and icon, one mark a row."""

from collections.abc import Sequence

from npo_desktop.exports.parent_chart import ChartRow, ParentChart, zone_of
from npo_desktop.exports.parent_text import ParentText
from npo_desktop.exports.pdf.blocks import Heading, draw_lines, paragraph
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.lettering import elided, fitting, lines_of, width_of
from npo_desktop.exports.pdf.pen import Pen
from npo_desktop.exports.pdf.style import (
    ACCENT,
    BOX_WIDTH,
    CONTROL,
    INK,
    INK_SOFT,
    LINE,
    PALE,
    REGULAR,
    SEMIBOLD,
    WHITE,
    ZONE_GROUNDS,
    ZONE_HEADS,
    Sizes,
)

ICONS = ("heart-handshake", "plant", "sun")
LABEL_WIDTH = 178.0
ZONE_WIDTH = (BOX_WIDTH - LABEL_WIDTH) / 3
ZONE_GAP = 1.5
HEAD_HEIGHT = 36.0
WORD_LEADING = 12.0  # of the words of one more language in the head
LEGEND_HEIGHT = 20.0
NOW, BEFORE = 5.4, 3.7  # radii
ARROW = 5.5
PADDING = 12.0


def now_section(text: ParentText, style: Sizes) -> list[Block]:
    """The picture and the notice under it; without a scan one honest sentence."""
    heading = Heading("plant", text.now_head, style)
    if text.chart is None:
        return [_unknown_block(text, style, heading)]
    if not text.chart_shown:
        return []
    notice = paragraph(text.own_list, style, small=True, colour=INK_SOFT, above=1)
    return [_chart_block(text.chart, style, heading), notice]


def _unknown_block(text: ParentText, style: Sizes, heading: Heading) -> Block:
    lines = lines_of(text.unknown, REGULAR, style.body, BOX_WIDTH - 2 * PADDING)
    height = style.leading * len(lines) + 2 * PADDING

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        pen.rect(left, top - height, BOX_WIDTH, height, PALE, CONTROL, 0.8, 5)
        draw_lines(pen, lines, left + PADDING, top - PADDING, style.body, style.leading)

    return Block(heading.height + height, draw, style.gap)


def _chart_block(chart: ParentChart, style: Sizes, heading: Heading) -> Block:
    explanation = lines_of(chart.explanation, REGULAR, style.body, BOX_WIDTH)
    picture = picture_block((chart,), style)
    above = heading.height + style.leading * len(explanation) + 4

    def draw(pen: Pen, left: float, top: float) -> None:
        top = heading.draw(pen, left, top)
        with pen.tagged("P"):
            top = draw_lines(pen, explanation, left, top, style.body, style.leading) - 4
        picture.draw(pen, left, top)

    return Block(above + picture.height, draw, style.gap)


def picture_block(charts: Sequence[ParentChart], style: Sizes) -> Block:
    """The picture alone; its words under one another in as many languages as there are charts."""
    first, more = charts[0], len(charts) - 1
    row_height = style.body * (1.75 + 1.05 * more)
    head = HEAD_HEIGHT + more * WORD_LEADING
    legend = LEGEND_HEIGHT * (1 + more)

    def draw(pen: Pen, left: float, top: float) -> None:
        with pen.tagged("Table"):
            _draw_zones(pen, charts, left + LABEL_WIDTH, top, head, row_height * len(first.rows))
            top -= head
            pen.line(left, top, left + BOX_WIDTH, top, 0.6, LINE)
            for rows in zip(*(chart.rows for chart in charts), strict=True):
                _draw_row(pen, rows, first, left, top, row_height, style)
                top -= row_height
        for chart in charts:
            _draw_legend(pen, chart, left + LABEL_WIDTH, top - LEGEND_HEIGHT / 2, style)
            top -= LEGEND_HEIGHT

    return Block(head + row_height * len(first.rows) + legend, draw, style.gap * 0.5)


def _draw_zones(
    pen: Pen, charts: Sequence[ParentChart], left: float, top: float, head: float, height: float
) -> None:
    width = ZONE_WIDTH - 2 * ZONE_GAP
    with pen.tagged("TR"):
        with pen.tagged("TD"):
            pass  # above the labels stands nothing
        for number, words in enumerate(zip(*(chart.zones for chart in charts), strict=True)):
            x = left + number * ZONE_WIDTH + ZONE_GAP
            pen.rect(x, top - head, width, head, ZONE_HEADS[number])
            pen.rect(x, top - head - height, width, height, ZONE_GROUNDS[number])
            if number:  # tints fade in a copy: the border stays
                edge = x - ZONE_GAP
                pen.line(edge, top, edge, top - head - height, 0.6, CONTROL)
            pen.icon(ICONS[number], x + width / 2 - 8, top - 19, 16, INK)
            with pen.tagged("TH"):
                for line, name in enumerate(words):
                    size, lines = fitting(name, SEMIBOLD, ((10.5, 1), (9, 1), (8, 1)), width - 4)
                    middle = x + (width - width_of(lines[0], SEMIBOLD, size)) / 2
                    y = top - 30 - line * WORD_LEADING
                    pen.text(middle, y, lines[0], SEMIBOLD, size, INK)


def _draw_row(
    pen: Pen,
    rows: Sequence[ChartRow],
    chart: ParentChart,
    left: float,
    top: float,
    height: float,
    style: Sizes,
) -> None:
    """One row of the picture, labelled once in each language."""
    row = rows[0]
    pen.line(left, top - height, left + BOX_WIDTH, top - height, 0.6, LINE)
    with pen.tagged("TR"):
        with pen.tagged("TH", row=True):
            _draw_labels(pen, rows, left, top, height, style)
        for zone, words in enumerate(chart.zones):
            is_here = zone == zone_of(row)
            better = chart.legend_better if is_here and row.before is not None else ""
            says = ", ".join(filter(None, (words, better))) if is_here else ""
            with pen.tagged("TD", alt=says):
                if is_here:
                    _draw_position(pen, row, left + LABEL_WIDTH, top - height / 2)


def _draw_labels(
    pen: Pen, rows: Sequence[ChartRow], left: float, top: float, height: float, style: Sizes
) -> None:
    edge = style.body * 0.18 if len(rows) > 1 else 0.0
    leading = (height - 2 * edge) / len(rows)
    choices = ((style.body, 1), (style.body * 0.88, 1), (style.body * 0.78, 1))
    for number, row in enumerate(rows):
        size, lines = fitting(row.label, REGULAR, choices, LABEL_WIDTH - 8)
        draw_lines(pen, lines, left, top - edge - number * leading, size, leading)


def _draw_position(pen: Pen, row: ChartRow, zones: float, middle: float) -> None:
    now = zones + row.now * 3 * ZONE_WIDTH
    if row.before is not None:
        _draw_arrow(pen, zones + row.before * 3 * ZONE_WIDTH, now - NOW, middle)
    pen.circle(now, middle, NOW, ACCENT, INK, 1.0)


def _draw_arrow(pen: Pen, start: float, tip: float, y: float) -> None:
    pen.line(start, y, tip - ARROW, y, 1.4, INK)
    pen.arrow_head(tip, y, ARROW, INK)
    pen.circle(start, y, BEFORE, WHITE, INK, 1.4)


def _draw_legend(pen: Pen, chart: ParentChart, x: float, y: float, style: Sizes) -> None:
    pen.circle(x + NOW + 1, y, NOW, ACCENT, INK, 1.0)
    pen.text(x + 18, y - 3.4, chart.legend_now, REGULAR, style.small, INK_SOFT)
    if chart.legend_better:
        start = x + 18 + width_of(chart.legend_now, REGULAR, style.small) + 24
        _draw_arrow(pen, start, start + 18, y)
        room = 3 * ZONE_WIDTH - (start + 25 - x)
        words = elided(chart.legend_better, REGULAR, style.small, room)
        pen.text(start + 25, y - 3.4, words, REGULAR, style.small, INK_SOFT)
