"""An example of a workbook that can be filled in: every name that is understood, once."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from npo_desktop.exports.xlsx.printing import MARGINS, Paper
from npo_desktop.exports.xlsx.template_fields import (
    LIST_FIELDS,
    SINGLE_FIELDS,
    list_name,
    single_name,
)
from npo_desktop.i18n import _

TITLE_ROW, FIRST_ROW, ROOM = 1, 3, 60  # rows
FONT = "Calibri"
HEAD_HEIGHT = 32  # points
LABEL_WIDTH, VALUE_WIDTH, USUAL_WIDTH = 26, 20, 15  # characters
WIDE = {"pupil": 24, "approach": 30, "goal": 36, "who": 16, "first_step": 30, "reason": 30}
PAGES_WIDE = 2  # the names of pupils on both: on one page nobody could read it
SINGLE = 2  # column: not among the names that come back


def example_template() -> bytes:
    """In the language being spoken; nobody's data stands in it."""
    book: Any = Workbook()
    sheet = book.active
    sheet.title = _("Plans")
    sheet.cell(TITLE_ROW, SINGLE).value = _(
        "Example: change it as you like; the names do the work."
    )
    sheet.cell(TITLE_ROW, SINGLE).font = Font(name=FONT, bold=True, size=14)
    for line, (key, label) in enumerate(SINGLE_FIELDS.items(), FIRST_ROW):
        sheet.cell(line, SINGLE).value = label()
        sheet.cell(line, SINGLE + 1).alignment = Alignment(horizontal="left")
        _give_name(book, sheet, single_name(key), line, SINGLE + 1)
    heading = FIRST_ROW + len(SINGLE_FIELDS) + 1
    rule = Border(bottom=Side(style="thin"))
    for column, (key, label) in enumerate(LIST_FIELDS.items(), 1):
        cell = sheet.cell(heading, column)
        cell.value, cell.font, cell.border = label(), Font(name=FONT, bold=True, size=11), rule
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = (
            LABEL_WIDTH
            if column == 1
            else WIDE.get(key, VALUE_WIDTH if column == 2 else USUAL_WIDTH)
        )
        sheet.column_dimensions[get_column_letter(column)].width = width
        for line in range(heading + 1, heading + 1 + ROOM):
            sheet.cell(line, column).alignment = Alignment("left", "top", wrap_text=True)
        _give_name(book, sheet, list_name(key), heading + 1, column)
    sheet.row_dimensions[heading].height = HEAD_HEIGHT
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Paper.A4.value
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = PAGES_WIDE, 0
    sheet.page_margins = MARGINS
    sheet.print_title_cols, sheet.print_title_rows = "A:A", f"{heading}:{heading}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def _give_name(book: Any, sheet: Any, name: str, row: int, column: int) -> None:
    place = f"{quote_sheetname(sheet.title)}!${get_column_letter(column)}${row}"
    book.defined_names[name] = DefinedName(name, attr_text=place)
