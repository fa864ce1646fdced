"""A zip's table of contents, looked at before anything in it is unpacked.

Source: SAFETY.md, section 6 (limits).
"""

import io
import re
import struct
import zipfile

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

MOST_ENTRIES = 300  # parts of a workbook
MOST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_RATIO = 100  # unpacked to packed, for parts over 1 MB
BIG_PART = 1024 * 1024
MOST_TAGS = 1_500_000  # in a whole workbook; a filled cell has four
MOST_TAGS_ASIDE = 250_000  # in a part that is not a sheet
MOST_TAGS_IN_ROW = 20_000

_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES = 22  # without the comment
_TAIL = 1 << 16  # bytes in which the end record and its comment lie
_MOST_DIRECTORY = MOST_ENTRIES * 1024  # bytes: a name, and what goes with it

# What Python's zip reader raises on what is damaged or was made to hurt.
BROKEN_ZIP = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, struct.error),
    *(ValueError, OSError, NotImplementedError, EOFError, OverflowError, IndexError),
)


def checked_parts(content: bytes) -> tuple[zipfile.ZipInfo, ...]:
    """The entries of a zip that may be unpacked; raises ``UserError`` for any other."""
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = tuple(archive.infolist())
    except BROKEN_ZIP as error:
        raise damaged() from error
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(
            _("The workbook is locked with a password."), _("Save it without a password.")
        )
    _check_names([part.filename.casefold() for part in parts])
    unpacked = sum(part.file_size for part in parts)
    swollen = any(
        part.file_size > BIG_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if swollen or len(parts) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise _absurd()
    return parts


def check_tags(content: bytes) -> None:
    """Unpack every part once, in pieces: none may be made of nothing but tags.

    A row, and a part that is no sheet, becomes objects as a whole before it can be counted.
    """
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            is_sheet = "worksheets/" in part.filename
            tags = in_row = 0
            with archive.open(part) as unpacked:
                while piece := unpacked.read(BIG_PART):
                    first, *rows = _ROW_END.split(piece) if is_sheet else [piece]
                    counts = [in_row + first.count(b"<"), *(row.count(b"<") for row in rows)]
                    tags += piece.count(b"<")
                    in_row = counts[-1]
                    if max(counts) > (MOST_TAGS_IN_ROW if is_sheet else MOST_TAGS_ASIDE):
                        raise _absurd()
            total += tags
            if total > MOST_TAGS:
                raise _absurd()


def damaged() -> UserError:
    """What to say about a file that breaks off or does not add up."""
    return UserError(_("The file is cut off or damaged."), _("Copy or export it again."))


def _check_directory(content: bytes) -> None:
    """Its size as stated: a directory of half a million entries costs more than the file allows."""
    tail = content[-_TAIL - _END_BYTES :]
    if _END_64 in tail:
        raise _absurd()  # needed from 4 GB or 65,535 entries on
    at = tail.find(_END)
    while at >= 0 and len(tail) - at >= _END_BYTES:
        (size,) = struct.unpack_from("<L", tail, at + 12)
        if size > _MOST_DIRECTORY:
            raise _absurd()
        at = tail.find(_END, at + 1)


def _check_names(names: list[str]) -> None:
    if any("vbaproject" in name or "externallink" in name for name in names):
        raise UserError(
            _("The workbook holds macros or links to other files."),
            _("Copy the list into a new workbook and save that as .xlsx."),
        )
    if any(_is_astray(name) for name in names):
        raise _absurd()


def _is_astray(name: str) -> bool:
    """Nothing is ever unpacked to a path; a name that tries to leave its folder is a trick."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name


def _absurd() -> UserError:
    return UserError(
        _("The file is not read, for safety: it unpacks to something absurd."),
        _("Export it again, or copy the list into a new workbook (.xlsx)."),
    )
