"""Where rows, cells, merged cells and formulas stand in the bytes of somebody else's sheet."""

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from openpyxl.utils.cell import range_boundaries

Place = tuple[int, int]  # row and column, from 1
Area = tuple[int, int, int, int]  # first row and column, last row and column

DEFAULT_WIDTH = 8.43  # characters

_TAG = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(slots=True)
class Element:
    """Where a row or a cell stands in the bytes of the sheet."""

    start: int
    opened: int  # after its opening tag
    is_empty_tag: bool
    inner_end: int = 0
    end: int = 0


@dataclass(slots=True)
class CellFound(Element):
    """A cell that is there."""

    style: str = "0"
    has_formula: bool = False
    has_value: bool = False
    result: Element | None = None  # what a program computed, or what was typed


@dataclass(slots=True)
class SheetMap:
    """What a sheet holds, as far as filling it in needs."""

    content: bytes
    prefix: str = ""
    data: Element | None = None
    rows: dict[int, Element] = field(default_factory=dict)
    cells: dict[Place, CellFound] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    arrays: list[Area] = field(default_factory=list)  # formulas that fill more than one cell
    dimension: tuple[int, int, str] | None = None
    widths: list[tuple[int, int, float]] = field(default_factory=list)  # columns, in characters
    fixed: set[int] = field(default_factory=set)  # rows whose height the school chose
    line_points: float = 15.0  # height of a row of one line

    def is_covered(self, place: Place) -> bool:
        """Whether it lies under another cell that it was merged with."""
        return any(_within(place, area) and place != area[:2] for area in self.merged)

    def holds_formula(self, place: Place) -> bool:
        """Whether Excel computes it."""
        cell = self.cells.get(place)
        return bool(cell and cell.has_formula) or any(_within(place, a) for a in self.arrays)

    def is_free(self, place: Place) -> bool:
        """Whether nothing stands there."""
        cell = self.cells.get(place)
        return not self.holds_formula(place) and not (cell and cell.has_value)

    def width(self, column: int) -> float:
        """Of a column, in characters."""
        return next((w for low, high, w in self.widths if low <= column <= high), DEFAULT_WIDTH)

    def style(self, place: Place) -> int:
        """Which format it has: of the cell, else none."""
        cell = self.cells.get(place)
        return int(cell.style) if cell and cell.style.isdigit() else 0


class NotReadable(ValueError):
    """The sheet is not what a spreadsheet program writes."""


def read_sheet(content: bytes) -> SheetMap:
    """Where everything stands. Raises ``NotReadable``."""
    return _Reader(content).found


def _within(place: Place, area: Area) -> bool:
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


def area_of(ref: str) -> Area:
    """B3:D7 as numbers. Raises ``NotReadable``."""
    try:
        left, top, right, bottom = range_boundaries(ref.replace("$", ""))
    except (ValueError, TypeError) as error:
        raise NotReadable(ref) from error
    if not (left and top and right and bottom):
        raise NotReadable(ref)
    return top, left, bottom, right


class _Reader:
    """Walks through a sheet once, noting where rows and cells begin and end."""

    def __init__(self, content: bytes) -> None:
        self.found = SheetMap(content)
        self._open: list[Element | None] = []
        self._row = self._column = 0
        self._cell: CellFound | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise NotReadable("not UTF-8")
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, ValueError) as error:
            raise NotReadable(str(error)) from error
        if self.found.data is None:
            raise NotReadable("no rows")

    def _refuse(self, *_said: object) -> None:
        raise NotReadable("a document type")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _colon, name = tag.rpartition(":")
        at = self._parser.CurrentByteIndex
        noted: Element | None = None
        if name == "sheetData":
            self.found.prefix = prefix
            noted = self.found.data = self._element(Element, at)
        elif name == "row" and self.found.data is not None:
            self._row = int(attributes.get("r") or self._row + 1)
            self._column = 0
            noted = self.found.rows[self._row] = self._element(Element, at)
            if attributes.get("customHeight") in ("1", "true"):
                self.found.fixed.add(self._row)
        elif name == "c" and self.found.data is not None:
            noted = self._start_cell(attributes, at)
        elif name in ("v", "is", "f") and self._cell is not None:
            self._cell.has_value = True
            if name == "v":
                noted = self._cell.result = self._element(Element, at)
            if name == "f":
                self._cell.has_formula = True
                if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                    self.found.arrays.append(area_of(attributes["ref"]))
        elif name == "col" and "width" in attributes:
            low, high = int(attributes.get("min", 0)), int(attributes.get("max", 0))
            self.found.widths.append((low, high, float(attributes["width"])))
        elif name == "sheetFormatPr":
            self.found.line_points = float(attributes.get("defaultRowHeight", 15.0))
        elif name == "mergeCell":
            self.found.merged.append(area_of(attributes.get("ref", "")))
        elif name == "dimension" and "ref" in attributes:
            self._note_dimension(attributes["ref"], at)
        self._open.append(noted)

    def _start_cell(self, attributes: dict[str, str], at: int) -> CellFound:
        self._column += 1
        if "r" in attributes:
            _top, self._column, _bottom, _right = area_of(attributes["r"])
        noted: CellFound = self._element(CellFound, at)
        noted.style = attributes.get("s", "0")
        self._cell = self.found.cells[self._row, self._column] = noted
        return noted

    def _end(self, tag: str) -> None:
        noted = self._open.pop()
        if noted is None:
            return
        noted.inner_end = noted.end = noted.opened
        if not noted.is_empty_tag:
            noted.inner_end = self._parser.CurrentByteIndex
            noted.end = self.found.content.index(b">", noted.inner_end) + 1
        if noted is self._cell:
            self._cell = None

    def _element(self, kind: type[Any], at: int) -> Any:
        tag = _TAG.match(self.found.content, at)
        if tag is None:
            raise NotReadable("a tag")
        return kind(at, tag.end(), tag[0].endswith(b"/>"))

    def _note_dimension(self, ref: str, at: int) -> None:
        tag = _TAG.match(self.found.content, at)
        place = tag and self.found.content.find(ref.encode(), at, tag.end())
        if place and place > 0:
            self.found.dimension = place, place + len(ref), ref
