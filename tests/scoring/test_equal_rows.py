"""The friendly question in the class grid: when is it asked, and about which rows."""

import pytest

from npo_desktop.scoring.equal_rows import equal_rows


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([], None),
        ([2, 2, 2, 2], None),
        ([2, 2, 2, 2, 2], range(5)),
        ([1, 2, 2, 2, 2, 2, 3], range(1, 6)),
        ([2, 2, None, 2, 2, 2], None),  # no answer, or don't know, ends a run
        ([None] * 8, None),
        ([0] * 6 + [1] * 7, range(6, 13)),  # the longest
        ([0] * 5 + [1] * 5, range(5, 10)),  # of two as long the last
        ([None, 4, 4, 4, 4, 4], range(1, 6)),
    ],
)
def test_five_equal_answers_in_a_row_or_more_are_found(
    values: list[int | None], wanted: range | None
) -> None:
    assert equal_rows(values) == wanted
