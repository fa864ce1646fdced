"""Naming the columns of a file one at a time, and a whole overview in a few steps.

In an overview every test has a block of columns: "Rekenen M5 VS", "Rekenen M5 Niveau". Who says
what one column holds has said it of the same column of every other test. No widgets here.
"""

from collections.abc import Sequence
from dataclasses import replace

from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import VALUE_FIELDS
from npo_desktop.names import folded

IN_BLOCKS = VALUE_FIELDS | {"held_on", "raw_top", "moment", "score_low", "score_high"}
NAMING = frozenset({"test", "code"})  # a column that says which test each row is about

Uses = Sequence[ColumnUse]


def with_field(
    header: Sequence[str], uses: Uses, column: int, field: str, *, in_blocks: bool
) -> dict[int, ColumnUse]:
    """The columns when one of them holds this field; empty: it is ignored.

    A field, of one test, can be had from one column: the others let go of it.
    """
    found = list(uses)
    test = ""
    if in_blocks and field in IN_BLOCKS and not NAMING & {use.field for use in uses}:
        test = found[column].test or _test_in(header, column)
    found[column] = ColumnUse(field, test)
    if test:
        for other in _same_of_others(header, found, column):
            found[other] = ColumnUse(field, _test_in(header, other))
    return {
        at: ColumnUse("") if field and at != column and use == found[column] else use
        for at, use in enumerate(found)
    }


def with_test(uses: Uses, first: int, last: int, test: str) -> dict[int, ColumnUse]:
    """The columns when those from ``first`` to ``last`` are about this test."""
    return {
        at: replace(use, test=test) if first <= at <= last and use.field in IN_BLOCKS else use
        for at, use in enumerate(uses)
    }


def blocks_of(uses: Uses) -> list[tuple[int, int, str]]:
    """First and last column of each run about one test, and which; none where rows say it."""
    if NAMING & {use.field for use in uses}:
        return []
    found: list[tuple[int, int, str]] = []
    for at, use in enumerate(uses):
        if use.field not in IN_BLOCKS:
            continue
        if found and found[-1][1] == at - 1 and found[-1][2] == use.test:
            found[-1] = (found[-1][0], at, use.test)
        else:
            found.append((at, at, use.test))
    return found


def is_overview(uses: Uses) -> bool:
    """Whether the columns, and not the rows, say which test it is."""
    return any(use.test for use in uses)


def _test_in(header: Sequence[str], column: int) -> str:
    """What a heading has in common with one beside it: the test, when the rest says what of it."""
    words = header[column].split()
    for beside in (column + 1, column - 1):
        if 0 <= beside < len(header):
            shared = []
            for mine, other in zip(words, header[beside].split(), strict=False):
                if folded(mine) != folded(other):
                    break
                shared.append(mine)
            if shared and len(shared) < len(words):
                return " ".join(shared).rstrip(" :-")
    return ""


def _same_of_others(header: Sequence[str], uses: Uses, column: int) -> list[int]:
    """Ignored columns whose headings end as this one's, of other tests."""
    rest = _rest(header, column)
    return [
        at
        for at, use in enumerate(uses)
        if at != column and not use.field and rest and _rest(header, at) == rest
    ]


def _rest(header: Sequence[str], column: int) -> str:
    test = _test_in(header, column)
    return folded(header[column][len(test) :].strip(" :-")) if test else ""
