"""T06: what may not be written is said in a sentence; nothing changes, nothing is left behind."""

from collections.abc import Callable
from typing import Any

import pytest

CASES = 11


def test_what_may_not_be_written_is_said_in_a_sentence(
    small_school: Any, script: Callable[..., Any], figure: Callable[[str], None]
) -> None:
    outcomes = script("read_only.py", small_school.folder)
    tracebacks = sum("Traceback" in outcome["said"] for outcome in outcomes)
    figure(f"T06 {len(outcomes)} read-only folders and files: {tracebacks} tracebacks")
    assert len(outcomes) == CASES
    assert tracebacks == 0
    for outcome in outcomes:
        said = outcome["said"].splitlines()
        assert len(said) == 2, outcome  # what and where; what to do
        assert "could not be written" in said[0] or "cannot be read or written" in said[0], outcome
        assert outcome["code"] in (1, 3), outcome
        assert outcome["unchanged"] or outcome["code"] == 1, outcome  # 1: the store was opened
        assert outcome["left_over"] == [], outcome


def test_the_same_command_works_where_it_may_write(
    small_school: Any, script: Callable[..., Any]
) -> None:
    """Else the sentences above would prove nothing about what may be written."""
    outcomes = script("read_only.py", small_school.folder, "--open")
    assert [outcome["code"] for outcome in outcomes] == [0] * CASES, outcomes


@pytest.mark.parametrize("closed", ["folder", "file", "both"])
def test_the_window_says_that_it_may_not_write(
    small_school: Any, script: Callable[..., Any], closed: str
) -> None:
    """It explains, with a way out; it neither opens nor calls it a mistake of its own."""
    if closed != "folder":
        small_school.store.chmod(0o400)
    if closed != "file":
        small_school.folder.chmod(0o500)
    told = script("refused_window.py", small_school.store)
    small_school.folder.chmod(0o700)
    assert not told["sorry"]
    assert not told["opened"]
    assert sum(words.endswith(".") for words in told["said"]) >= 2, told["said"]  # why, what to do
