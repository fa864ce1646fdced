"""T11: killed in the middle of a big step, of a restore for example; the next start goes on."""

from collections.abc import Callable
from typing import Any

import pytest

KILLS = {"erasure": 50, "restore": 50, "migration": 50, "new-passphrase": 20, "new-key": 30}
TIMES_FULL = 10


@pytest.mark.parametrize("step", list(KILLS))
def test_a_kill_in_a_big_step_leaves_the_old_state_or_the_new_one(
    small_school: Any,
    script: Callable[..., Any],
    step: str,
    full: bool,
    seed: int,
    figure: Callable[[str], None],
) -> None:
    kills = KILLS[step] * (TIMES_FULL if full else 1)
    told = script("kill_steps.py", step, small_school.store, "--kills", kills, "--seed", seed)
    verdicts = told["verdicts"]
    figure(
        f"T11 {kills} kills within the {told['lasts']:.2f} s of a {step}: at the next start "
        f"{verdicts} (seed {seed})"
    )
    assert set(verdicts) <= {"old", "new"}
    assert told["ended"] < kills  # so some did fall into it
    assert told["left_over"] == []


def test_a_step_that_writes_one_store_over_the_other_is_found_out(
    small_school: Any, script: Callable[..., Any], seed: int, figure: Callable[[str], None]
) -> None:
    told = script("kill_steps.py", "careless", small_school.store, "--kills", 12, "--seed", seed)
    bad = sum(n for verdict, n in told["verdicts"].items() if verdict not in ("old", "new"))
    figure(f"T11 control, written over in place: {bad} of 12 kills broke the store (seed {seed})")
    assert bad > 0
