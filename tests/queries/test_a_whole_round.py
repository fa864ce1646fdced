"""A whole round of the practice school, answer by answer, with the board right all along.

``NPO_FULL=1`` looks at the board after every tenth step; without it after every two hundredth,
because looking takes longer than all the answers together.
"""

import os
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind
from npo_desktop.demo import PASSPHRASE
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.scan_progress import board_of, round_progress
from npo_desktop.queries.answers import record_answer, withdraw_answer
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Enrolment, Group, Pupil

Step = tuple[UUID, str, str, int | None, bool]  # pupil, list, item, answer, withdrawn again
Board = dict[tuple[str, str], tuple[int, int, int]]  # group and list: complete, begun, asked
STARTS, ENDS = date(2027, 1, 18), date(2027, 2, 12)
YEAR = "2026-2027"
IS_WHOLE = os.environ.get("NPO_FULL") == "1"
TEN = 10
EVERY = TEN if IS_WHOLE else 20 * TEN


@pytest.fixture
def school(practice_made_once: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(practice_made_once.parent, tmp_path, dirs_exist_ok=True)
    opened = open_store(tmp_path / practice_made_once.name, PASSPHRASE)
    yield opened
    opened.close()


def test_the_board_is_right_at_every_tenth_step_of_a_whole_round(
    school: Store, content: Content, monkeypatch: pytest.MonkeyPatch, chance: Random
) -> None:
    monkeypatch.setenv("NPO_TODAY", "2027-01-20")
    with school.writing() as session:
        this = add_round(session, "2027-1", STARTS, ENDS)
        _newcomers(session, 7)
        pupils = pupil_list(session, YEAR, on=STARTS)
        steps = _steps(content, pupils, chance)
        for pupil in chance.sample(pupils, 3):
            set_exception(session, this.id, pupil.id, "pupil", chance.random() < 0.5, "practice")
    assert len(pupils) == 180
    looked, took_entering, took_looking = 0, 0.0, 0.0
    entered = sum(not step[-1] for step in steps)
    scans: dict[tuple[UUID, str], UUID] = {}
    for number in range(0, len(steps) + TEN, TEN):
        began = time.perf_counter()
        with school.writing() as session:
            for step in steps[number : number + TEN]:
                _enter(session, content, this, step, scans)
        took_entering += time.perf_counter() - began
        if number % EVERY == 0 or number >= len(steps):
            began = time.perf_counter()
            board = _board(school, content, this)
            took_looking += time.perf_counter() - began
            looked += 1
            assert board == _recounted(school, content, this), f"wrong after step {number + TEN}"
    sys.stdout.write(
        f"{entered} answers in {took_entering:.1f} s; the board {looked} times,"
        f" {1000 * took_looking / looked:.0f} ms each"
        + ("" if IS_WHOLE else "; NPO_FULL=1 looks twenty times as often")
        + "\n"
    )
    assert entered > 9000
    assert all(complete == asked for complete, _begun, asked in board.values())


def _enter(
    session: Session,
    content: Content,
    this: RoundFacts,
    step: Step,
    scans: dict[tuple[UUID, str], UUID],
) -> None:
    pupil_id, code, item, value, withdrawn = step
    if (pupil_id, code) not in scans:
        questionnaire = content.questionnaires[code]
        scans[pupil_id, code] = scan_for(session, pupil_id, this.id, questionnaire)
    if withdrawn:
        withdraw_answer(session, scans[pupil_id, code], item)
    else:
        record_answer(session, scans[pupil_id, code], item, value)


def _newcomers(session: Session, count: int) -> None:
    """The practice school has 173 pupils this year; more come in the second week of the round."""
    groups = session.exec(select(Group).where(Group.school_year == YEAR).order_by(col(Group.name)))
    for number, group in enumerate(groups.all()[:count]):
        pupil = Pupil(
            number=f"N{number}",
            call_name=f"New{number}",
            sort_name=f"new{number}",
            birth_date=date(STARTS.year - 4 - (group.grade or 0), 3, 1),
            entered_on=STARTS + timedelta(days=8),
        )
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))


def _steps(content: Content, pupils: Any, draw: Random) -> list[Step]:
    """Every answer of the round; the lists of many are under way at once, some answers change."""
    lists: list[list[Step]] = []
    for pupil in pupils:
        for code, questionnaire in content.questionnaires.items():
            items = [one for one in questionnaire.items if _is_for(one, pupil.age_on(STARTS))]
            if code == "pupil":  # an exception asks more than the age does
                items = [one for one in questionnaire.items if one.kind is Kind.CHOICE]
            steps: list[Step] = []
            for item in items:
                top = questionnaire.top_of(item)
                value = None if draw.random() < 0.05 else draw.randint(0, top)
                if draw.random() < 0.02:  # a slip: another answer, taken back
                    steps.append((pupil.id, code, item.id, draw.randint(0, top), False))
                    steps.append((pupil.id, code, item.id, None, True))
                steps.append((pupil.id, code, item.id, value, False))
            if steps:
                lists.append(steps)
    draw.shuffle(lists)
    found: list[Step] = []
    open_lists, lists = lists[:24], lists[24:]
    while open_lists:
        mine = draw.choice(open_lists)
        for _n in range(min(len(mine), draw.randint(1, 12))):
            found.append(mine.pop(0))
        if not mine:
            open_lists.remove(mine)
            if lists:
                open_lists.append(lists.pop())
    return found


def _board(store: Store, content: Content, this: RoundFacts) -> Board:
    with store.reading() as session:
        board = board_of(round_progress(session, content.questionnaires, this))
    return {
        (row.group, code): (count.complete, count.begun, count.asked)
        for row in board
        for code, count in row.lists.items()
    }


def _recounted(store: Store, content: Content, this: RoundFacts) -> Board:
    """The same from plain rows, slowly: nothing of the program counts here."""
    raw: Any = store.engine.raw_connection().driver_connection
    asked_more = {
        (pupil, code): bool(is_asked)
        for pupil, code, is_asked in raw.execute(
            "SELECT pupil_id, questionnaire, is_asked FROM round_exception WHERE round_id = ?",
            (this.id.hex,),
        )
    }
    given: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pupil, code, item in raw.execute(
        "SELECT scan.pupil_id, scan.questionnaire, answer.item FROM answer, scan"
        " WHERE answer.scan_id = scan.id AND scan.round_id = ?",
        (this.id.hex,),
    ):
        given[pupil, code].add(item)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for pupil, born, left, group in raw.execute(
        "SELECT pupil.id, birth_date, left_on, school_group.name FROM pupil, enrolment"
        " LEFT JOIN school_group ON school_group.id = enrolment.group_id"
        " WHERE enrolment.pupil_id = pupil.id AND enrolment.school_year = ?",
        (YEAR,),
    ):
        if left is not None and left <= STARTS.isoformat():
            continue
        year, month, day = map(int, born.split("-"))
        age = STARTS.year - year - ((STARTS.month, STARTS.day) < (month, day))
        for code, questionnaire in content.questionnaires.items():
            wanted = {one.id for one in questionnaire.items if _is_for(one, age)}
            exception = asked_more.get((pupil, code))
            if exception is False:
                wanted = set()
            elif exception and not wanted:
                wanted = {one.id for one in questionnaire.items if _is_for(one, one.age_min)}
            wanted -= {one.id for one in questionnaire.items if one.optional}
            done = len(wanted & given[pupil, code])
            count = counts[group or "", code]
            count[0] += bool(wanted) and done == len(wanted)
            count[1] += 0 < done < len(wanted)
            count[2] += bool(wanted)
    return {key: (found[0], found[1], found[2]) for key, found in counts.items()}


def _is_for(item: Item, age: int) -> bool:
    return item.kind is not Kind.NOTE and item.age_min <= age <= item.age_max
