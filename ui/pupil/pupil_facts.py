"""What a pupil's page reads besides the dossier, in one go; and its strip of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, PupilFacts
from npo_desktop.dossiers.events import beside_text, events_between
from npo_desktop.dossiers.life_mark import LifeMark
from npo_desktop.dossiers.needs import signals_of
from npo_desktop.dossiers.readiness import ListGiven, Readiness, readiness_of
from npo_desktop.dossiers.timeline import Entry, TimelineFacts, timeline
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.life_marks import life_marks
from npo_desktop.queries.answering.open_answers import OpenAnswer, open_answers
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.privacy.corrections import CorrectionFacts, corrections_of
from npo_desktop.queries.questionnaires import answered_in, asked_in, own_editions
from npo_desktop.queries.strengths import StrengthFacts, strengths_of
from npo_desktop.queries.talks import TalkThisWeek, talks_of
from npo_desktop.queries.timelines import load_timeline
from ui.widgets.signal_chips import SignalChips

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import App, Session
    from ui.questionnaires.own_score_columns import Editions


@dataclass(frozen=True, slots=True)
class PupilRead:
    """Everything beside the dossier."""

    plans: Sequence[PlanFacts]
    corrections: Sequence[CorrectionFacts]
    editions: Editions
    talks: Sequence[TalkThisWeek]
    marks: Sequence[LifeMark]
    strengths: Sequence[StrengthFacts]
    answers: Sequence[OpenAnswer]
    entries: Sequence[Entry]
    readiness: Readiness
    beside: Sequence[str]  # what happened between the two rounds that are compared


def read_pupil(session: Session, app: App, dossier: Dossier) -> PupilRead:
    """One pupil in one round."""
    content, pupil_id = app.content, dossier.pupil.id
    answered = answered_in(session, content, dossier.round)
    facts = load_timeline(session, content, pupil_id, with_talks=app.may("talk"))
    return PupilRead(
        plans=plan_list(session, pupil_id=pupil_id),
        corrections=corrections_of(session, pupil_id),
        editions=own_editions(session),
        talks=talks_of(session, answered, dossier.round, pupil_id=pupil_id),
        marks=life_marks(session, content, pupil_id, dossier.round),
        strengths=strengths_of(session, pupil_id),
        answers=open_answers(session, content, pupil_id),
        entries=timeline(facts),
        readiness=readiness_of(dossier, _lists(session, content, dossier)),
        beside=_beside(dossier, facts),
    )


def facts_of(
    dossier: Dossier, plans: Sequence[PlanFacts], content: Content
) -> list[tuple[str, str | QWidget]]:
    """The strip above the tabs."""
    pupil, chips = dossier.pupil, SignalChips(whole=True)
    chips.set_signals(signals_of(dossier))
    return [
        (_("Born"), _born(pupil)),
        (_("Group"), pupil.group or "–"),
        (_("Home language"), language_text(pupil.home_language)),
        (_("Language of the talk"), language_text(pupil.talk_language)),
        (_("Running plan"), _running(plans, content)),
        (_("Signals"), chips),
    ]


def _lists(session: Session, content: Content, dossier: Dossier) -> list[ListGiven]:
    """The three lists of the round, asked of this pupil."""
    asked = asked_in(session, content, dossier.round)
    kinds: Mapping[str, Informant] = {informant.value: informant for informant in Informant}
    group_id = dossier.pupil.group_id
    return [
        ListGiven(kinds[one.questionnaire], one.items, one.answered)
        for one in round_progress(session, asked, dossier.round, group_id=group_id)
        if one.pupil.id == dossier.pupil.id and one.questionnaire in kinds
    ]


def _beside(dossier: Dossier, facts: TimelineFacts) -> list[str]:
    """Told beside every change on the page; never as its cause."""
    if dossier.before_round is None:
        return []
    first, last = dossier.before_round.starts_on, min(dossier.round.ends_on, today())
    return [beside_text(event) for event in events_between(facts.events, first, last)]


def _running(plans: Sequence[PlanFacts], content: Content) -> str:
    running = [p for p in plans if p.state == "agreed" and p.review_on >= today()]
    names = []
    for plan in running:
        intervention = content.catalogue.get(plan.intervention)
        names.append(pick(intervention.names) if intervention else _("nothing extra"))
    if len(names) > 1:
        return _("{n} plans").format(n=len(names))
    return _shortened(names[0]) if names else _("none")


def _born(pupil: PupilFacts) -> str:
    if pupil.birth_date is None:
        return "–"
    words = _("{date} · {age} years")
    return words.format(date=date_text(pupil.birth_date), age=number(pupil.age_on(today())))


def _shortened(words: str, most: int = 26) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
