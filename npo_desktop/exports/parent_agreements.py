"""What is agreed with the parents, in their words: goals, what school and home do, questions. Pure.

No method, number or scale name stands here that a parent does not know.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from npo_desktop.content.catalogue import HomeTip
from npo_desktop.exports.parent_chart import may_be_shown, needs_of
from npo_desktop.exports.parent_facts import AgreedGoal, AgreedPlan, ParentSummary
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, ngettext, pick

MOST_TIPS = 3
TOGETHER = "\u00a0"  # so that no line ends between a number and its word


@dataclass(frozen=True, slots=True)
class SchoolHelp:
    """One thing the school does."""

    head: str  # empty for "nothing extra"
    lines: tuple[str, ...]


def goals_of(facts: ParentSummary) -> tuple[str, ...]:
    """The goals, in the parents' language where they come from the catalogue."""
    goals = [goal for plan in facts.plans for goal in plan.goals]
    shown = [goal for goal in goals if goal.subscale is None or may_be_shown(facts, goal.subscale)]
    texts = (_goal_text(facts, goal) for goal in shown)
    return tuple(dict.fromkeys(text for text in texts if text))


def _goal_text(facts: ParentSummary, goal: AgreedGoal) -> str:
    """An example goal may have been chosen in another language than the parents'."""
    text = " ".join(goal.text.replace("{name}", facts.name).split())
    for example in facts.catalogue.goals_for(goal.subscale or ""):
        if any(text == words.replace("{name}", facts.name) for words in example.texts.values()):
            return pick(example.texts).replace("{name}", facts.name)
    return text


def school_help(facts: ParentSummary) -> tuple[SchoolHelp, ...]:
    """What the school does, a plan each."""
    found = (_help_of(plan) for plan in facts.plans)
    return tuple(one for one in found if one.head or one.lines)


def _help_of(plan: AgreedPlan) -> SchoolHelp:
    if plan.is_nothing_extra:
        day = long_date(plan.review_on)
        again = _("Extra help is not needed now. We will look again on {date}.").format(date=day)
        return SchoolHelp("", (again,))
    head = ""
    lines: list[str] = []
    if plan.intervention:
        head = pick(plan.intervention.parent_names)
        lines += filter(None, [pick(plan.intervention.explanations)])  # an own card has none
    lines.append(how_often(plan))
    if plan.who.strip():
        lines.append(_("With {person}").format(person=plan.who.strip()))
    return SchoolHelp(head, tuple(line for line in lines if line))


def how_often(plan: AgreedPlan) -> str:
    """As one says it: "3 times a week, 20 minutes, 10 weeks". What is not agreed is left out."""
    parts = []
    if (n := plan.sessions_per_week) is not None:
        parts.append(ngettext("Once a week", "{n} times a week", n).format(n=n))
    if (n := plan.minutes) is not None:
        parts.append(ngettext("{n} minute", "{n} minutes", n).format(n=n))
    if (n := plan.weeks) is not None:
        parts.append(ngettext("{n} week", "{n} weeks", n).format(n=n))
    return ", ".join(part.replace(" ", TOGETHER) for part in parts)


def home_help(facts: ParentSummary) -> tuple[str, ...]:
    """At most three tips for home: one for each need in turn."""
    chosen = list(_tips_by_turns(facts))[:MOST_TIPS]
    return tuple(pick(tip.texts).replace("{name}", facts.name) for tip in chosen)


def _tips_by_turns(facts: ParentSummary) -> Iterator[HomeTip]:
    needs = needs_of(facts)[:MOST_TIPS]
    for turn in range(MOST_TIPS):
        for need in needs:
            yield from facts.catalogue.tips_for(need)[turn : turn + 1]


def look_again(facts: ParentSummary) -> str:
    """When the next talk is; empty when neither the talk nor a plan says so."""
    days = [facts.next_talk_on] if facts.next_talk_on else [one.review_on for one in facts.plans]
    if not days:
        return ""
    first = min(days)
    return _("We will look again together on {date}.").format(date=long_date(first, weekday=True))


def questions(facts: ParentSummary) -> tuple[str, str, str]:
    """Three questions for the parents; the middle one goes with the first need."""
    needs = needs_of(facts)
    domain = facts.subscales[needs[0]].domain if needs else ""
    fitting = {
        "COG": _("What does your child tell you about school?"),
        "EF": _("What helps at home when something does not work out?"),
        "SE": _("Who does your child like to play or talk with?"),
    }
    return (
        _("What goes well at home?"),
        fitting.get(domain, _("What makes your child happy?")),
        _("What can the school do for you?"),
    )
