"""Render plans on paper; loading them is ``queries/planning/plan_papers.py``."""

from npo_desktop.errors import UserError
from npo_desktop.exports.plan_paper_facts import PlanPapers
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress, silent


def render_plan_papers(
    facts: PlanPapers, paper: str = "a4", progress: Progress = silent
) -> Document:
    """A page a plan. No name stands in the document's own name."""
    from npo_desktop.exports.pdf.plan_paper import plan_papers
    from npo_desktop.exports.pdf.style import Paper

    if not facts.plans:
        raise UserError(_("No plan was chosen."), _("Choose one or more plans in the list."))
    progress(0, 1, _("Plans"))
    made = plan_papers(facts, paper=Paper(paper))
    progress(1, 1, _("Plans"))
    name = f"plans-{facts.made_on.isoformat()}.pdf"
    return Document(made.pdf, name, _("Plans"), starts=made.starts)
