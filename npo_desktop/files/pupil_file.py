"""What a file with pupils said, before anything is compared with the store.

Lines count from 1 as an editor or spreadsheet shows them; ``row`` is an index in ``pupils``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from npo_desktop.i18n import _

COLUMN_FIELDS: Mapping[str, Callable[[], str]] = {  # what a column can hold, as the screen names it
    "number": lambda: _("Pupil number"),
    "call_name": lambda: _("First name"),
    "infix": lambda: _("Prefix"),
    "last_name": lambda: _("Last name"),
    "full_name": lambda: _("Full name"),
    "first_names": lambda: _("All first names"),
    "initials": lambda: _("Initials"),
    "birth_date": lambda: _("Date of birth"),
    "sex": lambda: _("Sex"),
    "group": lambda: _("Group"),
    "grade": lambda: _("Year group"),
    "home_language": lambda: _("Home language"),
    "guardian_language": lambda: _("Language with the parents"),
    "taught_since": lambda: _("Start of group 3"),
    "entered_on": lambda: _("Entered on"),
    "left_on": lambda: _("Left on"),
    "eckid": lambda: _("ECK-iD"),
}


_OTHER_FIELDS: Mapping[str, Callable[[], str]] = {  # no column, but shown among changes
    "school_year": lambda: _("School year"),
    "groups": lambda: _("Groups"),
    "name": lambda: _("Name"),
    "first_name": lambda: _("First name"),
    "role": lambda: _("Role"),
}


def field_label(field: str) -> str:
    """A field as people call it, in the language of here and now."""
    name = COLUMN_FIELDS.get(field) or _OTHER_FIELDS.get(field)
    return name() if name else field


def is_stable(key: str) -> bool:
    """Whether a key can be remembered: a dummy starts with # and changes at each export."""
    return bool(key) and not key.startswith("#")


class Level(StrEnum):
    """How much a message asks of the reader."""

    NOTE = "note"  # read, but look at it
    FAULT = "fault"  # this row is not read


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence about one place in the file; never holds a pupil's name."""

    line: int  # 0: about the file as a whole
    text: str
    row: int | None = None
    field: str = ""
    level: Level = Level.NOTE


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A class as the file has it."""

    line: int
    key: str
    name: str
    grade: int | None = None  # 1-14; nothing when mixed or outside school


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A class somebody works in, and as what."""

    key: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works at the school, as the file has it."""

    line: int
    key: str
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    roles: tuple[str, ...] = ()  # EDEXML codes
    groups: tuple[StaffGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class PupilRow:
    """A pupil as the file has it. Empty text and ``None``: the file does not say."""

    line: int
    key: str = ""  # in the system the file comes from; empty or "#..." cannot be remembered
    number: str = ""
    eckid: str = ""
    call_name: str = ""
    first_names: str = ""
    initials: str = ""
    infix: str = ""
    last_name: str = ""
    birth_date: date | None = None
    sex: str = ""  # M, F
    home_language: str = ""  # nl, en, pap, es or another, as written
    guardian_language: str = ""  # nl, en, pap, es
    taught_since: date | None = None
    entered_on: date | None = None
    left_on: date | None = None
    group: str = ""  # key of a GroupRow
    grade: int | None = None
    leaver: bool = False
    fault: str = ""  # why this row cannot be read
    repeats: int | None = None  # an earlier row with the same pupil
    contradicts: bool = False  # ... and other data


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table as it stands in the file, for the screen where columns are named."""

    line: int
    cells: tuple[str, ...]
    row: int | None  # which pupil it became


@dataclass(frozen=True, slots=True)
class PupilTable:
    """The table of a CSV or Excel file, and what its columns were taken for."""

    header: tuple[str, ...]
    columns: tuple[str, ...]  # a field per column; empty: ignored
    rows: tuple[TableRow, ...]
    fingerprint: str  # of the header, to remember the choice by
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    date_order_doubtful: bool = False  # 03/04/2015: read day first, but ask


@dataclass(frozen=True, slots=True)
class GradeText:
    """A grade as another system writes it, and the year group it was taken for."""

    text: str  # "05", "KG"
    grade: int | None
    pupils: int


@dataclass(frozen=True, slots=True)
class PupilFile:
    """A whole file of pupils, read and checked, not yet compared with the store."""

    format: str  # "EDEXML 2.1", "UWLR 2.1", "CSV", "XLSX"
    source: str  # "edexml:99ZZ", "list"
    file_name: str
    sha256: str
    school_year: str
    as_of: date
    groups: tuple[GroupRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    pupils: tuple[PupilRow, ...] = ()
    skipped_fields: tuple[str, ...] = ()  # as the file calls them
    messages: tuple[Message, ...] = ()
    table: PupilTable | None = None  # CSV and Excel only
    branches: int = 0  # vestigingen, counted only
    composite_groups: int = 0  # samengestelde groepen, counted only
    grades: tuple[GradeText, ...] = ()  # OneRoster and SDS only
    is_partial: bool = False  # only what changed: who is not in it has not left

    @property
    def needs_columns(self) -> bool:
        """No column with a name was recognised: somebody has to say which is which."""
        named = {"call_name", "last_name", "full_name"}
        return self.table is not None and not named & set(self.table.columns)
