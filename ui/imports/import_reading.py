"""Reading a file with what was chosen so far; which kind it is, by its content. On the worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import PupilFile
from npo_desktop.progress import Progress
from npo_desktop.queries.class_results import known_tests
from npo_desktop.queries.imports.grade_choices import grade_style, grades_for
from npo_desktop.queries.imports.import_preview import PupilPreview
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import school_year_of
from ui.imports.import_draft import AnyFile, AnyPreview, ImportDraft, ReadDraft
from ui.imports.import_kinds import PUPILS, Kind

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.app import Session

Lend = Callable[[], AbstractContextManager["Store"]]


def read_draft(
    draft: ImportDraft, lend: Lend, kinds: Sequence[Kind], progress: Progress
) -> ReadDraft | UserError:
    """Read the file, then compare it with the store, which is borrowed for that only.

    What is wrong with the file is returned, not raised: it is told beside the file.
    """
    try:
        progress(0, 0)
        found = _candidates(draft, kinds, progress)
        with lend() as store, store.reading() as session:
            kind, file = _chosen(session, draft, found)
            progress(0, 0)
            return _compared(session, replace(draft, kind=kind.key), kind, file)
    except UserError as error:
        return error


def _candidates(
    draft: ImportDraft, kinds: Sequence[Kind], progress: Progress
) -> list[tuple[Kind, AnyFile]]:
    """Every kind that the file could be, the likeliest first."""
    found: list[tuple[Kind, AnyFile]] = []
    refused: list[UserError] = []
    for kind in kinds:
        if draft.kind not in ("", kind.key):
            continue
        try:
            found.append((kind, kind.read(draft, draft.columns)))
        except UserError as error:
            refused.append(error)
        progress(0, 0)
        if found and found[-1][1].table is None:
            break  # XML and rosters say themselves what they are
    if not found:
        raise refused[0]
    return sorted(found, key=_unlikely)


def _unlikely(candidate: tuple[Kind, AnyFile]) -> int:
    """A table with values of a kind is of that kind; else it is a list of pupils."""
    kind, file = candidate
    if isinstance(file, PupilFile):
        return 2 if file.needs_columns else 1
    uses = file.table.columns if file.table else ()
    return 0 if any(use.field in kind.values for use in uses) else 3


def _chosen(
    session: Session, draft: ImportDraft, found: Sequence[tuple[Kind, AnyFile]]
) -> tuple[Kind, AnyFile]:
    """The likeliest, unless its columns were named before as those of another kind."""
    kind, file = found[0]
    if draft.columns is None:
        for other, its_file in found:
            table = its_file.table
            uses = other.remembered(session, table.fingerprint) if table else None
            if uses is not None:
                kind, file = other, other.read(draft, uses)
                break
    if isinstance(file, PupilFile) and file.grades and draft.grades is None:
        grades = grades_for(session, file.source)
        if grades:
            file = PUPILS.read(replace(draft, grades=grades), None)
    return kind, file


def _compared(session: Session, draft: ImportDraft, kind: Kind, file: AnyFile) -> ReadDraft:
    read = ReadDraft(draft, file, None, {}, tests=known_tests(session), style=grade_style(session))
    if read.needs:
        return read
    preview = kind.preview(session, file, draft.decisions)
    wanted = set(_pupils_in(preview))
    year = file.school_year if isinstance(file, PupilFile) else school_year_of(today())
    names = {
        pupil.id: ", ".join(part for part in (pupil.list_name, pupil.group) if part)
        for pupil in (pupil_list(session, year) if wanted else ())
        if pupil.id in wanted
    }
    return replace(read, preview=preview, names=names)


def _pupils_in(preview: AnyPreview) -> Iterator[UUID]:
    """Whom rows may be about; of results and attendance also whom they are about."""
    if isinstance(preview, PupilPreview):
        for line in preview.pupils:
            yield from line.candidates
        return
    for record in preview.lines:
        yield from record.candidates
        if record.pupil_id is not None:
            yield record.pupil_id
