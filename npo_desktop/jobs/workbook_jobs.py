"""Load and render the group workbook and the scores workbook: for the export page.

Loading needs the store, rendering does not: the window gives the store back in between.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from sqlmodel import Session

from npo_desktop.charts.heat_map import HeatChoice
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.group_facts import GroupView, group_file_name
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.jobs.export_jobs import Written, check_folder, load_plan
from npo_desktop.jobs.group_jobs import load_group_view
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


@dataclass(frozen=True, slots=True, repr=False)
class GroupWorkbook:
    """One group, or the whole school: its map and profile, and the plans of its pupils."""

    view: GroupView
    plans: PlanWorkbook

    @property
    def file_name(self) -> str:
        """A name to propose; no pupil stands in it."""
        return group_file_name(self.view, ".xlsx")


def load_group_workbook(
    session: Session, content: Content, this: RoundFacts, group: str | None = None
) -> GroupWorkbook:
    """``group``: by its name, ``None`` for the whole school."""
    view = load_group_view(session, content, this, group, HeatChoice())
    return GroupWorkbook(view, _only_those(load_plan(session, content, this), view))


def render_group_workbook(
    facts: GroupWorkbook, file: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """The workbook, in the language being spoken."""
    from npo_desktop.exports.xlsx.group_view import group_sheet_names, group_workbook
    from npo_desktop.exports.xlsx.printing import Paper

    check_folder(file.parent)
    made = group_workbook(
        facts.view, plans=facts.plans, paper=Paper[paper.upper()], progress=progress
    )
    write_bytes(file, made)
    names = group_sheet_names(facts.plans)
    return Written((file,), sheets=names, pupils=len(facts.view.shown.rows))


def load_scores_workbook(session: Session, content: Content, this: RoundFacts) -> PlanWorkbook:
    """What the scores workbook needs: what the Excel plan needs."""
    return load_plan(session, content, this)


def render_scores_workbook(
    facts: PlanWorkbook, file: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """The workbook, in the language being spoken."""
    from npo_desktop.exports.xlsx.printing import Paper
    from npo_desktop.exports.xlsx.scores_workbook import score_sheets, scores_workbook

    check_folder(file.parent)
    write_bytes(file, scores_workbook(facts, progress=progress, paper=Paper[paper.upper()]))
    names = tuple(sheet.name for sheet in score_sheets(facts))
    return Written((file,), sheets=names, pupils=len(facts.dossiers))


def scores_workbook_name(facts: PlanWorkbook) -> str:
    """A name to propose; no pupil stands in it."""
    from npo_desktop.exports.xlsx.scores_workbook import scores_file_name

    return scores_file_name(facts.round.name, facts.made_on)


def _only_those(facts: PlanWorkbook, view: GroupView) -> PlanWorkbook:
    """The plans of the pupils on the map."""
    here = {row.pupil.id for row in view.shown.rows}
    groups = (
        replace(group, dossiers=tuple(d for d in group.dossiers if d.pupil.id in here))
        for group in facts.groups
    )
    return replace(
        facts,
        groups=tuple(group for group in groups if group.dossiers),
        approaches=tuple(one for one in facts.approaches if one.pupil_id in here),
    )
