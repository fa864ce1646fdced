"""Render and write the reminders of a round; loading them is ``queries/reminders.py``."""

from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.reminder import reminders
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.reminder_facts import Reminders
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_reminders(
    facts: Reminders, folder: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """One file with a page a teacher; stopped half-way nothing is left."""
    if not facts.pages:
        raise UserError(
            _("Nothing is open in this round."), _("There is nobody to remind: all lists are in.")
        )
    check_folder(folder)
    file = folder / reminder_file_name(facts)
    write_bytes(file, reminders(facts, paper=Paper(paper), progress=progress))
    numbers = {
        number
        for page in facts.pages
        for group in page.groups
        for one in group.lists
        for number in one.numbers
    }
    return Written((file,), pupils=len(numbers))


def reminder_file_name(facts: Reminders) -> str:
    """Round and day; no name of anybody."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in facts.round)
    return f"reminders-{plain}-{facts.made_on.isoformat()}.pdf"
