"""Every table of the store. The database guards what the classes do not.

What may travel between two laptops has a UUID as its key. This module must not postpone the
evaluation of annotations: SQLModel reads relationships at run time.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now

ISLANDS = ("bonaire", "sint-eustatius", "saba")
INFORMANTS = ("teacher", "pupil", "parent")
LANGUAGES = ("nl", "en", "pap", "es")
PLAN_STATES = ("concept", "agreed", "stopped", "done")
FORMS = ("full", "two-tier")  # all statements, or markers first: SCORING.md, section 2
ENTRIES = ("single", "grid", "desk", "paper", "file")  # the way a list was filled in
OUTCOMES = ("improved", "declined", "unchanged", "unknown")
NOTHING_EXTRA = "nothing-extra"  # the one approach that is not on the menukaart: look again later


def one_of(column: str, values: tuple[str, ...], name: str) -> CheckConstraint:
    """A column that holds one of these words, or nothing."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=name)


class School(SQLModel, table=True):
    """The school whose store this is: exactly one row."""

    __table_args__ = (
        CheckConstraint("id = 1", name="school_is_one"),
        one_of("island", ISLANDS, "school_island_known"),
        one_of("language", LANGUAGES, "school_language_known"),
        CheckConstraint("length(name) > 0", name="school_has_name"),
    )

    id: int = Field(default=1, primary_key=True)
    name: str = Field(max_length=200)
    island: str
    place: str = Field(default="", max_length=100)
    language: str = "nl"  # of the window and of staff documents
    coordinator: str = Field(default="", max_length=200)
    is_practice: bool = False  # watermarked everywhere
    min_reader: int = 2  # the oldest schema number whose program may open this store


class Staff(SQLModel, table=True):
    """Somebody who works at the school."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    first_name: str = Field(default="", max_length=200)
    infix: str = Field(default="", max_length=20)
    last_name: str = Field(default="", max_length=200)
    role: str = Field(default="", max_length=10)  # EDEXML code, for showing only: gives no rights
    left_on: date | None = None


class Group(SQLModel, table=True):
    """A class in one school year; may hold several year groups."""

    __tablename__ = "school_group"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="group_has_name"),
        CheckConstraint("grade BETWEEN 1 AND 14", name="group_grade_in_range"),
        Index("group_by_year", "school_year", "name"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    school_year: str = Field(max_length=9)  # "2026-2027"
    name: str = Field(max_length=200)
    grade: int | None = None  # 1-8 primary, 9-14 the six secondary years; empty when mixed


class GroupTeacher(SQLModel, table=True):
    """Who teaches which group."""

    __tablename__ = "group_teacher"

    group_id: UUID = Field(foreign_key="school_group.id", primary_key=True, ondelete="CASCADE")
    staff_id: UUID = Field(foreign_key="staff.id", primary_key=True, ondelete="CASCADE")


class Pupil(SQLModel, table=True):
    """A pupil. The name's prefix stands apart, because lists sort without it."""

    __table_args__ = (
        UniqueConstraint("number", name="pupil_number_unique"),
        CheckConstraint("length(number) > 0", name="pupil_has_number"),
        CheckConstraint("length(call_name) + length(last_name) > 0", name="pupil_has_name"),
        one_of("sex", ("M", "F"), "pupil_sex_known"),
        Index("pupil_by_name", "sort_name"),
        Index("pupil_picture_code_unique", "picture_code", unique=True),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: str = Field(max_length=64)  # the school's own; X0001 and on where there is none
    eckid: str | None = Field(default=None, max_length=256)
    call_name: str = Field(default="", max_length=200)
    first_names: str = Field(default="", max_length=200)
    initials: str = Field(default="", max_length=20)
    infix: str = Field(default="", max_length=20)
    last_name: str = Field(default="", max_length=200)
    sort_name: str = Field(
        default="", max_length=600
    )  # case-folded, without accents: search, order
    birth_date: date | None = None
    sex: str | None = None
    home_language: str | None = Field(default=None, max_length=40)
    taught_since: date | None = None  # start of group 3, for months of teaching
    school_language_since: date | None = None  # start of lessons in the school's language
    entered_on: date | None = None
    left_on: date | None = None
    referred_on: date | None = None  # to special education: its own retention clock
    picture_code: str | None = Field(default=None, max_length=40)  # how a child finds its own list


class SourceKey(SQLModel, table=True):
    """Under which key another system knows a pupil, group or colleague: the remembered match."""

    __tablename__ = "source_key"
    __table_args__ = (one_of("kind", ("pupil", "group", "staff"), "source_key_kind_known"),)

    source: str = Field(primary_key=True, max_length=100)  # "edexml:99XX00"
    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True, max_length=256)
    target_id: UUID


class Guardian(SQLModel, table=True):
    """A parent or carer, and the language in which the school talks with them."""

    __table_args__ = (one_of("language", LANGUAGES, "guardian_language_known"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    name: str = Field(default="", max_length=200)
    relation: str = Field(default="", max_length=40)
    language: str | None = None


class Enrolment(SQLModel, table=True):
    """Where a pupil is in one school year."""

    __table_args__ = (CheckConstraint("grade BETWEEN 1 AND 14", name="enrolment_grade_in_range"),)

    pupil_id: UUID = Field(foreign_key="pupil.id", primary_key=True, ondelete="CASCADE")
    school_year: str = Field(primary_key=True, max_length=9)
    group_id: UUID | None = Field(
        default=None, foreign_key="school_group.id", index=True, ondelete="SET NULL"
    )
    grade: int | None = None  # the pupil's own, which wins over the group's


class Round(SQLModel, table=True):
    """A period in which pupils are scanned; the first is the baseline."""

    __table_args__ = (
        UniqueConstraint("name", name="round_name_unique"),
        CheckConstraint("length(name) > 0", name="round_has_name"),
        CheckConstraint("starts_on <= ends_on", name="round_dates_in_order"),
        one_of("form", FORMS, "round_form_known"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=60)
    school_year: str = Field(max_length=9)
    starts_on: date
    ends_on: date
    form: str = "full"  # of the teachers' scan; the first of a pupil is full all the same
    deadline: date | None = None  # when lists should be in; empty: at the end
    questionnaires: list[str] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True))
    )  # their codes; empty: the three that ship with the program


class UsedQuestionnaire(SQLModel, table=True):
    """An edition somebody has answered; a trigger keeps it as it was then."""

    __tablename__ = "used_questionnaire"

    code: str = Field(primary_key=True, max_length=40)
    edition: str = Field(primary_key=True, max_length=20)
    informant: str
    source_text: str  # the whole definition
    sha256: str = Field(max_length=64)


class Scan(SQLModel, table=True):
    """One informant's questionnaire for one pupil in one round."""

    __table_args__ = (
        UniqueConstraint("pupil_id", "round_id", "questionnaire", "informant", name="scan_unique"),
        one_of("informant", INFORMANTS, "scan_informant_known"),
        one_of("language", LANGUAGES, "scan_language_known"),
        one_of("form", FORMS, "scan_form_known"),
        one_of("entry", ENTRIES, "scan_entry_known"),
        Index("scan_by_round", "round_id", "questionnaire"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    questionnaire: str = Field(max_length=40)
    edition: str = Field(max_length=20)
    informant: str
    language: str = "nl"  # in which it was asked
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id", ondelete="SET NULL")
    started_at: datetime = Field(default_factory=now)
    remark: str = ""
    form: str = "full"  # one of FORMS
    entry: str = "single"  # one of ENTRIES


class Answer(SQLModel, table=True):
    """One answered item of a scan. No row: not answered. ``value`` empty: "don't know"."""

    __table_args__ = (
        CheckConstraint("value BETWEEN 0 AND 10", name="answer_value_in_range"),
        one_of("language", LANGUAGES, "answer_language_known"),
    )

    scan_id: UUID = Field(foreign_key="scan.id", primary_key=True, ondelete="CASCADE")
    item: str = Field(primary_key=True, max_length=40)  # its id, e.g. "T-EF-INH-1"
    value: int | None  # as chosen, before keying; lowest answer is 0
    answered_at: datetime = Field(default_factory=now)  # UTC
    language: str | None = None  # in which it was asked, when not in the scan's
    words: str | None = None  # the answer to an own question that is no choice of one


class TestResult(SQLModel, table=True):
    """A result of the school's own tests, with the scale and language it belongs to."""

    __test__ = False  # not a pytest class
    __tablename__ = "test_result"
    __table_args__ = (
        UniqueConstraint("pupil_id", "test", "moment", "held_on", name="result_unique"),
        one_of("level_scale", ("I-V", "A-E"), "result_level_scale_known"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    test: str = Field(max_length=120)
    subscale: str | None = Field(default=None, max_length=10)  # COG-..., once filed
    moment: str = Field(default="", max_length=10)  # M5, E3
    held_on: date
    score: float | None = None  # on the test's own ability scale
    level: str | None = Field(default=None, max_length=4)
    level_scale: str | None = None
    percentile: float | None = None
    language: str = "nl"  # of the test
    norm_group: str = Field(default="", max_length=120)
    code: str = Field(default="", max_length=120)  # of the test, as its maker writes it
    version: str = Field(default="", max_length=40)
    supplier: str = Field(default="", max_length=120)
    raw_score: float | None = None
    raw_top: float | None = None
    score_scale: str = Field(default="", max_length=40)  # the code of the ability scale
    score_low: float | None = None  # interval of the ability score
    score_high: float | None = None
    functional_level: str = Field(default="", max_length=10)  # M5, <M3
    dle: float | None = None  # months of teaching
    other: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    is_checked: bool = True  # False: read from a file and not yet looked at


class Plan(SQLModel, table=True):
    """A chosen approach for one pupil: what was agreed, and the numbers it was based on."""

    __table_args__ = (
        one_of("state", PLAN_STATES, "plan_state_known"),
        one_of("outcome", OUTCOMES, "plan_outcome_known"),
        CheckConstraint("starts_on <= review_on", name="plan_dates_in_order"),
        CheckConstraint("sessions_per_week BETWEEN 1 AND 14", name="plan_sessions_in_range"),
        CheckConstraint("minutes BETWEEN 1 AND 480", name="plan_minutes_in_range"),
        CheckConstraint("weeks BETWEEN 1 AND 52", name="plan_weeks_in_range"),
        CheckConstraint("group_size BETWEEN 1 AND 40", name="plan_group_size_in_range"),
        Index("plan_by_round", "round_id"),
        Index("plan_code_unique", "code", unique=True),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    round_id: UUID = Field(foreign_key="round.id", ondelete="CASCADE")
    intervention: str = Field(max_length=80)  # catalogue id, or "nothing-extra"
    state: str = "concept"
    outcome: str | None = None  # of its review: reliable change, in the words of the scoring
    sessions_per_week: int | None = None
    minutes: int | None = None
    weeks: int | None = None
    group_size: int | None = None
    who: str = Field(default="", max_length=200)
    first_step: str = ""
    pupil_words: str = ""
    reason: str = ""  # why this one, in the words of who chose
    starts_on: date
    review_on: date
    in_parent_summary: bool = True
    basis: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    made_at: datetime = Field(default_factory=now)
    version: int = 1  # one more with each change after it was agreed
    signed_on: date | None = None  # from then on it is frozen
    signed_by: str = Field(default="", max_length=400)  # who agreed, as the school writes it
    code: str | None = Field(default=None, max_length=12)  # of what was signed, to compare paper


class Goal(SQLModel, table=True):
    """What a plan wants to reach, in words that a parent understands."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    plan_id: UUID = Field(foreign_key="plan.id", index=True, ondelete="CASCADE")
    text: str
    subscale: str | None = Field(default=None, max_length=10)
    start_value: float | None = None  # 0-100
    target_value: float | None = None  # 0-100
    certain_value: float | None = None  # 0-100: from here on it is surely better
    observe: str = ""  # how one sees that it is reached


class Feasibility(SQLModel, table=True):
    """The school's answer to a question on a catalogue card; no row: not answered yet."""

    intervention: str = Field(primary_key=True, max_length=80)
    factor: str = Field(primary_key=True, max_length=20)
    holds: bool


class ImportRun(SQLModel, table=True):
    """One import that was applied, with what it counted."""

    __tablename__ = "import_run"

    id: int | None = Field(default=None, primary_key=True)  # in order of time
    kind: str = Field(max_length=20)  # pupils, answers, results
    format: str = Field(max_length=40)
    file_name: str = Field(default="", max_length=300)
    sha256: str = Field(default="", max_length=64)
    made_at: datetime = Field(default_factory=now)
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ImportChange(SQLModel, table=True):
    """One row an import touched, as it was before and after: what undo puts back."""

    __tablename__ = "import_change"

    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", index=True, ondelete="CASCADE")
    table_name: str = Field(max_length=40)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class ColumnMapping(SQLModel, table=True):
    """How the columns of a kind of file were mapped last time, by its header row."""

    __tablename__ = "column_mapping"

    fingerprint: str = Field(primary_key=True, max_length=64)
    name: str = Field(default="", max_length=200)
    columns: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Setting(SQLModel, table=True):
    """A choice of this school, by name."""

    key: str = Field(primary_key=True, max_length=60)
    value: str = ""
