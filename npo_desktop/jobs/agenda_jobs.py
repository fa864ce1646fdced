"""Render the agenda of the support team; ``queries/meetings/meeting_agenda.py`` loads it."""

from npo_desktop.errors import UserError
from npo_desktop.exports.agenda_facts import Agenda
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress, silent


def render_agenda(facts: Agenda, paper: str = "a4", progress: Progress = silent) -> Document:
    """Without a name in its own; an agenda with nobody on it is refused."""
    from npo_desktop.exports.pdf.meeting_agenda import meeting_agenda
    from npo_desktop.exports.pdf.style import Paper

    if not facts.lines:
        raise UserError(
            _("Nobody stands on the agenda yet."), _("Put at least one pupil on it first.")
        )
    progress(0, 1, _("Agenda"))
    pdf = meeting_agenda(facts, paper=Paper(paper))
    progress(1, 1, _("Agenda"))
    name = f"agenda-{facts.held_on.isoformat()}.pdf"
    return Document(pdf, name, _("Agenda"), facts.pupil_ids)
