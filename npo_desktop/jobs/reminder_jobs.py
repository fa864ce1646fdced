"""Render the reminders of a round; loading them is ``queries/papers/reminders.py``."""

from npo_desktop.errors import UserError
from npo_desktop.exports.reminder_facts import Reminders
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress, silent


def render_reminders(facts: Reminders, paper: str = "a4", progress: Progress = silent) -> Document:
    """A page a teacher, with pupils' numbers and no names; when all is in, there is nothing."""
    from npo_desktop.exports.pdf.reminder import reminders
    from npo_desktop.exports.pdf.style import Paper

    if not facts.pages:
        raise UserError(
            _("Nothing is open in this round."), _("There is nobody to remind: all lists are in.")
        )
    made = reminders(facts, paper=Paper(paper), progress=progress)
    return Document(made.pdf, reminder_file_name(facts), _("Reminders"), starts=made.starts)


def reminder_file_name(facts: Reminders) -> str:
    """Round and day; no name of anybody."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in facts.round)
    return f"reminders-{plain}-{facts.made_on.isoformat()}.pdf"
