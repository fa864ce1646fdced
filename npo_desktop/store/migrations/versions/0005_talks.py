"""Talks with parents: evenings, talks, and what was agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.String
_CLOCK = "starts_at GLOB '[0-2][0-9]:[0-5][0-9]'"


def upgrade() -> None:
    """Add tables; nothing that is there changes."""
    _evenings()
    _talks()
    _agreements()


def _evenings() -> None:
    op.create_table(
        "parent_evening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", TEXT(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", TEXT(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("pause_minutes", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("length(name) > 0", name="parent_evening_has_name"),
        sa.CheckConstraint(_CLOCK, name="parent_evening_starts_at_a_time"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 240", name="parent_evening_minutes_in_range"),
        sa.CheckConstraint("pause_minutes BETWEEN 0 AND 240", name="parent_evening_pause_in_range"),
        sa.PrimaryKeyConstraint("id"),
    )


def _talks() -> None:
    op.create_table(
        "parent_talk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "pupil_id", sa.Uuid(), sa.ForeignKey("pupil.id", ondelete="CASCADE"), nullable=False
        ),
        _link("round_id", "round.id"),
        _link("evening_id", "parent_evening.id"),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("starts_at", TEXT(length=5), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", TEXT(), nullable=False),
        sa.Column("with_whom", TEXT(length=400), nullable=False),
        sa.Column("outcome", TEXT(), nullable=False),
        sa.Column("words", TEXT(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("code", TEXT(length=12), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('', 'agreed', 'discuss', 'absent')", name="parent_talk_outcome_known"
        ),
        sa.CheckConstraint(
            "language IN ('', 'nl', 'en', 'pap', 'es')", name="parent_talk_language_known"
        ),
        sa.CheckConstraint(f"starts_at = '' OR {_CLOCK}", name="parent_talk_starts_at_a_time"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_parent_talk_pupil_id", "parent_talk", ["pupil_id"])
    op.create_index("ix_parent_talk_evening_id", "parent_talk", ["evening_id"])


def _agreements() -> None:
    op.create_table(
        "talk_agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "talk_id",
            sa.Uuid(),
            sa.ForeignKey("parent_talk.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", TEXT(), nullable=False),
        sa.Column("who", TEXT(), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(text) > 0", name="talk_agreement_has_text"),
        sa.CheckConstraint(
            "who IN ('', 'school', 'home', 'pupil')", name="talk_agreement_who_known"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_talk_agreement_talk_id", "talk_agreement", ["talk_id"])


def _link(name: str, target: str) -> sa.Column[object]:
    """A column that is emptied when the row it refers to goes."""
    return sa.Column(name, sa.Uuid(), sa.ForeignKey(target, ondelete="SET NULL"), nullable=True)
