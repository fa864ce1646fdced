"""T29: two starts at once on one store: one enters, the other says why not."""

from collections.abc import Callable
from typing import Any

RACES = 20


def test_of_two_starts_exactly_one_enters(
    small_school: Any, script: Callable[..., Any], figure: Callable[[str], None]
) -> None:
    told = script("double_start.py", small_school.store, "--races", RACES)
    figure(
        f"T29 {RACES} times two starts at once: {told['winners'].count(1)} with one winner, "
        f"{told['winners'].count(2)} with two; a third start after a kill took at most "
        f"{told['third']:.2f} s"
    )
    assert 2 not in told["winners"]
    assert told["refusals"] == [
        "The data file is already open in another window or program. Close the other one first."
    ]
    assert told["third"] <= 2
    assert told["winners"] == [1] * RACES


def test_a_start_that_keeps_nobody_out_is_found_out(
    small_school: Any, script: Callable[..., Any], figure: Callable[[str], None]
) -> None:
    told = script("double_start.py", small_school.store, "--races", 5, "--careless")
    figure(f"T29 control, the store not kept open: {told['winners'].count(2)} of 5 with two in")
    assert 2 in told["winners"]
