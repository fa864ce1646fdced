"""One import done: written, noted and summed up; refused when its preview holds no longer."""

from collections.abc import Sequence

from sqlmodel import Session

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Message
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import Write, write_all
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.store.tables import ImportRun


def old_preview() -> UserError:
    """Nothing is written that was not shown."""
    return UserError(
        _("The data have changed since this preview was made."), _("Read the file again.")
    )


def run_import(
    session: Session,
    run: ImportRun,
    writes: Sequence[Write],
    *,
    skipped_fields: tuple[str, ...] = (),
    messages: tuple[Message, ...] = (),
) -> ImportSummary:
    """Write it all, noted so that it can be taken back. The caller commits."""
    run_id = write_all(session, run, writes)
    return ImportSummary(
        kind=run.kind,
        format=run.format,
        file_name=run.file_name,
        made_at=run.made_at if run_id is not None else None,
        counts=run.counts,
        run_id=run_id,
        skipped_fields=skipped_fields,
        messages=messages,
    )
