"""Render and write the agenda of the support team; ``queries/meeting_agenda.py`` loads it."""

from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.exports.agenda_facts import Agenda
from npo_desktop.exports.pdf.meeting_agenda import meeting_agenda
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_agenda(
    facts: Agenda, folder: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """One file without a name in its own; nothing is left when it is stopped or fails."""
    if not facts.lines:
        raise UserError(
            _("Nobody stands on the agenda yet."), _("Put at least one pupil on it first.")
        )
    check_folder(folder)
    progress(0, 1, _("Agenda"))
    file = folder / f"agenda-{facts.held_on.isoformat()}.pdf"
    write_bytes(file, meeting_agenda(facts, paper=Paper(paper)))
    progress(1, 1, _("Agenda"))
    return Written((file,))
