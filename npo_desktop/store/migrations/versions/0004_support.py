"""What a school can do, support groups, what is done with plans, meetings, what happened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TEXT = sa.String


def upgrade() -> None:
    """Add columns and tables; nothing that is there changes."""
    _columns(
        "plan",
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by", TEXT(length=400), nullable=False, server_default=""),
        sa.Column("code", TEXT(length=12), nullable=True),
    )
    op.create_index("plan_code_unique", "plan", ["code"], unique=True)
    _columns(
        "goal",
        sa.Column("certain_value", sa.Float(), nullable=True),
        sa.Column("observe", TEXT(), nullable=False, server_default=""),
    )
    _menukaart()
    _people_and_hours()
    _support_groups()
    _around_plans()
    _talking()
    _what_happened()


def _columns(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _whose(name: str, target: str, *, optional: bool = False) -> sa.Column[object]:
    """A column whose row goes when the row it refers to goes."""
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="CASCADE"), nullable=optional)


def _link(name: str, target: str) -> sa.Column[object]:
    """A column that is emptied when the row it refers to goes."""
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="SET NULL"), nullable=True)


def _menukaart() -> None:
    op.create_table(
        "school_intervention",
        sa.Column("id", TEXT(length=80), nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("choice", TEXT(), nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("note", TEXT(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "choice IN ('chosen', 'hidden')", name="school_intervention_choice_known"
        ),
        sa.CheckConstraint("length(id) > 0", name="school_intervention_has_id"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "intervention_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention", TEXT(length=80), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("running_plans", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_intervention_version_intervention", "intervention_version", ["intervention"]
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("intervention", TEXT(length=80), nullable=False),
        sa.Column("file_name", TEXT(length=300), nullable=False),
        sa.Column("media_type", TEXT(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_attachment_intervention", "attachment", ["intervention"])


def _people_and_hours() -> None:
    op.create_table(
        "staff_time",
        _whose("staff_id", "staff.id"),
        sa.Column("weekly_minutes", sa.Integer(), nullable=False),
        sa.Column("note", TEXT(length=400), nullable=False),
        sa.CheckConstraint("weekly_minutes BETWEEN 0 AND 3000", name="staff_time_in_range"),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "staff_skill",
        _whose("staff_id", "staff.id"),
        sa.Column("intervention", TEXT(length=80), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "intervention"),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", TEXT(length=100), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name="room_has_name"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "support_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 1 AND 5", name="support_period_on_a_school_day"),
        sa.CheckConstraint(
            "0 <= starts_at AND starts_at < ends_at AND ends_at <= 1440",
            name="support_period_times_in_order",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "staff_period",
        _whose("staff_id", "staff.id"),
        _whose("period_id", "support_period.id"),
        sa.PrimaryKeyConstraint("staff_id", "period_id"),
    )
    op.create_table(
        "kept_lesson",
        _whose("group_id", "school_group.id"),
        _whose("period_id", "support_period.id"),
        sa.Column("lesson", TEXT(length=100), nullable=False),
        sa.PrimaryKeyConstraint("group_id", "period_id"),
    )
    op.create_table(
        "budget_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", TEXT(length=100), nullable=False),
        sa.Column("source", TEXT(length=200), nullable=False),
        sa.Column("amount_usd", sa.Float(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(name) > 0", name="budget_line_has_name"),
        sa.CheckConstraint("amount_usd >= 0", name="budget_line_in_range"),
        sa.PrimaryKeyConstraint("id"),
    )


def _support_groups() -> None:
    op.create_table(
        "block",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("round_id", "round.id"),
        sa.Column("name", TEXT(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("weekly_minutes", sa.Integer(), nullable=True),
        sa.Column("budget_usd", sa.Float(), nullable=True),
        sa.Column("state", TEXT(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name="block_dates_in_order"),
        sa.CheckConstraint("length(name) > 0", name="block_has_name"),
        sa.CheckConstraint("state IN ('concept', 'fixed')", name="block_state_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "support_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("block_id", "block.id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("intervention", TEXT(length=80), nullable=False),
        sa.Column("name", TEXT(length=100), nullable=False),
        _link("staff_id", "staff.id"),
        _link("room_id", "room.id"),
        _link("budget_line_id", "budget_line.id"),
        sa.Column("periods", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("sessions_per_week", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_support_group_block_id", "support_group", ["block_id"])
    op.create_table(
        "support_place",
        _whose("support_group_id", "support_group.id"),
        _whose("pupil_id", "pupil.id"),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("support_group_id", "pupil_id"),
    )
    op.create_table(
        "pair_rule",
        _whose("first_id", "pupil.id"),
        _whose("second_id", "pupil.id"),
        sa.Column("kind", TEXT(), nullable=False),
        sa.CheckConstraint("kind IN ('apart', 'together')", name="pair_rule_kind_known"),
        sa.PrimaryKeyConstraint("first_id", "second_id"),
    )
    op.create_table(
        "support_consent",
        _whose("pupil_id", "pupil.id"),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("pupil_id"),
    )


def _around_plans() -> None:
    op.create_table(
        "group_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("round_id", "round.id"),
        _whose("group_id", "school_group.id", optional=True),
        _link("support_group_id", "support_group.id"),
        sa.Column("intervention", TEXT(length=80), nullable=False),
        sa.Column("name", TEXT(length=200), nullable=False),
        sa.Column("state", TEXT(), nullable=False),
        sa.Column("goal", TEXT(), nullable=False),
        sa.Column("sessions_per_week", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.Column("who", TEXT(length=200), nullable=False),
        sa.Column("first_step", TEXT(), nullable=False),
        sa.Column("reason", TEXT(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("subscales", sa.JSON(), nullable=False),
        sa.Column("outcome_words", TEXT(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("starts_on <= review_on", name="group_plan_dates_in_order"),
        sa.CheckConstraint(
            "state IN ('concept', 'agreed', 'stopped', 'done')", name="group_plan_state_known"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "group_plan_member",
        _whose("plan_id", "plan.id"),
        _whose("group_plan_id", "group_plan.id"),
        sa.PrimaryKeyConstraint("plan_id"),
    )
    op.create_index("ix_group_plan_member_group_plan_id", "group_plan_member", ["group_plan_id"])
    op.create_table(
        "plan_version",
        _whose("plan_id", "plan.id"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("plan_id", "version"),
    )
    op.create_table(
        "plan_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("plan_id", "plan.id"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("was_given", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 0 AND 480", name="plan_session_minutes_in_range"),
        sa.UniqueConstraint("plan_id", "held_on", "number", name="plan_session_unique"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_plan_session_plan_id", "plan_session", ["plan_id"])
    op.create_table(
        "plan_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("plan_id", "plan.id"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("decision", TEXT(), nullable=False),
        sa.Column("attainment", sa.Integer(), nullable=True),
        sa.Column("teacher_words", TEXT(), nullable=False),
        sa.Column("pupil_words", TEXT(), nullable=False),
        sa.Column("parent_words", TEXT(), nullable=False),
        sa.Column("note", TEXT(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        _link("next_plan_id", "plan.id"),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("attainment BETWEEN -2 AND 2", name="plan_review_attainment_in_range"),
        sa.CheckConstraint(
            "decision IN ('continue', 'adjust', 'stop')", name="plan_review_decision_known"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_plan_review_plan_id", "plan_review", ["plan_id"])


def _talking() -> None:
    op.create_table(
        "mention",
        _whose("round_id", "round.id"),
        _whose("pupil_id", "pupil.id"),
        sa.Column("is_added", sa.Boolean(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("length(words) > 0", name="mention_has_words"),
        sa.PrimaryKeyConstraint("round_id", "pupil_id"),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("round_id", "round.id"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("name", TEXT(length=200), nullable=False),
        sa.Column("present", TEXT(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "meeting_point",
        _whose("meeting_id", "meeting.id"),
        _whose("pupil_id", "pupil.id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("minutes", TEXT(), nullable=False),
        sa.PrimaryKeyConstraint("meeting_id", "pupil_id"),
    )
    op.create_table(
        "meeting_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("meeting_id", "meeting.id"),
        _whose("pupil_id", "pupil.id", optional=True),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("who", TEXT(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("length(words) > 0", name="meeting_action_has_words"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_meeting_action_meeting_id", "meeting_action", ["meeting_id"])
    op.create_index("ix_meeting_action_pupil_id", "meeting_action", ["pupil_id"])


def _what_happened() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        _whose("pupil_id", "pupil.id", optional=True),
        _whose("group_id", "school_group.id", optional=True),
        sa.CheckConstraint("starts_on <= ends_on", name="event_dates_in_order"),
        sa.CheckConstraint(
            "kind IN ('closure', 'move', 'new-teacher', 'storm', 'home', 'other')",
            name="event_kind_known",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_pupil_id", "event", ["pupil_id"])
    op.create_table(
        "strength",
        sa.Column("id", sa.Uuid(), nullable=False),
        _whose("pupil_id", "pupil.id"),
        sa.Column("kind", TEXT(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("said_by", TEXT(length=200), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.CheckConstraint("length(words) > 0", name="strength_has_words"),
        sa.CheckConstraint("kind IN ('strength', 'protective')", name="strength_kind_known"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_strength_pupil_id", "strength", ["pupil_id"])
    op.create_table(
        "holiday",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", TEXT(length=100), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name="holiday_dates_in_order"),
        sa.CheckConstraint("length(name) > 0", name="holiday_has_name"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "growth_norm",
        sa.Column("test", TEXT(length=120), nullable=False),
        sa.Column("first_moment", TEXT(length=10), nullable=False),
        sa.Column("second_moment", TEXT(length=10), nullable=False),
        sa.Column("gain", sa.Float(), nullable=False),
        sa.Column("error", sa.Float(), nullable=False),
        sa.Column("source", TEXT(length=200), nullable=False),
        sa.CheckConstraint("error > 0", name="growth_norm_has_error"),
        sa.PrimaryKeyConstraint("test", "first_moment", "second_moment"),
    )
