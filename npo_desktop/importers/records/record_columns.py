"""Which column of a list of results or attendance holds what, in long lists and wide overviews.

A wide overview has one row per pupil and a block of columns per test, under two rows of headings
("Rekenen-Wiskunde M5" above "Datum", "VS", "Niveau") or under one ("Rekenen VS").
Source: EXCHANGE.md, chapter 7 (header synonyms).
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import PUPIL_FIELDS
from npo_desktop.importers.columns import field_of as pupil_field_of
from npo_desktop.importers.columns import plain_header
from npo_desktop.importers.table_rows import RawRow

NAMES = ("number", "call_name", "last_name", "full_name", "eckid")
LOOKED_AT = 100  # rows among which a heading is sought


@dataclass(frozen=True, slots=True)
class Words:
    """How headings of one kind of list are written."""

    kind: str  # "results", "attendance"
    field_of: Mapping[str, str]  # plain heading -> field
    in_blocks: Collection[str] = ()  # fields that may stand under the name of a test

    def field(self, heading: str) -> str:
        """What a column of this name holds: first as this kind of list, then as pupils."""
        known = self.field_of.get(plain_header(heading), "")
        if known:
            return known
        pupil = pupil_field_of(heading)
        return pupil if pupil in PUPIL_FIELDS else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a list, one or two rows of them."""

    upper: tuple[str, ...]  # filled to the right over merged cells; empty with one row
    lower: tuple[str, ...]
    at: int  # index of its first row
    start: int  # index of the first row of data

    @property
    def joined(self) -> tuple[str, ...]:
        """One text per column, as the screen shows it."""
        return tuple(
            f"{upper} {lower}".strip() if upper != lower else lower
            for upper, lower in zip(self.upper, self.lower, strict=True)
        )


def words_of(synonyms: Mapping[str, str]) -> dict[str, str]:
    """Plain heading -> field, from "field: word word"."""
    return {word: field for field, words in synonyms.items() for word in words.split()}


def fingerprint_of(kind: str, header: Sequence[str]) -> str:
    """The same for the same headings; another kind of list keeps its own choices."""
    text = "\x1f".join((kind, *(plain_header(cell) for cell in header)))
    return hashlib.sha256(text.encode()).hexdigest()


def heading_of(rows: Sequence[RawRow], words: Words) -> Heading | None:
    """The headings of the first row that looks like one, with the row above or below it."""
    at = _best_row(rows, words)
    if at is None:
        return None
    if at > 0 and not _pupil_columns(rows[at], words) and _pupil_columns(rows[at - 1], words):
        at -= 1  # the row of "Datum", "VS" under that of the tests
    upper = rows[at].cells
    below = rows[at + 1].cells if at + 1 < len(rows) else ()
    known = _pupil_columns(rows[at], words)
    filled = [column for column, cell in enumerate(below) if cell]
    is_double = (
        bool(known)
        and bool(filled)
        and min(filled) > max(known)
        and any(words.field(below[column]) in words.in_blocks for column in filled)
    )
    if not is_double:
        return Heading(("",) * len(upper), upper, at, at + 1)
    width = max(len(upper), len(below))
    test, tests, fields = "", [], []
    for column in range(width):
        own = upper[column] if column < len(upper) else ""
        lower = below[column] if column < len(below) else ""
        test = own or test
        tests.append(test if lower else "")
        fields.append(lower or own)
    return Heading(tuple(tests), tuple(fields), at, at + 2)


def uses_of(heading: Heading, words: Words) -> tuple[ColumnUse, ...]:
    """What each column holds by its heading; the first of two that mean the same wins."""
    found: list[ColumnUse] = []
    for upper, lower in zip(heading.upper, heading.lower, strict=True):
        field = words.field(lower)
        use = ColumnUse(field, upper if field in words.in_blocks else "")
        if not field and not upper:
            use = _block_in_one(lower, words)
        found.append(ColumnUse("") if use.field and use in found else use)
    fields = [use.field for use in found]
    if "full_name" in fields and "last_name" in fields:
        found[fields.index("full_name")] = ColumnUse("")
    return tuple(found)


def _block_in_one(heading: str, words: Words) -> ColumnUse:
    """ "Rekenen-Wiskunde M5 VS": the test, and what the column holds of it."""
    parts = heading.split()
    for size in (2, 1):
        field = words.field(" ".join(parts[-size:])) if len(parts) > size else ""
        if field in words.in_blocks:
            return ColumnUse(field, " ".join(parts[:-size]).rstrip(" :-"))
    return ColumnUse("")


def _best_row(rows: Sequence[RawRow], words: Words) -> int | None:
    seen = rows[:LOOKED_AT]
    for index, row in enumerate(seen):
        if len({field for cell in row.cells if (field := words.field(cell))}) >= 2:
            return index
    for index, row in enumerate(seen):
        if sum(bool(cell) for cell in row.cells) >= 2:
            return index
    return None


def _pupil_columns(row: RawRow, words: Words) -> list[int]:
    return [column for column, cell in enumerate(row.cells) if words.field(cell) in PUPIL_FIELDS]
