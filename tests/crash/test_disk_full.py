"""T05: the disk fills up during work: one clear message, and nothing is lost or half there."""

from collections.abc import Callable
from typing import Any

import pytest

SIZES, FULL_SIZES = 20, 200
WORKS = ("answers", "import", "xlsx", "pdf", "backup", "migration")

Script = Callable[..., Any]


def _check(outcomes: list[dict[str, Any]], words: str) -> None:
    for outcome in outcomes:
        assert outcome["whole"], outcome
        assert outcome["left_over"] == [], outcome
        assert not outcome["said"] or words in outcome["said"], outcome
        assert outcome["said"] or outcome["acknowledged"], outcome
    assert any(outcome["said"] for outcome in outcomes)  # the disk did fill up


@pytest.mark.parametrize("work", WORKS)
def test_a_full_disk_costs_nothing_but_the_newest_change(
    small_school: Any,
    script: Script,
    work: str,
    full: bool,
    seed: int,
    figure: Callable[[str], None],
) -> None:
    sizes = FULL_SIZES if full else SIZES
    told = script("disk_full.py", work, small_school.folder, "--sizes", sizes, "--seed", seed)
    outcomes = told["outcomes"]
    figure(
        f"T05 {work}: {sizes} sizes of free space "
        f"({'a small disk' if told['mounted'] else 'limited file size'}): "
        f"{sum(bool(o['said']) for o in outcomes)} stopped with a message, "
        f"{sum(o['acknowledged'] for o in outcomes)} acknowledged, "
        f"{sum(not o['whole'] for o in outcomes)} not whole (seed {seed})"
    )
    _check(outcomes, "disk is full" if told["mounted"] else "written")


def test_a_file_that_may_not_grow_is_said_to_be_so(
    small_school: Any, script: Script, seed: int
) -> None:
    asked = ("--sizes", 6, "--seed", seed, "--limit")
    told = script("disk_full.py", "answers", small_school.folder, *asked)
    assert not told["mounted"]
    _check(told["outcomes"], "cannot be read or written")


def test_writing_over_the_old_file_is_found_out(
    small_school: Any, script: Script, seed: int, figure: Callable[[str], None]
) -> None:
    asked = ("--sizes", 8, "--seed", seed, "--plainly")
    outcomes = script("disk_full.py", "xlsx", small_school.folder, *asked)["outcomes"]
    broken = sum(not outcome["whole"] for outcome in outcomes)
    figure(f"T05 control, exports written in place: {broken} of 8 not whole (seed {seed})")
    assert broken > 0
