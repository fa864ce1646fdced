"""Tables of who may do what, what was done, and what was taken away.

Like ``tables.py``, this module must not postpone the evaluation of annotations.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from npo_desktop.clock import now
from npo_desktop.store.tables import one_of

ROLES = ("coordinator", "teacher", "head")
NOTE_KINDS = ("home", "protection")
BIN_KINDS = ("pupil", "plan", "round", "scan")


class Account(SQLModel, table=True):
    """A colleague who may open the store, and as what; the key itself is in a slot."""

    __table_args__ = (
        one_of("role", ROLES, "account_role_known"),
        CheckConstraint("length(name) > 0", name="account_has_name"),
    )

    slot_id: UUID = Field(primary_key=True)  # of the key slot that opens for this colleague
    name: str = Field(max_length=200)
    role: str
    staff_id: UUID | None = Field(default=None, foreign_key="staff.id", ondelete="SET NULL")
    made_at: datetime = Field(default_factory=now)
    removed_at: datetime | None = None


class RestrictedNote(SQLModel, table=True):
    """A note on the home situation or child protection, sealed with the coordinators' own key."""

    __tablename__ = "restricted_note"
    __table_args__ = (one_of("kind", NOTE_KINDS, "restricted_note_kind_known"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    kind: str
    nonce: bytes  # 12
    sealed: bytes  # AES-256-GCM, bound to this row's id and pupil
    made_at: datetime = Field(default_factory=now)
    made_by: UUID | None = None  # slot id


class Correction(SQLModel, table=True):
    """What a parent or pupil says about something in the file; it stands beside it."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    pupil_id: UUID = Field(foreign_key="pupil.id", index=True, ondelete="CASCADE")
    about: str = Field(default="", max_length=200)
    words: str
    asked_by: str = Field(default="", max_length=200)
    made_at: datetime = Field(default_factory=now)


class AuditEntry(SQLModel, table=True):
    """One act, chained to the one before by a keyed hash. Ids only, never a name."""

    __tablename__ = "audit_entry"

    seq: int = Field(primary_key=True)  # 1, 2, 3, ... without a gap: order is by this, never time
    at: datetime  # UTC, of the computer's clock
    ticks: int  # nanoseconds of the monotonic clock
    clock_suspect: bool = False
    slot_id: UUID | None = None  # who
    action: str = Field(max_length=40)
    object_id: str = Field(default="", max_length=80)  # an id or a number of rows
    mac: bytes  # HMAC-SHA-256 over the one before and this row


class BinItem(SQLModel, table=True):
    """Something deleted, kept whole for 30 days so that it can be put back."""

    __tablename__ = "bin_item"
    __table_args__ = (one_of("kind", BIN_KINDS, "bin_item_kind_known"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: str
    object_id: UUID
    pupil_id: UUID | None = Field(default=None, index=True)  # whose, for erasure; no foreign key
    title: str = Field(default="", max_length=400)
    binned_at: datetime = Field(default_factory=now)
    slot_id: UUID | None = None
    rows: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Erased(SQLModel, table=True):
    """The erasure ledger: who was erased, so that an older backup cannot bring them back."""

    pupil_id: UUID = Field(primary_key=True)
    erased_at: datetime = Field(default_factory=now)
    why: str = Field(default="retention", max_length=20)  # "retention" or "request"
