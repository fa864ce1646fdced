"""What was chosen for a file of pupils, and reading it again with that. Runs on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.import_preview import PupilPreview
from npo_desktop.queries.imports import mapping_for, preview_pupils
from npo_desktop.queries.pupils import pupil_list

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store

Lend = Callable[[], AbstractContextManager["Store"]]


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A file, and what the user said about it."""

    path: Path
    columns: Mapping[int, str] | None = None  # None: as recognised, or as remembered
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str | None = None
    default_group: str = ""
    date_order: str | None = None
    decisions: Mapping[int, UUID | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """What came out; without a preview its columns must be named first."""

    draft: ImportDraft
    file: PupilFile
    preview: PupilPreview | None
    names: Mapping[UUID, str]  # of the pupils whom doubtful rows may be


def read_draft(draft: ImportDraft, lend: Lend) -> ReadDraft | UserError:
    """Read the file, then compare it with the store, which is borrowed for that only.

    What is wrong with the file is returned, not raised: it is told beside the file.
    """
    try:
        file = _read(draft, draft.columns)
        with lend() as store, store.reading() as session:
            if draft.columns is None and file.table is not None:
                remembered = mapping_for(session, file.table.fingerprint)
                if remembered is not None:
                    file = _read(draft, remembered)
            if file.needs_columns:
                return ReadDraft(draft, file, None, {})
            preview = preview_pupils(session, file, decisions=draft.decisions)
            wanted = {found for line in preview.pupils for found in line.candidates}
            names = {
                pupil.id: ", ".join(part for part in (pupil.list_name, pupil.group) if part)
                for pupil in (pupil_list(session, file.school_year) if wanted else ())
                if pupil.id in wanted
            }
        return ReadDraft(draft, file, preview, names)
    except UserError as error:
        return error


def _read(draft: ImportDraft, columns: Mapping[int, str] | None) -> PupilFile:
    return read_pupils(
        draft.path,
        columns=columns,
        corrections=draft.corrections,
        sheet=draft.sheet,
        default_group=draft.default_group,
        date_order=draft.date_order,
    )
