"""Both kinds of backup begin alike, and refuse alike what is none."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from npo_desktop.errors import StoreError, UserError
from npo_desktop.store.backups.backup_file import read_header
from npo_desktop.store.backups.file_start import LONGEST_HEADER, DamagedBackup
from npo_desktop.store.backups.lines_file import read_lines_header

Read = Callable[[Path], object]

START = struct.Struct(">8sHI")
KINDS = [
    pytest.param(read_header, b"NPO-BAK\n", "npobak", id="database"),
    pytest.param(read_lines_header, b"NPO-JSL\n", "", id="lines"),
]


def begun(magic: bytes, text: bytes, *, form: int = 1, length: int | None = None) -> bytes:
    """A start with its header, and enough after it for a seal or a salt."""
    return START.pack(magic, form, len(text) if length is None else length) + text + bytes(64)


@pytest.mark.parametrize(("read", "magic", "hint"), KINDS)
def test_another_file_is_no_backup_and_the_hint_fits_the_kind(
    read: Read, magic: bytes, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.file"
    for content in (b"", magic, begun(b"SOMEBODY", b"{}"), begun(magic[::-1], b"{}")):
        path.write_bytes(content)
        with pytest.raises(UserError) as raised:
            read(path)
        assert not isinstance(raised.value, DamagedBackup)
        assert raised.value.hint and ("npobak" in raised.value.hint) is bool(hint)


@pytest.mark.parametrize(("read", "magic", "hint"), KINDS)
def test_a_newer_format_is_said_to_be_newer_and_not_damaged(
    read: Read, magic: bytes, hint: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.file"
    path.write_bytes(begun(magic, b"not even JSON", form=2))
    with pytest.raises(StoreError, match="nieuwere") as raised:
        read(path)
    assert not isinstance(raised.value, DamagedBackup)


@pytest.mark.parametrize(("read", "magic", "hint"), KINDS)
@pytest.mark.parametrize(
    ("text", "length"),
    [
        (b"{}", LONGEST_HEADER + 1),
        (b"{}", 4000),  # longer than the file
        (b"{", None),
        (b"\xff\xfe", None),
        (b"[]", None),
        (b"null", None),
        (b'{"manifest": 1, "keys": [], "database": "", "school": ""}', None),
        (b"[" * 200_000, None),  # brackets in brackets, by somebody who means harm
    ],
)
def test_a_header_that_cannot_be_is_damage(
    read: Read, magic: bytes, hint: str, text: bytes, length: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "a.file"
    path.write_bytes(begun(magic, text, length=length))
    with pytest.raises(DamagedBackup):
        read(path)


@pytest.mark.parametrize(("read", "magic", "hint"), KINDS)
def test_a_file_that_is_not_there_is_said_to_be_missing(
    read: Read, magic: bytes, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"gone\.file"):
        read(tmp_path / "gone.file")
