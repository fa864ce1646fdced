"""Workbooks made in memory, streamed row by row, with styles made once.

Two rules hold here for every sheet: text is never a formula, and nothing readable is written to
the temp folder, as openpyxl does by itself. Source: SAFETY.md, section 6; STACK.md, section 5.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from npo_desktop.exports.xlsx.looks import WRAPPED, Look, style_arrays
from npo_desktop.exports.xlsx.memory_writer import SheetInMemory, in_memory
from npo_desktop.exports.xlsx.printing import (
    NOT_IN_XML,
    Paper,
    PrintWords,
    finish_print,
    prepare_print,
)

Value = str | int | float | date | None

MOST_CHARACTERS = 32_767  # that one cell may hold
TITLE_ROW, HEADING_ROW = 1, 2
LINE_POINTS = 13  # height of a line of 10 points


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in characters, and how its cells look."""

    title: str
    width: float
    look: Look = Look.TEXT

    @property
    def room(self) -> float:
        """Its width, or more when a word of its heading needs more in this language."""
        longest = max((len(word) for word in self.title.split()), default=0)
        return max(self.width, 1.1 * longest + 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, before it is written: a title row, headings, rows, and a total outside the filter.

    ``rows`` is called once per writing; an empty value leaves its cell out.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Value]]]
    total: tuple[Value, ...] = ()
    frozen_columns: int = 0
    has_filter: bool = True


def rows_of(sheet: Sheet) -> Iterator[tuple[Sequence[Value], tuple[Look, ...]]]:
    """Every row with the look of each cell: exactly what is written."""
    yield (sheet.title,), (Look.TITLE,)
    yield [column.title for column in sheet.columns], (Look.HEADING,) * len(sheet.columns)
    looks = tuple(column.look for column in sheet.columns)
    for values in sheet.rows():
        yield values, looks
    if sheet.total:
        yield sheet.total, tuple(look.strong for look in looks)


def workbook_bytes(
    sheets: Sequence[Sheet], *, title: str, words: PrintWords, paper: Paper = Paper.A4
) -> bytes:
    """The whole workbook as one file in memory; saving it is ``safe_file.write_bytes``."""
    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    book.properties.creator = "NPO Desktop"
    for sheet in sheets:
        _prepare(book.create_sheet(sheet.name), sheet, words, paper)
    styles, by_name = style_arrays(book), {sheet.name: sheet for sheet in sheets}
    return in_memory(book, lambda made: _RowStream(made, by_name[made.title], styles))


def _prepare(worksheet: WriteOnlyWorksheet, sheet: Sheet, words: PrintWords, paper: Paper) -> None:
    """Everything about a sheet but its rows."""
    dimensions: Any = worksheet
    for place, column in enumerate(sheet.columns, 1):
        dimensions.column_dimensions[get_column_letter(place)].width = column.room
    worksheet.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{HEADING_ROW + 1}"
    prepare_print(worksheet, words, paper, repeated_rows=f"{TITLE_ROW}:{HEADING_ROW}")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text as a cell may hold it: what XML cannot carry becomes a replacement character."""
    return NOT_IN_XML.sub("�", text)[:MOST_CHARACTERS]


@lru_cache(maxsize=4096)
def lines_of(text: str, width: int) -> int:
    """On how many lines a text stands in a column of this width in characters."""
    paragraphs = text.splitlines() or [""]
    return sum(max(1, len(wrap(paragraph, width))) for paragraph in paragraphs)


class _RowStream(SheetInMemory):
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
                lines = self._lines(values, looks)
                if lines > 1:  # LibreOffice does not find the height by itself
                    worksheet.row_dimensions[row].height = lines * LINE_POINTS + 3
                self.write_row(xf, self._filled(row, values, looks), row)
        self.xf.send(None)
        finish_print(self.ws, len(self._sheet.columns), row)
        if self._sheet.has_filter:
            last = get_column_letter(len(self._sheet.columns))
            worksheet.auto_filter.ref = f"A{HEADING_ROW}:{last}{row - bool(self._sheet.total)}"

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
            if value is None or value == "":
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
