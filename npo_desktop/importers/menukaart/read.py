"""The cards in a workbook that the menukaart was exported to, and somebody worked on."""

import io
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from npo_desktop.content.card_fields import CARD_FIELDS, field_name
from npo_desktop.errors import UserError
from npo_desktop.files.menukaart_file import CardRow, MenukaartFile
from npo_desktop.i18n import LANGUAGES, _, speaking
from npo_desktop.importers.recognise import Kind, Wanted
from npo_desktop.importers.table_reading import open_file
from npo_desktop.importers.table_rows import RawRow
from npo_desktop.names import folded

MENUKAART = Wanted(
    lambda: _("This is not a sheet with cards of the menukaart."),
    lambda: _("Export the menukaart first, change the cards in that file, and choose it here."),
)
MOST_CARDS = 500
MOST_TITLES = 10  # rows: among the first so many are the headings
REQUIRED = ("id", "name_nl")
ENOUGH_TO_KNOW = 4  # columns


def read_menukaart(path: Path) -> MenukaartFile:
    """The rows below the headings for the card and its name. Raises ``UserError``."""
    opened = open_file(path, MENUKAART)
    for sheet in opened.sheets:
        for at, row in enumerate(sheet.rows[:MOST_TITLES]):
            columns = _columns(row)
            if set(REQUIRED) <= set(columns.values()):
                rows: Sequence[RawRow] = sheet.rows[at + 1 :]
                if opened.kind is Kind.WORKBOOK:
                    rows = _with_formulas(opened.content, sheet.name, rows)
                return _file(path.name, opened.sha256, row, rows, columns)
            if len(columns) >= ENOUGH_TO_KNOW:
                missing = next(field for field in REQUIRED if field not in columns.values())
                text = _("The column {column} is not in this sheet.")
                raise UserError(text.format(column=field_name(missing)), MENUKAART.again())
    raise UserError(MENUKAART.missing(), MENUKAART.again())


def _file(
    name: str, sha256: str, head: RawRow, rows: Sequence[RawRow], columns: Mapping[int, str]
) -> MenukaartFile:
    found = _rows(rows, columns)
    if len(found) > MOST_CARDS:
        raise UserError(
            _("This sheet holds more than {n} cards.").format(n=MOST_CARDS),
            _("Take out the rows that you did not change: what is left out stays as it is."),
        )
    unknown = (cell for at, cell in enumerate(head.cells) if cell and at not in columns)
    return MenukaartFile(name, sha256, found, tuple(unknown))


def _with_formulas(content: bytes, sheet: str, rows: Sequence[RawRow]) -> list[RawRow]:
    """A formula without a stored result stands as it is written: it is never "left empty"."""
    openpyxl: Any = import_module("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    told = {}
    for line, cells in enumerate(book[sheet].iter_rows(values_only=True), start=1):
        formulas = {
            at: cell
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and cell.startswith("=")
        }
        if formulas:
            told[line] = formulas
    book.close()
    return [_filled_up(row, told.get(row.line, {})) for row in rows]


def _filled_up(row: RawRow, formulas: Mapping[int, str]) -> RawRow:
    if not formulas:
        return row
    width = max(len(row.cells), max(formulas) + 1)
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return RawRow(row.line, tuple(cell or formulas.get(at, "") for at, cell in enumerate(cells)))


def _rows(rows: Sequence[RawRow], columns: Mapping[int, str]) -> tuple[CardRow, ...]:
    found = []
    for row in rows:
        texts = {
            field: row.cells[at].strip() if at < len(row.cells) else ""
            for at, field in columns.items()
        }
        if any(texts.values()):
            found.append(CardRow(row.line, texts))
    return tuple(found)


def _columns(row: RawRow) -> dict[int, str]:
    """Which column holds which field; the headings may be in any of our languages."""
    fields: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            fields |= {folded(field_name(field)): field for field in CARD_FIELDS}
    fields |= {field: field for field in CARD_FIELDS}
    found: dict[int, str] = {}
    for at, cell in enumerate(row.cells):
        field = fields.get(folded(cell))
        if field and field not in found.values():
            found[at] = field
    return found
