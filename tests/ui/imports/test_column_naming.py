"""Naming the columns of a file: a field from one column, a whole overview in a few steps."""

from npo_desktop.files.record_file import ColumnUse
from ui.imports.column_naming import blocks_of, with_field, with_test

HEADER = ("Wie", "Rek M5 Afn", "Rek M5 Pnt", "Spel M5 Afn", "Spel M5 Pnt")
NOTHING = tuple(ColumnUse("") for _heading in HEADER)


def named(*steps: tuple[int, str]) -> tuple[ColumnUse, ...]:
    uses: tuple[ColumnUse, ...] = NOTHING
    for column, field in steps:
        found = with_field(HEADER, uses, column, field, in_blocks=True)
        uses = tuple(found[at] for at in range(len(HEADER)))
    return uses


def test_a_column_named_once_is_named_for_every_test_of_an_overview() -> None:
    uses = named((0, "full_name"), (2, "score"), (1, "held_on"))

    assert uses == (
        ColumnUse("full_name"),
        *(ColumnUse("held_on", "Rek M5"), ColumnUse("score", "Rek M5")),
        *(ColumnUse("held_on", "Spel M5"), ColumnUse("score", "Spel M5")),
    )
    assert blocks_of(uses) == [(1, 2, "Rek M5"), (3, 4, "Spel M5")]


def test_a_field_is_had_from_one_column_and_the_other_lets_go() -> None:
    uses = named((0, "full_name"), (1, "full_name"))
    assert [use.field for use in uses] == ["", "full_name", "", "", ""]


def test_two_columns_may_both_be_ignored() -> None:
    assert named((0, "full_name"), (0, "")) == NOTHING


def test_an_ignored_column_leaves_those_of_other_tests_alone() -> None:
    uses = named((2, "score"), (4, ""))
    assert [use.field for use in uses] == ["", "", "score", "", ""]


def test_a_block_takes_another_test_as_a_whole() -> None:
    found = with_test(named((1, "held_on"), (2, "score")), 1, 2, "Rekenen M5")
    assert [found[at].test for at in range(5)] == [
        "",
        "Rekenen M5",
        "Rekenen M5",
        "Spel M5",
        "Spel M5",
    ]


def test_a_column_that_names_the_test_leaves_no_blocks() -> None:
    uses = (ColumnUse("number"), ColumnUse("test"), ColumnUse("score"))
    assert blocks_of(uses) == []
    found = with_field(("Nr", "T a", "T b"), uses, 2, "raw_score", in_blocks=True)
    assert found[2] == ColumnUse("raw_score")


def test_a_list_without_tests_names_a_plain_field() -> None:
    found = with_field(HEADER, NOTHING, 2, "group", in_blocks=False)
    assert found[2] == ColumnUse("group")
