"""Tables of talks with parents: an evening of them, each talk, and what was agreed in it.

Like ``tables.py``, this module must not postpone the evaluation of annotations.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now
from npo_desktop.store.tables import LANGUAGES, one_of

TALK_OUTCOMES = ("", "agreed", "discuss", "absent")  # empty: nothing written down yet
WHO_ACTS = ("", "school", "home", "pupil")
_CLOCK = "starts_at GLOB '[0-2][0-9]:[0-5][0-9]'"


class ParentEvening(SQLModel, table=True):
    """An evening, or afternoon, of talks with parents: one after the other."""

    __tablename__ = "parent_evening"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="parent_evening_has_name"),
        CheckConstraint(_CLOCK, name="parent_evening_starts_at_a_time"),
        CheckConstraint("minutes BETWEEN 1 AND 240", name="parent_evening_minutes_in_range"),
        CheckConstraint("pause_minutes BETWEEN 0 AND 240", name="parent_evening_pause_in_range"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=200)
    held_on: date
    starts_at: str = Field(max_length=5)  # "19:00"
    minutes: int = 15  # of one talk
    pause_minutes: int = 0  # between two talks
    made_at: datetime = Field(default_factory=now)


class ParentTalk(SQLModel, table=True):
    """A talk with the parents of one pupil: planned, or held, with what came of it."""

    __tablename__ = "parent_talk"
    __table_args__ = (
        one_of("outcome", TALK_OUTCOMES, "parent_talk_outcome_known"),
        one_of("language", ("", *LANGUAGES), "parent_talk_language_known"),
        CheckConstraint(f"starts_at = '' OR {_CLOCK}", name="parent_talk_starts_at_a_time"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    round_id: UUID | None = Field(default=None, foreign_key="round.id", ondelete="SET NULL")
    evening_id: UUID | None = Field(
        default=None, foreign_key="parent_evening.id", index=True, ondelete="SET NULL"
    )
    held_on: date | None = None  # empty: no day was chosen yet
    starts_at: str = Field(default="", max_length=5)  # "19:15"
    position: int = 0  # in the evening
    language: str = ""  # of the summary; empty: as the parents' own row says
    with_whom: str = Field(default="", max_length=400)
    outcome: str = ""
    words: str = ""  # what was said; stays in school
    next_on: date | None = None  # the next talk
    code: str = Field(default="", max_length=12)  # of the summary that was printed
    printed_at: datetime | None = None
    done_at: datetime | None = None  # when the form after the talk was filled in
    slot_id: UUID | None = None  # by whom
    made_at: datetime = Field(default_factory=now)


class TalkAgreement(SQLModel, table=True):
    """One thing that was agreed: what, by whom, until when."""

    __tablename__ = "talk_agreement"
    __table_args__ = (
        CheckConstraint("length(text) > 0", name="talk_agreement_has_text"),
        one_of("who", WHO_ACTS, "talk_agreement_who_known"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    talk_id: UUID = Field(foreign_key="parent_talk.id", index=True, ondelete="CASCADE")
    position: int = 0  # in the order in which it was agreed
    text: str
    who: str = ""
    by_on: date | None = None
