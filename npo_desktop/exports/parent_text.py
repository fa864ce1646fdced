"""The words of a parent summary, without any place on paper. Pure; in the language spoken.

Sentences come from the translation catalogue, names of subscales and home tips from the content;
nothing here is a score, a letter, a percentage or the name of a band.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from hashlib import sha256

from npo_desktop.exports import parent_blocks as block
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.parent_agreements import (
    SchoolHelp,
    goals_of,
    home_help,
    look_again,
    questions,
    school_help,
)
from npo_desktop.exports.parent_changes import ParentChange, changes_of
from npo_desktop.exports.parent_chart import ParentChart, parent_chart, strengths_of
from npo_desktop.exports.parent_facts import DRAFT_LANGUAGES, AgreedPoint, ParentSummary
from npo_desktop.formats import clock_text, long_date
from npo_desktop.i18n import _, pick, speaking

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
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
class TalkPoint:
    """What was agreed in the talk, and who does it by when."""

    text: str
    note: str


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
    shows_home: bool = True
    talk_head: str = ""
    talk_points: tuple[TalkPoint, ...] = ()


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
    strengths_shown: bool
    now_head: str
    chart: ParentChart | None
    chart_shown: bool
    own_list: str
    unknown: str
    changes_head: str
    changes: tuple[ParentChange, ...]
    child_says_head: str
    child_says: str
    agreements: Agreements | None  # None: nothing scanned and nothing planned
    tell_head: str
    questions: tuple[str, ...]
    sign_head: str
    agree: tuple[str, str]
    no_hurry: str
    signers: tuple[Signer, ...]
    date_word: str
    footer_first: str
    keeps_safe: str
    notes: tuple[str, ...]  # above the footer of every page
    watermark: str  # empty for a real school
    letterhead: Letterhead | None = None  # None: the school's name and place alone
    version: str = ""  # of these words, whatever the day on which they are printed
    version_words: str = ""


def parent_text(facts: ParentSummary) -> ParentText:
    """All words, in the language of these facts; the version code says which words."""
    with speaking(facts.language):
        text = _text(facts)
        code = _code_of(text, facts.second_language)
        named = _("Version {code}").format(code=code)
        return replace(
            text,
            version=code,
            version_words=named,
            footer_first=" · ".join(filter(None, (named, text.footer_first))),
        )


def second_text(facts: ParentSummary) -> ParentText:
    """The same in the second language of these facts."""
    return parent_text(replace(facts, language=facts.second_language))


def version_code(facts: ParentSummary) -> str:
    """Two prints with the same code say the same."""
    return parent_text(facts).version


def _code_of(text: ParentText, second: str) -> str:
    bare = replace(text, day="", people="", letterhead=None, watermark="", notes=())
    words = "\0".join((second, *_words_of(bare)))
    number = int.from_bytes(sha256(words.encode("utf-8", "replace")).digest()[:5])
    letters = (CODE_LETTERS[number >> 5 * place & 31] for place in range(6))
    return "".join(letters)


def _words_of(value: object) -> Iterator[str]:
    """Everything that is read or seen, in order."""
    if isinstance(value, tuple):
        for each in value:
            yield from _words_of(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words_of(getattr(value, field.name))
    elif isinstance(value, float):
        yield f"{value:.3f}"
    elif value is not None:
        yield str(value)


def _text(facts: ParentSummary) -> ParentText:
    name = facts.name
    draft = _("This translation is a draft. Is something unclear? Ask us.")
    is_draft = facts.language in DRAFT_LANGUAGES
    watermark = _("EXAMPLE SCHOOL: no real pupils") if facts.is_practice else ""
    notes = [draft] if is_draft else []
    at = clock_text(facts.talk_at)
    greeting = _("Dear parents, here you can read how {name} is doing at school.")
    know_best = _("You know {name} best. Please tell us what you see too.").format(name=name)
    return ParentText(
        language=facts.language,
        school=facts.school,
        place=facts.place,
        day=_day(facts),
        people=", ".join(filter(None, (at, *facts.teachers, *_coordinator(facts)))),
        pupil=", ".join(filter(None, (facts.dossier.pupil.full_name or name, _group(facts)))),
        title=_("How {name} is doing").format(name=name),
        greeting=f"{greeting.format(name=name)} {know_best}",
        strengths_head=_("What {name} does well").format(name=name),
        strengths=_strengths(facts),
        strengths_unknown=know_best,
        strengths_shown=block.STRENGTHS in facts.blocks,
        now_head=_("How it is going now"),
        chart=parent_chart(facts),
        chart_shown=block.PICTURE in facts.blocks,
        own_list=_("This is the school's own list. It is not a diagnosis."),
        unknown=_("We do not know enough about this yet."),
        changes_head=_("What has changed"),
        changes=changes_of(facts) if block.CHANGES in facts.blocks else (),
        child_says_head=_("What {name} says").format(name=name),
        child_says=_child_says(facts) if block.CHILD_SAYS in facts.blocks else "",
        agreements=_agreements(facts) if _is_anything_known(facts) else None,
        tell_head=_("What would you like to tell us?"),
        questions=_asked(facts),
        sign_head=_("Signatures"),
        agree=(
            _("We agree with these arrangements."),
            _("We would like to discuss something more."),
        ),
        no_hurry=_("You do not have to sign today. You are welcome to take this page home."),
        signers=_signers(facts) if block.SIGNATURES in facts.blocks else (),
        date_word=_("Date"),
        footer_first=_questions_to(facts),
        keeps_safe=_("The school keeps this safe. We share it with others only if you agree."),
        notes=(*notes, watermark) if watermark else tuple(notes),
        watermark=watermark,
        letterhead=facts.letterhead,
    )


def _asked(facts: ParentSummary) -> tuple[str, ...]:
    """Questions prepare the talk: once something was agreed in it, they are not asked again."""
    return questions(facts) if block.QUESTIONS in facts.blocks and not facts.agreements else ()


def _is_anything_known(facts: ParentSummary) -> bool:
    return bool(facts.plans or facts.agreements or facts.is_scanned)


def _day(facts: ParentSummary) -> str:
    """Of the talk when there is one, else on which this was made."""
    if facts.talk_on is None:
        return long_date(facts.made_on, weekday=True)
    return _("Talk on {date}").format(date=long_date(facts.talk_on, weekday=True))


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
    return " ".join(" ".join(dict.fromkeys(word for word in words if word)).split())


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
        shows_home=block.HOME in facts.blocks,
        talk_head=_("What we agreed in the talk"),
        talk_points=tuple(_talk_point(facts, point) for point in facts.agreements),
    )


def _talk_point(facts: ParentSummary, point: AgreedPoint) -> TalkPoint:
    people = {"school": _("At school"), "home": _("At home"), "pupil": facts.name}
    day = long_date(point.by_on) if point.by_on else ""
    note = " · ".join(filter(None, (people.get(point.who, ""), day)))
    return TalkPoint(" ".join(point.text.split()), note)


def _signers(facts: ParentSummary) -> tuple[Signer, ...]:
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
