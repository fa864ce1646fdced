"""Loading from a real store and writing the group workbook and the scores workbook."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.jobs.export_jobs import load_plan, render_plan
from npo_desktop.jobs.workbook_jobs import (
    load_group_workbook,
    load_scores_workbook,
    render_group_workbook,
    render_scores_workbook,
    scores_workbook_name,
)
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.planning.plan_sessions import log_session
from npo_desktop.queries.planning.plans import NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil

YEAR = "2026-2027"


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    with speaking("en"):
        yield


@pytest.fixture
def school(store: Store, content: Content) -> tuple[RoundFacts, UUID]:
    """Two groups of two pupils; the first of each has a plan, that of group 5 two sessions."""
    with store.writing() as session:
        this = add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4))
        teacher, plans = content.questionnaires["teacher"], []
        for grade in (5, 6):
            group = Group(school_year=YEAR, name=f"Groep {grade}", grade=grade)
            session.add(group)
            session.flush()
            for place in range(2):
                number = f"{grade}{place}"
                pupil = Pupil(number=number, call_name="Kim", last_name=f"Naam{number}")
                pupil.sort_name = f"naam{number}"
                session.add(pupil)
                session.flush()
                session.add(
                    Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id, grade=grade)
                )
                scan = scan_for(session, pupil.id, this.id, teacher)
                for item in teacher.for_age(9):
                    record_answer(session, scan, item.id, 1 + place)
                if place == 0:
                    new = NewPlan(
                        pupil.id,
                        this.id,
                        "small-group-tuition",
                        date(2026, 11, 2),
                        date(2027, 1, 29),
                        state="agreed",
                        sessions_per_week=2,
                        minutes=30,
                    )
                    plans.append(add_plan(session, new))
        for day in (10, 12):
            log_session(session, plans[:1], date(2026, 11, day), was_given=True)
    return this, plans[0]


def plan_rows(file: Path) -> list[dict[str, Any]]:
    values: list[Any] = list(openpyxl.load_workbook(file)["Plans"].values)
    return [dict(zip(values[1], row, strict=True)) for row in values[2:]]


def test_the_plan_of_the_store_comes_with_its_sessions_and_its_id(
    store: Store, content: Content, school: tuple[RoundFacts, UUID], tmp_path: Path
) -> None:
    this, plan_id = school
    with store.reading() as session:
        facts = load_plan(session, content, this)

    written = render_plan(facts, tmp_path / "plan.xlsx")

    first, second = plan_rows(written.paths[0])
    assert (first["Sessions given"], second["Sessions given"]) == (2, 0)
    assert first["Planned until now"] == 8 and first["Sessions planned"] > 8  # 4 weeks, twice
    assert first["npo-id"] == plan_id.hex
    assert "npo" not in written.sheets and written.pupils == 4


def test_the_group_workbook_holds_the_group_and_its_plans_alone(
    store: Store, content: Content, school: tuple[RoundFacts, UUID], tmp_path: Path
) -> None:
    this, plan_id = school
    with store.reading() as session:
        facts = load_group_workbook(session, content, this, "groep 5")

    written = render_group_workbook(facts, tmp_path / facts.file_name)

    book = openpyxl.load_workbook(written.paths[0])
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == list(written.sheets)
    assert shown == ["Group", "Group profile", "Notes", "Plans", "Review calendar"]
    assert [row["npo-id"] for row in plan_rows(written.paths[0])] == [plan_id.hex]
    assert "Naam6" not in str([list(sheet.values) for sheet in book])
    assert written.pupils == 2 and "naam" not in written.paths[0].name.casefold()


def test_the_group_workbook_of_the_whole_school_holds_everybody(
    store: Store, content: Content, school: tuple[RoundFacts, UUID], tmp_path: Path
) -> None:
    with store.reading() as session:
        facts = load_group_workbook(session, content, school[0])

    written = render_group_workbook(facts, tmp_path / "school.xlsx")

    assert written.pupils == 4 and len(plan_rows(written.paths[0])) == 2


def test_both_workbooks_can_be_laid_out_for_letter_paper(
    store: Store, content: Content, school: tuple[RoundFacts, UUID], tmp_path: Path
) -> None:
    with store.reading() as session:
        group = load_group_workbook(session, content, school[0], "Groep 5")
        scores = load_scores_workbook(session, content, school[0])

    files = (tmp_path / "group.xlsx", tmp_path / "scores.xlsx")
    render_group_workbook(group, files[0], paper="letter")
    render_scores_workbook(scores, files[1], paper="letter")

    for file in files:
        book: Any = openpyxl.load_workbook(file)
        shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
        assert {int(sheet.page_setup.paperSize) for sheet in shown} == {1}


def test_a_group_that_is_not_there_is_told(
    store: Store, content: Content, school: tuple[RoundFacts, UUID]
) -> None:
    with store.reading() as session, pytest.raises(UserError):
        load_group_workbook(session, content, school[0], "Groep 9")


def test_the_scores_workbook_is_written_whole(
    store: Store, content: Content, school: tuple[RoundFacts, UUID], tmp_path: Path
) -> None:
    with store.reading() as session:
        facts = load_scores_workbook(session, content, school[0])

    written = render_scores_workbook(facts, tmp_path / "out" / scores_workbook_name(facts))

    assert written.paths[0].name == "scores-2026-2-20261124.xlsx"
    book = openpyxl.load_workbook(written.paths[0])
    assert tuple(book.sheetnames) == written.sheets
    assert len(list(book["Signals"].values)) == 2 + 4
    assert [path.name for path in (tmp_path / "out").iterdir()] == [written.paths[0].name]
