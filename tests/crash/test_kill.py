"""T01, T01q: killed while answers are entered; what was acknowledged is there."""

from collections.abc import Callable
from typing import Any

KILLS, FULL_KILLS = 100, 1_000
WINDOWS, FULL_WINDOWS = 20, 200

Script = Callable[..., Any]


def test_a_kill_loses_no_acknowledged_answer(
    small_school: Any, script: Script, full: bool, seed: int, figure: Callable[[str], None]
) -> None:
    kills = FULL_KILLS if full else KILLS
    told = script("kill_answering.py", small_school.store, "--kills", kills, "--seed", seed)
    figure(
        f"T01 {kills} kills while answering: {told['acks']} transactions acknowledged, "
        f"lost {told['lost']}, half there {told['partial']}, unsound {told['unsound']} "
        f"(seed {seed})"
    )
    assert told["acks"] > kills
    assert (told["lost"], told["partial"], told["unsound"]) == (0, 0, 0)


def test_an_answer_acknowledged_too_early_is_found_missing(
    small_school: Any, script: Script, seed: int, figure: Callable[[str], None]
) -> None:
    told = script("kill_answering.py", small_school.store, "--kills", 40, "--seed", seed, "--early")
    figure(f"T01 control, told before the commit: 40 kills, lost {told['lost']} (seed {seed})")
    assert told["lost"] > 0


def test_a_kill_loses_no_answer_that_the_window_called_saved(
    small_school: Any, script: Script, full: bool, seed: int, figure: Callable[[str], None]
) -> None:
    kills = FULL_WINDOWS if full else WINDOWS
    told = script("kill_window.py", small_school.store, "--kills", kills, "--seed", seed)
    figure(
        f"T01q {kills} kills of the window: {told['acks']} answers shown as saved, "
        f"lost {told['lost']} (seed {seed})"
    )
    assert told["acks"] >= kills // 2  # some windows are killed before their first answer
    assert told["lost"] == 0


def test_a_page_that_says_saved_and_writes_nothing_is_found_out(
    small_school: Any, script: Script, seed: int, figure: Callable[[str], None]
) -> None:
    told = script("kill_window.py", small_school.store, "--kills", 3, "--seed", seed, "--forgetful")
    figure(f"T01q control, nothing written: lost {told['lost']} of {told['acks']} (seed {seed})")
    assert told["lost"] > 0
