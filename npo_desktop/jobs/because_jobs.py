"""Render the because-card; what the page and ``npo export because`` both do."""

from npo_desktop.exports.because_paper import BecausePaper
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress, silent


def render_because(facts: BecausePaper, paper: str = "a4", progress: Progress = silent) -> Document:
    """One page, in the language of its head."""
    from npo_desktop.exports.pdf.because_card import because_card
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Why this is proposed"))
    pdf = because_card(facts, paper=Paper(paper))
    progress(1, 1, _("Why this is proposed"))
    pupil = facts.card.dossier.pupil
    return Document(pdf, because_file_name(facts), _("Why this is proposed"), (pupil.id,))


def because_file_name(facts: BecausePaper) -> str:
    """A name that carries the pupil's number and the card, and never a name."""
    number = "".join(c for c in facts.card.dossier.pupil.number if c.isascii() and c.isalnum())
    return f"because-{number}-{facts.card.intervention.id}-{facts.head.made_on.isoformat()}.pdf"
