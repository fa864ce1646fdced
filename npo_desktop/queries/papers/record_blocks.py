"""What is known of one pupil, block by block, in words: for a referral and for the next school.

Only what the school itself saw and agreed. Answers of pupil and parents, remarks, restricted notes,
safety and the names of others never come here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, ResultFacts, RoundFacts
from npo_desktop.dossiers.review_words import outcome_text
from npo_desktop.exports.parent_chart import HOME, SAFETY
from npo_desktop.exports.record_facts import BLOCKS, RecordBlock
from npo_desktop.formats import date_text, long_date, number
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.planning.plan_papers import dose_text
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.strengths import StrengthFacts, strengths_of
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

ENDED = ("done", "stopped")
MOST_RESULTS, MOST_TRIED = 6, 6  # the newest


@dataclass(frozen=True, slots=True)
class Known:
    """What the blocks are made from."""

    content: Content  # with the school's own menukaart
    dossier: Dossier
    plans: tuple[PlanFacts, ...]
    strengths: tuple[StrengthFacts, ...]
    for_parents: bool  # their words instead of those of the team


def load_known(
    session: Session, content: Content, pupil_id: UUID, *, for_parents: bool = False
) -> Known:
    """Of one pupil, in the newest round. A school without a round yet: what there is."""
    day = today()
    this = current_round(session, day)
    if this is None:
        pupil = pupil_facts(session, pupil_id, school_year_of(day))
        dossier = Dossier(pupil, RoundFacts(UUID(int=0), "", day, day))
    else:
        norms = round_norms(session, content.questionnaires, this)
        dossier = load_dossier(session, content.questionnaires, pupil_id, norms)
    plans = tuple(plan_list(session, pupil_id=pupil_id))
    return Known(content, dossier, plans, strengths_of(session, pupil_id), for_parents)


def record_blocks(known: Known, keys: tuple[str, ...]) -> tuple[RecordBlock, ...]:
    """These blocks, in the order of the paper, in the language spoken."""
    return tuple(RecordBlock(key, _BLOCKS[key](known)) for key in BLOCKS if key in keys)


def _strengths(known: Known) -> tuple[str, ...]:
    return tuple(one.words for one in known.strengths)


def _now(known: Known) -> tuple[str, ...]:
    """As the teacher sees it, in three steps; no score."""
    steps = {
        Band.LOW: _("Here we help: {names}."),
        Band.WATCH: _("We practise this: {names}."),
        Band.FINE: _("This goes well: {names}."),
    }
    said = []
    for band, words in steps.items():
        names = [
            _name(known, scored.subscale)
            for scored in known.dossier.scores
            if scored.informant == Informant.TEACHER
            and scored.band is band
            and _may_leave(known, scored.subscale)
        ]
        if names:
            said.append(words.format(names="; ".join(names)))  # a name may hold a comma
    if said:
        seen = _("Seen in {round}, by the teacher, with the school's own list. No diagnosis.")
        said.append(seen.format(round=known.dossier.round.name))
    return tuple(said)


def _may_leave(known: Known, subscale: str | None) -> bool:
    """Whether a child feels safe, and what is at home, is told in a talk and not on a form."""
    names = known.content.subscales.get(subscale or "")
    return subscale != SAFETY and (names is None or names.domain != HOME)


def _name(known: Known, subscale: str) -> str:
    names = known.content.subscales.get(subscale)
    if names is None:
        return subscale
    return pick(names.parent if known.for_parents else names.staff)


def _told(known: Known, plan: PlanFacts) -> bool:
    return all(_may_leave(known, goal.subscale) for goal in plan.goals)


def _tried(known: Known) -> tuple[str, ...]:
    """What was done and has ended, the newest first, with what it brought."""
    done = [plan for plan in known.plans if plan.state in ENDED and _told(known, plan)]
    done.sort(key=lambda plan: plan.starts_on, reverse=True)
    return tuple(_plan_line(known, plan) for plan in done[:MOST_TRIED])


def _plans(known: Known) -> tuple[str, ...]:
    """What runs now, with its goals."""
    said = []
    for plan in known.plans:
        if plan.state == "agreed" and _told(known, plan):
            goals = " ".join(goal.text for goal in plan.goals)
            said.append(" ".join(filter(None, (_plan_line(known, plan), goals))))
    return tuple(said)


def _plan_line(known: Known, plan: PlanFacts) -> str:
    card = known.content.catalogue.get(plan.intervention)
    name = card.name if card else plan.intervention
    if plan.intervention == NOTHING_EXTRA:
        name = _("Nothing extra now")
    days = _("from {start} to {end}").format(
        start=date_text(plan.starts_on), end=date_text(plan.review_on)
    )
    outcome = outcome_text(Verdict(plan.outcome)) if plan.outcome else ""
    brought = _("It brought: {outcome}.").format(outcome=outcome) if outcome else ""
    dose = dose_text(plan.sessions_per_week, plan.minutes, plan.weeks)
    return f"{', '.join(filter(None, (name, dose, days)))}. {brought}".strip()


def _results(known: Known) -> tuple[str, ...]:
    newest = sorted(known.dossier.results, key=lambda one: one.held_on, reverse=True)
    return tuple(_result_line(one) for one in newest[:MOST_RESULTS])


def _result_line(one: ResultFacts) -> str:
    """With the language of the test: a language score is no score of ability."""
    level = _("level {level}").format(level=one.level) if one.level else ""
    raw = ""
    if not level and one.raw_score is not None and one.raw_top:
        raw = _("{score} of {top}").format(score=number(one.raw_score), top=number(one.raw_top))
    tongue = ""
    if one.language:
        tongue = _("taken in {language}").format(language=language_text(one.language))
    named = " ".join(filter(None, (one.test, one.moment)))
    return ", ".join(filter(None, (named, level or raw, long_date(one.held_on), tongue))) + "."


def _language(known: Known) -> tuple[str, ...]:
    pupil = known.dossier.pupil
    said = []
    if pupil.home_language:
        home = language_text(pupil.home_language)
        said.append(_("Speaks at home: {language}.").format(language=home))
    if pupil.school_language_since:
        since = long_date(pupil.school_language_since)
        said.append(_("Lessons in the language of this school since {date}.").format(date=since))
    return tuple(said)


def _attendance(known: Known) -> tuple[str, ...]:
    found = known.dossier.attendance
    if found is None:
        return ()
    words = _("Missed {missed} of {lessons} lessons, from {start} to {end}.")
    return (
        words.format(
            missed=number(found.missed),
            lessons=number(found.lessons),
            start=date_text(found.starts_on),
            end=date_text(found.ends_on),
        ),
    )


def _child(known: Known) -> tuple[str, ...]:
    """What the child said for a plan: said to be used in it."""
    words = (" ".join(plan.pupil_words.split()) for plan in known.plans if _told(known, plan))
    return tuple(f"“{said}”" for said in dict.fromkeys(words) if said)


_BLOCKS: Mapping[str, Callable[[Known], tuple[str, ...]]] = {
    "strengths": _strengths,
    "now": _now,
    "tried": _tried,
    "plans": _plans,
    "results": _results,
    "language": _language,
    "attendance": _attendance,
    "child": _child,
}
