"""A block out of a spreadsheet: its cells, and which pupil each of its rows is about. No Qt."""

import csv
import io
import re
from collections.abc import Collection, Sequence

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.names import folded

Block = Sequence[Sequence[str]]
SHORTEST_NUMBER = 4  # a shorter pupil number cannot be told from a score
_MOST_ROWS, _LONGEST = 4, 30  # told in one sentence; letters of a name in it


def block_in(text: str) -> list[list[str]]:
    """Cells of a spreadsheet as they lie on the clipboard, without empty rows at the end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = [row or [""] for row in csv.reader(io.StringIO(plain), delimiter="\t")]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def known_as(pupil: PupilFacts) -> frozenset[str]:
    """What a pupil can be called in the first column of a pasted block."""
    surname = " ".join(part for part in (pupil.infix, pupil.last_name) if part)
    ways = {pupil.full_name, pupil.list_name, f"{surname}, {pupil.call_name}"}
    if len(pupil.number) >= SHORTEST_NUMBER:
        ways.add(pupil.number)
    return frozenset(map(_plain, ways))


def names_pupils(block: Block, known: Sequence[Collection[str]]) -> bool:
    """Whether the first column says whom each row is about, so that the place does not count."""
    everybody = {way for ways in known for way in ways}
    return max(map(len, block)) > 1 and any(_plain(row[0]) in everybody for row in block)


def rows_by_name(block: Block, known: Sequence[Collection[str]]) -> dict[int, int] | str:
    """The row of the grid for each row of the block; or in a sentence why that can not be."""
    found: dict[int, int] = {}
    nobody, several = [], []
    for place, row in enumerate(block):
        fitting = [at for at, ways in enumerate(known) if _plain(row[0]) in ways]
        if len(fitting) == 1:
            found[place] = fitting[0]
        elif fitting:
            several.append(place)
        elif any(cell.strip() for cell in row):
            nobody.append(place)
    taken = list(found.values())
    twice = [place for place, at in found.items() if taken.count(at) > 1]
    sentences = []
    if nobody:
        words = ngettext(
            "This pasted row fits nobody in this group: {rows}.",
            "These pasted rows fit nobody in this group: {rows}.",
            len(nobody),
        )
        sentences.append(words.format(rows=_told(block, nobody)))
    if several:
        words = ngettext(
            "This pasted row fits more than one pupil: {rows}.",
            "These pasted rows fit more than one pupil: {rows}.",
            len(several),
        )
        sentences.append(words.format(rows=_told(block, several)))
    if twice:
        words = _("A pupil stands in more than one pasted row: {rows}.")
        sentences.append(words.format(rows=_told(block, twice)))
    return " ".join(sentences) or found


def no_room(block: Block, *, row: int, high: int, wide: int) -> str:
    """That a block is larger than what is left of the table from this row."""
    words = _(
        "The pasted block has {rows} and {columns}; from row {row} there is room for {high} and"
        " {wide}."
    )
    return words.format(
        rows=_rows(len(block)),
        columns=_columns(max(map(len, block))),
        row=row,
        high=_rows(high),
        wide=_columns(wide),
    )


def no_room_beside_names(columns: int, wide: int) -> str:
    """The same of a block whose first column holds names or numbers."""
    words = _("Beside the names the pasted block has {columns}; there is room for {wide}.")
    return words.format(columns=_columns(columns), wide=_columns(wide))


def placed_by_name(n: int) -> str:
    """Where a block with names went."""
    words = ngettext(
        "{n} pasted row went to the pupil it names.",
        "{n} pasted rows went to the pupils they name.",
        n,
    )
    return words.format(n=n)


def placed_in_order(first: str, last: str, *, n: int) -> str:
    """Where a block without names went, so that a list in another order is seen."""
    if n == 1:
        return _("The pasted row went to {name}.").format(name=_short(first))
    words = _("The first pasted row went to {first}, the last to {last}.")
    return words.format(first=_short(first), last=_short(last))


def _told(block: Block, places: Sequence[int]) -> str:
    """Rows by their number in the block, with what stands in front."""
    shown = [
        f"{place + 1} ({name})" if (name := _short(block[place][0])) else str(place + 1)
        for place in places[:_MOST_ROWS]
    ]
    return ", ".join(shown) + (" …" if len(places) > _MOST_ROWS else "")


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rstrip() + "…"


def _plain(name: str) -> str:
    return re.sub(r" ?, ?", ", ", folded(name.replace("’", "'"))).strip(" ,")


def _rows(n: int) -> str:
    return ngettext("{n} row", "{n} rows", n).format(n=n)


def _columns(n: int) -> str:
    return ngettext("{n} column", "{n} columns", n).format(n=n)
