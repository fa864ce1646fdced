"""How sheets come out of a printer: landscape, all columns on one page wide, headings repeated."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST = 80  # characters of one part of a header, so that all three stay under Excel's 255
# Inches. On A4 nothing stands in the last 20 mm, so that a Letter sheet holds the same lines.
MARGINS = PageMargins(left=0.5, right=0.5, top=0.8, bottom=1.1, header=0.35, footer=0.8)


class Paper(Enum):
    """Paper sizes by Excel's own number."""

    LETTER = 1
    A4 = 9


@dataclass(frozen=True, slots=True)
class PrintWords:
    """What stands above and below every printed page; the sheet's own name is added."""

    left: str
    centre: str  # the watermark of a practice school
    right: str
    warning: str
    page: str  # with {page} and {pages}


def prepare_print(
    sheet: WriteOnlyWorksheet, words: PrintWords, paper: Paper, *, repeated_rows: str
) -> None:
    """Set up the pages of a sheet."""
    page: Any = sheet
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = paper.value
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.page_margins = MARGINS
    page.print_title_rows = repeated_rows
    page.oddHeader.left.text = _shown(words.left)
    page.oddHeader.center.text = _shown(words.centre)
    page.oddHeader.center.font = "Calibri,Bold"
    page.oddHeader.right.text = _shown(words.right)
    page.oddFooter.left.text = _shown(words.warning)
    page.oddFooter.center.text = "&A"
    page.oddFooter.right.text = _shown(words.page).format(page="&P", pages="&N")


def finish_print(sheet: Worksheet | WriteOnlyWorksheet, columns: int, rows: int) -> None:
    """Once the number of rows is known."""
    page: Any = sheet
    page.print_area = f"A1:{get_column_letter(columns)}{rows}"


def _shown(text: str) -> str:
    """Text in a header, where an ampersand begins a code and is itself written twice."""
    shown = NOT_IN_XML.sub("\ufffd", text).replace("&", "&&")[:LONGEST]
    halved = len(shown) - len(shown.rstrip("&"))
    return shown[:-1] if halved % 2 else shown
