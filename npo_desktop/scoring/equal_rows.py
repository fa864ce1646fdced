"""The friendly question in the class grid: the same answer for pupil after pupil."""

from collections.abc import Sequence

EQUAL_ROWS = 5


def equal_rows(values: Sequence[int | None]) -> range | None:
    """Where the longest run of equal answers to one statement lies, when it holds 5 or more.

    ``None`` among the values is "don't know" or no answer, and ends a run. Of two runs as long
    the last one. Source: the class grid's own rule; the rule over one list is ``straight_line``.
    """
    longest = range(0)
    start = 0
    for place in range(1, len(values) + 1):
        before = values[place - 1]
        if place < len(values) and before is not None and values[place] == before:
            continue
        run = range(start, place)
        if before is not None and len(run) >= len(longest):
            longest = run
        start = place
    return longest if len(longest) >= EQUAL_ROWS else None
