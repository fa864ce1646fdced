"""Everything that is kept of one pupil, and what a person must look at before it is handed over."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from npo_desktop.exports.letterhead import Letterhead

STAFF_NOTE = "staff-note"  # work notes of colleagues: they stand outside the right to inspect
THIRD_PARTY = "third-party"  # somebody else's name
RESTRICTED = "restricted-note"  # a whole row: not even that it exists is told before a look
HOLDS = (STAFF_NOTE, THIRD_PARTY, RESTRICTED)


@dataclass(frozen=True, slots=True)
class AccessCell:
    """One value. ``shown``: as a parent reads it; empty: a technical value, not on paper."""

    column: str
    value: Any  # as JSON holds it
    shown: str = ""
    held: str = ""  # one of HOLDS: not handed over before somebody has looked


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One row of the store."""

    key: str  # its own in its table
    cells: tuple[AccessCell, ...]
    under: str = ""  # what it belongs to, as a heading on paper: the scan of an answer
    held: str = ""  # the whole row, as if it were not there


@dataclass(frozen=True, slots=True)
class AccessTable:
    """All rows of one kind."""

    name: str  # of the table; what is in the bin stands under "bin/" and its table
    rows: tuple[AccessRow, ...]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One value that somebody must look at; released by its id or by its kind."""

    id: str
    kind: str
    table: str
    column: str  # empty: the whole row
    shown: str


@dataclass(frozen=True, slots=True)
class AccessFile:
    """All that is kept of one pupil."""

    pupil_id: UUID
    number: str
    name: str
    school: str
    place: str
    is_practice: bool
    made_on: date
    language: str
    tables: tuple[AccessTable, ...]
    letterhead: Letterhead | None = None  # None: the school's name and place alone

    @property
    def held_back(self) -> tuple[HeldBack, ...]:
        """What is to be looked at before it is handed over, in order."""
        return tuple(
            HeldBack(found, held, table.name, column, shown)
            for table in self.tables
            for row in table.rows
            for found, held, column, shown in _held_in(table, row)
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table."""
        return {table.name: len(table.rows) for table in self.tables}


def cell_id(table: AccessTable, row: AccessRow, cell: AccessCell) -> str:
    """Of one value in the file."""
    return f"{table.name}/{row.key}/{cell.column}"


def row_id(table: AccessTable, row: AccessRow) -> str:
    """Of one row in the file."""
    return f"{table.name}/{row.key}"


def is_released(
    table: AccessTable, row: AccessRow, cell: AccessCell, release: Collection[str]
) -> bool:
    """Whether a value may be handed over: it needs no look, or somebody released it."""
    return not cell.held or cell.held in release or cell_id(table, row, cell) in release


def released_rows(table: AccessTable, release: Collection[str]) -> tuple[AccessRow, ...]:
    """The rows that may be handed over, though perhaps not with every value."""
    return tuple(
        row
        for row in table.rows
        if not row.held or row.held in release or row_id(table, row) in release
    )


def _held_in(table: AccessTable, row: AccessRow) -> Iterator[tuple[str, str, str, str]]:
    """Id, kind, column and text of what needs a look in a row."""
    if row.held:
        shown = " · ".join(cell.shown for cell in row.cells if cell.shown)
        yield row_id(table, row), row.held, "", shown
    for cell in row.cells:
        if cell.held:
            yield cell_id(table, row, cell), cell.held, cell.column, cell.shown


def access_file_name(facts: AccessFile, ending: str) -> str:
    """A name that carries the pupil's number and never the pupil's name."""
    number = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else f"~{ord(letter):x}"
        for letter in facts.number
    )
    return f"access-{number}-{facts.made_on.isoformat()}.{ending}"
