"""The rows of a preview as the table shows them. No widgets here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from npo_desktop.files.pupil_file import Level, Message, PupilFile, PupilRow, field_label
from npo_desktop.files.record_labels import record_label
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_preview import Change, PupilLine, PupilPreview, State
from ui.imports.import_draft import ReadDraft

_NAME_FIELDS = ("call_name", "infix", "last_name", "full_name", "first_names")
_XML_FIELDS = (("number",), _NAME_FIELDS, ("birth_date",), ("group",), ("grade",))


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file, what becomes of it, and what is to be said about it."""

    at: int  # the how manieth row, 0-based
    line: int
    parts: tuple[int, ...]  # which lines of the preview stand in it: an overview has several
    takes: tuple[int, ...]  # ... and which of those can be written
    who: int | None  # which pupil of the file it is about
    name: str
    cells: tuple[str, ...]
    marks: tuple[str, ...]  # "", "note" or "fault" for each cell
    state: State | None
    is_double: bool
    message: str
    messages: tuple[Message, ...]
    ticked: bool

    @property
    def tickable(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.takes)

    @property
    def level(self) -> str:
        """The worst that is said about it: "fault", "note" or nothing."""
        if self.state is State.FAULTY:
            return "fault"
        return "note" if self.messages or self.state is State.DOUBTFUL else ""

    @property
    def faulty_cell(self) -> int | None:
        """The first cell that asks for attention; a fault before a note."""
        for mark in ("fault", "note"):
            if mark in self.marks:
                return self.marks.index(mark)
        return None


def pupil_headings(read: ReadDraft) -> tuple[str, ...]:
    """The file's own headings; for XML what we make of it."""
    if read.file.table is not None:
        return read.header
    return (_("Number"), _("Name"), _("Date of birth"), _("Group"), _("Year group"))


def pupil_rows(read: ReadDraft, unticked: Collection[int]) -> list[PreviewRow]:
    """Every row, in the order of the file."""
    preview, file = read.preview, read.file
    assert isinstance(file, PupilFile)
    assert preview is None or isinstance(preview, PupilPreview)
    told: dict[int, list[Message]] = {}
    for message in preview.messages if preview else file.messages:
        if message.row is not None:
            told.setdefault(message.row, []).append(message)
    groups = {group.key: group.name for group in file.groups}
    shown: list[tuple[int, int | None, tuple[str, ...]]] = (
        [(row.line, row.row, row.cells) for row in file.table.rows]
        if file.table is not None
        else [(row.line, n, _xml_cells(row, groups)) for n, row in enumerate(file.pupils)]
    )
    fields = tuple((name,) for name in file.table.columns) if file.table else _XML_FIELDS
    rows = []
    for at, (line, index, cells) in enumerate(shown):
        found = preview.pupils[index] if preview is not None and index is not None else None
        messages = tuple(told.get(index, ())) if index is not None else ()
        can = found is not None and found.include and index is not None
        rows.append(
            PreviewRow(
                at=at,
                line=line,
                parts=() if index is None else (index,),
                takes=(index,) if can and index is not None else (),
                who=index,
                name=full_name(found.row) if found else "",
                cells=cells,
                marks=tuple(_mark(names, messages) for names in fields),
                state=found.state if found else None,
                is_double=found is not None and found.row.repeats is not None,
                message=_message(found, messages),
                messages=messages,
                ticked=can and at not in unticked,
            )
        )
    return rows


def file_messages(read: ReadDraft) -> list[str]:
    """What is said about no row in particular."""
    messages = read.preview.messages if read.preview else read.file.messages
    is_record = not isinstance(read.file, PupilFile)
    lines = {row.line for row in read.file.table.rows} if read.file.table else set()
    return [
        message.text
        if not message.line
        else _("Row {line}: {text}").format(line=message.line, text=message.text)
        for message in messages
        if not message.line or (message.row is None and not (is_record and message.line in lines))
    ]


def state_words(row: PreviewRow) -> str:
    """What becomes of a row, in one or two words."""
    if row.is_double:
        return _("duplicate")
    return state_name(row.state) if row.state else ""


def state_name(state: State) -> str:
    """A state in one or two words."""
    words: Mapping[State, Callable[[], str]] = {
        State.NEW: lambda: _("new"),
        State.CHANGED: lambda: _("changed"),
        State.UNCHANGED: lambda: _("unchanged"),
        State.LEFT: lambda: _("has left"),
        State.DOUBTFUL: lambda: _("doubtful"),
        State.FAULTY: lambda: _("not read"),
    }
    return words[state]()


def changes_text(changes: Sequence[Change], label: Callable[[str], str] = record_label) -> str:
    """Each value that becomes another: Level: III → II."""
    return "; ".join(_change(change, label) for change in changes) + "."


def full_name(row: PupilRow) -> str:
    """As one says it; empty when the file has none."""
    first = row.call_name or row.first_names
    return " ".join(part for part in (first, row.infix, row.last_name) if part)


def _mark(names: tuple[str, ...], messages: tuple[Message, ...]) -> str:
    levels = {message.level for message in messages if message.field and message.field in names}
    return "fault" if Level.FAULT in levels else "note" if levels else ""


def _message(found: PupilLine | None, messages: tuple[Message, ...]) -> str:
    said = [message.text for message in messages]
    if found is None:
        return " ".join(said)
    if found.reason and found.reason not in said:
        said.append(found.reason)
    if found.state is State.CHANGED:
        said.append(changes_text(found.changes, _pupil_label))
    if found.state is State.LEFT and found.pupil_id is None:
        said.append(_("Has left the school; not kept."))
    return " ".join(said)


def _pupil_label(field: str) -> str:
    names = {"school_year": _("School year"), "taught_since": _("Start of group 3")}
    return names.get(field) or field_label(field)


def _change(change: Change, label: Callable[[str], str]) -> str:
    name = label(change.field)
    if not change.old:
        return f"{name}: {change.new}"
    return f"{name}: {change.old} → {change.new or '–'}"


def _xml_cells(row: PupilRow, groups: dict[str, str]) -> tuple[str, ...]:
    return (
        row.number,
        full_name(row),
        date_text(row.birth_date) if row.birth_date else "",
        groups.get(row.group, row.group),
        str(row.grade) if row.grade is not None else "",
    )
