"""Lists of attendance: lessons of a period, what was missed of them, and what is wrong with it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.errors import UserError
from npo_desktop.files.attendance_file import AttendanceFile
from npo_desktop.files.pupil_file import Level
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.i18n import speaking
from npo_desktop.importers.records.attendance import read_attendance

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
LIST = FILES / "verzuim-puntkomma-utf8bom.csv"
TODAY = date(2026, 11, 24)
FIRST, LAST = date(2026, 8, 17), date(2026, 10, 13)


def a_list(folder: Path, *lines: str) -> Path:
    path = folder / "verzuim.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def read(path: Path, **choices: Any) -> AttendanceFile:
    with speaking("en"):
        return read_attendance(path, today=TODAY, **choices)


def test_the_sample_is_read_row_by_row() -> None:
    file = read(LIST)

    assert [(r.line, r.lessons, r.missed, r.late, r.unauthorised) for r in file.rows] == [
        (5, 160.0, 16.0, 3.0, 4.0),
        (6, 160.0, 7.5, 0.0, 0.0),
        (7, 160.0, 8.0, None, None),
        (8, 160.0, 170.0, None, None),
        (9, 160.0, 2.0, None, None),
    ]
    assert {(r.starts_on, r.ends_on) for r in file.rows} == {(FIRST, LAST)}
    assert [r.fault for r in file.rows if r.fault] == ["More lessons were missed than there were."]
    assert [(m.line, m.text) for m in file.messages] == [
        (8, "More lessons were missed than there were.")
    ]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("llnr;van;t/m;lessen;gemist", "1;17-08-2026;13-10-2026;160;12"),
        ("llnr;periode;lesuren;verzuimd", "1;17-08-2026 t/m 13-10-2026;160;12"),
        (
            "student number;start date;end date;lessons;absences",
            "1;2026-08-17;2026-10-13;160;12",
        ),
        ("llnr;van;tot;dagdelen;geoorloofd;ongeoorloofd", "1;17-8-26;13-10-26;160;9;3"),
    ],
)
def test_headings_of_many_schools_are_understood(header: str, cells: str, tmp_path: Path) -> None:
    (row,) = read(a_list(tmp_path, header, cells)).rows

    assert (row.starts_on, row.ends_on, row.lessons, row.missed) == (FIRST, LAST, 160.0, 12.0)


def test_a_list_without_a_period_asks_for_it(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;lessen;gemist", "1;160;12")

    assert read(path).needs == "day"
    assert read(path, period=(FIRST, LAST)).rows[0].starts_on == FIRST


def test_columns_can_be_named_by_hand(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;periode;n;weg", "1;17-08-2026 - 13-10-2026;160;12")

    assert read(path).needs == "value"
    named = {0: "number", 1: "period", 2: "lessons", 3: "missed"}
    columns = {column: ColumnUse(field) for column, field in named.items()}
    assert read(path, columns=columns).rows[0].missed == 12.0


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ("1;17-08-2026;13-10-2026;;12", "The number of lessons is missing."),
        ("1;17-08-2026;13-10-2026;0;0", "The number of lessons is missing."),
        ("1;17-08-2026;13-10-2026;160;-1", '"-1" is not a number of lessons.'),
        ("1;17-08-2026;13-10-2026;160;veel", '"veel" is not a number of lessons.'),
        ("1;17-08-2026;;160;12", "The period is missing, or is no period."),
        ("1;13-10-2026;17-08-2026;160;12", "This cannot be the period of a list of attendance."),
        ("1;17-08-2027;13-10-2027;160;12", "This cannot be the period of a list of attendance."),
        (";17-08-2026;13-10-2026;160;12", "This row names no pupil."),
    ],
)
def test_a_wrong_row_is_said_with_its_line_and_the_rest_is_read(
    cells: str, sentence: str, tmp_path: Path
) -> None:
    good = "2;17-08-2026;13-10-2026;160;12"
    file = read(a_list(tmp_path, "llnr;van;tot;lessen;gemist", cells, good))

    assert [row.fault for row in file.rows] == [sentence, ""]
    assert [(m.line, m.text) for m in file.messages] == [(2, sentence)]


def test_without_leave_cannot_be_more_than_was_missed(tmp_path: Path) -> None:
    head = "llnr;van;tot;lessen;gemist;ongeoorloofd"
    rows = ("1;17-08-2026;13-10-2026;160;3;5", "2;17-08-2026;13-10-2026;160;5;5")
    file = read(a_list(tmp_path, head, *rows))

    assert [bool(row.fault) for row in file.rows] == [True, False]
    (message,) = file.messages
    assert (message.line, message.field, message.level) == (2, "unauthorised", Level.FAULT)
    assert "without leave than were missed" in message.text


def test_nothing_filled_in_is_nothing_said(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;van;tot;lessen;gemist", "1;17-08-2026;13-10-2026;160;-")

    (row,) = read(path).rows
    assert row.is_empty and not row.fault


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("toetsresultaten-lang-utf8bom.csv", "These are test results, no attendance."),
        ("leerlingen-puntkomma-cp1252.csv", "This is no attendance list."),
        ("edexml-2.1-bes-quirks.xml", "This is no attendance list."),
        ("uwlr-2.2-leerresultaten.xml", "This is no attendance list."),
        ("oneroster-1.1-bulk.zip", "This is no attendance list."),
        ("xlsform-ef-scan-nl-en-pap.xlsx", "This is no attendance list."),
        ("../../saba/answers.csv", "These are answers to a questionnaire, no attendance."),
        ("sds-1", "This is OneRoster or School Data Sync."),
    ],
)
def test_a_file_of_another_kind_is_named(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(FILES / name)

    assert refused.value.message == sentence
    assert refused.value.hint
