"""Files with test results: long lists, wide overviews, UWLR and OneRoster."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Level
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import ResultFile, ResultRow
from npo_desktop.i18n import speaking
from npo_desktop.importers.records.results import read_results
from npo_desktop.importers.records.typed_result import typed_result

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
LONG = FILES / "toetsresultaten-lang-utf8bom.csv"
WIDE = FILES / "groepsoverzicht-breed.xlsx"
UWLR = FILES / "uwlr-2.2-leerresultaten.xml"
ROSTER = FILES / "oneroster-1.1-bulk.zip"
TODAY = date(2026, 11, 24)


def a_list(folder: Path, *lines: str, name: str = "resultaten.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def read(path: Path, **choices: Any) -> ResultFile:
    with speaking("en"):
        return read_results(path, today=TODAY, **choices)


def told(file: ResultFile) -> list[tuple[int, str]]:
    return [(message.line, message.text) for message in file.messages]


def levels(rows: Sequence[ResultRow]) -> list[tuple[str, str]]:
    return [(row.level, row.level_scale) for row in rows]


def test_the_long_list_is_read_as_its_maker_describes_it() -> None:
    file = read(LONG)

    assert (file.format, file.source, file.needs) == ("CSV", "list", "")
    assert [row.line for row in file.rows] == [2, 3, 4, 5, 6, 7]
    assert [row.score for row in file.rows] == [214.5, 147.0, 198.0, None, 1102.4, 350.0]
    assert [row.held_on for row in file.rows] == [
        *(date(2026, 1, 20), date(2026, 1, 22), date(2026, 1, 20)),
        *(date(2026, 1, 20), date(2026, 1, 19), date(2026, 1, 19)),
    ]
    assert levels(file.rows) == [
        *(("II", "I-V"), ("V", "I-V"), ("III", "I-V")),
        *(("", ""), ("B", "A-E"), ("A+", "A-E")),
    ]
    assert file.rows[3].functional_level == ">M8"
    assert not file.rows[3].is_empty
    assert (file.rows[4].dle, file.rows[4].other) == (None, (("dle", "<60"),))
    assert file.rows[0].dle == 27.0
    first = file.pupils[0]
    assert (first.number, first.last_name, first.infix) == ("1001", "Windt", "de")
    assert told(file) == [(4, "Level 3 is read as III.")]


def test_the_wide_overview_has_a_block_for_each_test() -> None:
    file = read(WIDE)

    assert file.table is not None
    assert file.table.columns == (
        *(ColumnUse("full_name"), ColumnUse("birth_date")),
        *(ColumnUse(field, "Rekenen-Wiskunde M5/M6") for field in ("held_on", "score", "level")),
        *(ColumnUse(field, "Begrijpend lezen M5/M6") for field in ("held_on", "score", "level")),
    )
    assert [(r.line, r.place, r.test, r.moment, r.score, r.is_empty) for r in file.rows] == [
        (5, 2, "Rekenen-Wiskunde", "M5/M6", 214.5, False),
        (5, 5, "Begrijpend lezen", "M5/M6", 147.0, False),
        (6, 2, "Rekenen-Wiskunde", "M5/M6", 198.0, False),
        (7, 2, "Rekenen-Wiskunde", "M5/M6", None, True),  # nvt, -
    ]
    assert [p.birth_date for p in file.pupils] == [
        *(date(2015, 3, 9), date(2014, 11, 30), date(2014, 11, 30)),
    ]


def test_a_uwlr_message_keeps_score_level_interval_and_norm_group() -> None:
    file = read(UWLR)

    first = file.rows[0]
    assert (file.format, file.source) == ("UWLR 2.2", "edexml:99ZZ")
    assert (first.test, first.code, first.moment) == (
        "Voorbeeld Rekenen-Wiskunde",
        "VB-RW-M5",
        "M5",
    )
    assert (first.raw_score, first.raw_top, first.score, first.score_scale) == (
        *(38.0, 50.0, 214.5),
        "VB-RW",
    )
    assert (first.score_low, first.score_high, first.dle) == (208.0, 221.0, 27.0)
    assert (first.level, first.level_scale, first.other) == ("II", "I-V", (("AE", "B"),))
    assert (first.norm_group, first.language) == ("Landelijk", "nl")
    assert file.rows[1].percentile == 8.0
    assert file.rows[3].other == (("AVI", "E5"),)
    plain = file.rows[4]
    assert (plain.test, plain.code, plain.raw_score) == (
        "Voorbeeld methodetoets blok 1: Optellen",
        "VB-METHODE-1/A",
        17.0,
    )
    assert file.pupils[0].eckid.startswith("https://ketenid")


def test_a_uwlr_message_in_an_envelope_reads_the_same(tmp_path: Path) -> None:
    body = UWLR.read_text(encoding="utf-8").partition("?>")[2]
    path = tmp_path / "antwoord.xml"
    path.write_text(
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f"{body}</s:Body></s:Envelope>",
        encoding="utf-8",
    )

    assert [row.test for row in read(path).rows] == [row.test for row in read(UWLR).rows]


def test_what_a_pupil_was_excused_from_is_no_result_even_with_a_score_of_0() -> None:
    file = read(ROSTER)

    one, exempt = file.rows
    assert (one.test, one.raw_score, one.raw_top) == ("Reading comprehension mid-year", 71.5, 100)
    assert exempt.is_empty and exempt.raw_score is None
    assert file.pupils[0].birth_date == date(2016, 5, 4)


def test_scores_not_handed_in_count_as_nothing(tmp_path: Path) -> None:
    path = changed_roster(tmp_path, b"fully graded,71.5", b"not submitted,0")

    assert all(row.is_empty for row in read(path).rows)


def changed_roster(folder: Path, old: bytes, new: bytes) -> Path:
    """The sample with other words among its results."""
    memory = io.BytesIO()
    with zipfile.ZipFile(ROSTER) as one, zipfile.ZipFile(memory, "w") as other:
        for name in one.namelist():
            part = one.read(name)
            other.writestr(name, part.replace(old, new) if name == "results.csv" else part)
    path = folder / "r.zip"
    path.write_bytes(memory.getvalue())
    return path


def test_digits_alone_ask_which_scale_they_are_on(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;toets;datum;vs;niveau", "1;Spelling;20-01-2026;120;3")

    open_file = read(path)
    roman = read(path, columns=_named(open_file, {4: ColumnUse("level_iv")}))
    letters = read(path, columns=_named(open_file, {4: ColumnUse("level_ae")}))

    assert levels(open_file.rows) == [("", "")]
    assert told(open_file)[0][0] == 0 and "I to V or A to E" in told(open_file)[0][1]
    assert levels(roman.rows) == [("III", "I-V")]
    assert levels(letters.rows) == [("C", "A-E")]


def test_a_level_of_the_other_scale_than_was_said_is_left_open(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;toets;datum;vs;niveau a-e", "1;Spelling;20-01-2026;120;III")

    file = read(path)

    assert levels(file.rows) == [("", "")]
    assert told(file) == [(2, "Level III does not belong to A–E; left open.")]


def test_two_scales_in_one_column_stay_apart_by_test(tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        *("llnr;toets;datum;niveau", "1;Rekenen;20-01-2026;IV", "2;Rekenen;20-01-2026;2"),
        *("1;DMT;20-01-2026;C", "2;DMT;20-01-2026;2"),
    )

    assert levels(read(path).rows) == [("IV", "I-V"), ("II", "I-V"), ("C", "A-E"), ("B", "A-E")]


def test_headings_on_one_row_make_blocks_too(tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        "Leerling;Geb.datum;Afnamedatum;Spelling M4 VS;Spelling M4 niveau;DMT M4 score",
        "Croes, Ana;04-05-2017;20-01-2026;98,5;II;31",
        "Tromp, Luis;05-05-2017;20-01-2026;abs;-;28",
        "Gemiddelde;;;98,5;;29,5",
    )

    file = read(path)

    assert [(r.line, r.test, r.moment, r.score, r.raw_score, r.level) for r in file.rows] == [
        (2, "Spelling", "M4", 98.5, None, "II"),
        (2, "DMT", "M4", None, 31.0, ""),
        (3, "Spelling", "M4", None, None, ""),
        (3, "DMT", "M4", None, 28.0, ""),
    ]
    assert all(row.held_on == date(2026, 1, 20) for row in file.rows)


def test_columns_of_an_overview_can_be_named_by_hand(tmp_path: Path) -> None:
    path = a_list(tmp_path, "Leerling;Geb.datum;Rek;Spel", "Croes, Ana;04-05-2017;98;II", ";;;")

    unnamed = read(path)
    named = read(
        path,
        columns={
            **{0: ColumnUse("full_name"), 1: ColumnUse("birth_date")},
            **{2: ColumnUse("score", "Rekenen E3"), 3: ColumnUse("level", "Spelling E3")},
        },
        day=date(2026, 6, 8),
    )

    assert unnamed.needs == "value" and unnamed.needs_columns
    assert unnamed.table is not None and named.table is not None
    assert unnamed.table.fingerprint == named.table.fingerprint
    assert [(r.test, r.moment, r.score, r.level, r.held_on) for r in named.rows] == [
        ("Rekenen", "E3", 98.0, "", date(2026, 6, 8)),
        ("Spelling", "E3", None, "II", date(2026, 6, 8)),
    ]


def test_a_list_of_one_test_is_told_which_and_when(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;naam;vs;niveau", "1;Croes, Ana;98;II")

    assert read(path).needs == "test"
    (row,) = read(path, test="Rekenen M5", day=date(2026, 1, 20)).rows
    assert (row.test, row.moment, row.held_on) == ("Rekenen", "M5", date(2026, 1, 20))


def test_language_norm_group_and_publisher_are_kept(tmp_path: Path) -> None:
    path = a_list(
        tmp_path,
        "llnr;toets;toetscode;versie;uitgever;datum;vs;taal;normgroep;percentiel;referentieniveau",
        "1;Rekenen;RW5;2;Uitgever X;20-01-2026;98;Papiaments;Bonaire 2025;44;1F",
    )

    (row,) = read(path).rows

    assert (row.language, row.norm_group, row.supplier) == ("pap", "Bonaire 2025", "Uitgever X")
    assert (row.code, row.version, row.percentile) == ("RW5", "2", 44.0)
    assert row.other == (("RN", "1F"),)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("31-02-2026", "The date 31-02-2026 does not exist."),
        ("", "The day of the test is missing."),
        ("25-11-2026", "This cannot be the day of a test."),
    ],
)
def test_a_wrong_day_is_one_faulty_row_with_its_line(
    cell: str, sentence: str, tmp_path: Path
) -> None:
    path = a_list(
        tmp_path, "llnr;toets;datum;vs", f"1;Rekenen;{cell};98", "2;Rekenen;20-01-2026;99"
    )

    file = read(path)

    assert [row.fault for row in file.rows] == [sentence, ""]
    assert [(m.line, m.text) for m in file.messages if m.level is Level.FAULT] == [(2, sentence)]


def test_a_raw_score_below_zero_is_one_faulty_row_with_its_line(tmp_path: Path) -> None:
    head = "llnr;toets;datum;ruwe score"
    file = read(a_list(tmp_path, head, "1;Rekenen;20-01-2026;-3", "2;Rekenen;20-01-2026;0"))

    sentence = '"-3" cannot be a raw score: it is 0 or more.'
    assert [row.fault for row in file.rows] == [sentence, ""]
    assert [(m.line, m.text) for m in file.messages if m.level is Level.FAULT] == [(2, sentence)]
    with speaking("en"):
        _row, notes = typed_result(
            {"raw_score": "-3"}, line=1, pupil=0, test="Rekenen", held_on=date(2026, 1, 20)
        )
    assert notes == (sentence,)


def test_below_zero_is_a_fault_in_other_kinds_of_file_too(tmp_path: Path) -> None:
    xml = tmp_path / "uwlr.xml"
    text = UWLR.read_bytes().replace(b"aantalgoed>38<", b"aantalgoed>-38<")
    xml.write_bytes(text.replace(b"<score>17<", b"<score>-17<"))
    roster = changed_roster(tmp_path, b"fully graded,71.5", b"fully graded,-71.5")

    for path, scores in ((xml, {-38.0, -17.0}), (roster, {-71.5})):
        wrong = [row for row in read(path).rows if row.fault]
        assert {row.raw_score for row in wrong} == scores
        assert all("cannot be a raw score" in row.fault for row in wrong)
        told = {m.line for m in read(path).messages if m.level is Level.FAULT}
        assert told == {row.line for row in wrong}


def test_a_cell_that_is_not_understood_is_left_open_and_said_with_its_column(
    tmp_path: Path,
) -> None:
    path = a_list(tmp_path, "llnr;toets;datum;vs;niveau", "1;Rekenen;20-01-2026;veel;goed")

    file = read(path)

    assert file.rows[0].is_empty and file.rows[0].fault  # it does not count as unchanged
    assert told(file) == [
        (2, 'Ability score: "veel" is not understood; left open.'),
        (2, 'Level: "goed" is not understood; left open.'),
    ]


def test_what_is_typed_over_a_cell_counts_instead(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;toets;datum;vs", "1;Rekenen;31-02-2026;98")

    (row,) = read(path, corrections={(2, 2): "28-01-2026"}).rows

    assert row.held_on == date(2026, 1, 28) and not row.fault


def test_months_come_first_when_that_is_said(tmp_path: Path) -> None:
    path = a_list(tmp_path, "llnr;toets;datum;vs", "1;Rekenen;4/2/2026;98")

    assert read(path).rows[0].held_on == date(2026, 2, 4)
    assert told(read(path))[0][0] == 0
    assert read(path, date_order="mdy").rows[0].held_on == date(2026, 4, 2)


def test_the_sheet_with_the_results_is_found_among_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Uitleg", "Lees dit eerst"])
    sheet = book.create_sheet("Toetsen")
    for row in (["llnr", "toets", "datum", "vs"], ["1", "Rekenen", date(2026, 1, 20), 98.125]):
        sheet.append(row)
    path = tmp_path / "toetsen.xlsx"
    book.save(path)

    file = read(path)

    assert file.table is not None and file.table.sheet == "Toetsen"
    assert (file.rows[0].score, file.rows[0].held_on) == (98.125, date(2026, 1, 20))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("leerlingen-puntkomma-cp1252.csv", "This is a list of pupils, not test results."),
        ("edexml-2.1-bes-quirks.xml", "This is a list of pupils, not test results."),
        ("uwlr-2.2-leerlinggegevens-soap.xml", "This is a list of pupils, not test results."),
        ("xlsform-ef-scan-nl-en-pap.xlsx", "This is a questionnaire (XLSForm), not test results."),
        ("verzuim-puntkomma-utf8bom.csv", "This is attendance, no test results."),
        ("../../saba/answers.csv", "These are answers to a questionnaire, not test results."),
        ("sds-1", "This export holds no test results."),
    ],
)
def test_a_file_of_another_kind_is_named_as_what_it_is(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read(FILES / name)

    assert refused.value.message == sentence
    assert refused.value.hint


def _named(file: ResultFile, changed: dict[int, ColumnUse]) -> dict[int, ColumnUse]:
    assert file.table is not None
    return dict(enumerate(file.table.columns)) | changed
