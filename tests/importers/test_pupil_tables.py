"""CSV and Excel as schools have them: headers found, cells understood, faults told by row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Level, PupilFile
from npo_desktop.i18n import speaking
from npo_desktop.importers.cells import cell_grade
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.names import sort_name, split_full_name

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
TODAY = date(2026, 11, 24)


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "leerlingen.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def workbook(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = folder / "leerlingen.xlsx"
    book.save(path)
    return path


def notes(file: PupilFile) -> list[tuple[int, str]]:
    return [(message.line, message.text) for message in file.messages]


def test_the_list_with_title_rows_is_read_row_by_row() -> None:
    with speaking("en"):
        file = read_pupils(FILES / "leerlingen-puntkomma-cp1252.csv")

    assert [row.line for row in file.pupils] == [5, 6, 7, 8, 9, 10, 11]
    assert [row.number for row in file.pupils][:3] == ["001001", "001002", "001003"]
    assert [row.sex for row in file.pupils] == ["M", "F", "F", "", "", "M", "F"]
    assert file.pupils[0].birth_date == date(2015, 3, 9)
    assert file.pupils[4].last_name == "Sint Jago-Böhm"
    assert file.pupils[5].repeats == 0
    assert file.pupils[6].call_name == 'Chanel; "Coco"'
    assert file.pupils[6].fault
    assert notes(file) == [
        (10, "The same pupil as in row 5; counts once."),
        (11, "The date 29-02-2015 does not exist."),
    ]
    assert (file.school_year, file.as_of) == ("2025-2026", date(2025, 10, 1))


def test_the_wide_overview_with_two_header_rows_still_gives_its_pupils() -> None:
    file = read_pupils(FILES / "groepsoverzicht-breed.xlsx")

    assert [(row.call_name, row.infix, row.last_name) for row in file.pupils] == [
        ("Jaïr", "de", "Windt"),
        ("Naïlah", "", "Martis"),
        ("Naïmah", "", "Martis"),
    ]
    assert [row.birth_date for row in file.pupils][::2] == [date(2015, 3, 9), date(2014, 11, 30)]
    assert file.school_year == "2025-2026"
    assert "Rekenen-Wiskunde M5/M6 VS" in file.skipped_fields


def test_the_sheet_of_the_wizard_is_understood_as_the_design_shows(tmp_path: Path) -> None:
    header: list[object] = ["naam", "roepnaam", "geb.datum", "j/m", "taal thuis", "taal ouders"]
    rows: list[list[object]] = [
        ["Anthony", "Jaydienne", datetime(2018, 3, 12), "M", "Papiamentu", "Papiamentu"],
        ["Balentien", "Shemar", "30-07-2018", "J", "Papiamentu", "Nederlands"],
        ["Cicilia", "Mirelva", "05-01-2018", "V", "Engels", "Engels"],
        ["Domacassé", "Rayshelo", "31-02-2018", "J", "Spaans", "Spaans"],
        ["Emerenciana", "Kiara", "27-05-2018", "M", "Papiamentu", "papiamento"],
        ["Felida", "Ayvianne", "08-08-2018", "M", None, "Nederlands"],
        ["Balentien", "Shemar", "30-07-2018", "J", "Papiamentu", "Nederlands"],
    ]
    path = workbook(tmp_path, {"Blad1": [], "Groep 5": [header, *rows]})

    with speaking("en"):
        file = read_pupils(path, default_group="Groep 5", today=TODAY)

    assert file.table is not None
    assert file.table.sheet == "Groep 5"
    assert file.table.columns == (
        *("last_name", "call_name", "birth_date", "sex", "home_language", "guardian_language"),
    )
    assert [row.sex for row in file.pupils] == ["F", "M", "F", "M", "F", "F", "M"]
    assert file.pupils[0].birth_date == date(2018, 3, 12)
    assert [row.guardian_language for row in file.pupils[:5]] == ["pap", "nl", "en", "es", "pap"]
    assert notes(file) == [
        (4, '"V" read as girl. Is that right?'),
        (5, "The date 31-02-2018 does not exist."),
        (6, '"papiamento" read as Papiamentu.'),
        (7, "The language at home is empty: not known."),
        (8, "The same pupil as in row 3; counts once."),
    ]
    assert {row.group for row in file.pupils} == {"Groep 5"}
    assert [(group.name, group.grade) for group in file.groups] == [("Groep 5", 5)]


def test_what_is_typed_over_a_cell_counts_instead(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "naam;roepnaam;geboortedatum", "Croes;Ana;31-02-2018")

    file = read_pupils(path, corrections={(2, 2): "28-02-2018"}, today=TODAY)

    assert file.pupils[0].birth_date == date(2018, 2, 28)
    assert file.messages == ()


def test_columns_can_be_named_by_hand_and_the_header_is_the_fingerprint(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Kolom A,Kolom B,Kolom C", "Croes,Ana,geheim", "Tromp,Zoë,geheim")

    unnamed = read_pupils(path)
    named = read_pupils(path, columns={0: "last_name", 1: "call_name", 2: ""})

    assert unnamed.needs_columns
    assert unnamed.table is not None
    assert named.table is not None
    assert unnamed.table.rows[0].cells == ("Croes", "Ana", "geheim")
    assert unnamed.table.fingerprint == named.table.fingerprint
    assert [row.call_name for row in named.pupils] == ["Ana", "Zoë"]
    assert named.skipped_fields == ("Kolom C",)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings_are_found_out(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    lines = ("llnr|Voornaam|TV|Familienaam", "0012|Zoë|van 't|Böhm", "13.0|Ana||Croes")
    path = csv_file(tmp_path, *(s.replace("|", delimiter) for s in lines), encoding=encoding)

    file = read_pupils(path)

    assert [(row.number, row.call_name, row.infix) for row in file.pupils] == [
        ("0012", "Zoë", "van 't"),
        ("13", "Ana", ""),
    ]


@pytest.mark.parametrize(
    ("dates", "expected", "asked"),
    [
        (("09-03-2015", "30-11-2014"), date(2015, 3, 9), False),
        (("9-3-15", "1-6-13"), date(2015, 3, 9), True),
        (("4/2/2015", "12/31/2014"), date(2015, 4, 2), False),
        (("2015-03-09", "2014-11-30"), date(2015, 3, 9), False),
        (("9 mrt 2015", "30 nov 2014"), date(2015, 3, 9), False),
        (("09-03-2015 00:00:00", "30-11-2014"), date(2015, 3, 9), False),
    ],
)
def test_dates_are_read_as_written_and_asked_about_once_when_open(
    dates: tuple[str, str], expected: date, asked: bool, tmp_path: Path
) -> None:
    lines = [f"{number};Kind{number};{text}" for number, text in enumerate(dates)]
    path = csv_file(tmp_path, "nummer;naam;gebdatum", *lines)

    file = read_pupils(path, today=TODAY)

    assert file.pupils[0].birth_date == expected
    assert [message.line for message in file.messages] == ([0] if asked else [])


def test_the_order_of_day_and_month_can_be_settled(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "nummer;naam;gebdatum", "1;Ana;4/2/2015")

    file = read_pupils(path, date_order="mdy", today=TODAY)

    assert (file.pupils[0].birth_date, file.messages) == (date(2015, 4, 2), ())


def test_a_day_of_birth_to_come_is_a_fault(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "nummer;naam;gebdatum", "1;Ana Croes;25-11-2026")

    (message,) = read_pupils(path, today=TODAY).messages

    assert (message.level, message.field) == (Level.FAULT, "birth_date")


def test_total_rows_and_empty_rows_are_no_pupils(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, "nr;naam", "1;Ana Croes", ";", "Totaal;12", "Gemiddelde;", ";Totaal: 7"
    )

    assert [row.call_name for row in read_pupils(path).pupils] == ["Ana"]


def test_a_row_without_a_name_is_faulty_and_the_rest_is_read(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "nummer;roepnaam;achternaam", "1;;", "2;Ana;Croes")

    assert [bool(row.fault) for row in read_pupils(path).pupils] == [True, False]


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Een": [["naam", "groep"], ["Ana Croes", "3"]]})

    with speaking("en"), pytest.raises(UserError, match="no sheet Twee"):
        read_pupils(path, sheet="Twee")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Windt, Jaïr de", ("Jaïr", "de", "Windt")),
        ("Jaïr de Windt", ("Jaïr", "de", "Windt")),
        ("Berg, Anna van den", ("Anna", "van den", "Berg")),
        ("Anna Maria van 't Hof", ("Anna Maria", "van 't", "Hof")),
        ("de Windt, Jaïr", ("Jaïr", "de", "Windt")),
        ("Naïlah Martis", ("Naïlah", "", "Martis")),
        ("Luis Hernández García", ("Luis", "", "Hernández García")),
        ("Kenji", ("Kenji", "", "")),
        ("Sluis, v. d.", ("", "v. d.", "Sluis")),
    ],
)
def test_full_names_are_taken_apart(text: str, expected: tuple[str, str, str]) -> None:
    assert split_full_name(text) == expected


def test_names_sort_without_prefix_case_and_accents() -> None:
    assert sort_name("Jaïr", "de", "Windt") == "windt, jair de"
    assert sort_name("Kenji", "", "") == "kenji"


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("5", 5),
        ("Groep 5", 5),
        ("5.0", 5),
        ("Grade 5", 7),
        ("K1", 1),
        ("Kindergarten 2", 2),
        ("Form 1", 9),
        ("17", None),
        ("peuters", None),
    ],
)
def test_year_groups_are_understood_as_each_island_names_them(
    words: str, grade: int | None
) -> None:
    assert cell_grade(words) == grade
