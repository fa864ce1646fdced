"""Quality checks at entry: they ask and note, and change nothing."""

from datetime import datetime, timedelta

import pytest

from npo_desktop.content.load import Content
from npo_desktop.dossiers.entry_quality import (
    Unclear,
    equal_answers,
    is_fast,
    pace_of,
    unclear_items,
)

START = datetime(2026, 11, 24, 15, 30)


def moments(*seconds: float) -> list[datetime]:
    """Answers, so many seconds each after the one before."""
    found = [START]
    for step in seconds:
        found.append(found[-1] + timedelta(seconds=step))
    return found


def test_twelve_equal_raw_answers_across_both_directions(content: Content) -> None:
    items = content.questionnaires["teacher"].items
    assert {item.reverse for item in items[:12]} == {False, True}
    same: dict[str, int | None] = {item.id: 2 for item in items[:12]}
    assert equal_answers(items, same) == range(12)
    del same[items[5].id]
    assert equal_answers(items, same) is None
    straight = [item for item in items if not item.reverse]
    assert equal_answers(straight, {item.id: 2 for item in straight}) is None


def test_the_pace_is_the_median_so_that_a_break_does_not_matter() -> None:
    assert pace_of(moments(1, 1, 3600, 1, 2), entry="single") == 1
    assert pace_of(moments(1, 1, 3600, 1, 2)[::-1], entry="desk") == 1


@pytest.mark.parametrize("entry", ["grid", "paper", "file"])
def test_other_ways_in_have_no_pace(entry: str) -> None:
    assert pace_of(moments(*[0.2] * 30), entry=entry) is None


def test_a_few_answers_say_nothing_about_a_pace() -> None:
    assert pace_of(moments(0.5, 0.5, 0.5, 0.5), entry="single") is None
    assert pace_of([], entry="single") is None


@pytest.mark.parametrize(("pace", "fast"), [(None, False), (1.49, True), (1.5, False)])
def test_faster_than_a_second_and_a_half_is_fast(pace: float | None, fast: bool) -> None:
    assert is_fast(pace) is fast


def test_more_than_thirty_per_cent_dont_know_is_unclear() -> None:
    lists: list[dict[str, int | None]] = [
        {"a": None if n < 3 else 1, "b": None if n < 4 else 1, "c": None if n < 9 else 0}
        for n in range(10)
    ]
    assert unclear_items(lists) == (Unclear("c", 9, 10), Unclear("b", 4, 10))


def test_what_few_were_asked_is_not_unclear_yet() -> None:
    assert unclear_items([{"a": None}] * 4) == ()
    assert unclear_items([{"a": None}] * 5) == (Unclear("a", 5, 5),)
