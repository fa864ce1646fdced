"""The rows of a preview as the table shows them. No widgets here."""

from collections.abc import Collection
from dataclasses import dataclass

from npo_desktop.files.pupil_file import Level, Message, PupilFile, PupilRow, field_label
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.import_preview import Change, PupilLine, PupilPreview, State
from ui.widgets.import_draft import ReadDraft

_NAME_FIELDS = ("call_name", "infix", "last_name", "full_name", "first_names")
_XML_FIELDS = (("number",), _NAME_FIELDS, ("birth_date",), ("group",), ("grade",))


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the file, what becomes of it, and what is to be said about it."""

    line: int
    index: int | None  # which pupil it is; nothing while columns have no name
    name: str
    cells: tuple[str, ...]
    marks: tuple[str, ...]  # "", "note" or "fault" for each cell
    state: State | None
    is_double: bool
    message: str
    messages: tuple[Message, ...]
    ticked: bool
    tickable: bool

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


def headings_of(file: PupilFile) -> tuple[str, ...]:
    """The file's own headings; for XML what we make of it."""
    if file.table is not None:
        return file.table.header
    return (_("Number"), _("Name"), _("Date of birth"), _("Group"), _("Year group"))


def rows_of(read: ReadDraft, unticked: Collection[int]) -> list[PreviewRow]:
    """Every row, in the order of the file."""
    preview, file = read.preview, read.file
    by_row: dict[int, list[Message]] = {}
    for message in preview.messages if preview else file.messages:
        if message.row is not None:
            by_row.setdefault(message.row, []).append(message)
    if file.table is not None:
        return [
            _row(shown.line, shown.row, shown.cells, preview, by_row, unticked, file.table.columns)
            for shown in file.table.rows
        ]
    groups = {group.key: group.name for group in file.groups}
    return [
        _row(pupil.line, index, _xml_cells(pupil, groups), preview, by_row, unticked, ())
        for index, pupil in enumerate(file.pupils)
    ]


def file_messages(read: ReadDraft) -> list[str]:
    """What is said about no row in particular."""
    messages = read.preview.messages if read.preview else read.file.messages
    return [
        message.text
        if not message.line
        else _("Row {line}: {text}").format(line=message.line, text=message.text)
        for message in messages
        if message.row is None
    ]


def state_words(row: PreviewRow) -> str:
    """What becomes of a row, in one or two words."""
    if row.is_double:
        return _("duplicate")
    words = {
        None: "",
        State.NEW: _("new"),
        State.CHANGED: _("changed"),
        State.UNCHANGED: _("unchanged"),
        State.LEFT: _("has left"),
        State.DOUBTFUL: _("doubtful"),
        State.FAULTY: _("not read"),
    }
    return words[row.state]


def _row(
    line: int,
    index: int | None,
    cells: tuple[str, ...],
    preview: PupilPreview | None,
    by_row: dict[int, list[Message]],
    unticked: Collection[int],
    columns: tuple[str, ...],
) -> PreviewRow:
    messages = tuple(by_row.get(index, ())) if index is not None else ()
    found = preview.pupils[index] if preview is not None and index is not None else None
    fields: tuple[tuple[str, ...], ...] = (
        tuple((field,) for field in columns) if columns else _XML_FIELDS
    )
    return PreviewRow(
        line=line,
        index=index,
        name=_name(found.row) if found else "",
        cells=cells,
        marks=tuple(_mark(names, messages) for names in fields),
        state=found.state if found else None,
        is_double=found is not None and found.row.repeats is not None,
        message=_message(found, messages),
        messages=messages,
        ticked=found is not None and found.include and index not in unticked,
        tickable=found is not None and found.include,
    )


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
        said.append("; ".join(_change(change) for change in found.changes) + ".")
    if found.state is State.LEFT and found.pupil_id is None:
        said.append(_("Has left the school; not kept."))
    return " ".join(said)


def _change(change: Change) -> str:
    names = {"school_year": _("School year"), "taught_since": _("Start of group 3")}
    label = names.get(change.field) or field_label(change.field)
    if not change.old:
        return f"{label}: {change.new}"
    return f"{label}: {change.old} → {change.new or '–'}"


def _name(row: PupilRow) -> str:
    first = row.call_name or row.first_names
    return " ".join(part for part in (first, row.infix, row.last_name) if part)


def _xml_cells(row: PupilRow, groups: dict[str, str]) -> tuple[str, ...]:
    return (
        row.number,
        _name(row),
        date_text(row.birth_date) if row.birth_date else "",
        groups.get(row.group, row.group),
        str(row.grade) if row.grade is not None else "",
    )
