"""The list to talk about of 700 pupils, and one pupil of whom twelve rounds are known. CPU time."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from big_school import PUPILS, YEAR
from measure import Finding, cpu
from sqlalchemy import insert
from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.content.load import load_content
from npo_desktop.dossiers.attention_words import whys_text
from npo_desktop.dossiers.round_scores import score_round
from npo_desktop.dossiers.timeline import timeline
from npo_desktop.names import folded
from npo_desktop.queries.dossiers import load_dossier, read_round, round_norms
from npo_desktop.queries.meetings.meeting_agenda import next_step_text
from npo_desktop.queries.meetings.meetings import add_meeting, close_meeting
from npo_desktop.queries.meetings.mentions import load_attention, mention_pupil, set_list_length
from npo_desktop.queries.meetings.talked import beside_names
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.timelines import load_timeline
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.plan_tables import GrowthNorm
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil, TestResult

ROUNDS, GROUP = 12, 30  # rounds of one pupil, and of the class around it
LATE = date(2026, 11, 24)
_SCHOOL = NewSchool("Big school", "bonaire", place="Kralendijk")


def talked_about(folder: Path) -> list[Finding]:
    """Two stores: one wide, one long."""
    return [*_wide(folder / "wide.npo"), *_long(folder / "long.npo")]


def _wide(path: Path) -> list[Finding]:
    store, content = _made(path), load_content()
    with store.writing() as session:
        pupils = _pupils(session, PUPILS)
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        _answer(session, pupils, this.id, Random(1))
        _results(session, pupils, Random(2))
        for pupil in pupils[:10]:
            mention_pupil(session, this.id, pupil, "Asked for by a colleague")
        meeting = add_meeting(session, this.id, LATE, pupils[:40])
        close_meeting(session, meeting, today=LATE)
        set_list_length(session, 0)
    with store.reading() as session:
        scored = score_round(content.questionnaires, read_round(session, this))

        def listed() -> list[str]:
            found, beside = load_attention(session, scored), beside_names(session)
            return [
                whys_text(row, content.subscales)
                + next_step_text(row.dossier.pupil.id, row, beside)
                for row in found.on
            ]

        assert len(listed()) > 50, "a list of nobody proves nothing"
        took = cpu(listed, runs=9)
    store.close()
    return [Finding(f"the list to talk about of {PUPILS} pupils (CPU)", took, None, 300, "ms")]


def _long(path: Path) -> list[Finding]:
    store, content = _made(path), load_content()
    with store.writing() as session:
        pupils = _pupils(session, GROUP)
        for n in range(ROUNDS):
            starts = date(2021, 2, 1) + timedelta(days=180 * n)
            this = add_round(session, f"R{n}", starts, starts + timedelta(days=30))
            _answer(session, pupils, this.id, Random(n))
        _results(session, pupils, Random(3))
    with store.reading() as session:
        last = round_list(session)[-1]
        norms = round_norms(session, content.questionnaires, last)
        turn = iter(range(1_000_000))

        def opened() -> None:
            load_dossier(session, content.questionnaires, pupils[next(turn) % GROUP], norms)

        def told() -> int:
            facts = load_timeline(session, content, pupils[next(turn) % GROUP])
            return len(timeline(facts))

        assert told() > ROUNDS
        dossier, years = cpu(opened, runs=60, warm=10), cpu(told, runs=60, warm=10)
    store.close()
    return [
        Finding(f"a dossier with {ROUNDS} rounds in the store (CPU)", dossier, None, 10, "ms"),
        Finding(f"its timeline of {ROUNDS} rounds, when it opens (CPU)", years, None, 25, "ms"),
    ]


def _made(path: Path) -> Store:
    cheap = Cost(memory=64, passes=1, lanes=1)
    store, _key = create_store(path, "a long passphrase for a stick", _SCHOOL, cost=cheap)
    return store


def _pupils(session: Session, count: int) -> list[UUID]:
    """In classes of about 22, of year groups 3 to 8."""
    ids: list[UUID] = []
    for n in range(count):
        grade = 3 + n * 6 // count
        if n % 22 == 0:
            group = Group(school_year=YEAR, name=f"Group {n // 22}", grade=grade)
            session.add(group)
            session.flush()
        name = f"Pupil {n:04}"
        pupil = Pupil(number=f"P{n}", call_name=name, last_name="Test", sort_name=folded(name))
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id, grade=grade))
        ids.append(pupil.id)
    session.flush()
    return ids


def _answer(session: Session, pupils: list[UUID], round_id: UUID, rng: Random) -> None:
    """The teacher's whole list of everybody; some stand low over the whole line."""
    form = load_content().questionnaires["teacher"]
    rows: list[dict[str, Any]] = []
    for pupil in pupils:
        scan_id = scan_for(session, pupil, round_id, form)
        level = rng.choice((1, 2, 2, 3, 3, 3))
        for item in form.items:
            kept = min(max(level + rng.choice((-1, 0, 0, 1)), 0), form.top)
            value = form.top - kept if item.reverse else kept
            rows.append({"scan_id": scan_id, "item": item.id, "value": value, "answered_at": now()})
    session.execute(insert(Answer), rows)


def _results(session: Session, pupils: list[UUID], rng: Random) -> None:
    tests = (("Spelling", "COG-SPE"), ("Maths", "COG-MAT"), ("Reading", "COG-TEC"))
    rows: list[dict[str, Any]] = []
    for pupil in pupils:
        for test, subscale in tests:
            for moment, day, points in (("M5", date(2026, 1, 28), 0), ("E5", date(2026, 6, 3), 7)):
                rows.append(
                    {
                        "id": uuid4(),
                        "pupil_id": pupil,
                        "test": test,
                        "subscale": subscale,
                        "moment": moment,
                        "held_on": day,
                        "score": float(70 + points + rng.randrange(-8, 9)),
                        "level": rng.choice(("I", "II", "III", "IV", "V")),
                        "level_scale": "I-V",
                        "language": "nl",
                        "norm_group": "Nederland",
                    }
                )
    session.execute(insert(TestResult), rows)
    for test, _subscale in tests:
        session.add(
            GrowthNorm(test=test, first_moment="M5", second_moment="E5", gain=7.0, error=3.0)
        )
