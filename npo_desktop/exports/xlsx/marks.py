"""Marks that Excel sets by itself while people type: never by colour alone, so that grey tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle


class Emphasis(StrEnum):
    """How strongly a cell stands out; each has a frame or weight besides its ground."""

    LATE = "late"  # bold and underlined
    LOW = "low"  # white on dark
    WATCH = "watch"  # bold in a frame
    CALM = "calm"  # in italics: nothing to do any more


@dataclass(frozen=True, slots=True)
class Mark:
    """``when``: a formula about the first row, with ``{key}`` for the cell of a column.

    It is made of our own words and column letters only, never of what a school typed.
    """

    when: str
    columns: tuple[str, ...]  # keys of the columns that are marked
    emphasis: Emphasis


def words_in_formula(text: str) -> str:
    """A word of ours as a formula wants it."""
    return '"' + text.replace('"', '""').replace("{", "{{").replace("}", "}}") + '"'


def add_mark(sheet: Any, mark: Mark, first: Mapping[str, str], last_row: int) -> None:
    """``first``: the first cell of each column by key, its letter fixed: ``$F3``."""
    formula = mark.when.format(**first)
    for key in mark.columns:
        cell = first[key].replace("$", "")
        letters = cell.rstrip("0123456789")
        rule = Rule(type="expression", formula=[formula], dxf=_look(mark.emphasis))
        sheet.conditional_formatting.add(f"{cell}:{letters}{last_row}", rule)


def draw_lines(sheet: Any, cells: str) -> None:
    """A fine line below every row, also under empty cells and rows that are added later."""
    look = DifferentialStyle(border=Border(bottom=Side(style="hair", color="FF7C8D92")))
    rule = Rule(type="expression", formula=["TRUE"], dxf=look)
    sheet.conditional_formatting.add(cells, rule)


def _look(emphasis: Emphasis) -> DifferentialStyle:
    if emphasis is Emphasis.LATE:
        font, ground = Font(bold=True, underline="single", color="FF422A00"), "FFFFF4DC"
        return DifferentialStyle(font=font, fill=_fill(ground), border=_frame())
    if emphasis is Emphasis.LOW:
        return DifferentialStyle(font=Font(bold=True, color="FFFFFFFF"), fill=_fill("FF7D2A55"))
    if emphasis is Emphasis.WATCH:
        font = Font(bold=True, color="FF422A00")
        return DifferentialStyle(font=font, fill=_fill("FFFBE3B8"), border=_frame())
    return DifferentialStyle(font=Font(italic=True, color="FF5A6D73"))


def _fill(colour: str) -> PatternFill:
    """In a mark Excel takes the ground from the second colour."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def _frame() -> Border:
    side = Side(style="thin", color="FF422A00")
    return Border(left=side, right=side, top=side, bottom=side)
