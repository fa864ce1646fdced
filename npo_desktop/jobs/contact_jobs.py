"""Render and write the contact sheet for the wall; loading it is ``queries/contacts.py``."""

from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.exports.contact_facts import ContactSheet
from npo_desktop.exports.pdf.contact_sheet import contact_sheet
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_contact_sheet(
    facts: ContactSheet, folder: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """One file; nothing is left when it is stopped or fails."""
    if not facts.lines:
        raise UserError(
            _("Nobody stands on the contact sheet yet."), _("Write down at least one name.")
        )
    check_folder(folder)
    progress(0, 1, _("Contact sheet"))
    file = folder / f"contacts-{facts.made_on.isoformat()}.pdf"
    write_bytes(file, contact_sheet(facts, paper=Paper(paper)))
    progress(1, 1, _("Contact sheet"))
    return Written((file,))
