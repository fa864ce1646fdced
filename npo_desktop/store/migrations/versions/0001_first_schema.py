"""The first schema: school, people, groups, rounds, scans, answers, results, plans, imports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FROZEN_ON_CHANGE = """
CREATE TRIGGER used_questionnaire_is_frozen BEFORE UPDATE ON used_questionnaire
BEGIN SELECT RAISE(ABORT, 'an edition that was used never changes'); END
"""
FROZEN_ON_REMOVAL = """
CREATE TRIGGER used_questionnaire_is_kept BEFORE DELETE ON used_questionnaire
WHEN EXISTS (SELECT 1 FROM scan WHERE questionnaire = OLD.code AND edition = OLD.edition)
BEGIN SELECT RAISE(ABORT, 'an edition that was used is never removed'); END
"""


def upgrade() -> None:
    """Make every table, and keep used editions as they were."""
    op.create_table(
        "column_mapping",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint"),
    )
    op.create_table(
        "feasibility",
        sa.Column("intervention", sa.String(length=80), nullable=False),
        sa.Column("factor", sa.String(length=20), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("intervention", "factor"),
    )
    op.create_table(
        "import_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "pupil",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("eckid", sa.String(length=256), nullable=True),
        sa.Column("call_name", sa.String(length=200), nullable=False),
        sa.Column("first_names", sa.String(length=200), nullable=False),
        sa.Column("initials", sa.String(length=20), nullable=False),
        sa.Column("infix", sa.String(length=20), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("sort_name", sa.String(length=600), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("home_language", sa.String(length=40), nullable=True),
        sa.Column("taught_since", sa.Date(), nullable=True),
        sa.Column("school_language_since", sa.Date(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint("sex IN ('M', 'F')", name="pupil_sex_known"),
        sa.CheckConstraint("length(call_name) + length(last_name) > 0", name="pupil_has_name"),
        sa.CheckConstraint("length(number) > 0", name="pupil_has_number"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number", name="pupil_number_unique"),
    )
    op.create_index("pupil_by_name", "pupil", ["sort_name"], unique=False)
    op.create_table(
        "round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name="round_has_name"),
        sa.CheckConstraint("starts_on <= ends_on", name="round_dates_in_order"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="round_name_unique"),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("island", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(length=200), nullable=False),
        sa.Column("is_practice", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "island IN ('bonaire', 'sint-eustatius', 'saba')", name="school_island_known"
        ),
        sa.CheckConstraint("language IN ('nl', 'en', 'pap', 'es')", name="school_language_known"),
        sa.CheckConstraint("id = 1", name="school_is_one"),
        sa.CheckConstraint("length(name) > 0", name="school_has_name"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "school_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.CheckConstraint("grade BETWEEN 1 AND 14", name="group_grade_in_range"),
        sa.CheckConstraint("length(name) > 0", name="group_has_name"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("group_by_year", "school_group", ["school_year", "name"], unique=False)
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "source_key",
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=256), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kind IN ('pupil', 'group', 'staff')", name="source_key_kind_known"),
        sa.PrimaryKeyConstraint("source", "kind", "key"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=False),
        sa.Column("infix", sa.String(length=20), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "used_questionnaire",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("source_text", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("code", "edition"),
    )
    op.create_table(
        "enrolment",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.CheckConstraint("grade BETWEEN 1 AND 14", name="enrolment_grade_in_range"),
        sa.ForeignKeyConstraint(["group_id"], ["school_group.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("pupil_id", "school_year"),
    )
    op.create_index(op.f("ix_enrolment_group_id"), "enrolment", ["group_id"], unique=False)
    op.create_table(
        "group_teacher",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["school_group.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "staff_id"),
    )
    op.create_table(
        "guardian",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.CheckConstraint("language IN ('nl', 'en', 'pap', 'es')", name="guardian_language_known"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_guardian_pupil_id"), "guardian", ["pupil_id"], unique=False)
    op.create_table(
        "import_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_run.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_import_change_import_id"), "import_change", ["import_id"], unique=False
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("intervention", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("sessions_per_week", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("group_size", sa.Integer(), nullable=True),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("first_step", sa.String(), nullable=False),
        sa.Column("pupil_words", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("in_parent_summary", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('improved', 'declined', 'unchanged', 'unknown')", name="plan_outcome_known"
        ),
        sa.CheckConstraint(
            "state IN ('concept', 'agreed', 'stopped', 'done')", name="plan_state_known"
        ),
        sa.CheckConstraint("group_size BETWEEN 1 AND 40", name="plan_group_size_in_range"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 480", name="plan_minutes_in_range"),
        sa.CheckConstraint("sessions_per_week BETWEEN 1 AND 14", name="plan_sessions_in_range"),
        sa.CheckConstraint("starts_on <= review_on", name="plan_dates_in_order"),
        sa.CheckConstraint("weeks BETWEEN 1 AND 52", name="plan_weeks_in_range"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_pupil_id"), "plan", ["pupil_id"], unique=False)
    op.create_index("plan_by_round", "plan", ["round_id"], unique=False)
    op.create_table(
        "scan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.String(length=20), nullable=False),
        sa.Column("informant", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.CheckConstraint(
            "informant IN ('teacher', 'pupil', 'parent')", name="scan_informant_known"
        ),
        sa.CheckConstraint("language IN ('nl', 'en', 'pap', 'es')", name="scan_language_known"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "pupil_id", "round_id", "questionnaire", "informant", name="scan_unique"
        ),
    )
    op.create_index(op.f("ix_scan_pupil_id"), "scan", ["pupil_id"], unique=False)
    op.create_index("scan_by_round", "scan", ["round_id", "questionnaire"], unique=False)
    op.create_table(
        "test_result",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("test", sa.String(length=120), nullable=False),
        sa.Column("subscale", sa.String(length=10), nullable=True),
        sa.Column("moment", sa.String(length=10), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("level", sa.String(length=4), nullable=True),
        sa.Column("level_scale", sa.String(), nullable=True),
        sa.Column("percentile", sa.Float(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("norm_group", sa.String(length=120), nullable=False),
        sa.CheckConstraint("level_scale IN ('I-V', 'A-E')", name="result_level_scale_known"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("pupil_id", "test", "moment", "held_on", name="result_unique"),
    )
    op.create_index(op.f("ix_test_result_pupil_id"), "test_result", ["pupil_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 10", name="answer_value_in_range"),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("scan_id", "item"),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("subscale", sa.String(length=10), nullable=True),
        sa.Column("start_value", sa.Float(), nullable=True),
        sa.Column("target_value", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_goal_plan_id"), "goal", ["plan_id"], unique=False)

    op.execute(FROZEN_ON_CHANGE)
    op.execute(FROZEN_ON_REMOVAL)
