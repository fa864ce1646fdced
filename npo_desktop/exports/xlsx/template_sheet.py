"""Values put into the cells of one sheet of somebody else's workbook, and nothing else touched.

The sheet stays byte for byte what it was outside these cells: formulas, formats, pictures, charts,
rules and whatever a newer Excel put there. Text goes in as text, so it is never a formula.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from npo_desktop.exports.xlsx.printing import NOT_IN_XML
from npo_desktop.exports.xlsx.template_fields import Value
from npo_desktop.exports.xlsx.template_map import Place, SheetMap

MOST_CHARACTERS = 32_767  # of Excel, in one cell
TALLEST = 409.0  # points, of Excel
DAY_ONE, DAY_ONE_1904 = date(1899, 12, 30), date(1904, 1, 1)

_SPANS = re.compile(rb"\sspans=(\"[^\"]*\"|'[^']*')")
_HEIGHT = re.compile(rb"\sht=(\"[^\"]*\"|'[^']*')")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as a letter


def without_results(found: SheetMap) -> bytes:
    """The sheet whose formulas wait to be computed: not every program does that by itself."""
    pieces = {
        (cell.result.start, cell.result.end): b""
        for place, cell in found.cells.items()
        if cell.result is not None and found.holds_formula(place)
    }
    return _spliced(found.content, pieces)


def fill_sheet(
    found: SheetMap,
    values: Mapping[Place, tuple[Value, int]],
    *,
    day_one: date = DAY_ONE,
    lines: Mapping[int, int] | None = None,
) -> bytes:
    """The sheet with these values, each with the number of its format.

    ``lines``: how many lines of text a row must show; only rows of the usual height grow.
    """
    by_row: dict[int, dict[int, bytes]] = {}
    for (row, column), (value, style) in values.items():
        made = _cell(found.prefix, row, column, value, style, day_one)
        by_row.setdefault(row, {})[column] = made
    pieces: dict[tuple[int, int], bytes] = {}
    for row in sorted(by_row):
        start, end, text = _row(found, row, by_row[row], (lines or {}).get(row, 1))
        pieces[start, end] = pieces.get((start, end), b"") + text
    if found.data is not None and found.data.is_empty_tag and pieces:
        pieces = {
            (found.data.start, found.data.end): _opened_data(found, b"".join(pieces.values()))
        }
    if found.dimension is not None and values:
        start, end, ref = found.dimension
        pieces[start, end] = _wider(ref, values).encode()
    return _spliced(found.content, pieces)


def _spliced(content: bytes, pieces: Mapping[tuple[int, int], bytes]) -> bytes:
    """The content with these stretches replaced; what begins first comes first."""
    kept, at = [], 0
    for (start, end), text in sorted(pieces.items()):
        kept += [content[at:start], text]
        at = end
    return b"".join((*kept, content[at:]))


def _row(
    found: SheetMap, row: int, cells: Mapping[int, bytes], lines: int
) -> tuple[int, int, bytes]:
    """What replaces which bytes, so that these cells stand in this row, in their order."""
    height = b""
    if lines > 1 and row not in found.fixed:
        height = b' ht="%.2f"' % min(lines * found.line_points, TALLEST)
    there = found.rows.get(row)
    tag = _named(found.prefix, "row")
    if there is None:
        made = b"".join(cells[column] for column in sorted(cells))
        at = min((one.start for number, one in found.rows.items() if number > row), default=None)
        if at is None:
            assert found.data is not None
            at = found.data.inner_end
        opening = f'<{tag} r="{row}"'.encode() + height + b">"
        return at, at, opening + made + f"</{tag}>".encode()
    opening = _SPANS.sub(b"", found.content[there.start : there.opened])
    if there.is_empty_tag:
        opening = opening[:-2].rstrip() + b">"
    if height:
        opening = _HEIGHT.sub(b"", opening)[:-1] + height + b">"
    others = {
        column: found.content[cell.start : cell.end]
        for (line, column), cell in found.cells.items()
        if line == row
    }
    last = max((found.cells[row, column].end for column in others), default=there.opened)
    rest = b"" if there.is_empty_tag else found.content[last : there.inner_end]
    inner = b"".join(one for _column, one in sorted((others | dict(cells)).items()))
    return there.start, there.end, opening + inner + rest + f"</{tag}>".encode()


def _opened_data(found: SheetMap, rows: bytes) -> bytes:
    tag = _named(found.prefix, "sheetData").encode()
    return b"<" + tag + b">" + rows + b"</" + tag + b">"


def _cell(prefix: str, row: int, column: int, value: Value, style: int, day_one: date) -> bytes:
    tag, ref = _named(prefix, "c"), f"{get_column_letter(column)}{row}"
    opening = f'<{tag} r="{ref}"' + (f' s="{style}"' if style else "")
    if value is None or value == "":
        return f"{opening}/>".encode()
    if isinstance(value, str):
        inner, text = _named(prefix, "is"), _named(prefix, "t")
        kept = escape(as_text(value))
        said = f'<{inner}><{text} xml:space="preserve">{kept}</{text}></{inner}>'
        return f'{opening} t="inlineStr">{said}</{tag}>'.encode()
    number = (value - day_one).days if isinstance(value, date) else value
    figure = _named(prefix, "v")
    return f"{opening}><{figure}>{number!r}</{figure}></{tag}>".encode()


def as_text(value: str) -> str:
    """As a cell may hold it: what XML cannot carry, or Excel would read as a code, is not lost."""
    clean = NOT_IN_XML.sub("�", value.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPED.sub("_x005F_", clean)[:MOST_CHARACTERS]


def _wider(ref: str, places: Mapping[Place, Any]) -> str:
    left, top, right, bottom = range_boundaries(ref)
    rows, columns = [row for row, _c in places], [column for _r, column in places]
    assert left and top and right and bottom
    first = f"{get_column_letter(min(left, *columns))}{min(top, *rows)}"
    return f"{first}:{get_column_letter(max(right, *columns))}{max(bottom, *rows)}"


def _named(prefix: str, name: str) -> str:
    return f"{prefix}:{name}" if prefix else name
