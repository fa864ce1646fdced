"""The plan of a class or support group on paper, for the team: whom, what for, how, until when."""

from collections.abc import Iterator
from functools import partial

from npo_desktop.exports.group_plan_facts import GroupPlanPaper, GroupPlanPapers
from npo_desktop.exports.pdf.bundle import Bundle
from npo_desktop.exports.pdf.document_frame import Sheet, document_bundle, fitted
from npo_desktop.exports.pdf.document_parts import Said, free_text, panel, section, signing
from npo_desktop.exports.pdf.flow import Block
from npo_desktop.exports.pdf.opening_section import title_block
from npo_desktop.exports.pdf.style import Paper, Sizes
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, speaking


def group_plan_papers(facts: GroupPlanPapers, *, paper: Paper = Paper.A4) -> Bundle:
    """A PDF in the language of its head, a new page for each plan."""
    with speaking(facts.head.language):
        title = _("Plans of groups")
    return document_bundle(facts.head, group_plan_sheets(facts), title=title, paper=paper)


def group_plan_sheets(facts: GroupPlanPapers) -> list[Sheet]:
    """One for each plan."""
    several = len(facts.plans) > 1
    with speaking(facts.head.language):
        foot = _("For the team: names of pupils stand on this page.")
        return [
            Sheet(
                plan.group or plan.name,
                foot,
                fitted(partial(_blocks, plan)),
                plan.name if several else "",
                _title(plan),
            )
            for plan in facts.plans
        ]


def _title(plan: GroupPlanPaper) -> str:
    return _("Plan for {name}").format(name=plan.name)


def missing_in(plan: GroupPlanPaper) -> tuple[str, ...]:
    """What a reader would look for and not find, one sentence each."""
    lacking = (
        (not plan.goal, _("No goal is written down for the group.")),
        (not plan.members, _("No pupil's plan hangs on it yet.")),
        (not plan.who, _("It is not written down who does it.")),
        (not plan.dose, _("It is not written down how often.")),
        (not plan.first_step, _("There is no first step yet.")),
        (not plan.is_agreed, _("It is a concept: not agreed yet.")),
    )
    return tuple(words for lacks, words in lacking if lacks)


def _blocks(plan: GroupPlanPaper, style: Sizes) -> Iterator[Block]:
    yield title_block(_title(plan), style, share=0.8)
    about = " · ".join(filter(None, (plan.approach, plan.group)))
    yield from free_text(about, style, is_soft=True, above=2)
    if missing := missing_in(plan):
        yield panel(_("Still to fill in"), missing, style)
    needs = ", ".join(plan.needs)
    about_needs = _("It is about: {names}").format(names=needs) if needs else ""
    goal = plan.goal or _("Not written down yet.")
    said = (Said(goal, is_soft=not plan.goal), Said(about_needs, True), Said(plan.reason, True))
    yield from section("target", _("Goal"), said, style)
    days = _("from {start}, review on {review}").format(
        start=long_date(plan.starts_on), review=long_date(plan.review_on)
    )
    filled = [words for words in (plan.dose, plan.who, days) if words]
    how = tuple(Said(words, is_soft=place > 0) for place, words in enumerate(filled))
    yield from section("calendar", _("How"), how, style)
    if plan.first_step:
        yield from section("player-play", _("First step"), (Said(plan.first_step),), style)
    if plan.members:
        yield from section("users", _("For whom"), tuple(_members(plan)), style)
    if plan.outcome:
        yield from section("history", _("What it brought"), (Said(plan.outcome),), style)
    else:
        signers = (_("Teacher"), _("Care Coordinator"))
        yield signing(_("We agree with this plan"), signers, style)


def _members(plan: GroupPlanPaper) -> Iterator[Said]:
    for member in plan.members:
        yield Said(member.name, is_strong=True)
        for goal in member.goals:
            yield Said(goal, is_soft=True)
