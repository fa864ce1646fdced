"""What was typed or pasted into the grid of results, read as a file would be, or refused. No Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from npo_desktop.files.result_file import ResultRow
from npo_desktop.i18n import _
from npo_desktop.importers.records.result_cells import LETTERS, ROMAN, is_no_result
from npo_desktop.importers.records.typed_result import typed_result
from npo_desktop.queries.class_results import Entry, TestMoment
from ui.results.result_cells import Typed, column_name

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Conditions:
    """What is chosen above the grid."""

    at: TestMoment
    scale: str = ""  # of levels written as digits: "I-V" or "A-E"
    raw_top: str = ""
    language: str = ""
    norm_group: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The first cell that does not fit, and why in two sentences."""

    cell: Typed
    first: str
    rest: str


def entries_of(
    typed: Sequence[Typed], pupils: Sequence[UUID], held: Conditions
) -> list[Entry] | Refused:
    """What to write of each pupil; nothing at all when one cell does not fit."""
    by_row: dict[int, list[Typed]] = {}
    for cell in typed:
        if (refused := _refused(cell, held)) is not None:
            return refused
        by_row.setdefault(cell.row, []).append(cell)
    entries = []
    for row, cells in by_row.items():
        found = _entry(row, cells, pupils[row], held)
        if isinstance(found, Refused):
            return found
        entries.append(found)
    return entries


def _entry(row: int, cells: Sequence[Typed], pupil: UUID, held: Conditions) -> Entry | Refused:
    said = {cell.field: cell.text for cell in cells}
    changed = {*said, "language", "norm_group"}
    raw = next((cell for cell in cells if cell.field == "raw_score"), None)
    if raw is not None:
        said["raw_top"] = held.raw_top
        changed.add("raw_top")
    result = _read(said, row, held)
    top, score = result.raw_top, result.raw_score
    if raw is not None and score is not None and top is not None and score > top:
        return Refused(raw, _first(raw), _("The score is above the highest there is."))
    return Entry(pupil, result, frozenset(changed))


def _refused(cell: Typed, held: Conditions) -> Refused | None:
    """Whether a cell on its own can be understood."""
    if is_no_result(cell.text):
        return None
    read = _read({cell.field: cell.text}, cell.row, held)
    found = read.values.get(cell.field) or dict(read.other).get(cell.field)
    if found not in (None, "") or getattr(read, cell.field) == 0:
        return None
    return Refused(cell, _first(cell), _hint(cell.field, held.scale))


def _read(said: Mapping[str, str], row: int, held: Conditions) -> ResultRow:
    read, _notes = typed_result(
        said,
        line=row + 1,
        pupil=0,
        test=held.at.test,
        held_on=held.at.held_on,
        moment=held.at.moment,
        scale=held.scale,
        language=held.language,
        norm_group=held.norm_group[:LONGEST],
    )
    return read


def _first(cell: Typed) -> str:
    words = _("Row {row}, {column}: {text} does not fit.")
    name = column_name(cell.field)
    return words.format(row=cell.row + 1, column=name, text=f'"{cell.text[:30]}"')


def _hint(field: str, scale: str) -> str:
    if field == "percentile":
        return _("A percentile is a number from 0 to 100.")
    if field == "functional_level":
        return _("A functioning level is written as M5, <M3 or >M8.")
    if field == "level":
        if scale == ROMAN:
            return _("Above the grid levels I to V are chosen.")
        if scale == LETTERS:
            return _("Above the grid levels A to E are chosen.")
        return _("A level is one of I to V or A to E.")
    return _("A number belongs here.")
