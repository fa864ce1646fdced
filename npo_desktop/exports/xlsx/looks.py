"""How cells look: a few styles, made once per workbook and used again. Reads the same in grey."""

from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from npo_desktop.i18n import current

TEXT_FORMAT = "@"  # what is typed over it stays text too
# "_)" leaves a little room before the next column.
NUMBER_FORMATS = {
    "number": "General_)",
    "wrapped-number": "General_)",
    "whole": "0_)",
    "tenth": "0.0_)",
    "hundredth": "0.00_)",
}
DUTCH_DATE, ENGLISH_DATE = "dd-mm-yyyy", "[$-809]d mmm yyyy"  # 809: the month in English anywhere

GREY = "FFE3E8E9"
LINE = Side(style="thin", color="FF5A6C70")


class Look(StrEnum):
    """What a cell is made to look like."""

    TEXT = "text"  # short, on one line
    WRAPPED = "wrapped"
    NUMBER = "number"  # as many decimals as it has
    WRAPPED_NUMBER = "wrapped-number"  # or a sentence where there is none
    WHOLE = "whole"
    TENTH = "tenth"
    HUNDREDTH = "hundredth"
    DATE = "date"
    TITLE = "title"
    HEADING = "heading"
    STRONG_TEXT = "strong-text"
    STRONG_WHOLE = "strong-whole"
    STRONG_TENTH = "strong-tenth"

    @property
    def strong(self) -> "Look":
        """The same in a total row."""
        numbers = {Look.WHOLE: Look.STRONG_WHOLE, Look.TENTH: Look.STRONG_TENTH}
        return numbers.get(self, Look.STRONG_TEXT)


WRAPPED = frozenset({Look.WRAPPED, Look.WRAPPED_NUMBER, Look.HEADING})


def style_arrays(book: Workbook) -> dict[Look, StyleArray]:
    """Every look as openpyxl keeps it in a cell; dates as the language being spoken has them."""
    sheet: Any = book.worksheets[0]
    return {look: _style(WriteOnlyCell(sheet), look) for look in Look}


def date_format() -> str:
    """The day first; in English the month is a word."""
    return ENGLISH_DATE if current() == "en" else DUTCH_DATE


def _style(cell: Any, look: Look) -> StyleArray:
    plain = look.value.removeprefix("strong-")
    cell.font = Font(name="Calibri", size=13 if look is Look.TITLE else 10, bold=_is_bold(look))
    cell.alignment = Alignment(
        vertical="center" if look is Look.TITLE else "top",
        wrap_text=look in WRAPPED,
    )
    cell.number_format = NUMBER_FORMATS.get(plain, "General")
    if plain == Look.DATE:
        cell.number_format = date_format()
        cell.alignment = Alignment(horizontal="left", vertical="top")
    elif plain == Look.TEXT:
        cell.number_format = TEXT_FORMAT
    if look is Look.HEADING:
        cell.fill = PatternFill("solid", fgColor=GREY)
        cell.border = Border(bottom=LINE)
    elif look is not Look.TITLE and _is_bold(look):
        cell.border = Border(top=LINE)
    made: StyleArray = cell._style
    return made


def _is_bold(look: Look) -> bool:
    return look in (Look.TITLE, Look.HEADING) or look.value.startswith("strong-")
