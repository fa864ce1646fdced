"""The largest school there is, 700 pupils in 32 groups, with a round that is filled in."""

from datetime import date
from pathlib import Path
from typing import Any

from measure import Finding, alone
from sqlalchemy import insert
from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.content.load import load_content
from npo_desktop.queries.rounds import add_round, current_round
from npo_desktop.queries.scan_progress import board_of, round_progress
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil

PUPILS, GROUPS, YEAR = 700, 32, "2026-2027"
STARTS = date(2026, 11, 2)


def board(folder: Path) -> list[Finding]:
    """The board of a round in which everybody is busy, from the store to the rows it shows."""
    cheap = Cost(memory=64, passes=1, lanes=1)
    path = folder / "big.npo"
    store, _key = create_store(path, "a long passphrase for a stick", _SCHOOL, cost=cheap)
    with store.writing() as session:
        answers = _fill(session)
    found = _measured(store, answers)
    store.close()
    return found


_SCHOOL = NewSchool("Big school", "bonaire", place="Kralendijk")


def _measured(store: Store, answers: int) -> list[Finding]:
    questionnaires = load_content().questionnaires
    with store.reading() as session:
        this = current_round(session, STARTS)
        assert this is not None
        progress = round_progress(session, questionnaires, this)
        assert sum(one.answered for one in progress) == answers
        assert len(board_of(progress)) == GROUPS
        took = alone(lambda: board_of(round_progress(session, questionnaires, this)), runs=11)
    name = f"the board of {PUPILS} pupils, {answers} answers"
    return [Finding(name, took, None, 100, "ms")]


def _fill(session: Session) -> int:
    """Two thirds of every list are answered; how many answers that is."""
    content = load_content()
    this = add_round(session, "2026-1", STARTS, date(2026, 12, 4))
    groups = [_group(n) for n in range(GROUPS)]
    session.add_all(groups)
    session.flush()
    rows: list[dict[str, Any]] = []
    for n in range(PUPILS):
        group = groups[n % GROUPS]
        grade = group.grade or 0
        born = date(STARTS.year - grade - 4, 3, 1)
        pupil = Pupil(number=str(n), call_name=f"P{n}", sort_name=f"p{n:03}", birth_date=born)
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))
        for questionnaire in content.questionnaires.values():
            items = [one for one in questionnaire.for_age(grade + 4) if not one.optional]
            if not items:
                continue
            scan_id = scan_for(session, pupil.id, this.id, questionnaire)
            wanted = items if n % 3 else items[: len(items) // 3]
            rows += [
                {"scan_id": scan_id, "item": item.id, "value": 2, "answered_at": now()}
                for item in wanted
            ]
    session.execute(insert(Answer), rows)
    return len(rows)


def _group(n: int) -> Group:
    grade = n % 8 + 1
    return Group(school_year=YEAR, name=f"Groep {grade}{'abcd'[n // 8]}", grade=grade)
