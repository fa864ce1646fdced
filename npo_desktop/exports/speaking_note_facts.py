"""What the coordinator has beside her in a talk with parents, and what is better not said. Pure.

For her own eyes. What stands on no paper at all (a worry about safety, a restricted note, an
answer that asks for a talk) does not stand on this one either.
"""

from dataclasses import dataclass
from datetime import date

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.parent_agreements import goals_of, home_help, questions, school_help
from npo_desktop.exports.parent_changes import changes_of
from npo_desktop.exports.parent_chart import may_be_shown, needs_of, strengths_of
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.formats import clock_text, date_text, long_date
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

MOST_NEEDS, MOST_TOLD, MOST_AGREED = 4, 3, 2
MINUTES = (2, 4, 4, 4, 1)  # of the fifteen: begin, tell, listen, agree, close


@dataclass(frozen=True, slots=True)
class EarlierAgreement:
    """What the talk before agreed."""

    text: str
    who: str  # in words
    by_on: date | None


@dataclass(frozen=True, slots=True)
class SpeakingNote:
    """One pupil, for one talk; ``summary`` is in the language of this note."""

    head: PaperHead
    summary: ParentSummary
    parents: tuple[str, ...]  # "Maria (mother)"
    talk_language: str  # of the parents; empty: not known
    starts_at: str  # "19:15"; empty: no time
    held_on: date | None
    known_strengths: tuple[str, ...]  # in the words of who saw it
    earlier_on: date | None
    earlier: tuple[EarlierAgreement, ...]
    left_out_plans: tuple[str, ...]  # chosen, but not for the parents' page
    missing: tuple[str, ...]

    @property
    def name(self) -> str:
        """What the child is called."""
        return self.summary.name


@dataclass(frozen=True, slots=True)
class NotePart:
    """A heading, how long it may take, and what is said there."""

    icon: str
    head: str
    lines: tuple[str, ...]
    minutes: int = 0  # 0: it takes no time of its own


def note_parts(note: SpeakingNote) -> tuple[NotePart, ...]:
    """In the order of the talk; what is missing and what not to say come first."""
    begin, tell, listen, agree, close = MINUTES
    parts = (
        NotePart("alert-circle", _("Still missing"), note.missing),
        NotePart("hand-stop", _("Do not say"), not_to_say(note)),
        NotePart("star", _("Begin: what goes well"), _begin(note), begin),
        NotePart("message", _("Tell: how it goes now"), _tell(note), tell),
        NotePart("help-circle", _("Listen to the parents"), _listen(note), listen),
        NotePart("target", _("Agree: what, who, by when"), _agree(note), agree),
        NotePart("calendar", _("Close the talk"), _close(note), close),
    )
    return tuple(part for part in parts if part.lines)


def not_to_say(note: SpeakingNote) -> tuple[str, ...]:
    """Rules for every talk, and what this pupil's figures do not allow."""
    name = note.name
    lines = [
        _("No scores, letters or percentages. Say what you see {name} do.").format(name=name),
        _("Nothing about other children, and no comparison with the group."),
        _("No diagnosis and no name of a disorder: this is the school's own list, without norms."),
        _("Not who answered what. {name} and colleagues answered in confidence.").format(name=name),
        _("Nothing from restricted notes, not even that there are any."),
    ]
    if unsure := _unsure(note):
        words = _("Not “better” or “worse” about {subjects}: that difference is not certain.")
        lines.append(words.format(subjects=", ".join(unsure)))
    if resting := _resting(note):
        words = _("No judgement of {subjects}: {name} is too new in the school's language.")
        lines.append(words.format(subjects=", ".join(resting), name=name))
    if note.left_out_plans:
        words = _("Do not promise: {plans}. That is not on the parents' page.")
        lines.append(words.format(plans=", ".join(note.left_out_plans)))
    return tuple(lines)


def note_title(note: SpeakingNote) -> str:
    """What stands on top, and above the window."""
    return _("Speaking note: {name}").format(name=note.summary.dossier.pupil.full_name or note.name)


def note_lead(note: SpeakingNote) -> str:
    """With whom, when, in which language."""
    day = long_date(note.held_on, weekday=True) if note.held_on else ""
    language = language_text(note.talk_language) if note.talk_language else ""
    parts = (
        ", ".join(note.parents),
        " ".join(filter(None, (day, clock_text(note.starts_at)))),
        _("talks in: {language}").format(language=language) if language else "",
    )
    return " · ".join(part[:1].upper() + part[1:] for part in parts if part)


def _begin(note: SpeakingNote) -> tuple[str, ...]:
    facts = note.summary
    seen = [
        pick(facts.subscales[scored.subscale].strength).replace("{name}", facts.name)
        for scored in strengths_of(facts)
    ]
    lines = list(dict.fromkeys((*seen, *note.known_strengths)))[:MOST_TOLD]
    if not lines:
        return (_("Ask first: what goes well at home?"),)
    return tuple(lines)


def _tell(note: SpeakingNote) -> tuple[str, ...]:
    facts = note.summary
    needs = [pick(facts.subscales[one].parent) for one in needs_of(facts)[:MOST_NEEDS]]
    lines = []
    if needs:
        words = ngettext(
            "On the page this asks for help or practice: {subjects}.",
            "On the page these ask for help or practice: {subjects}.",
            len(needs),
        )
        lines.append(words.format(subjects=", ".join(needs)))
        lines.append(_("Give one example that you saw yourself, and ask whether they know it."))
    for change in changes_of(facts):
        lines.append(f"{', '.join(change.subjects)}: {change.sentence}")
    if facts.dossier.before_round is None and facts.is_scanned:
        lines.append(_("This is the first time: nothing can be said about change yet."))
    if seen := _seen_otherwise(note):
        words = _("Not everybody sees this alike: {subjects}. Ask how it is at home.")
        lines.append(words.format(subjects=", ".join(seen)))
    if not facts.is_scanned:
        lines.append(_("There is no finished scan. Tell what you see in class, and ask theirs."))
    return tuple(lines)


def _listen(note: SpeakingNote) -> tuple[str, ...]:
    return (*questions(note.summary), _("Write down their own words. Wait three seconds longer."))


def _agree(note: SpeakingNote) -> tuple[str, ...]:
    facts = note.summary
    lines = []
    if note.earlier:
        day = date_text(note.earlier_on) if note.earlier_on else ""
        lines.append(_("First look back at what was agreed on {date}:").format(date=day))
        lines += [_earlier(one) for one in note.earlier]
    if goals := goals_of(facts):
        lines += [_("Goal: {words}").format(words=goal) for goal in goals[:MOST_AGREED]]
    for help_ in school_help(facts)[:MOST_AGREED]:
        words = ": ".join(
            filter(None, (help_.head, "; ".join(one.rstrip(".") for one in help_.lines)))
        )
        lines.append(_("School: {words}").format(words=words))
    lines += [_("Home: {words}").format(words=tip) for tip in home_help(facts)[:MOST_AGREED]]
    lines.append(_("Three things at most: what, who, by when."))
    return tuple(lines)


def _close(note: SpeakingNote) -> tuple[str, ...]:
    return (
        _("Say back in one sentence what was agreed, and when you talk again."),
        _("They need not sign today. Give them the page to take home."),
    )


def _earlier(one: EarlierAgreement) -> str:
    day = _("by {date}").format(date=date_text(one.by_on)) if one.by_on else ""
    around = ", ".join(filter(None, (one.who, day)))
    return f"– {one.text} ({around})" if around else f"– {one.text}"


def _unsure(note: SpeakingNote) -> list[str]:
    """Needs whose difference since the round before is within measurement error."""
    facts = note.summary
    told = {
        change.subscale
        for change in facts.dossier.changes
        if change.informant is Informant.TEACHER
        and change.verdict not in (Verdict.IMPROVED, Verdict.DECLINED)
        and change.first != change.second
    }
    return [
        pick(facts.subscales[one].parent) for one in needs_of(facts)[:MOST_NEEDS] if one in told
    ]


def _resting(note: SpeakingNote) -> list[str]:
    facts = note.summary
    return [
        pick(facts.subscales[one].parent)
        for one in facts.dossier.resting
        if one in facts.subscales and may_be_shown(facts, one)
    ]


def _seen_otherwise(note: SpeakingNote) -> list[str]:
    """Where teacher and pupil stand on either side: fine for one, low for the other."""
    facts = note.summary
    found = []
    for subscale, names in facts.subscales.items():
        if not may_be_shown(facts, subscale):
            continue
        seen = [
            scored.band
            for informant in (Informant.TEACHER, Informant.PUPIL)
            if (scored := facts.dossier.score_of(subscale, informant)) is not None
        ]
        if {Band.FINE, Band.LOW} == set(seen):
            found.append(pick(names.parent))
    return found
