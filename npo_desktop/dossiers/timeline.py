"""One pupil's years on three lanes: what was measured, what was done, what was said. Pure.

``queries/timelines.py`` reads the facts; here they become lines in words, the newest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.dossiers.events import EventFacts, kind_text, whose_text
from npo_desktop.formats import clock, date_text
from npo_desktop.i18n import _, ngettext


class Lane(StrEnum):
    """Where an entry stands."""

    MEASURED = "measured"  # scans and results
    DONE = "done"  # plans, sessions, reviews
    SAID = "said"  # talks, meetings, events


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``opens``: a page and its arguments; ``event_id``: it can be changed here."""

    lane: Lane
    on: date
    icon: str
    title: str
    words: str = ""
    until: date | None = None  # of what lasted
    opens: tuple[object, ...] = ()
    event_id: UUID | None = None
    is_quiet: bool = False  # of many a day, or still a concept: drawn lightly


@dataclass(frozen=True, slots=True)
class ScanSeen:
    """A list that was filled in."""

    round: str
    title: str  # of the questionnaire
    informant: Informant
    on: date
    staff: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan, with what was logged of it: a day and whether the session was given."""

    id: UUID
    name: str
    state: str
    starts_on: date
    review_on: date
    who: str = ""
    goal: str = ""
    sessions: tuple[tuple[date, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    """Looking back on a plan."""

    plan_id: UUID
    plan: str
    on: date
    decision: str  # continue, adjust or stop
    words: str = ""


@dataclass(frozen=True, slots=True)
class TalkSeen:
    """A talk with the pupil that was held."""

    on: date
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class ParentTalkSeen:
    """A talk with the parents: planned, or held with what was agreed."""

    pupil_id: UUID
    on: date
    at: int | None = None  # minutes after midnight
    is_held: bool = False
    outcome: str = ""  # in words
    agreed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingSeen:
    """The support team, about this pupil."""

    id: UUID
    on: date
    minutes: str = ""
    is_closed: bool = False
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """Everything of one pupil that has a day."""

    scans: tuple[ScanSeen, ...] = ()
    results: tuple[ResultFacts, ...] = ()
    plans: tuple[PlanSeen, ...] = ()
    reviews: tuple[ReviewSeen, ...] = ()
    talks: tuple[TalkSeen, ...] = ()
    parent_talks: tuple[ParentTalkSeen, ...] = ()
    meetings: tuple[MeetingSeen, ...] = ()
    events: tuple[EventFacts, ...] = ()


def timeline(facts: TimelineFacts) -> tuple[Entry, ...]:
    """All lanes in one, the newest first; on one day in the order of the lanes."""
    entries = [
        *map(_scan, facts.scans),
        *_results(facts.results),
        *(entry for plan in facts.plans for entry in _plan(plan)),
        *map(_review, facts.reviews),
        *map(_talk, facts.talks),
        *map(_parent_talk, facts.parent_talks),
        *map(_meeting, facts.meetings),
        *map(_event, facts.events),
    ]
    places = list(Lane)
    entries.sort(key=lambda entry: places.index(entry.lane))
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))


def lane_text(lane: Lane) -> str:
    """What a lane is called."""
    return {
        Lane.MEASURED: _("Scans and results"),
        Lane.DONE: _("Plans, sessions and reviews"),
        Lane.SAID: _("Talks, meetings and events"),
    }[lane]


def _scan(scan: ScanSeen) -> Entry:
    words = _("Round {round}, filled in by {who}").format(
        round=scan.round, who=scan.staff or informant_text(scan.informant)
    )
    return Entry(
        Lane.MEASURED,
        scan.on,
        "clipboard-check",
        scan.title,
        f"{words}. {scan.remark}".strip() if scan.remark else words,
    )


def _results(results: Iterable[ResultFacts]) -> list[Entry]:
    """The tests of one moment and day together."""
    found = sorted(results, key=lambda result: (result.held_on, result.moment, result.test))
    entries = []
    for (on, moment), group in groupby(found, lambda result: (result.held_on, result.moment)):
        tests = list(group)
        title = ngettext("{n} test", "{n} tests", len(tests)).format(n=len(tests))
        words = ", ".join(f"{one.test} {one.level or ''}".strip() for one in tests)
        title = f"{title} ({moment})" if moment else title
        entries.append(Entry(Lane.MEASURED, on, "table", title, words))
    return entries


def _plan(plan: PlanSeen) -> list[Entry]:
    title = _("Plan: {name}").format(name=plan.name)
    if plan.state == "concept":
        title = _("Concept of a plan: {name}").format(name=plan.name)
    parts = (plan.goal, plan.who, _("look back on {date}").format(date=date_text(plan.review_on)))
    begin = Entry(
        Lane.DONE,
        plan.starts_on,
        "target",
        title,
        " · ".join(part for part in parts if part),
        until=plan.review_on,
        is_quiet=plan.state == "concept",
    )
    return [begin, *_sessions(plan)]


def _sessions(plan: PlanSeen) -> list[Entry]:
    """What was logged, a month in one line."""
    entries = []
    logged = sorted(plan.sessions)
    for _month, group in groupby(logged, lambda one: (one[0].year, one[0].month)):
        month = list(group)
        given = sum(was_given for _on, was_given in month)
        title = ngettext("{n} session given", "{n} sessions given", given).format(n=given)
        if missed := len(month) - given:
            title += ", " + ngettext("{n} not given", "{n} not given", missed).format(n=missed)
        entries.append(Entry(Lane.DONE, month[-1][0], "check", title, plan.name, is_quiet=True))
    return entries


def _review(review: ReviewSeen) -> Entry:
    decided = {
        "continue": _("Looked back: go on"),
        "adjust": _("Looked back: adjust"),
        "stop": _("Looked back: stop"),
    }[review.decision]
    words = ". ".join(part for part in (review.plan, review.words) if part)
    return Entry(Lane.DONE, review.on, "eye", decided, words)


def _talk(talk: TalkSeen) -> Entry:
    return Entry(Lane.SAID, talk.on, "message", _("Talk held with the pupil"), talk.outcome)


def _parent_talk(talk: ParentTalkSeen) -> Entry:
    title = _("Talk with the parents") if talk.is_held else _("Talk with the parents planned")
    if talk.at is not None and not talk.is_held:
        title = f"{title}, {clock(talk.at)}"
    return Entry(
        Lane.SAID,
        talk.on,
        "users",
        title,
        " · ".join(filter(None, (talk.outcome, *talk.agreed))),
        opens=("talk", talk.pupil_id),
        is_quiet=not talk.is_held,
    )


def _meeting(meeting: MeetingSeen) -> Entry:
    title = _("On the agenda of the support team")
    if meeting.is_closed:
        title = _("Talked about in the support team")
    words = " · ".join(part for part in (meeting.minutes, *meeting.actions) if part)
    return Entry(
        Lane.SAID,
        meeting.on,
        "users",
        title,
        words,
        opens=("meeting", meeting.id),
        is_quiet=not meeting.is_closed,
    )


def _event(event: EventFacts) -> Entry:
    icons = {"closure": "school", "storm": "cloud", "new-teacher": "user", "move": "map",
             "home": "home-heart"}  # fmt: skip
    whose = whose_text(event)
    title = kind_text(event.kind) + (f" ({whose})" if whose else "")
    return Entry(
        Lane.SAID,
        event.starts_on,
        icons.get(event.kind, "flag"),
        title,
        event.words,
        until=event.ends_on if event.ends_on > event.starts_on else None,
        event_id=event.id,
    )
