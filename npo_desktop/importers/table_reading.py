"""What reading any list has in common: rows that are no data, cells typed over, order of dates."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Message
from npo_desktop.i18n import _
from npo_desktop.importers.cells import date_order
from npo_desktop.importers.recognise import Kind, Wanted, content_of, kind_of
from npo_desktop.importers.table_rows import RawRow, Sheet, read_text_table, read_workbook
from npo_desktop.names import folded

_TOTAL = re.compile(r"(totaal|totalen|gemiddelde|gem|total|totals|average|mean|aantal)\b[\s\d:.,]*")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was recognised; ``sheets`` of a table, else none."""

    kind: Kind
    content: bytes
    sha256: str
    sheets: tuple[Sheet, ...] = ()

    @property
    def format(self) -> str:
        """As people call it."""
        return "XLSX" if self.kind is Kind.WORKBOOK else "CSV"


def open_file(path: Path, wanted: Wanted) -> Opened:
    """The bytes of a file and, when it is a table, its rows. Raises ``UserError``."""
    content = content_of(path)
    kind = kind_of(path.name, content, wanted)
    sheets: tuple[Sheet, ...] = ()
    if kind is Kind.WORKBOOK:
        sheets = read_workbook(content)
    elif kind is Kind.TEXT:
        sheets = (read_text_table(content),)
    return Opened(kind, content, hashlib.sha256(content).hexdigest(), sheets)


def refuse_questionnaire(sheets: Sequence[Sheet], text: str, hint: str) -> None:
    """A workbook with these two sheets is a questionnaire."""
    if {"survey", "choices"} <= {each.name.casefold() for each in sheets}:
        raise UserError(text, hint)


def sheet_named(sheets: Sequence[Sheet], name: str) -> Sheet:
    """The sheet of this name; raises ``UserError`` when there is none."""
    for each in sheets:
        if each.name == name:
            return each
    raise UserError(
        _("The workbook has no sheet {sheet}.").format(sheet=name),
        _("Choose one of its own sheets."),
    )


def is_total(row: RawRow) -> bool:
    """Whether a row sums the others up: "Totaal: 7", "Gemiddelde"."""
    first = next((cell for cell in row.cells if cell), "")
    return _TOTAL.fullmatch(folded(first)) is not None


def corrected(row: RawRow, corrections: Mapping[tuple[int, int], str]) -> RawRow:
    """The row with what was typed over it in the screen, by line and column."""
    typed = {column: text for (line, column), text in corrections.items() if line == row.line}
    if not typed:
        return row
    width = max(len(row.cells), max(typed) + 1)
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    for column, text in typed.items():
        cells[column] = text.strip()
    return RawRow(row.line, tuple(cells))


def order_of_dates(
    texts: Sequence[str], chosen: str | None, field: str, messages: list[Message]
) -> tuple[str, bool]:
    """Day or month first, for the whole file; asked once, and only when the dates do not tell."""
    if chosen:
        return chosen, False
    order, doubtful = date_order(texts)
    if doubtful:
        text = _("Dates such as {text} are read as day, month, year. Is that right?")
        example = next((text for text in texts if date_order([text])[1]), "")
        messages.append(Message(0, text.format(text=example), field=field))
    return order, doubtful


def cells_in(rows: Sequence[RawRow], columns: Sequence[int]) -> list[str]:
    """All cells of these columns, row by row."""
    return [row.cells[column] for row in rows for column in columns if column < len(row.cells)]
