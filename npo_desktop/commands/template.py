"""A school's own workbook, filled in."""

from pathlib import Path

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import note_export
from npo_desktop.jobs.template_jobs import not_placed_text, render_template
from npo_desktop.queries.papers.template_values import load_template_values
from npo_desktop.queries.pupils import pupil_by_number
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.school import school_year_of


def export_template(
    session: Session,
    content: Content,
    template: Path,
    round_name: str,
    file: Path,
    *,
    pupil: str | None = None,
) -> Result:
    """Cells whose names begin with npo_ are filled in; what found no place is told."""
    this = round_by_name(session, round_name)
    pupil_id = None
    if pupil is not None:
        pupil_id = pupil_by_number(session, pupil, school_year_of(this.starts_on)).id
    values = load_template_values(session, content, this, pupil_id)
    done = render_template(template, values, file)
    note_export(session, done.written)
    data = {
        "written": str(file),
        "placed": done.placed,
        "not_placed": [
            {"name": one.name, "cell": one.place, "text": one.text} for one in done.not_placed
        ],
    }
    n = done.placed
    lines = [ngettext("{n} cell was filled in.", "{n} cells were filled in.", n).format(n=n)]
    lines.append(_("The workbook is at {file}.").format(file=file))
    lines += [not_placed_text(one) for one in done.not_placed]
    return Result(data, lines)
