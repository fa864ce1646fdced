"""The timetable of a block as a workbook."""

import io
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from npo_desktop import i18n
from npo_desktop.exports.xlsx.timetable import Timetable, timetable_file_name, timetable_workbook
from npo_desktop.proposals.support.support_board import (
    BlockFacts,
    Board,
    BoardGroup,
    Child,
    GroupCard,
    Place,
    Slot,
)

LEADER, ROOM = UUID(int=1), UUID(int=2)
ONE, TWO = UUID(int=11), UUID(int=12)
BLOCK = BlockFacts(
    id=UUID(int=3),
    round_id=UUID(int=4),
    name="Blok 2",
    starts_on=date(2026, 11, 30),
    ends_on=date(2027, 2, 26),
)
BOARD = Board(
    BLOCK,
    (
        BoardGroup(
            UUID(int=21), "words", "=Words", 30, 2, "=Words", LEADER, ROOM, ("do", "ma"), (ONE, TWO)
        ),
        BoardGroup(UUID(int=22), "words", "Later", 30, 1, pupils=(TWO,)),
    ),
    {
        ONE: Child(ONE, "Anna Last", "Anna", "Groep 5", 5),
        TWO: Child(TWO, "Ben Last", "Ben", "Groep 6", 6),
    },
    {"words": GroupCard("words", "Words in two languages", 2, 30, 0.0)},
    periods=(Slot("ma", 1, 540, 570), Slot("do", 4, 540, 570)),
    rooms=(Place(ROOM, "Room 4"),),
    staff_names={LEADER: "Mensche"},
)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.use("en")


def sheets(*, is_practice: bool = False) -> dict[str, Worksheet]:
    facts = Timetable("School", is_practice, date(2026, 11, 24), BOARD)
    book = load_workbook(io.BytesIO(timetable_workbook(facts)))
    return {name: book[name] for name in book.sheetnames}


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=3)]


def test_the_week_of_a_colleague_stands_in_the_order_of_the_week() -> None:
    found = rows(sheets()["By colleague"])
    assert found[0] == (
        "Mensche",
        "Monday",
        "9:00–9:30",
        "=Words",
        "Room 4",
        "Anna Last, Ben Last",
        30,
    )
    assert found[1][1] == "Thursday"
    assert found[2][:2] == ("nobody yet", "no time yet")
    assert found[3][0] == "Together" and found[3][-1] == 90


def test_a_moment_without_a_group_stands_there_empty() -> None:
    board = Board(BLOCK, (), periods=BOARD.periods)
    book = timetable_workbook(Timetable("School", False, date(2026, 11, 24), board))
    found = rows(load_workbook(io.BytesIO(book))["By moment"])
    assert [row[:3] for row in found] == [
        ("Monday", "9:00–9:30", None),
        ("Thursday", "9:00–9:30", None),
    ]


def test_no_sheet_is_so_wide_that_paper_makes_it_tiny() -> None:
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            for sheet in sheets().values():
                assert sum(one.width for one in sheet.column_dimensions.values()) < 200


def test_pupils_stand_by_name() -> None:
    children = {TWO: BOARD.children[TWO], ONE: BOARD.children[ONE]}
    book = timetable_workbook(
        Timetable("School", False, date(2026, 11, 24), replace(BOARD, children=children))
    )
    names = [row[0] for row in rows(load_workbook(io.BytesIO(book))["By pupil"])]
    assert names == sorted(str(name) for name in names)


def test_each_pupil_stands_with_every_group_and_no_name_is_a_formula() -> None:
    book = sheets()
    assert [(row[0], row[2]) for row in rows(book["By pupil"])] == [
        ("Anna Last", "=Words"),
        ("Ben Last", "=Words"),
        ("Ben Last", "Later"),
    ]
    assert {cell.data_type for row in book["By group"].iter_rows() for cell in row} <= {"s", "n"}


def test_a_practice_school_is_marked_and_the_file_name_names_nobody() -> None:
    assert "EXAMPLE" in str(sheets(is_practice=True)["By group"]["A1"].value).upper()
    assert (
        timetable_file_name("Blok 2: Ben", date(2026, 11, 24))
        == "timetable-blok-2-ben-20261124.xlsx"
    )


def test_a_title_that_is_wider_than_its_table_is_printed_whole() -> None:
    facts = Timetable("Basisschool Kaya Korá " * 3, True, date(2026, 11, 24), BOARD)
    sheet = load_workbook(io.BytesIO(timetable_workbook(facts)))["By pupil"]
    last = range_boundaries(sheet.print_area.rpartition("!")[2].replace("$", ""))[2]
    assert last is not None and last > len(list(sheet.columns))
