"""T03: a store and its WAL cut to any length: an earlier committed state, or said to be damaged."""

from collections.abc import Callable
from typing import Any

CUTS, FULL_CUTS = 500, 5_000

Script = Callable[..., Any]


def test_a_cut_store_is_an_earlier_state_or_said_to_be_damaged(
    small_school: Any, script: Script, full: bool, seed: int, figure: Callable[[str], None]
) -> None:
    cuts = FULL_CUTS if full else CUTS
    told = script("prefixes.py", small_school.store, "--cuts", cuts, "--seed", seed)
    figure(
        f"T03 {cuts} random prefixes: {told['committed']} open to a committed state, "
        f"{told['refused']} refused, {told['reported']} reported while reading, "
        f"wrong without a word {told['wrong']} (seed {seed})"
    )
    assert told["wrong"] == 0
    assert told["committed"] > 0
    assert told["refused"] > 0


def test_a_state_that_was_never_committed_counts_as_wrong(
    small_school: Any, script: Script, seed: int, figure: Callable[[str], None]
) -> None:
    told = script("prefixes.py", small_school.store, "--cuts", 40, "--seed", seed, "--forget")
    figure(f"T03 control, earlier states not counted as right: wrong {told['wrong']} of 40")
    assert told["wrong"] > 0
