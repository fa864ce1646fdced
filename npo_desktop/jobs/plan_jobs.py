"""Render and write plans on paper; loading them is ``queries/plan_papers.py``."""

from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.plan_paper import plan_papers
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.plan_paper_facts import PlanPapers
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_plan_papers(
    facts: PlanPapers, folder: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """One file; nothing is left when it is stopped or fails. No name stands in its own name."""
    if not facts.plans:
        raise UserError(_("No plan was chosen."), _("Choose one or more plans in the list."))
    check_folder(folder)
    progress(0, 1, _("Plans"))
    file = folder / f"plans-{facts.made_on.isoformat()}.pdf"
    write_bytes(file, plan_papers(facts, paper=Paper(paper)))
    progress(1, 1, _("Plans"))
    return Written((file,), pupils=len(facts.plans))
