"""A result as somebody typed or pasted it into the grid: read by the same rules as a file."""

from collections.abc import Mapping
from datetime import date

from npo_desktop.files.result_file import ResultRow
from npo_desktop.i18n import _
from npo_desktop.importers.records.result_cells import LETTERS, ROMAN
from npo_desktop.importers.records.result_values import Columns, raw_fault, read_values

_LEVEL_FIELDS = {ROMAN: "level_iv", LETTERS: "level_ae", "": "level"}
COLUMN = 0  # there is one row, so every cell may count as the same column


def typed_result(
    cells: Mapping[str, str],
    *,
    line: int,
    pupil: int,
    test: str,
    held_on: date,
    moment: str = "",
    scale: str = "",
    language: str = "",
    norm_group: str = "",
) -> tuple[ResultRow, tuple[str, ...]]:
    """The result, and a sentence for each cell that does not fit.

    ``cells``: text by field of ``RESULT_FIELDS``, the level under "level"; ``scale``: the one
    chosen for the whole grid, "I-V" or "A-E", or none.
    """
    said = {name: text.strip() for name, text in cells.items() if text.strip()}
    if "level" in said:
        said[_LEVEL_FIELDS[scale]] = said.pop("level")
    notes: list[str] = []
    at = dict.fromkeys(said, COLUMN)
    values = read_values(said, at, Columns({}, {}), test, notes)
    if language:
        values.setdefault("language", language)
    if fault := raw_fault(values):
        notes.append(fault)
    top, raw = values.get("raw_top"), values.get("raw_score")
    if top is not None and raw is not None and raw > top:
        notes.append(_("The score is above the highest there is."))
    row = ResultRow(
        line=line,
        pupil=pupil,
        test=test,
        moment=moment,
        held_on=held_on,
        norm_group=norm_group,
        **values,
    )
    return row, tuple(notes)
