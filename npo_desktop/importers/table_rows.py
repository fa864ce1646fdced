"""Rows of text out of CSV or Excel: whole, within sane limits, or refused.

Source: EXCHANGE.md, chapter 7 (reading rules); SAFETY.md, section 6 (limits).
"""

import csv
import io
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from itertools import chain, islice
from typing import Any, Protocol
from xml.etree.ElementTree import ParseError

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.zip_check import BROKEN_ZIP, check_tags, checked_parts, damaged

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000
LINE = re.compile(r"[^\r\n]+(?:\r\n?|\n)?|\r\n?|\n")

# What openpyxl raises on a workbook that is damaged or was made to hurt.
BROKEN_WORKBOOK = (
    *(*BROKEN_ZIP, zlib.error, ParseError, LookupError, TypeError, AttributeError),
    *(RecursionError, ArithmeticError, AssertionError),
)


class _OpenSheet(Protocol):
    """What we use of openpyxl's sheet."""

    def reset_dimensions(self) -> None: ...

    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[object, ...]]: ...


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as text; real dates as 2015-03-09, whole numbers without a point."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled rows of one table."""

    name: str
    rows: tuple[RawRow, ...]


def read_text_table(content: bytes) -> Sheet:
    """A CSV file: encoding and delimiter found out."""
    text = _decoded(content)
    if "\x00" in text:
        raise damaged()
    if "\n" not in text and "\r" in text:
        text = text.replace("\r", "\n")
    reader = csv.reader(_lines(text), delimiter=delimiter_of(text), strict=True)
    rows: list[RawRow] = []
    cells, line = 0, 1
    try:
        for row in reader:
            cells += len(row)
            _within_limits(reader.line_num if row else 0, len(row), cells)
            if any(cell.strip() for cell in row):
                rows.append(RawRow(line, tuple(cell.strip() for cell in row)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            _("The file is cut off or damaged at line {line}.").format(line=line),
            _("Look at the quotation marks there, or export it again."),
        ) from error
    return Sheet("", tuple(rows))


def delimiter_of(text: str) -> str:
    """The mark that occurs most outside quotes in the first 20 lines."""
    counts: Counter[str] = Counter()
    quoted = False
    for letter in chain.from_iterable(islice(_lines(text), 20)):
        if letter == '"':
            quoted = not quoted
        elif letter in ";,\t" and not quoted:
            counts[letter] += 1
    return max(";,\t", key=lambda mark: counts[mark])


def _lines(text: str) -> Iterator[str]:
    """With their ends, one at a time: a buffer of all of them takes four bytes a letter."""
    return (line[0] for line in LINE.finditer(text))


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of an .xlsx that holds anything."""
    checked_parts(content)
    openpyxl: Any = import_module("openpyxl")  # only now: it is slow to load; it carries no types
    if not openpyxl.DEFUSEDXML:
        raise UserError(
            _("A safety part of this program is missing."), _("Install the program again.")
        )
    try:
        check_tags(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decoration we do not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [
                Sheet(sheet.title, tuple(_sheet_rows(sheet)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            ]
            book.close()
    except BROKEN_WORKBOOK as error:
        raise damaged() from error
    return tuple(sheet for sheet in sheets if sheet.rows)


def _sheet_rows(sheet: _OpenSheet) -> Iterator[RawRow]:
    sheet.reset_dimensions()  # what the file says of its size is not to be trusted
    cells = 0
    for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(row)
        _within_limits(line, len(row), cells)
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            yield RawRow(line, tuple(texts))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _within_limits(line: int, columns: int, cells: int) -> None:
    if line > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise UserError(
            _("The table is too large: at most {rows} rows and {columns} columns.").format(
                rows=MOST_ROWS, columns=MOST_COLUMNS
            ),
            _("Keep the list alone, in a new file."),
        )


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
