"""Which kind of file this is, by its content; what we cannot read is refused with what to do.

Source: EXCHANGE.md, chapters 1 and 7; SAFETY.md, section 6.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.zip_check import checked_parts

LARGEST = 25 * 1024 * 1024  # bytes

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ROSTER_TABLES = frozenset(
    {"manifest.csv", "orgs.csv", "users.csv", "enrollments.csv", "classes.csv", "student.csv"}
)


class Kind(StrEnum):
    """How the bytes of a file are to be read."""

    XML = "xml"
    WORKBOOK = "workbook"
    TEXT = "text"


def content_of(path: Path) -> bytes:
    """All bytes of a file; a folder, no file, an empty or a huge one is a ``UserError``."""
    try:
        if path.is_dir():
            raise _a_folder(path)
        size = path.stat().st_size
        if size > LARGEST:
            raise UserError(
                _("The file is too large: {size} MB; {most} MB is the most.").format(
                    size=size // (1024 * 1024), most=LARGEST // (1024 * 1024)
                ),
                _("Choose the list of pupils itself, without pictures or other years."),
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
            _("Export it again from your pupil system."),
        )
    return content


def _a_folder(path: Path) -> UserError:
    names = {entry.name.casefold() for entry in path.iterdir()}
    if len(names & _ROSTER_TABLES) > 1:
        return _roster()
    return UserError(_("This is a folder, not a file."), _("Choose the file itself."))


def kind_of(name: str, content: bytes) -> Kind:
    """How to read this content; raises ``UserError`` for a kind that is not read here."""
    _refuse_binary(content)
    if content.startswith(b"PK"):
        _refuse_other_zip(content)
        return Kind.WORKBOOK
    start = _without_mark(content[:4096]).replace(b"\x00", b"").lstrip()
    if start.startswith(b"<"):
        if re.match(rb"<(!doctype\s+)?html", start, re.IGNORECASE):
            raise UserError(_("This is a web page."), _export_again())
        return Kind.XML
    if b"\x00" in content and not content.startswith(_BYTE_ORDER_MARKS[1:]):
        raise UserError(_("This is not a list of pupils."), _export_again())
    if _is_fixed_width(name, content):
        raise UserError(
            _("This is EDEX2000, an old format."), _("When exporting, choose EDEXML instead.")
        )
    return Kind.TEXT


def _refuse_binary(content: bytes) -> None:
    if content.startswith(b"%PDF"):
        raise UserError(_("This is a PDF."), _export_again())
    if content.startswith(_PICTURES):
        raise UserError(_("This is a picture."), _export_again())
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(
            _("This is an old or locked Office file."),
            _("Open it in Excel and save it as .xlsx, without a password."),
        )


def _refuse_other_zip(content: bytes) -> None:
    names = {part.filename.casefold() for part in checked_parts(content)}
    if "xl/workbook.xml" in names:
        return
    if {name.rpartition("/")[2] for name in names} & _ROSTER_TABLES:
        raise _roster()
    if any(name.endswith(".xml") and "/" not in name and "[" not in name for name in names):
        raise UserError(_("This is a zip."), _("Unpack it and choose the XML file inside."))
    raise UserError(_("This zip holds no list of pupils."), _export_again())


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


def _roster() -> UserError:
    return UserError(
        _("This is OneRoster or School Data Sync, which this version does not read yet."),
        _("Export EDEXML, CSV or Excel instead."),
    )


def _export_again() -> str:
    return _("Export the pupils as EDEXML, CSV or Excel from your pupil system.")


REFUSED_ROOTS: dict[str, Callable[[], UserError]] = {  # local names of XML that is something else
    "leerresultaten": lambda: UserError(
        _("These are test results, not pupils."), _("Choose the file with the pupils (EDEXML).")
    ),
    "leerresultaten_verzoek": lambda: REFUSED_ROOTS["leerresultaten"](),
    "html": lambda: UserError(_("This is a web page."), _export_again()),
    "Workbook": lambda: UserError(
        _("This is an old Excel format."), _("Open it in Excel and save it as .xlsx.")
    ),
}


def other_xml(root: str) -> UserError:
    """What to say about well-formed XML that holds no pupils."""
    known = REFUSED_ROOTS.get(root)
    return known() if known else UserError(_("This XML file holds no pupils."), _export_again())


def roster_table() -> UserError:
    """What to say about one table out of OneRoster or SDS."""
    return _roster()
