"""Workbooks made in memory, streamed row by row, with styles made once.

Two rules hold here for every sheet: text is never a formula, and nothing readable is written to
the temp folder, as openpyxl does by itself. Source: SAFETY.md, section 6; STACK.md, section 5.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.pagebreak import Break

from npo_desktop.exports.xlsx.excel_table import add_table
from npo_desktop.exports.xlsx.looks import TYPED, WRAPPED, Look, style_arrays
from npo_desktop.exports.xlsx.marks import Mark, add_mark, draw_lines
from npo_desktop.exports.xlsx.memory_writer import SheetInMemory, in_memory
from npo_desktop.exports.xlsx.native_charts import Bars, Spot, add_bars, bars_rows, page_rows
from npo_desktop.exports.xlsx.printing import (
    NOT_IN_XML,
    Paper,
    PrintWords,
    finish_print,
    prepare_print,
)
from npo_desktop.exports.xlsx.typed_in import TypedIn, allow_only

Value = str | int | float | date | None

NOT_IN_SHEET_NAMES, LONGEST_NAME = re.compile(r"[\[\]:*?/\\]"), 31  # characters, of Excel
MOST_CHARACTERS = 32_767  # that one cell may hold
TITLE_ROW, HEADING_ROW = 1, 2
LINE_POINTS = 13  # height of a line of 10 points
TURNED_POINTS = 5.4  # of one letter of a turned heading
TITLE_WIDE, EMPTY_WIDE = 1.2, 8  # characters: of one letter of a title; of an unused column
TALLEST = 409  # points: more Excel does not take
SQUEEZED = 0.7  # of its height: so much lower a chart becomes to stand below its table
PAGE_WIDE = 200  # characters: a wider sheet is printed on more pages side by side, when it may be


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and how its cells look."""

    title: str
    width: float
    look: Look = Look.TEXT
    key: str = ""  # what marks, rules and charts call it; never shown
    typed: TypedIn | None = None  # what may be typed in it
    is_hidden: bool = False
    is_turned: bool = False  # its heading reads from below, so that the column can be narrow

    @property
    def heading(self) -> Look:
        """How its heading looks."""
        if self.is_turned:
            return Look.TURNED_HEADING
        return Look.TYPED_HEADING if self.look in TYPED else Look.HEADING

    @property
    def room(self) -> float:
        """Its width, or more when a word of its heading needs more in this language."""
        if self.is_turned:
            return self.width
        longest = max((len(word) for word in self.title.split()), default=0)
        return max(self.width, 1.1 * longest + 1.5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, before it is written: a title row, headings, rows, and a total outside the filter.

    ``rows`` is called once per writing; an empty value leaves its cell out, unless it is framed.
    A hidden sheet is for programs: rows only, and no menu of Excel shows it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]
    total: tuple[Value, ...] = ()
    frozen_columns: int = 0
    has_filter: bool = True
    table: str = ""  # the name of an Excel table over headings and rows; empty: a filter only
    marks: tuple[Mark, ...] = ()
    charts: tuple[Bars, ...] = ()
    printed_columns: int = 0  # so many go on paper, the rest is for the screen; 0: all
    may_split: bool = False  # on paper, over pages side by side; the frozen columns are repeated
    hint: str = ""  # above the first column that may be typed in
    is_hidden: bool = False

    def __post_init__(self) -> None:
        """Excel takes no such name as "0-100, alumno/a"."""
        name = NOT_IN_SHEET_NAMES.sub("-", self.name)[:LONGEST_NAME].strip("' ")
        object.__setattr__(self, "name", name)


def rows_of(sheet: Sheet) -> Iterator[tuple[Sequence[Value], tuple[Look, ...]]]:
    """Every row with the look of each cell: exactly what is written."""
    if not sheet.is_hidden:
        top = _top_row(sheet)
        yield top, (Look.TITLE,) * len(top)
        yield (
            [column.title for column in sheet.columns],
            tuple(column.heading for column in sheet.columns),
        )
    looks = tuple(column.look for column in sheet.columns)
    for values in sheet.rows():
        yield values, looks
    if sheet.total:
        yield sheet.total, tuple(look.strong for look in looks)


def _top_row(sheet: Sheet) -> list[Value]:
    """The title, beside the columns that come back on every page; the hint above what it is of."""
    beside = sheet.frozen_columns if sheet.may_split else 0
    top: list[Value] = [*[None] * beside, sheet.title]
    if sheet.hint:
        first = next(at for at, column in enumerate(sheet.columns) if column.typed is not None)
        top += [None] * (first - len(top)) + [sheet.hint]
    return top


def workbook_bytes(
    sheets: Sequence[Sheet], *, title: str, words: PrintWords, paper: Paper = Paper.A4
) -> bytes:
    """The whole workbook as one file in memory; saving it is ``safe_file.write_bytes``."""
    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    book.properties.creator = "NPO Desktop"
    for sheet in sheets:
        prepare_sheet(book.create_sheet(sheet.name), sheet, words, paper)
    styles, by_name = style_arrays(book), {sheet.name: sheet for sheet in sheets}
    return in_memory(book, lambda made: RowStream(made, by_name[made.title], styles))


def prepare_sheet(worksheet: Any, sheet: Sheet, words: PrintWords, paper: Paper) -> None:
    """Everything about a sheet but its rows."""
    if sheet.is_hidden:
        worksheet.sheet_state = "veryHidden"
        return
    for place, column in enumerate(sheet.columns, 1):
        worksheet.column_dimensions[get_column_letter(place)].width = column.room
        worksheet.column_dimensions[get_column_letter(place)].hidden = column.is_hidden
    worksheet.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{HEADING_ROW + 1}"
    prepare_print(worksheet, words, paper, repeated_rows=f"{TITLE_ROW}:{HEADING_ROW}")
    width = sum(column.room for column in sheet.columns if not column.is_hidden)
    if sheet.may_split and width > PAGE_WIDE:
        worksheet.page_setup.fitToWidth = ceil(width / PAGE_WIDE)
        worksheet.print_title_cols = f"A:{get_column_letter(sheet.frozen_columns)}"


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text as a cell may hold it: what XML cannot carry becomes a replacement character."""
    return NOT_IN_XML.sub("�", text)[:MOST_CHARACTERS]


@lru_cache(maxsize=4096)
def lines_of(text: str, width: int) -> int:
    """On how many lines a text stands in a column of this width in characters."""
    paragraphs = text.splitlines() or [""]
    return sum(max(1, len(wrap(paragraph, width))) for paragraph in paragraphs)


def finish_sheet(worksheet: Any, sheet: Sheet, last_row: int) -> None:
    """What could not be known before the last row: table or filter, rules, marks, charts, paper."""
    rows = last_row - bool(sheet.total)
    cells = f"A{HEADING_ROW}:{get_column_letter(len(sheet.columns))}{rows}"
    if sheet.table:
        add_table(worksheet, sheet.table, [c.title for c in sheet.columns], HEADING_ROW, rows)
    elif sheet.has_filter:
        worksheet.auto_filter.ref = cells
    if rows > HEADING_ROW:
        _guide(worksheet, sheet, rows)
        draw_lines(worksheet, _unframed(sheet, rows))  # they stop where the chart begins
        last_row = _draw(worksheet, sheet, rows, last_row)
    finish_print(worksheet, _printed(sheet), last_row)


def _printed(sheet: Sheet) -> int:
    """How many columns go on paper: empty ones too below a title that is wider."""
    if sheet.may_split or sheet.printed_columns:
        return sheet.printed_columns or len(sheet.columns)
    missing = TITLE_WIDE * len(sheet.title) - sum(column.room for column in sheet.columns)
    return len(sheet.columns) + max(0, ceil(missing / EMPTY_WIDE))


def _unframed(sheet: Sheet, last: int) -> str:
    """The cells of every column without frames of its own."""
    plain = [n for n, column in enumerate(sheet.columns, 1) if column.typed is None]
    starts = [n for n in plain if n - 1 not in plain]
    ends = [n for n in plain if n + 1 not in plain]
    spans = zip(*(map(get_column_letter, places) for places in (starts, ends)), strict=True)
    return " ".join(f"{left}{HEADING_ROW + 1}:{right}{last}" for left, right in spans)


def _guide(worksheet: Any, sheet: Sheet, last: int) -> None:
    """What may be typed, and what stands out."""
    letters = {c.key: get_column_letter(n) for n, c in enumerate(sheet.columns, 1) if c.key}
    first = {key: f"${letter}{HEADING_ROW + 1}" for key, letter in letters.items()}
    for column in sheet.columns:
        if column.typed is not None:
            letter = letters[column.key]
            cells = f"{letter}{HEADING_ROW + 1}:{letter}{last}"
            allow_only(worksheet, column.typed, column.title, first, cells)
    for mark in sheet.marks:
        add_mark(worksheet, mark, first, last)


def _draw(worksheet: Any, sheet: Sheet, last: int, last_row: int) -> int:
    """The charts below the rows, on a page of their own when they do not fit; the last row then."""
    places = {c.key: n for n, c in enumerate(sheet.columns, 1) if c.key}
    width = sum(column.room for column in sheet.columns if not column.is_hidden)
    page = page_rows(width, worksheet.row_dimensions[HEADING_ROW].height)
    for bars in sheet.charts:
        taken, room = bars_rows(last - HEADING_ROW, bars), page - last_row
        if room < SQUEEZED * taken:
            worksheet.row_breaks.append(Break(id=last_row + 1))
            room = page - HEADING_ROW
        taken = min(taken, room)
        spot = Spot(HEADING_ROW, last, last_row + 2, width, taken)
        add_bars(worksheet, bars, places, spot)
        last_row += 1 + taken
    return last_row


class RowStream(SheetInMemory):
    """Writes the rows of a sheet as they come, into memory."""

    def __init__(
        self, worksheet: WriteOnlyWorksheet, sheet: Sheet, styles: Mapping[Look, StyleArray]
    ) -> None:
        super().__init__(worksheet)
        self._sheet = sheet
        self._styles = styles
        self._wrapped: dict[tuple[Look, ...], list[int]] = {}  # places, by the looks of a row
        self._cells: dict[tuple[int, Look], Any] = {}  # by column and look, filled again and again

    def write_rows(self) -> None:
        """All rows; then what could not be known before the last: filter and print area."""
        xf: Any = self.xf.send(True)
        row = 0
        worksheet: Any = self.ws
        with xf.element("sheetData"):
            for row, (values, looks) in enumerate(rows_of(self._sheet), 1):
                height = self._height(values, looks)
                if height > LINE_POINTS:  # LibreOffice does not find it by itself
                    worksheet.row_dimensions[row].height = min(height + 3, TALLEST)
                self.write_row(xf, self._filled(row, values, looks), row)
        self.xf.send(None)
        if not self._sheet.is_hidden:
            finish_sheet(self.ws, self._sheet, row)

    def _height(self, values: Sequence[Value], looks: tuple[Look, ...]) -> float:
        """In points: of the longest wrapped text of a row, or the longest turned heading."""
        lines = self._lines(values, looks) * LINE_POINTS
        if Look.TURNED_HEADING not in looks:
            return lines
        turned = (column.title for column in self._sheet.columns if column.is_turned)
        return max(lines, *(TURNED_POINTS * len(title) + 8 for title in turned))

    def _lines(self, values: Sequence[Value], looks: tuple[Look, ...]) -> int:
        """How many lines the longest wrapped text of a row takes."""
        if looks not in self._wrapped:
            self._wrapped[looks] = [at for at, look in enumerate(looks) if look in WRAPPED]
        per_width = 0.95 if looks[0] is Look.HEADING else 1.1  # characters; headings are bold
        columns = self._sheet.columns
        texts = ((columns[place].room, values[place]) for place in self._wrapped[looks])
        return max(
            (lines_of(t, int(width * per_width)) for width, t in texts if isinstance(t, str)),
            default=1,
        )

    def _filled(self, row: int, values: Sequence[Value], looks: Sequence[Look]) -> Iterator[Cell]:
        for place, value in enumerate(values):
            if (value is None or value == "") and looks[place] not in TYPED:
                continue
            key = place, looks[place]
            cell = self._cells.get(key) or self._cells.setdefault(key, self._cell(*key))
            cell.row = row
            if isinstance(value, str):  # set past openpyxl, which would read "=..." as a formula
                cell._value, cell.data_type = clean(value), "s"
            else:
                cell._value, cell.data_type = value, "d" if isinstance(value, date) else "n"
            yield cell

    def _cell(self, place: int, look: Look) -> Cell:
        cell: Any = WriteOnlyCell(self.ws)
        cell.column, cell._style = place + 1, self._styles[look]
        made: Cell = cell
        return made
