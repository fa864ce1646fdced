"""The access file for a machine: every row by table, what is held back named but not given."""

import json
from collections.abc import Collection
from typing import Any

from npo_desktop.exports.access_facts import (
    AccessFile,
    AccessRow,
    AccessTable,
    cell_id,
    is_released,
    released_rows,
)

FORMAT = "npo-access-file-1"


def render(facts: AccessFile, release: Collection[str] = ()) -> bytes:
    """UTF-8 JSON. ``release``: ids or kinds of what may be given although it was held back."""
    document = {
        "format": FORMAT,
        "school": facts.school,
        "made_on": facts.made_on.isoformat(),
        "pupil": {"number": facts.number, "name": facts.name},
        "tables": {
            table.name: [_row(table, row, release) for row in rows]
            for table in facts.tables
            if (rows := released_rows(table, release))
        },
        "held_back": [
            {"id": cell_id(table, row, cell), "kind": cell.held}
            for table in facts.tables
            for row in released_rows(table, release)
            for cell in row.cells
            if not is_released(table, row, cell, release)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _row(table: AccessTable, row: AccessRow, release: Collection[str]) -> dict[str, Any]:
    """A value that is held back stays empty; the list of what is held back names it."""
    return {
        cell.column: cell.value if is_released(table, row, cell, release) else None
        for cell in row.cells
    }
