"""The rows of a preview of test results or attendance as the table shows them. No widgets here.

A row of an overview holds several results: it is ticked as a whole.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.files.record_file import ColumnUse, RecordFile
from npo_desktop.files.result_file import PUPIL_FIELDS, ResultRow
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.imports.record_preview import RecordLine, RecordPreview
from ui.imports.import_draft import ReadDraft
from ui.imports.import_rows import PreviewRow, changes_text, full_name

_WEIGHT = (
    *(State.FAULTY, State.DOUBTFUL, State.CHANGED, State.NEW),
    *(State.LEFT, State.UNCHANGED),
)
_NEEDED = ("test", "held_on", "lessons", "missed", "starts_on", "ends_on", "period", "number")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row of the file, before it is known what becomes of it."""

    line: int
    cells: tuple[str, ...]
    who: int | None
    parts: tuple[int, ...]


def record_headings(read: ReadDraft) -> tuple[str, ...]:
    """The file's own headings; for XML and rosters what we make of it."""
    if read.file.table is not None:
        return read.header
    return (
        *(_("Number"), _("Pupil"), _("Test"), _("Moment"), _("Date")),
        *(_("Ability score"), _("Raw score"), _("Level"), _("Percentile"), _("Other scores")),
    )


def record_rows(read: ReadDraft, unticked: Collection[int]) -> list[PreviewRow]:
    """Every row, in the order of the file."""
    file, preview = read.file, read.preview
    assert isinstance(file, RecordFile)
    assert preview is None or isinstance(preview, RecordPreview)
    told: dict[int, list[Message]] = {}
    for message in preview.messages if preview else file.messages:
        if message.line:
            told.setdefault(message.line, []).append(message)
    lines: Sequence[RecordLine[Any]] = preview.lines if preview else ()
    uses = read.uses
    found = []
    for at, shown in enumerate(_shown(file, lines, read.names)):
        mine = [lines[part] for part in shown.parts]
        messages = _about(told.get(shown.line, ()), shown.who)
        row = PreviewRow(
            at=at,
            line=shown.line,
            parts=shown.parts,
            takes=tuple(part for part in shown.parts if lines[part].include),
            who=shown.who,
            name=_name(file, shown.who, mine, read.names),
            cells=shown.cells,
            marks=_marks(messages, shown.cells, uses),
            state=_state(mine),
            is_double=False,
            message=_message(mine, messages),
            messages=messages,
            ticked=False,
        )
        found.append(replace(row, ticked=row.tickable and at not in unticked))
    return found


def _shown(
    file: RecordFile[Any], lines: Sequence[RecordLine[Any]], names: Mapping[UUID, str]
) -> Iterable[_Shown]:
    if file.table is None:
        for n, line in enumerate(lines):
            yield _Shown(line.row.line, _cells(file, line, names), line.row.pupil, (n,))
        return
    parts: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        parts.setdefault(line.row.line, []).append(n)
    for row in file.table.rows:
        yield _Shown(row.line, row.cells, row.row, tuple(parts.get(row.line, ())))


def _about(messages: Iterable[Message], who: int | None) -> tuple[Message, ...]:
    """Of XML on one line, only what is said of this pupil."""
    return tuple(message for message in messages if message.row in (None, who))


def _state(lines: Sequence[RecordLine[Any]]) -> State | None:
    """The one that asks most of the reader."""
    states = {line.state for line in lines}
    return next((state for state in _WEIGHT if state in states), None)


def _name(
    file: RecordFile[Any],
    who: int | None,
    lines: Sequence[RecordLine[Any]],
    names: Mapping[UUID, str],
) -> str:
    ids = (line.pupil_id for line in lines if line.pupil_id is not None)
    known = next((names[found] for found in ids if found in names), "")
    return full_name(file.pupils[who]) or known if who is not None else known


def _message(lines: Sequence[RecordLine[Any]], messages: Sequence[Message]) -> str:
    said = list(dict.fromkeys(message.text for message in messages))
    for line in lines:
        if line.reason and line.reason not in said:
            said.append(line.reason)
        if line.state is State.CHANGED:
            said.append(changes_text(line.changes))
    if lines and not said and all(line.row.is_empty for line in lines):
        said.append(_("Nothing was filled in."))
    return " ".join(said)


def _cells(
    file: RecordFile[Any], line: RecordLine[Any], names: Mapping[UUID, str]
) -> tuple[str, ...]:
    row, pupil = line.row, file.pupils[line.row.pupil]
    known = names.get(line.pupil_id, "") if line.pupil_id else ""
    assert isinstance(row, ResultRow)  # attendance is always a table
    raw = _figure(row.raw_score)
    return (
        pupil.number or pupil.key,
        full_name(pupil) or known,
        row.test,
        row.moment,
        date_text(row.held_on) if row.held_on else "",
        _figure(row.score),
        f"{raw}/{_figure(row.raw_top)}" if raw and row.raw_top else raw,
        row.level,
        _figure(row.percentile),
        " ".join(f"{name} {value}" for name, value in row.other),
    )


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


def _marks(
    messages: Sequence[Message], cells: Sequence[str], uses: Sequence[ColumnUse]
) -> tuple[str, ...]:
    marks = [""] * len(cells)
    for message in messages:
        place = _place(message, cells, uses)
        if place is not None and marks[place] != "fault":
            marks[place] = "fault" if message.level is Level.FAULT else "note"
    return tuple(marks)


def _place(message: Message, cells: Sequence[str], uses: Sequence[ColumnUse]) -> int | None:
    """The cell that a sentence is about: the one it quotes, else one that is needed and empty."""
    used = [at for at, use in enumerate(uses) if use.field and at < len(cells)]

    def first(holds: Callable[[int], bool]) -> int | None:
        return next((at for at in used if holds(at)), None)

    if message.field:
        return first(lambda at: uses[at].field == message.field)
    words = message.text.replace('"', " ").replace(".", " ").replace(";", " ").split()
    quoted = first(lambda at: bool(cells[at]) and f'"{cells[at][:20]}' in message.text)
    if quoted is None:
        quoted = first(lambda at: cells[at] in words and uses[at].field not in PUPIL_FIELDS)
    if quoted is None:
        quoted = first(lambda at: cells[at] in words)
    if quoted is None and message.level is Level.FAULT:
        quoted = first(lambda at: uses[at].field in _NEEDED and not cells[at].strip())
    if quoted is None and message.level is Level.FAULT:
        quoted = first(lambda at: uses[at].field == "missed")
    return quoted
