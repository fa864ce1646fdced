"""Plans of groups and the teacher's class sheet as documents in memory; queries load them."""

from collections.abc import Collection
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.exports.group_plan_facts import ClassSheet, GroupPlanPapers
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress


def render_group_plans(
    facts: GroupPlanPapers, paper: str, progress: Progress, *, pupils: Collection[UUID] = ()
) -> Document:
    """A page or more for each plan. ``pupils``: whose plans hang on them, for the log."""
    from npo_desktop.exports.pdf import group_plan_paper
    from npo_desktop.exports.pdf.style import Paper

    if not facts.plans:
        raise UserError(_("No plan was chosen."), _("Choose a plan of a group in the list."))
    progress(0, 1, _("Plans of groups"))
    made = group_plan_paper.group_plan_papers(facts, paper=Paper(paper))
    progress(1, 1, _("Plans of groups"))
    missing = (one for plan in facts.plans for one in group_plan_paper.missing_in(plan))
    name = f"group-plans-{facts.head.made_on.isoformat()}.pdf"
    title = _("Plans of groups")
    said = tuple(dict.fromkeys(missing))
    return Document(made.pdf, name, title, tuple(pupils), said, made.starts)


def render_class_sheet(
    facts: ClassSheet, paper: str, progress: Progress, *, pupils: Collection[UUID] = ()
) -> Document:
    """What a teacher does from tomorrow on."""
    from npo_desktop.exports.pdf import class_sheet_paper
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Class sheet"))
    pdf = class_sheet_paper.class_sheet(facts, paper=Paper(paper))
    progress(1, 1, _("Class sheet"))
    name = f"class-sheet-{facts.head.made_on.isoformat()}.pdf"
    return Document(pdf, name, _("Class sheet"), tuple(pupils), class_sheet_paper.missing_in(facts))
