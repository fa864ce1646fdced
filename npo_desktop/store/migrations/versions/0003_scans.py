"""How a list is filled in, what a round asks, own questionnaires, attendance, talks, contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.String


def upgrade() -> None:
    """Add columns and tables; nothing that is there changes."""
    _word("scan", "form", ("full", "two-tier"), default="full")
    _word("scan", "entry", ("single", "grid", "desk", "paper", "file"), default="single")
    _word("answer", "language", ("nl", "en", "pap", "es"))
    _columns("answer", sa.Column("words", TEXT(), nullable=True))
    _word("round", "form", ("full", "two-tier"), default="full")
    _columns(
        "round",
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("questionnaires", sa.JSON(none_as_null=True), nullable=True),
    )
    _columns("pupil", sa.Column("picture_code", TEXT(length=40), nullable=True))
    op.create_index("pupil_picture_code_unique", "pupil", ["picture_code"], unique=True)
    _columns(
        "test_result",
        sa.Column("code", TEXT(length=120), nullable=False, server_default=""),
        sa.Column("version", TEXT(length=40), nullable=False, server_default=""),
        sa.Column("supplier", TEXT(length=120), nullable=False, server_default=""),
        sa.Column("raw_score", sa.Float(), nullable=True),
        sa.Column("raw_top", sa.Float(), nullable=True),
        sa.Column("score_scale", TEXT(length=40), nullable=False, server_default=""),
        sa.Column("score_low", sa.Float(), nullable=True),
        sa.Column("score_high", sa.Float(), nullable=True),
        sa.Column("functional_level", TEXT(length=10), nullable=False, server_default=""),
        sa.Column("dle", sa.Float(), nullable=True),
        sa.Column("other", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_checked", sa.Boolean(), nullable=False, server_default="1"),
    )
    _round_exception()
    _own_questionnaire()
    _contact()
    _talk()
    _attendance()
    _test_subject()


def _columns(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _word(table: str, column: str, words: tuple[str, ...], *, default: str = "") -> None:
    """A column that holds one of these words; Alembic adds none with a check to SQLite."""
    known = ", ".join(f"'{word}'" for word in words)
    must = f"NOT NULL DEFAULT '{default}' " if default else ""
    check = f"CONSTRAINT {table}_{column}_known CHECK ({column} IN ({known}))"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR {must}{check}")


def _round_exception() -> None:
    op.create_table(
        "round_exception",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", TEXT(length=40), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("reason", TEXT(length=400), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("round_id", "pupil_id", "questionnaire"),
    )


def _own_questionnaire() -> None:
    op.create_table(
        "own_questionnaire",
        sa.Column("code", TEXT(length=40), nullable=False),
        sa.Column("edition", TEXT(length=20), nullable=False),
        sa.Column("informant", TEXT(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("file_name", TEXT(length=300), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "informant IN ('teacher', 'pupil', 'parent')", name="own_questionnaire_informant_known"
        ),
        sa.CheckConstraint("length(code) > 0", name="own_questionnaire_has_code"),
        sa.PrimaryKeyConstraint("code", "edition"),
    )


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", TEXT(length=200), nullable=False),
        sa.Column("role", TEXT(length=200), nullable=False),
        sa.Column("phone", TEXT(length=60), nullable=False),
        sa.Column("reach", TEXT(length=200), nullable=False),
        sa.Column("for_pupils", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name="contact_has_name"),
        sa.PrimaryKeyConstraint("id"),
    )


def _talk() -> None:
    op.create_table(
        "talk",
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("item", TEXT(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("talked_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", TEXT(), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scan_id", "item"),
    )


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("lessons", sa.Float(), nullable=False),
        sa.Column("missed", sa.Float(), nullable=False),
        sa.Column("late", sa.Float(), nullable=True),
        sa.Column("unauthorised", sa.Float(), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name="attendance_dates_in_order"),
        sa.CheckConstraint("lessons > 0", name="attendance_has_lessons"),
        sa.CheckConstraint("missed BETWEEN 0 AND lessons", name="attendance_missed_in_range"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pupil_id", "starts_on", "ends_on"),
    )


def _test_subject() -> None:
    op.create_table(
        "test_subject",
        sa.Column("test", TEXT(length=120), nullable=False),
        sa.Column("subscale", TEXT(length=10), nullable=False),
        sa.PrimaryKeyConstraint("test"),
    )
