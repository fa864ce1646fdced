"""Load, render and write the group view: what the page and ``npo export group`` both do."""

from pathlib import Path

from sqlmodel import Session

from npo_desktop.charts.group_profile import group_profile
from npo_desktop.charts.heat_map import HeatChoice, heat_map
from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.round_scores import score_round
from npo_desktop.errors import UserError
from npo_desktop.exports.group_facts import (
    GroupHead,
    GroupView,
    group_file_name,
    group_view,
)
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.queries.dossiers import read_round
from npo_desktop.queries.group_view import class_by_name, read_groups
from npo_desktop.safe_file import write_bytes

ENDINGS = (".pdf", ".xlsx")


def load_group_view(
    session: Session,
    content: Content,
    this: RoundFacts,
    group: str | None,
    choice: HeatChoice,
) -> GroupView:
    """``group``: by its name, ``None`` for the whole school."""
    read = read_groups(session, content, this)
    one = None if group is None else class_by_name(read, group)
    groups = None if one is None else one.groups
    scored = score_round(content.questionnaires, read_round(session, this))
    shown = heat_map(
        scored, content.subscales, content.questionnaires, choice, groups=groups, lists=read.lists
    )
    lines = group_profile(scored, shown, content.subscales, content.questionnaires, groups)
    head = GroupHead(
        read.school,
        read.is_practice,
        one.name if one else _("Whole school"),
        ", ".join(one.teachers) if one else "",
    )
    return group_view(head, scored, shown, lines, changes=True, made_on=today())


def render_group_pdf(view: GroupView, paper: str = "a4", progress: Progress = silent) -> Document:
    """On paper what stands on the screen."""
    from npo_desktop.exports.pdf.group_view import group_pdf
    from npo_desktop.exports.pdf.style import Paper

    pdf = group_pdf(view, paper=Paper(paper), progress=progress)
    pupils = tuple(row.pupil.id for row in view.shown.rows)
    return Document(pdf, group_file_name(view, ".pdf"), _("Group view"), pupils)


def render_group_view(
    view: GroupView, file: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """The ending of the file says which; nothing is left when it is stopped or fails."""
    from npo_desktop.exports.pdf.group_view import group_pdf
    from npo_desktop.exports.pdf.style import Paper
    from npo_desktop.exports.xlsx.group_view import group_workbook
    from npo_desktop.exports.xlsx.printing import Paper as SheetPaper

    ending = file.suffix.casefold()
    if ending not in ENDINGS:
        raise UserError(
            _("{file} is neither a PDF nor a workbook.").format(file=file.name),
            _("Choose a name that ends in .pdf or .xlsx."),
        )
    check_folder(file.parent)
    progress(0, 1, view.group)
    if ending == ".pdf":
        made = group_pdf(view, paper=Paper(paper), progress=progress)
    else:
        made = group_workbook(view, paper=SheetPaper[paper.upper()], progress=progress)
    write_bytes(file, made)
    progress(1, 1, view.group)
    return Written((file,), pupils=len(view.shown.rows))
