"""Cells of test results: numbers as two languages write them, levels that keep their scale."""

import pytest

from npo_desktop.importers.records.result_cells import (
    LETTERS,
    ROMAN,
    Level,
    cell_bound,
    cell_decimal,
    cell_functional,
    cell_level,
    cell_moment,
    is_no_result,
    level_on,
    point_is_decimal,
    without_moment,
)


@pytest.mark.parametrize(
    ("text", "point", "number"),
    [
        ("214,5", False, 214.5),
        ("1.102,4", False, 1102.4),
        ("1,102.4", False, 1102.4),
        ("1.102", False, 1102.0),
        ("1.102", True, 1.102),
        ("206.25", False, 206.25),
        ("1.102.400", False, 1102400.0),
        ("1,102,400", True, 1102400.0),
        ("38", False, 38.0),
        ("-0,5", False, -0.5),
        ("−3", False, -3.0),
        ("85%", False, 85.0),
        ("1 102,4", False, 1102.4),
        ("1e309", False, None),
        ("NaN", False, None),
        ("<60", False, None),
        ("1.2,3.4", False, None),
        ("20.01.2026", False, None),
        ("12.345.67", False, None),
        ("12,5", True, 12.5),
        ("1.102,40", True, 1102.4),
        ("12.34,5", False, None),
        ("1,2.3,4", False, None),
        ("", False, None),
        ("٣", False, None),
        ("9" * 40, False, None),
    ],
)
def test_numbers_are_read_as_they_are_written(text: str, point: bool, number: float | None) -> None:
    assert cell_decimal(text, point=point) == number


def test_a_whole_column_tells_what_its_points_mean() -> None:
    assert point_is_decimal(["71.5", "1.102"])
    assert not point_is_decimal(["1.102", "1.098"])
    assert not point_is_decimal(["1.102", "98,5"])
    assert not point_is_decimal(["38", ""])


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("C", Level("C", LETTERS)),
        ("III", Level("III", ROMAN)),
        ("iii", Level("III", ROMAN)),
        ("V-", Level("V-", ROMAN)),
        ("A+", Level("A+", LETTERS)),
        ("I +", Level("I+", ROMAN)),
        ("Ⅳ", Level("IV", ROMAN)),
        ("3", Level("3", "")),
        ("6", None),
        ("IIII", None),
        ("F", None),
        ("goed", None),
    ],
)
def test_a_level_alone_says_which_scale_it_is_on(text: str, level: Level | None) -> None:
    assert cell_level(text) == level


def test_a_digit_is_another_level_on_each_scale() -> None:
    assert level_on(Level("3", ""), ROMAN) == Level("III", ROMAN)
    assert level_on(Level("3+", ""), LETTERS) == Level("C+", LETTERS)
    assert level_on(Level("C", LETTERS), ROMAN) is None


@pytest.mark.parametrize("text", ["", "-", "nvt", "n.v.t.", "NVT", "abs", " Afwezig ", "ziek"])
def test_these_words_are_no_result(text: str) -> None:
    assert is_no_result(text)


@pytest.mark.parametrize("text", ["0", "E", "<60", "V"])
def test_and_these_are(text: str) -> None:
    assert not is_no_result(text)


def test_bounds_and_functioning_levels_stay_words() -> None:
    assert cell_bound("< 60") == "<60"
    assert cell_bound("60") == ""
    assert cell_functional(">M8") == ">M8"
    assert cell_functional("e5") == "E5"
    assert cell_functional("M9") == ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("M5", "M5"),
        ("m5 / m6", "M5/M6"),
        ("Midden groep 5", "M5"),
        ("Eind groep 3", "E3"),
        ("Begin 4", "B4"),
        ("januari 2026", "januari 20"),
    ],
)
def test_moments_are_shortened(text: str, moment: str) -> None:
    assert cell_moment(text) == moment


@pytest.mark.parametrize(
    ("name", "test", "moment"),
    [
        ("Rekenen-Wiskunde M5", "Rekenen-Wiskunde", "M5"),
        ("Rekenen-Wiskunde M5/M6", "Rekenen-Wiskunde", "M5/M6"),
        ("VB-RW-M5", "VB-RW", "M5"),
        ("Spelling (E3)", "Spelling", "E3"),
        ("DMT", "DMT", ""),
        ("M5", "M5", ""),
    ],
)
def test_the_moment_at_the_end_of_a_name_stands_apart(name: str, test: str, moment: str) -> None:
    assert without_moment(name) == (test, moment)
