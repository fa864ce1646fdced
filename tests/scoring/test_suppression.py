"""Counts that may leave the school."""

import random

import pytest

from npo_desktop.scoring.suppression import Hidden, Published, Row, suppress


def alone(n: int, flagged: int) -> int | Hidden:
    """What happens to a row by itself, beside two rows that leave it its own reason."""
    others = [Row("x", 99, 20), Row("y", 99, 21)]
    return suppress([Row("row", n, flagged), *others]).rows["row"]


@pytest.mark.parametrize(
    ("n", "flagged", "shown"),
    [
        (9, 5, "small_group"),
        (9, 0, "small_group"),
        (10, 0, 0),
        (10, 1, "small_count"),
        (10, 4, "small_count"),
        (10, 5, 5),
        (10, 6, "small_rest"),
        (10, 10, "small_rest"),
        (0, 0, "small_group"),
    ],
)
def test_a_row_is_hidden_for_the_first_reason_that_holds(
    n: int, flagged: int, shown: int | str
) -> None:
    assert alone(n, flagged) == shown


def test_a_zero_is_shown_even_where_the_rest_is_small() -> None:
    assert suppress([Row("a", 4, 0)], minimum_n=2) == Published({"a": 0}, 0)


def test_ties_for_the_complementary_row_go_to_the_smaller_group_and_then_the_label() -> None:
    rows = [Row("c", 30, 6), Row("b", 20, 6), Row("a", 20, 6), Row("hidden", 12, 1)]
    assert suppress(rows).rows == {
        "c": 6,
        "b": 6,
        "a": Hidden.COMPLEMENTARY,
        "hidden": Hidden.SMALL_COUNT,
    }


def test_a_zero_is_never_taken_as_the_complementary_row() -> None:
    result = suppress([Row("zero", 20, 0), Row("small", 20, 3)])
    assert result == Published({"zero": 0, "small": Hidden.SMALL_COUNT}, None)


def test_two_hidden_rows_that_sum_to_five_hide_nothing_more() -> None:
    rows = [Row("a", 20, 2), Row("b", 20, 3), Row("c", 20, 9)]
    assert suppress(rows).rows["c"] == 9
    rows = [Row("a", 20, 2), Row("b", 20, 2), Row("c", 20, 9)]
    assert suppress(rows).rows["c"] is Hidden.COMPLEMENTARY


def test_a_hidden_row_that_stands_alone_hides_the_total() -> None:
    assert suppress([Row("a", 6, 6)]) == Published({"a": Hidden.SMALL_GROUP}, None)


def test_an_empty_table_has_a_total_of_zero() -> None:
    assert suppress([]) == Published({}, 0)


def test_the_limits_can_be_made_stricter() -> None:
    rows = [Row("a", 15, 7), Row("b", 30, 8)]
    assert suppress(rows).rows == {"a": 7, "b": 8}
    assert suppress(rows, minimum_n=20).rows["a"] is Hidden.SMALL_GROUP
    assert suppress(rows, minimum_count=8).rows["a"] is Hidden.SMALL_COUNT


@pytest.mark.parametrize("row", [Row("a", 10, 11), Row("a", 10, -1), Row("a", -1, 0)])
def test_counts_that_cannot_be_are_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        suppress([row])


def test_a_label_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="own label"):
        suppress([Row("a", 10, 5), Row("a", 12, 5)])


def slow_suppress(rows: list[Row], least: int, few: int) -> tuple[dict[str, str], int | None]:
    """The rules of section 11 word for word, one row and one step at a time."""
    words: list[str] = []
    for row in rows:
        word = str(row.flagged)
        if row.n < least:
            word = "small_group"
        elif 0 < row.flagged < few:
            word = "small_count"
        elif row.n - row.flagged < few and row.flagged != 0:
            word = "small_rest"
        words.append(word)
    total: int | None = sum(row.flagged for row in rows)
    while True:
        hidden = [i for i in range(len(rows)) if not words[i].isdigit()]
        if len(hidden) == 0:
            break
        if len(hidden) >= 2 and sum(rows[i].flagged for i in hidden) >= few:
            break
        best: int | None = None
        for i, row in enumerate(rows):
            if i in hidden or row.flagged == 0:
                continue
            if best is None or (row.flagged, row.n, row.label) < (
                rows[best].flagged,
                rows[best].n,
                rows[best].label,
            ):
                best = i
        if best is None:
            total = None
            break
        words[best] = "complementary"
    return {row.label: word for row, word in zip(rows, words, strict=True)}, total


def test_hiding_agrees_with_the_rules_taken_one_step_at_a_time() -> None:
    seed = 20_261_133
    rng = random.Random(seed)
    for case in range(200):
        rows = []
        for label in rng.sample("abcdefgh", rng.randint(0, 6)):
            n = rng.choice([rng.randint(0, 14), rng.randint(8, 30)])
            rows.append(Row(label, n, rng.choice([0, rng.randint(0, n), min(n, 6)])))
        least, few = rng.choice([(10, 5), (10, 5), (5, 3), (20, 10)])
        result = suppress(rows, minimum_n=least, minimum_count=few)
        where = f"seed {seed}, case {case}: {rows}, {least}, {few}"
        shown = {label: str(value) for label, value in result.rows.items()}
        assert (shown, result.total) == slow_suppress(rows, least, few), where


def test_the_total_never_gives_a_hidden_count_back() -> None:
    seed = 20_261_134
    rng = random.Random(seed)
    for case in range(200):
        sizes = [rng.randint(1, 30) for _ in range(rng.randint(1, 6))]
        rows = [Row(str(i), n, rng.randint(0, n)) for i, n in enumerate(sizes)]
        result = suppress(rows)
        hidden = [row for row in rows if isinstance(result.rows[row.label], Hidden)]
        if result.total is None or not hidden:
            continue
        shown = sum(value for value in result.rows.values() if not isinstance(value, Hidden))
        where = f"seed {seed}, case {case}: {rows}"
        assert len(hidden) >= 2, where
        assert result.total - shown >= 5, where
