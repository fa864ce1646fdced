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
    "money": "#,##0_)",  # dollars, as the heading says
}
DUTCH_DATE, ENGLISH_DATE = "dd-mm-yyyy", "[$-809]d mmm yyyy"  # 809: the month in English anywhere

GREY = "FFE3E8E9"
LINE = Side(style="thin", color="FF5A6C70")
FRAME = Side(style="medium", color="FF10363D")
HAIR = Side(style="hair", color="FF5A6C70")


class Look(StrEnum):
    """What a cell is made to look like."""

    TEXT = "text"  # short, on one line
    WRAPPED = "wrapped"
    NUMBER = "number"  # as many decimals as it has
    WRAPPED_NUMBER = "wrapped-number"  # or a sentence where there is none
    WHOLE = "whole"
    TENTH = "tenth"
    HUNDREDTH = "hundredth"
    MONEY = "money"
    DATE = "date"
    LETTER = "letter"  # one, in the middle of its cell
    TITLE = "title"
    HEADING = "heading"
    TURNED_HEADING = "turned-heading"  # reads from below
    TYPED_TEXT = "typed-text"  # framed: may be changed, and is read back
    TYPED_WHOLE = "typed-whole"
    TYPED_DATE = "typed-date"
    TYPED_HEADING = "typed-heading"
    STRONG_TEXT = "strong-text"
    STRONG_WHOLE = "strong-whole"
    STRONG_TENTH = "strong-tenth"
    STRONG_MONEY = "strong-money"

    @property
    def strong(self) -> "Look":
        """The same in a total row."""
        numbers = {
            Look.WHOLE: Look.STRONG_WHOLE,
            Look.TENTH: Look.STRONG_TENTH,
            Look.MONEY: Look.STRONG_MONEY,
        }
        return numbers.get(self, Look.STRONG_TEXT)


NUMBERS = frozenset({Look.NUMBER, Look.WHOLE, Look.TENTH, Look.HUNDREDTH, Look.MONEY})
WRAPPED = frozenset({Look.WRAPPED, Look.WRAPPED_NUMBER, Look.HEADING, Look.TYPED_HEADING})
TYPED = frozenset({Look.TYPED_TEXT, Look.TYPED_WHOLE, Look.TYPED_DATE})


def style_arrays(book: Workbook) -> dict[Look, StyleArray]:
    """Every look as openpyxl keeps it in a cell; dates as the language being spoken has them."""
    sheet: Any = book.worksheets[0]
    return {look: _style(WriteOnlyCell(sheet), look) for look in Look}


def date_format() -> str:
    """The day first; in English the month is a word."""
    return ENGLISH_DATE if current() == "en" else DUTCH_DATE


def _style(cell: Any, look: Look) -> StyleArray:
    plain = look.value.removeprefix("strong-").removeprefix("typed-")
    cell.font = Font(name="Calibri", size=13 if look is Look.TITLE else 10, bold=_is_bold(look))
    cell.alignment = Alignment(
        vertical="center" if look is Look.TITLE else "top",
        wrap_text=look in WRAPPED,
    )
    cell.number_format = NUMBER_FORMATS.get(plain, "General")
    if plain == Look.DATE:
        cell.number_format = date_format()
        cell.alignment = Alignment(horizontal="left", vertical="top")
    elif plain in (Look.TEXT, Look.LETTER):
        cell.number_format = TEXT_FORMAT
    elif plain in NUMBERS:  # free of the text in the next column: "7" and "71 here" are no "771"
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
    if look is Look.LETTER:
        cell.alignment = Alignment(horizontal="center", vertical="top")
    if look is Look.TURNED_HEADING:
        cell.alignment = Alignment(text_rotation=90, horizontal="center", vertical="bottom")
    if look in (Look.HEADING, Look.TURNED_HEADING):
        cell.fill = PatternFill("solid", fgColor=GREY)
        cell.border = Border(bottom=LINE)
    elif look is Look.TYPED_HEADING:
        cell.border = Border(left=FRAME, right=FRAME, top=FRAME, bottom=FRAME)
    elif look in TYPED:
        cell.border = Border(left=LINE, right=LINE, top=HAIR, bottom=HAIR)
    elif look is not Look.TITLE and _is_bold(look):
        cell.border = Border(top=LINE)
    made: StyleArray = cell._style
    return made


def _is_bold(look: Look) -> bool:
    return look is Look.TITLE or look.endswith("heading") or look.startswith("strong-")
