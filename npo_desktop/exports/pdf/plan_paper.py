"""Plans on paper: one sheet each, with room to sign, or the code when it was signed."""

from collections.abc import Iterator
from functools import partial

from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.bundle import Bundle
from npo_desktop.exports.pdf.document_frame import Sheet, document_bundle, fitted
from npo_desktop.exports.pdf.document_parts import Said, free_text, panel, section, signing
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.style import Paper, Sizes
from npo_desktop.exports.plan_paper_facts import PlanPaper, PlanPapers
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, current


def plan_papers(facts: PlanPapers, *, paper: Paper = Paper.A4) -> Bundle:
    """A PDF in the language being spoken, a new page for each plan."""
    return document_bundle(_head(facts), plan_sheets(facts), title=_("Plans"), paper=paper)


def _head(facts: PlanPapers) -> PaperHead:
    letterhead = facts.letterhead or Letterhead(facts.school, "")
    return PaperHead(letterhead, facts.is_practice, facts.made_on, current())


def plan_sheets(facts: PlanPapers) -> list[Sheet]:
    """One for each plan."""
    several = len(facts.plans) > 1
    return [
        Sheet(
            plan.group,
            _foot(plan),
            fitted(partial(_blocks, plan)),
            plan.pupil if several else "",
            _title(plan),
        )
        for plan in facts.plans
    ]


def _title(plan: PlanPaper) -> str:
    return _("Plan for {name}").format(name=plan.pupil)


def _foot(plan: PlanPaper) -> str:
    if plan.code:
        return _("Code {code} · version {version}").format(code=plan.code, version=plan.version)
    return _("Not signed yet · version {version}").format(version=plan.version)


def _blocks(plan: PlanPaper, style: Sizes) -> Iterator[Block]:
    days = _("from {start}, review on {review}").format(
        start=long_date(plan.starts_on), review=long_date(plan.review_on)
    )
    about = " · ".join(filter(None, (plan.approach, plan.group)))
    yield title_block(_title(plan), style, share=0.8)
    yield from free_text(about, style, is_soft=True, above=2)
    if missing := missing_in(plan):
        yield panel(_("Still to fill in"), missing, style)
    for place, goal in enumerate(plan.goals, 1):
        head = _("Goal") if len(plan.goals) == 1 else _("Goal {n}").format(n=place)
        yield from _part("target", head, (goal.text, goal.observe, goal.measured), style)
    yield from _part("calendar", _("How"), (plan.dose, plan.who, days), style)
    if plan.first_step:
        yield from _part("player-play", _("First step"), (plan.first_step,), style)
    said = f"“{plan.pupil_words}”" if plan.pupil_words else _("Not asked yet.")
    if not plan.pupil_words and plan.why_no_words:
        said = _("Not asked: {why}").format(why=plan.why_no_words)
    own = _("In {name}'s own words").format(name=plan.call_name)
    yield from _part("message", own, (said,), style)
    yield from _signing(plan, style)


def missing_in(plan: PlanPaper) -> tuple[str, ...]:
    """What a reader would look for and not find, one sentence each."""
    lacking = (
        (not plan.goals, _("There is no goal yet.")),
        (not plan.who, _("It is not written down who does it.")),
        (not plan.dose, _("It is not written down how often.")),
        (not plan.first_step, _("There is no first step yet.")),
    )
    return tuple(words for lacks, words in lacking if lacks)


def _part(icon: str, head: str, said: tuple[str, ...], style: Sizes) -> Iterator[Block]:
    """A heading with its lines: the first in ink, what belongs to it softer."""
    filled = [words for words in said if words]
    parts = [Said(words, is_soft=place > 0) for place, words in enumerate(filled)]
    yield from section(icon, head, parts, style)


def _signing(plan: PlanPaper, style: Sizes) -> Iterator[Block]:
    """Who signed when with the code, or four lines to sign on."""
    if plan.signed_on is None:
        signers = (_("Parent or carer"), plan.call_name, _("Teacher"), _("Care Coordinator"))
        yield signing(_("We agree with this plan"), signers, style)
        return
    words = _("Signed on {date} by {who}.").format(
        date=long_date(plan.signed_on), who=plan.signed_by
    )
    code = _("Code {code}: it shows that this paper is the plan that was signed.")
    yield from _part("signature", _("Signed"), (words, code.format(code=plan.code)), style)
