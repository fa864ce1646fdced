"""What holds for every sheet: text stays text, nothing on disk, frozen, filtered, printable."""

import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from npo_desktop.errors import Cancelled
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.printing import LONGEST, Paper, PrintWords
from npo_desktop.exports.xlsx.workbook import (
    Column,
    Sheet,
    Value,
    clean,
    lines_of,
    rows_of,
    workbook_bytes,
)
from npo_desktop.i18n import speaking

WORDS = PrintWords("Basisschool A & B", "", "right", "keep safe", "Page {page} of {pages}")
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "#REF!", '=HYPERLINK("http://x")', "\t=1", "true", "1e5")
DAY = date(2026, 11, 5)


def sheet_of(*rows: tuple[Value, ...], columns: tuple[Column, ...] = (), **changed: Any) -> Sheet:
    columns = columns or (Column("Name", 20), Column("Note", 20, Look.WRAPPED))
    return Sheet(name="Sheet", title="Title", columns=columns, rows=lambda: rows, **changed)


def made(*sheets: Sheet, words: PrintWords = WORDS) -> bytes:
    return workbook_bytes(sheets, title="Plan", words=words)


def sheet_xml(book: bytes, number: int = 1) -> str:
    with ZipFile(BytesIO(book)) as archive:
        return archive.read(f"xl/worksheets/sheet{number}.xml").decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_is_never_a_formula_or_an_error(text: str) -> None:
    book = made(sheet_of((text, text)))

    xml = sheet_xml(book)
    assert "<f>" not in xml and "<f " not in xml
    assert 't="e"' not in xml
    cells = openpyxl.load_workbook(BytesIO(book))["Sheet"][3]
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s")] * 2


def test_what_xml_cannot_carry_is_replaced_and_the_rest_is_kept() -> None:
    book = made(sheet_of(("a\x00b\x0bc", "\ud800 \uffff é\nñ")))

    values = next(openpyxl.load_workbook(BytesIO(book))["Sheet"].iter_rows(3, values_only=True))
    assert values == ("a�b�c", "� � é\nñ")


def test_text_longer_than_a_cell_holds_is_cut() -> None:
    assert len(clean("x" * 40_000)) == 32_767


def test_white_space_and_markup_come_back_as_they_were() -> None:
    book = made(sheet_of(("  <b>&amp; ", "]]>")))

    values = next(openpyxl.load_workbook(BytesIO(book))["Sheet"].iter_rows(3, values_only=True))
    assert values == ("  <b>&amp; ", "]]>")


@pytest.mark.parametrize(
    ("language", "number_format"), [("nl", "dd-mm-yyyy"), ("en", "[$-809]d mmm yyyy")]
)
def test_dates_and_numbers_are_real(language: str, number_format: str) -> None:
    columns = (
        Column("Day", 12, Look.DATE),
        Column("Whole", 8, Look.WHOLE),
        Column("Mean", 8, Look.HUNDREDTH),
    )
    with speaking(language):
        book = made(sheet_of((DAY, 0, 2.3333), columns=columns))

    day, whole, mean = openpyxl.load_workbook(BytesIO(book))["Sheet"][3]
    assert day.value == datetime(2026, 11, 5) and day.is_date
    assert day.number_format == number_format
    assert (whole.value, whole.data_type) == (0, "n")
    assert mean.value == pytest.approx(2.3333) and mean.number_format.startswith("0.00")


def test_nothing_known_is_an_empty_cell() -> None:
    columns = (Column("A", 8, Look.WHOLE), Column("B", 8), Column("C", 8, Look.WHOLE))

    book = made(sheet_of((None, "", 0), columns=columns))

    assert re.findall(r'<c r="(\w+)"', sheet_xml(book))[-1:] == ["C3"]


def test_a_reused_cell_does_not_keep_the_row_above() -> None:
    columns = (Column("A", 8, Look.WRAPPED_NUMBER),)

    book = made(sheet_of(("words",), (3,), (None,), (DAY,), ("=1",), columns=columns))

    cells = [row[0] for row in openpyxl.load_workbook(BytesIO(book))["Sheet"].iter_rows(3)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("words", "s"),
        (3, "n"),
        (None, "n"),
        (46331, "n"),  # a number format for dates belongs to the column
        ("=1", "s"),
    ]


def test_no_temporary_file_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refuse)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.rglob("*"))

    book = made(sheet_of(("Evertsz", "secret")))

    assert book.startswith(b"PK")
    assert set(tmp_path.rglob("*")) == before


def test_headings_are_frozen_filtered_and_repeated_on_paper() -> None:
    book = made(sheet_of(("a", "b"), ("c", "d"), total=("sum", None), frozen_columns=1))

    sheet = openpyxl.load_workbook(BytesIO(book))["Sheet"]
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref == "A2:B4"  # the total below stays where it is
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_area == "'Sheet'!$A$1:$B$5"
    assert [cell.value for cell in sheet[2]] == ["Name", "Note"]
    assert all(cell.font.bold for cell in (*sheet[2], sheet["A1"], sheet["A5"]))
    assert sheet.column_dimensions["A"].width == 20


def test_a_name_that_excel_refuses_becomes_one_that_it_takes() -> None:
    for name, taken in (("0-100, alumno/a", "0-100, alumno-a"), ("'a[b]:*?\\'", "a-b-----")):
        sheet = Sheet(name=name, title="Title", columns=(Column("A", 9),), rows=lambda: ())
        assert openpyxl.load_workbook(BytesIO(made(sheet))).sheetnames == [taken]
    assert len(Sheet(name="x" * 60, title="", columns=(), rows=lambda: ()).name) == 31


def test_a_sheet_prints_on_one_page_wide_with_names_above_and_below() -> None:
    book = made(sheet_of(("a", "b")), words=WORDS)

    sheet: Any = openpyxl.load_workbook(BytesIO(book))["Sheet"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.page_setup.paperSize == Paper.A4.value
    assert sheet.oddHeader.left.text == "Basisschool A && B"
    assert sheet.oddFooter.left.text == "keep safe"
    assert sheet.oddFooter.center.text == "&A"
    assert sheet.oddFooter.right.text == "Page &P of &N"


def test_a_long_school_name_leaves_the_header_within_what_excel_reads() -> None:
    words = PrintWords("x" * 300, "y" * 300, "z" * 300, "w" * 300, "Page {page} of {pages}")

    xml = sheet_xml(made(sheet_of(), words=words))

    for part in ("oddHeader", "oddFooter"):
        found = re.search(rf"<{part}>(.*?)</{part}>", xml)
        assert found and len(found[1]) < 255 + len("&amp;") * 5
    assert "x" * LONGEST in xml and "x" * (LONGEST + 1) not in xml


def test_wrapped_text_gets_room() -> None:
    book = made(sheet_of(("short", "word " * 30), ("short", "short")))

    sheet = openpyxl.load_workbook(BytesIO(book))["Sheet"]
    assert sheet.row_dimensions[3].height >= 7 * 12
    assert sheet.row_dimensions[4].height is None


def test_no_heading_is_broken_within_a_word() -> None:
    book = made(sheet_of(columns=(Column("Groepsgrootte nu", 7),)))

    sheet = openpyxl.load_workbook(BytesIO(book))["Sheet"]
    assert sheet.column_dimensions["A"].width > len("Groepsgrootte")
    assert sheet.row_dimensions[2].height == 2 * 13 + 3


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("a b", 1), ("aaaa bbbb", 2), ("a\nb", 2)])
def test_lines_are_counted_as_words_wrap(text: str, lines: int) -> None:
    assert lines_of(text, 5) == lines


def test_rows_with_their_looks_are_what_is_written() -> None:
    sheet = sheet_of(("a", "b"), total=("sum", None))

    told = [tuple(values) for values, _looks in rows_of(sheet)]

    written = openpyxl.load_workbook(BytesIO(made(sheet)))["Sheet"].iter_rows(values_only=True)
    assert [row[: len(values)] for row, values in zip(written, told, strict=True)] == told
    assert [len(values) == len(looks) for values, looks in rows_of(sheet)] == [True] * 4


def test_a_stop_passes_through_and_leaves_nothing(
    recwarn: pytest.WarningsRecorder, stop_after: Callable[[int], Any]
) -> None:
    stop = stop_after(2)

    def rows() -> Any:
        for row in range(5):
            stop(row, 5)
            yield (str(row), None)

    columns = (Column("Name", 20), Column("Note", 20))
    with pytest.raises(Cancelled):
        made(Sheet("Sheet", "Title", columns, rows))
    assert not recwarn.list


def test_numbers_stand_at_the_right_free_of_the_next_text() -> None:
    columns = (Column("Pupils", 9, Look.WHOLE), Column("Mean", 30, Look.TEXT))
    sheet = Sheet("One", "One", columns, lambda: [(7, "71 here")], total=(7, "in all"))

    cells: Any = openpyxl.load_workbook(BytesIO(workbook_bytes([sheet], title="", words=WORDS)))
    number, total = (cells["One"][place].alignment for place in ("A3", "A4"))
    assert number.horizontal == total.horizontal == "right"
    assert number.indent == total.indent == 1
    assert cells["One"]["B3"].alignment.horizontal != "right"
