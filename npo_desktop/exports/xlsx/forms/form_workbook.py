"""A workbook to fill in or to exchange: plain tables with the heading in row 1, and drop-downs.

The two rules of ``workbook.py`` hold here too: text is never a formula, and nothing readable is
written to the temp folder.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from npo_desktop.exports.xlsx.looks import Look, style_arrays
from npo_desktop.exports.xlsx.marks import draw_lines
from npo_desktop.exports.xlsx.memory_writer import SheetInMemory, in_memory
from npo_desktop.exports.xlsx.printing import MARGINS, Paper
from npo_desktop.exports.xlsx.workbook import LINE_POINTS, PAGE_WIDE, clean, lines_of

FormValue = str | float | None

WIDEST, NARROWEST, SHORT, PAGE = 60.0, 9.0, 20.0, 100.0  # characters
LAST_ROW = 1000  # for which a drop-down is ready


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its heading, its width in characters, and what may be picked in it."""

    title: str
    width: float = 14.0
    picks: tuple[str, ...] = ()
    only_these: bool = True  # False: something else may be typed

    @property
    def room(self) -> float:
        """Its width on the sheet."""
        return min(max(self.width, NARROWEST), WIDEST)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet; without columns it is a page to read, one text a row."""

    name: str
    columns: tuple[FormColumn, ...]
    rows: tuple[tuple[FormValue, ...], ...]


def form_workbook(sheets: Sequence[FormSheet], *, title: str) -> bytes:
    """The whole workbook as one file in memory; saving it is ``safe_file.write_bytes``."""
    book = Workbook(write_only=True)
    book.properties.title = clean(title)
    book.properties.creator = "NPO Desktop"
    for sheet in sheets:
        _prepare(book.create_sheet(sheet.name), sheet)
    styles, by_name = style_arrays(book), {sheet.name: sheet for sheet in sheets}
    return in_memory(book, lambda made: _Rows(made, by_name[made.title], styles))


def _prepare(worksheet: WriteOnlyWorksheet, sheet: FormSheet) -> None:
    made: Any = worksheet
    _prepare_print(made, sheet)
    if not sheet.columns:
        made.column_dimensions["A"].width = PAGE
        return
    made.freeze_panes = "A2"
    for place, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(place)
        made.column_dimensions[letter].width = column.room
        if column.picks:
            picks = DataValidation(
                type="list",
                formula1='"' + ",".join(column.picks) + '"',
                allow_blank=True,
                showErrorMessage=column.only_these,
            )
            picks.add(f"{letter}2:{letter}{LAST_ROW}")
            made.data_validations.append(picks)


def _prepare_print(made: Any, sheet: FormSheet) -> None:
    """On as many pages side by side as reading asks for, with the headings on each."""
    made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    made.page_setup.orientation = "landscape" if sheet.columns else "portrait"
    made.page_setup.paperSize, made.page_margins = Paper.A4.value, MARGINS
    made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
    made.oddFooter.left.text, made.oddFooter.right.text = "&A", "&P / &N"
    if not sheet.columns:
        return
    made.print_title_rows = "1:1"
    last = get_column_letter(len(sheet.columns))
    if sheet.rows:
        draw_lines(made, f"A2:{last}{1 + len(sheet.rows)}")
    rooms = [column.room for column in sheet.columns]
    if sum(rooms) > PAGE_WIDE:  # what a row is about comes back: a type and a name, or a name
        again = 2 if rooms[1] < SHORT else 1
        made.page_setup.fitToWidth = ceil(sum(rooms) / (PAGE_WIDE - sum(rooms[:again])))
        made.print_title_cols = f"A:{get_column_letter(again)}"


class _Rows(SheetInMemory):
    """Writes the rows of a sheet into memory."""

    def __init__(
        self, worksheet: WriteOnlyWorksheet, sheet: FormSheet, styles: Mapping[Look, StyleArray]
    ) -> None:
        super().__init__(worksheet)
        self._sheet, self._styles = sheet, styles

    def write_rows(self) -> None:
        """The heading, then every row; an empty value leaves its cell out."""
        xf: Any = self.xf.send(True)
        worksheet: Any = self.ws
        heading = [tuple(column.title for column in self._sheet.columns)]
        first = heading if self._sheet.columns else []
        with xf.element("sheetData"):
            before: tuple[FormValue, ...] = ("",)
            for row, values in enumerate([*first, *self._sheet.rows], 1):
                worksheet.row_dimensions[row].height = self._lines(values) * LINE_POINTS + 3
                look = Look.HEADING if first and row == 1 else None
                if not first and before == ("",):
                    look = Look.STRONG_TEXT  # on a page to read, what follows an empty row
                self.write_row(xf, self._cells(row, values, look), row)
                before = values
        self.xf.send(None)

    def _lines(self, values: Sequence[FormValue]) -> int:
        """How many lines the longest text of a row takes."""
        widths = [column.room for column in self._sheet.columns] or [PAGE]
        texts = zip(widths, values, strict=False)
        return max((lines_of(t, int(w)) for w, t in texts if isinstance(t, str)), default=1)

    def _cells(self, row: int, values: Sequence[FormValue], look: Look | None) -> Iterator[Cell]:
        for column, value in enumerate(values, 1):
            if value is None or value == "":
                continue
            cell: Any = WriteOnlyCell(self.ws)
            cell.row, cell.column = row, column
            is_text = isinstance(value, str)
            cell._style = self._styles[look or (Look.WRAPPED if is_text else Look.NUMBER)]
            # set past openpyxl, which would read "=..." as a formula
            cell._value = clean(value) if isinstance(value, str) else value
            cell.data_type = "s" if is_text else "n"
            made: Cell = cell
            yield made
