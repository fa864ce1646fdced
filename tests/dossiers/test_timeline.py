"""One pupil's years: three lanes, what happened beside a change, and what may be said already."""

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
)
from npo_desktop.dossiers.events import KINDS, EventFacts, beside_text, events_between, kind_text
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.readiness import Light, ListGiven, readiness_of
from npo_desktop.dossiers.timeline import (
    Lane,
    MeetingSeen,
    ParentTalkSeen,
    PlanSeen,
    ReviewSeen,
    ScanSeen,
    TalkSeen,
    TimelineFacts,
    timeline,
)
from npo_desktop.i18n import speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

TEACHER, PUPIL, PARENT = Informant.TEACHER, Informant.PUPIL, Informant.PARENT


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def storm(first: date, last: date, kind: str = "storm") -> EventFacts:
    return EventFacts(uuid4(), kind, first, last)


def result(test: str, level: str) -> ResultFacts:
    return ResultFacts(test, None, "M5", date(2026, 1, 28), 70.0, level, "nl", "Nederland", "I-V")


def test_everything_stands_on_its_lane_the_newest_first() -> None:
    plan_id = uuid4()
    facts = TimelineFacts(
        scans=(ScanSeen("2026-1", "Teacher's list", TEACHER, date(2026, 11, 10)),),
        results=(result("Spelling", "V"), result("Maths", "II")),
        plans=(PlanSeen(plan_id, "Mentoring", "agreed", date(2026, 2, 2), date(2026, 5, 1)),),
        reviews=(ReviewSeen(plan_id, "Mentoring", date(2026, 5, 1), "stop", "Goal reached"),),
        talks=(TalkSeen(date(2026, 11, 20), "Friends again"),),
        meetings=(MeetingSeen(uuid4(), date(2026, 6, 23), "Look again", True, ("Ana: call",)),),
        events=(storm(date(2026, 9, 14), date(2026, 9, 25)),),
    )
    entries = timeline(facts)
    assert [entry.on for entry in entries] == sorted((one.on for one in entries), reverse=True)
    assert [(one.lane, one.title) for one in entries] == [
        (Lane.SAID, "Talk held with the pupil"),
        (Lane.MEASURED, "Teacher's list"),
        (Lane.SAID, "Storm (the whole school)"),
        (Lane.SAID, "Talked about in the support team"),
        (Lane.DONE, "Looked back: stop"),
        (Lane.DONE, "Plan: Mentoring"),
        (Lane.MEASURED, "2 tests (M5)"),
    ]
    assert entries[3].words == "Look again · Ana: call" and entries[3].opens[0] == "meeting"
    assert entries[-1].words == "Maths II, Spelling V"


def test_sessions_are_told_a_month_in_one_line() -> None:
    september = tuple((date(2026, 9, day), day != 8) for day in (1, 8, 15))
    days = (*september, (date(2026, 10, 1), True))
    plan = PlanSeen(uuid4(), "Tables", "agreed", date(2026, 9, 1), date(2026, 12, 1), sessions=days)
    told = [entry.title for entry in timeline(TimelineFacts(plans=(plan,)))]
    assert told == [
        "1 session given",
        "2 sessions given, 1 not given",
        "Plan: Tables",
    ]


def test_every_kind_of_event_has_a_name_and_an_entry() -> None:
    events = tuple(
        storm(date(2026, 1, n + 1), date(2026, 1, n + 1), kind) for n, kind in enumerate(KINDS)
    )
    assert (
        len({kind_text(kind) for kind in KINDS})
        == len(KINDS)
        == len(timeline(TimelineFacts(events=events)))
    )


def test_only_what_lies_between_the_rounds_and_touches_the_school_stands_beside_a_change() -> None:
    first, last = date(2026, 5, 11), date(2026, 11, 24)
    closed = storm(date(2026, 9, 1), date(2026, 9, 21), "closure")
    over_the_edge = storm(date(2026, 5, 1), date(2026, 5, 11))
    before = storm(date(2026, 5, 1), date(2026, 5, 10))
    at_home = storm(date(2026, 9, 1), date(2026, 9, 1), "home")
    found = events_between((closed, over_the_edge, before, at_home), first, last)
    assert found == (closed, over_the_edge)
    assert beside_text(closed) == "Between these rounds the school was closed for 3 weeks."
    short = storm(first, first)
    assert beside_text(short) == "Between these rounds there was a storm: no lessons for 1 day."


def dossier(*changes: ScoredChange, has_scores: bool = True) -> Dossier:
    pupil = PupilFacts(uuid4(), "1", "Ana", "", "Test", None, 5, "Groep 5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    score = ItemScore(3, 3, 2.0, 6.0, 50.0)
    seen = SubscaleScore("EF-INI", TEACHER, "teacher", "1", this.starts_on, 4, score, Band.FINE)
    return Dossier(pupil, this, scores=(seen,) if has_scores else (), changes=changes)


def change(verdict: Verdict, why: NoVerdict | None = None) -> ScoredChange:
    return ScoredChange(TEACHER, "EF-INI", 1.0, 2.0, None, verdict, why)


def test_the_light_says_what_is_there_what_is_missing_and_from_whom() -> None:
    lists = (ListGiven(TEACHER, 51, 51), ListGiven(PUPIL, 12, 9), ListGiven(PARENT, 10, 0))
    found = readiness_of(dossier(change(Verdict.UNCHANGED)), lists)
    assert found.light is Light.PARTLY
    assert found.lists == (
        "The pupil's list is 3 questions short.",
        "There is no parents' list yet.",
        "The teacher's list is complete.",
    )
    assert found.missing == (Informant.PUPIL, Informant.PARENT)
    assert "Changes since the round before can be shown." in found.may
    assert "Different views cannot be compared yet." in found.not_yet


def test_with_every_list_in_there_is_nothing_to_wait_for() -> None:
    lists = [ListGiven(who, 10, 10) for who in Informant]
    found = readiness_of(dossier(change(Verdict.IMPROVED)), lists)
    assert found.light is Light.READY and found.missing == ()
    assert "Teacher, pupil and parents can be compared." in found.may


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (NoVerdict.OTHER_RATER, "another person answered"),
        (NoVerdict.TWO_TIERS, "the short scan was used"),
        (NoVerdict.TOO_FEW, "too few answers"),
    ],
)
def test_why_no_change_is_shown_is_told(why: NoVerdict, words: str) -> None:
    found = readiness_of(dossier(change(Verdict.UNKNOWN, why)), [ListGiven(TEACHER, 51, 51)])
    assert any(words in one for one in found.not_yet)


def test_a_pupil_without_any_scan_is_told_where_to_start() -> None:
    found = readiness_of(dossier(has_scores=False), [ListGiven(TEACHER, 51, 0)])
    assert found.light is Light.NOT_YET
    assert found.not_yet[0] == "There is no profile yet: start with the teacher's list."


def test_a_talk_with_the_parents_says_what_was_agreed_and_a_planned_one_when_it_is() -> None:
    pupil = uuid4()
    planned = ParentTalkSeen(pupil, date(2026, 11, 27), at=12 * 60 + 45)
    held = ParentTalkSeen(
        pupil, date(2026, 6, 11), 765, is_held=True, outcome="agreed together", agreed=("Read.",)
    )
    coming, over = timeline(TimelineFacts(parent_talks=(held, planned)))
    assert (coming.title, coming.is_quiet) == ("Talk with the parents planned, 12:45", True)
    assert (over.title, over.words) == ("Talk with the parents", "agreed together · Read.")
    assert coming.opens == over.opens == ("talk", pupil)
