"""The kinds of file that can be read in, and how each is read, compared and written.

One more kind is one more ``Kind`` in ``KINDS``. Nothing here knows a widget; it runs on the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from npo_desktop.files.attendance_file import ATTENDANCE_FIELDS
from npo_desktop.files.pupil_file import COLUMN_FIELDS, PupilFile
from npo_desktop.files.record_file import ColumnUse
from npo_desktop.files.result_file import RESULT_FIELDS, VALUE_FIELDS
from npo_desktop.i18n import _, ngettext
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.importers.records.results import read_results
from npo_desktop.queries.attendance import apply_attendance, preview_attendance
from npo_desktop.queries.imports.grade_choices import remember_grades
from npo_desktop.queries.imports.import_preview import ImportSummary, PupilPreview
from npo_desktop.queries.imports.pupil_files import (
    apply_pupils,
    mapping_for,
    preview_pupils,
    remember_mapping,
)
from npo_desktop.queries.imports.record_imports import column_uses_for, remember_column_uses
from npo_desktop.queries.imports.result_imports import apply_results, preview_results
from ui.app import Topic
from ui.imports.import_draft import AnyFile, AnyPreview, ImportDraft, ReadDraft

if TYPE_CHECKING:
    from ui.app import Session
Uses = Mapping[int, ColumnUse]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. Words are functions: they follow the language."""

    key: str
    name: Callable[[], str]
    count: Callable[[int], str]  # 23 pupils
    read_words: Callable[[int], str]  # Read 23 pupils in
    done_words: Callable[[int], str]  # 23 pupils were read in
    fields: Mapping[str, Callable[[], str]]  # what a column can hold
    values: frozenset[str]  # the fields that make it this kind, and no list of pupils
    topic: Topic
    read: Callable[[ImportDraft, Uses | None], AnyFile]
    remembered: Callable[[Session, str], Uses | None]
    remember: Callable[[Session, str, Uses, str], None]
    preview: Callable[[Session, Any, Mapping[int, Any]], AnyPreview]
    write: Callable[[Session, Any], ImportSummary]


def kind_of(key: str) -> Kind:
    """The kind with this key."""
    return next(kind for kind in KINDS if kind.key == key)


def write_read(
    session: Session, read: ReadDraft, chosen: AnyPreview, *, by_hand: bool
) -> ImportSummary:
    """Write what is ticked, and remember what was said of columns and of grades."""
    kind, file = kind_of(read.draft.kind), read.file
    summary = kind.write(session, chosen)
    if by_hand and file.table is not None:
        uses = dict(enumerate(read.uses))
        kind.remember(session, file.table.fingerprint, uses, file.file_name)
    if isinstance(file, PupilFile) and read.draft.grades:
        remember_grades(session, file.source, read.draft.grades)
    return summary


def _read_pupils(draft: ImportDraft, uses: Uses | None) -> PupilFile:
    return read_pupils(
        draft.path,
        columns=None if uses is None else {at: use.field for at, use in uses.items()},
        corrections=draft.corrections,
        sheet=draft.sheet,
        default_group=draft.default_group,
        date_order=draft.date_order,
        grades=draft.grades,
    )


def _read_results(draft: ImportDraft, uses: Uses | None) -> AnyFile:
    return read_results(
        draft.path,
        columns=uses,
        corrections=draft.corrections,
        sheet=draft.sheet,
        date_order=draft.date_order,
        test=draft.test,
        day=draft.day,
    )


def _read_attendance(draft: ImportDraft, uses: Uses | None) -> AnyFile:
    return read_attendance(
        draft.path,
        columns=uses,
        corrections=draft.corrections,
        sheet=draft.sheet,
        date_order=draft.date_order,
        period=draft.period,
    )


def _pupil_uses(session: Session, fingerprint: str) -> Uses | None:
    found = mapping_for(session, fingerprint)
    return None if found is None else {at: ColumnUse(name) for at, name in found.items()}


def _remember_pupil_uses(session: Session, fingerprint: str, uses: Uses, name: str) -> None:
    remember_mapping(session, fingerprint, {at: use.field for at, use in uses.items()}, name)


def _preview_pupils(
    session: Session, file: PupilFile, decisions: Mapping[int, Any]
) -> PupilPreview:
    return preview_pupils(session, file, decisions=decisions)


def _preview_results(session: Session, file: Any, decisions: Mapping[int, Any]) -> AnyPreview:
    return preview_results(session, file, decisions=decisions)


def _preview_attendance(session: Session, file: Any, decisions: Mapping[int, Any]) -> AnyPreview:
    return preview_attendance(session, file, decisions=decisions)


PUPILS = Kind(
    key="pupils",
    name=lambda: _("Pupils"),
    count=lambda n: ngettext("{n} pupil", "{n} pupils", n).format(n=n),
    read_words=lambda n: ngettext("Read {n} pupil in", "Read {n} pupils in", n).format(n=n),
    done_words=lambda n: ngettext("{n} pupil was read in.", "{n} pupils were read in.", n).format(
        n=n
    ),
    fields=COLUMN_FIELDS,
    values=frozenset(),
    topic=Topic.PUPILS | Topic.GROUPS | Topic.IMPORTS,
    read=_read_pupils,
    remembered=_pupil_uses,
    remember=_remember_pupil_uses,
    preview=_preview_pupils,
    write=apply_pupils,
)
RESULTS = Kind(
    key="results",
    name=lambda: _("Test results"),
    count=lambda n: ngettext("{n} result", "{n} results", n).format(n=n),
    read_words=lambda n: ngettext("Read {n} result in", "Read {n} results in", n).format(n=n),
    done_words=lambda n: ngettext("{n} result was read in.", "{n} results were read in.", n).format(
        n=n
    ),
    fields=RESULT_FIELDS,
    values=VALUE_FIELDS,
    topic=Topic.RESULTS | Topic.IMPORTS,
    read=_read_results,
    remembered=column_uses_for,
    remember=remember_column_uses,
    preview=_preview_results,
    write=apply_results,
)
ATTENDANCE = Kind(
    key="attendance",
    name=lambda: _("Attendance"),
    count=lambda n: ngettext("{n} row of attendance", "{n} rows of attendance", n).format(n=n),
    read_words=lambda n: ngettext(
        "Read the attendance of {n} row in", "Read the attendance of {n} rows in", n
    ).format(n=n),
    done_words=lambda n: ngettext(
        "The attendance of {n} row was read in.", "The attendance of {n} rows was read in.", n
    ).format(n=n),
    fields=ATTENDANCE_FIELDS,
    values=frozenset({"missed", "lessons", "authorised", "unauthorised"}),
    topic=Topic.RESULTS | Topic.IMPORTS,
    read=_read_attendance,
    remembered=column_uses_for,
    remember=remember_column_uses,
    preview=_preview_attendance,
    write=apply_attendance,
)
KINDS = (PUPILS, RESULTS, ATTENDANCE)
