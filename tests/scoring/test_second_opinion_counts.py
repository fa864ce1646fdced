"""A second opinion on counts that may leave the school: SCORING.md, sections 6 and 11, read anew.

Written from the text alone and by other means: every set of rows that could be hidden besides is
tried, where the program hides one row after another. A thousand random tables.
"""

from collections import Counter
from itertools import chain, combinations
from random import Random

from npo_desktop.scoring.suppression import Hidden, Row, suppress

CASES = 1000


def own_reason(row: Row, least: int, few: int) -> str:
    """From a list of what may be shown, not of what may not."""
    if row.n < least:
        return "small_group"
    rest = row.n - row.flagged
    if row.flagged == 0 or (row.flagged in range(few, row.n + 1) and rest in range(few, row.n)):
        return ""
    return "small_rest" if row.flagged in range(few, row.n + 1) else "small_count"


def is_safe(hidden: list[Row], few: int) -> bool:
    return not hidden or (len(hidden) >= 2 and sum(row.flagged for row in hidden) >= few)


def slow_suppress(rows: list[Row], least: int, few: int) -> tuple[dict[str, str], int | None]:
    """Of all sets hidden besides: without a gap from the smallest on, safe, and the smallest."""
    reasons = {row.label: own_reason(row, least, few) for row in rows}
    hidden = [row for row in rows if reasons[row.label]]
    shown = [row for row in rows if not reasons[row.label] and row.flagged > 0]
    sets = chain.from_iterable(combinations(shown, size) for size in range(len(shown) + 1))
    safe = [
        besides
        for besides in sets
        if not any(before(row, one) for one in besides for row in shown if row not in besides)
        and is_safe([*hidden, *besides], few)
    ]
    besides = min(safe, key=len) if safe else tuple(shown)
    told = {
        row.label: "complementary" if row in besides else reasons[row.label] or str(row.flagged)
        for row in rows
    }
    return told, sum(row.flagged for row in rows) if safe else None


def before(first: Row, second: Row) -> bool:
    """Whether the first of two shown rows is hidden sooner: smaller count, smaller n, label."""
    for mine, other in ((first.flagged, second.flagged), (first.n, second.n)):
        if mine != other:
            return mine < other
    return first.label < second.label


def some_table(chance: Random) -> list[Row]:
    """Sizes around 10 and counts around 5, with equal rows among them."""
    rows = []
    for label in chance.sample("abcdefgh", chance.randint(0, 7)):
        n = chance.choice([9, 10, 11, 20, 20, chance.randint(0, 30)])
        flagged = chance.choice([0, 1, 4, 5, 6, n - 5, n - 4, n, chance.randint(0, n)])
        rows.append(Row(label, n, min(max(flagged, 0), n)))
    return rows


def test_tables(chance: Random) -> None:
    seen: Counter[str] = Counter()
    for _ in range(CASES):
        rows = some_table(chance)
        least, few = chance.choice([(10, 5), (10, 5), (10, 5), (5, 3), (20, 10)])
        result = suppress(rows, minimum_n=least, minimum_count=few)
        told = {label: str(value) for label, value in result.rows.items()}
        assert (told, result.total) == slow_suppress(rows, least, few), (rows, least, few)
        seen.update("shown" if value.isdigit() else value for value in told.values())
        seen["without a total"] += result.total is None
        seen["hid something, kept the total"] += result.total is not None and not all(
            value.isdigit() for value in told.values()
        )
    assert set(seen) >= {*map(str, Hidden), "shown"}, seen
    assert min(seen.values()) > 30, seen


def test_shown_rows_and_total_never_give_a_hidden_count_back(chance: Random) -> None:
    """Whoever tries every count for the hidden rows finds more than one that fits."""
    tried = 0
    for _ in range(CASES):
        rows = [row for row in some_table(chance) if row.n]  # an empty group keeps no secret
        result = suppress(rows)
        hidden = [row for row in rows if isinstance(result.rows[row.label], Hidden)]
        shown = [value for value in result.rows.values() if not isinstance(value, Hidden)]
        if result.total is None or not hidden:
            continue
        tried += 1
        left = result.total - sum(shown)
        for row in hidden:
            others = sum(other.n for other in hidden if other is not row)
            possible = [c for c in range(row.n + 1) if 0 <= left - c <= others]
            everybody = sum(other.n for other in hidden)
            assert len(possible) > 1 or left == everybody, (rows, row)
    assert tried > 200, tried
