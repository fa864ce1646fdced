"""Files that belong with a card of the menukaart. Kept in the store, never about a pupil."""

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import audit
from npo_desktop.store.support_tables import Attachment

MOST_BYTES = 5 * 1024 * 1024  # of one file: every backup carries it
MOST_FILES = 10  # of one card


@dataclass(frozen=True, slots=True)
class AttachmentFacts:
    """A file without its content."""

    id: UUID
    file_name: str
    size: int  # bytes
    made_at: datetime


def attachments_of(session: Session, intervention: str) -> list[AttachmentFacts]:
    """The files of a card, the oldest first; their content stays in the store."""
    query = (
        select(
            Attachment.id,
            Attachment.file_name,
            func.length(Attachment.content),
            Attachment.made_at,
        )
        .where(Attachment.intervention == intervention)
        .order_by(col(Attachment.made_at), col(Attachment.file_name))
    )
    return [AttachmentFacts(*row) for row in session.exec(query)]


def add_attachment(session: Session, intervention: str, file_name: str, content: bytes) -> UUID:
    """Keep a file with a card. The caller commits. Raises ``UserError``."""
    check_size(file_name, len(content))
    if len(attachments_of(session, intervention)) >= MOST_FILES:
        raise UserError(
            _("This card has {n} files already.").format(n=MOST_FILES),
            _("Delete one first."),
        )
    made = Attachment(
        intervention=intervention,
        file_name=file_name[-300:],
        media_type=mimetypes.guess_type(file_name)[0] or "",
        content=content,
    )
    session.add(made)
    session.flush()
    audit.note(session, "settings", "menukaart-files")
    return made.id


def check_size(file_name: str, size: int) -> None:
    """Refuse what is too large, before it is read."""
    if size > MOST_BYTES:
        raise UserError(
            _("{file} is larger than 5 MB.").format(file=file_name),
            _("Make it smaller, for instance a PDF without pictures, or keep it elsewhere."),
        )
    if size == 0:
        raise UserError(_("{file} is empty.").format(file=file_name), _("Choose another file."))


def attachment_content(session: Session, attachment_id: UUID) -> bytes:
    """The file itself, to be saved where somebody says."""
    return session.get_one(Attachment, attachment_id).content


def delete_attachment(session: Session, attachment_id: UUID) -> Mapping[str, Any]:
    """Take a file away; what comes back is given to ``put_attachment_back``."""
    found = session.get_one(Attachment, attachment_id)
    row = found.model_dump()
    session.delete(found)
    audit.note(session, "settings", "menukaart-files")
    return row


def put_attachment_back(session: Session, row: Mapping[str, Any]) -> None:
    """Undo a deletion."""
    session.add(Attachment(**row))
