"""Render the contact sheet for the wall; loading it is ``queries/contacts.py``."""

from npo_desktop.errors import UserError
from npo_desktop.exports.contact_facts import ContactSheet
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress, silent


def render_contact_sheet(
    facts: ContactSheet, paper: str = "a4", progress: Progress = silent
) -> Document:
    """One page for the wall; an empty one is refused."""
    from npo_desktop.exports.pdf.contact_sheet import contact_sheet
    from npo_desktop.exports.pdf.style import Paper

    if not facts.lines:
        raise UserError(
            _("Nobody stands on the contact sheet yet."), _("Write down at least one name.")
        )
    progress(0, 1, _("Contact sheet"))
    pdf = contact_sheet(facts, paper=Paper(paper))
    progress(1, 1, _("Contact sheet"))
    return Document(pdf, f"contacts-{facts.head.made_on.isoformat()}.pdf", _("Contact sheet"))
