"""Notes on the home situation and on child protection, which only coordinators can read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import audit
from npo_desktop.store.colleagues import recovery_opens_notes
from npo_desktop.store.engine import Opener
from npo_desktop.store.notes_seal import sealed_text, unsealed_text
from npo_desktop.store.safety_tables import NOTE_KINDS, Account, RestrictedNote

LONGEST = 20_000  # characters


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note as its reader sees it."""

    id: UUID
    kind: str  # "home" or "protection"
    text: str
    made_at: datetime
    made_by: str  # a colleague's name; empty when it is not known


def add_note(session: Session, pupil_id: UUID, kind: str, text: str) -> UUID:
    """Seal a note on a pupil; the caller commits. ``UserError`` without the key of the notes.

    Refused while the recovery sheet could not open it: a forgotten passphrase would lose it.
    """
    notes_key = _notes_key(session)
    if kind not in NOTE_KINDS:
        raise ValueError(f"{kind!r} is no kind of note")
    words = text.strip()
    if not words:
        raise UserError(_("The note is empty."), _("Type the note first."))
    if len(words) > LONGEST:
        raise UserError(_("This note is too long."), _("Make two notes of it."))
    if not recovery_opens_notes(session.info["store"]):
        raise UserError(
            _("The recovery key that is in the safe cannot open restricted notes yet."),
            _("Make a new recovery key first: on the page with the colleagues."),
        )
    note = RestrictedNote(
        id=uuid4(), pupil_id=pupil_id, kind=kind, nonce=b"", sealed=b"", made_by=_slot_id(session)
    )
    note.nonce, note.sealed = sealed_text(notes_key, note, words)
    session.add(note)
    audit.note(session, "note-added", note.id)
    return note.id


def notes_of(session: Session, pupil_id: UUID) -> tuple[NoteFacts, ...]:
    """The notes on a pupil, oldest first. ``UserError`` without the key of the notes."""
    notes_key = _notes_key(session)
    query = (
        select(RestrictedNote, Account.name)
        .join(Account, col(Account.slot_id) == RestrictedNote.made_by, isouter=True)
        .where(RestrictedNote.pupil_id == pupil_id)
        .order_by(col(RestrictedNote.made_at), col(RestrictedNote.id))
    )
    return tuple(
        NoteFacts(note.id, note.kind, unsealed_text(notes_key, note), note.made_at, name or "")
        for note, name in session.exec(query)
    )


def read_notes(session: Session, pupil_id: UUID) -> tuple[NoteFacts, ...]:
    """The same for a reader at the screen: that they were read is written down. Caller commits."""
    found = notes_of(session, pupil_id)
    if found:
        audit.note(session, "note-read", pupil_id)
    return found


def count_notes(session: Session, pupil_id: UUID) -> int:
    """How many there are; this much anybody may know who may see the pupil."""
    query = select(RestrictedNote.id).where(RestrictedNote.pupil_id == pupil_id)
    return len(session.exec(query).all())


def delete_note(session: Session, note_id: UUID) -> None:
    """Take a note away for good; the caller commits. ``UserError`` without the key of the notes."""
    _notes_key(session)
    session.delete(session.get_one(RestrictedNote, note_id))
    audit.note(session, "note-deleted", note_id)


def may_read_notes(opener: Opener) -> bool:
    """Whether this opener holds the key of the notes."""
    return opener.notes_key is not None


def _notes_key(session: Session) -> bytes:
    opener: Opener = session.info["store"].opener
    if opener.notes_key is None:
        raise UserError(
            _("Restricted notes open only with a coordinator's passphrase."),
            _("Ask the coordinator of your school."),
        )
    return opener.notes_key


def _slot_id(session: Session) -> UUID | None:
    opener: Opener = session.info["store"].opener
    return opener.slot_id
