"""The largest school there is, 700 pupils in 32 groups, with a round that is filled in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from measure import Finding, cpu
from sqlalchemy import insert
from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.content.load import load_content
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts
from npo_desktop.dossiers.round_scores import ScoredRound, score_round
from npo_desktop.queries.answering.scan_progress import board_of, round_progress
from npo_desktop.queries.dossiers import read_round
from npo_desktop.queries.meetings.mentions import load_attention
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round, current_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil

PUPILS, GROUPS, YEAR = 700, 32, "2026-2027"
STARTS, LATER = date(2026, 11, 2), date(2027, 2, 1)


def big_school(folder: Path) -> list[Finding]:
    """The boards of a full round and of one in two tiers, from the store to the rows they show.

    And everybody's scores and who to talk about, from the store too, of the second round.
    """
    cheap = Cost(memory=64, passes=1, lanes=1)
    path = folder / "big.npo"
    store, _key = create_store(path, "a long passphrase for a stick", _SCHOOL, cost=cheap)
    with store.writing() as session:
        answers = _fill(session, add_round(session, "2026-1", STARTS, date(2026, 12, 4)))
    found = [_measured(store, STARTS, answers)]
    with store.writing() as session:
        later = add_round(session, "2027-1", LATER, date(2027, 2, 26), form="two-tier")
        answers = _fill(session, later)
    found += [_measured(store, LATER, answers), *_talked_about(store)]
    store.close()
    return found


_SCHOOL = NewSchool("Big school", "bonaire", place="Kralendijk")


def _measured(store: Store, day: date, answers: int) -> Finding:
    questionnaires = load_content().questionnaires
    with store.reading() as session:
        this = current_round(session, day)
        assert this is not None
        progress = round_progress(session, questionnaires, this)
        if this.form == "full":
            assert sum(one.answered for one in progress) == answers
        assert len(board_of(progress)) == GROUPS
        took = cpu(lambda: board_of(round_progress(session, questionnaires, this)), runs=11)
    name = f"the board of {PUPILS} pupils, {answers} answers"
    tiers = " in two tiers" * (this.form != "full")
    return Finding(f"{name}{tiers} (CPU)", took, None, 100, "ms")


def _talked_about(store: Store) -> list[Finding]:
    """What stands behind the pages, which the worker makes again after a change."""
    questionnaires = load_content().questionnaires
    with store.reading() as session:
        this = current_round(session, LATER)
        assert this is not None
        scans = sum(map(len, read_round(session, this).scans.values()))
        assert scans > 3_000

        def scored() -> ScoredRound:
            return score_round(questionnaires, read_round(session, this))

        def listed() -> Sequence[object]:
            return load_attention(session, scored()).on

        assert listed(), "a list of nobody proves nothing"
        both, whole = cpu(scored, runs=5), cpu(listed, runs=5)
    return [
        Finding(f"{PUPILS} pupils, {scans} scans, read and scored (CPU)", both, None, 700, "ms"),
        Finding("the same, with the list to talk about (CPU)", whole, None, 1000, "ms"),
    ]


def _fill(session: Session, this: RoundFacts) -> int:
    """Two thirds of every list are answered, a third of them in part; how many answers that is."""
    known = pupil_list(session, YEAR) or _pupils(session)
    rng = Random(this.name)
    rows: list[dict[str, Any]] = []
    for n, pupil in enumerate(known):
        level = rng.choice((1, 2, 2, 3, 3, 3))
        for questionnaire in load_content().questionnaires.values():
            asked = questionnaire.for_age(pupil.age_on(this.starts_on))
            items = [one for one in asked if not one.optional]
            if not items:
                continue
            scan_id = scan_for(session, pupil.id, this.id, questionnaire)
            wanted = items if n % 3 else items[: len(items) // 3]
            for item in wanted:
                kept = min(max(level + rng.choice((-1, 0, 0, 1)), 0), questionnaire.top_of(item))
                value = questionnaire.top_of(item) - kept if item.reverse else kept
                rows.append(
                    {"scan_id": scan_id, "item": item.id, "value": value, "answered_at": now()}
                )
    session.execute(insert(Answer), rows)
    return len(rows)


def _pupils(session: Session) -> list[PupilFacts]:
    groups = [_group(n) for n in range(GROUPS)]
    session.add_all(groups)
    session.flush()
    for n in range(PUPILS):
        group = groups[n % GROUPS]
        born = date(STARTS.year - (group.grade or 0) - 4, 3, 1)
        pupil = Pupil(number=str(n), call_name=f"P{n}", sort_name=f"p{n:03}", birth_date=born)
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))
    return pupil_list(session, YEAR)


def _group(n: int) -> Group:
    grade = n % 8 + 1
    return Group(school_year=YEAR, name=f"Groep {grade}{'abcd'[n // 8]}", grade=grade)
