"""To the next school: what it should know on the first day. Parents and child read it first."""

from collections.abc import Iterator
from functools import partial

from npo_desktop.exports.pdf.document_frame import Sheet, document_pdf, fitted
from npo_desktop.exports.pdf.document_parts import Said, free_text, section, signing
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.referral_slip import about_line, not_here, record_section
from npo_desktop.exports.pdf.style import Paper, Sizes
from npo_desktop.exports.record_facts import Handover
from npo_desktop.i18n import _, speaking


def handover(facts: Handover, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head."""
    with speaking(facts.head.language):
        title = _("Handover to the next school")
    return document_pdf(facts.head, [handover_sheet(facts)], title=title, paper=paper)


def handover_sheet(facts: Handover) -> Sheet:
    """What stands on it."""
    with speaking(facts.head.language):
        foot = _("For the next school. The parents have a copy.")
        about = _("To: {school}").format(school=facts.to) if facts.to else ""
        return Sheet(about, foot, fitted(partial(_blocks, facts)), again=facts.whose.name)


def _blocks(facts: Handover, style: Sizes) -> Iterator[Block]:
    whose = facts.whose
    yield title_block(_("{name} comes to you").format(name=whose.call_name), style, share=0.8)
    about = " · ".join(filter(None, (whose.name, about_line(whose))))
    yield from free_text(about, style, is_soft=True, above=2)
    opening = _("What helped here may help at your school too. This is how we know {name}.")
    yield from free_text(opening.format(name=whose.call_name), style, above=6)
    for block in facts.blocks:
        yield from record_section(block, whose.call_name, style)
    advice = facts.advice or _("We have not written advice down. Please call us.")
    yield from section(
        "bulb", _("What we would go on with"), (Said(advice, is_soft=not facts.advice),), style
    )
    yield from not_here(facts.blocks, facts.left_out, style)
    person = facts.coordinator or _("the school")
    call = _("Questions? Call {person}.").format(person=person)
    yield from section("message", _("Talk with us"), (Said(call),), style)
    signers = (_("Parent or carer"), whose.call_name, person)
    agree = _("We have read this and may keep a copy. We agree that it goes to the next school.")
    yield signing(_("Signatures"), signers, style, said=agree)
