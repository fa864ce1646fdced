"""The values of one result out of its cells; what is not understood is said, not guessed.

Source: EXCHANGE.md, chapters 2 (levels keep their scale) and 7 (reading rules).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from npo_desktop.files.result_file import RESULT_FIELDS
from npo_desktop.i18n import _
from npo_desktop.importers.cells import language_of
from npo_desktop.importers.records.result_cells import (
    LETTERS,
    ROMAN,
    Level,
    cell_bound,
    cell_decimal,
    cell_functional,
    cell_level,
    is_no_result,
    level_on,
    point_is_decimal,
)
from npo_desktop.importers.table_rows import RawRow

NUMBERS = ("score", "raw_score", "raw_top", "score_low", "score_high", "percentile", "dle")
_OTHER = {"avi": "AVI", "reference_level": "RN"}  # codes of OSO list 11 where it has one
_SCALE_OF = {"level_iv": ROMAN, "level_ae": LETTERS}

TestOf = Callable[[RawRow, int], str]


@dataclass(slots=True)
class Columns:
    """What only the whole column tells: the decimal mark, and which scale bare digits are on."""

    points: Mapping[int, bool]
    scales: Mapping[tuple[int, str], str]  # column and test -> the one scale seen there
    ambiguous: str = ""  # a digit that could be on either

    @classmethod
    def of(
        cls,
        rows: Sequence[RawRow],
        columns: Mapping[str, Sequence[int]],
        *,
        point: bool,
        tests: TestOf,
    ) -> "Columns":
        """Look through all rows once; ``point``: real numbers of a workbook, never thousands."""
        numbers = {column for name in NUMBERS for column in columns.get(name, ())}
        points = {
            column: point
            or point_is_decimal(row.cells[column] for row in rows if column < len(row.cells))
            for column in numbers
        }
        return cls(points, _scales(rows, columns.get("level", ()), tests))

    def scale_at(self, column: int, test: str) -> str:
        """The scale of bare digits: of this test in this column, else of the whole column."""
        return self.scales.get((column, test)) or self.scales.get((column, ""), "")


def _scales(
    rows: Sequence[RawRow], columns: Sequence[int], tests: TestOf
) -> dict[tuple[int, str], str]:
    seen: dict[tuple[int, str], set[str]] = {}
    for column in columns:
        for row in rows:
            level = cell_level(row.cells[column]) if column < len(row.cells) else None
            if level and level.scale:
                for test in {"", tests(row, column)}:
                    seen.setdefault((column, test), set()).add(level.scale)
    return {key: next(iter(scales)) for key, scales in seen.items() if len(scales) == 1}


def read_values(
    said: Mapping[str, str],
    at: Mapping[str, int],
    columns: Columns,
    test: str,
    notes: list[str],
) -> dict[str, Any]:
    """Fields of a ``ResultRow``; sentences about what is not understood go to ``notes``.

    ``said``: filled cells by field; ``at``: their columns; ``test``: as the file writes it.
    """
    found: dict[str, Any] = {}
    other: dict[str, str] = {}
    for name in NUMBERS:
        text = said.get(name, "")
        if is_no_result(text):
            continue
        number = cell_decimal(text, point=columns.points.get(at[name], False))
        if number is not None and (name not in ("percentile",) or 0 <= number <= 100):
            found[name] = number
        elif bound := cell_bound(text):
            other[name] = bound  # "<60": no number, but what was said
        elif functional := cell_functional(text):
            found["functional_level"] = functional
        else:
            notes.append(_not_understood(name, text))
    found |= _level(said, at, columns, test, notes)
    text = said.get("functional_level", "")
    if not is_no_result(text):
        if functional := cell_functional(text):
            found["functional_level"] = functional
        elif len(text) <= 10:
            found["functional_level"] = text
        else:
            notes.append(_not_understood("functional_level", text))
    for name, code in _OTHER.items():
        if not is_no_result(text := said.get(name, "")):
            other[code] = text[:40]
    if not is_no_result(text := said.get("language", "")):
        if language := language_of(text):
            found["language"] = language
        else:
            notes.append(_not_understood("language", text))
    if other:
        found["other"] = tuple(sorted(other.items()))
    return found


def raw_fault(values: Mapping[str, Any]) -> str:
    """Why this cannot be a result at all; empty when it can. A test is never below zero."""
    raw = values.get("raw_score")
    if raw is None or raw >= 0:
        return ""
    text = _("{text} cannot be a raw score: it is 0 or more.")
    return text.format(text=f'"{raw:g}"')


def _level(
    said: Mapping[str, str],
    at: Mapping[str, int],
    columns: Columns,
    test: str,
    notes: list[str],
) -> dict[str, str]:
    for name in ("level_iv", "level_ae", "level"):
        text = said.get(name, "")
        if is_no_result(text):
            continue
        level = cell_level(text)
        if level is None:
            if functional := cell_functional(text):
                return {"functional_level": functional}
            notes.append(_not_understood(name, text))
            continue
        scale = _SCALE_OF.get(name) or level.scale or columns.scale_at(at[name], test)
        if not scale:
            columns.ambiguous = columns.ambiguous or level.text
            notes.append(
                _("Level {level} could be on two scales; left open.").format(level=level.text)
            )
            continue
        if found := level_on(level, scale):
            if not level.scale:
                told = _("Level {digit} is read as {level}.")
                notes.append(told.format(digit=level.text, level=found.text))
            return {"level": found.text, "level_scale": found.scale}
        notes.append(_wrong_scale(level, scale))
    return {}


def _wrong_scale(level: Level, scale: str) -> str:
    text = _("Level {level} does not belong to {scale}; left open.")
    return text.format(level=level.text, scale="I–V" if scale == ROMAN else "A–E")


def _not_understood(name: str, text: str) -> str:
    """With the column, as the screen calls it."""
    said = _("{text} is not understood; left open.").format(text=f'"{text[:40]}"')
    return f"{RESULT_FIELDS[name]()}: {said}"
