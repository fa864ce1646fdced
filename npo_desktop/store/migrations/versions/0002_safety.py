"""Who may open the store, what was done, the bin, erasure, corrections, restricted notes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

AUDIT_IS_FROZEN = """
CREATE TRIGGER audit_entry_is_frozen BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'what was done is not rewritten'); END
"""
AUDIT_IS_KEPT = """
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'what was done is not taken out'); END
"""
ERASED_IS_KEPT = """
CREATE TRIGGER erased_is_kept BEFORE DELETE ON erased
BEGIN SELECT RAISE(ABORT, 'who was erased stays erased'); END
"""


def upgrade() -> None:
    """Add the tables; nothing that is there changes."""
    op.add_column(
        "school", sa.Column("min_reader", sa.Integer(), nullable=False, server_default="2")
    )
    op.add_column("pupil", sa.Column("referred_on", sa.Date(), nullable=True))
    op.create_table(
        "account",
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("role IN ('coordinator', 'teacher', 'head')", name="account_role_known"),
        sa.CheckConstraint("length(name) > 0", name="account_has_name"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("slot_id"),
    )
    op.create_table(
        "restricted_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('home', 'protection')", name="restricted_note_kind_known"),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_restricted_note_pupil_id", "restricted_note", ["pupil_id"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_correction_pupil_id", "correction", ["pupil_id"])
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("ticks", sa.Integer(), nullable=False),
        sa.Column("clock_suspect", sa.Boolean(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=80), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "bin_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("pupil_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("binned_at", sa.DateTime(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pupil', 'plan', 'round', 'scan')", name="bin_item_kind_known"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bin_item_pupil_id", "bin_item", ["pupil_id"])
    op.create_table(
        "erased",
        sa.Column("pupil_id", sa.Uuid(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("pupil_id"),
    )
    for trigger in (AUDIT_IS_FROZEN, AUDIT_IS_KEPT, ERASED_IS_KEPT):
        op.execute(trigger)
