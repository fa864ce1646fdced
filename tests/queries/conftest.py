"""A small invented school with a row of everything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for, set_remark
from npo_desktop.queries.school import set_setting
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import Correction, RestrictedNote
from npo_desktop.store.tables import (
    Enrolment,
    Goal,
    Group,
    GroupTeacher,
    Guardian,
    ImportChange,
    ImportRun,
    Plan,
    Pupil,
    SourceKey,
    Staff,
    TestResult,
)

DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class FullPupil:
    """A pupil and what hangs on it; ``canary`` stands in every text of it."""

    id: UUID
    canary: str
    scan: UUID
    plan: UUID


class SmallSchool:
    """One round, group and colleague; ``add`` makes a pupil with a row in every table."""

    def __init__(self, session: Session, content: Content) -> None:
        self._content = content
        asked = add_round(session, "2026-1", DAY, date(2026, 11, 27))
        colleague = Staff(first_name="Ines", last_name="Pieters")
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        run = ImportRun(kind="pupils", format="csv", file_name="school.csv", counts={})
        session.add_all((colleague, group, run))
        session.flush()
        session.add(GroupTeacher(group_id=group.id, staff_id=colleague.id))
        self.round, self.staff, self.group, self.run = asked.id, colleague.id, group.id, run.id

    def add(
        self,
        session: Session,
        number: int,
        *,
        left_on: date | None = None,
        referred_on: date | None = None,
    ) -> FullPupil:
        """A pupil with a row of everything."""
        canary = f"Kanari{uuid4().hex[:12]}"
        pupil = Pupil(
            number=f"{number:05}",
            call_name=f"{canary}call",
            last_name=f"{canary}last",
            first_names=f"{canary}first",
            initials="K.",
            sort_name=f"{canary}last, {canary}call".lower(),
            eckid=f"{canary}eck",
            left_on=left_on,
            referred_on=referred_on,
        )
        session.add(pupil)
        session.flush()
        parent = Guardian(pupil_id=pupil.id, name=f"{canary}parent", relation="mother")
        plan = Plan(
            pupil_id=pupil.id,
            round_id=self.round,
            intervention="nothing-extra",
            who=f"{canary}who",
            first_step=f"{canary}step",
            pupil_words=f"{canary}says",
            reason=f"{canary}reason",
            starts_on=DAY,
            review_on=DAY,
            basis={"said": f"{canary}basis"},
        )
        session.add_all((parent, plan))
        session.flush()
        session.add_all(
            (
                Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=self.group),
                Goal(plan_id=plan.id, text=f"{canary}goal"),
                TestResult(pupil_id=pupil.id, test=f"{canary}test", held_on=DAY, score=10.5),
                SourceKey(
                    source=f"{canary}source",
                    kind="pupil",
                    key=f"{canary}key",
                    target_id=pupil.id,
                ),
                Correction(pupil_id=pupil.id, words=f"{canary}words", about=f"{canary}about"),
                RestrictedNote(
                    pupil_id=pupil.id,
                    kind="home",
                    nonce=bytes(12),
                    sealed=f"{canary}sealed".encode(),
                ),
            )
        )
        scan = self._scan(session, pupil.id, canary)
        self._import_notes(session, pupil.id, parent.id, scan, canary)
        set_setting(session, f"last.{number}", str(pupil.id))
        return FullPupil(pupil.id, canary, scan, plan.id)

    def _scan(self, session: Session, pupil_id: UUID, canary: str) -> UUID:
        teacher = self._content.questionnaires["teacher"]
        scan = scan_for(session, pupil_id, self.round, teacher, staff_id=self.staff)
        set_remark(session, scan, f"{canary}remark")
        for item in teacher.items[:5]:
            record_answer(session, scan, item.id, 2)
        return scan

    def _import_notes(
        self, session: Session, pupil_id: UUID, parent_id: UUID, scan: UUID, canary: str
    ) -> None:
        noted: dict[str, dict[str, object]] = {
            "pupil": {"id": str(pupil_id), "call_name": f"{canary}journal", "referred_on": "x"},
            "guardian": {
                "id": str(parent_id),
                "pupil_id": str(pupil_id),
                "name": f"{canary}journal",
            },
            "scan": {"id": str(scan), "pupil_id": str(pupil_id), "remark": f"{canary}journal"},
            "answer": {"scan_id": str(scan), "item": f"{canary}item", "value": 1},
            "source_key": {
                "source": "s",
                "kind": "pupil",
                "key": f"{canary}journal",
                "target_id": str(pupil_id),
            },
        }
        for name, row in noted.items():
            assert self.run is not None
            session.add(ImportChange(import_id=self.run, table_name=name, before=None, after=row))


@pytest.fixture
def small_school(store: Store, content: Content) -> SmallSchool:
    """A school without pupils yet."""
    with store.writing() as session:
        return SmallSchool(session, content)


@pytest.fixture
def add_pupils(store: Store, small_school: SmallSchool) -> Callable[..., list[FullPupil]]:
    """Add so many pupils with a row of everything."""

    def add(count: int, first: int = 1) -> list[FullPupil]:
        with store.writing() as session:
            return [small_school.add(session, first + number) for number in range(count)]

    return add
