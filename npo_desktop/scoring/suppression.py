"""Which counts may leave the school without giving a single pupil away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: ``flagged`` of its ``n`` pupils."""

    label: str
    n: int
    flagged: int


class Hidden(StrEnum):
    """Why a count is not shown."""

    SMALL_GROUP = "small_group"
    SMALL_COUNT = "small_count"
    SMALL_REST = "small_rest"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True)
class Published:
    """Per label the count or why it is hidden; a ``total`` of ``None`` is hidden too."""

    rows: dict[str, int | Hidden]
    total: int | None


def suppress(rows: Sequence[Row], *, minimum_n: int = 10, minimum_count: int = 5) -> Published:
    """Hide small counts, and where the total would give one back, another count or the total.

    Units: pupils. Missing: a pupil without a score counts in neither number. Zeros may be shown.
    ValueError: a label that stands twice, or a count outside 0 to ``n``.
    Source: SCORING.md, sections 6 and 11.
    """
    _check(rows)
    hidden = {
        row.label: reason
        for row in rows
        if (reason := _own_reason(row, minimum_n, minimum_count)) is not None
    }
    total: int | None = sum(row.flagged for row in rows)
    while _gives_back(rows, hidden, minimum_count):
        shown = [row for row in rows if row.label not in hidden and row.flagged > 0]
        if not shown:
            total = None
            break
        smallest = min(shown, key=lambda row: (row.flagged, row.n, row.label))
        hidden[smallest.label] = Hidden.COMPLEMENTARY
    return Published({row.label: hidden.get(row.label, row.flagged) for row in rows}, total)


def _check(rows: Sequence[Row]) -> None:
    if len({row.label for row in rows}) < len(rows):
        raise ValueError("every row needs its own label")
    for row in rows:
        if not 0 <= row.flagged <= row.n:
            raise ValueError(f"{row.flagged} flagged of {row.n} in {row.label!r} cannot be")


def _own_reason(row: Row, minimum_n: int, minimum_count: int) -> Hidden | None:
    """Why this row is hidden by itself, whatever the other rows say."""
    if row.n < minimum_n:
        return Hidden.SMALL_GROUP
    if row.flagged == 0:
        return None
    if row.flagged < minimum_count:
        return Hidden.SMALL_COUNT
    return Hidden.SMALL_REST if row.n - row.flagged < minimum_count else None


def _gives_back(rows: Sequence[Row], hidden: Collection[str], minimum_count: int) -> bool:
    """Whether total minus shown rows would tell one hidden count, or a small sum of them."""
    if not hidden:
        return False
    together = sum(row.flagged for row in rows if row.label in hidden)
    return len(hidden) < 2 or together < minimum_count
