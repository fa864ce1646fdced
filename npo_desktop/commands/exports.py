"""Parent summaries and the Excel plan, as files."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.export_jobs import note_export, write_parent_summaries, write_plan
from npo_desktop.exports.pdf.locked import check_password
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.pupils import pupil_by_number
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.school import school_year_of

PASSWORD = "NPO_PDF_PASSWORD"  # of PDFs for transport; never an argument, those can be read along


def export_parents(
    session: Session,
    content: Content,
    round_name: str,
    folder: Path,
    *,
    language: str | None,
    paper: str,
    pupil: str | None,
    one_file: bool,
) -> Result:
    """Parent summaries as PDF: of everybody with a scan in the round, or of one pupil.

    Locked with the password in ``NPO_PDF_PASSWORD``, when that is set.
    """
    password = os.environ.get(PASSWORD)
    if password is not None:
        check_password(password)  # also when empty: somebody meant to lock them
    this = round_by_name(session, round_name)
    pupils: Sequence[UUID] | None = None
    if pupil is not None:
        pupils = [pupil_by_number(session, pupil, school_year_of(this.starts_on)).id]
    written = write_parent_summaries(
        session,
        content,
        this,
        folder,
        pupils=pupils,
        language=language,
        paper=paper,
        one_file=one_file,
        password=password,
    )
    note_export(session, written)
    # Who was asked for by number and has no scan must be told; of everybody the rest is left out.
    told = written.failed if pupil is None else [r for r in written.results if r.path is None]
    failed = [{"pupil": found.number, "text": found.text} for found in told]
    n = len(written.paths)
    lines = [ngettext("{n} file was written.", "{n} files were written.", n).format(n=n)]
    lines += [f"{found.number}: {found.text}" for found in written.results if found.text]
    if password is not None:
        lines.append(_("They open with the password only. Give it apart from the file."))
    return Result({"written": [str(path) for path in written.paths], "failed": failed}, lines)


def export_plan(session: Session, content: Content, round_name: str, file: Path) -> Result:
    """The Excel plan of a round."""
    written = write_plan(session, content, round_by_name(session, round_name), file)
    note_export(session, written)
    path = str(written.paths[0])
    return Result(
        {"written": path, "sheets": list(written.sheets)},
        [_("The plan is at {file}.").format(file=path)],
    )
