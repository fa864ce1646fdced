"""A list as it was filled in, in memory; ``queries/answering/filled_lists.py`` loads it."""

from uuid import UUID

from npo_desktop.exports.paper_facts import PaperSet, form_text
from npo_desktop.i18n import ngettext
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.paper_jobs import paper_file_name
from npo_desktop.progress import Progress


def render_filled_list(
    facts: PaperSet, paper: str, progress: Progress, *, pupil_id: UUID
) -> Document:
    """With a code instead of a name; what was not answered is told."""
    from npo_desktop.exports.pdf.paper.paper_list import paper_lists
    from npo_desktop.exports.pdf.style import Paper

    made = paper_lists(facts, paper=Paper(paper), progress=progress)
    (form,) = facts.forms
    answers = form.answers or {}
    silent = sum(1 for one in form.items if one.number and one.item.id not in answers)
    words = ngettext("{n} question has no answer.", "{n} questions have no answer.", silent)
    missing = (words.format(n=silent),) if silent else ()
    title = form_text(facts, form, "").title
    return Document(made.pdf, paper_file_name(facts, what="filled"), title, (pupil_id,), missing)
