"""A question to an expertise centre, youth care or the school doctor: no more than it needs."""

from collections.abc import Iterator, Sequence
from functools import partial

from npo_desktop.exports.pdf.document_frame import Sheet, document_pdf, fitted
from npo_desktop.exports.pdf.document_parts import Said, free_text, panel, section, signing
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.style import Paper, Sizes
from npo_desktop.exports.record_facts import RecordBlock, ReferralSlip, Whose
from npo_desktop.exports.record_words import (
    ICONS,
    block_title,
    left_out_text,
    never_text,
    unknown_text,
)
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, speaking


def referral_slip(slip: ReferralSlip, *, paper: Paper = Paper.A4) -> bytes:
    """A PDF in the language of its head. Without consent no name stands in it."""
    with speaking(slip.head.language):
        title = _("Referral slip")
    return document_pdf(slip.head, [referral_sheet(slip)], title=title, paper=paper)


def referral_sheet(slip: ReferralSlip) -> Sheet:
    """What stands on it."""
    with speaking(slip.head.language):
        foot = _("Confidential: for {to} only.").format(to=slip.choice.to)
        blocks = fitted(partial(_blocks, slip))
        return Sheet(slip.choice.to, foot, blocks, again=_question(slip))


def _blocks(slip: ReferralSlip, style: Sizes) -> Iterator[Block]:
    choice, whose = slip.choice, slip.whose
    yield title_block(_question(slip), style, share=0.8)
    yield from free_text(about_line(whose), style, is_soft=True, above=2)
    yield panel(*_consent(slip), style)
    since = _("Seen since: {words}").format(words=choice.since) if choice.since else ""
    question = (Said(choice.question), Said(since, is_soft=True))
    yield from section("help-circle", _("What we would like to know"), question, style)
    for block in slip.blocks:
        yield from record_section(block, whose.call_name, style)
    yield from not_here(slip.blocks, slip.left_out, style)
    contact = slip.coordinator or _("the school")
    words = _("Please answer to {person}. Is somebody else to read this? Ask us first.")
    yield from section("message", _("Your answer"), (Said(words.format(person=contact)),), style)
    person = slip.coordinator or _("Care Coordinator")
    signers = (_("Parent or carer"), person) if choice.has_name else (person,)
    yield signing(_("Signatures"), signers, style)


def _question(slip: ReferralSlip) -> str:
    words = _("Question about {name}") if slip.choice.has_name else _("Question, without a name")
    return words.format(name=slip.whose.name)


def _consent(slip: ReferralSlip) -> tuple[str, tuple[str, ...]]:
    choice = slip.choice
    if choice.consent == "given":
        who = choice.asked_who or _("a parent or carer")
        day = long_date(choice.said_on) if choice.said_on else _("day not written down")
        words = _("Said by {who}, {day}, for this question and for {to}.")
        back = _("Parents can take this back at any time; tell them so.")
        return _("The parents agree."), (words.format(who=who, day=day, to=choice.to), back)
    no_name = _("That is why no name, date of birth or number stands on this paper.")
    if choice.consent == "refused":
        return _("The parents do not agree that their child is named."), (no_name,)
    return _("The parents have not been asked yet."), (no_name,)


def about_line(whose: Whose) -> str:
    """Born, age, year group: as far as it is known and may be told."""
    parts = []
    if whose.born_on is not None:
        parts.append(_("born on {date}").format(date=long_date(whose.born_on)))
    if whose.age is not None:
        parts.append(_("{n} years old").format(n=whose.age))
    parts.append(whose.grade)
    told = ", ".join(filter(None, parts))
    return told[:1].upper() + told[1:]


def record_section(block: RecordBlock, name: str, style: Sizes) -> Iterator[Block]:
    """One block of what is known; of what is not, ``not_here`` tells."""
    if block.lines:
        said = [Said(line, has_bullet=len(block.lines) > 1) for line in block.lines]
        yield from section(ICONS[block.key], block_title(block.key, name), said, style)


def not_here(
    blocks: Sequence[RecordBlock], left_out: Sequence[str], style: Sizes
) -> Iterator[Block]:
    """What is not known, what was left out, and what never stands on such a paper."""
    unknown = unknown_text([one.key for one in blocks if not one.lines])
    said = (Said(unknown), Said(left_out_text(left_out)), Said(never_text(), is_soft=True))
    yield from section("eye-off", _("What is not on this paper"), said, style, is_whole=True)
