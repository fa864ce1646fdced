"""Tables of what a school can do: its own menukaart, people and hours, rooms, support groups.

Like ``tables.py``, this module must not postpone the evaluation of annotations.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now
from npo_desktop.store.tables import one_of

CHOICES = ("chosen", "hidden")  # of the menukaart; empty: as it ships, neither
PAIRS = ("apart", "together")
BLOCK_STATES = ("concept", "fixed")


class SchoolIntervention(SQLModel, table=True):
    """What the school says of a card of the menukaart, or a card of its own."""

    __tablename__ = "school_intervention"
    __table_args__ = (
        CheckConstraint("length(id) > 0", name="school_intervention_has_id"),
        one_of("choice", CHOICES, "school_intervention_choice_known"),
    )

    id: str = Field(primary_key=True, max_length=80)  # of the catalogue, or "own-..."
    is_own: bool = False  # not in the catalogue that ships with the program
    choice: str | None = None  # one of CHOICES
    document: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )  # of an own card all its fields; else only those the school overrules
    note: str = ""
    changed_at: datetime = Field(default_factory=now)


class InterventionVersion(SQLModel, table=True):
    """A card as it was before a change, and what was said of the change."""

    __tablename__ = "intervention_version"

    id: int | None = Field(default=None, primary_key=True)  # in order of time
    intervention: str = Field(max_length=80, index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    words: str = ""
    running_plans: int = 0  # how many it touched
    made_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None


class Attachment(SQLModel, table=True):
    """A file that belongs with a card: a practice sheet, a word list. Never about a pupil."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    intervention: str = Field(max_length=80, index=True)
    file_name: str = Field(max_length=300)
    media_type: str = Field(default="", max_length=100)
    content: bytes
    made_at: datetime = Field(default_factory=now)


class StaffTime(SQLModel, table=True):
    """How long a colleague can give extra support."""

    __tablename__ = "staff_time"
    __table_args__ = (
        CheckConstraint("weekly_minutes BETWEEN 0 AND 3000", name="staff_time_in_range"),
    )

    staff_id: UUID = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")
    weekly_minutes: int = 0
    note: str = Field(default="", max_length=400)


class StaffSkill(SQLModel, table=True):
    """A card of the menukaart that a colleague can carry out."""

    __tablename__ = "staff_skill"

    staff_id: UUID = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")
    intervention: str = Field(primary_key=True, max_length=80)


class Room(SQLModel, table=True):
    """Where a support group can sit."""

    __table_args__ = (CheckConstraint("length(name) > 0", name="room_has_name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=100)
    places: int | None = None


class SupportPeriod(SQLModel, table=True):
    """A fixed moment in the week for support: Tuesday 09:00 to 09:30."""

    __tablename__ = "support_period"
    __table_args__ = (
        CheckConstraint("weekday BETWEEN 1 AND 5", name="support_period_on_a_school_day"),
        CheckConstraint(
            "0 <= starts_at AND starts_at < ends_at AND ends_at <= 1440",
            name="support_period_times_in_order",
        ),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    weekday: int  # Monday is 1
    starts_at: int  # minutes after midnight
    ends_at: int


class StaffPeriod(SQLModel, table=True):
    """A colleague is free for support in this period."""

    __tablename__ = "staff_period"

    staff_id: UUID = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")
    period_id: UUID = Field(foreign_key="support_period.id", primary_key=True, ondelete="CASCADE")


class KeptLesson(SQLModel, table=True):
    """A class keeps its pupils in this period: a lesson nobody is to miss."""

    __tablename__ = "kept_lesson"

    group_id: UUID = Field(foreign_key="school_group.id", primary_key=True, ondelete="CASCADE")
    period_id: UUID = Field(foreign_key="support_period.id", primary_key=True, ondelete="CASCADE")
    lesson: str = Field(default="", max_length=100)  # "break" counts as a break


class BudgetLine(SQLModel, table=True):
    """Money for support, where it comes from and until when."""

    __tablename__ = "budget_line"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="budget_line_has_name"),
        CheckConstraint("amount_usd >= 0", name="budget_line_in_range"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=100)
    source: str = Field(default="", max_length=200)
    amount_usd: float
    ends_on: date | None = None


class Block(SQLModel, table=True):
    """A stretch of weeks in which support groups run."""

    __table_args__ = (
        CheckConstraint("length(name) > 0", name="block_has_name"),
        CheckConstraint("starts_on <= ends_on", name="block_dates_in_order"),
        one_of("state", BLOCK_STATES, "block_state_known"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")  # what it rests on
    name: str = Field(max_length=100)
    starts_on: date
    ends_on: date
    weekly_minutes: int | None = None  # of all colleagues together; empty: what they have
    budget_usd: float | None = None  # empty: all lines together
    state: str = "concept"


class SupportGroup(SQLModel, table=True):
    """Pupils who get one approach together, from one colleague at fixed times."""

    __tablename__ = "support_group"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    block_id: UUID = Field(foreign_key="block.id", index=True, ondelete="CASCADE")
    place: int = 0  # on the page
    intervention: str = Field(max_length=80)
    name: str = Field(default="", max_length=100)
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id", ondelete="SET NULL")
    room_id: UUID | None = Field(default=None, foreign_key="room.id", ondelete="SET NULL")
    budget_line_id: UUID | None = Field(
        default=None, foreign_key="budget_line.id", ondelete="SET NULL"
    )
    periods: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # ids
    minutes: int | None = None  # of one session; empty: as the card says
    sessions_per_week: int | None = None


class SupportPlace(SQLModel, table=True):
    """A pupil in a support group; pinned: solving again leaves it there."""

    __tablename__ = "support_place"

    support_group_id: UUID = Field(
        foreign_key="support_group.id", primary_key=True, ondelete="CASCADE"
    )
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    is_pinned: bool = False


class PairRule(SQLModel, table=True):
    """Two pupils who must not, or must, be in one support group."""

    __tablename__ = "pair_rule"
    __table_args__ = (one_of("kind", PAIRS, "pair_rule_kind_known"),)

    first_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    second_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    kind: str = "apart"


class SupportConsent(SQLModel, table=True):
    """What parents said to support outside the class; no row: not asked yet."""

    __tablename__ = "support_consent"

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    is_given: bool
    said_on: date
    words: str = ""
