"""Tables around the scans: who is asked what besides, own questionnaires, attendance, talks.

Like ``tables.py``, this module must not postpone the evaluation of annotations.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now
from npo_desktop.store.tables import INFORMANTS, one_of


class RoundException(SQLModel, table=True):
    """One pupil's one list in a round is asked, or is not, whatever the age says."""

    __tablename__ = "round_exception"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    questionnaire: str = Field(primary_key=True, max_length=40)
    is_asked: bool
    reason: str = Field(default="", max_length=400)


class OwnQuestionnaire(SQLModel, table=True):
    """A questionnaire that the school brought itself; an edition in use is never changed."""

    __tablename__ = "own_questionnaire"
    __table_args__ = (
        one_of("informant", INFORMANTS, "own_questionnaire_informant_known"),
        CheckConstraint("length(code) > 0", name="own_questionnaire_has_code"),
    )

    code: str = Field(primary_key=True, max_length=40)
    edition: str = Field(primary_key=True, max_length=20)
    informant: str
    document: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    file_name: str = Field(default="", max_length=300)
    made_at: datetime = Field(default_factory=now)
    retired_at: datetime | None = None  # not asked any more; what was answered stays


class Talk(SQLModel, table=True):
    """An answer that asked for a talk, and that the talk was held."""

    scan_id: UUID = Field(foreign_key="scan.id", primary_key=True, ondelete="CASCADE")
    item: str = Field(primary_key=True, max_length=40)
    value: int  # the answer it was about: another one asks again
    talked_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None  # who says so
    outcome: str = ""


class Contact(SQLModel, table=True):
    """Somebody of the school's own contact sheet."""

    __table_args__ = (CheckConstraint("length(name) > 0", name="contact_has_name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    place: int = 0  # in the sheet
    name: str = Field(max_length=200)
    role: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=60)
    reach: str = Field(default="", max_length=200)  # when and where
    for_pupils: bool = False  # whom a child may talk to


class Attendance(SQLModel, table=True):
    """Lessons of a period, and how many of them a pupil missed. Source: SCORING.md, section 2."""

    __table_args__ = (
        CheckConstraint("starts_on <= ends_on", name="attendance_dates_in_order"),
        CheckConstraint("lessons > 0", name="attendance_has_lessons"),
        CheckConstraint("missed BETWEEN 0 AND lessons", name="attendance_missed_in_range"),
    )

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    starts_on: date = Field(primary_key=True)
    ends_on: date = Field(primary_key=True)
    lessons: float  # or half days, or hours: as the school counts
    missed: float
    late: float | None = None  # times
    unauthorised: float | None = None  # lessons


class TestSubject(SQLModel, table=True):
    """Under which subject the school files a test it knows by this code or name."""

    __test__ = False  # not a pytest class
    __tablename__ = "test_subject"

    test: str = Field(primary_key=True, max_length=120)
    subscale: str = Field(max_length=10)  # COG-...
