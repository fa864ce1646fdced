"""Which kind of file this is, by its content; what we cannot read is refused with what to do.

Source: EXCHANGE.md, chapters 1 and 7; SAFETY.md, section 6.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.zip_check import checked_parts

LARGEST = 25 * 1024 * 1024  # bytes

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ROSTER_TABLES = frozenset(
    {
        *("manifest.csv", "orgs.csv", "users.csv", "enrollments.csv", "classes.csv", "roles.csv"),
        *("school.csv", "section.csv", "student.csv", "teacher.csv", "studentenrollment.csv"),
    }
)


class Kind(StrEnum):
    """How the bytes of a file are to be read."""

    XML = "xml"
    WORKBOOK = "workbook"
    TEXT = "text"
    ROSTER = "roster"  # OneRoster or SDS: tables in a zip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody hoped to find in the file: what to say when it is not there."""

    missing: Callable[[], str]
    again: Callable[[], str]


PUPILS = Wanted(
    lambda: _("This is not a list of pupils."),
    lambda: _("Export the pupils as EDEXML, CSV or Excel from your pupil system."),
)
ANSWERS = Wanted(
    lambda: _("This is not a CSV file with answers."),
    lambda: _("Choose the CSV file with the answers."),
)
RESULTS = Wanted(
    lambda: _("This file holds no test results."),
    lambda: _("Export the results as CSV or Excel from your pupil or test system."),
)
ATTENDANCE = Wanted(
    lambda: _("This is no attendance list."),
    lambda: _("Export the attendance as CSV or Excel from your pupil system."),
)


def roster_folder(path: Path) -> Path | None:
    """The folder of a OneRoster or SDS export: this one, or the one this table lies in."""
    folder = path
    if path.name.casefold() in _ROSTER_TABLES and path.is_file():
        folder = path.parent
    try:
        names = {entry.name.casefold() for entry in folder.iterdir()} if folder.is_dir() else set()
    except OSError:
        return None
    return folder if len(names & _ROSTER_TABLES) > 1 else None


def content_of(path: Path, wanted: Wanted | None = None) -> bytes:
    """All bytes of a file; a folder, no file, an empty or a huge one is a ``UserError``.

    ``wanted``: what is chosen instead of an empty one, when that is no list of a pupil system.
    """
    try:
        if path.is_dir():
            raise UserError(_("This is a folder, not a file."), _("Choose the file itself."))
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                _("The file is too large: {size} MB; {most} MB is the most.").format(
                    size=size // (1024 * 1024), most=LARGEST // (1024 * 1024)
                ),
                _("Choose the list itself, without pictures or other years."),
            )
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UserError(
            _("There is no file {file}.").format(file=path.name),
            _("Check the name and the folder."),
        ) from error
    except OSError as error:
        raise UserError(
            _("The file {file} cannot be read.").format(file=path.name),
            _("Close it in other programs and check that you may open it."),
        ) from error
    if not _without_mark(content).strip(b"\x00 \t\r\n"):
        raise UserError(
            _("The file {file} is empty.").format(file=path.name),
            wanted.again() if wanted else _("Export it again from your pupil system."),
        )
    return content


def kind_of(name: str, content: bytes, wanted: Wanted = PUPILS) -> Kind:
    """How to read this content; raises ``UserError`` for a kind that is not read here."""
    _refuse_binary(content, wanted)
    if content.startswith(b"PK"):
        return _kind_of_zip(content, wanted)
    start = _without_mark(content[:4096]).replace(b"\x00", b"").lstrip()
    if start.startswith(b"<"):
        if re.match(rb"<(!doctype\s+)?html", start, re.IGNORECASE):
            raise UserError(_("This is a web page."), wanted.again())
        return Kind.XML
    if b"\x00" in content and not content.startswith(_BYTE_ORDER_MARKS[1:]):
        raise UserError(wanted.missing(), wanted.again())
    if _is_fixed_width(name, content):
        raise UserError(
            _("This is EDEX2000, an old format."), _("When exporting, choose EDEXML instead.")
        )
    return Kind.TEXT


def _refuse_binary(content: bytes, wanted: Wanted) -> None:
    if content.startswith(b"%PDF"):
        raise UserError(_("This is a PDF."), wanted.again())
    if content.startswith(_PICTURES):
        raise UserError(_("This is a picture."), wanted.again())
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            _("This is an old or locked Office file."),
            _("Open it in Excel and save it as .xlsx, without a password."),
        )


def _kind_of_zip(content: bytes, wanted: Wanted) -> Kind:
    names = {part.filename.casefold() for part in checked_parts(content)}
    if "xl/workbook.xml" in names:
        return Kind.WORKBOOK
    if {name.rpartition("/")[2] for name in names} & _ROSTER_TABLES:
        return Kind.ROSTER
    if any(name.endswith(".xml") and "/" not in name and "[" not in name for name in names):
        raise UserError(_("This is a zip."), _("Unpack it and choose the XML file inside."))
    raise UserError(_("This zip holds nothing that is read here."), wanted.again())


def _is_fixed_width(name: str, content: bytes) -> bool:
    """EDEXLL.TXT and its three companions: lines of one length, no separators."""
    if re.match(r"edex(ll|lk|gr|lg)\b", name.casefold()):
        return True
    lines = content[:20000].splitlines()[:-1] or content.splitlines()
    lengths = {len(line) for line in lines}
    separated = any(mark in content for mark in (b";", b"\t", b","))
    return len(lines) > 1 and len(lengths) == 1 and lengths.pop() >= 60 and not separated


def _without_mark(content: bytes) -> bytes:
    for mark in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :]
    return content


REFUSED_ROOTS: dict[str, Callable[[], str]] = {  # local names of XML that is something else
    "leerresultaten": lambda: _("These are test results, not pupils."),
    "leerresultaten_verzoek": lambda: _("These are test results, not pupils."),
    "EDEX": lambda: _("This is a list of pupils, not test results."),
    "leerlinggegevens": lambda: _("This is a list of pupils, not test results."),
}


def other_xml(roots: Iterable[str], wanted: Wanted) -> UserError:
    """What to say about well-formed XML that holds something else: by the names in it."""
    for root in roots:
        if root == "html":
            return UserError(_("This is a web page."), wanted.again())
        if root == "Workbook":
            return UserError(
                _("This is an old Excel format."), _("Open it in Excel and save it as .xlsx.")
            )
        if root in REFUSED_ROOTS:
            return UserError(REFUSED_ROOTS[root](), wanted.again())
    text = _("This XML file holds no pupils.") if wanted is PUPILS else wanted.missing()
    return UserError(text, wanted.again())


def roster_table() -> UserError:
    """What to say about one table out of OneRoster or SDS."""
    return UserError(
        _("This is one table of a OneRoster or School Data Sync export."),
        _("Choose the zip, or keep the tables together in one folder."),
    )
