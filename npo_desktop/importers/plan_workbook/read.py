"""The rows of a plan workbook that came out of this program, by its own hidden keys.

The very hidden sheet ``npo`` says which heading each column has and what every plan said when the
workbook was made: sorting, filtering, moving columns and saving elsewhere do not matter.
"""

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.files.plan_file import EDITABLE, PlanCell, PlanFile, PlanLine, PlanWas
from npo_desktop.i18n import _
from npo_desktop.importers.plan_workbook.values import read_value, read_was, state_words
from npo_desktop.importers.recognise import Kind, Wanted, content_of, kind_of
from npo_desktop.importers.table_reading import is_total
from npo_desktop.importers.table_rows import BROKEN_WORKBOOK, MOST_COLUMNS, MOST_ROWS, RawRow
from npo_desktop.importers.zip_check import check_tags, damaged
from npo_desktop.names import folded

PLAN_WORKBOOK = Wanted(
    lambda: _("This is not a plan workbook of this program."),
    lambda: _("Make the Excel plan first, change it and save it as .xlsx, and choose it here."),
)
HIDDEN, VERSION = "npo", "1"
ID, WAS = "plans.id", "was."  # keys
MOST_TITLES = 10  # rows: among the first so many are the headings

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The sheet with the plans: where its headings are, and which column is which."""

    sheet: str
    head: int  # index of the row
    columns: Mapping[str, int]  # "id" and keys of cells -> index


def read_plan_workbook(path: Path) -> PlanFile:
    """What may be edited, row by row, with what each plan said before. Raises ``UserError``."""
    content = content_of(path, PLAN_WORKBOOK)
    if kind_of(path.name, content, PLAN_WORKBOOK) is not Kind.WORKBOOK:
        raise UserError(PLAN_WORKBOOK.missing(), PLAN_WORKBOOK.again())
    keys = _keys(_sheets(content, values=True, only=HIDDEN).get(HIDDEN, ()))
    table = _table(_sheets(content, values=True, most=MOST_TITLES), keys)
    rows = _sheets(content, values=True, only=table.sheet)[table.sheet]
    formulas: Mapping[str, list[Row]] = {}
    if _has_gaps(rows, table):
        formulas = _sheets(content, values=False, only=table.sheet)
    lines = _lines(rows, formulas.get(table.sheet, []), table, keys)
    return PlanFile(
        file_name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        sheet=table.sheet,
        round=str(keys.get("round") or ""),
        made_on=_day(keys.get("made_on")),
        rows=tuple(lines),
        was=_was(keys),
        lost=tuple(str(keys[f"plans.{key}"]) for key in EDITABLE if key not in table.columns),
    )


def is_plan_workbook(path: Path) -> bool:
    """Whether reading it back makes sense; a file that cannot be opened is not one."""
    try:
        content = content_of(path)
        if not content.startswith(b"PK"):
            return False
        if kind_of(path.name, content, PLAN_WORKBOOK) is not Kind.WORKBOOK:
            return False
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if f'"{HIDDEN}"'.encode() not in archive.read("xl/workbook.xml"):
                return False  # nearly every file ends here: it is not opened whole
        return bool(_keys(_sheets(content, values=True, only=HIDDEN).get(HIDDEN, ())))
    except (UserError, *BROKEN_WORKBOOK):
        return False


def _sheets(
    content: bytes, *, values: bool, only: str = "", most: int = MOST_ROWS
) -> dict[str, list[Row]]:
    """Every sheet, hidden ones too; results of formulas, or the formulas themselves.

    With ``most``, of each sheet the first so many rows: the others hold far more than the plans do.
    """
    openpyxl: Any = import_module("openpyxl")  # only now: it is slow to load; it carries no types
    try:
        check_tags(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decoration we do not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=values)
            found = {
                sheet.title: _rows(sheet, most)
                for sheet in book.worksheets
                if not only or sheet.title == only
            }
            book.close()
    except BROKEN_WORKBOOK as error:
        raise damaged() from error
    return found


def _rows(sheet: Any, most: int) -> list[Row]:
    sheet.reset_dimensions()  # what the file says of its size is not to be trusted
    rows: list[Row] = []
    for row in sheet.iter_rows(values_only=True):
        if len(rows) == most < MOST_ROWS:
            break
        rows.append(row)
        if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise UserError(
                _("The table is too large: at most {rows} rows and {columns} columns.").format(
                    rows=MOST_ROWS, columns=MOST_COLUMNS
                ),
                PLAN_WORKBOOK.again(),
            )
    return rows


def _keys(rows: Iterable[Row]) -> dict[str, Any]:
    """What the hidden sheet says; nothing when it is not ours."""
    keys = {str(row[0]): row[1] for row in rows if len(row) > 1 and row[0] is not None}
    if ID not in keys or "version" not in keys:
        return {}
    if str(keys["version"]) != VERSION:
        raise UserError(
            _("This workbook was made by a newer version of the program."),
            _("Install the newest version, or make the Excel plan again here."),
        )
    return keys


def _table(sheets: Mapping[str, list[Row]], keys: Mapping[str, Any]) -> _Table:
    """The one sheet whose headings are those that were printed."""
    if not keys:
        raise UserError(PLAN_WORKBOOK.missing(), PLAN_WORKBOOK.again())
    headings = {"id": folded(str(keys[ID]))}
    headings |= {key: folded(str(keys.get(f"plans.{key}") or key)) for key in EDITABLE}
    found = []
    for name, rows in sheets.items():
        for at, row in enumerate(rows if name != HIDDEN else ()):
            places: dict[str, int] = {}
            for place, cell in enumerate(row):
                places.setdefault(folded(str(cell or "")), place)
            columns = {key: places[text] for key, text in headings.items() if text in places}
            if "id" in columns and len(columns) > 1:
                found.append(_Table(name, at, columns))
                break
    if not found:
        raise UserError(
            _("The sheet with the plans, or its headings, cannot be found in this workbook."),
            _("Put the headings back as they were, or make the Excel plan again."),
        )
    if len(found) > 1:
        names = ", ".join(one.sheet for one in found)
        raise UserError(
            _("The plans stand on more than one sheet: {sheets}.").format(sheets=names),
            _("Take the copies out and keep the sheet that counts."),
        )
    return found[0]


def _has_gaps(rows: list[Row], table: _Table) -> bool:
    at = table.columns
    return any(
        _cell(row, at["id"]) and any(_cell(row, at[key]) is None for key in EDITABLE if key in at)
        for row in rows[table.head + 1 :]
    )


def _lines(
    rows: list[Row], formulas: list[Row], table: _Table, keys: Mapping[str, Any]
) -> list[PlanLine]:
    words = state_words(keys)
    lines = []
    for index in range(table.head + 1, len(rows)):
        row, line = rows[index], index + 1
        if not any(str(cell).strip() for cell in row if cell is not None) or _is_sum(row, table):
            continue
        told = formulas[index] if index < len(formulas) else ()
        plan_id = _uuid(_cell(row, table.columns["id"]))
        fault = "" if plan_id else _not_ours()
        cells = {
            key: _read(key, line, row, told, table, keys, words)
            for key in EDITABLE
            if key in table.columns
        }
        lines.append(PlanLine(line, plan_id, cells, fault))
    return _without_doubles(lines)


def _read(
    key: str,
    line: int,
    row: Row,
    told: Row,
    table: _Table,
    keys: Mapping[str, Any],
    words: dict[str, str],
) -> PlanCell:
    from openpyxl.utils import get_column_letter

    at = table.columns[key]
    raw, formula = _cell(row, at), _cell(told, at)
    value, fault = read_value(key, raw, words)
    if raw is None and isinstance(formula, str) and formula.startswith("="):
        fault = _("This formula has no result. Open the file in Excel and save it again.")
    place = f"{get_column_letter(at + 1)}{line}"
    return PlanCell(place, str(keys.get(f"plans.{key}") or key), value, fault)


def _without_doubles(lines: list[PlanLine]) -> list[PlanLine]:
    """A plan that stands there twice: nobody knows which of the rows counts."""
    places: dict[UUID, list[int]] = {}
    for one in lines:
        if one.id is not None:
            places.setdefault(one.id, []).append(one.line)
    text = _("This plan stands in the sheet more than once (rows {rows}). Keep one of them.")
    found = []
    for one in lines:
        mine = places.get(one.id, []) if one.id else []
        fault = text.format(rows=", ".join(map(str, mine))) if len(mine) > 1 else one.fault
        found.append(PlanLine(one.line, one.id, one.cells, fault))
    return found


def _is_sum(row: Row, table: _Table) -> bool:
    cells = tuple("" if cell is None else str(cell) for cell in row)
    return _cell(row, table.columns["id"]) is None and is_total(RawRow(0, cells))


def _not_ours() -> str:
    return _("This row is no plan of the program. Choose an approach in the program itself.")


def _cell(row: Row, at: int) -> Any:
    return row[at] if at < len(row) else None


def _uuid(raw: object) -> UUID | None:
    try:
        return UUID(str(raw).strip())
    except ValueError:
        return None


def _day(raw: object) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        return None


def _was(keys: Mapping[str, Any]) -> dict[UUID, PlanWas]:
    found = {}
    for key, text in keys.items():
        plan_id = _uuid(key.removeprefix(WAS)) if key.startswith(WAS) else None
        was = read_was(text)
        if plan_id is not None and was is not None:
            found[plan_id] = was
    return found
