"""A school's own workbook filled in: the cells with our names; and what found no place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openpyxl.utils import get_column_letter

from npo_desktop.exports.xlsx.template_book import (
    STYLES,
    Book,
    DatedStyles,
    Named,
    open_book,
    packed,
)
from npo_desktop.exports.xlsx.template_fields import (
    PUPIL_FIELDS,
    TemplateValues,
    Value,
    known_names,
)
from npo_desktop.exports.xlsx.template_map import Area, Place, SheetMap, read_sheet
from npo_desktop.exports.xlsx.template_sheet import (
    DAY_ONE,
    DAY_ONE_1904,
    fill_sheet,
    without_results,
)
from npo_desktop.exports.xlsx.workbook import lines_of
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext

MOST_ROWS = 1_048_576  # of a sheet


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Something that found no place, or a name that nothing belongs to."""

    name: str
    place: str  # Blad1!B3; empty when it leads nowhere
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """The workbook, and what to tell about it."""

    content: bytes
    placed: int  # cells
    not_placed: tuple[NotPlaced, ...]
    pupils: int = 0  # whose data stands in it


@dataclass(slots=True)
class _Sheet:
    """One sheet while it is being filled."""

    found: SheetMap
    headings: Sequence[Area]
    values: dict[Place, Value] = field(default_factory=dict)

    def refusal(self, place: Place) -> str:
        """Why nothing may be put here; empty when it may."""
        if self.found.holds_formula(place):
            return _("A formula stands there; it is kept.")
        if any(a[0] <= place[0] <= a[2] and a[1] <= place[1] <= a[3] for a in self.headings):
            return _("It is the heading of a table; that stays.")
        if self.found.is_covered(place):
            return _("The cell lies under a merged cell.")
        return ""


def fill_template(content: bytes, values: TemplateValues) -> Filled:
    """Fill in what is asked for. Raises ``NotReadable`` for what is no workbook."""
    book = open_book(content)
    sheets = {
        part: _Sheet(read_sheet(without_results(read_sheet(book.parts[part]))), headings)
        for part, headings in book.headings.items()
        if part in book.parts
    }
    told: list[NotPlaced] = []
    columns: dict[tuple[str, int], list[tuple[str, Named]]] = {}
    known = known_names()
    for one in book.names:
        key, is_list = known.get(one.name.casefold(), ("", False))
        problem = _unknown(one, key, is_list, values)
        if problem or one.area is None:
            told.append(_told(one, problem))
        elif is_list:
            columns.setdefault((one.part, one.area[0]), []).append((key, one))
        else:
            told += _single(one, sheets[one.part], values.single.get(key))
    for (part, _row), mine in columns.items():
        told += _column(mine, sheets[part], values.rows)
    told += _forgotten(book, known)
    placed = sum(value is not None and value != "" for s in sheets.values() for value in
                 s.values.values())  # fmt: skip
    is_about_pupils = bool(columns) or values.is_of_pupil
    return Filled(
        content=_written(book, sheets),
        placed=placed,
        not_placed=tuple(told),
        pupils=values.pupils if is_about_pupils else 0,
    )


def _written(book: Book, sheets: Mapping[str, _Sheet]) -> bytes:
    styles = DatedStyles(book.parts.get(STYLES))
    changed = {}
    for part, one in sheets.items():
        cells: dict[Place, tuple[Value, int]] = {}
        for place, value in one.values.items():
            style = one.found.style(place)
            if isinstance(value, date):
                dated = styles.dated(style)
                value, style = (date_text(value), style) if dated is None else (value, dated)
            cells[place] = value, style
        day_one = DAY_ONE_1904 if book.is_1904 else DAY_ONE
        lines = _heights(one.found, styles, cells)
        changed[part] = fill_sheet(one.found, cells, day_one=day_one, lines=lines)
    if (added := styles.written()) is not None:
        changed[STYLES] = added
    return packed(book, changed)


def _heights(
    found: SheetMap, styles: DatedStyles, cells: Mapping[Place, tuple[Value, int]]
) -> dict[int, int]:
    """Lines of text by row, where cells wrap; LibreOffice does not find the height by itself."""
    lines: dict[int, int] = {}
    for (row, column), (value, style) in cells.items():
        if isinstance(value, str) and styles.wraps(style):
            count = lines_of(value, max(int(found.width(column) * 1.05), 1))
            lines[row] = max(lines.get(row, 1), count)
    return lines


def _unknown(one: Named, key: str, is_list: bool, values: TemplateValues) -> str:
    if not key:
        return _("This name is not known.")
    if one.area is None:
        return _("The name does not lead to a cell of this workbook.")
    if key in PUPIL_FIELDS and not is_list and not values.is_of_pupil:
        return _("It is about one pupil: choose one.")
    return ""


def _single(one: Named, sheet: _Sheet, value: Value) -> list[NotPlaced]:
    assert one.area is not None
    place = one.area[:2]
    if problem := sheet.refusal(place):
        return [_told(one, problem)]
    sheet.values[place] = value
    if value is None or value == "":
        return [_told(one, _("Nothing is known for it: the cell is left empty."))]
    return []


def _column(
    columns: Sequence[tuple[str, Named]], sheet: _Sheet, rows: Sequence[Mapping[str, Value]]
) -> list[NotPlaced]:
    """Columns that begin in the same row are filled together, so that a row stays a row."""
    told, usable = [], []
    for key, one in columns:
        assert one.area is not None
        problem = sheet.refusal(one.area[:2])
        if problem:
            told.append(_told(one, problem))
        else:
            usable.append((key, one.area))
    if not usable:
        return told
    lines = _lines(usable, sheet, len(rows))
    for line, row in zip(lines, rows, strict=False):
        for key, area in usable:
            sheet.values[line, area[1]] = row.get(key)
    for _key, area in usable:  # what the school wrote there as an example
        for line in range(area[0], area[2] + 1):
            place = line, area[1]
            cell = sheet.found.cells.get(place)
            if place not in sheet.values and cell and cell.has_value and not sheet.refusal(place):
                sheet.values[place] = None
    left = len(rows) - len(lines)
    if left > 0:
        text = ngettext(
            "{n} plan did not fit: there is room for {room}.",
            "{n} plans did not fit: there is room for {room}.",
            left,
        )
        told.append(_told(columns[0][1], text.format(n=left, room=len(lines))))
    return told


def _lines(columns: Sequence[tuple[str, Area]], sheet: _Sheet, wanted: int) -> list[int]:
    """The rows that can be filled: to the end of the named cells, else to one that is taken."""
    lines: list[int] = []
    line = columns[0][1][0]
    end = min((area[2] for _key, area in columns if area[2] > area[0]), default=MOST_ROWS)
    while len(lines) < wanted and line <= end:
        places = [(line, area[1]) for _key, area in columns]
        if any(sheet.found.holds_formula(place) for place in places):
            break
        is_named = [area[0] <= line <= area[2] for _key, area in columns]
        taken = [not sheet.found.is_free(place) for place in places]
        if any(full and not named for full, named in zip(taken, is_named, strict=True)):
            break
        if not any(sheet.refusal(place) for place in places):
            lines.append(line)
        line += 1
    return lines


def _forgotten(book: Book, known: Mapping[str, tuple[str, bool]]) -> list[NotPlaced]:
    """Names that were meant for us, but do not begin as ours do."""
    text = _("Begin the name with npo_ to have it filled in.")
    return [NotPlaced(name, "", text) for name in book.plain if f"npo_{name.casefold()}" in known]


def _told(one: Named, text: str) -> NotPlaced:
    place = ""
    if one.area is not None:
        place = f"{one.sheet}!{get_column_letter(one.area[1])}{one.area[0]}"
    return NotPlaced(one.name, place, text)
