"""Parent summaries and the Excel plan, as files."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.locked import check_password
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import note_export, write_parent_summaries, write_plan
from npo_desktop.jobs.paper_jobs import render_paper_lists
from npo_desktop.queries.answering.paper_lists import (
    groups_by_name,
    load_paper_set,
    questionnaire_by_code,
)
from npo_desktop.queries.pupils import pupil_by_number
from npo_desktop.queries.rounds import current_round, round_by_name
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
    failed = [{"pupil": found.number, "text": found.why} for found in told]
    n = len(written.paths)
    lines = [ngettext("{n} file was written.", "{n} files were written.", n).format(n=n)]
    lines += [f"{found.number}: {found.why}" for found in written.results if found.why]
    if password is not None:
        lines.append(_("They open with the password only. Give it apart from the file."))
    return Result({"written": [str(path) for path in written.paths], "failed": failed}, lines)


def export_plan(
    session: Session, content: Content, round_name: str, file: Path, *, paper: str
) -> Result:
    """The Excel plan of a round."""
    written = write_plan(session, content, round_by_name(session, round_name), file, paper=paper)
    note_export(session, written)
    path = str(written.paths[0])
    return Result(
        {"written": path, "sheets": list(written.sheets)},
        [_("The plan is at {file}.").format(file=path)],
    )


def export_paper(
    session: Session,
    content: Content,
    code: str,
    file: Path,
    *,
    group: str | None,
    pupil: str | None,
    round_name: str | None,
    language: str | None,
    paper: str,
    layout: str,
    is_duplex: bool,
    names_file: Path | None,
) -> Result:
    """Questionnaires to fill in on paper: of a group, of one pupil, or of everybody."""
    if round_name is not None:
        this = round_by_name(session, round_name)
    elif (found := current_round(session, today())) is not None:
        this = found
    else:
        raise UserError(_("There is no round yet."), _("Plan one with: npo round add."))
    questionnaire = questionnaire_by_code(session, content, this, code)
    year = school_year_of(this.starts_on)
    facts = load_paper_set(
        session,
        questionnaire,
        this,
        None if pupil is None else [pupil_by_number(session, pupil, year).id],
        group_ids=None if group is None else groups_by_name(session, group, year),
        language=language,
    )
    written, pages = render_paper_lists(
        facts, file, paper=paper, layout=layout, is_duplex=is_duplex, names_file=names_file
    )
    note_export(session, written)
    told = ngettext("{n} form on {pages} pages.", "{n} forms on {pages} pages.", written.pupils)
    lines = [told.format(n=written.pupils, pages=pages), str(file)]
    return Result({"written": str(file), "pages": pages}, lines)
