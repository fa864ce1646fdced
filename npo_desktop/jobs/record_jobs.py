"""Papers about one pupil for somebody outside the school, in memory; queries load them."""

from uuid import UUID

from npo_desktop.exports.record_facts import Handover, ReferralSlip
from npo_desktop.exports.record_words import missing_texts
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress


def render_referral(
    slip: ReferralSlip, paper: str, progress: Progress, *, pupil_id: UUID
) -> Document:
    """The slip. Neither its name nor its title says whom it is about."""
    from npo_desktop.exports.pdf.referral_slip import referral_slip
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Referral slip"))
    pdf = referral_slip(slip, paper=Paper(paper))
    progress(1, 1, _("Referral slip"))
    name = f"referral-{slip.head.made_on.isoformat()}.pdf"
    missing = list(missing_texts(slip.blocks))
    if not slip.choice.has_name:
        missing.insert(0, _("The parents did not agree (yet): the slip carries no name."))
    return Document(pdf, name, _("Referral slip"), (pupil_id,), tuple(missing))


def render_handover(facts: Handover, paper: str, progress: Progress, *, pupil_id: UUID) -> Document:
    """The page for the next school."""
    from npo_desktop.exports.pdf.handover import handover
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Handover"))
    pdf = handover(facts, paper=Paper(paper))
    progress(1, 1, _("Handover"))
    missing = list(missing_texts(facts.blocks))
    if not facts.advice:
        missing.append(_("No advice for the next school was written."))
    name = f"handover-{facts.head.made_on.isoformat()}.pdf"
    return Document(pdf, name, _("Handover to the next school"), (pupil_id,), tuple(missing))
