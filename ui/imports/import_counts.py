"""How many of a file are new, changed and so on, and the sum behind the button. No widgets here."""

from collections import Counter
from collections.abc import Mapping, Sequence

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.imports.record_preview import RecordPreview
from ui.imports.import_draft import ReadDraft
from ui.imports.import_kinds import kind_of
from ui.imports.import_rows import PreviewRow
from ui.widgets.tag import Tone

MINUS = "−"


def states_in(read: ReadDraft, rows: Sequence[PreviewRow]) -> Mapping[State, int]:
    """How often each state occurs: of pupils by row, else of every result in them."""
    if isinstance(read.preview, RecordPreview):
        lines = read.preview.lines
        return Counter(line.state for line in lines if line.row.fault or not line.row.is_empty)
    return Counter(row.state for row in rows if row.state and not row.is_double)


def units_in(read: ReadDraft) -> str:
    """What is counted where that is not the row: an overview holds several results in one."""
    if not isinstance(read.preview, RecordPreview):
        return ""
    return kind_of(read.draft.kind).count(len(read.preview.lines))


def doubles_in(rows: Sequence[PreviewRow]) -> int:
    """Rows about a pupil who stands in the file already."""
    return sum(row.is_double for row in rows)


def empties_in(read: ReadDraft) -> int:
    """Results that say there is none: -, nvt."""
    if isinstance(read.preview, RecordPreview):
        return sum(line.row.is_empty and not line.row.fault for line in read.preview.lines)
    return 0


def included_in(rows: Sequence[PreviewRow]) -> int:
    """How many pupils, results or rows of attendance would be read in."""
    return sum(len(row.takes) for row in rows if row.ticked)


def sum_of(read: ReadDraft, rows: Sequence[PreviewRow]) -> str:
    """The sum behind the number: 25 rows − 1 double − 1 not read = 23 pupils."""
    included = included_in(rows)
    unticked = sum(len(row.takes) for row in rows if not row.ticked)
    states = states_in(read, rows)
    parts = [
        (doubles_in(rows), _("{n} duplicate")),
        (empties_in(read), _("{n} empty")),
        (states.get(State.UNCHANGED, 0), _("{n} unchanged")),
        (_gone(rows), _("{n} who left")),
        (states.get(State.DOUBTFUL, 0), _("{n} doubtful")),
        (states.get(State.FAULTY, 0), _("{n} not read")),
        (unticked, _("{n} not ticked")),
    ]
    taken = [words.format(n=n) for n, words in parts if n]
    if not taken:
        return ""
    first = units_in(read) or ngettext("{n} row", "{n} rows", len(rows)).format(n=len(rows))
    last = kind_of(read.draft.kind).count(included)
    return f" {MINUS} ".join([first, *taken]) + f" = {last}"


def count_words(state: State) -> tuple[Tone, str]:
    """How a state is told in a tag."""
    words: dict[State, tuple[Tone, str]] = {
        State.NEW: ("ok", _("{n} new")),
        State.CHANGED: ("ok", _("{n} changed")),
        State.UNCHANGED: ("neutral", _("{n} unchanged")),
        State.LEFT: ("neutral", _("{n} who left")),
        State.DOUBTFUL: ("warn", _("{n} doubtful")),
        State.FAULTY: ("err", _("{n} not read")),
    }
    return words[state]


def _gone(rows: Sequence[PreviewRow]) -> int:
    return sum(row.state is State.LEFT and not row.tickable for row in rows)
