"""What a file said of pupils beside who they are: test results, attendance. Frozen.

Lines count from 1 as an editor or spreadsheet shows them; ``pupil`` is an index in ``pupils``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from npo_desktop.files.pupil_file import Message, PupilRow, TableRow


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column holds; ``test`` in an overview that has a block of columns per test."""

    field: str  # empty: ignored
    test: str = ""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The table of a CSV or Excel file, and what its columns were taken for."""

    header: tuple[str, ...]
    columns: tuple[ColumnUse, ...]
    rows: tuple[TableRow, ...]  # ``row`` is the pupil
    fingerprint: str  # of the header, to remember the choice by
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    date_order_doubtful: bool = False  # 03/04/2026: read day first, but ask


class Record(Protocol):
    """One thing a file says of one pupil."""

    @property
    def line(self) -> int:
        """Where it stands."""

    @property
    def place(self) -> int:
        """The first of its columns, 0-based."""

    @property
    def pupil(self) -> int:
        """Which pupil of the file."""

    @property
    def fault(self) -> str:
        """Why it cannot be read; else empty."""

    @property
    def is_empty(self) -> bool:
        """The file says that there is nothing: -, nvt, exempt."""

    @property
    def values(self) -> Mapping[str, Any]:
        """What the file says, by column of the store; nothing is not in it."""


RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class RecordFile(Generic[RecordT]):
    """A whole file of results or attendance, read and checked, not yet compared."""

    kind: str  # "results", "attendance"
    format: str  # "UWLR 2.2", "OneRoster 1.1", "CSV", "XLSX"
    source: str  # "edexml:99ZZ", "list"
    file_name: str
    sha256: str
    pupils: tuple[PupilRow, ...]
    rows: tuple[RecordT, ...]
    skipped_fields: tuple[str, ...] = ()  # as the file calls them
    messages: tuple[Message, ...] = ()
    table: RecordTable | None = None  # CSV and Excel only
    needs: str = ""  # what somebody has to say first: "pupil", "value", "test", "day"

    @property
    def needs_columns(self) -> bool:
        """Nothing can be read before somebody says what the columns hold."""
        return bool(self.needs)
