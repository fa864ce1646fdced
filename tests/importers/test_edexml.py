"""EDEXML and its UWLR twin: what a school's own file holds, and nothing more."""

from datetime import date
from pathlib import Path

import pytest

from npo_desktop.files.pupil_file import Level, PupilFile, PupilRow
from npo_desktop.importers.pupils import read_pupils

FILES = Path(__file__).parents[1] / "files" / "exchange"
QUIRKS = ("edexml-2.1-bes-quirks", "edexml-2.1-bes-quirks-bom-crlf", "edexml-2.1-bes-quirks-latin1")


def by_key(file: PupilFile) -> dict[str, PupilRow]:
    return {row.key: row for row in file.pupils}


def test_the_2_1_sample_is_read_as_its_makers_describe_it() -> None:
    file = read_pupils(FILES / "edexml" / "EDEXML.Voorbeeld.2.1.xml")

    assert (file.format, file.source, file.school_year) == (
        "EDEXML 2.1",
        "edexml:99ZZ",
        "2014-2015",
    )
    assert file.as_of == date(2014, 10, 1)
    assert [len(file.pupils), len(file.groups), len(file.staff)] == [3, 5, 3]
    assert [file.composite_groups, file.branches] == [3, 2]
    pupils = by_key(file)
    assert (pupils["00001"].infix, pupils["00001"].last_name) == ("imp", "ie")
    assert pupils["00001"].taught_since == date(2013, 8, 16)
    assert pupils["00001"].eckid.startswith("https://id.school/LL_")
    second = pupils["00002"]
    assert (second.call_name, second.group, second.grade, second.sex) == ("", "", 4, "")
    assert pupils["12345"].leaver
    assert pupils["12345"].left_on == date(2014, 7, 18)


def test_roles_within_a_group_are_kept() -> None:
    file = read_pupils(FILES / "edexml" / "EDEXML.Voorbeeld.2.1.xml")

    third = file.staff[2]
    assert (third.key, third.infix, third.last_name) == ("LK3", "de", "Bruin")
    assert [(group.key, group.roles) for group in third.groups] == [("GRP4A", ("STA", "OWA"))]
    assert [group.key for group in file.staff[1].groups] == ["002", "001"]


def test_what_is_not_ours_to_keep_is_named_and_left_out() -> None:
    file = read_pupils(FILES / "edexml" / "EDEXML.Voorbeeld.2.1.xml")

    assert {"bsn", "bsn_ondwnr-4", "land", "land_vader", "land_moeder", "postcodenl"} <= set(
        file.skipped_fields
    )
    assert "133456785" not in repr(file)


@pytest.mark.parametrize("name", QUIRKS)
def test_the_quirks_hold_six_pupils_in_every_encoding(name: str) -> None:
    file = read_pupils(FILES / "made-here" / f"{name}.xml")

    pupils = by_key(file)
    assert list(pupils) == ["1001", "1002", "1003", "#001", "1005", "0990"]
    assert (pupils["1001"].call_name, pupils["1005"].last_name) == ("Jaïr", "Sint Jago-Böhm")
    assert pupils["#001"].number == ""
    assert [row.leaver for row in file.pupils] == [False] * 5 + [True]
    assert [(group.name, group.grade) for group in file.groups] == [
        ("1/2 Trupial", None),
        ("5/6", 5),
        ("5/6", 6),
        ("8 Flamingo", 8),
    ]
    assert file.staff[0].roles == ("IB",)
    assert all(row.repeats is None for row in file.pupils)


def test_lines_are_those_an_editor_shows() -> None:
    file = read_pupils(FILES / "made-here" / "edexml-2.1-bes-quirks.xml")

    assert [row.line for row in file.pupils] == [20, 26, 29, 32, 35, 45]


def test_the_uwlr_twin_reads_like_edexml_of_the_same_school() -> None:
    file = read_pupils(FILES / "made-here" / "uwlr-2.2-leerlinggegevens-soap.xml")

    assert (file.format, file.source, file.school_year) == ("UWLR 2.1", "edexml:99ZZ", "2024-2025")
    assert [row.key for row in file.pupils] == ["1001", "1002", "1003", "#001", "1005", "0990"]
    assert by_key(file)["1001"].first_names == "Jaïr Emilio"


def test_edexml_1_03_is_read_too() -> None:
    file = read_pupils(FILES / "made-here" / "edexml-1.03.xml")

    assert (file.format, file.source) == ("EDEXML 1.03", "edexml:98YY01")
    pupils = by_key(file)
    assert list(pupils) == ["501", "502", "503", "504", "505"]
    assert (pupils["501"].group, pupils["502"].group) == ("0", "7")
    assert (pupils["502"].call_name, pupils["502"].last_name) == ("Dané", "Böhm")
    assert pupils["503"].grade == 10  # second year of secondary school
    assert pupils["505"].leaver
    assert {"sofinummer", "etniciteit", "gewicht", "toevoegingen"} <= set(file.skipped_fields)


def test_a_day_that_does_not_exist_is_one_faulty_pupil_with_its_line() -> None:
    file = read_pupils(FILES / "made-here" / "edexml-1.03.xml")

    assert [row.key for row in file.pupils if row.fault] == ["504"]
    (fault,) = [message for message in file.messages if message.level is Level.FAULT]
    assert (fault.line, fault.row, fault.field) == (31, 3, "birth_date")
    assert "2010-02-30" in fault.text
    assert "Gyan" not in fault.text


def test_the_flemish_sample_knows_its_school_and_its_year_groups() -> None:
    file = read_pupils(FILES / "edexml" / "EDEXML.Voorbeeld.2.0-Vla.xml")

    assert file.source == "edexml:1234"
    assert by_key(file)["00001"].grade == 6


def test_a_pupil_twice_counts_once_and_twins_stay_two(tmp_path: Path) -> None:
    body = """
      <leerling key="1"><achternaam>Martis</achternaam><roepnaam>Ana</roepnaam>
        <geboortedatum>2015-01-01</geboortedatum></leerling>
      <leerling key="2"><achternaam>Martis</achternaam><roepnaam>Eva</roepnaam>
        <geboortedatum>2015-01-01</geboortedatum></leerling>
      <leerling key="1"><achternaam>Martis</achternaam><roepnaam>Ana</roepnaam>
        <geboortedatum>2015-01-01</geboortedatum></leerling>
      <leerling key="2"><achternaam>Anders</achternaam><roepnaam>Bob</roepnaam></leerling>"""
    path = tmp_path / "EDEX.XML"
    path.write_text(f"<EDEX><leerlingen>{body}</leerlingen></EDEX>", encoding="utf-8")

    rows = read_pupils(path).pupils

    assert [row.repeats for row in rows] == [None, None, 0, 1]
    assert [row.contradicts for row in rows] == [False, False, False, True]


def test_a_file_without_a_school_year_takes_that_of_its_date(tmp_path: Path) -> None:
    path = tmp_path / "EDEX.XML"
    path.write_text(
        "<EDEX><school><schooljaar>dit jaar</schooljaar><aanmaakdatum>2026-10-01T08:00:00"
        '</aanmaakdatum></school><leerlingen><leerling key="1"><roepnaam>Ana</roepnaam></leerling>'
        "</leerlingen></EDEX>",
        encoding="utf-8",
    )

    file = read_pupils(path)

    assert file.school_year == "2026-2027"
    assert [message.field for message in file.messages] == ["school_year"]
