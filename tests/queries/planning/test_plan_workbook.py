"""What the Excel plan is made of, read from a real encrypted store."""

import os
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.i18n import speaking
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.planning.plan_workbook import load_plan_workbook
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.safe_file import write_bytes
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Pupil, Staff

YEAR = "2026-2027"
MADE_ON = date(2026, 11, 24)
CANARY = "Evertszkanarie"


def enrol(session: Session, number: str, last_name: str, group: Group | None) -> UUID:
    pupil = Pupil(number=number, call_name="Jeandro", last_name=last_name, sort_name=last_name)
    session.add(pupil)
    session.flush()
    group_id = group.id if group else None
    session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group_id, grade=5))
    session.flush()
    return pupil.id


@pytest.fixture
def facts(store: Store, content: Content) -> PlanWorkbook:
    """Two groups of one name, one pupil in none, one who left; a scan and two plans."""
    with store.writing() as session:
        this = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 11, 27))
        teacher = Staff(first_name="Ilvienne", last_name="Mensche")
        first = Group(school_year=YEAR, name="5", grade=5)
        second = Group(school_year=YEAR, name="5", grade=5)
        elsewhere = Group(school_year="2025-2026", name="4", grade=4)
        session.add_all([teacher, first, second, elsewhere])
        session.flush()
        session.add(GroupTeacher(group_id=first.id, staff_id=teacher.id))
        here = enrol(session, "1", CANARY, first)
        enrol(session, "2", "Cicilia", second)
        enrol(session, "3", "Coffie", elsewhere)  # a group of another year is no group now
        gone = enrol(session, "4", "Windt", first)
        form = content.questionnaires["teacher"]
        scan = scan_for(session, here, this.id, form)
        for item in form.for_age(8):
            record_answer(session, scan, item.id, 1)
        for pupil in (here, gone):
            add_plan(
                session,
                NewPlan(
                    pupil_id=pupil,
                    round_id=this.id,
                    intervention="small-group-tuition",
                    starts_on=date(2026, 11, 30),
                    review_on=date(2027, 2, 12),
                    goals=(GoalFacts("Leest 20 woorden.", "COG-TEC", 25.0, 50.0),),
                    who="juf Ilvienne",
                    weeks=10,
                ),
            )
        session.get_one(Pupil, gone).left_on = date(2026, 10, 1)  # after the plan was made
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        return load_plan_workbook(session, content, norms, made_on=MADE_ON)


def test_everybody_is_in_a_group_once(facts: PlanWorkbook) -> None:
    names = [
        (group.name, group.teachers, [d.pupil.last_name for d in group.dossiers])
        for group in facts.groups
    ]

    assert sorted(names[:2], reverse=True) == [
        ("5", ("Ilvienne Mensche",), [CANARY, "Windt"]),
        ("5", (), ["Cicilia"]),
    ]
    assert names[2:] == [("", (), ["Coffie"])]
    assert (facts.school, facts.is_practice, facts.made_on) == ("Basisschool Test", False, MADE_ON)


def test_plans_come_with_goals_and_scores(facts: PlanWorkbook) -> None:
    chosen = [pair for group in facts.groups for pair in facts.approaches_of(group)]

    assert [dossier.pupil.last_name for dossier, _approach in chosen] == [CANARY, "Windt"]
    dossier, approach = chosen[0]
    assert (approach.who, approach.weeks, approach.state) == ("juf Ilvienne", 10, "concept")
    assert [(g.text, g.subscale, g.start_value, g.target_value) for g in approach.goals] == [
        ("Leest 20 woorden.", "COG-TEC", 25.0, 50.0)
    ]
    assert any(scored.score.mean == 1 for scored in dossier.scores)


def test_the_file_is_whole_and_no_name_reaches_the_temp_folder(
    facts: PlanWorkbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp, out = tmp_path / "temp", tmp_path / "out"
    temp.mkdir()
    out.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    opened: list[str] = []
    real_open = os.open

    def watched(path: str, flags: int, mode: int = 0o777, **options: int) -> int:
        opened.append(str(path))
        return real_open(path, flags, mode, **options)

    monkeypatch.setattr(os, "open", watched)  # tempfile and safe_file both come through here
    with speaking("nl"):
        write_bytes(out / "plan.xlsx", plan_workbook(facts))

    assert [path for path in opened if path.startswith(str(temp))] == []
    assert list(temp.iterdir()) == []
    assert [path.name for path in out.iterdir()] == ["plan.xlsx"]
    book = openpyxl.load_workbook(BytesIO((out / "plan.xlsx").read_bytes()))
    assert CANARY in str([list(sheet.values) for sheet in book])
