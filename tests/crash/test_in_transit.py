"""T20: nothing readable about a pupil is ever written, not even to a file deleted at once."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

WORD = "Zqxkanarie"  # as in whole_day.py
ON_THE_WAY = (  # each is written and deleted or renamed again on such a day
    "school.npo",
    "school.npo-wal",
    "school.npo-journal",
    "npo-desktop.log",
    "parents-2026-1.pdf",
    "one.npobak",
    "incoming",
)

Script = Callable[..., Any]
Recorded = Callable[[Path, Path], Mapping[str, str]]
Figure = Callable[[str], None]


@pytest.fixture
def day(tmp_path: Path, script: Script, recorded: Recorded) -> Callable[[str], Path]:
    """Do the work of that name with the whole disk watched; gives the log."""
    for name in ("files", "folder", "temp"):
        (tmp_path / name).mkdir()

    def watched(what: str) -> Path:
        log = tmp_path / "log"
        under = dict(recorded(Path("/"), log)) | {"TMPDIR": str(tmp_path / "temp")}
        files = ("--files", tmp_path / "files")
        script("whole_day.py", what, tmp_path / "folder", *files, under=under)
        return log

    return watched


def test_no_written_byte_names_a_pupil_but_in_the_exports_for_people(
    day: Callable[[str], Path], tmp_path: Path, script: Script, figure: Figure
) -> None:
    script("whole_day.py", "prepare", tmp_path / "files")
    log = day("work")
    exports = [tmp_path / "folder" / "open" / name for name in ("plan.xlsx", "parents-2026-1.pdf")]
    left_out = [word for path in exports for word in ("--left-out", path)]
    told = script("leaks.py", log, "--word", WORD, *left_out)
    figure(
        f"T20 a whole day under the recorder: {told['files']} files, {told['bytes']:,} bytes "
        f"written, {len(told['hits'])} hits"
    )
    for name in ON_THE_WAY:
        assert any(name in path for path in told["seen"]), name
    assert told["hits"] == []

    open_ones = script("leaks.py", log, "--word", WORD)["hits"]  # so the search does find them
    assert {Path(path).parent.name for path, _form in open_ones} == {"open"}
    assert {form for _path, form in open_ones} >= {"UTF-8 in zip", "UTF-8 in zlib in ascii85"}
    assert list((tmp_path / "temp").iterdir()) == []


def test_the_plain_way_of_saving_a_workbook_is_caught(
    day: Callable[[str], Path], script: Script, figure: Figure
) -> None:
    told = script("leaks.py", day("carelessly"), "--word", WORD)
    figure(f"T20 control, a workbook saved into memory by openpyxl itself: {told['hits'][:1]}")
    assert any(form == "UTF-8" and "temp" in path for path, form in told["hits"])


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", content)
    return packed.getvalue()


TEXT = f"<c>{WORD}007ë</c>"
PLAIN = TEXT.encode()
FORMS: dict[str, bytes] = {
    "UTF-8": PLAIN,
    "UTF-16": TEXT.encode("utf-16-le"),
    "UTF-16 the other way": TEXT.encode("utf-16-be"),
    "UTF-32": TEXT.encode("utf-32-le"),
    "hex": PLAIN.hex().encode(),
    "hex of UTF-16": TEXT.encode("utf-16-le").hex().upper().encode(),
    "JSON escaped": "".join(f"\\u{ord(letter):04x}" for letter in TEXT).encode(),
    "UTF-8 in zlib": b"%PDF" + zlib.compress(PLAIN * 3) + b"rest",
    "UTF-8 in zip": _zipped(PLAIN * 3),
    "UTF-8 in zip in zip": _zipped(_zipped(PLAIN)),
    "UTF-8 in ascii85": b"stream\r\n" + base64.a85encode(PLAIN) + b"~>endstream",
    **{f"base64 #{n}": base64.b64encode(bytes(n) + PLAIN) for n in range(3)},
    "base64 of UTF-16": base64.b64encode(TEXT.encode("utf-16-le")),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_name_is_found_however_it_is_written(form: str, tmp_path: Path, script: Script) -> None:
    path, data = b"/somewhere/file", FORMS[form]
    pieces = (data[: len(data) // 2], data[len(data) // 2 :])  # cut between two writes
    log = b"".join(
        struct.pack("<cIQI", b"W", len(path), 0, len(piece)) + path + piece for piece in pieces
    )
    (tmp_path / "log").write_bytes(log)
    hits = script("leaks.py", tmp_path / "log", "--word", WORD)["hits"]
    assert form.partition(" #")[0] in {found for _path, found in hits}


def test_ordinary_files_are_no_false_alarm(tmp_path: Path, script: Script, seed: int) -> None:
    noise = Random(seed).randbytes(2_000_000)
    path = b"/somewhere/noise"
    record = struct.pack("<cIQI", b"W", len(path), 0, len(noise)) + path + noise
    (tmp_path / "log").write_bytes(record)
    told = script("leaks.py", tmp_path / "log", "--word", WORD)
    assert told["hits"] == []
