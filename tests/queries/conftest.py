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
from npo_desktop.store.plan_tables import (
    Event,
    GroupPlan,
    GroupPlanMember,
    Meeting,
    MeetingAction,
    MeetingPoint,
    Mention,
    PlanReview,
    PlanSession,
    PlanVersion,
    Strength,
)
from npo_desktop.store.safety_tables import Correction, RestrictedNote
from npo_desktop.store.support_tables import (
    Block,
    PairRule,
    SupportConsent,
    SupportGroup,
    SupportPeriod,
    SupportPlace,
)
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
from npo_desktop.store.talk_tables import ParentEvening, ParentTalk, TalkAgreement

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
        self._before: UUID | None = None  # the pupil added last
        self._support_groups(session)

    def _support_groups(self, session: Session) -> None:
        """A block with one support group, its plan, and a meeting."""
        block = Block(round_id=self.round, name="Block 1", starts_on=DAY, ends_on=DAY)
        period = SupportPeriod(weekday=2, starts_at=540, ends_at=570)
        meeting = Meeting(round_id=self.round, held_on=DAY, name="Team", present="Ines Pieters")
        evening = ParentEvening(name="Ouderavond", held_on=DAY, starts_at="19:00")
        session.add_all((block, period, meeting, evening))
        session.flush()
        together = SupportGroup(
            block_id=block.id,
            intervention="nothing-extra",
            name="Tellen",
            staff_id=self.staff,
            periods=[str(period.id)],
        )
        session.add(together)
        session.flush()
        planned = GroupPlan(
            round_id=self.round,
            support_group_id=together.id,
            intervention="nothing-extra",
            name="Samen tellen",
            starts_on=DAY,
            review_on=DAY,
        )
        session.add(planned)
        session.flush()
        self.block, self.meeting, self.evening = block.id, meeting.id, evening.id
        self.support_group, self.group_plan = together.id, planned.id

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
        self._support(session, pupil.id, plan.id, canary)
        set_setting(session, f"last.{number}", str(pupil.id))
        return FullPupil(pupil.id, canary, scan, plan.id)

    def _support(self, session: Session, pupil_id: UUID, plan_id: UUID, canary: str) -> None:
        """Of everything around plans, meetings and support groups."""
        said = {"who": f"{canary}then", "reason": f"{canary}because", "goals": [{"text": canary}]}
        session.add_all(
            (
                PlanVersion(plan_id=plan_id, version=1, document=said, words=f"{canary}changed"),
                PlanSession(plan_id=plan_id, held_on=DAY, was_given=False, reason=f"{canary}ill"),
                PlanReview(
                    plan_id=plan_id,
                    held_on=DAY,
                    decision="adjust",
                    attainment=-1,
                    teacher_words=f"{canary}teacher",
                    note=f"{canary}note",
                    figures={"goals": [{"goal": f"{canary}goal", "before": 41.5, "now": 60.0}]},
                ),
                GroupPlanMember(plan_id=plan_id, group_plan_id=self.group_plan),
                Mention(round_id=self.round, pupil_id=pupil_id, words=f"{canary}mention"),
                MeetingPoint(
                    meeting_id=self.meeting, pupil_id=pupil_id, minutes=f"{canary}minutes"
                ),
                MeetingAction(
                    meeting_id=self.meeting,
                    pupil_id=pupil_id,
                    words=f"{canary}action",
                    who=f"{canary}does",
                ),
                Event(
                    pupil_id=pupil_id,
                    kind="home",
                    starts_on=DAY,
                    ends_on=DAY,
                    words=f"{canary}event",
                ),
                Strength(
                    pupil_id=pupil_id, words=f"{canary}good", said_by=f"{canary}by", noted_on=DAY
                ),
                SupportPlace(support_group_id=self.support_group, pupil_id=pupil_id),
                SupportConsent(
                    pupil_id=pupil_id, is_given=True, said_on=DAY, words=f"{canary}consent"
                ),
            )
        )
        self._parents(session, pupil_id, canary)
        if self._before is not None:
            session.add(PairRule(first_id=self._before, second_id=pupil_id))
        self._before = pupil_id
        session.flush()

    def _parents(self, session: Session, pupil_id: UUID, canary: str) -> None:
        """A talk with the parents, in an evening, and what was agreed."""
        talk = ParentTalk(
            pupil_id=pupil_id, round_id=self.round, evening_id=self.evening, held_on=DAY,
            starts_at="19:15", language="nl", outcome="agreed",
            with_whom=f"{canary}whom", words=f"{canary}said",
        )  # fmt: skip
        session.add(talk)
        session.flush()
        session.add(TalkAgreement(talk_id=talk.id, text=f"{canary}agreed", who="home", by_on=DAY))

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


@pytest.fixture(scope="session")
def settle() -> type[SmallSchool]:
    """For who makes a small school once, and copies it."""
    return SmallSchool


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
