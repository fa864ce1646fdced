"""The tables of a OneRoster or School Data Sync export, out of a zip or a folder.

The older SDS format is turned into the words of the others, so that one reader does for all.
Source: EXCHANGE.md, chapter 4; SAFETY.md, section 6 (limits).
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.columns import plain_header
from npo_desktop.importers.recognise import LARGEST, roster_table
from npo_desktop.importers.table_rows import MOST_CELLS, read_text_table
from npo_desktop.importers.zip_check import BROKEN_ZIP, checked_parts, damaged

READ = frozenset(
    {
        *("manifest", "orgs", "academicsessions", "classes", "users", "roles", "enrollments"),
        *("demographics", "lineitems", "results"),
        *("school", "section", "student", "teacher", "studentenrollment", "teacherroster"),
    }
)

# The older SDS format: its table, the table it becomes, and its columns in the words of that.
_OLDER: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "school": ("orgs", {"sisid": "sourcedid"}),
    "section": (
        "classes",
        {"sisid": "sourcedid", "sectionname": "title", "schoolsisid": "schoolsourcedid"},
    ),
    "student": (
        "users",
        {
            **{"sisid": "sourcedid", "firstname": "givenname", "lastname": "familyname"},
            **{"studentnumber": "identifier", "schoolsisid": "orgsourcedids"},
            **{"gender": "sex", "birthday": "birthdate"},
        },
    ),
    "teacher": (
        "users",
        {"sisid": "sourcedid", "firstname": "givenname", "lastname": "familyname"},
    ),
    "studentenrollment": (
        "enrollments",
        {"sectionsisid": "classsourcedid", "sisid": "usersourcedid"},
    ),
    "teacherroster": (
        "enrollments",
        {"sectionsisid": "classsourcedid", "sisid": "usersourcedid"},
    ),
}
_ROLES = {
    **{"student": "student", "studentenrollment": "student"},
    **{"teacher": "teacher", "teacherroster": "teacher"},
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of a table, by the plain name of its column; what is not there is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Roster:
    """All tables that are read, in the words of OneRoster."""

    format: str  # "OneRoster 1.1", "SDS 2.1", "SDS 1"
    file_name: str
    sha256: str
    tables: Mapping[str, tuple[RosterRow, ...]]
    columns: Mapping[str, str]  # plain name -> as the export writes it
    is_partial: bool  # a delta: who is not mentioned did not change

    def rows(self, name: str) -> tuple[RosterRow, ...]:
        """The rows of a table that are not marked as gone."""
        return tuple(row for row in self.tables.get(name, ()) if not is_gone(row))


def is_gone(row: RosterRow) -> bool:
    """Whether a delta says that this is no longer so."""
    return row["status"].casefold() in ("tobedeleted", "inactive")


def read_roster(path: Path, content: bytes | None = None) -> Roster:
    """The tables of a zip, whose bytes are given, or of a folder. Raises ``UserError``."""
    parts = _unpacked(content) if content is not None else _in_folder(path)
    if "users" not in parts and "student" not in parts:
        raise roster_table()
    digest = hashlib.sha256()
    tables: dict[str, tuple[RosterRow, ...]] = {}
    columns: dict[str, str] = {}
    cells = 0
    for name, part in sorted(parts.items()):
        digest.update(name.encode() + b"\x00" + part)
        tables[name] = _rows(part, columns)
        cells += sum(len(row.cells) for row in tables[name])
        if cells > 3 * MOST_CELLS:
            raise _too_much()
    older = "student" in tables
    properties = _properties(tables.get("manifest", ()))
    return Roster(
        format="SDS 1" if older else _format(tables, properties),
        file_name=path.name,
        sha256=digest.hexdigest(),
        tables=_translated(tables) if older else tables,
        columns=columns,
        is_partial="delta" in properties.values(),
    )


def _format(tables: Mapping[str, tuple[RosterRow, ...]], properties: Mapping[str, str]) -> str:
    if version := properties.get("oneroster.version"):
        return f"OneRoster {version[:10]}"
    users = tables["users"][0].cells if tables["users"] else {}
    if "manifest" in tables or {"enableduser", "userids"} & set(users):
        return "OneRoster 1.0"
    return "SDS 2.1" if "roles" in tables else "SDS 2"


def _properties(manifest: Iterable[RosterRow]) -> dict[str, str]:
    return {
        row["propertyname"].casefold(): (row["value"] or row["propertyvalue"]).casefold()
        for row in manifest
    }


def _rows(part: bytes, columns: dict[str, str]) -> tuple[RosterRow, ...]:
    if not part.strip(b"\xef\xbb\xbf\x00 \t\r\n"):
        return ()
    sheet = read_text_table(part)
    if not sheet.rows:
        return ()
    header = [plain_header(cell) for cell in sheet.rows[0].cells]
    columns |= dict(zip(header, sheet.rows[0].cells, strict=True))
    return tuple(
        RosterRow(row.line, dict(zip(header, row.cells, strict=False))) for row in sheet.rows[1:]
    )


def _translated(
    tables: Mapping[str, tuple[RosterRow, ...]],
) -> dict[str, tuple[RosterRow, ...]]:
    found: dict[str, tuple[RosterRow, ...]] = {}
    for name, (becomes, words) in _OLDER.items():
        rows = []
        for row in tables.get(name, ()):
            cells = {words.get(column, column): cell for column, cell in row.cells.items()}
            if name in _ROLES:
                cells["role"] = _ROLES[name]
            if cells.pop("status", "").casefold() in ("inactive", "deleted"):
                cells["enableduser"] = "false"
            rows.append(RosterRow(row.line, cells))
        found[becomes] = found.get(becomes, ()) + tuple(rows)
    return found


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The tables in a zip: in its root, or in the one folder in it."""
    checked_parts(content)
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.infolist():
                folder, _slash, name = part.filename.replace("\\", "/").rpartition("/")
                table = _table_name(name)
                if table in READ and "/" not in folder and not folder.startswith("__"):
                    with archive.open(part) as unpacked:
                        found[table] = _limited(unpacked.read(LARGEST + 1), found)
    except (*BROKEN_ZIP, zlib.error) as error:
        raise damaged() from error
    return found


def _in_folder(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        for path in sorted(folder.iterdir()):
            table = _table_name(path.name)
            if table in READ and path.is_file():
                with path.open("rb") as file:
                    found[table] = _limited(file.read(LARGEST + 1), found)
    except OSError as error:
        raise UserError(
            _("The file {file} cannot be read.").format(file=folder.name),
            _("Close it in other programs and check that you may open it."),
        ) from error
    return found


def _table_name(name: str) -> str:
    stem, _dot, ending = name.casefold().rpartition(".")
    return stem if ending == "csv" else ""


def _limited(part: bytes, others: Mapping[str, bytes]) -> bytes:
    if len(part) + sum(map(len, others.values())) > LARGEST:
        raise _too_much()
    return part


def _too_much() -> UserError:
    return UserError(
        _("The tables together are too large: {most} MB is the most.").format(
            most=LARGEST // (1024 * 1024)
        ),
        _("Export one school and one school year."),
    )
