"""Files that are damaged, of the wrong kind, or made to hurt: one sentence each, quickly."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.importers.records.results import read_results

FILES = Path(__file__).parents[1] / "files" / "exchange"
SAMPLE = FILES / "edexml" / "EDEXML.Voorbeeld.2.1.xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PUPIL = "<leerlingen><leerling key='1'><roepnaam>&b;</roepnaam></leerling></leerlingen>"


def workbook(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    fill(sheet)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def rezipped(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, extra in more.items():
            new.writestr(name, extra)
    return memory.getvalue()


def header(sheet: Any) -> None:
    sheet.append(["Leerlingnummer", "Roepnaam", "Achternaam"])
    sheet.append(["1", "Ana", "Croes"])


def far_cell(sheet: Any) -> None:
    header(sheet)
    sheet["XFD1048576"] = "x"


def far_row(sheet: Any) -> None:
    header(sheet)
    sheet["A1048576"] = "x"


def zipped(**parts: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return memory.getvalue()


def with_entity(name: str, content: bytes) -> bytes:
    if not name.startswith("xl/worksheets"):
        return content
    return BOMB.replace("x [", "worksheet [").encode() + content


def swollen(name: str, content: bytes) -> bytes:
    return content + b" " * 30_000_000 if name == "xl/workbook.xml" else content


def directory_of(entries: int) -> bytes:
    """A zip of which the table of contents alone is large, with that many entries."""
    sizes = (20, 0, 20, *(0,) * 8, 1, *(0,) * 6)
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *sizes) + b"x"
    end = (0, 0, 0xFFFF, 0xFFFF, len(entry) * entries, 0, 0)
    return b"PK\x03\x04" + entry * entries + struct.pack("<4s4H2LH", b"PK\x05\x06", *end)


def locked(content: bytes) -> bytes:
    """The first part of the table of contents says that it is encrypted."""
    changed = bytearray(content)
    changed[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def long_row(name: str, content: bytes) -> bytes:
    cells = b"<c/>" * 30_000
    return content.replace(b"</row>", cells + b"</row>", 1) if "sheet1" in name else content


def many_styles(name: str, content: bytes) -> bytes:
    return content + b"<xf/>" * 260_000 if name == "xl/styles.xml" else content


PLAIN = workbook(header)
BAD: dict[str, tuple[str, bytes, str]] = {  # name, content, a word of the sentence
    "truncated xml": ("EDEX.XML", SAMPLE.read_bytes()[:2500], "cut off"),
    "empty": ("leeg.xml", b"", "empty"),
    "only spaces": ("leeg.csv", b"\xef\xbb\xbf \r\n \r\n", "empty"),
    "entity bomb": ("EDEX.XML", f"{BOMB}<EDEX>{PUPIL}</EDEX>".encode(), "DTD"),
    "external entity": (
        "EDEX.XML",
        f"{OUTSIDE}<EDEX>{PUPIL.replace('&b;', '&a;')}</EDEX>".encode(),
        "DTD",
    ),
    "plain dtd": ("EDEX.XML", b"<!DOCTYPE EDEX><EDEX/>", "DTD"),
    "deep nesting": ("EDEX.XML", b"<a>" * 5000, "nested"),
    "endless elements": ("EDEX.XML", b"<EDEX>" + b"<a/>" * 500_001, "too much"),
    "unknown encoding": (
        "EDEX.XML",
        b'<?xml version="1.0" encoding="klingon"?><EDEX/>',
        "encoding",
    ),
    "wrong encoding": ("EDEX.XML", b'<?xml version="1.0"?><EDEX>Ja\xefr</EDEX>', "damaged"),
    "other xml": ("x.xml", b"<rss><channel/></rss>", "no pupils"),
    "edexml without pupils": ("EDEX.XML", b"<EDEX><leerlingen/></EDEX>", "no pupils"),
    "web page": ("x.xls", b"<!DOCTYPE html><html></html>", "web page"),
    "old excel xml": ("x.xls", b"<?xml version='1.0'?><Workbook/>", "old Excel"),
    "pdf": ("x.csv", b"%PDF-1.7 ...", "PDF"),
    "png": ("x.xml", b"\x89PNG\r\n\x1a\n....", "picture"),
    "jpeg": ("x.xml", b"\xff\xd8\xff\xe0....", "picture"),
    "xls": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old or locked"),
    "nul": ("x.csv", b"naam;groep\x00\nAna;3\n", "not a list"),
    "prose": ("x.txt", b"Dit is een brief\nzonder tabel.\n", "not a list"),
    "edex2000": ("EDEXLL.TXT", b"0001Croes          Ana       20150101\r\n", "EDEX2000"),
    "edex2000 renamed": ("leerlingen.txt", (b"x" * 80 + b"\r\n") * 5, "EDEX2000"),
    "open quote": ("x.csv", b'nummer;naam\n1;"Croes, Ana\n2;Tromp\n', "cut off"),
    "too many columns": ("x.csv", b"naam;groep" + b";x" * 300 + b"\n", "too large"),
    "truncated zip": ("x.xlsx", PLAIN[: len(PLAIN) // 2], "damaged"),
    "zip of something": ("x.zip", zipped(brief__docx=b"x"), "zip"),
    "zipped edexml": ("x.zip", zipped(EDEX__xml=SAMPLE.read_bytes()), "zip"),
    "macros": (
        "x.xlsm",
        rezipped(PLAIN, lambda _n, c: c, **{"xl/vbaProject.bin": b"x"}),
        "macros",
    ),
    "climbing name": ("x.xlsx", rezipped(PLAIN, lambda _n, c: c, **{"../x": b"x"}), "absurd"),
    "drive in a name": ("x.xlsx", rezipped(PLAIN, lambda _n, c: c, **{"C:/x": b"x"}), "absurd"),
    "backwards climb": ("x.xlsx", rezipped(PLAIN, lambda _n, c: c, **{"..\\x": b"x"}), "absurd"),
    "many entries": (
        "x.xlsx",
        rezipped(PLAIN, lambda _n, c: c, **{f"xl/{n}": b"x" for n in range(300)}),
        "absurd",
    ),
    "endless table of contents": ("x.xlsx", directory_of(300_000), "absurd"),
    "zip64": ("x.xlsx", PLAIN[:-22] + b"PK\x06\x07" + b"\0" * 16 + PLAIN[-22:], "absurd"),
    "locked": ("x.xlsx", locked(PLAIN), "password"),
    "external links": (
        "x.xlsx",
        rezipped(PLAIN, lambda _n, c: c, **{"xl/externalLinks/externalLink1.xml": b"x"}),
        "links",
    ),
    "endless row": ("x.xlsx", rezipped(PLAIN, long_row), "absurd"),
    "endless styles": ("x.xlsx", rezipped(PLAIN, many_styles), "absurd"),
    "endless attributes": (
        "EDEX.XML",
        b"<EDEX " + b"".join(b"a%d='' " % n for n in range(500_001)) + b"/>",
        "too much",
    ),
    "ratio bomb": ("x.xlsx", rezipped(PLAIN, swollen), "absurd"),
    "entity in a sheet": ("x.xlsx", rezipped(PLAIN, with_entity), "damaged"),
    "part missing": (
        "x.xlsx",
        rezipped(PLAIN, lambda n, c: b"" if "sheet1" in n else c),
        "damaged",
    ),
    "far cell": ("x.xlsx", workbook(far_cell), "too large"),
    "far row": ("x.xlsx", workbook(far_row), "too large"),
    "empty workbook": ("x.xlsx", workbook(lambda _sheet: None), "empty"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_refused_with_one_sentence_and_what_to_do(kind: str, tmp_path: Path) -> None:
    name, content, word = BAD[kind]
    path = tmp_path / name
    path.write_bytes(content)

    with speaking("en"), pytest.raises(UserError) as refused:
        read_pupils(path)

    assert word in refused.value.message
    assert refused.value.hint
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("read", [read_answers, read_results, read_attendance])
def test_a_bad_file_is_nothing_for_other_importers_either(
    kind: str, read: Callable[[Path], object], tmp_path: Path
) -> None:
    name, content, _word = BAD[kind]
    path = tmp_path / name
    path.write_bytes(content)

    with speaking("en"), pytest.raises(UserError) as refused:
        read(path)

    assert refused.value.hint and "\n" not in refused.value.message
    if read is not read_answers:
        assert "pupils" not in refused.value.message or kind == "edexml without pupils"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.xml"
    with path.open("wb") as file:
        file.truncate(26 * 1024 * 1024)

    with speaking("en"), pytest.raises(UserError, match="too large"):
        read_pupils(path)


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    with speaking("en"):
        with pytest.raises(UserError, match="folder"):
            read_pupils(tmp_path)
        with pytest.raises(UserError, match=r"no file weg\.xml"):
            read_pupils(tmp_path / "weg.xml")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("verzuim-puntkomma-utf8bom.csv", "attendance"),
        ("uwlr-2.2-leerresultaten.xml", "test results"),
        ("toetsresultaten-lang-utf8bom.csv", "test results"),
        ("xlsform-ef-scan-nl-en-pap.xlsx", "questionnaire"),
    ],
)
def test_files_of_other_importers_are_recognised(name: str, word: str) -> None:
    with speaking("en"), pytest.raises(UserError, match=word):
        read_pupils(FILES / "made-here" / name)
