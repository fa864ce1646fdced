"""The words of a parent summary, without any place on paper. Pure; in the language spoken.

Sentences come from the translation catalogue and the content; nothing here is a score, a letter,
a percentage or the name of a band. Source: data/verdicts.csv, data/pronouns-and-names.md.
"""

from dataclasses import dataclass

from npo_desktop.exports.parent_agreements import (
    SchoolHelp,
    goals_of,
    home_help,
    look_again,
    questions,
    school_help,
)
from npo_desktop.exports.parent_chart import ParentChart, parent_chart, strengths_of
from npo_desktop.exports.parent_facts import READY_LANGUAGES, ParentSummary
from npo_desktop.formats import long_date
from npo_desktop.i18n import _, pick, speaking

GROUP_WORDS = ("groep", "group", "grupo", "klas", "class", "form")


@dataclass(frozen=True, slots=True)
class Strength:
    """What the child does well."""

    domain: str
    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and as what."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Agreements:
    """The second page."""

    title: str
    goal_head: str
    goals: tuple[str, ...]
    school_head: str
    school: tuple[SchoolHelp, ...]
    home_head: str
    home: tuple[str, ...]
    child_head: str
    next_head: str
    next_talk: str  # empty: to be written in
    call_earlier: str


@dataclass(frozen=True, slots=True)
class ParentText:
    """Everything that is printed."""

    language: str
    school: str
    place: str
    day: str
    people: str
    pupil: str
    title: str
    greeting: str
    strengths_head: str
    strengths: tuple[Strength, ...]
    strengths_unknown: str  # asks the parents, when nothing stands out yet
    now_head: str
    chart: ParentChart | None
    own_list: str
    unknown: str
    child_says_head: str
    child_says: str
    agreements: Agreements | None  # None: nothing scanned and nothing planned
    tell_head: str
    questions: tuple[str, str, str]
    sign_head: str
    agree: tuple[str, str]
    no_hurry: str
    signers: tuple[Signer, Signer, Signer, Signer]
    date_word: str
    footer_first: str
    footer_rest: str
    notes: tuple[str, ...]  # above the footer of every page
    watermark: str  # empty for a real school


def parent_text(facts: ParentSummary) -> ParentText:
    """All words, in the language of these facts."""
    with speaking(facts.language):
        return _text(facts)


def _text(facts: ParentSummary) -> ParentText:
    name = facts.name
    draft = _("This translation is a draft. Is something unclear? Ask us.")
    is_draft = facts.language not in READY_LANGUAGES
    watermark = _("EXAMPLE SCHOOL: no real pupils") if facts.is_practice else ""
    notes = [draft] if is_draft else []
    greeting = _("Dear parents, here you can read how {name} is doing at school.")
    know_best = _("You know {name} best. Please tell us what you see too.").format(name=name)
    return ParentText(
        language=facts.language,
        school=facts.school,
        place=facts.place,
        day=long_date(facts.made_on, weekday=True),
        people=", ".join((*facts.teachers, *_coordinator(facts))),
        pupil=", ".join(filter(None, (facts.dossier.pupil.full_name or name, _group(facts)))),
        title=_("How {name} is doing").format(name=name),
        greeting=f"{greeting.format(name=name)} {know_best}",
        strengths_head=_("What {name} does well").format(name=name),
        strengths=_strengths(facts),
        strengths_unknown=know_best,
        now_head=_("How it is going now"),
        chart=parent_chart(facts),
        own_list=_("This is the school's own list. It is not a diagnosis."),
        unknown=_("We do not know enough about this yet."),
        child_says_head=_("What {name} says").format(name=name),
        child_says=" ".join(_child_says(facts).split()),
        agreements=_agreements(facts) if facts.plans or facts.is_scanned else None,
        tell_head=_("What would you like to tell us?"),
        questions=questions(facts),
        sign_head=_("Signatures"),
        agree=(
            _("We agree with these arrangements."),
            _("We would like to discuss something more."),
        ),
        no_hurry=_("You do not have to sign today. You are welcome to take this page home."),
        signers=_signers(facts),
        date_word=_("Date"),
        footer_first=_questions_to(facts),
        footer_rest=_("The school keeps this safe. We share it with others only if you agree."),
        notes=(*notes, watermark) if watermark else tuple(notes),
        watermark=watermark,
    )


def _coordinator(facts: ParentSummary) -> tuple[str, ...]:
    return (facts.coordinator,) if facts.coordinator else ()


def _group(facts: ParentSummary) -> str:
    """As the school calls it; a bare "5" or "5A" says that it is a group."""
    group = facts.dossier.pupil.group
    if not group or any(word in group.lower() for word in GROUP_WORDS) or len(group) > 4:
        return group
    return _("group {name}").format(name=group)


def _strengths(facts: ParentSummary) -> tuple[Strength, ...]:
    found = []
    for scored in strengths_of(facts):
        names = facts.subscales[scored.subscale]
        text = pick(names.strength).replace("{name}", facts.name)
        found.append(Strength(names.domain, pick(names.parent), text))
    return tuple(found)


def _child_says(facts: ParentSummary) -> str:
    """Only what was written down for the plan: a remark in a scan is not meant for this page."""
    words = (plan.pupil_words.strip() for plan in facts.plans)
    return " ".join(dict.fromkeys(word for word in words if word))


def _agreements(facts: ParentSummary) -> Agreements:
    return Agreements(
        title=_("What we agree"),
        goal_head=_("Our goal"),
        goals=goals_of(facts),
        school_head=_("What the school does"),
        school=school_help(facts),
        home_head=_("What can help at home"),
        home=home_help(facts),
        child_head=_("What {name} does").format(name=facts.name),
        next_head=_("When do we talk again?"),
        next_talk=look_again(facts),
        call_earlier=_(
            "If things do not go well before then, we will call you. You can always call us too."
        ),
    )


def _signers(facts: ParentSummary) -> tuple[Signer, Signer, Signer, Signer]:
    return (
        Signer("", _("Parent or carer")),
        Signer(facts.name, _("Pupil")),
        Signer(", ".join(facts.teachers), _("Teacher")),
        Signer(facts.coordinator, _("Care Coordinator")),
    )


def _questions_to(facts: ParentSummary) -> str:
    person = facts.coordinator or (facts.teachers[0] if facts.teachers else "")
    if not person:
        return ""
    return _("Questions? Drop in on {person} or call the school.").format(person=person)
