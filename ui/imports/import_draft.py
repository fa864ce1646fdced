"""What was chosen for a file, and what came out of reading it with that. Frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.files.record_file import ColumnUse, RecordFile
from npo_desktop.queries.imports.import_preview import PupilPreview
from npo_desktop.queries.imports.record_preview import RecordPreview

AnyFile = PupilFile | RecordFile[Any]
AnyPreview = PupilPreview | RecordPreview[Any]


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A file, and what the user said about it."""

    path: Path
    kind: str = ""  # what is in it, a key of ``KINDS``; empty: by its content
    columns: Mapping[int, ColumnUse] | None = None  # None: as recognised, or as remembered
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str | None = None
    default_group: str = ""
    date_order: str | None = None
    decisions: Mapping[int, UUID | None] = field(default_factory=dict)
    test: str = ""  # of a list that does not say which test it is about
    day: date | None = None  # ... nor when it was held
    period: tuple[date, date] | None = None  # of attendance
    grades: Mapping[str, int | None] | None = None  # None: as remembered


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """What came out; without a preview something must be said first."""

    draft: ImportDraft  # its kind is known now
    file: AnyFile
    preview: AnyPreview | None
    names: Mapping[UUID, str]  # of the pupils whom rows are, or may be, about
    tests: tuple[str, ...] = ()  # that the school knows, to choose from
    style: str = "groups"  # how the school names its year groups

    @property
    def header(self) -> tuple[str, ...]:
        """The file's own headings; none when it is no table."""
        return self.file.table.header if self.file.table else ()

    @property
    def uses(self) -> tuple[ColumnUse, ...]:
        """What each column of a table holds."""
        if self.file.table is None:
            return ()
        if isinstance(self.file, PupilFile):
            return tuple(ColumnUse(name) for name in self.file.table.columns)
        return self.file.table.columns

    @property
    def needs(self) -> str:
        """What has to be said first: "pupil", "value", "test", "day", or nothing."""
        if isinstance(self.file, PupilFile):
            return "pupil" if self.file.needs_columns else ""
        return self.file.needs

    @property
    def lacks_day(self) -> bool:
        """Whether no column holds the day of the tests, and nobody said it."""
        is_list = self.draft.kind == "results" and self.file.table is not None
        return is_list and self.draft.day is None and all(u.field != "held_on" for u in self.uses)
