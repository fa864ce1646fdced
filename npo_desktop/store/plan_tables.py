"""Tables around the plans: of a whole group, versions, sessions, reviews; meetings; what happened.

Like ``tables.py``, this module must not postpone the evaluation of annotations.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now
from npo_desktop.store.tables import PLAN_STATES, one_of

DECISIONS = ("continue", "adjust", "stop")
EVENTS = ("closure", "move", "new-teacher", "storm", "home", "other")
STRENGTHS = ("strength", "protective")


class GroupPlan(SQLModel, table=True):
    """One approach for a class or a support group, which plans of pupils can hang on."""

    __tablename__ = "group_plan"
    __table_args__ = (
        one_of("state", PLAN_STATES, "group_plan_state_known"),
        CheckConstraint("starts_on <= review_on", name="group_plan_dates_in_order"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    group_id: UUID | None = Field(default=None, foreign_key="school_group.id", ondelete="CASCADE")
    support_group_id: UUID | None = Field(
        default=None, foreign_key="support_group.id", ondelete="SET NULL"
    )
    intervention: str = Field(max_length=80)
    name: str = Field(default="", max_length=200)
    state: str = "concept"
    goal: str = ""
    sessions_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    who: str = Field(default="", max_length=200)
    first_step: str = ""
    reason: str = ""
    starts_on: date
    review_on: date
    subscales: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    outcome_words: str = ""
    made_at: datetime = Field(default_factory=now)


class GroupPlanMember(SQLModel, table=True):
    """A pupil's plan that is part of a group's."""

    __tablename__ = "group_plan_member"

    plan_id: UUID = Field(foreign_key="plan.id", primary_key=True, ondelete="CASCADE")
    group_plan_id: UUID = Field(foreign_key="group_plan.id", index=True, ondelete="CASCADE")


class PlanVersion(SQLModel, table=True):
    """A plan as it was before a change after it was agreed."""

    __tablename__ = "plan_version"

    plan_id: UUID = Field(foreign_key="plan.id", primary_key=True, ondelete="CASCADE")
    version: int = Field(primary_key=True)
    document: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    words: str = ""  # why it was changed
    made_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None


class PlanSession(SQLModel, table=True):
    """One session of a plan: given, or not given and why."""

    __tablename__ = "plan_session"
    __table_args__ = (
        UniqueConstraint("plan_id", "held_on", "number", name="plan_session_unique"),
        CheckConstraint("minutes BETWEEN 0 AND 480", name="plan_session_minutes_in_range"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id", index=True, ondelete="CASCADE")
    held_on: date
    number: int = 1  # of that day
    was_given: bool
    minutes: int = 0
    reason: str = Field(default="", max_length=200)
    made_at: datetime = Field(default_factory=now)


class PlanReview(SQLModel, table=True):
    """Looking back on a plan: what was seen, what was said, what was decided."""

    __tablename__ = "plan_review"
    __table_args__ = (
        one_of("decision", DECISIONS, "plan_review_decision_known"),
        CheckConstraint("attainment BETWEEN -2 AND 2", name="plan_review_attainment_in_range"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id", index=True, ondelete="CASCADE")
    held_on: date
    decision: str
    attainment: int | None = None  # -2 much less, 0 as hoped, 2 much more than the goal
    teacher_words: str = ""
    pupil_words: str = ""
    parent_words: str = ""
    note: str = ""
    figures: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # per goal: before, after, verdict, as they were shown
    next_plan_id: UUID | None = Field(default=None, foreign_key="plan.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None


class Mention(SQLModel, table=True):
    """A colleague adds a pupil to the list to talk about, or the team takes one off it."""

    __table_args__ = (CheckConstraint("length(words) > 0", name="mention_has_words"),)

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    is_added: bool = True
    words: str
    made_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None


class Meeting(SQLModel, table=True):
    """A meeting of the support team."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    held_on: date
    name: str = Field(default="", max_length=200)
    present: str = ""
    closed_at: datetime | None = None


class MeetingPoint(SQLModel, table=True):
    """A pupil on the agenda, and what was said."""

    __tablename__ = "meeting_point"

    meeting_id: UUID = Field(foreign_key="meeting.id", primary_key=True, ondelete="CASCADE")
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    place: int = 0
    minutes: str = ""


class MeetingAction(SQLModel, table=True):
    """Who does what until when."""

    __tablename__ = "meeting_action"
    __table_args__ = (CheckConstraint("length(words) > 0", name="meeting_action_has_words"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    meeting_id: UUID = Field(foreign_key="meeting.id", index=True, ondelete="CASCADE")
    pupil_id: UUID | None = Field(
        default=None, foreign_key="pupil.id", index=True, ondelete="CASCADE"
    )
    words: str
    who: str = Field(default="", max_length=200)
    due_on: date | None = None
    ended_at: datetime | None = None


class Event(SQLModel, table=True):
    """What happened to a pupil, a class or, with neither, the whole school."""

    __table_args__ = (
        one_of("kind", EVENTS, "event_kind_known"),
        CheckConstraint("starts_on <= ends_on", name="event_dates_in_order"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str
    starts_on: date
    ends_on: date
    words: str = ""
    pupil_id: UUID | None = Field(
        default=None, foreign_key="pupil.id", index=True, ondelete="CASCADE"
    )
    group_id: UUID | None = Field(default=None, foreign_key="school_group.id", ondelete="CASCADE")


class Strength(SQLModel, table=True):
    """What a pupil is good at, or what helps this child along."""

    __table_args__ = (
        one_of("kind", STRENGTHS, "strength_kind_known"),
        CheckConstraint("length(words) > 0", name="strength_has_words"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    kind: str = "strength"
    words: str
    said_by: str = Field(default="", max_length=200)
    noted_on: date


class Holiday(SQLModel, table=True):
    """Days without school, as this school has them: editable, from the list of its island."""

    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="holiday_dates_in_order"),
        CheckConstraint("length(name) > 0", name="holiday_has_name"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=100)
    starts_on: date
    ends_on: date


class GrowthNorm(SQLModel, table=True):
    """How much a test's maker expects pupils to gain between two moments: typed from its manual."""

    __tablename__ = "growth_norm"
    __table_args__ = (CheckConstraint("error > 0", name="growth_norm_has_error"),)

    test: str = Field(primary_key=True, max_length=120)
    first_moment: str = Field(primary_key=True, max_length=10)
    second_moment: str = Field(primary_key=True, max_length=10)
    gain: float  # on the test's own ability scale
    error: float  # standard error of one measurement
    source: str = Field(default="", max_length=200)
