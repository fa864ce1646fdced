"""Render and write the because-card; what the page and ``npo export because`` both do."""

from pathlib import Path

from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.exports.pdf.because_card import because_card
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.i18n import _
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_because(
    facts: BecausePaper, file: Path, *, paper: str = "a4", progress: Progress = silent
) -> Written:
    """One file; nothing is left when it is stopped or fails."""
    check_folder(file.parent)
    progress(0, 1, _("Why this is proposed"))
    write_bytes(file, because_card(facts, paper=Paper(paper)))
    progress(1, 1, _("Why this is proposed"))
    return Written((file,), pupils=1)


def because_file_name(facts: BecausePaper) -> str:
    """A name that carries the pupil's number and the card, and never a name."""
    number = "".join(c for c in facts.card.dossier.pupil.number if c.isascii() and c.isalnum())
    return f"because-{number}-{facts.card.intervention.id}-{facts.made_on.isoformat()}.pdf"
