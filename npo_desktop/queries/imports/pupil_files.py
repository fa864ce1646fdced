"""Pupils from a file: what would happen, doing it, and taking it back.

Source: EXCHANGE.md, chapter 0: preview, then apply; idempotent; undone as a whole.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Message, PupilFile
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import (
    ImportRow,
    Write,
    list_imports,
    undo_last,
)
from npo_desktop.queries.imports.import_plan import plan_groups, plan_staff
from npo_desktop.queries.imports.import_preview import ImportSummary, PupilLine, PupilPreview, State
from npo_desktop.queries.imports.import_pupils import PupilPlan, leaving, plan_pupils
from npo_desktop.queries.imports.import_run import old_preview, run_import
from npo_desktop.store.tables import ColumnMapping, ImportRun

__all__ = [
    "ImportRow",
    "apply_pupils",
    "list_imports",
    "mapping_for",
    "preview_pupils",
    "remember_mapping",
    "undo_last",
]


def preview_pupils(
    session: Session,
    file: PupilFile,
    *,
    today: date | None = None,
    decisions: Mapping[int, UUID | None] | None = None,
    join_groups: bool = False,
) -> PupilPreview:
    """What importing this file would do. Reads only.

    ``decisions`` settles doubtful rows: which pupil a row is, or ``None`` for a new one.
    ``join_groups`` makes classes of one name into one group.
    """
    if file.needs_columns:
        raise UserError(
            _("It is not clear which column holds the names of the pupils."),
            _("Open the file in the window and name its columns once; that is remembered."),
        )
    return _planned(session, file, today or clock.today(), decisions or {}, join_groups)[0]


def apply_pupils(session: Session, preview: PupilPreview) -> ImportSummary:
    """Write what is ticked, noted so that it can be taken back. The caller commits.

    Raises ``UserError`` when the store is no longer as the preview found it.
    """
    file = preview.file
    now, plans, writes = _planned(
        session, file, preview.today, preview.decisions, preview.join_groups
    )
    if [_fixed(line) for line in now.pupils] != [_fixed(line) for line in preview.pupils]:
        raise old_preview()
    for line, plan in zip(preview.pupils, plans, strict=True):
        if line.include:
            writes += plan.writes
        if line.include or line.state in (State.UNCHANGED, State.LEFT):
            writes += plan.silent
    writes += leaving(session, [p.pupil_id for p in preview.absent if p.include], file)
    run = ImportRun(
        kind="pupils",
        format=file.format,
        file_name=file.file_name,
        sha256=file.sha256,
        counts=preview.counts,
    )
    return run_import(
        session, run, writes, skipped_fields=file.skipped_fields, messages=preview.messages
    )


def mapping_for(session: Session, fingerprint: str) -> dict[int, str] | None:
    """How the columns under this header were named last time."""
    found = session.get(ColumnMapping, fingerprint)
    return {int(column): field for column, field in found.columns.items()} if found else None


def remember_mapping(
    session: Session, fingerprint: str, columns: Mapping[int, str], name: str = ""
) -> None:
    """Keep how columns were named, for the next file with this header. The caller commits."""
    kept = {str(column): field for column, field in columns.items()}
    session.merge(ColumnMapping(fingerprint=fingerprint, name=name, columns=kept))


def _planned(
    session: Session,
    file: PupilFile,
    today: date,
    decisions: Mapping[int, UUID | None],
    join_groups: bool,
) -> tuple[PupilPreview, list[PupilPlan], list[Write]]:
    """The preview, the plan of each pupil row, and the writes about groups and staff."""
    groups = plan_groups(session, file, join=join_groups)
    staff, staff_writes = plan_staff(session, file, groups)
    plans, absent = plan_pupils(session, file, groups, decisions)
    lines = tuple(plan.line for plan in plans)
    preview = PupilPreview(
        file=file,
        today=today,
        pupils=lines,
        groups=tuple(groups.lines),
        staff=tuple(staff),
        absent=tuple(absent),
        messages=_all_messages(file, lines),
        decisions=decisions,
        join_groups=join_groups,
    )
    return preview, plans, groups.writes + staff_writes


def _all_messages(file: PupilFile, lines: tuple[PupilLine, ...]) -> tuple[Message, ...]:
    """What the file says, and why rows are doubtful, in the order of the file."""
    doubts = [
        Message(line.row.line, line.reason, index)
        for index, line in enumerate(lines)
        if line.state is State.DOUBTFUL and line.row.repeats is None
    ]
    return tuple(sorted((*file.messages, *doubts), key=lambda message: message.line))


def _fixed(line: PupilLine) -> PupilLine:
    return replace(line, include=False)
