"""A school's own workbook: filled in where it asked for it, untouched everywhere else."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.template_book import DatedStyles
from npo_desktop.exports.xlsx.template_fields import (
    LIST_FIELDS,
    SINGLE_FIELDS,
    TemplateValues,
    known_names,
    list_name,
    single_name,
)
from npo_desktop.exports.xlsx.template_fill import Filled, fill_template
from npo_desktop.exports.xlsx.template_map import NotReadable, read_sheet
from npo_desktop.exports.xlsx.template_sheet import fill_sheet
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.jobs.template_jobs import read_template, render_template

SOFFICE = shutil.which("soffice")
Make = Callable[..., bytes]

EVIL = '=HYPERLINK("http://x","Jaïr")'
VALUES = TemplateValues(
    single={
        "school": "Basisschool Kaya Korá & co <1>",
        "round": "2026-2",
        "made_on": date(2026, 11, 24),
        "plans": 3,
        "coordinator": "",
    },
    rows=(
        {"pupil": EVIL, "group": "5", "review": date(2027, 1, 15), "given": 4},
        {"pupil": "_x0041_nna\nRegel 2", "group": "5", "review": date(2027, 2, 1), "given": 0},
        {"pupil": "عمر 😀 " + "lang " * 40, "group": "6", "review": None, "given": 7},
    ),
    pupils=3,
)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.use("en")


def _book() -> tuple[Any, Any]:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ons plan"
    return book, sheet


def _name(book: Any, name: str, place: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=place)


def _saved(book: Any) -> bytes:
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


@pytest.fixture
def template() -> bytes:
    """With everything a school might put in one."""
    book, sheet = _book()
    thin = Side(style="thin", color="FF336699")
    sheet["A1"] = "School"
    sheet["B1"].font = Font(bold=True, size=16)
    sheet["B1"].border = Border(bottom=thin)
    sheet["B2"].number_format = "0"
    sheet["B3"].fill = PatternFill("solid", "FFDDEEFF")
    sheet["B4"].number_format = "dd/mm/yyyy"
    for column, title in enumerate(("Kind", "Klas", "Evaluatie", "Gegeven", "Dubbel"), 1):
        sheet.cell(6, column).value = title
    for line in range(7, 12):
        sheet.cell(line, 1).alignment = Alignment(wrap_text=True)
        sheet.cell(line, 5).value = f"=D{line}*2"
    sheet["A7"] = "voorbeeld"
    sheet["D12"] = "=SUM(D7:D11)"
    sheet["A12"] = "Totaal"
    sheet.merge_cells("B1:D1")
    sheet.row_dimensions[7].height = 33
    few = Rule("cellIs", operator="lessThan", formula=["3"])
    few.dxf = DifferentialStyle(font=Font(color="FFFF0000"))
    sheet.conditional_formatting.add("D7:D11", few)
    rule = DataValidation("list", '"Ja,Nee"')
    rule.add("F7:F11")
    sheet.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=6, max_row=11), titles_from_data=True)
    sheet.add_chart(chart, "H2")
    other = book.create_sheet("Blad 'twee'")
    other["A1"] = "='Ons plan'!D12"
    for name, place in (
        ("npo_school", "'Ons plan'!$B$1"),
        ("npo_plans", "'Ons plan'!$B$2"),
        ("npo_made_on", "'Ons plan'!$B$3"),
        ("npo_Datum", "'Ons plan'!$B$4"),
        ("npo_coordinator", "'Ons plan'!$C$4"),
        ("npo_list_pupil", "'Ons plan'!$A$7"),
        ("npo_lijst_groep", "'Ons plan'!$B$7"),
        ("npo_list_review", "'Ons plan'!$C$7"),
        ("npo_list_given", "'Ons plan'!$D$7"),
        ("npo_round", "'Blad ''twee'''!$C$40"),
        ("npo_nonsense", "'Ons plan'!$A$30"),
        ("npo_place", "'Ons plan'!$D$12"),
        ("npo_pupil", "'Ons plan'!$A$31"),
        ("npo_number", "#REF!"),
        ("groep", "'Ons plan'!$A$32"),
        ("btw", "'Ons plan'!$A$33"),
    ):
        _name(book, name, place)
    return _saved(book)


def _read(filled: Filled) -> Any:
    return openpyxl.load_workbook(io.BytesIO(filled.content))


def test_what_was_asked_for_stands_in_its_cell_as_what_it_is(template: bytes) -> None:
    sheet = _read(fill_template(template, VALUES))["Ons plan"]
    assert sheet["B1"].value == "Basisschool Kaya Korá & co <1>"
    assert sheet["B2"].value == 3
    assert sheet["B3"].value.date() == sheet["B4"].value.date() == date(2026, 11, 24)
    assert [cell.value for cell in sheet[7]][:5] == [
        EVIL, "5", sheet["C7"].value, 4, "=D7*2",
    ]  # fmt: skip
    assert sheet["C7"].value.date() == date(2027, 1, 15)
    assert sheet["A9"].value == VALUES.rows[2]["pupil"]
    assert sheet["C9"].value is None
    other = _read(fill_template(template, VALUES))["Blad 'twee'"]
    assert other["C40"].value == "2026-2"


def test_formats_and_formulas_stay_and_dates_look_like_dates(template: bytes) -> None:
    before = openpyxl.load_workbook(io.BytesIO(template))["Ons plan"]
    after = _read(fill_template(template, VALUES))["Ons plan"]
    assert after["B1"].font.size == 16 and after["B1"].border.bottom.style == "thin"
    assert after["B3"].fill.fgColor.rgb == "FFDDEEFF"
    assert after["B3"].is_date and after["B3"].number_format == "[$-809]d mmm yyyy"
    assert after["B4"].number_format == "dd/mm/yyyy"
    assert after["A8"].alignment.wrap_text
    assert after.row_dimensions[7].height == 33
    formulas = {
        cell.coordinate: cell.value
        for row in before.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas and all(after[place].value == said for place, said in formulas.items())
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert len(after._charts) == 1 and len(after.data_validations.dataValidation) == 1


def test_rows_grow_with_wrapped_text_unless_the_school_chose_their_height(template: bytes) -> None:
    sheet = _read(fill_template(template, VALUES))["Ons plan"]
    assert sheet.row_dimensions[7].height == 33  # chosen
    assert sheet.row_dimensions[8].height >= 30  # two lines
    assert sheet.row_dimensions[9].height > 200
    assert sheet.row_dimensions[10].height is None


def test_nothing_else_in_the_file_changes_by_a_byte(template: bytes) -> None:
    filled = fill_template(template, VALUES)
    old, new = (zipfile.ZipFile(io.BytesIO(one)) for one in (template, filled.content))
    assert old.namelist() == new.namelist()
    changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    assert b'fullCalcOnLoad="1"' in new.read("xl/workbook.xml")


def test_what_found_no_place_is_told_with_its_cell(template: bytes) -> None:
    told = {one.name: (one.place, one.text) for one in fill_template(template, VALUES).not_placed}
    assert told == {
        "npo_coordinator": ("Ons plan!C4", "Nothing is known for it: the cell is left empty."),
        "npo_nonsense": ("Ons plan!A30", "This name is not known."),
        "npo_place": ("Ons plan!D12", "A formula stands there; it is kept."),
        "npo_pupil": ("Ons plan!A31", "It is about one pupil: choose one."),
        "npo_number": ("", "The name does not lead to a cell of this workbook."),
        "groep": ("", "Begin the name with npo_ to have it filled in."),
    }


def test_a_name_of_a_pupil_is_never_a_formula(template: bytes) -> None:
    filled = fill_template(template, VALUES)
    sheet = _read(filled)["Ons plan"]
    assert sheet["A7"].data_type in ("s", "inlineStr") and sheet["A7"].value == EVIL
    raw = zipfile.ZipFile(io.BytesIO(filled.content)).read("xl/worksheets/sheet1.xml").decode()
    formulas = re.findall(r"<f>(.*?)</f>", raw)
    assert len(formulas) == 6 and not any("HYPERLINK" in one for one in formulas)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", '"=', "=cmd|' /C calc'!A0"])
def test_no_beginning_of_a_text_makes_a_formula(start: str) -> None:
    book, _sheet = _book()
    _name(book, "npo_school", "'Ons plan'!$A$1")
    filled = fill_template(_saved(book), TemplateValues(single={"school": start + "1+1"}))
    assert _read(filled)["Ons plan"]["A1"].data_type in ("s", "inlineStr")


def test_more_plans_than_room_are_counted_and_nothing_is_overwritten(template: bytes) -> None:
    rows: tuple[dict[str, Any], ...] = tuple({"pupil": f"Kind {n}", "given": n} for n in range(8))
    filled = fill_template(template, TemplateValues(rows=rows, pupils=8))
    sheet = _read(filled)["Ons plan"]
    assert [sheet.cell(line, 1).value for line in range(7, 13)] == [
        "Kind 0", "Kind 1", "Kind 2", "Kind 3", "Kind 4", "Totaal",
    ]  # fmt: skip
    assert sheet["D12"].value == "=SUM(D7:D11)"
    (told,) = [one for one in filled.not_placed if "fit" in one.text]
    assert told.text == "3 plans did not fit: there is room for 5."


def test_named_ranges_end_where_they_end_and_examples_go() -> None:
    book, sheet = _book()
    for line in range(3, 7):
        sheet.cell(line, 2).value = "voorbeeld"
    _name(book, "npo_list_pupil", "'Ons plan'!$B$3:$B$6")
    rows = ({"pupil": "A"}, {"pupil": "B"})
    after = _read(fill_template(_saved(book), TemplateValues(rows=rows)))["Ons plan"]
    assert [after.cell(line, 2).value for line in range(3, 8)] == ["A", "B", None, None, None]


def test_merged_cells_take_one_plan_each() -> None:
    book, sheet = _book()
    for line in (3, 5, 7):
        sheet.merge_cells(f"A{line}:A{line + 1}")
    _name(book, "npo_list_pupil", "'Ons plan'!$A$3:$A$8")
    _name(book, "npo_list_given", "'Ons plan'!$B$3")
    rows: tuple[dict[str, Any], ...] = tuple(
        {"pupil": name, "given": n} for n, name in enumerate("ABCD")
    )
    filled = fill_template(_saved(book), TemplateValues(rows=rows))
    after = _read(filled)["Ons plan"]
    assert [after.cell(line, 1).value for line in (3, 5, 7)] == ["A", "B", "C"]
    assert [after.cell(line, 2).value for line in (3, 5, 7)] == [0, 1, 2]
    assert [one.text for one in filled.not_placed] == ["1 plan did not fit: there is room for 3."]


def test_the_heading_of_a_table_stays() -> None:
    book, sheet = _book()
    sheet.append(["Kind", "Klas"])
    sheet.append(["", ""])
    sheet.add_table(Table(displayName="T", ref="A1:B2"))
    _name(book, "npo_school", "'Ons plan'!$A$1")
    _name(book, "npo_round", "'Ons plan'!$A$2")
    filled = fill_template(_saved(book), VALUES)
    assert _read(filled)["Ons plan"]["A1"].value == "Kind"
    assert filled.not_placed[0].text == "It is the heading of a table; that stays."


def test_one_pupil_is_filled_in_when_one_is_chosen() -> None:
    book, _sheet = _book()
    _name(book, "npo_leerling", "'Ons plan'!$B$2")
    values = TemplateValues(single={"pupil": "Emely Pourier"}, is_of_pupil=True, pupils=1)
    filled = fill_template(_saved(book), values)
    assert _read(filled)["Ons plan"]["B2"].value == "Emely Pourier"
    assert (filled.not_placed, filled.pupils) == ((), 1)


@pytest.mark.parametrize(
    "numbers",
    [
        b"",
        b'<numFmts count="0"/>',
        b'<numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>',
    ],
)
def test_a_date_gets_a_format_whatever_formats_there_are(numbers: bytes) -> None:
    content = (
        b'<styleSheet xmlns="u">' + numbers + b'<cellXfs count="2"><xf numFmtId="0"/>'
        b'<xf numFmtId="0" applyNumberFormat="0"><alignment wrapText="1"/></xf></cellXfs>'
        b"</styleSheet>"
    )
    styles = DatedStyles(content)
    assert (styles.dated(1), styles.dated(0), styles.dated(1), styles.dated(9)) == (2, 3, 2, None)
    assert styles.wraps(1) and not styles.wraps(0)
    made = styles.written() or b""
    number = b"171" if b"170" in numbers else b"164"
    assert made.count(b"<numFmts") == 1 and made.index(b"<numFmts") < made.index(b"<cellXfs")
    assert (
        b'<xf numFmtId="%s" applyNumberFormat="1"><alignment wrapText="1"/></xf>' % number
        + b'<xf numFmtId="%s" applyNumberFormat="1"/></cellXfs>' % number
    ) in made
    assert b'<cellXfs count="4">' in made
    assert b'formatCode="[$-809]d mmm yyyy"' in made
    assert b'<numFmts count="%d">' % (2 if b"170" in numbers else 1) in made


def test_a_sheet_of_another_program_is_filled_in_too() -> None:
    """Prefixes, rows without a number, an empty sheet, tags with signs in them."""
    started = b'<?xml version="1.0"?><x:worksheet xmlns:x="u" a="b>c"><x:dimension ref="A1"/>'
    empty = read_sheet(started + b"<x:sheetData/></x:worksheet>")
    made = fill_sheet(empty, {(2, 2): ("é", 0), (1, 1): (3, 1)})
    assert made == (
        b'<?xml version="1.0"?><x:worksheet xmlns:x="u" a="b>c"><x:dimension ref="A1:B2"/>'
        b'<x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>3</x:v></x:c></x:row>'
        b'<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t xml:space="preserve">'
        + "é".encode()
        + b"</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>"
    )
    loose = (
        b'<w><sheetData><row spans="1:2"><c><v>1</v></c><c s="4"/></row><row r="5"/>'
        b"</sheetData></w>"
    )
    made = fill_sheet(read_sheet(loose), {(1, 2): (2, 4), (3, 1): (9, 0), (5, 3): (1.5, 0)})
    assert made == (
        b'<w><sheetData><row><c><v>1</v></c><c r="B1" s="4"><v>2</v></c></row>'
        b'<row r="3"><c r="A3"><v>9</v></c></row><row r="5"><c r="C5"><v>1.5</v></c></row>'
        b"</sheetData></w>"
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<w/>",
        b"<w><sheetData>",
        b'<!DOCTYPE w [<!ENTITY a "b">]><w><sheetData/></w>',
        "<w><sheetData/></w>".encode("utf-16"),
    ],
)
def test_a_sheet_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        read_sheet(content)


def _with(content: bytes, name: str, said: bytes = b"x") -> bytes:
    memory = io.BytesIO(content)
    with zipfile.ZipFile(memory, "a") as archive:
        archive.writestr(name, said)
    return memory.getvalue()


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.bin",
        "xl/externalLinks/externalLink1.xml",
    ],
)
def test_a_template_with_macros_is_refused(template: bytes, tmp_path: Path, part: str) -> None:
    path = tmp_path / "template.xlsm"
    path.write_bytes(_with(template, part))
    with pytest.raises(UserError, match="holds macros"):
        render_template(path, VALUES, tmp_path / "out.xlsx")
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["template.xlsm"]


def test_what_is_no_workbook_is_refused_in_one_sentence(template: bytes, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    for content, words in (
        (b"%PDF-1.4 no", "This is a PDF"),
        (template[: len(template) // 2], "cut off or damaged"),
        (b"a;b\n1;2\n", "not a workbook that can be filled in"),
        (_saved(_book()[0]), "No cell of this workbook has a name that begins with npo_"),
    ):
        path.write_bytes(content)
        with pytest.raises(UserError, match=words):
            render_template(path, VALUES, tmp_path / "out.xlsx")
    path.write_bytes(template)
    with pytest.raises(UserError, match="would take the place of the template"):
        render_template(path, VALUES, path)
    assert path.read_bytes() == template == read_template(path)


def test_an_excel_template_becomes_a_workbook(template: bytes, tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, zipfile.ZipFile(io.BytesIO(template)) as old:
        for one in old.namelist():
            said = old.read(one).replace(b"sheet.main+xml", b"template.main+xml")
            archive.writestr(one, said)
    path = tmp_path / "ours.xltx"
    path.write_bytes(memory.getvalue())
    done = render_template(path, VALUES, tmp_path / "out.xlsx")
    made = zipfile.ZipFile(tmp_path / "out.xlsx").read("[Content_Types].xml")
    assert b"template.main" not in made and done.placed == 16


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_computes_with_what_was_filled_in(
    template: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(fill_template(_stale(template), VALUES).content)
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to"),
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
            *("--outdir", str(tmp_path), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = tmp_path.glob("filled*.csv")
    rows = list(csv.reader(io.StringIO(made.read_text(encoding="utf-8"))))
    assert rows[0][1] == VALUES.single["school"]
    assert rows[6][0] == EVIL and rows[6][3:5] == ["4", "8"]
    assert rows[7][0] == "_x0041_nna\nRegel 2"
    assert rows[11][3] == "11"


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_template_that_libreoffice_saved_is_filled_in_as_well(
    template: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template)
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = (tmp_path / "saved" / "template.xlsx").read_bytes()
    filled = fill_template(saved, VALUES)
    sheet = _read(filled)["Ons plan"]
    assert sheet["B1"].value == VALUES.single["school"] and sheet["A7"].value == EVIL
    assert sheet["C8"].value.date() == date(2027, 2, 1) and sheet["C8"].is_date
    assert sheet["E7"].value == "=D7*2" and sheet["D12"].value == "=SUM(D7:D11)"
    names = {one.name for one in filled.not_placed}
    assert {"npo_nonsense", "npo_place", "npo_pupil", "npo_coordinator"} <= names


def _stale(template: bytes) -> bytes:
    """As Excel saved it: with results of formulas, which are old once something is filled in."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, zipfile.ZipFile(io.BytesIO(template)) as old:
        for one in old.namelist():
            said = old.read(one)
            if one.startswith("xl/worksheets/sheet"):
                said = re.sub(rb"</f><v\s*/>|</f><v></v>", b"</f><v>999</v>", said)
            archive.writestr(one, said)
    return memory.getvalue()


def test_every_name_is_one_thing_in_every_language() -> None:
    known = known_names()
    for language in LANGUAGES:
        with speaking(language):
            names = [single_name(key) for key in SINGLE_FIELDS]
            names += [list_name(key) for key in LIST_FIELDS]
            told = [(key, False) for key in SINGLE_FIELDS] + [(key, True) for key in LIST_FIELDS]
        assert len(set(names)) == len(names), language
        assert [known[name] for name in names] == told, language
